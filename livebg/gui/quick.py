"""Set the two things that people change most: how strongly the outline is steadied, and the blur."""

from __future__ import annotations

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from livebg.gui.texts import field_help
from livebg.settings import LookSettings

SETTLED_MS = 120  # a background is opened when the slider has rested this long
USUAL_BLUR = 0.5
KINDS = ("blur", "bokeh")  # backgrounds that the slider makes stronger


class QuickLook(QWidget):
    """Offer strength and blur. `changed(look)`: the user has moved one; `set_look` does not emit it."""

    changed = pyqtSignal(object)

    def __init__(self, look: LookSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.strength, self.blur = _slider(), _slider()
        self._numbers = {self.strength: QLabel(), self.blur: QLabel()}
        smoothing = LookSettings.model_fields["smoothing"].description or ""
        self.strength.setToolTip(field_help(smoothing))
        self.blur.setToolTip(self.tr("How strongly the room is blurred; moving it chooses the blur as background"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for row, (title, slider) in enumerate(
            ((self.tr("&Smoothing strength"), self.strength), (self.tr("B&lur"), self.blur))
        ):
            label = QLabel(title)
            label.setBuddy(slider)
            label.setToolTip(slider.toolTip())
            slider.setAccessibleName(title.replace("&", ""))
            slider.setAccessibleDescription(slider.toolTip())
            number = self._numbers[slider]
            number.setObjectName("quiet")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setMinimumWidth(number.fontMetrics().horizontalAdvance("100 %") + 2)
            grid.addWidget(label, row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(number, row, 2)
            slider.valueChanged.connect(self._number)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._emit)
        self.strength.valueChanged.connect(self._move_strength)
        self.blur.valueChanged.connect(self._move_blur)
        self.set_look(look)

    def set_look(self, look: LookSettings) -> None:
        """Show a look. Emits nothing."""
        if self._settled.isActive():  # the user's hand is on it
            return
        self._look = look
        for slider, value in ((self.strength, look.smoothing), (self.blur, _blur_of(look.background))):
            slider.blockSignals(True)
            slider.setValue(round(100 * value))
            slider.blockSignals(False)
        self._number()

    def _number(self) -> None:
        for slider, number in self._numbers.items():
            number.setText(self.tr("%1 %").replace("%1", str(slider.value())))
        blurred = _kind(self._look.background) or self._settled.isActive()
        self._numbers[self.blur].setText(self._numbers[self.blur].text() if blurred else self.tr("off"))

    def _move_strength(self, value: int) -> None:
        self._look = self._look.model_copy(update={"smoothing": value / 100})
        self._settled.start()

    def _move_blur(self, value: int) -> None:
        self._look = self._look.model_copy(
            update={"background": f"{_kind(self._look.background) or 'blur'}:{value / 100:g}"}
        )
        self._settled.start()
        self._number()

    def _emit(self) -> None:
        self.changed.emit(self._look)


def _slider() -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setPageStep(10)
    slider.setMinimumHeight(24)  # the handle is larger than its style says
    return slider


def _kind(background: str) -> str:
    """Give "blur" or "bokeh", "" for what is no blur of the room."""
    kind = background.partition(":")[0]
    return kind if kind in KINDS else ""


def _blur_of(background: str) -> float:
    """Give how strong the blur is, 0 to 1; 0 where there is none."""
    if not _kind(background):
        return 0.0
    try:
        return min(1.0, max(0.0, float(background.partition(":")[2])))
    except ValueError:
        return USUAL_BLUR
