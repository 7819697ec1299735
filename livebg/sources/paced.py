"""Play a file as if it were a camera: each frame when it is due, on the monotonic clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from livebg.types import Frame, Source


class PacedSource:
    """Play a source in real time, over and over if `loop`; frames that are late by more than one interval are skipped.

    open: opens the source at its beginning; called once per round. A skipped frame leaves a gap in the index.
    """

    def __init__(self, open_file: Callable[[], Source], *, loop: bool) -> None:
        self._open, self._loop = open_file, loop
        self._source = open_file()
        self._closed = threading.Event()
        self.info = replace(
            self._source.info, audio=None, time_base=None, frames=None if loop else self._source.info.frames
        )
        self.trouble = ""

    def __iter__(self) -> Iterator[Frame]:
        index, zero_s = 0, time.monotonic()
        interval_s = 1 / float(self.info.fps)
        while not self._closed.is_set():
            end_s = 0.0
            for frame in self._source:
                due_s = zero_s + frame.captured_at
                end_s = frame.captured_at + interval_s
                index += 1
                if time.monotonic() - due_s > interval_s:
                    continue
                if self._closed.wait(max(0.0, due_s - time.monotonic())):
                    return
                yield Frame(frame.image, index - 1, time.monotonic())
            self.trouble = self._source.trouble
            if not self._loop or self._closed.wait(max(0.0, zero_s + end_s - time.monotonic())):
                return
            self._source.close()
            self._source = self._open()
            # A round that took longer than it lasts must not make the next one late from its beginning.
            zero_s = max(zero_s + end_s, time.monotonic() - interval_s)

    def close(self) -> None:
        """End the iteration and close the file."""
        self._closed.set()
        self._source.close()
