"""Draw a moving test pattern: colour bars with a sliding square, the same for the same index."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from livebg.types import Frame, Image, Size, SourceInfo

# 75 % bars as in SMPTE ECR 1-1978: grey, yellow, cyan, green, magenta, red, blue; BGR.
BARS = np.array(
    [[191, 191, 191], [0, 191, 191], [191, 191, 0], [0, 191, 0], [191, 0, 191], [0, 0, 191], [191, 0, 0]], np.uint8
)
CROSSING = 90  # frames that the square takes from left to right


def pattern(index: int, size: Size) -> Image:
    """Give frame `index`: (H, W, 3) uint8 BGR, read-only; a white square at half height moves right with every frame."""
    width, height = size
    columns = np.arange(width) * len(BARS) // width
    image = np.array(np.broadcast_to(BARS[columns], (height, width, 3)), order="C")
    side = max(1, height // 6)
    x = max(0, width - side) * (index % CROSSING) // (CROSSING - 1)
    image[height // 2 : height // 2 + side, x : x + side] = 255
    image.flags.writeable = False
    return image


class PatternSource:
    """Give `frames` frames of the test pattern in order at `fps`, None = without end. See `livebg.types.Source`."""

    def __init__(self, size: Size, fps: int, frames: int | None) -> None:
        self.trouble = ""
        self.info = SourceInfo("pattern", size, Fraction(fps), frames=frames, time_base=Fraction(1, fps))
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        while index != self.info.frames and not self._closed.is_set():
            yield Frame(pattern(index, self.info.size), index, float(index / self.info.fps))
            index += 1

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()
