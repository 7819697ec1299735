"""Keep the newest composite, at the size at which a window shows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import cv2
import numpy as np

from livebg.guidance import Advice, advice
from livebg.types import Composite, Cutout, Image, Size

ADVISE_S = 1.0  # between two looks at how the person sits in the frame


class PreviewSink:
    """Hold one picture for a window and say when it is a new one. Outlives sessions; `watch` and `latest` may be called by any thread.

    arrived: called on the feeder's thread after each picture; must not block.
    """

    name, note, alpha = "preview", "", True
    i420: bool | None = None
    size: Size | None = None
    fps: float | None = None

    def __init__(self, arrived: Callable[[], None]) -> None:
        self._arrived = arrived
        self._lock = threading.Lock()
        self._watched: Size | None = None
        self._picture: Image | None = None
        self._matte, self._before = False, 0.0
        self._cutout: Cutout | None = None
        self._advice: tuple[Advice, Advice] = ("", "")
        self._due = 0.0

    def view(self, matte: bool, before: float) -> None:
        """Show the matte, or the frame as it was captured on a share of the picture: 0 = nowhere, 1 = everywhere, from the right."""
        with self._lock:
            self._matte, self._before, self._cutout = matte, before, None

    def see(self, cutout: Cutout) -> None:
        """Note what the next composite is made of; any thread."""
        with self._lock:
            if self._matte or self._before > 0:
                self._cutout = cutout
            now = time.monotonic()
            if self._watched is None or now < self._due:
                return
            self._due = now + ADVISE_S
        advised = advice(cutout.matte, cutout.frame.image)
        with self._lock:
            self._advice = (self._advice[1], advised)

    def advice(self) -> Advice:
        """Give what the person should mend, once it has been so for a moment."""
        with self._lock:
            return self._advice[1] if self._advice[0] == self._advice[1] else ""

    def watch(self, size: Size | None) -> None:
        """Shrink pictures to fit (width, height) from now on; None = nobody looks, keep nothing."""
        with self._lock:
            self._watched = size
            self._picture = None if size is None else self._picture

    @property
    def watched(self) -> bool:
        """Tell whether somebody looks."""
        with self._lock:
            return self._watched is not None

    def latest(self) -> Image | None:
        """Give the newest picture, (H, W, 3) BGR or (H, W, 4) BGRA uint8, not written to any more; None = none yet."""
        with self._lock:
            return self._picture

    def forget(self) -> None:
        """Drop the picture: what is on show now is the card."""
        with self._lock:
            self._picture, self._advice = None, ("", "")

    def send(self, composite: Composite) -> None:
        """Take one picture."""
        with self._lock:
            size, cutout, matte, before = self._watched, self._cutout, self._matte, self._before
        if size is None:
            return
        image = composite.image
        if cutout is not None and cutout.frame.captured_at == composite.captured_at:  # else the next one will fit
            image = matte_picture(cutout) if matte else before_and_after(cutout, image, before)
        elif matte or before > 0:
            return
        picture = _shrunk(image, size)
        with self._lock:
            self._picture = picture
        self._arrived()

    def close(self) -> None:
        """Drop the picture."""
        self.forget()

    def discard(self) -> None:
        """Drop the picture."""
        self.forget()


def matte_picture(cutout: Cutout) -> Image:
    """Give a cutout's matte as (H, W, 3) uint8, white = person."""
    grey = cv2.convertScaleAbs(cutout.matte, alpha=255.0)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def before_and_after(cutout: Cutout, image: Image, before: float) -> Image:
    """Give a composite, (H, W, 3) or (H, W, 4), with the captured frame on its right `before` (0 to 1), and a line between them."""
    width, channels = image.shape[1:]
    edge = round(width * (1 - before))
    joined = image.copy()
    joined[:, edge:, :3] = cutout.frame.image[:, edge:]
    if channels == 4:
        joined[:, edge:, 3] = 255
    joined[:, max(0, edge - width // 400 - 1) : edge] = 255
    return joined


def _shrunk(image: Image, size: Size) -> Image:
    """Give a picture that fits (width, height), aspect kept; a smaller one stays as it is."""
    height, width = image.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    if scale >= 1:
        return image
    inner = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, inner, interpolation=how), dtype=np.uint8)
