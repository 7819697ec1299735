"""Count what a run did: frames, drops, latency, jitter, and milliseconds per stage."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import numpy as np

WINDOW = 4096  # percentiles are taken over this many of the newest frames
STEPS = 64  # of the governor that are kept


@dataclass(frozen=True)
class StageTime:
    """Say what one stage takes: milliseconds per frame, median and 95th percentile."""

    frames: int
    ms_p50: float
    ms_p95: float


@dataclass(frozen=True)
class StepTaken:
    """Say what the governor did: seconds since the figures began, the step's name, and why."""

    at_s: float
    name: str
    reason: str


@dataclass(frozen=True)
class Summary:
    """Hold the figures of a run. fps = intervals / time; jitter = standard deviation of delivery intervals.

    steps: the newest steps of the governor, oldest first; none = the settings as they are.
    """

    frames: int
    dropped: int
    seconds: float
    fps: float
    jitter_ms: float
    latency_ms_p50: float
    latency_ms_p95: float
    latency_ms_p99: float
    cpu_ms_per_frame: float
    stages: Mapping[str, StageTime]
    steps: tuple[StepTaken, ...] = ()

    def line(self) -> str:
        """Give one line for people."""
        return (
            f"{self.frames} frames in {self.seconds:.1f} s, {self.fps:.1f} fps, jitter {self.jitter_ms:.1f} ms, "
            f"latency p50/p95/p99 {self.latency_ms_p50:.0f}/{self.latency_ms_p95:.0f}/{self.latency_ms_p99:.0f} ms, "
            f"{self.dropped} dropped, {self.cpu_ms_per_frame:.1f} ms CPU a frame"
            + (f"; picture: {self.steps[-1].name} ({self.steps[-1].reason})" if self.steps else "")
        )

    def as_dict(self) -> dict[str, object]:
        """Give plain values for JSON."""
        return asdict(self)


class Stats:
    """Collect figures from several threads; `summary` may be called at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stages: dict[str, deque[float]] = {}
        self._latencies: deque[float] = deque(maxlen=WINDOW)
        self._intervals: deque[float] = deque(maxlen=WINDOW)
        self._first: tuple[float, float] | None = None  # when the first frame was delivered, process CPU time then
        self._last = (0.0, 0.0)
        self._frames = self._dropped = 0
        self._last_index: int | None = None
        self._spent_s: dict[str, float] = {}
        self._steps: deque[StepTaken] = deque(maxlen=STEPS)
        self._began = time.monotonic()

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Time one stage of one frame."""
        began = time.perf_counter()
        yield
        took = time.perf_counter() - began
        with self._lock:
            self._stages.setdefault(stage, deque(maxlen=WINDOW)).append(took)
            self._spent_s[stage] = self._spent_s.get(stage, 0.0) + took

    def spent_s(self) -> dict[str, float]:
        """Give the seconds that each stage has taken so far."""
        with self._lock:
            return dict(self._spent_s)

    def stepped(self, name: str, reason: str) -> None:
        """Note that the governor has taken a step."""
        with self._lock:
            self._steps.append(StepTaken(time.monotonic() - self._began, name, reason))

    def steps(self) -> tuple[StepTaken, ...]:
        """Give the newest steps of the governor, oldest first."""
        with self._lock:
            return tuple(self._steps)

    def delivered(self, index: int, latency_s: float) -> None:
        """Note that frame `index` was handed to the sinks, `latency_s` after it was captured."""
        now, cpu = time.monotonic(), time.process_time()
        with self._lock:
            if self._first is None:
                self._first = (now, cpu)
            else:
                self._intervals.append(now - self._last[0])
            if self._last_index is not None and index > self._last_index + 1:
                self._dropped += index - self._last_index - 1
            self._last, self._last_index = (now, cpu), index
            self._frames += 1
            self._latencies.append(latency_s)

    def summary(self) -> Summary:
        """Give the figures so far; 0 where nothing was measured."""
        with self._lock:
            seconds, cpu = (self._last[i] - self._first[i] for i in (0, 1)) if self._first else (0.0, 0.0)
            latency = np.percentile(self._latencies, (50, 95, 99)) * 1000 if self._latencies else (0.0, 0.0, 0.0)
            stages = {
                stage: StageTime(len(times), *(float(p) * 1000 for p in np.percentile(times, (50, 95))))
                for stage, times in self._stages.items()
            }
            intervals = self._frames - 1
            return Summary(
                frames=self._frames,
                dropped=self._dropped,
                seconds=seconds,
                fps=intervals / seconds if seconds > 0 else 0.0,
                jitter_ms=float(np.std(self._intervals)) * 1000 if self._intervals else 0.0,
                latency_ms_p50=float(latency[0]),
                latency_ms_p95=float(latency[1]),
                latency_ms_p99=float(latency[2]),
                cpu_ms_per_frame=cpu / intervals * 1000 if intervals > 0 else 0.0,
                stages=stages,
                steps=tuple(self._steps),
            )
