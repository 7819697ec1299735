"""Pause livebg by a key that works in every program, where the desktop gives one; asking goes on on a thread of its own."""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import ExitStack
from typing import Literal

from PyQt6.QtCore import QCoreApplication, QObject, pyqtSignal

from livebg.errors import HotkeyError
from livebg.gui.remembered import Remembered
from livebg.realtime import Task

log = logging.getLogger(__name__)

Phase = Literal["off", "asking", "on", "absent", "nameless", "refused", "lost"]
TONES: dict[Phase, str] = {"on": "good", "off": "calm", "asking": "calm"}  # all others: warn


class Hotkey(QObject):
    """Hold the desktop's key. `pressed`: it was pressed; `changed`: `phase` or `trigger` is another one; on the window's thread.

    phase: off, asking the desktop, on, or why there is no key (see HotkeyError). trigger: the key in the desktop's words, "" = it
    does not say. A key that was given once is asked for again by `restore`, which the desktop answers without a question.
    """

    pressed = pyqtSignal()
    changed = pyqtSignal()
    _arrived = pyqtSignal(int, str, str)  # turn, phase or "pressed", trigger

    def __init__(self, remembered: Remembered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phase: Phase = "off" if sys.platform == "linux" else "absent"
        self.trigger = ""
        self._remembered, self._life = remembered, ExitStack()
        self._task: Task | None = None
        self._turn = 0  # what an earlier task still says is not heard
        self._arrived.connect(self._take)

    def restore(self) -> None:
        """Ask for the key that was given before, if one was."""
        if self._remembered.hotkey and self.phase == "off":
            self.ask()

    def ask(self) -> None:
        """Ask the desktop for a key; it may ask the user."""
        self._end()
        turn, name = self._turn, self.tr("Pause livebg, or go on")
        self._become("asking")
        self._task = self._life.enter_context(Task(lambda stop: self._run(stop, turn, name), "hotkey"))

    def give_back(self) -> None:
        """Listen to the key no more, now and at the next start."""
        self._end()
        self._remembered.hotkey = False
        self._become("off")

    def stop(self) -> None:
        """Wait for the thread to end."""
        self._end()
        self._life.close()

    def _end(self) -> None:
        self._turn += 1
        if self._task is not None:
            self._task.stop.set()  # it is joined at the end: the window never waits

    def _run(self, stop: threading.Event, turn: int, name: str) -> None:
        from livebg.portal import hold_key

        try:
            hold_key(
                stop,
                name,
                lambda trigger: self._arrived.emit(turn, "on", trigger),
                lambda: self._arrived.emit(turn, "pressed", ""),
            )
        except HotkeyError as error:
            log.warning("%s", error)
            self._arrived.emit(turn, error.reason, "")

    def _take(self, turn: int, phase: str, trigger: str) -> None:
        if turn != self._turn:
            return
        if phase == "pressed":
            self.pressed.emit()
            return
        if phase in ("on", "refused"):
            self._remembered.hotkey = phase == "on"
        self._become(phase, trigger)  # type: ignore[arg-type]

    def _become(self, phase: Phase, trigger: str = "") -> None:
        self.phase, self.trigger = phase, trigger
        self.changed.emit()


def key_sentence(phase: Phase, trigger: str) -> str:
    """Say how it is with the key."""
    translate = QCoreApplication.translate
    match phase:
        case "on" if trigger:
            return translate("Hotkey", "%1 pauses livebg in any program, and goes on again.").replace("%1", trigger)
        case "on":
            return translate(
                "Hotkey", "The desktop has given livebg a key. Its keyboard settings say which one, and change it."
            )
        case "asking":
            return translate("Hotkey", "Waiting for the desktop, which may ask you for a key…")
        case "off":
            return translate(
                "Hotkey", "Your desktop may have a key for livebg that pauses it in any program, and goes on again."
            )
        case "refused":
            return translate("Hotkey", "The desktop has given no key: the answer to its question was no.")
        case "nameless":
            return translate(
                "Hotkey",
                "The desktop wants to know livebg by its menu first. Choose “Entry in the desktop's menu” in the menu, then ask again.",
            )
        case "lost":
            return translate(
                "Hotkey", "The desktop has taken livebg's key away. Ask for it again, or bind one yourself."
            )
        case _:
            return translate("Hotkey", "This desktop has no key for livebg. You can bind one yourself.")


def pause_hint(key: str) -> str:
    """Say what pausing does, and by which keys. key: the desktop's, "" = none."""
    translate = QCoreApplication.translate
    keys = "Ctrl+P" if not key else translate("Hotkey", "Ctrl+P; in any program %1").replace("%1", key)
    return translate("Hotkey", "Show a card and close the camera (%1)").replace("%1", keys)


def way_to_bind(desktop: str) -> str:
    """Say where one binds a key oneself. desktop: XDG_CURRENT_DESKTOP, "" = none."""
    translate = QCoreApplication.translate
    names = {name.upper() for name in desktop.split(":")}
    if names & {"GNOME", "UNITY"}:
        return translate(
            "Hotkey",
            "By yourself: Settings, Keyboard, View and Customize Shortcuts, Custom Shortcuts, with this command:",
        )
    if "KDE" in names:
        return translate(
            "Hotkey", "By yourself: System Settings, Keyboard, Shortcuts, Add New, Command, with this one:"
        )
    if "XFCE" in names:
        return translate("Hotkey", "By yourself: Settings, Keyboard, Application Shortcuts, Add, with this command:")
    return translate(
        "Hotkey", "By yourself: in your desktop's keyboard settings, add a shortcut of your own that runs this command:"
    )
