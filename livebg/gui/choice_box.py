"""Offer choices in a box; what cannot be chosen says why below its name, in as many lines as that takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QStandardItemModel
from PyQt6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem

NAME, REASON = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
MARGIN, WRAP = 8, Qt.TextFlag.TextWordWrap


class ChoiceBox(QComboBox):
    """Be a box of choices as wide as its place, however long a reason is."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setItemDelegate(_Lines(self))

    def fill(self, choices: Iterable[tuple[Any, str, str]]) -> None:
        """Offer (value, name, reason); what has a reason cannot be chosen."""
        self.clear()
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for value, name, reason in choices:
            self.addItem(f"{name}: {reason}" if reason else name, value)
            item = model.item(self.count() - 1)
            assert item is not None
            item.setData(name, NAME)
            item.setData(reason, REASON)
            item.setEnabled(not reason)

    def choose(self, value: object) -> None:
        """Show a value; one that is not on offer is added."""
        place = self.findData(value)
        if place < 0:
            self.addItem(str(value), value)
            place = self.count() - 1
        self.setCurrentIndex(place)


class _Lines(QStyledItemDelegate):
    """Draw a name, and below it its reason, wrapped at the width of the box."""

    def __init__(self, box: ChoiceBox) -> None:
        super().__init__(box)
        self._box = box

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        """Give the width of the box and the height of all lines."""
        name, reason = self._places(QRect(0, 0, self._box.width() - 14, 0), option.font, index)
        return QSize(self._box.width() - 14, reason.bottom() + MARGIN if _reason(index) else name.bottom() + MARGIN)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw one choice."""
        assert painter is not None
        painter.save()
        name, reason = self._places(option.rect, option.font, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not _reason(index)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText if _reason(index) else role))
        painter.setFont(option.font)
        painter.drawText(name, WRAP, _name(index))
        if _reason(index):
            painter.setFont(_small(option.font))
            painter.drawText(reason, WRAP, _reason(index))
        painter.restore()

    def _places(self, room: QRect, font: QFont, index: QModelIndex) -> tuple[QRect, QRect]:
        """Give where name and reason stand."""
        room = QRect(room.left() + MARGIN, room.top() + 5, room.width() - 2 * MARGIN, 10_000)
        name = QFontMetrics(font).boundingRect(room, WRAP, _name(index))
        room.setTop(name.bottom() + 2)
        reason = QFontMetrics(_small(font)).boundingRect(room, WRAP, _reason(index))
        return name, reason


def _name(index: QModelIndex) -> str:
    return str(index.data(NAME) or index.data())


def _reason(index: QModelIndex) -> str:
    return str(index.data(REASON) or "")


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small
