"""Remember what belongs to the window, not the settings: its place, whether it was met, what closing means, the desktop's key."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PyQt6.QtCore import QByteArray, QSettings


class Remembered:
    """Keep a few values in a small file. path: None is the user's own. A file that cannot be written forgets at the end."""

    def __init__(self, path: Path | None = None) -> None:
        chosen = path or Path(platformdirs.user_state_dir("livebg", appauthor=False)) / "window.ini"
        self._file = QSettings(str(chosen), QSettings.Format.IniFormat)

    @property
    def met(self) -> bool:
        """Tell whether the first run is over."""
        return bool(self._file.value("met", False, bool))

    @met.setter
    def met(self, met: bool) -> None:
        self._keep("met", met)

    @property
    def close_to_tray(self) -> bool:
        """Tell whether closing the window leaves livebg in the tray."""
        return bool(self._file.value("close_to_tray", False, bool))

    @close_to_tray.setter
    def close_to_tray(self, on: bool) -> None:
        self._keep("close_to_tray", on)

    @property
    def hotkey(self) -> bool:
        """Tell whether the desktop has given a key that pauses livebg, and the user has kept it."""
        return bool(self._file.value("hotkey", False, bool))

    @hotkey.setter
    def hotkey(self, on: bool) -> None:
        self._keep("hotkey", on)

    @property
    def geometry(self) -> QByteArray:
        """Give the window's last place and size; empty = none."""
        value = self._file.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._keep("geometry", geometry)

    def _keep(self, key: str, value: object) -> None:
        self._file.setValue(key, value)
        self._file.sync()
