"""Offer every main action in one menu, with its key."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QPushButton

from livebg.desktop import autostart, entry_installed, install_entry, remove_entry, set_autostart
from livebg.errors import LivebgError
from livebg.gui.remembered import Remembered

if TYPE_CHECKING:
    from livebg.gui.window import Window


class Actions(QMenu):
    """Be the window's menu; its keys work in the whole window. `button` opens it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.button = QPushButton(self.tr("Menu"), window)
        self.button.setObjectName("menu")
        self.button.setMenu(self)
        self._offer(self.tr("Pause or go on"), "Ctrl+P", window.pause.click)
        self._offer(self.tr("Pass-through on or off"), "Ctrl+Shift+T", window.through.click)
        self.addSeparator()
        self._offer(self.tr("Add a background…"), "Ctrl+O", window.side.gallery.add_dialog)
        for place, key in enumerate(("Alt+1", "Alt+2", "Alt+3")):
            name = (self.tr("Show backgrounds"), self.tr("Show camera"), self.tr("Show advanced settings"))[place]
            self._offer(name, key, partial(window.side.setCurrentIndex, place))
        self.addSeparator()
        self._offer(self.tr("Look for cameras again"), "F5", self._look_again)
        self._offer(self.tr("Exposure, focus and colour of the camera…"), "Ctrl+Shift+C", window.beside.set_camera)
        self._offer(self.tr("Keep or hide parts of the picture…"), "Ctrl+K", window.beside.paint)
        self._offer(self.tr("Keep a picture of the empty room…"), "Ctrl+E", window.beside.keep_empty_room)
        self.addSeparator()
        self._offer(self.tr("Rehearse before a call…"), "Ctrl+R", window.beside.rehearse)
        self._offer(self.tr("Doctor: why can calls not see me?"), "F1", window.beside.examine)
        self._offer(self.tr("Keys, and one that pauses in any program…"), "Shift+F1", self._list_keys)
        self.addSeparator()
        self.to_tray = QAction(self.tr("Keep running in the tray when closed"), self)
        self.to_tray.setCheckable(True)
        self.to_tray.setVisible(False)
        self.addAction(self.to_tray)
        if sys.platform == "linux":
            self._offer_desktop()
        self.addSeparator()
        self._offer(self.tr("Close the window"), "Ctrl+W", window.close)
        self._offer(self.tr("Quit"), "Ctrl+Q", window.quitting.emit)

    def offer_tray(self, remembered: Remembered) -> None:
        """Let the user choose what closing means; called where there is a tray."""
        self.to_tray.setVisible(True)
        self.to_tray.setChecked(remembered.close_to_tray)
        self.to_tray.toggled.connect(lambda on: setattr(remembered, "close_to_tray", on))

    def _list_keys(self) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        keys = [(action.text(), action.shortcut().toString(native)) for action in self.actions() if action.shortcut()]
        self._window.beside.list_keys(keys, self._window.hotkey)

    def _offer_desktop(self) -> None:
        """Offer livebg's place in the desktop: its state is read when the menu opens, since others can change it."""
        self.entry, self.start = (
            QAction(text, self) for text in (self.tr("Entry in the desktop's menu"), self.tr("Start with the desktop"))
        )
        for action, change in (
            (self.entry, lambda on: install_entry() if on else remove_entry()),
            (self.start, set_autostart),
        ):
            action.setCheckable(True)
            action.triggered.connect(partial(self._try, change))
            self.addAction(action)
        self.aboutToShow.connect(lambda: self.entry.setChecked(entry_installed()))
        self.aboutToShow.connect(lambda: self.start.setChecked(autostart()))

    def _try(self, change: Callable[[bool], object], on: bool) -> None:
        try:
            change(on)
        except LivebgError as error:
            self._window.note.say(str(error))

    def _offer(self, name: str, key: str, run: Callable[[], object]) -> None:
        action = QAction(name, self)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: run())
        self.addAction(action)
        self._window.addAction(action)  # keys of a closed menu are dead

    def _look_again(self) -> None:
        self._window.finder.look()
        self._window.output.retry.emit()
