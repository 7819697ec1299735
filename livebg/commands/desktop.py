"""Make or remove livebg's entry in the desktop's menu, and let it start with the desktop."""

from __future__ import annotations

from livebg.desktop import autostart, entry_installed, entry_path, install_entry, remove_entry, set_autostart


def desktop(*, install: bool, remove: bool, start: str | None) -> int:
    """Do what is asked, then print how it stands; gives the exit code. start: "on", "off" or None. Raises DesktopError."""
    if install:
        install_entry()
    if remove:
        remove_entry()
    if start is not None:
        set_autostart(start == "on")
    print(f"menu entry: {entry_path() if entry_installed() else 'none; make one with: livebg desktop --install'}")
    print(f"starts with the desktop: {'yes' if autostart() else 'no'}")
    return 0
