"""Choose who and what part of the camera's picture is shown: one person, following, zoom and pan."""

from __future__ import annotations

from typing import Any, get_args

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from livebg.gui.fields import Choice, Field, make_field
from livebg.gui.texts import field_help
from livebg.settings import LookSettings

PANNED = ("zoom", "pan_x", "pan_y")  # not used while the picture follows the person


class FramingBox(QWidget):
    """Show the framing of a look. `changed(look)`: the user has changed it; `set_look` does not emit it."""

    changed = pyqtSignal(object)

    def __init__(self, look: LookSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.fields: dict[str, Field] = {}
        self.reset = QPushButton(self.tr("Whole picture"))
        self.reset.clicked.connect(self._show_whole)
        form = self.form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(14)
        for name, title in (
            ("people", self.tr("&Who")),
            ("auto_frame", self.tr("&Follow me")),
            ("zoom", self.tr("&Zoom")),
            ("pan_x", self.tr("Le&ft, right")),
            ("pan_y", self.tr("&Up, down")),
            ("rotate_deg", self.tr("Tu&rn")),
            ("mirror", self.tr("M&irror for all")),
        ):
            self._add(form, name, title)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.reset)
        form.addRow(foot)
        self.set_look(look)

    def _add(self, form: QFormLayout, name: str, title: str) -> None:
        info = LookSettings.model_fields[name]
        field = Choice(get_args(info.annotation), self._people()) if name == "people" else make_field(name, info)
        label = QLabel(title)
        label.setBuddy(field.control)
        text = field_help(info.description or "")
        for part in (field, field.control):
            part.setAccessibleName(title.replace("&", ""))
            part.setAccessibleDescription(text)
        label.setToolTip(text)
        field.setToolTip(text)
        field.edited.connect(lambda value, name=name: self._take({name: value}))
        self.fields[name] = field
        form.addRow(label, field)

    def _people(self) -> dict[str, str]:
        return {
            "all": self.tr("Everyone"),
            "largest": self.tr("Only the largest person"),
            "left": self.tr("Only the person on the left"),
            "middle": self.tr("Only the person in the middle"),
            "right": self.tr("Only the person on the right"),
        }

    def set_look(self, look: LookSettings) -> None:
        """Show a look. Emits nothing."""
        self._look = look
        for name, field in self.fields.items():
            field.set_value(getattr(look, name))
            field.setEnabled(name not in PANNED or not look.auto_frame)
        for name in ("pan_x", "pan_y"):
            self.fields[name].setEnabled(look.zoom > 1 and not look.auto_frame)
        self.reset.setEnabled(any(getattr(look, name) != _usual(name) for name in self.fields))

    def _show_whole(self) -> None:
        self._take({name: _usual(name) for name in self.fields})

    def _take(self, changes: dict[str, Any]) -> None:
        look = self._look.model_copy(update=changes)
        if look != self._look:
            self.set_look(look)
            self.changed.emit(look)


def _usual(name: str) -> Any:
    return LookSettings.model_fields[name].default
