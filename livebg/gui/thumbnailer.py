"""Make thumbnails and add files to the library on a thread of its own, so that the window never waits."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QImage

from livebg.errors import LivebgError
from livebg.library import Library
from livebg.realtime import POLL_S, Task


class Thumbnailer(QObject):
    """Work through requests in order between `start` and `stop`; answers are signals, delivered on the window's thread.

    ready(value, picture), missing(value, why), added(value) and failed(why). cache: None is the user's cache folder.
    """

    ready = pyqtSignal(str, QImage)
    missing = pyqtSignal(str, str)
    added = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, library: Library, parent: QObject | None = None, *, cache: Path | None = None) -> None:
        super().__init__(parent)
        self._library, self._cache = library, cache
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._life = ExitStack()

    def start(self) -> None:
        """Begin to work."""
        self._life.enter_context(Task(self._run, "thumbnails"))

    def stop(self) -> None:
        """End after the present request."""
        self._life.close()

    def ask(self, value: str) -> None:
        """Ask for the thumbnail of a background value."""
        self._jobs.put(lambda: self._show(value))

    def add(self, path: Path) -> None:
        """Ask for a file or folder to be tried and added to the library."""
        self._jobs.put(lambda: self._add(path))

    def add_picture(self, picture: QImage, name: str) -> None:
        """Ask for a pasted picture to be added to the library."""
        self._jobs.put(lambda: self._add_picture(picture, name))

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                job = self._jobs.get(timeout=POLL_S)
            except queue.Empty:
                continue
            job()

    def _show(self, value: str) -> None:
        from livebg.thumbnails import (
            thumbnail_file,
        )  # OpenCV: not before the first paint, and not on the window's thread

        try:
            path = thumbnail_file(value, self._cache)
        except LivebgError as error:
            self.missing.emit(value, str(error))
            return
        picture = QImage(str(path))
        if picture.isNull():  # cut short when the computer went off
            path.unlink(missing_ok=True)
            try:
                picture = QImage(str(thumbnail_file(value, self._cache)))
            except LivebgError as error:
                self.missing.emit(value, str(error))
                return
        self.ready.emit(value, picture)

    def _add(self, path: Path) -> None:
        from livebg.thumbnails import thumbnail

        try:
            thumbnail(str(path))  # what cannot be shown does not come into the library
            item = self._library.add(path)
        except LivebgError as error:
            self.failed.emit(str(error))
        else:
            self.added.emit(item.value)

    def _add_picture(self, picture: QImage, name: str) -> None:
        from PyQt6.QtCore import QBuffer, QByteArray, QIODevice

        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        try:
            item = self._library.add_bytes(data.data(), name, ".png")
        except LivebgError as error:
            self.failed.emit(str(error))
        else:
            self.added.emit(item.value)
