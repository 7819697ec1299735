"""Keep the newest composite, at the size at which a window shows it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import cv2
import numpy as np

from livebg.types import Composite, Image, Size


class PreviewSink:
    """Hold one picture for a window and say when it is a new one. Outlives sessions; `watch` and `latest` may be called by any thread.

    arrived: called on the feeder's thread after each picture; must not block.
    """

    name, note, alpha = "preview", "", True
    size: Size | None = None
    fps: float | None = None

    def __init__(self, arrived: Callable[[], None]) -> None:
        self._arrived = arrived
        self._lock = threading.Lock()
        self._watched: Size | None = None
        self._picture: Image | None = None

    def watch(self, size: Size | None) -> None:
        """Shrink pictures to fit (width, height) from now on; None = nobody looks, keep nothing."""
        with self._lock:
            self._watched = size
            self._picture = None if size is None else self._picture

    def latest(self) -> Image | None:
        """Give the newest picture, (H, W, 3) BGR or (H, W, 4) BGRA uint8, not written to any more; None = none yet."""
        with self._lock:
            return self._picture

    def forget(self) -> None:
        """Drop the picture: what is on show now is the card."""
        with self._lock:
            self._picture = None

    def send(self, composite: Composite) -> None:
        """Take one picture."""
        with self._lock:
            size = self._watched
        if size is None:
            return
        picture = _shrunk(composite.image, size)
        with self._lock:
            self._picture = picture
        self._arrived()

    def close(self) -> None:
        """Drop the picture."""
        self.forget()

    def discard(self) -> None:
        """Drop the picture."""
        self.forget()


def _shrunk(image: Image, size: Size) -> Image:
    """Give a picture that fits (width, height), aspect kept; a smaller one stays as it is."""
    height, width = image.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    if scale >= 1:
        return image
    inner = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, inner, interpolation=how), dtype=np.uint8)
