"""Show what keeps callers from seeing a picture, and the command that mends it: the page of `livebg doctor`."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt6.QtGui import QFontDatabase, QGuiApplication
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from livebg.gui.sentences import sentence
from livebg.gui.shield import set_tone
from livebg.realtime import Task

if TYPE_CHECKING:
    from livebg.doctor import Finding, Machine

TONES = {"problem": "fail", "note": "warn", "ok": "calm"}
SIGNS = {"problem": "✕", "note": "!", "ok": "✓"}  # not by colour alone


class DoctorPage(QWidget):
    """List the findings, what is wrong first; looking goes on on a thread of its own. machine: None = this one.

    `found(findings)` is emitted on the window's thread when a look is over.
    """

    found = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None, machine: Machine | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._machine, self._life = machine, ExitStack()
        self.findings: tuple[Finding, ...] = ()
        self.setWindowTitle(self.tr("Doctor"))
        self.resize(760, 620)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.again = QPushButton(self.tr("&Look again"))
        self.again.clicked.connect(self.look)
        hint = QLabel(self.tr("For a report that names nobody, to paste into an issue: livebg doctor --report"))
        hint.setObjectName("quiet")
        hint.setWordWrap(True)
        hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.found.connect(self._show)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Findings"))
        self._area.setObjectName("reading")
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(self._area, 1)
        column.addLayout(buttons)

    def look(self) -> None:
        """Look once more."""
        self._life.close()
        self.summary.setText(self.tr("Looking…"))
        self.again.setEnabled(False)
        self._life.enter_context(Task(self._run, "doctor"))

    def stop(self) -> None:
        """Wait for the present look."""
        self._life.close()

    def _run(self, stop: threading.Event) -> None:
        from livebg.doctor import examine

        findings = []
        for finding in examine(self._machine):
            if stop.is_set():
                return
            findings.append(finding)
        self.found.emit(tuple(findings))

    def _show(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        problems = any(finding.verdict == "problem" for finding in findings)
        self.summary.setText(
            self.tr("Nothing keeps callers from seeing your picture.")
            if not problems
            else self.tr("Something keeps callers from seeing your picture. Mend it from the top, then look again.")
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        for finding in sorted(findings, key=lambda finding: list(TONES).index(finding.verdict)):
            column.addWidget(FindingRow(finding))
        column.addStretch()
        self._area.setWidget(page)
        for one, other in pairwise((self._area, *page.findChildren(QPushButton), self.again)):
            self.setTabOrder(one, other)
        self.again.setEnabled(True)
        if self.focusWidget() is self._area:  # where the focus went while the button was off
            self.again.setFocus()


class FindingRow(QFrame):
    """Show one finding: what, why it matters, and the command that mends it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        check = QCoreApplication.translate("Checks", finding.check)
        what = QLabel(f"{check[:1].upper()}{check[1:]}: {sentence(finding.what)}")
        what.setWordWrap(True)
        font = what.font()
        font.setBold(finding.verdict != "ok")
        what.setFont(font)
        sign = QLabel(SIGNS[finding.verdict])
        sign.setFixedWidth(sign.fontMetrics().horizontalAdvance("MM"))
        font.setBold(True)
        sign.setFont(font)
        column = QVBoxLayout()
        column.addWidget(what)
        for text in filter(None, (finding.why, finding.command)):
            label = QLabel(sentence(text))
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            if text == finding.command:
                label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            column.addWidget(label)
        if finding.command:
            copy = QPushButton(self.tr("Copy command"))
            copy.setAccessibleName(f"{copy.text()}: {check}")
            copy.clicked.connect(lambda: _to_clipboard(finding.command))
            column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 9)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        set_tone(self, TONES[finding.verdict])
        self.setAccessibleName(f"{self._verdict(finding)}: {check}")
        self.setAccessibleDescription(
            " ".join(sentence(text) for text in (finding.what, finding.why, finding.command) if text)
        )

    def _verdict(self, finding: Finding) -> str:
        said = {"problem": self.tr("Problem"), "note": self.tr("Note"), "ok": self.tr("In order")}
        return said[finding.verdict]


def _to_clipboard(text: str) -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(text)
