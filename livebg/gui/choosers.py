"""Choose camera, size, rate, virtual camera device, model and what runs it, from what this machine has."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from livebg.gui.choice_box import ChoiceBox
from livebg.gui.sentences import sentence
from livebg.gui.texts import device_title, model_title
from livebg.realtime import Task
from livebg.settings import Settings
from livebg.wishes import AppState

if TYPE_CHECKING:
    from livebg.choices import Choice, Choices

SIZES = ("640x360", "640x480", "1280x720", "1920x1080", "2560x1440", "3840x2160")
RATES = (15, 24, 25, 30, 50, 60)
NO_DEVICE = {"demo", "pattern", "screen"}  # sources that are no cameras


class Finder(QObject):
    """Look for cameras, devices and models on a thread of its own; `found(choices)` is emitted on the window's thread."""

    found = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._life = ExitStack()

    def look(self) -> None:
        """Look once more; ends a look that is under way."""
        self._life.close()
        self._life.enter_context(Task(self._run, "choices"))

    def stop(self) -> None:
        """Wait for the present look."""
        self._life.close()

    def _run(self, stop: threading.Event) -> None:
        from livebg.choices import find_choices  # OpenCV: not before the first paint, and not on the window's thread

        choices = find_choices()
        if not stop.is_set():
            self.found.emit(choices)


class Choosers(QWidget):
    """Show what pictures are taken by and given to. `changed(settings)`: the user has chosen; `look`: find devices again."""

    changed = pyqtSignal(object)
    look = pyqtSignal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._looked = settings, False
        self.camera, self.frame_size, self.rate, self.output, self.model, self.device = (ChoiceBox() for _ in range(6))
        self.granted = QLabel()
        self.granted.setObjectName("quiet")
        self.granted.setWordWrap(True)
        self.granted.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        form = self.form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(14)
        rows = (
            (self.tr("&Camera"), self.camera),
            (self.tr("&Size"), self.frame_size),
            (self.tr("Pictures per s&econd"), self.rate),
            (self.tr("&Virtual camera"), self.output),
            (self.tr("&Model"), self.model),
            (self.tr("Runs &on"), self.device),
        )
        for title, box in rows:
            box.setAccessibleName(title.replace("&", ""))
            box.activated.connect(lambda _, box=box: self._choose(box))
            form.addRow(title, box)
        again = QPushButton(self.tr("&Look for cameras again"))
        again.clicked.connect(self.look)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(again)
        self.buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(form)
        column.addWidget(self.granted)
        column.addSpacing(4)
        column.addLayout(self.buttons)
        column.addStretch()
        self._offer((), (), (), ())

    def set_choices(self, choices: Choices) -> None:
        """Offer what `find_choices` found."""
        self._looked = True
        self._offer(choices.cameras, choices.outputs, choices.models, choices.devices)

    def set_state(self, state: AppState) -> None:
        """Show the settings in use and what the camera has granted. Emits nothing."""
        self._settings = state.settings
        self._select()
        self.granted.setText(sentence(state.source.note) if state.source is not None else "")
        self.granted.setVisible(bool(self.granted.text()))

    def _offer(
        self,
        cameras: Iterable[Choice],
        outputs: Iterable[Choice],
        models: Iterable[Choice],
        runners: Iterable[Choice],
    ) -> None:
        there = _plain(cameras)
        first = (
            self.tr("The first camera") if there or not self._looked else self.tr("The first camera (none found yet)")
        )
        sources: list[tuple[Any, str, str]] = [("auto", first, "")]
        sources += there or [("", self.tr("No camera"), self.tr("none was found; is it plugged in?"))]
        sources += [("screen", self.tr("The screen"), ""), ("demo", self.tr("Demo clip"), "")]
        devices: list[tuple[Any, str, str]] = [("auto", self.tr("The first free one"), "")]
        devices += _plain(outputs) or [("", self.tr("No other"), self.tr("none was found"))]
        self.camera.fill(sources)
        self.frame_size.fill([(size, size.replace("x", " x "), "") for size in SIZES])
        self.rate.fill([(rate, str(rate), "") for rate in RATES])
        self.output.fill(devices)
        self.model.fill([(value, model_title(value) or name, reason) for value, name, reason in _plain(models)])
        runs = [(value, device_title(value, name), reason) for value, name, reason in _plain(runners)]
        self.device.fill([*runs, ("auto", self.tr("The fastest of them"), "")])
        self._select()

    def _select(self) -> None:
        camera, output = self._settings.camera, self._settings.output
        self.camera.choose(camera.source)
        self.frame_size.choose(camera.camera_size)
        self.rate.choose(camera.camera_fps)
        self.output.choose(output.device)
        self.model.choose(self._settings.model.model)
        self.device.choose(self._settings.model.accelerator)
        live = camera.source not in NO_DEVICE
        for box in (self.frame_size, self.rate):
            box.setEnabled(live)
            box.setToolTip("" if live else self.tr("Only a camera can be asked for a size and a rate."))

    def _choose(self, box: ChoiceBox) -> None:
        value, settings = box.currentData(), self._settings
        group, name = {
            self.camera: ("camera", "source"),
            self.frame_size: ("camera", "camera_size"),
            self.rate: ("camera", "camera_fps"),
            self.output: ("output", "device"),
            self.model: ("model", "model"),
            self.device: ("model", "accelerator"),
        }[box]
        update = {name: value, "loop": True} if value == "demo" else {name: value}
        part = getattr(settings, group).model_copy(update=update)
        self._settings = settings.model_copy(update={group: part})
        if self._settings != settings:
            self.changed.emit(self._settings)


def _plain(choices: Iterable[Choice]) -> list[tuple[Any, str, str]]:
    """Give (value, name, reason) of choices in the window's language; a name may have what it is behind a colon."""
    return [(c.value, ": ".join(map(sentence, c.name.split(": "))), sentence(c.reason)) for c in choices]
