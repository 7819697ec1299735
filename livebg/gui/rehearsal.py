"""Rehearse before a call: record ten seconds, see every model and setting on them side by side, and use the best."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QLocale, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QImage, QPalette, QPixmap
from PyQt6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from livebg.gui.rehearsal_worker import RehearsalWorker
from livebg.gui.sentences import sentence
from livebg.gui.texts import model_name
from livebg.settings import Settings

if TYPE_CHECKING:
    from livebg.rehearsal import Trial
    from livebg.session import Openers
    from livebg.types import Source

SHOWN_FPS = 15
CARD_WIDTH, COLUMNS = 300, 2


class RehearsalPage(QWidget):
    """Guide through a rehearsal. `picked(settings)`: use these. `camera_needed()` and `camera_free()` frame the recording, `finished()`
    asks to close the page. open_source: called on a worker thread, retried while the camera is still in use. seconds: None = 10.
    """

    picked = pyqtSignal(object)
    camera_needed = pyqtSignal()
    camera_free = pyqtSignal()
    finished = pyqtSignal()

    def __init__(
        self,
        settings: Settings,
        open_source: Callable[[Settings], Source],
        parent: QWidget | None = None,
        *,
        openers: Openers | None = None,
        seconds: float | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self.cards, self._place = settings, list[TrialCard](), 0
        self._worker = RehearsalWorker(open_source, openers, seconds, self)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._turn)
        self._lay_out()
        self._worker.recording.connect(lambda share: self.bar.setValue(round(share * 100)))
        self._worker.recorded.connect(self.camera_free)
        self._worker.trying.connect(self._show_trying)
        self._worker.tried.connect(self._add_card)
        self._worker.done.connect(self._finish)
        self._worker.failed.connect(self._show_problem)

    def _lay_out(self) -> None:
        self.text = QLabel(
            self.tr(
                "livebg records ten seconds, in memory only, and shows every model and setting on them side by side. "
                "Move as you would in a call. While it records, others see the “be right back” card."
            )
        )
        self.text.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setProperty("words", True)
        self.bar.hide()
        self.record = QPushButton(self.tr("&Record ten seconds"))
        self.record.setObjectName("primary")
        self.record.setDefault(True)
        self.setFocusProxy(self.record)
        self.record.clicked.connect(self._begin)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.finished)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._area = area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the cards' buttons
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.record)
        column = QVBoxLayout(self)
        for part in (self.text, self.problem):
            column.addWidget(part)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def set_settings(self, settings: Settings) -> None:
        """Say what is in use now: the next rehearsal starts from it."""
        self._settings = settings

    def stop(self) -> None:
        """End a rehearsal that runs, and forget what was recorded."""
        self._clock.stop()
        self._worker.stop()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """End what runs: nobody sees it any more."""
        self.stop()
        self._end()
        super().closeEvent(event)

    def _begin(self) -> None:
        self._clock.stop()
        for card in self.cards:
            card.deleteLater()
        self.cards = []
        self.problem.hide()
        self.record.setEnabled(False)
        self.bar.setValue(0)
        self.bar.setFormat(self.tr("Recording"))
        self.bar.show()
        self.camera_needed.emit()
        self._worker.start(self._settings)

    def _show_trying(self, place: int, count: int, name: str) -> None:
        self.bar.setValue(round((place - 1) / count * 100))
        self.bar.setFormat(
            self.tr("Trying %1 (%2 of %3)")
            .replace("%1", model_name(name))
            .replace("%2", str(place))
            .replace("%3", str(count))
        )

    def _add_card(self, trial: Trial) -> None:
        card = TrialCard(trial)
        card.use.clicked.connect(lambda: self.picked.emit(trial.candidate.settings))
        place = len(self.cards)
        self.cards.append(card)
        self._grid.addWidget(card, place // COLUMNS, place % COLUMNS)
        self._clock.start(1000 // SHOWN_FPS)

    def _finish(self, best: Trial | None) -> None:
        self._end()
        for card in self.cards:
            card.mark(card.trial is best)
        QTimer.singleShot(0, self._show_best)  # once the cards are laid out

    def _show_best(self) -> None:
        for card in self.cards:
            if card.use.isDefault():
                self._area.ensureWidgetVisible(card)

    def _show_problem(self, text: str) -> None:
        self.problem.setText(sentence(text))
        self.problem.show()
        if not self.cards:
            self._end()

    def _end(self) -> None:
        self.bar.hide()
        self.record.setEnabled(True)
        if self.cards:
            self.record.setText(self.tr("&Record again"))

    def _turn(self) -> None:
        if self.isVisible():
            self._place += 2
            for card in self.cards:
                card.turn(self._place)


class TrialCard(QFrame):
    """Show one candidate: its composites in a loop, its scores, and a button to use it."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.picture = QLabel()
        self.picture.setFixedWidth(CARD_WIDTH)
        self.name = QLabel(self._name())
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.figures = QLabel(self._figures())
        self.figures.setToolTip(
            self.tr(
                "Flicker: how much the matte changes where the picture stands still. "
                "Edges: how much of your outline lies on an edge of the picture. CPU: what one frame costs."
            )
        )
        self.use = QPushButton(self.tr("Use this"))
        self.use.setAccessibleName(self.tr("Use %1").replace("%1", self.name.text()))
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.use)
        column = QVBoxLayout(self)
        column.addWidget(self.picture)
        column.addLayout(row)
        column.addWidget(self.figures)
        self.turn(0)

    def turn(self, place: int) -> None:
        """Show the picture at a place of the loop: the same moment on all cards."""
        pictures = self.trial.pictures
        picture = QPixmap.fromImage(QImage.fromData(pictures[place % len(pictures)]))
        self.picture.setPixmap(picture.scaledToWidth(CARD_WIDTH, Qt.TransformationMode.SmoothTransformation))

    def mark(self, best: bool) -> None:
        """Say whether this is the one to use."""
        if best:
            self.name.setText(f"★ {self._name()}")
            self.figures.setText(f"{self.tr('Best for this computer')}\n{self._figures()}")
            self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
            self.setLineWidth(2)
            accent = QPalette()
            accent.setColor(QPalette.ColorRole.WindowText, self.palette().color(QPalette.ColorRole.Highlight))
            self.setPalette(accent)
            for label in (self.name, self.figures):
                label.setPalette(QPalette())
        self.use.setDefault(best)

    def _name(self) -> str:
        variants = {"steadier": self.tr("steadier"), "closer edges": self.tr("closer edges")}
        variant = variants.get(self.trial.candidate.variant, "")
        name = model_name(self.trial.candidate.model)
        return f"{name}, {variant}" if variant else name

    def _figures(self) -> str:
        scores = self.trial.scores
        text = self.tr("Flicker %1, edges %2 %, CPU %3 ms a frame")
        for place, value in enumerate((scores.flicker, scores.edge, scores.cpu_ms), 1):
            text = text.replace(f"%{place}", QLocale().toString(float(value), "f", 1))
        return text
