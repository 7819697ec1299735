"""Choose camera, size, rate, virtual camera device, model and what runs it, from what this machine has."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QStandardItemModel
from PyQt6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from livebg.gui.sentences import sentence
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
        self._settings = settings
        self.camera, self.frame_size, self.rate, self.output, self.model, self.device = (QComboBox() for _ in range(6))
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
        self.longest_label = max((title for title, _ in rows), key=len)
        for title, box in rows:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
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
        sources: list[tuple[Any, str, str]] = [("auto", self.tr("The first camera"), "")]
        sources += _plain(cameras) or [("", self.tr("No camera"), self.tr("none was found; is it plugged in?"))]
        sources += [("screen", self.tr("The screen"), ""), ("demo", self.tr("Demo clip"), "")]
        devices: list[tuple[Any, str, str]] = [("auto", self.tr("The first free one"), "")]
        devices += _plain(outputs) or [("", self.tr("No other"), self.tr("none was found"))]
        _fill(self.camera, sources)
        _fill(self.frame_size, [(size, size.replace("x", " x "), "") for size in SIZES])
        _fill(self.rate, [(rate, str(rate), "") for rate in RATES])
        _fill(self.output, devices)
        _fill(self.model, _plain(models))
        _fill(self.device, [*_plain(runners), ("auto", self.tr("The fastest of them"), "")])
        self._select()

    def _select(self) -> None:
        camera, output = self._settings.camera, self._settings.output
        _select(self.camera, camera.source)
        _select(self.frame_size, camera.camera_size)
        _select(self.rate, camera.camera_fps)
        _select(self.output, output.device)
        _select(self.model, self._settings.model.model)
        _select(self.device, self._settings.model.accelerator)
        live = camera.source not in NO_DEVICE
        for box in (self.frame_size, self.rate):
            box.setEnabled(live)
            box.setToolTip("" if live else self.tr("Only a camera can be asked for a size and a rate."))

    def _choose(self, box: QComboBox) -> None:
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


def _fill(box: QComboBox, choices: Iterable[tuple[Any, str, str]]) -> None:
    """Offer (value, name, reason) in a box; what has a reason cannot be chosen and shows it."""
    box.clear()
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    for value, name, reason in choices:
        box.addItem(f"{name}: {reason}" if reason else name, value)
        item = model.item(box.count() - 1)
        assert item is not None
        item.setEnabled(not reason)
        item.setToolTip(reason or name)


def _select(box: QComboBox, value: object) -> None:
    """Show a value; one that is not on offer is added."""
    place = box.findData(value)
    if place < 0:
        box.addItem(str(value), value)
        place = box.count() - 1
    box.setCurrentIndex(place)
