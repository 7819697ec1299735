"""Record and try candidates on a thread of its own, and tell the window how it goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from livebg.assets import model_names
from livebg.errors import LivebgError
from livebg.realtime import POLL_S, Task
from livebg.settings import Settings

if TYPE_CHECKING:
    from livebg.rehearsal import Take
    from livebg.session import Openers
    from livebg.types import Source

PATIENCE_S = 5.0  # how long the camera may take to become free


class RehearsalWorker(QObject):
    """Carry out one rehearsal at a time; its signals are delivered on the window's thread.

    recording(share), recorded(), trying(place, count, name), tried(trial), done(best trial or None), failed(sentence).
    """

    recording = pyqtSignal(float)
    recorded = pyqtSignal()
    trying = pyqtSignal(int, int, str)
    tried = pyqtSignal(object)
    done = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(
        self,
        open_source: Callable[[Settings], Source],
        openers: Openers | None = None,
        seconds: float | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_source, self._openers, self._seconds = open_source, openers, seconds
        self._life = ExitStack()

    def start(self, settings: Settings) -> None:
        """Begin a rehearsal, after ending one that runs."""
        self.stop()
        self._life.enter_context(Task(lambda stop: self._run(settings, stop), "rehearsal"))

    def stop(self) -> None:
        """End the rehearsal; what was recorded is forgotten."""
        self._life.close()

    def _run(self, settings: Settings, stop: threading.Event) -> None:
        from livebg.rehearsal import best, candidates, rehearse  # OpenCV: not on the window's thread

        take = self._take(settings, stop)
        tries = candidates(settings, model_names())
        trials = []
        for place, candidate in enumerate(tries, 1):
            if take is None or stop.is_set():
                return
            self.trying.emit(place, len(tries), candidate.model)
            try:
                trial = rehearse(take, candidate, stop, self._openers)
            except LivebgError as error:  # one model that fails does not end the others
                self.failed.emit(str(error))
                continue
            if trial is not None:
                trials.append(trial)
                self.tried.emit(trial)
        if take is not None and not stop.is_set():
            self.done.emit(best(trials, take.fps) if trials else None)

    def _take(self, settings: Settings, stop: threading.Event) -> Take | None:
        """Record, and give None when that failed; the camera is free again afterwards."""
        from livebg.rehearsal import SECONDS, record

        try:
            with closing(open_when_free(self._open_source, settings, stop)) as source:
                return record(source, stop, self.recording.emit, self._seconds or SECONDS)
        except LivebgError as error:
            self.failed.emit(str(error))
            return None
        finally:
            self.recorded.emit()


def open_when_free(open_source: Callable[[Settings], Source], settings: Settings, stop: threading.Event) -> Source:
    """Open a source that a session may take a moment to let go of. Raises SourceError."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return open_source(settings)
        except LivebgError:
            if time.monotonic() > until or stop.wait(4 * POLL_S):
                raise
