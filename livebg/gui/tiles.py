"""Draw the gallery's tiles: a rounded thumbnail with its name, a ring around the chosen one, marks for videos and folders."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPalette, QPen, QPixmap, QPolygonF
from PyQt6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

VALUE = Qt.ItemDataRole.UserRole
KIND = Qt.ItemDataRole.UserRole + 1
CHOSEN = Qt.ItemDataRole.UserRole + 2
PICTURE, MARGIN, RADIUS = QSize(132, 74), 6, 8


class TileDelegate(QStyledItemDelegate):
    """Draw one tile per item: DecorationRole its pixmap, DisplayRole its name, CHOSEN whether it is the one in use."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        """Give the size of a tile: picture, name and margins."""
        return QSize(PICTURE.width() + 2 * MARGIN, PICTURE.height() + 2 * MARGIN + option.fontMetrics.height() + 4)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw one tile."""
        assert painter is not None
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = _picture_rect(option.rect)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(frame), RADIUS, RADIUS)
        painter.setClipPath(shape)
        _draw_picture(painter, frame, index, option.palette)
        painter.setClipping(False)
        _draw_mark(painter, frame, index.data(KIND))
        _draw_ring(painter, QRectF(frame), option, bool(index.data(CHOSEN)))
        _draw_name(painter, option, str(index.data()), index.data(KIND) == "missing")
        painter.restore()

    def createEditor(self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:  # noqa: N802
        """Give a line for a new name."""
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setMaxLength(60)
        return editor

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Put the line where the name stands."""
        assert editor is not None
        place = _name_rect(option.rect)
        height = max(place.height(), editor.sizeHint().height())
        editor.setGeometry(place.left(), place.bottom() - height + 1, place.width(), height)

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:  # noqa: N802
        """Show the present name, once: what is typed is not lost when the tile changes meanwhile."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(str(index.data()))

    def setModelData(  # noqa: N802
        self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex
    ) -> None:
        """Hand the new name to the model, if there is one."""
        assert isinstance(editor, QLineEdit) and model is not None
        name = editor.text().strip()
        if name and name != index.data():
            model.setData(index, name, Qt.ItemDataRole.EditRole)


def _picture_rect(tile: QRect) -> QRect:
    return QRect(tile.left() + MARGIN, tile.top() + MARGIN, PICTURE.width(), PICTURE.height())


def _name_rect(tile: QRect) -> QRect:
    top = tile.top() + MARGIN + PICTURE.height() + 3
    return QRect(tile.left() + MARGIN, top, PICTURE.width(), tile.bottom() - top)


def _draw_picture(painter: QPainter, frame: QRect, index: QModelIndex, palette: QPalette) -> None:
    kind, pixmap = index.data(KIND), index.data(Qt.ItemDataRole.DecorationRole)
    if kind == "transparent":
        _draw_checks(painter, frame)
    elif isinstance(pixmap, QPixmap):
        painter.drawPixmap(frame, pixmap)
    elif isinstance(pixmap, QColor):
        painter.fillRect(frame, pixmap)
    else:  # not made yet, or missing
        painter.fillRect(
            frame, _mixed(palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText), 0.12)
        )


def _draw_checks(painter: QPainter, frame: QRect) -> None:
    side = 9
    for row in range(frame.height() // side + 1):
        for column in range(frame.width() // side + 1):
            shade = QColor("#c9c9c9") if (row + column) % 2 else QColor("#f4f4f4")
            painter.fillRect(frame.left() + column * side, frame.top() + row * side, side, side, shade)


def _draw_mark(painter: QPainter, frame: QRect, kind: str) -> None:
    """Draw a triangle on videos, two sheets on folders, a stroke through what is missing."""
    if kind == "missing":
        painter.setPen(QPen(QColor("#d64545"), 3))
        middle = QPointF(frame.center())
        painter.drawLine(middle + QPointF(-9, -9), middle + QPointF(9, 9))
        painter.drawLine(middle + QPointF(-9, 9), middle + QPointF(9, -9))
    if kind not in ("video", "folder"):
        return
    disc = QRectF(frame.right() - 25, frame.bottom() - 25, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 150))
    painter.drawEllipse(disc)
    x, y = disc.center().x(), disc.center().y()
    if kind == "video":
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawPolygon(QPolygonF([QPointF(x - 3, y - 5), QPointF(x - 3, y + 5), QPointF(x + 5, y)]))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(Qt.GlobalColor.white, 1.4))
    painter.drawRect(QRectF(x - 5, y - 2, 7, 6))
    painter.drawPolyline(QPolygonF([QPointF(x - 2, y - 5), QPointF(x + 5, y - 5), QPointF(x + 5, y + 1)]))


def _draw_ring(painter: QPainter, frame: QRectF, option: QStyleOptionViewItem, chosen: bool) -> None:
    """Draw a thick ring around the chosen one, a thin one under the mouse, a dashed one outside where the keyboard is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    accent = option.palette.color(QPalette.ColorRole.Highlight)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if chosen or hovered:
        painter.setPen(
            QPen(
                accent if chosen else _mixed(accent, option.palette.color(QPalette.ColorRole.Window), 0.4),
                3 if chosen else 2,
            )
        )
        painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
    if chosen:
        disc = QRectF(frame.left() + 6, frame.top() + 6, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(disc)
        painter.setPen(QPen(option.palette.color(QPalette.ColorRole.HighlightedText), 2))
        x, y = disc.center().x(), disc.center().y()
        painter.drawPolyline(QPolygonF([QPointF(x - 4, y), QPointF(x - 1, y + 3), QPointF(x + 4, y - 3)]))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(option.palette.color(QPalette.ColorRole.WindowText), 1.5, Qt.PenStyle.DotLine))
        painter.drawRoundedRect(frame.adjusted(-4.5, -4.5, 4.5, 4.5), RADIUS + 4, RADIUS + 4)


def _draw_name(painter: QPainter, option: QStyleOptionViewItem, name: str, missing: bool) -> None:
    role = QPalette.ColorRole.PlaceholderText if missing else QPalette.ColorRole.WindowText
    painter.setPen(option.palette.color(role))
    place = _name_rect(option.rect)
    text = QFontMetrics(option.font).elidedText(name, Qt.TextElideMode.ElideMiddle, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Give a colour between two; share: 0 = the one, 1 = the other."""
    a, b = one.getRgbF(), other.getRgbF()
    return QColor.fromRgbF(*((1 - share) * (x or 0) + share * (y or 0) for x, y in zip(a[:3], b[:3], strict=True)))
