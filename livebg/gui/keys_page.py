"""List the window's keys, and offer one that pauses livebg in any program: from the desktop, or bound by oneself."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontDatabase, QGuiApplication
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from livebg.desktop import command
from livebg.gui.hotkey import TONES, Hotkey, key_sentence, way_to_bind
from livebg.gui.shield import set_tone


class KeysPage(QWidget):
    """Show keys (what, key) and the state of the desktop's key."""

    def __init__(self, keys: Sequence[tuple[str, str]], hotkey: Hotkey, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(620, 680)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Keys of the window"))
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(2)
        self.list.setStyleSheet("QTreeWidget::item { padding: 4px; }")
        self.list.setHeaderLabels([self.tr("What"), self.tr("Key")])
        for what, key in (*keys, (self.tr("Use preset 1 to 9"), self.tr("Ctrl+1 to Ctrl+9"))):
            self.list.addTopLevelItem(QTreeWidgetItem([what, key]))
        self.list.resizeColumnToContents(0)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self.everywhere = Everywhere(hotkey)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addWidget(self.everywhere)


class Everywhere(QFrame):
    """Offer the key that works in any program: the desktop's where there is one, and how to bind one in any case."""

    def __init__(self, hotkey: Hotkey) -> None:
        super().__init__()
        self._hotkey = hotkey
        heading = QLabel(self.tr("A key that pauses livebg in any program"))
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        self.state = _wrapped(QLabel())
        self.ask = QPushButton(self.tr("Let the &desktop's keyboard pause livebg…"))
        self.ask.clicked.connect(hotkey.ask)
        self.give_back = QPushButton()
        self.give_back.clicked.connect(hotkey.give_back)
        self.command = _wrapped(QLabel(f"{command()} ctl pause"))
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy = QPushButton(self.tr("&Copy command"))
        self.copy.clicked.connect(self._copy)
        buttons = QHBoxLayout()
        for button in (self.ask, self.give_back):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(heading)
        column.addWidget(self.state)
        column.addLayout(buttons)
        column.addWidget(self._by_oneself())
        hotkey.changed.connect(self._show)
        self._show()

    def _by_oneself(self) -> QWidget:
        part = QWidget()
        self.own = part
        line = QHBoxLayout()
        line.addWidget(self.command, 1)
        line.addWidget(self.copy)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_wrapped(QLabel(way_to_bind(os.environ.get("XDG_CURRENT_DESKTOP", "")))))
        column.addLayout(line)
        column.addWidget(_wrapped(QLabel(self.tr("Another key for “ctl resume” goes on again."))))
        return part

    def _show(self) -> None:
        phase = self._hotkey.phase
        said = key_sentence(phase, self._hotkey.trigger)
        self.state.setText(said)
        held = phase in ("on", "asking")
        if not held and self.give_back.hasFocus():
            self.ask.setFocus()
        self.give_back.setText(self.tr("&Stop waiting") if phase == "asking" else self.tr("&Give the key back"))
        self.give_back.setVisible(held)
        self.ask.setVisible(not held and sys.platform == "linux")
        self.own.setVisible(phase != "on")
        set_tone(self, TONES.get(phase, "warn"))
        self.setAccessibleName(said)

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self.command.text())


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
