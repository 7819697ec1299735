"""Give the frames of a video in order, with the times at which they are to be shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from av.error import FFmpegError
from av.video.frame import VideoFrame

from livebg.sources.decoding import Decoder, reason
from livebg.types import Frame, SourceInfo

SLACK_S = 0.2  # files round their lengths


class VideoSource:
    """Give every frame of a video, by the file's own clock. See `livebg.types.Source`.

    Owns the decoder, which is closed when the constructor fails, too. captured_at is the frame's timestamp as the file has it: the
    sound of the same file has the same clock, so it must not be moved. A video that breaks off gives what could be read.
    """

    def __init__(self, decoder: Decoder) -> None:
        self.trouble = ""
        self._decoder = decoder
        self._closed = threading.Event()
        self._lock = threading.Lock()  # FFmpeg must not be closed in the middle of a step
        try:
            self._decoded = decoder.begin()
            self.info = self._describe(self._decoded[0])
        except BaseException:
            decoder.close()
            raise

    def _describe(self, first: VideoFrame) -> SourceInfo:
        height, width = self._decoder.picture(first).shape[:2]
        return SourceInfo(
            self._decoder.name,
            (width, height),
            self._decoder.rate,
            frames=self._decoder.promised_frames(),
            audio=self._decoder.path if self._decoder.container.streams.audio else None,
            time_base=self._decoder.time_base,
        )

    def __iter__(self) -> Iterator[Frame]:
        frame_s = 1 / float(self.info.fps)
        read, next_s = 0, 0.0
        broken = ""
        while not self._closed.is_set():
            try:
                frame = self._next()
            except FFmpegError as error:
                frame, broken = None, reason(error)
            if frame is None:
                break
            stamped = frame.pts is not None and frame.time_base is not None
            at_s = float(frame.pts * frame.time_base) if stamped else next_s  # type: ignore[operator]
            next_s = at_s + frame_s
            yield Frame(self._decoder.picture(frame), read, at_s)
            read += 1
        if not self._closed.is_set():
            self.trouble = self._missing(read, next_s, broken)

    def _next(self) -> VideoFrame | None:
        """Give the next frame, None at the end or once closed. Raises FFmpegError."""
        while not self._decoded:
            with self._lock:
                step = None if self._closed.is_set() else self._decoder.step()
            if step is None:
                return None
            self._decoded = step
        return self._decoded.pop(0)

    def _missing(self, read: int, end_s: float, broken: str) -> str:
        """Say what the video promised and did not hold, by its count of frames or else its length; "" = nothing."""
        name, lost, promised_s = self.info.name, self._decoder.lost, self._decoder.promised_end_s()
        frames = f"{read} frame{'s' if read != 1 else ''}"
        if self.info.frames is not None and read < self.info.frames:
            return f"{name} is damaged or cut off: only {read} of its {self.info.frames} frames could be read"
        if promised_s is not None and end_s + max(SLACK_S, 3 / float(self.info.fps)) < promised_s:
            return f"{name} is damaged or cut off: only {frames} could be read, up to {end_s:.1f} of {promised_s:.1f} s"
        if broken:
            return f"{name} is damaged or cut off: only its first {frames} could be read ({broken})"
        if lost:
            return f"{name} is damaged: {frames} could be read, {lost} packet{'s' if lost != 1 else ''} could not"
        return ""

    def close(self) -> None:
        """End the iteration and close the video; waits for a step in progress."""
        self._closed.set()
        with self._lock:
            self._decoder.close()
