"""Take what is dropped anywhere on the window as a background, and say so while it is over the window."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QWidget

from livebg.gui.gallery import Gallery
from livebg.gui.preview import Preview


class Drops(QObject):
    """Give drops on a window to its gallery, wherever they fall: people aim at the large picture."""

    def __init__(self, window: QWidget, gallery: Gallery, preview: Preview) -> None:
        super().__init__(window)
        self._gallery, self._preview = gallery, preview
        gallery.setAcceptDrops(False)  # what falls there comes here
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, window: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        """Look at what is dragged; everything else goes its way."""
        if isinstance(event, QDragEnterEvent):
            self._gallery.dragEnterEvent(event)
            self._preview.set_dropping(event.isAccepted())
            return True
        if event is not None and event.type() == QEvent.Type.DragLeave:
            self._preview.set_dropping(False)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._preview.set_dropping(False)
            self._gallery.dropEvent(event)
            return True
        return False
