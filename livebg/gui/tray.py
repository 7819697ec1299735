"""Keep livebg in reach while its window is closed: state, pause, backgrounds, quit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QObject, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPixmap
from PyQt6.QtWidgets import QMenu, QSystemTrayIcon

from livebg.gui.shield import words
from livebg.gui.texts import background_title
from livebg.gui.tile_list import BLURS
from livebg.library import Item
from livebg.wishes import AppState

MOST_BACKGROUNDS = 8
DOTS = {"good": "#2e9e57", "calm": "#7a8797", "warn": "#e0a01b", "bad": "#e53935"}


class Tray(QObject):
    """Show an icon where the desktop has a place for one.

    pause(on), background(value), show and quit: what the user wants. items: gives the backgrounds, the last used first.
    """

    pause = pyqtSignal(bool)
    background = pyqtSignal(str)
    show = pyqtSignal()
    quit = pyqtSignal()

    def __init__(self, icon: QIcon, items: Callable[[], Sequence[Item]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon, self._items, self._current, self._tone = icon, items, "", ""
        self.menu = QMenu()
        self.line = QAction(self)
        self.line.setEnabled(False)
        self.pausing = QAction(self.tr("Pause"), self)
        self.pausing.setCheckable(True)
        self.pausing.triggered.connect(self.pause)
        self.menu.addAction(self.line)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Open livebg"), self.show.emit)
        self.menu.addAction(self.pausing)
        self.backgrounds = QMenu(self.tr("Background"), self.menu)
        self.backgrounds.aboutToShow.connect(self._fill)
        self.menu.addMenu(self.backgrounds)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit"), self.quit.emit)
        self.icon = QSystemTrayIcon(icon, self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activate)
        self.icon.show()

    def set_state(self, state: AppState) -> None:
        """Show a state."""
        said = words(state)
        self.line.setText(f"{said.title}. {said.detail}")
        self.icon.setToolTip(f"livebg: {said.title}")
        self.pausing.setChecked(state.phase == "paused")
        self._current = state.settings.look.background
        if said.tone != self._tone:
            self._tone = said.tone
            self.icon.setIcon(_dotted(self._icon, QColor(DOTS[said.tone])))

    def close(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.menu.deleteLater()

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show.emit()

    def _fill(self) -> None:
        self.backgrounds.clear()
        group = QActionGroup(self.backgrounds)
        offered = [(BLURS[1], self.tr("Blur"))]
        offered += [
            (item.value, item.name if item.own else background_title(item.name))
            for item in self._items()
            if not item.missing
        ][:MOST_BACKGROUNDS]
        for value, name in offered:
            action = QAction(name.replace("&", "&&"), self.backgrounds)
            action.setCheckable(True)
            action.setChecked(value == self._current)
            action.triggered.connect(lambda _, value=value: self.background.emit(value))
            group.addAction(action)
            self.backgrounds.addAction(action)


def _dotted(icon: QIcon, colour: QColor) -> QIcon:
    """Give the icon with a dot that says how it goes."""
    picture = QPixmap(icon.pixmap(64, 64))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    side = picture.width()
    for share, brush in ((0.46, QColor("#ffffff")), (0.38, colour)):
        dot = QRectF(0, 0, share * side, share * side)
        dot.moveCenter(QRectF(picture.rect()).bottomRight() - QRectF(0, 0, 0.23 * side, 0.23 * side).bottomRight())
        painter.setBrush(brush)
        painter.drawEllipse(dot)
    painter.end()
    return QIcon(picture)
