"""Show how livebg runs: frames per second over the last minute, latency, drops, and milliseconds per stage."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PyQt6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PyQt6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from livebg.gui.texts import reason_title, step_title

if TYPE_CHECKING:
    from livebg.stats import Summary

SECONDS = 60


class FiguresPanel(QWidget):
    """Show the figures of a running session; `update_figures` is called about once a second while it can be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.graph = RateGraph()
        self.rate, self.latency, self.picture = QLabel("-"), QLabel("-"), QLabel()
        self.stages: dict[str, tuple[QLabel, QProgressBar]] = {}
        self._before: tuple[float, int] | None = None
        font = self.rate.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self.rate.setFont(font)
        for label in (self.latency, self.picture):
            label.setWordWrap(True)
        self.picture.setVisible(False)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rate)
        column.addWidget(self.graph)
        column.addWidget(self.latency)
        column.addWidget(self.picture)
        column.addLayout(self._grid)
        column.addStretch()

    def update_figures(self, summary: Summary, now: float | None = None) -> None:
        """Show figures. now: `time.monotonic()` of the summary, None = this moment; the rate is that since the last call."""
        now = time.monotonic() if now is None else now
        if self._before is not None and summary.frames < self._before[1]:  # another session
            self._before = None
        if self._before is not None and now > self._before[0]:
            rate = (summary.frames - self._before[1]) / (now - self._before[0])
            self.graph.add(now, rate)
            self.rate.setText(self.tr("%1 frames per second").replace("%1", _number(rate)))
        self._before = (now, summary.frames)
        text = self.tr("Latency %1 ms (95 %: %2 ms), %3 dropped, %4 ms CPU a frame")
        values = (
            _number(summary.latency_ms_p50), _number(summary.latency_ms_p95), str(summary.dropped),
            _number(summary.cpu_ms_per_frame),
        )  # fmt: skip
        for place, value in enumerate(values, 1):
            text = text.replace(f"%{place}", value)
        self.latency.setText(text)
        self._show_step(summary)
        longest = max((stage.ms_p95 for stage in summary.stages.values()), default=1.0)
        for name, stage in summary.stages.items():
            self._show_stage(name, stage.ms_p50, stage.ms_p95, longest)

    def _show_step(self, summary: Summary) -> None:
        """Say what the governor does to hold the frame rate."""
        text = self.tr("Picture: as set")
        if summary.steps:
            step, reason = step_title(summary.steps[-1].name), reason_title(summary.steps[-1].reason)
            text = self.tr("Picture: %1 (%2)").replace("%1", step).replace("%2", reason)
        self.picture.setText(text)
        self.picture.setVisible(True)

    def _show_stage(self, name: str, ms_p50: float, ms_p95: float, longest: float) -> None:
        if name not in self.stages:
            self._add_stage(name)
        label, bar = self.stages[name]
        label.setText(self.tr("%1 ms").replace("%1", _number(ms_p50)))
        label.setToolTip(self.tr("95 % of frames take at most %1 ms").replace("%1", _number(ms_p95)))
        bar.setMaximum(max(1, round(longest * 100)))
        bar.setValue(round(ms_p50 * 100))

    def _add_stage(self, name: str) -> None:
        titles = {
            "segment": self.tr("Network"), "refine": self.tr("Refining the matte"), "background": self.tr("Background"),
            "composite": self.tr("Composite"), "motion": self.tr("Motion"), "framing": self.tr("Framing"),
            "people": self.tr("People"), "render": self.tr("Whole frame"),
        }  # fmt: skip
        bar, label, row = QProgressBar(), QLabel(), self._grid.rowCount()
        bar.setTextVisible(False)
        bar.setFixedHeight(8)
        bar.setAccessibleName(titles.get(name, name))
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(QLabel(titles.get(name, name)), row, 0)
        self._grid.addWidget(bar, row, 1)
        self._grid.addWidget(label, row, 2)
        self.stages[name] = (label, bar)


class RateGraph(QWidget):
    """Draw frames per second over the last minute; the newest at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.points: deque[tuple[float, float]] = deque(maxlen=4 * SECONDS)
        self.setAccessibleName(self.tr("Frames per second over the last minute"))
        self.setMinimumHeight(72)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Give a wide, low place."""
        return QSize(240, 72)

    def add(self, when: float, rate: float) -> None:
        """Note a rate. when: seconds of any clock."""
        self.points.append((when, rate))
        while self.points[0][0] < when - SECONDS:
            self.points.popleft()
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """Draw lines at every 10 or 30 frames per second, and the curve."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(26, 8, -2, -8)
        top = max(35.0, *(rate * 1.1 for _, rate in self.points)) if self.points else 35.0
        quiet = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        quiet.setAlphaF(0.6)
        line = QColor(quiet)
        line.setAlphaF(0.18)
        step = 10 if top < 50 else 30
        for rate in range(0, int(top) + 1, step):
            y = area.bottom() - rate / top * area.height()
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            painter.drawText(
                QRectF(0, y - 8, 20, 16), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(rate)
            )
        if len(self.points) < 2:
            return
        newest = self.points[-1][0]
        curve = [
            QPointF(area.right() - (newest - when) / SECONDS * area.width(), area.bottom() - rate / top * area.height())
            for when, rate in self.points
        ]
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        fill = QColor(accent)
        fill.setAlphaF(0.15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        ends = [QPointF(curve[-1].x(), area.bottom()), QPointF(curve[0].x(), area.bottom())]
        painter.drawPolygon(QPolygonF([*curve, *ends]))
        painter.setPen(QPen(accent, 2))
        painter.drawPolyline(QPolygonF(curve))


def _number(value: float) -> str:
    """Give a number with one digit behind the point, as the language writes it."""
    return QLocale().toString(float(value), "f", 1)
