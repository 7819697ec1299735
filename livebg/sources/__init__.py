"""Open what gives pictures: a camera, file, folder, stream, the screen, the demo clip or a test pattern."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import cv2

from livebg.assets import asset
from livebg.errors import SourceError
from livebg.pictures import PICTURE_SUFFIXES
from livebg.settings import CameraSettings, parse_size
from livebg.sources.camera import CameraSource, open_camera, open_first
from livebg.sources.cameras import CameraChoice, choose_camera, list_cameras, real_cameras
from livebg.sources.decoding import moves, open_file, open_url
from livebg.sources.paced import PacedSource
from livebg.sources.pattern import PatternSource
from livebg.sources.repeated import RepeatedSource
from livebg.sources.stills import PicturesSource, StillSource, picture_files
from livebg.sources.stream import StreamSource
from livebg.sources.video import VideoSource
from livebg.types import Source

PATTERN_S = 10  # how long the test pattern is when it is read like a file
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

__all__ = ["CameraChoice", "CameraSource", "is_picture", "list_cameras", "open_source", "picture_files", "real_cameras"]


def is_picture(path: Path) -> bool:
    """Tell whether a file is a still picture: by its name, or else by its content. One that moves, such as most GIFs, is a video."""
    known = cv2.haveImageReader(str(path))
    if path.suffix.lower() in PICTURE_SUFFIXES:
        return known or not moves(path)  # named wrongly; what is neither will be reported as a damaged picture
    return known and not moves(path)


def open_source(settings: CameraSettings, *, paced: bool) -> Source:
    """Open what `settings.source` names; a file or folder of that name wins over a camera. Raises SourceError.

    paced: files play in real time on the monotonic clock, dropping what is late, and a picture stays; else every frame comes in
    order, at once, with its own time, and a picture is one frame. Cameras, live streams and the screen are live either way.
    """
    name, fps = settings.source.strip(), settings.camera_fps
    if name == "screen":
        from livebg.sources.screen import ScreenSource  # its libraries exist on desktops only

        return ScreenSource(fps)
    if name == "pattern":
        endless = paced or settings.loop
        pattern = PatternSource(parse_size(settings.camera_size), fps, None if endless else PATTERN_S * fps)
        return PacedSource(pattern) if paced else pattern
    if ADDRESS.match(name) and not name.lower().startswith("file:"):
        return _open_address(name, settings, paced)
    place = unquote(urlsplit(name).path) if ADDRESS.match(name) else os.path.expanduser(name)
    path = asset("demo/person.mp4") if name == "demo" else Path(place)
    if name and (os.path.isfile(path) or os.path.isdir(path)):
        return _open_path(path, settings, paced)
    return _open_camera(name, settings)


def _open_address(url: str, settings: CameraSettings, paced: bool) -> Source:
    """Open a stream: as it comes when it is live, else like a file."""
    decoder = open_url(url)
    if decoder.endless:
        return StreamSource(decoder)
    decoder.close()
    return _played(lambda: VideoSource(open_url(url)), settings.loop, paced)


def _open_path(path: Path, settings: CameraSettings, paced: bool) -> Source:
    """Open a picture, a folder of pictures or a video."""
    fps = settings.camera_fps
    if path.is_dir():
        return _played(lambda: PicturesSource(path, fps), settings.loop, paced)
    if is_picture(path):
        return _played(lambda: StillSource(path, fps, None if paced or settings.loop else 1), False, paced)
    return _played(lambda: VideoSource(open_file(path)), settings.loop, paced)


def _played(open_round: Callable[[], Source], loop: bool, paced: bool) -> Source:
    """Play what `open_round` opens as asked: over and over, in real time, or simply in order."""
    source = RepeatedSource(open_round) if loop else open_round()
    return PacedSource(source) if paced else source


def _open_camera(name: str, settings: CameraSettings) -> Source:
    cameras = list_cameras()
    if name == "auto":
        return open_first(real_cameras(cameras), settings)
    try:
        return open_camera(choose_camera(name, cameras), settings)
    except SourceError as error:
        if not os.path.exists(name) and (os.sep in name or re.fullmatch(r"\.[a-z]\w{1,4}", Path(name).suffix.lower())):
            raise SourceError(  # meant as a file: a list of cameras would not help
                f"there is no file {name}; expected a video, a picture, a folder of pictures, or a camera"
            ) from error
        raise
