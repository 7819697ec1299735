"""Play a file over and over: the index counts on, and time goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from livebg.types import Frame, Source


class RepeatedSource:
    """Play what `open_round` opens, again and again, without end. See `livebg.types.Source`.

    open_round: opens the source at its beginning; called by the constructor for the first round, then once per round.
    """

    def __init__(self, open_round: Callable[[], Source]) -> None:
        self._open = open_round
        self._source = open_round()
        self._lock = threading.Lock()  # `close` must find the source of the current round
        self._closed = False
        self.trouble = ""
        self.info = replace(self._source.info, frames=None, audio=None)

    def __iter__(self) -> Iterator[Frame]:
        index, shift_s = 0, 0.0
        while True:
            began_s: float | None = None
            ended_s = 0.0
            for frame in self._source:
                if self._closed:
                    return
                began_s = frame.captured_at if began_s is None else began_s
                ended_s = frame.captured_at + 1 / float(self.info.fps)
                yield Frame(frame.image, index, frame.captured_at + shift_s)
                index += 1
            self.trouble = self._source.trouble
            if began_s is None or not self._begin_again():
                return
            shift_s += ended_s - began_s

    def _begin_again(self) -> bool:
        """Close this round's source and open the next one; False once closed. Raises SourceError when it is gone."""
        self._source.close()
        with self._lock:
            if not self._closed:
                self._source = self._open()
            return not self._closed

    def close(self) -> None:
        """End the iteration and close the source of the current round."""
        with self._lock:
            self._closed = True
            self._source.close()
