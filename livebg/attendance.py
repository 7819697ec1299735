"""Run the camera only while somebody watches: its light is off until a call starts."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from types import TracebackType

from livebg.gate import Gate
from livebg.lasting import LastingSession
from livebg.realtime import Task
from livebg.session import Openers
from livebg.settings import Settings
from livebg.stats import Stats
from livebg.types import SourceInfo

log = logging.getLogger(__name__)
LOOK_S = 0.2  # between two looks; a call's first picture is there within a second
LINGER_S = 3.0  # a program that lists cameras, or changes its settings, opens and closes one more than once
SHARE = 0.04  # of one processor that looking may take at most: looks get rarer where they are dear

Watchers = Callable[[], Sequence[str]]


class Lookout:
    """Ask who watches, again and again, on a thread of its own for as long as a `with` block lasts.

    watchers: see `WatchedSession`; None = nobody can tell, which counts as somebody. told: called on that thread with the names
    whenever they are other ones.
    """

    def __init__(self, watchers: Watchers | None, told: Callable[[tuple[str, ...]], None]) -> None:
        self._watchers, self._told = watchers, told
        self._last = time.monotonic() - LINGER_S  # when somebody was seen last
        self._task = Task(self._run, "lookout")

    def __enter__(self) -> Lookout:
        if self._watchers is not None:
            self._task.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watchers is not None:
            self._task.__exit__(kind, error, trace)

    def somebody(self) -> bool:
        """Tell whether somebody watches, or has a moment ago."""
        unknown = self._watchers is None or self._task.error is not None
        return unknown or time.monotonic() - self._last < LINGER_S

    def _run(self, stop: threading.Event) -> None:
        assert self._watchers is not None
        before: tuple[str, ...] = ()
        while not stop.is_set():
            began = time.monotonic()
            names = tuple(self._watchers())
            now = time.monotonic()
            if names:
                self._last = now
            if names != before:
                self._told(names)
                before = names
            stop.wait(max(LOOK_S, (now - began) / SHARE))


class WatchedSession:
    """Keep a session behind a gate whenever `watchers` names somebody, for as long as a `with` block lasts.

    watchers: names the programs that watch; called by a thread of its own, again and again; may be slow. `watching` is what
    it named last. `info`, `trouble`, `error`, `ended` and `apply` are as in `LastingSession`.
    """

    def __init__(
        self, settings: Settings, gate: Gate, stats: Stats, watchers: Watchers, openers: Openers | None = None
    ) -> None:
        self.settings, self.watching = settings, tuple[str, ...]()
        self._gate, self._stats, self._watchers, self._openers = gate, stats, watchers, openers
        self._session: LastingSession | None = None
        self._task = Task(self._run, "attendance", stages=5)
        self.ended = self._task.done

    @property
    def error(self) -> Exception | None:
        """Give what ended it, None while it runs and after a clean end."""
        return self._task.error

    @property
    def info(self) -> SourceInfo | None:
        """Say what the source gives, None while it is closed."""
        session = self._session
        return session.info if session is not None else None

    @property
    def trouble(self) -> str:
        """Say why there is no picture, "" while there is one or nobody watches."""
        session = self._session
        return session.trouble if session is not None else ""

    def __enter__(self) -> WatchedSession:
        self._task.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.__exit__(kind, error, trace)

    def apply(self, settings: Settings) -> None:
        """Use other look or model settings from the next frame on, or from the next session where none runs."""
        session = self._session
        if session is not None:
            session.apply(settings)
        self.settings = settings

    def _run(self, stop: threading.Event) -> None:
        """Wait for somebody, run a session, end it when they have left; until `stop` or the source's end."""
        self._gate.shield("one moment")
        worked = False
        while not self._wait(stop, somebody=True):
            log.info("the camera is opened: %s", ", ".join(self.watching))
            with ExitStack() as life:
                session = LastingSession(self.settings, self._gate, self._stats, self._openers, worked=worked)
                self._session = life.enter_context(session)
                over = self._wait(stop, somebody=False) or session.ended.is_set()
            self._session, worked = None, session.worked
            self._gate.shield("one moment")
            if session.error is not None:
                raise session.error
            if over:
                return
            log.info("the camera is closed: nobody watches")

    def _wait(self, stop: threading.Event, *, somebody: bool) -> bool:
        """Wait until somebody watches, or until nobody has for a while or the session ended; tells whether to stop."""
        last = time.monotonic()
        while not stop.is_set():
            began = time.monotonic()
            self.watching = tuple(self._watchers())
            now = time.monotonic()
            if self.watching:
                if somebody:
                    return False
                last = now
            elif not somebody and now - last > LINGER_S:
                return False
            pause_s = max(LOOK_S, (now - began) / SHARE)
            session = self._session
            if session is None:
                stop.wait(pause_s)
            elif session.ended.wait(pause_s):
                return False
        return True
