"""Turn capture times into a video's timestamps."""

from __future__ import annotations

from fractions import Fraction

from livebg.types import SourceInfo

FINE_TICK = Fraction(1, 90_000)
LATE_START_S = 60.0  # a clock that begins later is a recorded broadcast's: its video would begin with hours of nothing


class Clock:
    """Give timestamps in the source's own unit that strictly increase; of a live source they begin at zero.

    rate: pictures per second. counting: the container has no timestamps and counts pictures at `rate` (AVI).
    """

    def __init__(self, info: SourceInfo, rate: Fraction, first_s: float, *, counting: bool) -> None:
        from_zero = info.live or counting or not 0 <= first_s <= LATE_START_S
        self.origin_s = first_s if from_zero else 0.0
        if counting:
            self.tick = 1 / rate
        else:
            self.tick = FINE_TICK if info.live or info.time_base is None else info.time_base
        self._expected, self._rate = info.frames, rate
        self._first = self._last = self._count = 0

    def stamp(self, captured_at: float) -> int:
        """Give the timestamp of the next picture, in ticks."""
        ticks = round((captured_at - self.origin_s) / float(self.tick))
        if self._count == 0:
            self._first = ticks
        else:
            ticks = max(ticks, self._last + 1)
        self._last, self._count = ticks, self._count + 1
        return ticks

    def last_duration(self) -> int:
        """Give how many ticks the last picture lasts: what the average rate leaves for it, else one picture's time."""
        usual = 1 / (self._rate * self.tick)
        left = self._count * usual - (self._last - self._first)
        known = self._expected == self._count and 0 < left <= 10 * usual
        return max(1, round(left if known else usual))

    def seconds(self, ticks: int) -> float:
        """Give ticks as seconds."""
        return float(ticks * self.tick)
