"""Play a file as if it were a camera: each frame when it is due, on the monotonic clock."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from livebg.types import Frame, Source

MOST_LATE_S = 1.0  # a reader later than this was away: what it missed is not made up for


class PacedSource:
    """Play a source in real time; owns it. See `livebg.types.Source`.

    A frame that is late by more than one interval is skipped, which leaves a gap in the index, for as long as skipping helps: where
    even skipping does not catch up, or the reader was away, the rest is played later. clock: seconds, `time.monotonic`. wait:
    sleeps that many seconds unless the source is closed, and tells whether it is.
    """

    def __init__(
        self,
        source: Source,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._source, self._clock = source, clock
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait
        self.trouble = ""
        self.info = replace(source.info, live=True, audio=None, time_base=None)

    def __iter__(self) -> Iterator[Frame]:
        interval_s = 1 / float(self.info.fps)
        zero_s: float | None = None  # the clock's time of the source's time zero
        late_before_s = math.inf
        for frame in self._source:
            if zero_s is None:
                zero_s = self._clock() - frame.captured_at
            late_s = self._clock() - (zero_s + frame.captured_at)
            if late_s < 0 and self._wait(-late_s):
                return
            if late_s > interval_s:
                if late_s < min(late_before_s, MOST_LATE_S):
                    late_before_s = late_s
                    continue
                zero_s += late_s
            late_before_s = math.inf
            if self._closed.is_set():
                return
            yield Frame(frame.image, frame.index, self._clock())
        self.trouble = self._source.trouble

    def close(self) -> None:
        """End the iteration and close the source."""
        self._closed.set()
        self._source.close()
