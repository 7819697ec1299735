"""Stand before every sink: only composites and the placeholder card pass, each sink fed by a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from types import TracebackType

from livebg.compose import fitted, placeholder
from livebg.errors import LivebgError, SinkError
from livebg.pacing import pace
from livebg.realtime import POLL_S, Slot, Task
from livebg.settings import Pacing
from livebg.types import Composite, Sink, Size

log = logging.getLogger(__name__)
Delivered = Callable[[int, float], None]


class _Feeder:
    """Feed one sink from its own newest-wins slot, at the sink's own rate; on its own thread, which also closes the sink.

    max_age_s and pacing may be changed by any thread.
    """

    def __init__(
        self, sink: Sink, size: Size, max_age_s: float, pacing: Pacing, shield: Callable[[], str], delivered: Delivered
    ) -> None:
        self.sink, self.slot, self.max_age_s, self.pacing = sink, Slot[Composite](), max_age_s, pacing
        self._size, self._shield, self._delivered = sink.size or size, shield, delivered
        self._cards = (Composite(placeholder(self._size, ""), -1, 0.0), "")
        self.error: LivebgError | None = None

    def _card(self, text: str) -> Composite:
        if self._cards[1] != text:
            self._cards = (Composite(placeholder(self._size, text), -1, 0.0), text)
        return self._cards[0]

    def run(self, stop: threading.Event) -> None:
        """Feed until `stop` or until the sink fails; the error stays in `error`."""
        try:
            if self.sink.fps is None:
                self._as_they_come(stop)
            else:
                self._at_its_rate(stop, 1.0 / self.sink.fps)
            self.sink.close()
        except Exception as error:
            self.error = error if isinstance(error, LivebgError) else SinkError(f"{self.sink.name} failed: {error!r}")
            log.info("a sink failed: %s", self.error, exc_info=not isinstance(error, LivebgError))
            self.sink.discard()

    def _send(self, item: Composite) -> None:
        self._pass_on(item)
        self._delivered(item.index, time.monotonic() - item.captured_at)

    def _pass_on(self, item: Composite) -> None:
        """Send a composite at the sink's size, without a note of its delivery."""
        self.sink.send(item if self.sink.size is None else fitted(item, self.sink.size))

    def _as_they_come(self, stop: threading.Event) -> None:
        """Send every new composite; a file needs no card while there is none."""
        while True:
            ending = stop.is_set()  # looked at before the slot, so that the last composite is still stored
            item = self.slot.take(0.0 if ending else POLL_S)
            if item is not None:
                self._send(item)
            if ending and item is None:
                return

    def _at_its_rate(self, stop: threading.Event, interval_s: float) -> None:
        """Send pictures for ever as the pace says: a new composite, the last one again, or the card when it is too old."""
        newest: Composite | None = None
        pacing, times = self.pacing, pace(self.pacing, interval_s, time.monotonic())
        while not stop.wait(max(0.0, times.ready_s() - time.monotonic())):
            item = self._taken(stop, times.due_s())
            newest = item or newest
            text = self._shield()
            if text or newest is None or time.monotonic() - newest.captured_at > self.max_age_s:
                newest = item = None
                self.sink.send(self._card(text or "one moment"))
            elif item is not None:
                self._send(item)
            else:
                self._pass_on(newest)
            times.sent(time.monotonic(), new=item is not None)
            if self.pacing != pacing:
                pacing, times = self.pacing, pace(self.pacing, interval_s, time.monotonic() + interval_s)
        self.sink.send(self._card("livebg has ended"))

    def _taken(self, stop: threading.Event, due_s: float) -> Composite | None:
        """Wait for a new composite until a time, or until `stop`."""
        while True:
            left_s = due_s - time.monotonic()
            item = self.slot.take(min(max(0.0, left_s), POLL_S))
            if item is not None or left_s <= POLL_S or stop.is_set():
                return item


class Gate:
    """Own the sinks for the life of the app; sessions come and go behind it.

    The shield is up from the beginning: sinks with a rate of their own get the placeholder card at once and for ever, until
    `show` is called with a composite, and again after `shield`. Anything but a Composite is refused.
    """

    def __init__(
        self,
        sinks: Sequence[Sink],
        *,
        size: Size,
        max_age_s: float,
        delivered: Delivered,
        pacing: Pacing = "steady",
    ) -> None:
        """size: (width, height) of cards for sinks that take any size. delivered: called with (index, latency in s)."""
        self._text, self._held = "starting", ""
        self._lock = threading.Lock()
        first = [delivered] + [_ignore] * len(sinks)  # figures come from the first sink
        self._feeders = [
            _Feeder(sink, size, max_age_s, pacing, self.shield_text, note)
            for sink, note in zip(sinks, first, strict=False)
        ]
        self._life = ExitStack()

    def __enter__(self) -> Gate:
        for feeder in self._feeders:
            self._life.enter_context(Task(feeder.run, f"feeder-{feeder.sink.name}"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._life.close()

    def shield_text(self) -> str:
        """Give the text of the card that is shown, or "" while composites pass."""
        with self._lock:
            return self._held or self._text

    def shield(self, text: str) -> None:
        """Show the placeholder card with this text until the next `show`; what waits in the feeders is not shown."""
        with self._lock:
            self._text = text

    def hold(self, text: str) -> None:
        """Show the card with this text whatever comes, until `hold("")`: what waits or comes meanwhile is dropped."""
        with self._lock:
            self._held = text
            for feeder in self._feeders:
                feeder.slot.take(0.0)

    def show(self, composite: Composite) -> None:
        """Let a composite through to every sink. Raises TypeError for anything else: a raw frame never passes."""
        if not isinstance(composite, Composite):
            raise TypeError(f"the gate passes only composites, got {type(composite).__name__}")
        with self._lock:
            if self._held:
                return
            self._text = ""
            for feeder in self._feeders:
                feeder.slot.put(composite)

    def use(self, *, max_age_s: float, pacing: Pacing) -> None:
        """Use another age and another pace from the next picture on; the sinks stay open."""
        for feeder in self._feeders:
            feeder.max_age_s, feeder.pacing = max_age_s, pacing

    def takes_i420(self, size: Size) -> bool:
        """Tell whether pictures of `size` (width, height) are best blended as I420: a sink shows them so, and none needs all BGR."""
        sinks = [feeder.sink for feeder in self._feeders]
        return any(sink.i420 and sink.size == size for sink in sinks) and not any(sink.i420 is False for sink in sinks)

    def errors(self) -> list[LivebgError]:
        """Give the errors of the sinks that failed."""
        return [feeder.error for feeder in self._feeders if feeder.error is not None]


def _ignore(index: int, latency_s: float) -> None:
    """Take figures and keep none."""
