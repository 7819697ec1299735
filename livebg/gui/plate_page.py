"""Record the empty room from the window: a countdown in which to leave the picture, then two seconds of the camera."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QPixmap
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from livebg.app import App
from livebg.errors import LivebgError
from livebg.gui.rehearsal_worker import open_when_free
from livebg.gui.sentences import sentence
from livebg.realtime import Task
from livebg.settings import Settings

if TYPE_CHECKING:
    from livebg.session import Openers

WAIT_S, SECONDS = 6.0, 2.0


class PlatePage(QWidget):
    """Record the plate of the camera that the window shows; others see the card meanwhile.

    openers: how camera and network are opened, None = as usual. `ended(problem)` is emitted on the window's thread, "" = kept.
    """

    ended = pyqtSignal(str)
    went = pyqtSignal(float)

    def __init__(self, app: App, openers: Openers | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._app, self._openers, self._life = app, openers, ExitStack()
        self._lent = False
        self._path: Path | None = None
        self.wait_s = WAIT_S
        self.setWindowTitle(self.tr("Picture of the empty room"))
        self.resize(620, 560)
        hint = QLabel(
            self.tr(
                "With a picture of your empty room, livebg tells headphones, cups and raised hands from what stands behind you. Close "
                "what moves, press Record and leave the picture. It is kept on this computer, for this camera and where it stands now."
            )
        )
        hint.setWordWrap(True)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(320, 180)
        self.picture.setAccessibleName(self.tr("Picture of the empty room"))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.record, self.forget = QPushButton(self.tr("&Record")), QPushButton(self.tr("&Forget it"))
        self.record.clicked.connect(self._start)
        self.forget.clicked.connect(self._forget)
        close = QPushButton(self.tr("&Close"))
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.record)
        foot.addWidget(self.forget)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (hint, self.picture, self.bar, self.said):
            column.addWidget(part, 1 if part is self.picture else 0)
        column.addLayout(foot)
        self.went.connect(self._progress)
        self.ended.connect(self._end)

    def begin(self) -> None:
        """Come to the front, with what is kept for the camera that is open."""
        from livebg.plate import plate_file

        source = self._app.state().source
        self._path = None if source is None else plate_file(source.device or source.name)
        self.said.setText("" if source is not None else self.tr("There is no camera: choose one, and do not pause."))
        self._show_kept()
        self.show()
        self.raise_()

    def _show_kept(self) -> None:
        kept = self._path is not None and self._path.is_file()
        image = QPixmap(str(self._path)) if kept else QPixmap()
        if image.isNull():
            self.picture.setText(self.tr("None is kept for this camera yet."))
        else:
            self.picture.setPixmap(image.scaled(560, 320, Qt.AspectRatioMode.KeepAspectRatio))
        self.forget.setEnabled(kept)
        self.record.setEnabled(self._path is not None)
        self.bar.setValue(0)

    def _start(self) -> None:
        self._life.close()
        self.record.setEnabled(False)
        settings = self._app.state().settings
        self._lent = self._app.state().phase != "paused"
        if self._lent:
            self._app.pause()
        self._life.enter_context(Task(lambda stop: self._run(settings, stop), "empty room"))

    def _run(self, settings: Settings, stop: threading.Event) -> None:
        """Record, on the task's thread."""
        from livebg.plate import record_plate, write_plate
        from livebg.session import Openers

        openers, path = self._openers or Openers(), self._path
        assert path is not None
        try:
            with (
                closing(openers.segmenter(settings.model)) as segmenter,
                closing(open_when_free(lambda wanted: openers.source(wanted.camera), settings, stop)) as source,
            ):
                frames = iter(source)
                began: float | None = None
                for frame in frames:
                    began = frame.captured_at if began is None else began
                    waited = frame.captured_at - began
                    self.went.emit(waited / (self.wait_s + SECONDS))
                    if stop.is_set() or waited >= self.wait_s:
                        break

                def going(share: float) -> bool:
                    self.went.emit((self.wait_s + share * SECONDS) / (self.wait_s + SECONDS))
                    return not stop.is_set()

                plate = record_plate(frames, segmenter, going, SECONDS)
            if not stop.is_set():
                write_plate(path, plate)
                self.ended.emit("")
        except (LivebgError, OSError) as error:
            if not stop.is_set():
                self.ended.emit(str(error))

    def _progress(self, share: float) -> None:
        self.bar.setValue(round(1000 * share))
        left = (self.wait_s + SECONDS) * (1 - share) - SECONDS
        self.said.setText(
            self.tr("Leave the picture: %1").replace("%1", f"{left:.0f}") if left > 0 else self.tr("Recording…")
        )

    def _end(self, problem: str) -> None:
        self._give_back()
        why = sentence(problem)
        self.said.setText(f"{why[:1].upper()}{why[1:]}" or self.tr("Kept. It is in use from now on."))
        self._show_kept()

    def _give_back(self) -> None:
        if self._lent:
            self._lent = False
            self._app.resume()

    def _forget(self) -> None:
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self.said.setText("")
        self._show_kept()

    def stop(self) -> None:
        """End what is being recorded, and give the camera back."""
        self._life.close()
        self._give_back()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """End what is being recorded."""
        super().closeEvent(event)
        self.stop()
