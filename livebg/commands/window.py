"""Open the window, or raise the one that is open already."""

from __future__ import annotations

import sys
from pathlib import Path

from livebg.errors import ControlError, DisplayError
from livebg.gui.display import DEBIAN_PACKAGES, check_display, missing_sentence
from livebg.remote import ask
from livebg.settings import CameraSettings, Settings
from livebg.settings_file import SettingsFile

DEMO_BACKGROUND = "study"  # shows more than the default blur does


def window(settings: Path | None) -> int:
    """Show the window with the user's settings; gives the exit code. Raises DisplayError when there can be none."""
    check_display()
    if _raised():
        return 0
    file = SettingsFile(settings)
    return _run(file.settings, file)


def demo_window(settings: Settings) -> int:
    """Show the window on the demo clip, keeping nothing; gives the exit code. Raises DisplayError."""
    check_display()
    if _raised():
        return 0
    return _run(settings.model_copy(update={"camera": CameraSettings(source="demo", loop=True)}), None)


def _raised() -> bool:
    """Raise the window of a livebg that runs already; tells whether there is one."""
    try:
        ask("show")
    except ControlError:
        return False
    print("livebg runs already; its window is in front now", file=sys.stderr)
    return True


def _run(settings: Settings, file: SettingsFile | None) -> int:
    try:
        from livebg.gui.main import run_window
    except ImportError as error:  # a system library that Qt needs; the check above covers what xcb needs
        missing = [name for name in DEBIAN_PACKAGES if name in str(error)]
        raise DisplayError(missing_sentence(str(error), missing)) from error
    return run_window(settings, file)
