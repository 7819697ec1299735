"""Choose a background with one click, and add one by dialog, drag and drop, or paste."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PyQt6.QtCore import QMimeData, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QColorDialog,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from livebg.errors import LivebgError
from livebg.gui.sentences import sentence
from livebg.gui.thumbnailer import Thumbnailer
from livebg.gui.tile_list import BLURS, TileList
from livebg.library import Library

KINDS = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.avif *.gif *.mp4 *.mov *.mkv *.webm *.avi"


class Gallery(QWidget):
    """Show what can be behind the person. `chosen(value)`: the user has picked a value for `LookSettings.background`.

    `failed(sentence)`: something could not be added, renamed or removed. Thumbnails are made between `start` and `stop`. cache: where
    thumbnails are kept, None = the user's cache folder.
    """

    chosen = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, library: Library, parent: QWidget | None = None, *, cache: Path | None = None) -> None:
        super().__init__(parent)
        self._library, self._value = library, ""
        self._refused: list[str] = []  # of what was added last
        self.tiles = TileList(self)
        self._thumbnailer = Thumbnailer(library, self, cache=cache)
        self._connect()
        self._lay_out()
        self.tiles.fill(library.items())
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.tiles.wanted.connect(self._thumbnailer.ask)
        self.tiles.picked.connect(self._pick)
        self.tiles.renamed.connect(self._rename)
        self.tiles.removal.connect(self._ask_to_remove)
        self._thumbnailer.ready.connect(self.tiles.set_thumbnail)
        self._thumbnailer.missing.connect(self.tiles.set_missing)
        self._thumbnailer.added.connect(self._take_added)
        self._thumbnailer.failed.connect(self._take_refused)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("&Background"))
        title.setBuddy(self.tiles)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        menu = QMenu(self)
        menu.addAction(self.tr("Picture, GIF or video…"), self.add_dialog)
        menu.addAction(self.tr("Folder as slideshow…"), self.add_folder_dialog)
        menu.addAction(self.tr("Paste"), self.paste)
        self.add = add = QPushButton(self.tr("&Add…"))
        add.setToolTip(self.tr("Add a picture, GIF, video or folder; you can also drop or paste it here"))
        add.setObjectName("add")
        add.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.tiles)
        self.setTabOrder(add, self.tiles)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def start(self) -> None:
        """Begin to make thumbnails; call it after the window was painted."""
        if self._library.problem:
            self.failed.emit(self._library.problem)
        self._thumbnailer.start()

    def stop(self) -> None:
        """End the thread that makes thumbnails."""
        self._thumbnailer.stop()

    def set_current(self, value: str) -> None:
        """Mark the background in use. Emits nothing."""
        self._value = value
        self.tiles.set_current(value)

    def add_dialog(self) -> None:
        """Let the user choose files to add."""
        dialog = QFileDialog(self, self.tr("Add backgrounds"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{self.tr('Pictures and videos')} ({KINDS})", f"{self.tr('All files')} (*)"])
        dialog.filesSelected.connect(lambda names: self.add_paths(Path(name) for name in names))
        _open(dialog)

    def add_folder_dialog(self) -> None:
        """Let the user choose a folder whose pictures are shown in turn."""
        dialog = QFileDialog(self, self.tr("Add a folder of pictures"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda names: self.add_paths(Path(name) for name in names))
        _open(dialog)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Try files and folders, add those that can be shown to the library, and use the last one."""
        self._refused = []
        for path in paths:
            self._thumbnailer.add(path)

    def paste(self) -> None:
        """Add the picture or the files of the clipboard."""
        clipboard = QGuiApplication.clipboard()
        content = clipboard.mimeData() if clipboard is not None else None
        if content is None or not self._take(content, self.tr("Pasted picture")):
            self.failed.emit(self.tr("There is no picture to paste; copy a picture or a file first."))

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        """Welcome files and pictures."""
        content = event.mimeData() if event is not None else None
        if event is not None and content is not None and (content.hasUrls() or content.hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        """Add what was dropped."""
        content = event.mimeData() if event is not None else None
        if event is not None and content is not None and self._take(content, self.tr("Dropped picture")):
            event.acceptProposedAction()
        else:
            self.failed.emit(self.tr("Only files of this computer can be dropped; save the picture first."))

    def _take(self, content: QMimeData, name: str) -> bool:
        """Add the files or the picture that were dropped or pasted; tells whether there were any."""
        paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        if paths:
            self.add_paths(paths)
            return True
        picture = content.imageData()
        if not isinstance(picture, QImage) or picture.isNull():
            return False
        self._refused = []
        self._thumbnailer.add_picture(picture, name)
        return True

    def _pick(self, value: str, kind: str, name: str) -> None:
        if value == "colour":
            self._choose_colour()
        elif kind == "missing":
            self.failed.emit(self.tr("“%1” cannot be shown any more; remove it or put it back.").replace("%1", name))
        else:
            self._use(value)

    def _use(self, value: str) -> None:
        self.set_current(value)
        self.chosen.emit(value)
        try:
            self._library.used(value)
        except LivebgError as error:
            self.failed.emit(str(error))

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor(self.tiles.colour), self)
        dialog.setWindowTitle(self.tr("Background colour"))
        dialog.colorSelected.connect(lambda colour: self._use(colour.name()))
        _open(dialog)

    def _rename(self, value: str, name: str) -> None:
        try:
            self.tiles.set_name(value, self._library.rename(value, name).name)
        except LivebgError as error:
            self.tiles.fill(self._library.items())
            self.failed.emit(str(error))

    def _ask_to_remove(self, value: str, name: str, own: bool) -> None:
        if not own:
            self.failed.emit(self.tr("Only backgrounds that you have added can be removed."))
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove background"))
        box.setText(self.tr("Remove “%1” from livebg?").replace("%1", name))
        box.setInformativeText(self.tr("Your own file stays where it is."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.buttonClicked.connect(lambda button: self._remove(value) if button is remove else None)
        _open(box)

    def _remove(self, value: str) -> None:
        try:
            self._library.remove(value)
        except LivebgError as error:
            self.failed.emit(str(error))
        self.tiles.fill(self._library.items())
        if self._value == value:
            self._use(BLURS[1])

    def _take_added(self, value: str) -> None:
        self._use(value)
        self.tiles.fill(self._library.items())  # now that it is the last one used
        self._say_refused()  # using another one has put the sentence away

    def _take_refused(self, sentence: str) -> None:
        self._refused.append(sentence)
        self._say_refused()

    def _say_refused(self) -> None:
        if self._refused:
            others = len(self._refused) - 1
            more = self.tr(" %1 more could not be added.").replace("%1", str(others)) if others else ""
            self.failed.emit(f"{sentence(self._refused[0])}.{more}" if more else self._refused[0])


def _open(dialog: QDialog) -> None:
    """Show a dialog without stopping the window, as `exec` would."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
