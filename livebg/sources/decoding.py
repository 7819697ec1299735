"""Open files and streams through FFmpeg and decode their pictures packet by packet."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import av
from av.codec.context import Flags
from av.container import InputContainer
from av.error import ExitError, FFmpegError
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from livebg.errors import SourceError
from livebg.pictures import FrameConverter
from livebg.types import Image

DECODE_THREADS = 2
TIMEOUTS_S = (10.0, 3.0)  # for a stream to open, and for its next packet
LOOK_AHEAD_S = 1.0  # what FFmpeg may read of a stream to find out what it is: its own 5 s delay the first picture
TEXT_FORMATS = ("tty",)  # FFmpeg would play a text file as a film of a terminal
FASTEST = 1000  # frames per second: a stream that says more says nothing
USUAL_RATE = Fraction(30)


class Decoder:
    """Decode the first video track of an opened container; closes it when it has none. Not thread-safe: its owner locks.

    name: for people. path: the file, None for a stream. lost: how many packets could not be decoded so far. Raises SourceError.
    """

    def __init__(self, container: InputContainer, name: str, path: Path | None) -> None:
        self.name, self.path, self.container = name, path, container
        self.lost = 0
        self._converter = FrameConverter()
        try:
            self.stream = self._video_track()
            self.packets = container.demux(self.stream)
        except BaseException:
            container.close()
            raise

    def _video_track(self) -> VideoStream:
        """Give the first track of moving pictures; the cover of a song is none."""
        tracks = [s for s in self.container.streams.video if not s.disposition & Disposition.attached_pic]
        if not tracks or self.container.format.name in TEXT_FORMATS:
            kind = self.container.format.long_name or self.container.format.name
            raise SourceError(f"{self.name} holds no moving pictures, it is {kind}; expected a video")
        if tracks[0].codec_context is None:
            raise SourceError(f"{self.name} uses a video codec that is not known here; convert it to H.264 first")
        tracks[0].codec_context.thread_count = DECODE_THREADS
        # Frame threads would hold pictures back: for what is live, a delay.
        tracks[0].thread_type = "SLICE" if self.endless else "AUTO"
        if self.endless:
            tracks[0].codec_context.flags |= Flags.low_delay
            for other in self.container.streams:  # so that sound alone does not count as a sign of life
                other.discard = Discard.default if other is tracks[0] else Discard.all
        return tracks[0]

    @property
    def endless(self) -> bool:
        """Tell whether this is live: a stream that does not say how long it is."""
        return self.path is None and not self.container.duration

    @property
    def rate(self) -> Fraction:
        """Give the average frames per second."""
        for rate in (self.stream.average_rate, self.stream.guessed_rate):
            if rate and 0 < rate <= FASTEST:
                return Fraction(rate)
        return USUAL_RATE

    @property
    def time_base(self) -> Fraction | None:
        """Give the unit of the timestamps in seconds."""
        return Fraction(self.stream.time_base) if self.stream.time_base else None

    def step(self) -> list[VideoFrame] | None:
        """Read and decode one packet: the frames that came of it, None at the end. Raises FFmpegError when reading fails."""
        packet = next(self.packets, None)
        if packet is None:
            return None
        try:
            return packet.decode()
        except FFmpegError:  # counted: what follows a damaged packet may be whole
            self.lost += 1
            return []

    def begin(self) -> list[VideoFrame]:
        """Give the first frames there are. Raises SourceError when there is none."""
        try:
            frames: list[VideoFrame] | None = []
            while frames is not None and not frames:
                frames = self.step()
        except FFmpegError as error:
            hint = "is the file whole?" if self.path else "is the sender on?"
            raise SourceError(f"{self.name} cannot be read: {reason(error)}; {hint}") from error
        if frames is None:
            why = f"none of its {self.lost} packets can be decoded" if self.lost else "it has none"
            raise SourceError(f"{self.name} gives no pictures: {why}; expected a video with at least one frame")
        return frames

    def picture(self, frame: VideoFrame) -> Image:
        """Give a frame as (H, W, 3) uint8 BGR, read-only, upright. Raises SourceError when its kind cannot be converted."""
        try:
            return self._converter.picture(frame)
        except (FFmpegError, ValueError) as error:
            kind = f"{frame.width}x{frame.height} {frame.format.name}"
            raise SourceError(f"{self.name}: cannot convert {kind} pictures to BGR: {reason(error)}") from error

    def promised_frames(self) -> int | None:
        """Give how many frames the file says it has; None when it does not."""
        if not self.stream.frames:
            return None
        if self.container.format.name.startswith("mov"):  # an edit list may leave out some of what is stored
            shown = sum(not entry.is_discard for entry in self.stream.index_entries)
            return shown or self.stream.frames
        return self.stream.frames

    def promised_end_s(self) -> float | None:
        """Give when the file says that its pictures end, in seconds by its own clock; None when it does not."""
        text = self.stream.metadata.get(
            "DURATION", ""
        )  # of one track, as Matroska files of every common program have it
        try:
            hours, minutes, seconds = text.split(":")
            return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
        except ValueError:
            # A file's length is its longest track's, and in many formats only an estimate.
            told = self.container.format.name.startswith(("matroska", "flv")) and len(self.container.streams) == 1
            if not told or not self.container.duration:
                return None
            return float(Fraction(self.container.duration + (self.container.start_time or 0), av.time_base))

    def close(self) -> None:
        """Close the file or stream; may be called twice."""
        self.container.close()


def open_file(path: Path) -> Decoder:
    """Open a video file. Raises SourceError when it cannot be read or holds no video."""
    try:
        with path.open("rb") as file:  # FFmpeg tells less
            empty = not file.read(1)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    if empty:
        raise SourceError(f"{path} is empty; expected a video or a picture")
    # An absolute path, as FFmpeg takes what stands before a colon for a protocol; and files only, as a playlist could
    # otherwise reach into the network.
    container = _open(str(path.resolve()), str(path), {"protocol_whitelist": "file,crypto,data"}, None)
    return Decoder(container, str(path), path)


def moves(path: Path) -> bool:
    """Tell whether a file is a video of two frames or more; False for what cannot be read."""
    try:
        decoder = open_file(path)
    except SourceError:
        return False
    try:
        return len(list(islice((packet for packet in decoder.packets if packet.size), 2))) == 2
    except FFmpegError:
        return False
    finally:
        decoder.close()


def open_url(url: str, timeouts_s: tuple[float, float] = TIMEOUTS_S) -> Decoder:
    """Open a network stream. timeouts_s: for opening, and for each packet. Raises SourceError."""
    options = {"analyzeduration": f"{LOOK_AHEAD_S * 1_000_000:.0f}"}
    if url.lower().startswith("rtsp"):
        options["rtsp_transport"] = "tcp"  # over UDP a lost packet smears the picture
    return Decoder(_open(url, public_name(url), options, timeouts_s), public_name(url), None)


def _open(place: str, name: str, options: Mapping[str, str], timeouts_s: tuple[float, float] | None) -> InputContainer:
    try:
        return av.open(place, metadata_errors="replace", options=dict(options), timeout=timeouts_s)
    except (FFmpegError, OSError, ValueError) as error:
        if timeouts_s is None:
            raise SourceError(f"{name} is not a video that can be read: {reason(error)}; is the file whole?") from error
        raise SourceError(
            f"cannot open the stream {name}: {reason(error)}; is the address right and the sender on?"
        ) from error


def reason(error: Exception) -> str:
    """Say in words why FFmpeg failed."""
    if isinstance(error, ExitError):
        return "nothing came in time"
    return str(getattr(error, "strerror", None) or error)


def public_name(url: str) -> str:
    """Give a stream's address without its user name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:  # not an address at all; FFmpeg will say so
        return url
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
