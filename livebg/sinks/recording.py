"""Encode pictures and put them into a container beside the source's sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np
from av.codec.context import Flags
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from livebg.compose import letterbox
from livebg.sinks.clock import Clock
from livebg.sinks.partial import PartialFile
from livebg.sinks.sound import DAMAGED, Sound
from livebg.types import Composite, Image, Size, SourceInfo

ENCODE_THREADS = 2  # a live recording must leave the processor to the network
MATRIX_BT709 = 1  # its number in the codec's header (H.273)


@dataclass(frozen=True)
class Codec:
    """Say how pictures are encoded. exact: every size, pixel and alpha as it is; else 4:2:0 in BT.709, limited range."""

    name: str
    encoder: str
    options: dict[str, str]
    exact: bool


class Recording:
    """Be a video that is being written, from its first picture on.

    Everything here raises OSError when the file cannot be written and FFmpegError or ValueError when the pictures cannot be
    encoded. note: what a person should know about the result.
    """

    def __init__(
        self, output: PartialFile, container: str, codec: Codec, info: SourceInfo, first: Composite, *, alpha: bool
    ) -> None:
        self._codec, self._alpha = codec, alpha
        self.size: Size = (first.image.shape[1], first.image.shape[0])
        rate = max(info.fps, Fraction(0)).limit_denominator(65_535) or Fraction(30)
        self._clock = Clock(info, rate, first.captured_at, counting=container == "avi")
        self._reformatter = VideoReformatter()
        self._pending: VideoFrame | None = None
        # A file of Python's own: its errors keep their errno, and it can be closed whatever state the container is in.
        # Pictures keep their times: the muxer may not move them to make room for sound that begins before zero.
        self._container = av.open(output.file, "w", container, container_options={"avoid_negative_ts": "disabled"})
        self._add_pictures(rate)
        self._sound, self._sound_note = None, ""
        if info.audio is not None:
            try:
                self._sound = Sound(info.audio, self._container, self._clock.origin_s)
            except (FFmpegError, OSError) as error:
                self._sound_note = f"the sound of {info.audio} is left out: {error.strerror}"
        self._container.start_encoding()

    @property
    def note(self) -> str:
        """Say what differs from the source, "" = nothing."""
        width, height = self._stored
        padded = f"padded to {width}x{height}: {self._codec.name} needs even sizes" if self._stored != self.size else ""
        sound = self._sound.note if self._sound is not None else self._sound_note
        return "; ".join(filter(None, (padded, sound)))

    def _add_pictures(self, rate: Fraction) -> None:
        width, height = self.size
        if not self._codec.exact:
            width, height = width + width % 2, height + height % 2
        self._stored = (width, height)
        exact_format = "bgra" if self._alpha else "bgr0"
        stream = self._container.add_stream(self._codec.encoder, rate=rate, options=self._codec.options)
        assert isinstance(stream, VideoStream)
        self._stream, context = stream, stream.codec_context
        context.width, context.height = self._stored
        context.thread_count = ENCODE_THREADS
        context.pix_fmt = exact_format if self._codec.exact else "yuv420p"
        context.time_base = self._clock.tick
        context.flags |= Flags.frame_duration
        if not self._codec.exact:
            context.colorspace, context.color_range = MATRIX_BT709, ColorRange.MPEG
            context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709

    def add(self, composite: Composite) -> None:
        """Add one picture; it is encoded once its successor says how long it lasts."""
        frame = self._frame(letterbox(composite.image, self.size))
        frame.pts, frame.time_base = self._clock.stamp(composite.captured_at), self._clock.tick
        if self._pending is not None:
            assert self._pending.pts is not None
            self._pending.duration = frame.pts - self._pending.pts
            self._encode(self._pending)
        self._pending = frame

    def finish(self) -> None:
        """Encode what is left, let the sound end, and write the container's end."""
        last = self._pending
        assert last is not None and last.pts is not None
        last.duration = self._clock.last_duration()
        self._encode(last)
        self._encode(None)
        if self._sound is not None:
            last_s, end_s = self._clock.seconds(last.pts), self._clock.seconds(last.pts + last.duration)
            self._mux_sound(self._sound, self._sound.rest(last_s, end_s))
            self._sound.close()
        self._container.close()

    def abandon(self) -> None:
        """Let go of everything; the output file must be closed already, so that nothing more is written."""
        if self._sound is not None:
            self._sound.close()
        self._container.close()

    def _frame(self, image: Image) -> VideoFrame:
        """Turn a picture into what the encoder takes: exact, or padded and in BT.709."""
        if self._codec.exact:
            if self._alpha and image.shape[2] == 3:
                image = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2BGRA), dtype=np.uint8)
            return VideoFrame.from_ndarray(image, format="bgra" if self._alpha else "bgr24")
        height, width = image.shape[:2]
        if (width, height) != self._stored:
            right, below = self._stored[0] - width, self._stored[1] - height
            image = np.asarray(cv2.copyMakeBorder(image, 0, below, 0, right, cv2.BORDER_REPLICATE), dtype=np.uint8)
        return self._reformatter.reformat(
            VideoFrame.from_ndarray(image, format="bgr24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP,
            threads=1,
        )

    def _encode(self, frame: VideoFrame | None) -> None:
        """Encode a picture (None = no more come) and mux what comes out, each packet after the sound before it."""
        for packet in self._stream.encode(frame):
            assert packet.pts is not None
            if self._sound is not None:
                self._mux_sound(self._sound, self._sound.until(float(packet.pts * packet.time_base)))
            self._container.mux(packet)

    def _mux_sound(self, sound: Sound, pieces: Iterator[Packet[Any]]) -> None:
        """Put sound into the container; a piece that it refuses (times that run backwards) must not cost the pictures."""
        for piece in pieces:
            try:
                self._container.mux(piece)
            except FFmpegError:
                sound.note = DAMAGED
