"""Store composites as a video file that gets its name only when it is complete."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from av.error import FFmpegError

from livebg.errors import SinkError, UsageError
from livebg.sinks.partial import PartialFile, write_failure
from livebg.sinks.recording import Codec, Recording
from livebg.types import Composite, Size, SourceInfo


@dataclass(frozen=True)
class _Container:
    """Say what a suffix stands for: libavformat's name, and the codecs it takes here, its own one first."""

    format: str
    codecs: tuple[str, ...]


CONTAINERS = {
    ".mp4": _Container("mp4", ("h264",)),
    ".m4v": _Container("mp4", ("h264",)),
    ".mov": _Container("mov", ("h264",)),
    ".mkv": _Container("matroska", ("ffv1", "h264")),
    ".avi": _Container("avi", ("ffv1",)),
}
CODECS = {
    # Without B-frames every reader sees the exact times, the last picture's duration included.
    "h264": Codec("H.264", "libx264", {"crf": "18", "preset": "veryfast", "bf": "0"}, exact=False),
    "ffv1": Codec("FFV1", "ffv1", {"level": "3", "g": "1", "slicecrc": "1"}, exact=True),
}


def chosen_codec(suffix: str, codec: str | None, *, alpha: bool) -> str:
    """Give the codec for a file of this suffix, a key of CODECS. Raises UsageError for what cannot be.

    codec: the one asked for, None = the container's own. alpha: the pictures are transparent.
    """
    if codec is not None and codec not in CODECS:
        raise UsageError(f"unknown codec {codec}; expected {' or '.join(CODECS)}")
    possible = CONTAINERS[suffix].codecs
    chosen = codec or possible[0]
    if chosen not in possible:
        homes = ", ".join(name for name, container in CONTAINERS.items() if chosen in container.codecs)
        raise UsageError(f"{suffix} files hold no {CODECS[chosen].name} here; give one that does: {homes}")
    if alpha and not CODECS[chosen].exact:
        raise UsageError(
            f"{CODECS[chosen].name} in {suffix} cannot store transparency; give .mkv (FFV1), .png, .webp or a folder"
        )
    return chosen


class VideoFile:
    """Store composites as H.264 or FFV1; the first one decides the size, others are letterboxed into it.

    H.264: 4:2:0, BT.709, limited range; odd sizes are padded by repeating the last row and column, and `note` says so. FFV1:
    exact size and pixels, BGRA with `alpha`. Times are the source's (Matroska keeps whole milliseconds, AVI whole pictures).
    The constructor raises SinkError when the file cannot be begun, `send` and `close` when it cannot be written; nothing is left then.
    """

    size: Size | None = None
    fps: float | None = None
    i420: bool | None = False

    def __init__(self, path: Path, info: SourceInfo, *, codec: str, alpha: bool) -> None:
        """codec: a key of CODECS that the suffix takes, see `chosen_codec`."""
        self.name, self.alpha, self.note = str(path), alpha, ""
        self._path, self._info, self._codec = path, info, CODECS[codec]
        self._container = CONTAINERS[path.suffix.lower()].format
        self._output: PartialFile | None = PartialFile(path)
        self._recording: Recording | None = None

    def send(self, composite: Composite) -> None:
        """Store one picture."""
        if self._output is None:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        height, width, channels = composite.image.shape
        if channels == 4 and not self.alpha:
            self.discard()
            raise SinkError(f"{self.name} cannot store transparency, but the picture has some")
        try:
            if self._recording is None:
                self._recording = Recording(
                    self._output, self._container, self._codec, self._info, composite, alpha=self.alpha
                )
            self._recording.add(composite)
        except (OSError, FFmpegError, ValueError) as error:
            self.discard()
            raise self._failure(error, f"{width}x{height} pictures") from error

    def close(self) -> None:
        """Finish the video and give it its name; without pictures leave nothing."""
        if self._output is None or self._recording is None:
            self.discard()
            return
        try:
            self._recording.finish()
        except (OSError, FFmpegError, ValueError) as error:
            self.discard()
            raise self._failure(error, "the last pictures") from error
        self.note = self._recording.note
        output, self._output = self._output, None
        output.publish()

    def discard(self) -> None:
        """Leave nothing behind; after `close` the finished file stays."""
        output, self._output = self._output, None
        if output is None:
            return
        output.drop()
        if self._recording is not None:
            self._recording.abandon()

    def _failure(self, error: Exception, what: str) -> SinkError:
        """Tell a file that takes no bytes from pictures that cannot be encoded."""
        if isinstance(error, OSError) and not isinstance(error, FFmpegError):
            return write_failure(self._path, error)
        reason = error.strerror if isinstance(error, FFmpegError) else error
        advice = "" if self._codec.exact else "; FFV1 (a .mkv file) takes any size"
        return SinkError(f"cannot store {what} as {self._codec.name} in {self._path}: {reason}{advice}")
