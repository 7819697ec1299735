"""Find out whether a window can be shown, before Qt is asked: Qt ends the whole program when it cannot."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
from collections.abc import Mapping
from pathlib import Path

from livebg.errors import DisplayError

HEADLESS = "to run without a window: livebg run"
DEBIAN_PACKAGES = {  # what Qt's xcb platform loads -> the Debian package that has it
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def display_named(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a display is named at all; always so outside Linux."""
    if platform.system() != "Linux":
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise DisplayError when no window can be shown here, with what mends it."""
    if platform.system() != "Linux":
        return
    if not display_named(environment):
        raise DisplayError(f"there is no display (DISPLAY and WAYLAND_DISPLAY are not set); {HEADLESS}")
    named = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if named == "xcb" or (not named and not environment.get("WAYLAND_DISPLAY")):
        check_libraries(_xcb_plugin())
        _check_connection(environment.get("DISPLAY", ""))


def check_libraries(plugin: Path) -> None:
    """Load Qt's platform plugin as Qt will; raises DisplayError naming the packages of what is missing."""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise DisplayError(
            missing_sentence(str(error), [name for name in DEBIAN_PACKAGES if not _loads(name)])
        ) from error


def missing_sentence(reason: str, missing: list[str]) -> str:
    """Say how to get the libraries that are missing. reason: the loader's words, used when none is known by name."""
    if not missing:
        return f"Qt cannot open a window: {reason}; {HEADLESS}"
    packages = " ".join(sorted({DEBIAN_PACKAGES[name] for name in missing}))
    return (
        f"Qt cannot open a window without {', '.join(missing)}; on Debian and Ubuntu: sudo apt install {packages}. "
        f"Meanwhile, {HEADLESS}"
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _xcb_plugin() -> Path:
    found = importlib.util.find_spec("PyQt6")
    if found is None or found.origin is None:
        raise DisplayError(f"PyQt6 is not installed: pip install 'PyQt6<6.12'; {HEADLESS}")
    return Path(found.origin).parent / "Qt6" / "plugins" / "platforms" / "libqxcb.so"


def _check_connection(display: str) -> None:
    """Connect to the X server once. Raises DisplayError when nobody answers."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    broken = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    if broken:
        raise DisplayError(f"the display {display!r} does not answer; {HEADLESS}")
