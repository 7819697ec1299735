"""Break every part of a running session in turn while a consumer records what it is shown, and say what it saw."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from livebg.assets import asset
from livebg.backgrounds import open_background
from livebg.compose import over
from livebg.errors import LivebgError
from livebg.faults import SINK, BreakableBackground, BreakableCamera, BreakableSegmenter, BreakableSink, Trouble
from livebg.gate import Gate
from livebg.heaps import spare_the_collector
from livebg.lasting import LastingSession
from livebg.realtime import abandoned
from livebg.room import ROOM_SIZE, RoomSegmenter, room, room_blocks, scene
from livebg.segmenters import open_segmenter
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, ModelSettings, Settings
from livebg.sources import CameraChoice, CameraSource, open_source
from livebg.stats import Stats
from livebg.types import Composite, Image, Matte, Segmenter, Sink, Size

FPS = 30.0
MAX_AGE_S = 0.3
LIMIT_S = 60.0  # how long a trial waits for anything
AFTER_S = 0.3  # how long a consumer is watched after its recovery
MODEL_SIZE = (640, 352)
CAMERA = CameraChoice(0, "breakable camera", "", "ANY")


@dataclass(frozen=True)
class Play:
    """Say what is in front of the camera. picture: gives it by its number, each differs. truth: the room without the person.

    outside: the person's exact matte where blocks are counted outside of it only, None = anywhere.
    """

    picture: Callable[[int], Image]
    truth: Image
    segmenter: Callable[[], Segmenter] = RoomSegmenter
    outside: Matte | None = None

    @property
    def size(self) -> Size:
        """Give (width, height)."""
        return self.truth.shape[1], self.truth.shape[0]


def exact_play() -> Play:
    """Play the scene whose matte is known to the pixel."""
    return Play(lambda index: scene(index)[0], room(ROOM_SIZE))


def model_play(settings: ModelSettings) -> Play:
    """Play a person of the demo clip before the room, for a real network; the exact matte tells what is outside."""
    pictures = []
    for name in ("person.mp4", "person_matte.mkv"):
        with closing(open_source(CameraSettings(source=str(asset(f"demo/{name}"))), paced=False)) as source:
            first = next(iter(source)).image
        pictures.append(np.asarray(cv2.resize(first, MODEL_SIZE, interpolation=cv2.INTER_AREA), np.uint8))
    truth, matte = room(MODEL_SIZE), np.asarray(pictures[1][:, :, 0] / 255, np.float32)
    person = over(pictures[0], truth, matte)

    def picture(index: int) -> Image:
        image = person.copy()
        image[0, 0] = index % 256  # as a sensor never gives the same picture twice
        return image

    return Play(picture, truth, lambda: open_segmenter(settings), matte)


class Watcher:
    """Record every picture and when it came, as a program does that shows the virtual camera. See `livebg.types.Sink`."""

    name, alpha = "watcher", False
    fps: float | None = FPS
    i420: bool | None = False

    def __init__(self, size: Size, *, keep: bool = True) -> None:
        """keep: the pictures, too; else only when they came and their age."""
        self.size: Size | None = size
        self._keep = keep
        self._seen: list[tuple[float, Composite]] = []
        self._changed = threading.Condition()

    def send(self, composite: Composite) -> None:
        """Keep a picture, or what is known of it."""
        if not self._keep:
            composite = Composite(composite.image[:1, :1].copy(), composite.index, composite.captured_at)
        with self._changed:
            self._seen.append((time.monotonic(), composite))
            self._changed.notify_all()

    def close(self) -> None:
        """Do nothing: there is nothing to finish."""

    def discard(self) -> None:
        """Do nothing: there is nothing to remove."""

    def wait_for(self, wanted: Callable[[float, Composite], bool], limit_s: float = LIMIT_S) -> float | None:
        """Wait until the newest picture is as wanted; gives when it came, in seconds, None if it did not in time."""
        with self._changed:
            met = self._changed.wait_for(lambda: bool(self._seen) and wanted(*self._seen[-1]), limit_s)
            return self._seen[-1][0] if met else None

    def take(self) -> list[tuple[float, Composite]]:
        """Give what was seen so far and forget it, but for the last picture."""
        with self._changed:
            seen, self._seen = self._seen, self._seen[-1:]
            return seen


@dataclass(frozen=True)
class Outcome:
    """Say what the consumer saw of one fault: from its begin until shortly after its recovery.

    room_blocks: 16x16 blocks of room outside the matte. gap_ms: the longest time without a picture. recovery_ms: from the end of
    the fault to the first picture taken after it, None = never.
    """

    fault: str
    background: str
    pictures: int
    cards: int
    room_blocks: int
    gap_ms: float
    recovery_ms: float | None


@dataclass(frozen=True)
class Left:
    """Say what this process holds: threads of its own, those given up, open descriptors, resident megabytes (0 = unknown)."""

    threads: int
    abandoned: int
    descriptors: int
    memory_mb: float


def held() -> Left:
    """Look at what this process holds now."""
    gc.collect()
    descriptors, memory_mb = 0, 0.0
    if Path("/proc/self/statm").exists():
        descriptors = len(os.listdir("/proc/self/fd"))
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        memory_mb = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return Left(threading.active_count(), abandoned(), descriptors, memory_mb)


def _openers(play: Play, trouble: Trouble) -> Openers:
    count = [0]

    def device(_: CameraChoice) -> BreakableCamera:
        return BreakableCamera(trouble, play.picture, play.size, FPS, count)

    return Openers(
        lambda settings: CameraSource(CAMERA, settings, device),
        lambda _: BreakableSegmenter(trouble, play.segmenter()),
        lambda look: BreakableBackground(trouble, open_background(look)),
    )


@contextmanager
def running(
    play: Play, background: str, trouble: Trouble, *, thorough: bool = True
) -> Iterator[tuple[Watcher, LastingSession]]:
    """Run a session over breakable parts into a watcher. thorough: it keeps the pictures, and sinks beside it fail, too."""
    watcher, size = Watcher(play.size, keep=thorough), f"{play.size[0]}x{play.size[1]}"
    beside: list[Sink] = [BreakableSink(trouble, kind, FPS) for kind in SINK] if thorough else []
    settings = Settings(camera=CameraSettings(camera_size=size), look=LookSettings(background=background))
    gate = Gate([watcher, *beside], size=play.size, max_age_s=MAX_AGE_S, delivered=lambda index, latency_s: None)
    with gate, LastingSession(settings, gate, Stats(), _openers(play, trouble)) as session:
        if watcher.wait_for(lambda at, item: item.index >= 0) is None:
            raise session.error or LivebgError(f"the trial showed no picture within {LIMIT_S:.0f} s")
        spare_the_collector()  # as the program does; `held` collects, and would stop every thread
        try:
            yield watcher, session
        finally:
            gc.unfreeze()


def _blocks(play: Play, background: str, picture: Image) -> int:
    """Count the room in one picture, as it is and as it lies when the camera gives its left half."""
    contrast, (width, _) = 0.5 if background.startswith("blur") else 0.05, play.size
    whole = room_blocks(picture, play.truth, contrast=contrast, outside=play.outside)
    if play.outside is not None:
        return whole
    between_bars = picture[:, width // 4 : width // 4 + width // 2]
    return whole + room_blocks(between_bars, play.truth[:, : width // 2], contrast=contrast)


def _fresh(ended_s: float) -> Callable[[float, Composite], bool]:
    """Give what tells a picture taken after a time."""
    return lambda at, item: item.index >= 0 and item.captured_at > ended_s


def _outcome(play: Play, fault: str, background: str, seen: list[tuple[float, Composite]], ended_s: float) -> Outcome:
    """Sum up what a consumer saw."""
    steps = [later[0] - earlier[0] for earlier, later in pairwise(seen)]
    pictures = {id(item.image): item for _, item in seen}.values()
    back_s = next((at for at, item in seen if _fresh(ended_s)(at, item)), None)
    return Outcome(
        fault=fault,
        background=background,
        pictures=len(seen),
        cards=sum(item.index < 0 for _, item in seen),
        room_blocks=sum(_blocks(play, background, item.image) for item in pictures),
        gap_ms=max(steps, default=0.0) * 1000,
        recovery_ms=None if back_s is None else (back_s - ended_s) * 1000,
    )


def run_trials(
    faults: Sequence[str], backgrounds: Sequence[str], *, hold_s: Callable[[str], float], play: Play | None = None
) -> Iterator[Outcome]:
    """Run one session per background at once and break them in turn, each for `hold_s(fault)` seconds; gives what was seen.

    The sessions share one camera's faults, so that what is learnt of both costs the time of one.
    """
    play, trouble = play or exact_play(), Trouble()
    with ExitStack() as stack:
        watchers = {b: stack.enter_context(running(play, b, trouble))[0] for b in backgrounds}
        stack.callback(trouble.end)  # first of all, or a part that hangs would hold up the end
        for fault in faults:
            for watcher in watchers.values():
                watcher.take()
            trouble.begin(fault)
            time.sleep(hold_s(fault))
            ended_s = time.monotonic()
            trouble.end()
            for watcher in watchers.values():
                watcher.wait_for(_fresh(ended_s))
            time.sleep(AFTER_S)
            seen = {background: watcher.take() for background, watcher in watchers.items()}
            yield from (_outcome(play, fault, background, seen[background], ended_s) for background in backgrounds)


def stuck_driver() -> tuple[int, int]:
    """End a session while its camera's driver hangs; gives how many threads were given up, and how many once it returned."""
    trouble = Trouble()
    with running(exact_play(), "#336699", trouble, thorough=False) as (watcher, _):
        trouble.begin("camera hangs")
        watcher.wait_for(lambda at, item: item.index < 0)
    counted = abandoned()
    trouble.end()
    until_s = time.monotonic() + LIMIT_S
    while abandoned() and time.monotonic() < until_s:
        time.sleep(0.01)
    return counted, abandoned()
