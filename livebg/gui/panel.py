"""Show every setting with its own help, range and reset: a page made from the settings themselves."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from PyQt6.QtCore import QLocale, Qt, pyqtSignal
from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from livebg.errors import SettingsError
from livebg.gui.fields import HANDLE_PX, limits, make_field
from livebg.gui.texts import field_help, field_title, unit
from livebg.settings import Settings, checked

LABEL_WIDTH = 110


class SettingsPanel(QWidget):
    """Show all settings. `changed(settings)`: the user has changed one; `set_settings` does not emit it.

    `matte_view(on)` and `before_after(share)` ask the preview for other views; share: 0 = all after to 1 = all before, -1 = off.
    """

    changed = pyqtSignal(object)
    matte_view = pyqtSignal(bool)
    before_after = pyqtSignal(float)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.rows: dict[str, FieldRow] = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(4)
        column.setContentsMargins(0, 4, 8, 4)
        column.addWidget(Views(self.matte_view.emit, self.before_after.emit))
        for group in Settings.model_fields:
            column.addWidget(_heading(field_title(group)))
            for name, info in _fields(group):
                row = FieldRow(name, info)
                row.edited.connect(lambda value, group=group, name=name: self._change(group, name, value))
                self.rows[name] = row
                column.addWidget(row)
        column.addStretch()
        self.reset_all = QPushButton(self.tr("Reset all settings"))
        self.reset_all.clicked.connect(self._reset_all)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.reset_all)
        outer.addLayout(foot)
        self._show()

    def set_settings(self, settings: Settings) -> None:
        """Show other settings. Emits nothing."""
        self.settings = settings
        self._show()

    def _show(self) -> None:
        for group in Settings.model_fields:
            for name, _ in _fields(group):
                self.rows[name].set_value(getattr(getattr(self.settings, group), name))
        self.reset_all.setEnabled(self.settings != Settings())

    def _change(self, group: str, name: str, value: Any) -> None:
        """Take a value over, or say beside the control why it cannot be."""
        values = self.settings.model_dump()
        values[group][name] = value
        try:
            settings = checked(values, field_title(name))
        except SettingsError:
            self.rows[name].set_problem(self.tr("“%1” cannot be used here.").replace("%1", str(value)))
            return
        self._take(settings)

    def _reset_all(self) -> None:
        self._take(Settings())

    def _take(self, settings: Settings) -> None:
        if settings != self.settings:
            self.set_settings(settings)
            self.changed.emit(settings)
        else:
            self._show()


class FieldRow(QWidget):
    """Show one setting: its name, control, reset button and help. `edited(value)`: the user has changed or reset it."""

    edited = pyqtSignal(object)

    def __init__(self, name: str, info: FieldInfo) -> None:
        super().__init__()
        self._default = info.default
        title, text = field_title(name), field_help(info.description or "")
        low, high = limits(info)
        if low is not None and high is not None:
            between = self.tr("%1 to %2").replace("%1", _amount(low)).replace("%2", _amount(high) + unit(name))
            text = f"{text} ({between})"
        self.field = make_field(name, info)
        self.field.edited.connect(self.edited.emit)
        self.field.control.setAccessibleName(title)
        self.field.setAccessibleName(title)
        self.field.control.setAccessibleDescription(text)
        label = QLabel(title)
        label.setFixedWidth(LABEL_WIDTH)
        label.setWordWrap(True)
        label.setBuddy(self.field.control)
        self.reset = QToolButton()
        self.reset.setText("↺")
        self.reset.setAutoRaise(True)
        self.reset.setToolTip(self.tr("Reset to %1").replace("%1", str(info.default)))
        self.reset.setAccessibleName(self.tr("Reset %1").replace("%1", title))
        self.reset.clicked.connect(lambda: self.edited.emit(info.default))
        place = self.reset.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(place)
        self._help, self._text = _note(text), text
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(2)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.reset, 0, 2)
        grid.addWidget(self._help, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def set_value(self, value: Any) -> None:
        """Show a value; the reset button is there when it is not the default."""
        self.field.set_value(value)
        self.reset.setVisible(value != self._default)
        self._help.setText(self._text)

    def set_problem(self, text: str) -> None:
        """Say why what was typed is not taken over."""
        self._help.setText(f"<b>{html.escape(text)}</b> {html.escape(self._text)}")


class Views(QFrame):
    """Ask for other views of the preview: the matte alone, and before beside after."""

    def __init__(self, matte: Callable[[bool], None], share: Callable[[float], None]) -> None:
        super().__init__()
        self._share = share
        self.matte = QCheckBox(self.tr("Show the &matte"))
        self.matte.setToolTip(self.tr("White is you, black is the background"))
        self.matte.toggled.connect(matte)
        self.compare = QCheckBox(self.tr("&Before / after"))
        self.compare.setToolTip(self.tr("Only in this window; nobody else sees your room"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setValue(50)
        self.slider.setEnabled(False)
        self.slider.setMinimumHeight(HANDLE_PX)
        self.slider.setAccessibleName(self.tr("Share of the picture that shows before"))
        self.compare.toggled.connect(self.slider.setEnabled)
        self.compare.toggled.connect(self._tell)
        self.slider.valueChanged.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self.matte)
        row.addSpacing(12)
        row.addWidget(self.compare)
        row.addWidget(self.slider, 1)

    def _tell(self) -> None:
        self._share(self.slider.value() / 100 if self.compare.isChecked() else -1.0)


def _fields(group: str) -> list[tuple[str, FieldInfo]]:
    model = Settings.model_fields[group].annotation
    assert isinstance(model, type) and issubclass(model, BaseModel)
    return list(model.model_fields.items())


def _amount(value: float) -> str:
    return QLocale().toString(float(value), "g", 6)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.1)
    label.setFont(font)
    label.setContentsMargins(0, 12, 0, 0)
    return label


def _note(text: str) -> QLabel:
    """Give small, quiet, wrapped text."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 0.9)
    label.setFont(font)
    return label


def scrolled(page: QWidget) -> QScrollArea:
    """Give a page that scrolls where the window is low."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the fields, which scroll into view
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
