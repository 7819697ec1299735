"""Put livebg into the desktop's menu and among the programs that start with it, on Linux: pipx and pip cannot do so."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import platformdirs

from livebg.assets import asset
from livebg.errors import DesktopError
from livebg.files import copy_whole, write_whole

APP_ID = "livebg.livebg"  # GNOME takes names with a dot only for programs that want a key
NAME = f"{APP_ID}.desktop"
ENTRY = """[Desktop Entry]
Type=Application
Name=livebg
GenericName=Virtual background
GenericName[vi]=Phông nền ảo
Comment=Put another background behind you in video calls
Comment[vi]=Thay phông nền phía sau bạn trong cuộc gọi video
Exec={command}
Icon=livebg
Terminal=false
Categories=AudioVideo;Video;
Keywords=webcam;camera;background;blur;virtual camera;
Keywords[vi]=webcam;camera;phông nền;làm mờ;camera ảo;
StartupNotify=true
StartupWMClass=livebg
"""


def entry_path() -> Path:
    """Give where the menu entry is kept."""
    return Path(platformdirs.user_data_dir()) / "applications" / NAME


def icon_path() -> Path:
    """Give where the menu finds the icon."""
    return Path(platformdirs.user_data_dir()) / "icons" / "hicolor" / "scalable" / "apps" / "livebg.svg"


def autostart_path() -> Path:
    """Give where the entry is kept that starts livebg with the desktop."""
    return Path(platformdirs.user_config_dir()) / "autostart" / NAME


def entry_installed() -> bool:
    """Tell whether the menu entry is there and starts this very livebg."""
    return _content(entry_path()) == entry()


def autostart() -> bool:
    """Tell whether livebg starts with the desktop."""
    return _content(autostart_path()) != ""


def install_entry() -> Path:
    """Make or renew the menu entry and its icon, and give the entry's place. Raises DesktopError."""
    _linux_only("a menu entry")
    try:
        copy_whole(asset("icons/livebg.svg"), icon_path())
        write_whole(entry_path(), entry().encode())
    except OSError as error:
        raise DesktopError(f"cannot write the menu entry {entry_path()}: {error.strerror or error}") from error
    return entry_path()


def remove_entry() -> None:
    """Take the menu entry, its icon and the start with the desktop away. Raises DesktopError."""
    for path in (entry_path(), icon_path(), autostart_path()):
        _delete(path)


def set_autostart(on: bool) -> None:
    """Let livebg start with the desktop, or not any more. Raises DesktopError."""
    if not on:
        _delete(autostart_path())
        return
    _linux_only("starting with the desktop")
    try:
        write_whole(autostart_path(), entry().encode())
    except OSError as error:
        raise DesktopError(f"cannot write {autostart_path()}: {error.strerror or error}") from error


def entry() -> str:
    """Give the text of the menu entry (freedesktop.org's Desktop Entry Specification 1.5)."""
    return ENTRY.format(command=command())


def command() -> str:
    """Give the command that starts this very livebg, quoted as desktop entries and shells want it."""
    return " ".join(_quoted(part) for part in _command())


def _command() -> list[str]:
    """Give what starts this very livebg: the script on the path or beside this Python, else the module."""
    beside = Path(sys.executable).parent / "livebg"
    found = shutil.which("livebg")
    if found and beside.exists() and os.path.realpath(found) == os.path.realpath(beside):
        return [found]  # pipx's link: it outlives a renewed environment
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "livebg"]


def _quoted(part: str) -> str:
    """Quote one word of an Exec line: for the line itself, and then for the file, in which backslashes are doubled."""
    escaped = "".join(f"\\{c}" if c in '"`$\\' else c for c in part)
    return f'"{escaped}"'.replace("\\", "\\\\").replace("%", "%%") if escaped != part or not _plain(part) else part


def _plain(part: str) -> bool:
    return all(c.isalnum() or c in "/._-+" for c in part)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise DesktopError(f"cannot delete {path}: {error.strerror or error}") from error


def _linux_only(what: str) -> None:
    if sys.platform != "linux":
        raise DesktopError(
            f"{what} is made on Linux only so far; here, make a shortcut to {Path(sys.executable).parent / 'livebg'} yourself"
        )
