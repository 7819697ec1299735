"""Read video files and network streams through FFmpeg."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from livebg.errors import SourceError
from livebg.pictures import FrameConverter
from livebg.types import Frame, SourceInfo

DECODE_THREADS = 2
STREAM_TIMEOUT_S = (10.0, 5.0)  # to open a stream, and to wait for its next packet
TEXT_FORMATS = ("tty",)  # FFmpeg would play a text file as a film of a terminal


def is_url(text: str) -> bool:
    """Say whether a source is a network stream's address, such as rtsp://..."""
    scheme, mark, _ = text.partition("://")
    return bool(mark) and scheme.isalnum() and scheme != "file"


def open_container(name: str) -> tuple[InputContainer, VideoStream]:
    """Open a file or stream for reading. Raises SourceError when it has no pictures."""
    try:
        if is_url(name):
            container = av.open(name, timeout=STREAM_TIMEOUT_S)
        else:  # a playlist must not reach into the network
            container = av.open(str(Path(name).resolve()), options={"protocol_whitelist": "file,crypto,data"})
    except (FFmpegError, OSError) as error:
        kind = "stream" if is_url(name) else "video or picture"
        raise SourceError(f"cannot read {name} as a {kind}: {error.strerror}; is it whole and spelt right?") from error
    if not container.streams.video or container.format.name in TEXT_FORMATS:
        container.close()
        raise SourceError(f"{name} holds no pictures (it is {container.format.long_name}); expected a video")
    stream = container.streams.video[0]
    stream.codec_context.thread_count = DECODE_THREADS
    stream.thread_type = "AUTO"
    return container, stream


class VideoSource:
    """Give the frames of a video file in order, with their presentation times; or of a live stream, with the monotonic clock.

    A file that breaks off gives what could be read; `trouble` then says so. See `livebg.types.Source`.
    """

    def __init__(self, name: str) -> None:
        self._name, self._live = name, is_url(name)
        self._container, self._stream = open_container(name)
        self.trouble = ""
        self._closed = threading.Event()
        self._lock = threading.Lock()  # FFmpeg must not be closed in the middle of a decoding step
        self._converter = FrameConverter()
        try:
            self._decoded = self._container.decode(self._stream)
            self._first = next(self._decoded, None)
        except FFmpegError as error:
            self._container.close()
            raise SourceError(f"cannot decode {name}: {error.strerror}; is the file whole?") from error
        if self._first is None:
            self._container.close()
            raise SourceError(f"{name} has no frames; expected at least one")
        self.info = self._describe(self._first)

    def _describe(self, first: av.VideoFrame) -> SourceInfo:
        height, width = self._converter.picture(first).shape[:2]
        stream = self._stream
        rate = stream.average_rate or stream.guessed_rate or Fraction(30)
        return SourceInfo(
            name=self._name,
            size=(width, height),
            fps=Fraction(rate),
            frames=None if self._live else stream.frames or None,
            live=self._live,
            audio=Path(self._name) if self._container.streams.audio and not self._live else None,
            time_base=Fraction(stream.time_base) if stream.time_base else None,
        )

    def __iter__(self) -> Iterator[Frame]:
        last_s = -1.0
        start_s: float | None = None
        frame_s = 1 / float(self.info.fps)
        for index, frame in enumerate(self._frames()):
            if start_s is None:
                start_s = min(frame.time or 0.0, float((self._stream.start_time or 0) * (self._stream.time_base or 0)))
            at_s = frame.time - start_s if frame.time is not None else last_s + frame_s
            last_s = at_s
            image = self._converter.picture(frame)
            image.flags.writeable = False
            yield Frame(image, index, time.monotonic() if self._live else at_s)

    def _frames(self) -> Iterator[av.VideoFrame]:
        """Decode to the end; what is missing there is said in `trouble`."""
        frame, self._first = self._first, None
        read, end_s = 0, 0.0
        while frame is not None:
            yield frame
            read += 1
            end_s = frame.time or 0.0
            try:
                frame = self._next()
            except FFmpegError as error:
                if self._live:
                    raise SourceError(
                        f"the stream {self._name} broke off: {error.strerror}; is the sender still there?"
                    ) from error
                self.trouble = f"{self._name} is damaged: only its first {read} frames could be read ({error.strerror})"
                return
        if not self._closed.is_set():
            self.trouble = self._missing(read, end_s)

    def _next(self) -> av.VideoFrame | None:
        with self._lock:
            return None if self._closed.is_set() else next(self._decoded, None)

    def _missing(self, read: int, end_s: float) -> str:
        """Say what a file promised and did not hold: by its frame count, or by its length where it has nothing but pictures."""
        expected = self.info.frames
        if expected is not None:
            return f"{self._name} is cut off: {read} of {expected} frames could be read" if read < expected else ""
        if self._live or self.info.audio or not self._container.duration:
            return ""
        promised_s = ((self._container.start_time or 0) + self._container.duration) / av.time_base
        slack_s = max(0.2, 3 / float(self.info.fps))
        if end_s + slack_s >= promised_s:
            return ""
        return f"{self._name} is cut off: {read} frames could be read, up to {end_s:.1f} of {promised_s:.1f} s"

    def close(self) -> None:
        """End the iteration and close the file; waits for a decoding step in progress."""
        self._closed.set()
        with self._lock:
            self._container.close()
