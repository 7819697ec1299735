"""Show what others see, mirrored as in a mirror: the only place where an array becomes a picture of Qt's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import QRect, QRectF, QSize, Qt
from PyQt6.QtGui import (
    QColor,
    QFont,
    QHideEvent,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from livebg.app import App
from livebg.gui.shield import words
from livebg.wishes import AppState

if TYPE_CHECKING:
    from livebg.types import Image

RADIUS = 12
DARK = QColor(20, 24, 30, 215)
RED = QColor("#d32f2f")


class Preview(QWidget):
    """Draw the newest picture of an app, or the card in its place. Tells the app how large it is, and when nobody looks."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._state = app, app.state()
        self._picture: QImage | None = None
        self._advice, self._dropping = "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 112)  # a laptop at 200 % leaves no more
        self.setAccessibleName(self.tr("Preview"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for 16:9."""
        return QSize(800, 450)

    def set_state(self, state: AppState) -> None:
        """Show another state: the card, the demo's mark, or the red frame of pass-through."""
        self._state = state
        if state.card and state.phase != "demo":
            self._picture = None
        self.setAccessibleDescription(words(state).title)
        self.update()

    def set_advice(self, text: str) -> None:
        """Show a hint at the picture's lower edge, "" = none."""
        if text != self._advice:
            self._advice = text
            self.setAccessibleDescription(f"{words(self._state).title}. {text}")
            self.update()

    def set_dropping(self, dropping: bool) -> None:
        """Say that what is dragged over the window can be dropped, or no longer."""
        if dropping != self._dropping:
            self._dropping = dropping
            self.update()

    def picture(self) -> QImage | None:
        """Give what is drawn, None = a card."""
        return self._picture

    def take(self) -> None:
        """Show the app's newest picture."""
        image = self._app.latest()
        if image is None or (self._state.card and self._state.phase != "demo"):
            return
        self._picture = picture_of(image)
        self.update()

    def tell(self) -> None:
        """Tell the app how large the preview is, or that nobody looks."""
        scale = self.devicePixelRatioF()
        size = (max(1, round(self.width() * scale)), max(1, round(self.height() * scale)))
        window = self.window()
        self._app.watch(size if self.isVisible() and window is not None and not window.isMinimized() else None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        """Keep to 16:9, so that no empty band is left, and tell the app the new size."""
        self.setMaximumHeight(max(self.minimumHeight(), round(self.width() * 9 / 16)))
        self.tell()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        """Tell the app that somebody looks."""
        self.tell()

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802
        """Tell the app that nobody looks."""
        self._app.watch(None)
        self._picture = None

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """Draw picture or card with rounded corners, and the mark on it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        place = _fitted(self._picture.size() if self._picture else QSize(16, 9), self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(place), RADIUS, RADIUS)
        painter.setClipPath(shape)
        if self._picture is None:
            loading = self._state.phase in ("demo", "live", "passing")
            _draw_card(painter, place, replace(self._state, phase="starting") if loading else self._state)
        else:
            if self._picture.hasAlphaChannel():
                _draw_checks(painter, place)
            painter.drawImage(place, self._picture)
        if self._dropping:
            painter.fillRect(place, QColor(16, 20, 26, 150))
        painter.setClipping(False)
        if self._dropping:
            _draw_mark(painter, place, self.tr("Drop it here to use it as your background"), DARK, middle=True)
        elif self._advice and self._picture is not None:
            _draw_mark(painter, place, self._advice, DARK, low=True)
        if self._state.phase == "passing":
            painter.setPen(QPen(RED, 6))
            painter.drawRoundedRect(QRectF(place).adjusted(3, 3, -3, -3), RADIUS - 2, RADIUS - 2)
            _draw_mark(painter, place, self.tr("PASS-THROUGH: your room is visible"), RED)
        elif self._picture is not None and (self._state.phase == "demo" or _is_demo(self._state)):
            _draw_mark(painter, place, self.tr("DEMO"), DARK)


def picture_of(image: Image) -> QImage:
    """Give an (H, W, 3) BGR or (H, W, 4) BGRA uint8 array as a picture, mirrored."""
    height, width, channels = image.shape
    layout = QImage.Format.Format_ARGB32 if channels == 4 else QImage.Format.Format_BGR888
    # `flipped` gives a picture of its own: a QImage does not own an array's memory.
    shared = QImage(image.data, width, height, image.strides[0], layout)  # type: ignore[call-overload]
    return QImage(shared.flipped(Qt.Orientation.Horizontal))


def _is_demo(state: AppState) -> bool:
    return state.settings.camera.source == "demo" and not state.card


def _fitted(inner: QSize, outer: QRect) -> QRect:
    """Give the largest rectangle of the inner's shape in the middle of the outer."""
    size = inner.scaled(outer.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (outer.width() - size.width()) // 2, (outer.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())


def _draw_card(painter: QPainter, place: QRect, state: AppState) -> None:
    shade = QLinearGradient(0, place.top(), 0, place.bottom())
    shade.setColorAt(0, QColor("#363c48"))
    shade.setColorAt(1, QColor("#20242b"))
    painter.fillRect(place, shade)
    said = words(state)
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() * 1.7)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("#f2f4f7"))
    middle = place.adjusted(24, 0, -24, 0)
    half = middle.height() // 2
    wrap = Qt.TextFlag.TextWordWrap
    painter.drawText(
        middle.adjusted(0, 0, 0, -half - 4),
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | wrap,
        said.title,
    )
    font.setPointSizeF(font.pointSizeF() / 1.5)
    font.setBold(False)
    painter.setFont(font)
    painter.setPen(QColor("#c3cad4"))
    painter.drawText(
        middle.adjusted(0, half + 4, 0, 0),
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | wrap,
        said.detail,
    )


def _draw_mark(
    painter: QPainter, place: QRect, text: str, ground: QColor, *, low: bool = False, middle: bool = False
) -> None:
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-10, -5, 10, 5)
    if low or middle:
        box.moveCenter(QRectF(place).center())
        box.moveBottom(place.bottom() - 16 if low else box.bottom())
    else:
        box.moveTopLeft(QRectF(place).topLeft())
        box.translate(16, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _draw_checks(painter: QPainter, place: QRect) -> None:
    """Draw the squares that stand for transparency."""
    side = 14
    painter.fillRect(place, QColor("#f2f2f2"))
    for y in range(place.top(), place.bottom(), side):
        for x in range(place.left() + side * ((y - place.top()) // side % 2), place.right(), 2 * side):
            painter.fillRect(x, y, side, side, QColor("#cccccc"))
