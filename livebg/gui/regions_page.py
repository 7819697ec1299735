"""Choose what of the camera's picture is always kept and what is always hidden, by painting over it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from livebg.app import App
from livebg.gui.canvas import HIDE, KEEP, Canvas, clear_image, keep_image, kept_image
from livebg.gui.fields import HANDLE_PX
from livebg.gui.preview import picture_of
from livebg.gui.sentences import sentence
from livebg.settings import LookSettings, Settings

STEPS_BACK = 20
LOOK_MS = 66


class RegionsPage(QWidget):
    """Paint the regions of the camera that is open. `used(settings)`: they are wished in place of others.

    view: called with True while the page needs the camera's own picture, which nobody else sees.
    """

    used = pyqtSignal(object)

    def __init__(self, app: App, view: Callable[[bool], None], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._app, self._view = app, view
        self._back: list[QImage] = []
        self._camera: str | None = None
        self.setWindowTitle(self.tr("Keep or hide parts of the picture"))
        self.resize(860, 640)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.canvas = Canvas()
        self.canvas.stroked.connect(self._remember)
        self.keep, self.hide_, self.erase = (
            QPushButton(text) for text in (self.tr("&Keep"), self.tr("&Hide"), self.tr("&Rub out"))
        )
        self.whole = QPushButton(self.tr("Show the &whole picture"))
        self.whole.clicked.connect(self._show_whole)
        self.undo, self.clear = QPushButton(self.tr("&Undo")), QPushButton(self.tr("Rub &all out"))
        self.undo.clicked.connect(self._go_back)
        self.clear.clicked.connect(self._clear_all)
        self.done, self.cancel = QPushButton(self.tr("&Done")), QPushButton(self.tr("Cancel"))
        self.done.clicked.connect(self._save)
        self.cancel.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._go_back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def _lay_out(self) -> None:
        self._brushes = QButtonGroup(self)
        tools = QHBoxLayout()
        for button, brush in ((self.keep, KEEP), (self.hide_, HIDE), (self.erase, None)):
            button.setCheckable(True)
            self._brushes.addButton(button)
            button.clicked.connect(lambda _, brush=brush: setattr(self.canvas, "brush", brush))
            tools.addWidget(button)
        self.hide_.setChecked(True)
        size_label, self.size_ = QLabel(self.tr("&Brush")), QSlider(Qt.Orientation.Horizontal)
        self.size_.setRange(4, 90)
        self.size_.setValue(self.canvas.brush_px)
        self.size_.setMinimumHeight(HANDLE_PX)
        self.size_.setAccessibleName(self.tr("Size of the brush"))
        self.size_.valueChanged.connect(self._set_brush)
        size_label.setBuddy(self.size_)
        tools.addSpacing(12)
        tools.addWidget(size_label)
        tools.addWidget(self.size_, 1)
        for button in (self.undo, self.clear):
            tools.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.whole)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.hint)
        column.addWidget(self.canvas, 1)
        column.addLayout(tools)
        column.addLayout(foot)

    def begin(self) -> None:
        """Come to the front, with what is kept for the camera that is open."""
        self._view(True)
        self._camera, self._back = None, []
        self._look()
        self._timer.start(LOOK_MS)
        self.show()
        self.raise_()
        self.canvas.setFocus()

    def _look(self) -> None:
        from livebg.framing import framing_asked

        state = self._app.state()
        camera = "" if state.source is None or state.phase != "live" else state.source.device or state.source.name
        framed = framing_asked(state.settings.look)
        self.hint.setText(self._words(camera, framed))
        self.whole.setVisible(bool(camera) and framed)
        usable = bool(camera) and not framed
        for part in (self.canvas, self.done, self.undo, self.clear):
            part.setEnabled(usable)
        if camera and camera != self._camera:
            self._camera = camera
            self.canvas.painted = kept_image(camera, self.canvas.painted.size())
        self.undo.setEnabled(usable and bool(self._back))
        image = self._app.latest() if usable else None
        self.canvas.set_picture(picture_of(image) if image is not None else None)

    def _words(self, camera: str, framed: bool) -> str:
        if not camera:
            return self.tr("There is no picture of a camera to paint on: choose one, and do not pause.")
        if framed:
            return self.tr("Zoom, turning, mirroring and following must be off while you paint.")
        return self.tr(
            "Green stays visible whatever it is, red is never shown. For things that do not move, such as a chair, a shelf or a "
            "microphone. Kept for this camera; paint anew when it stands elsewhere."
        )

    def _set_brush(self, px: int) -> None:
        self.canvas.brush_px = px
        self.canvas.update()

    def _remember(self) -> None:
        self._back = [*self._back, self.canvas.painted.copy()][-STEPS_BACK:]
        self.undo.setEnabled(True)

    def _go_back(self) -> None:
        if self._back:
            self.canvas.painted = self._back.pop()
            self.undo.setEnabled(bool(self._back))
            self.canvas.update()

    def _clear_all(self) -> None:
        self._remember()
        self.canvas.painted = clear_image(self.canvas.painted.size())
        self.canvas.update()

    def _show_whole(self) -> None:
        whole = {
            name: LookSettings.model_fields[name].default for name in ("zoom", "rotate_deg", "mirror", "auto_frame")
        }
        self._use(self._app.state().settings, whole)

    def _save(self) -> None:
        if self._camera is None:
            return
        try:
            keep_image(self._camera, self.canvas.painted)
        except OSError as error:
            self.hint.setText(self.tr("Cannot keep it: %1").replace("%1", sentence(str(error))))
            return
        settings = self._app.state().settings
        if settings.look.regions != "auto":
            self._use(settings, {"regions": "auto"})
        self.close()

    def _use(self, settings: Settings, update: dict[str, object]) -> None:
        self.used.emit(settings.model_copy(update={"look": settings.look.model_copy(update=update)}))

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """Show the composite again."""
        super().closeEvent(event)
        self._timer.stop()
        self._view(False)
