"""Draw a moving test pattern: colour bars with a sliding square, the same for the same index."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from livebg.types import Frame, Image, Size, SourceInfo

# 75 % bars as in SMPTE ECR 1-1978: grey, yellow, cyan, green, magenta, red, blue; BGR.
BARS = np.array(
    [[191, 191, 191], [0, 191, 191], [191, 191, 0], [0, 191, 0], [191, 0, 191], [0, 0, 191], [191, 0, 0]], np.uint8
)


def pattern(index: int, size: Size) -> Image:
    """Give frame `index`: (H, W, 3) uint8 BGR, read-only; the white square crosses the frame in 90 frames."""
    width, height = size
    columns = np.arange(width) * len(BARS) // width
    image = np.ascontiguousarray(np.broadcast_to(BARS[columns], (height, width, 3)))
    side = max(1, height // 6)
    x = (width - side) * (index % 90) // 90 if width > side else 0
    image[height // 2 : height // 2 + side, x : x + side] = 255
    image.flags.writeable = False
    return image


class PatternSource:
    """Give the test pattern at `fps`, without end. See `livebg.types.Source`."""

    def __init__(self, size: Size, fps: int) -> None:
        self.info = SourceInfo("pattern", size, Fraction(fps), live=True)
        self.trouble = ""
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Frame]:
        zero_s, index = time.monotonic(), 0
        while not self._closed.wait(max(0.0, zero_s + index / float(self.info.fps) - time.monotonic())):
            yield Frame(pattern(index, self.info.size), index, time.monotonic())
            index += 1

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()
