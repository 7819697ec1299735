"""Be a livebg without a window that can be steered: sessions behind a gate, paused and resumed from outside."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from types import TracebackType

from livebg.attendance import WatchedSession, Watchers
from livebg.errors import UsageError
from livebg.gate import Gate
from livebg.kernels.readiness import make_ready, prepare_all, ready
from livebg.lasting import LastingSession
from livebg.realtime import POLL_S, Task
from livebg.session import Openers
from livebg.settings import LookSettings, Settings
from livebg.stats import Stats
from livebg.steering import figures
from livebg.types import SourceInfo

log = logging.getLogger(__name__)


class Headless:
    """Keep a session behind a gate, but while it is paused, for as long as a `with` block lasts; steered as `Steered` says.

    watchers: see `WatchedSession`; None = the camera is open whoever watches. `info`, `error` and `ended` are as in `LastingSession`.
    """

    def __init__(
        self,
        settings: Settings,
        gate: Gate,
        stats: Stats,
        watchers: Watchers | None,
        target: str,
        openers: Openers | None = None,
    ) -> None:
        self.attended = watchers is not None
        self._settings, self._gate, self._stats, self._openers = settings, gate, stats, openers
        self._watchers, self._target = watchers, target
        self._lock = threading.Lock()  # what is asked comes from another thread
        self._paused, self._worked = threading.Event(), False
        self._session: LastingSession | WatchedSession | None = None
        self._task = Task(self._run, "headless", stages=6)
        self.ended = self._task.done

    def __enter__(self) -> Headless:
        self._task.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.__exit__(kind, error, trace)

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
    def watching(self) -> tuple[str, ...]:
        """Name the programs that watch, as far as it is known."""
        session = self._session
        return session.watching if isinstance(session, WatchedSession) else ()

    def _run(self, stop: threading.Event) -> None:
        """Run a session until `stop`, its end, or a pause; after the pause, another one."""
        if not ready():
            self._gate.shield("getting ready")
            make_ready(lambda: not stop.is_set())
        if self._watchers is not None:
            prepare_all(
                lambda: not stop.is_set()
            )  # while nobody watches: the first call's picture does not wait for it
        while not stop.is_set():
            if self._paused.is_set():
                stop.wait(POLL_S)
                continue
            with self._lock:
                session = self._opened()
            with session:
                self._session = session
                while not (session.ended.wait(POLL_S) or stop.is_set() or self._paused.is_set()):
                    continue
                over = session.ended.is_set()
            with self._lock:
                self._session = None
            if session.error is not None:
                raise session.error
            if over:
                return

    def _opened(self) -> LastingSession | WatchedSession:
        if self._watchers is not None:
            return WatchedSession(self._settings, self._gate, self._stats, self._watchers, self._openers)
        return LastingSession(self._settings, self._gate, self._stats, self._openers, worked=self._worked)

    def look(self) -> LookSettings:
        """Give the look that is in use."""
        return self._settings.look

    def pause(self) -> None:
        """Show the "be right back" card at once and close the camera."""
        self._paused.set()
        self._gate.hold("be right back")
        log.info("paused")

    def resume(self) -> None:
        """Open the camera again."""
        self._worked = True
        self._gate.shield("one moment")
        self._paused.clear()
        self._gate.hold("")
        log.info("resumed")

    def use(self, look: LookSettings) -> bool:
        """Use another look from the next frame on. Raises LivebgError when it cannot be used; then all stays as it was."""
        with self._lock:
            settings = self._settings.model_copy(update={"look": look})
            if self._session is not None:
                self._session.apply(settings)
            self._settings = settings
        return True

    def show(self) -> None:
        """Refuse: there is no window."""
        raise UsageError("livebg runs without a window (livebg run); end it first to open one")

    def status(self) -> Mapping[str, object]:
        """Say how it goes."""
        card, session = self._gate.shield_text(), self._session
        idle = isinstance(session, WatchedSession) and session.info is None
        state = "paused" if self._paused.is_set() else "idle" if idle else "starting" if card else "live"
        errors = self._gate.errors()
        return {
            "state": state,
            "background": self._settings.look.background,
            "virtual_camera": str(errors[0]) if errors else self._target,
            "watched_by": ", ".join(self.watching),
            **figures(self._stats.summary()),
            "problem": session.trouble if session is not None else "",
        }
