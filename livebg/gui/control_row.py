"""Show one control of a camera: its name, a slider, switch or choice, its value, and a reset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from livebg.camera_controls import Control, freed_by
from livebg.gui.fields import HANDLE_PX, Choice, Field, QuietSlider, Switch

LABEL_WIDTH, VALUE_WIDTH = 190, 72


class Level(Field):
    """Be a number of a driver's steps."""

    def __init__(self, minimum: int, maximum: int, step: int) -> None:
        self.slider = QuietSlider(Qt.Orientation.Horizontal)
        super().__init__(self.slider)
        steps = max(0, maximum - minimum) // step
        self.slider.setRange(0, steps)
        self.slider.setPageStep(max(1, steps // 10))
        self.slider.setMinimumHeight(HANDLE_PX)
        self._low, self._step = minimum, step
        self.slider.valueChanged.connect(lambda at: self.edited.emit(minimum + at * step))

    def set_value(self, value: Any) -> None:
        """Show a value, but not under the user's hand."""
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round((int(value) - self._low) / self._step))
            self.slider.blockSignals(False)


class ControlRow(QWidget):
    """Show a control. `edited(value)`: the user has changed it, None = back to the default; `set_control` does not emit it."""

    edited = pyqtSignal(object)

    def __init__(self, control: Control) -> None:
        super().__init__()
        self._control = control
        title = control_title(control.name)
        self.field = _field(control)
        self.field.edited.connect(self._edit)
        for part in (self.field, self.field.control):
            part.setAccessibleName(title)
        label = QLabel(title)
        label.setFixedWidth(LABEL_WIDTH)
        label.setWordWrap(True)
        label.setBuddy(self.field.control)
        self.value = QLabel()
        self.value.setMinimumWidth(VALUE_WIDTH)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.reset = QToolButton()
        self.reset.setText("↺")
        self.reset.setAutoRaise(True)
        self.reset.setToolTip(self.tr("Reset to %1").replace("%1", value_text(control, control.default)))
        self.reset.setAccessibleName(self.tr("Reset %1").replace("%1", title))
        self.reset.clicked.connect(lambda: self.edited.emit(None))
        self.reason = QLabel()
        self.reason.setObjectName("quiet")
        self.reason.setWordWrap(True)
        self._named = label
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 3)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for column, part in enumerate((label, self.field, self.value, self.reset)):
            grid.addWidget(part, 0, column)
        grid.addWidget(self.reason, 1, 1, 1, 3)

    def set_control(self, control: Control, controls: Sequence[Control]) -> None:
        """Show a control's present state among the others of its camera."""
        self._control = control
        self.field.set_value(str(control.value) if control.kind == "menu" else control.value)
        self._show_value(control.value)
        usable = not (control.inactive or control.read_only)
        for part in (self._named, self.field, self.value):
            part.setEnabled(usable)
        self.reset.setEnabled(usable and control.value != control.default)
        self.reason.setText(self._reason(control, controls))
        self.reason.setVisible(bool(self.reason.text()))
        self.field.control.setAccessibleDescription(self.reason.text())

    def _edit(self, value: Any) -> None:
        self._show_value(int(value))
        self.edited.emit(int(value))

    def _show_value(self, value: int) -> None:
        self.value.setText(value_text(self._control, value) if self._control.kind == "int" else "")

    def _reason(self, control: Control, controls: Sequence[Control]) -> str:
        if control.read_only:
            return self.tr("The camera has locked it for now.")
        if not control.inactive:
            return ""
        freed = freed_by(control, controls)
        if freed is None:
            return self.tr("Another control sets it now.")
        auto, free = freed
        if auto.kind == "bool":
            return self.tr("“%1” sets it now; switch that off first.").replace("%1", control_title(auto.name))
        text = self.tr("“%1” sets it now; choose “%2” there first.")
        return text.replace("%1", control_title(auto.name)).replace("%2", choice_text(auto.told(free)))


def _field(control: Control) -> Field:
    if control.kind == "bool":
        return Switch()
    if control.kind == "menu":
        return Choice(
            tuple(str(value) for value, _ in control.choices),
            {str(value): choice_text(name) for value, name in control.choices},
        )
    return Level(control.minimum, control.maximum, control.step)


def value_text(control: Control, value: int) -> str:
    """Give a value for people: with its unit where the driver's is known."""
    if control.kind == "menu":
        return choice_text(control.told(value))
    if control.kind == "bool":
        return (
            QCoreApplication.translate("CameraControls", "on")
            if value
            else QCoreApplication.translate("CameraControls", "off")
        )
    if control.name == "exposure_time_absolute":  # in units of 0.1 ms
        return f"{value / 10:g} ms"
    return f"{value} K" if control.name == "white_balance_temperature" else str(value)


def choice_text(name: str) -> str:
    """Give a choice that drivers name in English, in the window's language; another one as it is."""
    return {
        "Auto Mode": QCoreApplication.translate("CameraControls", "Automatic"),
        "Manual Mode": QCoreApplication.translate("CameraControls", "Manual"),
        "Shutter Priority Mode": QCoreApplication.translate("CameraControls", "Manual time, automatic aperture"),
        "Aperture Priority Mode": QCoreApplication.translate("CameraControls", "Automatic time"),
        "Disabled": QCoreApplication.translate("CameraControls", "Off"),
        "Auto": QCoreApplication.translate("CameraControls", "Automatic"),
    }.get(name, name)


def control_title(name: str) -> str:
    """Give a control's name for people, in the window's language."""
    return {
        "auto_exposure": QCoreApplication.translate("CameraControls", "Exposure"),
        "exposure_time_absolute": QCoreApplication.translate("CameraControls", "Exposure time"),
        "exposure_dynamic_framerate": QCoreApplication.translate("CameraControls", "Fewer pictures in low light"),
        "exposure": QCoreApplication.translate("CameraControls", "Exposure level"),
        "gain_automatic": QCoreApplication.translate("CameraControls", "Automatic gain"),
        "gain": QCoreApplication.translate("CameraControls", "Gain"),
        "backlight_compensation": QCoreApplication.translate("CameraControls", "Backlight compensation"),
        "focus_automatic_continuous": QCoreApplication.translate("CameraControls", "Automatic focus"),
        "focus_absolute": QCoreApplication.translate("CameraControls", "Focus"),
        "white_balance_automatic": QCoreApplication.translate("CameraControls", "Automatic white balance"),
        "white_balance_temperature": QCoreApplication.translate("CameraControls", "White balance"),
        "brightness_automatic": QCoreApplication.translate("CameraControls", "Automatic brightness"),
        "brightness": QCoreApplication.translate("CameraControls", "Brightness"),
        "contrast": QCoreApplication.translate("CameraControls", "Contrast"),
        "saturation": QCoreApplication.translate("CameraControls", "Saturation"),
        "hue_automatic": QCoreApplication.translate("CameraControls", "Automatic hue"),
        "hue": QCoreApplication.translate("CameraControls", "Hue"),
        "gamma": QCoreApplication.translate("CameraControls", "Gamma"),
        "sharpness": QCoreApplication.translate("CameraControls", "Sharpness"),
        "power_line_frequency": QCoreApplication.translate("CameraControls", "Against flicker of lamps"),
        "zoom_absolute": QCoreApplication.translate("CameraControls", "Camera's zoom"),
        "pan_absolute": QCoreApplication.translate("CameraControls", "Camera's pan"),
        "tilt_absolute": QCoreApplication.translate("CameraControls", "Camera's tilt"),
    }[name]
