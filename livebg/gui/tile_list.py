"""List what can be behind the person as tiles: the effects first, then the library, the last used first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PyQt6.QtCore import QModelIndex, QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QImage, QKeyEvent, QPixmap, QStandardItem, QStandardItemModel
from PyQt6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from livebg.gui.sentences import sentence
from livebg.gui.texts import background_title
from livebg.gui.tiles import CHOSEN, KIND, VALUE, TileDelegate
from livebg.library import Item

BLURS = ("blur:0.25", "blur:0.5", "blur:0.85")
BOKEH = "bokeh:0.5"
FIRST_COLOUR = "#2f4858"
EDITABLE = Qt.ItemFlag.ItemIsEditable


class TileList(QListView):
    """Show tiles in rows; a click, Return or Space picks one, F2 renames, Delete asks for removal.

    picked(value, kind, name), renamed(value, new name), removal(value, name, own), wanted(value): its thumbnail is needed.
    """

    picked = pyqtSignal(str, str, str)
    renamed = pyqtSignal(str, str)
    removal = pyqtSignal(str, str, bool)
    wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self.colour = "", FIRST_COLOUR
        self._pixmaps: dict[str, QPixmap] = {}
        self._names: dict[str, str] = {}
        self._tiles = QStandardItemModel(self)
        self._tiles.itemChanged.connect(self._note_name)
        self.setModel(self._tiles)
        self.setItemDelegate(TileDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Backgrounds"))
        self.customContextMenuRequested.connect(self._open_menu)
        self.clicked.connect(self._pick)
        viewport = self.viewport()
        assert viewport is not None
        viewport.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Give room for four tiles in a row and three rows."""
        tile = self.sizeHintForIndex(self._tiles.index(0, 0))
        return QSize(4 * (tile.width() + 4) + 20, 3 * (tile.height() + 4) + 8)

    def fill(self, items: Sequence[Item]) -> None:
        """Make all tiles anew; known thumbnails are kept."""
        self._tiles.clear()
        self._names.clear()
        blurs = (self.tr("Slight blur"), self.tr("Blur"), self.tr("Strong blur"))
        for value, name in zip(BLURS, blurs, strict=True):
            self._add(value, name, "blur")
        self._add(BOKEH, self.tr("Portrait blur"), "blur")
        self._add("colour", self.tr("Colour…"), "colour")
        self._add("transparent", self.tr("Transparent"), "transparent")
        for item in items:
            name = item.name if item.own else background_title(item.name)
            self._add(item.value, name, "missing" if item.missing else item.kind, own=item.own)
        self.set_current(self._value)

    def set_current(self, value: str) -> None:
        """Mark the background in use; another strength of blur marks the nearest level."""
        self._value = value
        self.colour = value if value.startswith("#") else self.colour
        marked = _tile_for(value)
        for tile in self._all():
            own = tile.data(VALUE)
            if own == "colour":
                tile.setData(QColor(self.colour), Qt.ItemDataRole.DecorationRole)
            tile.setData(own == marked, CHOSEN)
            if own == marked and self.state() != QAbstractItemView.State.EditingState:
                self.setCurrentIndex(tile.index())

    def set_thumbnail(self, value: str, picture: QImage) -> None:
        """Show a thumbnail that was wanted."""
        self._pixmaps[value] = QPixmap.fromImage(picture)
        for tile in self._all():
            if tile.data(VALUE) == value:
                tile.setData(self._pixmaps[value], Qt.ItemDataRole.DecorationRole)

    def set_missing(self, value: str, why: str) -> None:
        """Mark a background that cannot be shown; `why` is its tool tip."""
        for tile in self._all():
            if tile.data(VALUE) == value:
                tile.setData("missing", KIND)
                tile.setToolTip(sentence(why))

    def set_name(self, value: str, name: str) -> None:
        """Show another name, without a `renamed`."""
        self._names[value] = name
        for tile in self._all():
            if tile.data(VALUE) == value:
                tile.setText(name)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        """Pick with Return and Space, remove with Delete; the arrows move."""
        assert event is not None
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Return ends in the name that is typed; Qt passes it on
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(index)
        elif index.isValid() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._ask_removal(index)
        else:
            super().keyPressEvent(event)

    def _all(self) -> Iterator[QStandardItem]:
        for row in range(self._tiles.rowCount()):
            tile = self._tiles.item(row)
            assert tile is not None
            yield tile

    def _add(self, value: str, name: str, kind: str, *, own: bool = False) -> None:
        tile = QStandardItem(name)
        tile.setData(value, VALUE)
        tile.setData(kind, KIND)
        tile.setToolTip(value if own else name)
        tile.setFlags(tile.flags() | EDITABLE if own else tile.flags() & ~EDITABLE)
        self._names[value] = name
        if value in self._pixmaps:
            tile.setData(self._pixmaps[value], Qt.ItemDataRole.DecorationRole)
        elif kind not in ("colour", "transparent", "missing"):
            self.wanted.emit(value)
        self._tiles.appendRow(tile)

    def _note_name(self, tile: QStandardItem) -> None:
        value, name = str(tile.data(VALUE)), tile.text()
        if value in self._names and self._names[value] != name:
            self._names[value] = name
            self.renamed.emit(value, name)

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(str(index.data(VALUE)), str(index.data(KIND)), str(index.data()))

    def _ask_removal(self, index: QModelIndex) -> None:
        self.removal.emit(str(index.data(VALUE)), str(index.data()), bool(index.flags() & EDITABLE))

    def _open_menu(self, place: QPoint) -> None:
        index, viewport = self.indexAt(place), self.viewport()
        if not index.isValid() or viewport is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Use"), lambda: self._pick(index))
        if index.flags() & EDITABLE:
            menu.addAction(self.tr("Rename"), lambda: self.edit(index))
            menu.addAction(self.tr("Remove…"), lambda: self._ask_removal(index))
        menu.popup(viewport.mapToGlobal(place))


def _tile_for(value: str) -> str:
    """Give the value of the tile that stands for a background."""
    if value.startswith("#"):
        return "colour"
    if value == "blur":
        return BLURS[1]
    if value == "bokeh" or value.startswith("bokeh:"):
        return BOKEH
    if not value.startswith("blur:"):
        return value
    try:
        strength = float(value.removeprefix("blur:"))
    except ValueError:
        return ""
    return min(BLURS, key=lambda level: abs(float(level.removeprefix("blur:")) - strength))
