"""Break the parts of a running session on command: a camera, a network, a background and a sink that fail as real ones do."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from livebg.errors import BackgroundError, ModelError, SinkError
from livebg.types import Background, Composite, Cutout, Image, Matte, Segmenter, Size, State

CAMERA = (
    "camera raises",
    "camera unplugged",
    "camera hangs",
    "camera repeats one picture",
    "camera changes size",
    "camera goes black",
)
MODEL = ("model raises", "model hangs", "model gives NaN", "model gives another shape")
BACKGROUND = ("background unreadable", "background hangs")
SINK = ("sink blocks", "sink refuses", "disk full")
FAULTS = CAMERA + MODEL + BACKGROUND + SINK


class Trouble:
    """Say which fault is on. Set by one thread, looked at by all the parts."""

    def __init__(self) -> None:
        self._kind = ""
        self._over = threading.Event()
        self._over.set()

    def begin(self, kind: str) -> None:
        """Let a fault begin, one of FAULTS."""
        self._over.clear()
        self._kind = kind

    def end(self) -> None:
        """Let the fault end, and whatever hangs go on."""
        self._kind = ""
        self._over.set()

    def on(self, kind: str) -> bool:
        """Tell whether this fault is on."""
        return self._kind == kind

    def hang(self) -> None:
        """Wait as a stuck driver does: until the fault is over."""
        self._over.wait()


class BreakableCamera:
    """Be a webcam as cv2.VideoCapture shows one, playing pictures at a steady rate; `livebg.sources.camera.Capture`.

    picture: gives (H, W, 3) uint8 BGR by its number, which all devices opened with the same `count` share.
    """

    def __init__(
        self, trouble: Trouble, picture: Callable[[int], Image], size: Size, fps: float, count: list[int]
    ) -> None:
        self._trouble, self._picture, self._size, self._fps, self._count = trouble, picture, size, fps, count
        self._due, self._released = time.monotonic(), False

    def isOpened(self) -> bool:  # noqa: N802
        """Tell whether it is there."""
        return not (self._released or self._trouble.on("camera unplugged"))

    def set(self, propId: int, value: float, /) -> bool:  # noqa: N803
        """Grant nothing: the size is the scene's."""
        return False

    def get(self, propId: int, /) -> float:  # noqa: N803
        """Tell size and rate, and no timestamps."""
        known = {cv2.CAP_PROP_FRAME_WIDTH: self._size[0], cv2.CAP_PROP_FRAME_HEIGHT: self._size[1]}
        return float(known.get(propId, self._fps if propId == cv2.CAP_PROP_FPS else 0.0))

    def grab(self) -> bool:
        """Wait for the next picture, or fail."""
        if self._trouble.on("camera hangs"):
            self._trouble.hang()
        if self._trouble.on("camera raises"):
            raise cv2.error("the driver failed")
        if self._trouble.on("camera unplugged") or self._released:
            return False
        self._due = max(self._due + 1 / self._fps, time.monotonic() - 1 / self._fps)
        time.sleep(max(0.0, self._due - time.monotonic()))
        if not self._trouble.on("camera repeats one picture"):
            self._count[0] += 1
        return True

    def retrieve(self) -> tuple[bool, Any]:
        """Give the picture that was grabbed."""
        picture = self._picture(self._count[0])
        if self._trouble.on("camera changes size"):
            picture = picture[:, : picture.shape[1] // 2]
        if self._trouble.on("camera goes black"):
            picture = np.zeros_like(picture)
        return True, picture

    def release(self) -> None:
        """Let the device go."""
        self._released = True


class BreakableSegmenter:
    """Be a network that fails on command; owns the real one. See `livebg.types.Segmenter`."""

    def __init__(self, trouble: Trouble, inner: Segmenter) -> None:
        self._trouble, self._inner, self.name = trouble, inner, inner.name

    def look(self, image: Image) -> Image:
        """Give the picture as the network sees it. See `livebg.types.Segmenter`."""
        return self._inner.look(image)

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the real matte, unless a fault is on."""
        if self._trouble.on("model raises"):
            raise ModelError("the network failed")
        if self._trouble.on("model hangs"):
            self._trouble.hang()
        matte, state = self._inner.segment(image, state, seen)
        if self._trouble.on("model gives NaN"):
            return np.full_like(matte, np.nan), state
        if self._trouble.on("model gives another shape"):
            return np.ones((4, 4, 3), np.float32), state
        return matte, state

    def close(self) -> None:
        """Close the real network."""
        self._inner.close()


class BreakableBackground:
    """Be a background that fails on command; owns the real one. See `livebg.types.Background`."""

    def __init__(self, trouble: Trouble, inner: Background) -> None:
        if trouble.on("background unreadable"):
            raise BackgroundError("the background cannot be read")
        self._trouble, self._inner = trouble, inner
        self.transparent, self.follows = inner.transparent, inner.follows

    def render(self, cutout: Cutout) -> Image:
        """Give the real picture, unless a fault is on."""
        if self._trouble.on("background unreadable"):
            raise BackgroundError("the background cannot be read any more")
        if self._trouble.on("background hangs"):
            self._trouble.hang()
        return self._inner.render(cutout)

    def close(self) -> None:
        """Close the real background."""
        self._inner.close()


class BreakableSink:
    """Be a sink beside the one that is watched, which fails on command. See `livebg.types.Sink`."""

    alpha = False
    size: Size | None = None
    i420: bool | None = False

    def __init__(self, trouble: Trouble, kind: str, fps: float) -> None:
        self.name, self._trouble, self._kind = kind, trouble, kind
        self.fps: float | None = fps

    def send(self, composite: Composite) -> None:
        """Take a picture, unless its fault is on: block until that is over, or raise SinkError."""
        if not self._trouble.on(self._kind):
            return
        if self._kind == "sink blocks":
            self._trouble.hang()
        elif self._kind == "disk full":
            raise OSError(errno.ENOSPC, "No space left on device")
        else:
            raise SinkError(f"{self.name}: no more pictures are taken")

    def close(self) -> None:
        """Do nothing: there is nothing to finish."""

    def discard(self) -> None:
        """Do nothing: there is nothing to remove."""
