"""Show a sentence in the window in place of a dialog."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from livebg.gui.sentences import sentence
from livebg.gui.shield import set_tone


class Note(QFrame):
    """Say what went wrong above the preview, until it is put away; never a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.away = away = QPushButton("✕")
        away.setFlat(True)
        away.setAccessibleName(self.tr("Put this message away"))
        away.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 4, 4)
        row.addWidget(self.text, 1)
        row.addWidget(away)
        set_tone(self, "warn")
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, as an error has it or translated already; "" = none."""
        self.said, said = text, sentence(text)
        said = said[:1].upper() + said[1:]
        self.text.setText(said)
        self.setAccessibleName(said)
        self.setVisible(bool(text))
