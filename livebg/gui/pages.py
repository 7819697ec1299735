"""Open the windows beside the main one, each once, and end them with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtWidgets import QWidget

from livebg.app import App
from livebg.gui.controls_page import ControlsPage
from livebg.gui.doctor_page import DoctorPage
from livebg.gui.hotkey import Hotkey
from livebg.gui.keys_page import KeysPage
from livebg.gui.plate_page import PlatePage
from livebg.gui.regions_page import RegionsPage
from livebg.gui.rehearsal import RehearsalPage
from livebg.gui.rehearsing import open_rehearsal
from livebg.settings import Settings


class Pages:
    """Hold the windows beside the main one. use: told the settings that were picked there. before: shows the camera's own picture."""

    def __init__(
        self, app: App, use: Callable[[Settings], None], before: Callable[[bool], None], parent: QWidget
    ) -> None:
        self._app, self._use, self._before, self._parent = app, use, before, parent
        self._rehearsal: RehearsalPage | None = None
        self._doctor: DoctorPage | None = None
        self._regions: RegionsPage | None = None
        self._plate: PlatePage | None = None
        self.keys: KeysPage | None = None
        self._controls: ControlsPage | None = None

    def rehearse(self) -> None:
        """Open the rehearsal, or bring it to the front."""
        if self._rehearsal is None:
            self._rehearsal = open_rehearsal(self._app, self._use, self._parent)
        self._rehearsal.show()
        self._rehearsal.raise_()

    def examine(self) -> None:
        """Open the doctor's page, or bring it to the front, and look."""
        if self._doctor is None:
            self._doctor = DoctorPage(self._parent)
        self._doctor.show()
        self._doctor.raise_()
        self._doctor.look()

    def paint(self) -> None:
        """Open the page on which regions are painted, or bring it to the front."""
        if self._regions is None:
            self._regions = RegionsPage(self._app, self._before, self._parent)
            self._regions.used.connect(self._use)
        self._regions.begin()

    def keep_empty_room(self) -> None:
        """Open the page on which the empty room is recorded, or bring it to the front."""
        if self._plate is None:
            self._plate = PlatePage(self._app, None, self._parent)
        self._plate.begin()

    def list_keys(self, keys: Sequence[tuple[str, str]], hotkey: Hotkey) -> None:
        """Open the page of the keys, or bring it to the front. keys: (what, key)."""
        if self.keys is None:
            self.keys = KeysPage(keys, hotkey, self._parent)
        self.keys.show()
        self.keys.raise_()

    def set_camera(self) -> None:
        """Open the page of what the camera itself can do, or bring it to the front."""
        if self._controls is None:
            self._controls = ControlsPage(self._app, self._parent)
        self._controls.begin()

    def stop(self) -> None:
        """End their threads."""
        if self._rehearsal is not None:
            self._rehearsal.stop()
        if self._doctor is not None:
            self._doctor.stop()
        if self._plate is not None:
            self._plate.stop()
        if self._controls is not None:
            self._controls.stop()
