"""Keep a session going: after a fault everything is opened anew, by the same names, until it works again."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from livebg.gate import Gate
from livebg.realtime import POLL_S, Task
from livebg.session import Openers, Session
from livebg.settings import Settings
from livebg.stats import Stats
from livebg.types import SourceInfo

log = logging.getLogger(__name__)
RETRY_S = 0.5  # between two tries; a camera plugged in again is back within 2 s


class LastingSession:
    """Run sessions one after another behind a gate for as long as a `with` block lasts.

    The first one must come to show a picture: what fails before is said at once, in `error`. From then on a camera, screen or
    stream that fails, or a network or background that does, is tried again for ever, while the gate shows the card. A
    file is not played again after a fault. `trouble` is what went wrong last, "" while all is well;
    `worked` tells whether a picture was ever shown.
    """

    def __init__(
        self, settings: Settings, gate: Gate, stats: Stats, openers: Openers | None = None, *, worked: bool = False
    ) -> None:
        """worked: it has shown a picture before, so that the first session is tried again, too."""
        self.settings, self.worked = settings, worked
        self._gate, self._stats, self._openers = gate, stats, openers
        self._session = Session(settings, gate, stats, openers)
        self._failed = ""
        self._task = Task(self._run, "lasting", stages=4)
        self.ended = self._task.done

    @property
    def error(self) -> Exception | None:
        """Give what ended it, None while it runs and after a clean end."""
        return self._task.error

    @property
    def info(self) -> SourceInfo | None:
        """Say what the source gives, None before it is open."""
        return self._session.info

    @property
    def trouble(self) -> str:
        """Say why there is no picture, "" while there is one."""
        return "" if self._session.shown and self._session.error is None else self._failed

    def __enter__(self) -> LastingSession:
        self._task.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.__exit__(kind, error, trace)

    def apply(self, settings: Settings) -> None:
        """Use other look or model settings from the next frame on, as `Session.apply` does."""
        self._session.apply(settings)
        self.settings = settings

    def _run(self, stop: threading.Event) -> None:
        while True:
            with self._session as session:
                while not (session.ended.wait(POLL_S) or stop.is_set()):
                    continue
            self.worked = self.worked or session.shown
            if stop.is_set() or session.error is None:
                return
            endless = session.info is None or session.info.frames is None
            if not (self.worked and endless):
                raise session.error
            if str(session.error) != self._failed:
                log.warning("%s; trying again", session.error)
            self._failed = str(session.error)
            if stop.wait(RETRY_S):
                return
            self._session = Session(self.settings, self._gate, self._stats, self._openers)
