"""Lead through the first start in the window itself: camera, virtual camera, background. Skippable, and never shown again."""

from __future__ import annotations

import sys

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from livebg.desktop import entry_installed, install_entry
from livebg.errors import DesktopError
from livebg.gui.choosers import Choosers
from livebg.gui.gallery import Gallery
from livebg.gui.shield import OutputBar
from livebg.settings import Settings
from livebg.wishes import AppState


class FirstRun(QWidget):
    """Show one step after the other beside the preview. `finished`: the user is done, or skips. `failed(sentence)`: see `entry`.

    entry: offers livebg's place in the desktop's menu, which pip and pipx do not make; made when the user is done, not when they skip.

    changed(settings) and retry are passed on from the choosers and the virtual camera's bar. The gallery is lent for as long as
    the page lives: whoever made it takes it back on `finished`.
    """

    finished = pyqtSignal()
    failed = pyqtSignal(str)
    changed = pyqtSignal(object)
    retry = pyqtSignal()

    def __init__(self, settings: Settings, gallery: Gallery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choosers, self.output = Choosers(settings), OutputBar()
        self.choosers.changed.connect(self.changed)
        self.output.retry.connect(self.retry)
        for box in (
            self.choosers.output,
            self.choosers.model,
            self.choosers.device,
            self.choosers.frame_size,
            self.choosers.rate,
        ):
            self.choosers.form.setRowVisible(box, False)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.steps = QStackedWidget()
        self._add(
            self.tr("Welcome to livebg"),
            self.tr(
                "livebg puts another background behind you, and never shows your room unless you ask for it. First: your camera."
            ),
            self.choosers,
        )
        self._add(
            self.tr("The camera for your calls"),
            self.tr("Zoom, Meet and Teams see livebg as one more camera."),
            self.output,
        )
        self._add(
            self.tr("Your background"),
            self.tr("Pick one, or add a picture of your own. You can change it at any time, also in a call."),
            gallery,
        )
        self.entry = QCheckBox(self.tr("Show livebg in the desktop's &menu"))
        self.entry.setChecked(True)
        self._offered = sys.platform == "linux" and not entry_installed()
        self.back, self.skip, self.next = QPushButton(self.tr("&Back")), QPushButton(self.tr("S&kip")), QPushButton()
        self.skip.setFlat(True)
        self.next.setObjectName("primary")
        self.next.setDefault(True)
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.skip.clicked.connect(self.finished)
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip)
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(self.steps, 1)
        column.addWidget(self.entry)
        column.addLayout(buttons)
        self._show()

    def set_state(self, state: AppState) -> None:
        """Show the camera and the virtual camera as they are now."""
        self.choosers.set_state(state)
        self.output.set_state(state)

    def _add(self, title: str, text: str, widget: QWidget) -> None:
        page = QWidget()
        heading, words = QLabel(title), QLabel(text)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        heading.setFont(font)
        words.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(words)
        top = isinstance(widget, OutputBar)
        column.addWidget(widget, 0 if top else 1)
        if top:
            column.addStretch()
        self.steps.addWidget(page)

    def _go(self, step: int) -> None:
        place = self.steps.currentIndex() + step
        if place >= self.steps.count():
            self.finished.emit()
            self._make_entry()
            return
        self.steps.setCurrentIndex(place)
        self._show()

    def _make_entry(self) -> None:
        if not (self._offered and self.entry.isChecked()):
            return
        try:
            install_entry()
        except DesktopError as error:
            self.failed.emit(str(error))

    def _show(self) -> None:
        place, count = self.steps.currentIndex(), self.steps.count()
        self.count.setText(self.tr("Step %1 of %2").replace("%1", str(place + 1)).replace("%2", str(count)))
        self.back.setVisible(place > 0)
        self.entry.setVisible(self._offered and place == count - 1)
        self.next.setText(self.tr("&Done") if place == count - 1 else self.tr("&Next"))
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
