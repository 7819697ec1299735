"""Make the control of one setting from its own type, range, choices and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QSlider, QSpinBox, QWidget

from livebg.gui.texts import choice_title, unit

STEPS = 100  # of a slider
HANDLE_PX = 24  # its handle is larger than its style says
COMMON_SIZES = ("640x360", "640x480", "960x540", "1280x720", "1920x1080", "3840x2160")


class Field(QWidget):
    """Be the control of one setting. `edited(value)`: the user has changed it; `set_value` does not emit it."""

    edited = pyqtSignal(object)

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(control, 1)
        self.setFocusProxy(control)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError


class Switch(Field):
    """Be on or off."""

    def __init__(self) -> None:
        self._box = QCheckBox()
        super().__init__(self._box)
        self._box.clicked.connect(self.edited.emit)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._box.setChecked(bool(value))


class Choice(Field):
    """Be one of a few."""

    def __init__(self, choices: tuple[str, ...], titles: Mapping[str, str] | None = None) -> None:
        """titles: what the choices are called, None = as the settings file calls them."""
        self._box = _QuietComboBox()
        super().__init__(self._box)
        for choice in choices:
            self._box.addItem(titles[choice] if titles else choice_title(choice), choice)
        self._box.activated.connect(lambda index: self.edited.emit(self._box.itemData(index)))

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._box.setCurrentIndex(self._box.findData(value))


class Whole(Field):
    """Be a whole number within limits."""

    def __init__(self, low: int, high: int, behind: str) -> None:
        self._box = _QuietSpinBox()
        super().__init__(self._box)
        self._box.setRange(low, high)
        self._box.setSuffix(behind)
        self._box.setKeyboardTracking(False)
        self._box.valueChanged.connect(self.edited.emit)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._box.blockSignals(True)
        self._box.setValue(int(value))
        self._box.blockSignals(False)


class Amount(Field):
    """Be a number within limits: a slider, and a box for exact values."""

    def __init__(self, low: float, high: float, behind: str) -> None:
        self._slider, self._box = QuietSlider(Qt.Orientation.Horizontal), _QuietDoubleSpinBox()
        super().__init__(self._slider)
        self._low, self._high = low, high
        self._slider.setRange(0, STEPS)
        self._slider.setPageStep(STEPS // 10)
        self._slider.setMinimumHeight(HANDLE_PX)
        self._box.setRange(low, high)
        self._box.setSingleStep((high - low) / STEPS)
        self._box.setSuffix(behind)
        self._box.setMinimumWidth(
            self._box.fontMetrics().horizontalAdvance("-45.00 px") + 52
        )  # sliders end at one line
        self._box.setKeyboardTracking(False)
        self.row.addWidget(self._box)
        self._slider.valueChanged.connect(lambda step: self._change(low + (high - low) * step / STEPS))
        self._box.valueChanged.connect(self._change)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        for part in (self._slider, self._box):
            part.blockSignals(True)
        self._slider.setValue(round((float(value) - self._low) / (self._high - self._low) * STEPS))
        self._box.setValue(float(value))
        for part in (self._slider, self._box):
            part.blockSignals(False)

    def setAccessibleName(self, name: str | None) -> None:  # noqa: N802
        """Name both parts."""
        self._slider.setAccessibleName(name)
        self._box.setAccessibleName(name)

    def _change(self, value: float) -> None:
        value = round(value, 4)
        self.set_value(value)
        self.edited.emit(value)


class Line(Field):
    """Be a text, taken over with Return or when the keyboard leaves it."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.editingFinished.connect(self._finish)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._line.setText(str(value))
        self._line.setModified(False)

    def _finish(self) -> None:
        if self._line.isModified():
            self._line.setModified(False)
            self.edited.emit(self._line.text().strip())


class PictureSize(Field):
    """Be a size, WIDTHxHEIGHT: a common one, or typed."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._box = _QuietComboBox()
        super().__init__(self._box)
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.addItems([*words, *COMMON_SIZES])
        line = self._box.lineEdit()
        assert line is not None
        self._line, self._shown = line, ""
        self._box.activated.connect(lambda _: self._finish())
        self._line.editingFinished.connect(self._finish)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._shown = str(value)
        self._box.setEditText(self._shown)

    def _finish(self) -> None:
        text = self._line.text().strip()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)


def make_field(name: str, info: FieldInfo) -> Field:
    """Make the control that fits a field of Settings."""
    kind = info.annotation
    if kind is bool:
        return Switch()
    if get_origin(kind) is Literal:
        return Choice(get_args(kind))
    low, high = limits(info)
    if kind is int and low is not None and high is not None:
        return Whole(int(low), int(high), unit(name))
    if kind is float and low is not None and high is not None:
        return Amount(low, high, unit(name))
    if name.endswith("_size"):
        return PictureSize(tuple(_words(kind)))
    return Line()


def limits(info: FieldInfo) -> tuple[float | None, float | None]:
    """Give the smallest and the largest value of a field, None = it has none."""
    low = next((limit.ge for limit in info.metadata if hasattr(limit, "ge")), None)
    high = next((limit.le for limit in info.metadata if hasattr(limit, "le")), None)
    return low, high


def _words(kind: Any) -> Iterator[str]:
    """Give the words that a type takes beside others: "auto"."""
    for part in get_args(kind):
        if get_origin(part) is Literal:
            yield from get_args(part)


class _Quiet:
    """Leave the mouse wheel to the page: scrolling past a control must not change it."""

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        """Pass the wheel on."""
        if event is not None:
            event.ignore()


class _QuietComboBox(_Quiet, QComboBox): ...


class _QuietSpinBox(_Quiet, QSpinBox): ...


class _QuietDoubleSpinBox(_Quiet, QDoubleSpinBox): ...


class QuietSlider(_Quiet, QSlider):
    """Be a slider that leaves the mouse wheel to the page."""
