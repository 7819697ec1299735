"""Run a session for a long time, breaking a part now and then, and count what it takes and what it leaves."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from livebg.assets import asset
from livebg.faults import BACKGROUND, CAMERA, MODEL, Trouble
from livebg.segmenters import open_segmenter
from livebg.settings import CameraSettings, Settings
from livebg.sources import open_source
from livebg.trials import Left, Play, held, running
from livebg.types import Composite

FAULTS = tuple(fault for fault in CAMERA + MODEL + BACKGROUND if fault != "camera changes size")  # needs no recovery
CLIP_FRAMES = 60  # decoded once and kept
EVERY_S, HOLD_S, CALM_S = (
    30.0,
    3.0,
    5.0,
)  # between two faults; how long each lasts; how long after it does not count as steady
WARM_S = 60.0  # memory is compared from here on
STEP_S = 1.0


@dataclass(frozen=True)
class Sample:
    """Say how one second went. fps: composites that came new. calm: no fault was on, nor had just been."""

    at_s: float
    fps: float
    gap_ms: float
    calm: bool
    held: Left


@dataclass(frozen=True)
class Soak:
    """Sum up a long run. growth_mb: resident memory, median of the last tenth less that of the first after a minute.

    fps_p5, fps_p50: over the calm seconds. not_recovered: faults after which no new picture came before the next one.
    """

    seconds: float
    faults: int
    not_recovered: int
    fps_p5: float
    fps_p50: float
    longest_gap_ms: float
    memory_mb: float
    growth_mb: float
    before: Left
    after: Left


def demo_play(settings: Settings) -> Play:
    """Play the demo clip forth and back with the real network."""
    with closing(open_source(CameraSettings(source=str(asset("demo/person.mp4"))), paced=False)) as source:
        clip = [frame.image for frame in islice(source, CLIP_FRAMES)]
    clip += clip[-2:0:-1]
    return Play(lambda index: clip[index % len(clip)], clip[0], lambda: open_segmenter(settings.model))


def _sample(seen: Sequence[tuple[float, Composite]], began_s: float, took_s: float, calm: bool) -> Sample:
    shown = {item.captured_at for _, item in seen[1:] if item.index >= 0}
    gap_s = max((later[0] - earlier[0] for earlier, later in pairwise(seen)), default=took_s)
    return Sample(time.monotonic() - began_s, len(shown) / took_s, gap_s * 1000, calm, held())


def soak(settings: Settings, duration_s: float, told: Callable[[Sample], None]) -> tuple[Soak, list[Sample]]:
    """Run for so many seconds; `told` is called with every second. Gives the sum and all the seconds."""
    play, trouble, samples = demo_play(settings), Trouble(), list[Sample]()
    before, count, missed = held(), 0, 0
    with running(play, settings.look.background, trouble, thorough=False) as (watcher, _):
        began = last = time.monotonic()
        fault_at, mended_at, recovered = began + EVERY_S, began - CALM_S, True
        watcher.take()
        while last - began < duration_s:
            if last >= fault_at:
                trouble.begin(FAULTS[count % len(FAULTS)])
                count, missed = count + 1, missed + (not recovered)
                fault_at, mended_at, recovered = fault_at + EVERY_S, last + HOLD_S, False
            elif last >= mended_at:
                trouble.end()
            time.sleep(STEP_S)
            now = time.monotonic()
            calm = last >= mended_at + CALM_S or count == 0
            seen = watcher.take()
            recovered = recovered or any(item.index >= 0 and item.captured_at > mended_at for _, item in seen)
            samples.append(_sample(seen, began, now - last, calm))
            told(samples[-1])
            last = now
        trouble.end()
    missed += not recovered and last > mended_at + CALM_S
    return _summed(samples, before, count, missed), samples


def _summed(samples: Sequence[Sample], before: Left, faults: int, not_recovered: int) -> Soak:
    calm = [sample.fps for sample in samples if sample.calm] or [0.0]
    warm = [sample.held.memory_mb for sample in samples if sample.at_s >= min(WARM_S, samples[-1].at_s / 5)]
    tenth = max(1, len(warm) // 10)
    fps_p5, fps_p50 = np.percentile(calm, (5, 50))
    return Soak(
        seconds=samples[-1].at_s,
        faults=faults,
        not_recovered=not_recovered,
        fps_p5=float(fps_p5),
        fps_p50=float(fps_p50),
        longest_gap_ms=max(sample.gap_ms for sample in samples),
        memory_mb=samples[-1].held.memory_mb,
        growth_mb=float(np.median(warm[-tenth:]) - np.median(warm[:tenth])),
        before=before,
        after=held(),
    )
