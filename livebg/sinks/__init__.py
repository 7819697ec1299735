"""Open what takes the composites: a file by its name, the virtual camera, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from livebg.errors import UsageError
from livebg.settings import OutputSettings
from livebg.sinks.mjpeg import MjpegStream, own_token
from livebg.sinks.null import NullSink
from livebg.sinks.pictures import ALPHA_SUFFIXES, SUFFIXES, PictureFile, PngSequence, write_picture
from livebg.sinks.pipewire import PipeWireCamera
from livebg.sinks.video_file import CONTAINERS, VideoFile, chosen_codec
from livebg.sinks.virtual_camera import VirtualCamera, camera_size
from livebg.types import Sink, Size, SourceInfo

__all__ = [
    "FileSink",
    "MjpegStream",
    "NullSink",
    "PipeWireCamera",
    "camera_size",
    "check_reopening",
    "open_file_sink",
    "open_mjpeg",
    "open_pipewire",
    "open_virtual_camera",
    "watchers_of",
    "write_picture",
]


PIPEWIRE = "pipewire"  # the device that is none: a camera of PipeWire


class FileSink(Sink, Protocol):
    """Take finished pictures into a file. note: what a person should know about it once it is closed, "" = nothing."""

    note: str


def open_file_sink(
    path: Path, info: SourceInfo, *, alpha: bool, codec: str | None = None, as_folder: bool = False
) -> FileSink:
    """Begin a video, a picture, or a folder of numbered PNGs: by the suffix of its name.

    alpha: the composites are transparent. codec: "h264" or "ffv1" for a video, None = what suits the suffix. as_folder: the name
    was given with a / at its end, which a Path forgets; an existing folder is one without it. Raises UsageError for what
    cannot be, SinkError when the file cannot be begun.
    """
    suffix, folder = path.suffix.lower(), as_folder or os.path.isdir(path)
    if suffix in CONTAINERS and not folder:
        return VideoFile(path, info, codec=chosen_codec(suffix, codec, alpha=alpha), alpha=alpha)
    if codec is not None:
        raise UsageError(f"a codec can be chosen for videos only ({', '.join(CONTAINERS)}), not for {path}")
    if folder:
        return PngSequence(path)
    if suffix not in SUFFIXES:
        raise UsageError(
            f"cannot tell what {path} should be; give a video ({', '.join(CONTAINERS)}), "
            f"a picture ({', '.join(SUFFIXES)}), or a folder (its name ends in /)"
        )
    if alpha and suffix not in ALPHA_SUFFIXES:
        raise UsageError(f"{suffix} cannot store transparency; give .png, .webp, .mkv (FFV1) or a folder")
    return PictureFile(path)


def watchers_of(sink: Sink) -> Callable[[], Sequence[str]] | None:
    """Give what names the programs that watch a sink; None where nobody can tell. The result may be called by any thread."""
    if isinstance(sink, MjpegStream):
        return sink.watchers
    if isinstance(sink, VirtualCamera | PipeWireCamera) and sink.watchers() is not None:
        return lambda: sink.watchers() or ()
    return None


def check_reopening(sink: Sink) -> None:
    """Raise SinkError with the reason where a sink, once closed, could not be opened anew."""
    if isinstance(sink, VirtualCamera):
        sink.check_reopening()


def open_virtual_camera(settings: OutputSettings, size: Size) -> VirtualCamera | PipeWireCamera:
    """Open the camera that other programs see. size: (width, height) wanted; see `camera_size`. Raises SinkError."""
    if settings.device == PIPEWIRE:
        return open_pipewire(settings, size)
    return VirtualCamera(size, settings.output_fps, None if settings.device == "auto" else settings.device)


def open_mjpeg(settings: OutputSettings, size: Size) -> MjpegStream:
    """Open the HTTP stream for programs on this computer. size: (width, height). Raises SinkError."""
    return MjpegStream(size, settings.output_fps, settings.mjpeg_port, own_token())


def open_pipewire(settings: OutputSettings, size: Size) -> PipeWireCamera:
    """Open a camera of PipeWire. size: (width, height) wanted; see `camera_size`. Raises SinkError."""
    return PipeWireCamera(size, settings.output_fps)
