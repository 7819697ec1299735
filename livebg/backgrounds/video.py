"""Play a video over and over behind the person, by the frames' own time."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
from av.container import InputContainer
from av.error import FFmpegError

from livebg.backgrounds.stills import Picture
from livebg.errors import BackgroundError
from livebg.pictures import FrameConverter
from livebg.settings import Fit
from livebg.types import Cutout, Image

STILL_FORMATS = ("_pipe", "image2")  # FFmpeg's names for single pictures end so
TEXT_FORMATS = ("tty",)  # FFmpeg would play a text file as a film of a terminal
FAR_AHEAD_S = 5.0  # further than this, frames are not decoded one by one
SLACK_S = 0.001  # many files round times to milliseconds; without slack two equal rates would stutter
LAST_FRAME_S = 0.1  # how long a last frame stays that does not say it

_log = logging.getLogger(__name__)


class Shot(NamedTuple):
    """Hold one decoded frame. begins_at, ends_at: seconds, by the file's own clock."""

    frame: av.VideoFrame
    begins_at: float
    ends_at: float


def _open(path: Path) -> InputContainer:
    # An absolute path, because FFmpeg takes what stands before a colon for a protocol; and files only, because a playlist could
    # otherwise reach into the network.
    container = av.open(str(path.resolve()), options={"protocol_whitelist": "file"})
    if _decodable(container):
        container.streams.video[0].codec_context.thread_count = 1
    return container


def _decodable(container: InputContainer) -> bool:
    """Tell whether there is a picture stream and a decoder for it (PyAV has no codec context without one)."""
    return bool(container.streams.video) and container.streams.video[0].codec_context is not None


def is_video(path: Path) -> bool:
    """Tell whether a file can be played as a video; an animated or single GIF can."""
    try:
        with _open(path) as container:
            return bool(container.streams.video) and not container.format.name.endswith(STILL_FORMATS + TEXT_FORMATS)
    except (FFmpegError, OSError):
        return False


def _shots(container: InputContainer) -> Iterator[Shot]:
    """Decode frame by frame; times never run backwards."""
    if not _decodable(container):
        return
    stream = container.streams.video[0]
    usual = 1 / float(stream.average_rate) if stream.average_rate else LAST_FRAME_S
    ends_at, begins_at = 0.0, -math.inf
    for frame in container.decode(stream):
        begins_at = max(begins_at, frame.time) if frame.time is not None else ends_at
        lasts = float(frame.duration * frame.time_base) if frame.duration and frame.time_base else usual
        ends_at = begins_at + lasts
        yield Shot(frame, begins_at, ends_at)


class VideoLoop:
    """Be a background that plays a video in a loop, without sound and without threads.

    The frame shown is the one at (captured_at - first captured_at) modulo the video's length, so a run in order always gives the
    same pictures, and a late live run skips. Opened by its constructor; raises BackgroundError when nothing can be decoded.
    """

    transparent, follows = False, False

    def __init__(self, path: Path, fit: Fit) -> None:
        self._path = path
        self._fit: Fit = fit
        self._converter = FrameConverter()
        self._container: InputContainer | None = None
        self._length_s: float | None = None  # known once the end was reached: what a file says of itself can be wrong
        self._round_at: float | None = None  # the captured_at at which the current round began
        self._coming: Shot | None = None  # the frame after the current one
        self._picture: Picture | None = None
        self._rewind()
        self._zero_s = self._shot.begins_at

    def render(self, cutout: Cutout) -> Image:
        """Give (H, W, 3) uint8 BGR at the frame's size, read-only. Raises BackgroundError when the file cannot be read any more."""
        if self._container is None:
            raise BackgroundError(f"the background video {self._path} is not open any more; choose it again")
        now = cutout.frame.captured_at
        if self._round_at is None or now + SLACK_S < self._round_at:  # frames of another run: begin anew with them
            self._round_at = now
        self._play_to(now + SLACK_S)
        if self._picture is None:
            self._picture = Picture(self._converted(self._shot.frame), self._fit)
        return self._picture.render(cutout)

    def close(self) -> None:
        """Close the file; may be called twice."""
        if self._container is not None:
            self._container.close()
            self._container = None

    def _converted(self, frame: av.VideoFrame) -> Image:
        try:
            return self._converter.picture(frame)
        except (FFmpegError, ValueError) as error:
            raise BackgroundError(
                f"the background video {self._path} has frames of an unknown kind: {error}"
            ) from error

    def _play_to(self, now: float) -> None:
        """Make the frame that belongs to `now` the current one."""
        position = self._position(now)
        if position < self._shot.begins_at:
            self._rewind()
        if self._coming is not None and position - self._coming.begins_at > FAR_AHEAD_S:
            self._leap(position)
        while self._coming is not None and self._coming.begins_at <= position:
            self._show(self._coming)
            self._coming = self._decode()
        if self._coming is None and self._length_s is None:
            self._length_s = self._measured_length()
            self._play_to(now)  # now that the length is known, `now` may be in a later round

    def _position(self, now: float) -> float:
        """Give the time in the file that belongs to `now`; moves on to the round that `now` is in once the length is known."""
        assert self._round_at is not None
        if self._length_s is not None and now - self._round_at >= self._length_s:
            self._round_at += (now - self._round_at) // self._length_s * self._length_s
        return now - self._round_at + self._zero_s

    def _measured_length(self) -> float:
        """Give the length in seconds when the last frame is the current one; a single frame lasts for ever."""
        if self._shot.begins_at <= self._zero_s:
            return math.inf
        return self._shot.ends_at - self._zero_s

    def _rewind(self) -> None:
        """Open the file anew at its first frame."""
        self.close()
        try:
            self._container = _open(self._path)
            self._shots = _shots(self._container)
            first = next(self._shots, None)
        except (FFmpegError, OSError) as error:
            self.close()
            raise BackgroundError(f"the background video {self._path} cannot be read: {error.strerror}") from error
        if first is None:
            self.close()
            raise BackgroundError(
                f"the background video {self._path} has no frames that can be decoded; choose another file"
            )
        self._show(first)
        self._coming = self._decode()

    def _leap(self, position: float) -> None:
        """Go to the last key frame before `position`, where the file can; else stay."""
        assert self._container is not None
        stream = self._container.streams.video[0]
        assert stream.time_base is not None
        try:
            self._container.seek(int(position / stream.time_base), stream=stream)
            self._shots = _shots(self._container)
            reached = next(self._shots, None)
        except FFmpegError:
            reached = None
        if reached is None or reached.begins_at > position:
            self._rewind()  # the way that works with every file: decode from the beginning
            return
        self._show(reached)
        self._coming = self._decode()

    def _decode(self) -> Shot | None:
        """Give the next frame; None at the end. What follows a fault in the file counts as cut off."""
        try:
            return next(self._shots, None)
        except FFmpegError as error:
            if self._length_s is None:  # said in the first round only
                _log.warning(
                    "the background video %s is damaged, only its beginning is played: %s", self._path, error.strerror
                )
            return None

    def _show(self, shot: Shot) -> None:
        self._shot = shot
        self._picture = None  # converted when it is really shown: a late run skips frames
