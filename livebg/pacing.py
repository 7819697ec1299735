"""Say when a sink is sent its next picture: at its own steady rate, or as soon as there is a new one."""

from __future__ import annotations

import math
from typing import Protocol

from livebg.settings import Pacing

FASTER = 0.9  # of an interval: new pictures may come a tenth faster than the rate, as no two clocks are alike
EARLY = 0.5  # of an interval that a picture may come before its time, as cameras are not regular
STARVED = 2.0  # intervals without a new picture after which the last one is sent again


class Pace(Protocol):
    """Tell the times of one sink, in seconds of one clock. Used by one thread."""

    def ready_s(self) -> float:
        """Give when a new picture may be sent."""
        ...

    def due_s(self) -> float:
        """Give when a picture must be sent, a new one or not; never before `ready_s`."""
        ...

    def sent(self, at_s: float, *, new: bool) -> None:
        """Note that a picture was sent, a new one or one that was sent before."""
        ...


class Steady:
    """Send one picture per interval for ever. A sink that was held up for longer than an interval does not catch up."""

    def __init__(self, interval_s: float, now_s: float) -> None:
        self._interval_s, self._due_s = interval_s, now_s

    def ready_s(self) -> float:
        """Give when the next interval begins."""
        return self._due_s

    def due_s(self) -> float:
        """Give when the next interval begins."""
        return self._due_s

    def sent(self, at_s: float, *, new: bool) -> None:
        """Note that a picture was sent."""
        self._due_s = max(self._due_s + self._interval_s, at_s - self._interval_s)


class Soonest:
    """Send a new picture at once, as long as they come hardly faster than the rate; without one, send the last one again, steadily.

    Of pictures that come faster, the newest is sent as soon as the rate allows: the generic cell rate algorithm (ITU-T I.371).
    """

    def __init__(self, interval_s: float, now_s: float) -> None:
        self._interval_s = interval_s
        self._ready_s, self._due_s = -math.inf, now_s

    def ready_s(self) -> float:
        """Give when a new picture may be sent."""
        return self._ready_s

    def due_s(self) -> float:
        """Give when the last picture is sent again."""
        return max(self._due_s, self._ready_s)

    def sent(self, at_s: float, *, new: bool) -> None:
        """Note that a picture was sent: the next old one waits longer after a new one, which most often has a successor soon."""
        if new:
            self._ready_s = max(self._ready_s, at_s - EARLY * self._interval_s) + FASTER * self._interval_s
            self._due_s = at_s + STARVED * self._interval_s
        else:
            self._due_s = max(self._due_s + self._interval_s, at_s)


def pace(pacing: Pacing, interval_s: float, now_s: float) -> Pace:
    """Give the times of a sink, of which the first is now."""
    return (Soonest if pacing == "lowest-latency" else Steady)(interval_s, now_s)
