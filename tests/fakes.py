"""Give small parts for tests: a scene with an exactly known matte, sources and segmenters that break on purpose."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from livebg.errors import SourceError
from livebg.room import PERSON, ROOM_SIZE, scene
from livebg.types import Composite, Cutout, Frame, Image, Matte, Size, SourceInfo, State

SIZE = ROOM_SIZE


def slack() -> float:
    """Give how many times its goal a time may take: 3, and 30 where other programs want the processors, too."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return 3.0 if load <= 0.75 * (os.cpu_count() or 1) else 30.0


def wait_until(condition: Callable[[], object], limit_s: float = 60) -> None:
    """Wait until a condition holds; fails when it does not in time."""
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "not met in time"
        time.sleep(0.01)


class SceneSource:
    """Play the scene at `fps` with the monotonic clock; `broken(index)` may raise, block, or change the frame's picture."""

    def __init__(
        self, broken: Callable[[int], Image | None] = lambda index: None, *, fps: float = 120, frames: int | None = None
    ) -> None:
        self.info = SourceInfo("scene", SIZE, Fraction(fps), live=True)
        self.trouble = ""
        self.closed = threading.Event()
        self._broken, self._interval_s, self._frames = broken, 1 / fps, frames

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        while not self.closed.wait(self._interval_s) and (self._frames is None or index < self._frames):
            image = self._broken(index)
            picture = scene(index)[0] if image is None else image
            picture.flags.writeable = False
            yield Frame(picture, index, time.monotonic())
            index += 1

    def close(self) -> None:
        self.closed.set()


class ExactSegmenter:
    """Know the matte: the person is the only thing of its colour. `broken(call)` may raise or give another matte."""

    name = "exact"

    def __init__(self, broken: Callable[[int], Matte | None] = lambda call: None) -> None:
        self.calls, self.closed = 0, False
        self._broken = broken

    def look(self, image: Image) -> Image:
        return image

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        self.calls += 1
        matte = self._broken(self.calls)
        exact = (image == np.array(PERSON, np.uint8)).all(axis=2).astype(np.float32)
        return (exact if matte is None else matte), state

    def close(self) -> None:
        self.closed = True


class PlainBackground:
    """Give one colour; `broken(call)` may raise or give another picture."""

    transparent, follows = False, False

    def __init__(self, broken: Callable[[int], Image | None] = lambda call: None) -> None:
        self.calls, self.closed = 0, False
        self._broken = broken

    def render(self, cutout: Cutout) -> Image:
        self.calls += 1
        picture = self._broken(self.calls)
        return np.full_like(cutout.frame.image, 130) if picture is None else picture

    def close(self) -> None:
        self.closed = True


class Recorder:
    """Keep every picture that reaches it, as a caller would see it."""

    name, alpha = "recorder", False
    i420: bool | None = False

    def __init__(
        self, *, fps: float | None = 60, size: Size | None = SIZE, broken: Callable[[int], None] = lambda call: None
    ) -> None:
        self.fps, self.size = fps, size
        self.seen: list[Composite] = []
        self.closed = self.discarded = 0
        self.note = ""
        self._broken = broken
        self._changed = threading.Condition()

    def send(self, composite: Composite) -> None:
        self._broken(len(self.seen))
        with self._changed:
            self.seen.append(Composite(composite.image.copy(), composite.index, composite.captured_at))
            self._changed.notify_all()

    def close(self) -> None:
        self.closed += 1

    def discard(self) -> None:
        self.discarded += 1

    def wait_for(self, condition: Callable[[list[Composite]], bool], limit_s: float = 60) -> None:
        """Wait until what was seen meets a condition; fails when it does not in time."""
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.seen) and condition(self.seen), limit_s), (
                f"not met after {len(self.seen)} pictures"
            )


def lost_camera(index: int) -> Image | None:
    """Raise as a camera does that was unplugged at frame 20."""
    if index == 20:
        raise SourceError("camera 0 gave no picture for 2 s; is it plugged in?")
    return None
