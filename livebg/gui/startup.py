"""Show the window just long enough to say when it was painted first: the process that `livebg bench --startup` measures."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack

from PyQt6.QtWidgets import QApplication

from livebg.errors import LivebgError
from livebg.gui.display import check_display
from livebg.gui.main import build, prepare
from livebg.settings_file import SettingsFile


def paint_once() -> None:
    """Do what `livebg` does up to the first paint, write `time.monotonic()` of that moment to standard output, and end."""
    try:
        check_display()
    except LivebgError as error:
        sys.exit(str(error))
    qt = prepare()
    with ExitStack() as life:
        window = build(SettingsFile().settings, None, life)
        window.painted.disconnect()  # what is heavy begins there; it also opens the camera
        window.painted.connect(lambda: sys.stdout.write(f"{time.monotonic()}\n"))
        window.painted.connect(QApplication.quit)
        window.show()
        qt.exec()
