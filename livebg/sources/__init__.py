"""Open what gives pictures: a camera, file, folder, stream, the screen, the demo clip or a test pattern."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from livebg.assets import asset
from livebg.errors import SourceError
from livebg.pictures import PICTURE_SUFFIXES
from livebg.settings import CameraSettings, parse_size
from livebg.sources.camera import CameraChoice, CameraSource, choose_camera, list_cameras
from livebg.sources.paced import PacedSource
from livebg.sources.pattern import PatternSource
from livebg.sources.screen import ScreenSource
from livebg.sources.stills import PicturesSource, picture_files
from livebg.sources.video import VideoSource, is_url
from livebg.types import Source

__all__ = ["CameraChoice", "is_picture", "list_cameras", "open_source", "picture_files"]


def is_picture(path: Path) -> bool:
    """Say whether a file is a still picture by its name; GIFs are videos, as they may move."""
    return path.suffix.lower() in PICTURE_SUFFIXES


def open_source(settings: CameraSettings, *, paced: bool) -> Source:
    """Open what `settings.source` names; a file or folder of that name wins over a camera. Raises SourceError.

    paced: files play in real time on the monotonic clock, dropping what is late; else every frame comes in order, at once, with
    its presentation time. Cameras, streams, the screen and the pattern are live either way.
    """
    name = settings.source
    if name == "pattern":
        return PatternSource(parse_size(settings.camera_size), settings.camera_fps)
    if name == "screen":
        return ScreenSource(settings.camera_fps)
    if is_url(name):
        return VideoSource(name)
    if name == "demo":
        name = str(asset("demo/person.mp4"))
    if not Path(name).exists():
        if Path(name).suffix:  # looks like a file: a list of cameras would not help
            raise SourceError(
                f"there is no file {name}; expected a video, a picture, a folder of pictures, or a camera"
            )
        return CameraSource(choose_camera(name, list_cameras()), settings)
    opener = _file_opener(Path(name), settings, paced)
    return PacedSource(opener, loop=settings.loop or _is_still(Path(name))) if paced else opener()


def _is_still(path: Path) -> bool:
    return path.is_file() and is_picture(path)


def _file_opener(path: Path, settings: CameraSettings, paced: bool) -> Callable[[], Source]:
    """Give what opens a file or folder at its beginning."""
    fps = settings.camera_fps
    if path.is_dir():
        return lambda: PicturesSource(picture_files(path), str(path), fps)
    if is_picture(path):
        return lambda: PicturesSource([path], str(path), fps)
    return lambda: VideoSource(str(path))
