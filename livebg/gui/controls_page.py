"""Set what the camera itself can do, such as exposure, focus and white balance, while the preview shows the effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from livebg.app import App
from livebg.gui.control_row import ControlRow
from livebg.gui.controls_worker import ControlsWorker
from livebg.gui.sentences import sentence

if TYPE_CHECKING:
    from livebg.camera_controls import Control
    from livebg.types import SourceInfo
    from livebg.v4l2 import Ioctl

LOOK_MS = 200


class ControlsPage(QWidget):
    """Show the controls of the camera that is open. find, ioctl: see `ControlsWorker`."""

    def __init__(
        self,
        app: App,
        parent: QWidget | None = None,
        find: Callable[[str], str] | None = None,
        ioctl: Ioctl | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._app = app
        self.rows: dict[str, ControlRow] = {}
        self._source: SourceInfo | None = None
        self._laid_out: tuple[object, ...] | None = None
        self.worker = ControlsWorker(find, ioctl, self)
        self.worker.told.connect(self._show)
        self.setWindowTitle(self.tr("Camera controls"))
        self.resize(620, 640)
        self.hint, self.said = QLabel(), QLabel()
        for label in (self.hint, self.said):
            label.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Camera controls"))
        self.defaults = QPushButton(self.tr("&Reset all"))
        self.defaults.clicked.connect(self.worker.wish_defaults)
        close = QPushButton(self.tr("&Close"))
        close.clicked.connect(self.close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.defaults)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.hint)
        column.addWidget(self._area, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Come to the front, with the controls of the camera that is open."""
        self._look()
        self._timer.start(LOOK_MS)
        self.show()
        self.raise_()

    def _look(self) -> None:
        source = self._camera()
        self.worker.look_at(source)
        if source is None:
            there = self._app.state().source is not None
            self.hint.setText(
                self.tr("What is shown now is not a camera, and has no controls.")
                if there
                else self.tr("There is no camera: choose one, and do not pause.")
            )
        elif source != self._source:
            self.hint.setText(self.tr("Looking…"))
        if source is None or source != self._source:
            self._lay_out(())
            self.said.clear()
        self._source = source

    def _camera(self) -> SourceInfo | None:
        source = self._app.state().source
        return source if source is not None and source.device else None

    def _show(self, source: SourceInfo, controls: tuple[Control, ...], problem: str | None) -> None:
        if source != self._source or not self._timer.isActive():  # told of a camera that is not open any more
            return
        if controls:
            self.hint.setText(
                self.tr("%1 itself is set here; what you set is kept for it.").replace("%1", source.device)
            )
        elif not problem:
            self.hint.setText(self.tr("%1 has no controls that livebg can set.").replace("%1", source.device))
        else:
            self.hint.clear()
        if problem is not None:
            why = sentence(problem)
            self.said.setText(f"{why[:1].upper()}{why[1:]}")
        elif controls and not self.rows:  # it is back
            self.said.clear()
        self._lay_out(controls)
        for control in controls:
            if not self.worker.busy(control.name):
                self.rows[control.name].set_control(control, controls)

    def _lay_out(self, controls: tuple[Control, ...]) -> None:
        """Make the rows anew when they are those of other controls."""
        kinds = tuple((control.name, control.minimum, control.maximum, control.choices) for control in controls)
        self.defaults.setEnabled(bool(controls))
        if kinds == self._laid_out:
            return
        self._laid_out, self.rows = kinds, {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        for control in controls:
            row = ControlRow(control)
            row.edited.connect(lambda value, name=control.name: self.worker.wish(name, value))
            row.set_control(control, controls)
            self.rows[control.name] = row
            column.addWidget(row)
        column.addStretch()
        self._area.setWidget(page)

    def stop(self) -> None:
        """End its thread."""
        self._timer.stop()
        self.worker.stop()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """Let go of the camera."""
        super().closeEvent(event)
        self._timer.stop()
        self.worker.look_at(None)
