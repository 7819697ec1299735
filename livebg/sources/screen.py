"""Capture the main screen through mss."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from fractions import Fraction

import mss
import numpy as np
from mss.exception import ScreenShotError

from livebg.errors import SourceError
from livebg.types import Frame, SourceInfo

MAIN = 1  # mss counts all screens together as 0


class ScreenSource:
    """Give the main screen `fps` times a second. See `livebg.types.Source`.

    The connection to the display belongs to the thread that iterates; the constructor only looks whether there is one.
    """

    def __init__(self, fps: int) -> None:
        try:
            with mss.MSS() as grabber:
                monitor = grabber.monitors[MAIN]
        except (ScreenShotError, OSError, IndexError) as error:
            raise SourceError(
                f"cannot capture the screen: {error or 'no display was found'}; run livebg inside a desktop"
            ) from error
        self.info = SourceInfo("screen", (monitor["width"], monitor["height"]), Fraction(fps), live=True)
        self.trouble = ""
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Frame]:
        zero_s, index = time.monotonic(), 0
        with mss.MSS() as grabber:
            while not self._closed.wait(max(0.0, zero_s + index / float(self.info.fps) - time.monotonic())):
                at_s = time.monotonic()
                try:
                    shot = grabber.grab(grabber.monitors[MAIN])
                except ScreenShotError as error:
                    raise SourceError(f"the screen can no longer be captured: {error}") from error
                image = np.ascontiguousarray(
                    np.frombuffer(shot.bgra, np.uint8).reshape(shot.height, shot.width, 4)[:, :, :3]
                )
                image.flags.writeable = False
                yield Frame(image, index, at_s)
                # Frames that a slow display could not give count as dropped.
                index = max(index + 1, int((time.monotonic() - zero_s) * float(self.info.fps)))

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()
