"""Paint over a camera's picture: the brush, and what is painted as a picture of its own."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

KEEP, HIDE = QColor(40, 170, 90, 150), QColor(211, 47, 47, 150)
WIDTH_PX = 320  # of what is painted
ARROWS = {
    Qt.Key.Key_Left: QPoint(-6, 0),
    Qt.Key.Key_Right: QPoint(6, 0),
    Qt.Key.Key_Up: QPoint(0, -6),
    Qt.Key.Key_Down: QPoint(0, 6),
}


class Canvas(QWidget):
    """Show a picture, mirrored, and what is painted over it. `stroked`: a stroke has begun.

    painted: (h, WIDTH_PX) with alpha, mirrored as it is shown: KEEP, HIDE or clear. brush: None clears. Arrow keys move the brush, and
    the space bar paints.
    """

    stroked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.painted = clear_image(QSize(WIDTH_PX, WIDTH_PX * 9 // 16))
        self.brush: QColor | None = HIDE
        self.brush_px = 24
        self._picture: QImage | None = None
        self._at = self.painted.rect().center()
        self.setMinimumSize(480, 270)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Camera's picture to paint on"))
        self.setAccessibleDescription(self.tr("Arrow keys move the brush, the space bar paints"))

    def set_picture(self, picture: QImage | None) -> None:
        """Show another picture of the camera; None = a dark field."""
        self._picture = picture
        if picture is not None:
            size = QSize(WIDTH_PX, max(1, round(WIDTH_PX * picture.height() / picture.width())))
            if size != self.painted.size():
                self.painted = self.painted.scaled(size)
        self.update()

    def place(self) -> QRect:
        """Give where the picture is drawn."""
        size = self.painted.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *_pair(size))

    def paint_at(self, to: QPoint) -> None:
        """Draw a stroke from where the brush is to a point of `painted`, and go there."""
        painter = QPainter(self.painted)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        colour = self.brush or Qt.GlobalColor.transparent
        painter.setPen(QPen(colour, self.brush_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._at, to) if to != self._at else painter.drawPoint(to)
        painter.end()
        self.go_to(to)

    def go_to(self, to: QPoint) -> None:
        """Move the brush."""
        inside = self.painted.rect()
        self._at = QPoint(min(max(to.x(), 0), inside.right()), min(max(to.y(), 0), inside.bottom()))
        self.update()

    def _seen(self, event: QMouseEvent) -> QPoint:
        place, at = self.place(), event.position()
        scale = self.painted.width() / max(1, place.width())
        return QPoint(round((at.x() - place.x()) * scale), round((at.y() - place.y()) * scale))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        """Begin a stroke."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.stroked.emit()
            self.go_to(self._seen(event))
            self.paint_at(self._at)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        """Go on with a stroke, or move the brush."""
        if event is not None:
            go = self.paint_at if event.buttons() & Qt.MouseButton.LeftButton else self.go_to
            go(self._seen(event))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        """Move the brush, or paint."""
        if event is None:
            return
        if event.key() in ARROWS:
            self.go_to(self._at + ARROWS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.stroked.emit()
            self.paint_at(self._at)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """Draw the picture, what is painted, and the brush."""
        painter, place = QPainter(self), self.place()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, QColor("#20242b"))
        if self._picture is not None:
            painter.drawImage(place, self._picture)
        painter.drawImage(place, self.painted)
        scale = place.width() / self.painted.width()
        middle = place.topLeft() + QPoint(round(self._at.x() * scale), round(self._at.y() * scale))
        radius = round(self.brush_px * scale / 2)
        for colour, width in ((Qt.GlobalColor.black, 4), (Qt.GlobalColor.white, 2)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(middle, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 4))
            painter.drawRect(place)


def kept_image(camera: str, size: QSize) -> QImage:
    """Give what is painted for a camera, mirrored, at a size; clear where nothing or nothing readable is."""
    from livebg.errors import SettingsError
    from livebg.regions import NEUTRAL, read_regions, regions_file

    image = clear_image(size)
    try:
        painted = read_regions(regions_file(camera)).painted
    except SettingsError:
        return image
    height, width = painted.shape
    image = clear_image(QSize(width, height))
    for y, x in zip(*(painted != NEUTRAL).nonzero(), strict=True):
        image.setPixelColor(width - 1 - int(x), int(y), KEEP if painted[y, x] > NEUTRAL else HIDE)
    return image


def keep_image(camera: str, image: QImage) -> None:
    """Keep what is painted, mirrored, for a camera. Raises OSError."""
    import numpy as np

    from livebg import regions

    height, width = image.height(), image.width()
    picture = image.convertToFormat(QImage.Format.Format_RGBA8888).flipped(Qt.Orientation.Horizontal)
    data = picture.constBits()
    assert data is not None
    pixels = np.frombuffer(data.asstring(picture.sizeInBytes()), np.uint8).reshape(height, width, 4)
    painted = np.full((height, width), regions.NEUTRAL, np.uint8)
    some = pixels[:, :, 3] > 0
    green = pixels[:, :, 1] > pixels[:, :, 0]
    painted[some & green], painted[some & ~green] = regions.KEEP, regions.HIDE
    regions.write_regions(regions.regions_file(camera), regions.Regions(painted))


def clear_image(size: QSize) -> QImage:
    """Give a picture on which nothing is painted."""
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _pair(size: QSize) -> tuple[int, int]:
    return size.width(), size.height()
