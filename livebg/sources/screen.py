"""Capture the main screen through mss."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from fractions import Fraction

import cv2
import mss
import numpy as np
from mss.exception import ScreenShotError

from livebg.errors import SourceError
from livebg.types import Frame, Image, SourceInfo


def _grabbed(grabber: mss.MSS) -> Image:
    """Give the main screen as it is now: (H, W, 3) uint8 BGR, read-only."""
    shot = grabber.grab(grabber.primary_monitor)
    pixels = np.frombuffer(shot.bgra, np.uint8).reshape(shot.height, shot.width, 4)
    image = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR), dtype=np.uint8)
    image.flags.writeable = False
    return image


class ScreenSource:
    """Give the main screen `fps` times a second. See `livebg.types.Source`.

    The connection to the display belongs to the thread that iterates; the constructor takes one picture, for its size, which on dense
    screens is larger than the system says.
    """

    def __init__(self, fps: int) -> None:
        self.trouble = ""
        self._closed = threading.Event()
        try:
            with mss.MSS() as grabber:
                height, width = _grabbed(grabber).shape[:2]
        except (ScreenShotError, OSError) as error:
            raise SourceError(f"cannot capture the screen: {error}; run livebg inside a desktop session") from error
        # X11 programs alone can be seen there; asking the desktop for more needs its portal.
        wayland = os.environ.get("XDG_SESSION_TYPE") == "wayland"
        note = "a Wayland desktop hides its windows from screen capture: the picture may be black" if wayland else ""
        self.info = SourceInfo("screen", (width, height), Fraction(fps), live=True, note=note)

    def __iter__(self) -> Iterator[Frame]:
        zero_s, tick = time.monotonic(), 0
        try:
            with mss.MSS() as grabber:
                while not self._closed.wait(max(0.0, zero_s + float(tick / self.info.fps) - time.monotonic())):
                    captured_at = time.monotonic()
                    yield Frame(_grabbed(grabber), tick, captured_at)
                    # What a slow display could not give counts as dropped.
                    tick = max(tick + 1, int((time.monotonic() - zero_s) * self.info.fps))
        except (ScreenShotError, OSError) as error:
            raise SourceError(f"the screen can no longer be captured: {error}") from error

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()
