"""Give the frames of a live network stream as they come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from av.error import FFmpegError
from av.video.frame import VideoFrame

from livebg.errors import SourceError
from livebg.sources.decoding import Decoder, reason
from livebg.types import Frame, SourceInfo

LOST_AFTER_S = 3.0
CLOSE_WAIT_S = 1.0  # a step that waits for the network may take longer; the reader then closes the stream


class StreamSource:
    """Give the frames of a live stream with the monotonic clock. See `livebg.types.Source`.

    Owns the decoder, which is closed when the constructor fails, too. Packets that cannot be decoded are passed over; a stream from
    which no picture comes for 3 s is lost, whatever else it sends.
    """

    def __init__(self, decoder: Decoder, clock: Callable[[], float] = time.monotonic) -> None:
        self.trouble = ""
        self._decoder, self._clock = decoder, clock
        self._closed = threading.Event()
        self._busy = threading.Lock()  # FFmpeg must not be closed in the middle of a step
        try:
            self._decoded: list[VideoFrame] = decoder.begin()
            height, width = decoder.picture(self._decoded[0]).shape[:2]
        except BaseException:
            decoder.close()
            raise
        self.info = SourceInfo(decoder.name, (width, height), decoder.rate, live=True)

    def __iter__(self) -> Iterator[Frame]:
        index, newest_s = 0, self._clock()
        while (frames := self._step()) is not None:
            for frame in frames:
                yield Frame(self._decoder.picture(frame), index, self._clock())
                index += 1
                newest_s = self._clock()  # not before the yield: the reader may have been away
            if not frames and self._clock() - newest_s > LOST_AFTER_S:
                raise SourceError(
                    f"the stream {self.info.name} gave no picture for {LOST_AFTER_S:.0f} s; is the sender still on?"
                )

    def _step(self) -> list[VideoFrame] | None:
        """Give the frames of the next packet; None at the end or once closed."""
        with self._busy:
            try:
                if self._closed.is_set():
                    return None
                frames, self._decoded = self._decoded or self._decoder.step(), []
                return frames
            except FFmpegError as error:
                raise SourceError(
                    f"the stream {self.info.name} broke off: {reason(error)}; is the sender still on?"
                ) from error
            finally:
                if self._closed.is_set():  # `close` may have given up waiting for this step
                    self._decoder.close()

    def close(self) -> None:
        """End the iteration and close the stream."""
        self._closed.set()
        if self._busy.acquire(timeout=CLOSE_WAIT_S):
            try:
                self._decoder.close()
            finally:
                self._busy.release()
