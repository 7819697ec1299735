"""Make the small pictures of the gallery with the same code that shows backgrounds live, and keep them in the cache folder."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import platformdirs

from livebg.assets import asset
from livebg.backgrounds import open_background
from livebg.errors import BackgroundError
from livebg.files import write_whole
from livebg.pictures import read_picture
from livebg.settings import LookSettings
from livebg.types import Cutout, Frame, Image, Size

SIZE: Size = (320, 180)  # twice what the gallery shows, for screens of high density
LIVE_SIZE: Size = (1280, 720)  # blur depends on the size, so it is made at the usual one
VERSION = 1  # counted up when thumbnails look different


def cache_path(value: str, folder: Path | None = None) -> Path:
    """Give where the thumbnail of a background value lies once it is made; it changes with the file it shows.

    Raises BackgroundError when value names a file that is gone.
    """
    path = Path(os.path.expanduser(value))
    stamp = ""
    if path.is_absolute():
        try:
            state = path.stat()
        except (OSError, ValueError) as error:
            raise BackgroundError(f"the background {value} is not there any more; remove it or put it back") from error
        stamp = f"{state.st_mtime_ns} {state.st_size}"
    key = hashlib.sha256(f"{VERSION}\n{value}\n{stamp}".encode()).hexdigest()[:32]
    return (folder or Path(platformdirs.user_cache_dir("livebg", appauthor=False)) / "thumbnails") / f"{key}.jpg"


def thumbnail(value: str) -> Image:
    """Give what a background looks like: (180, 320, 3) uint8 BGR. Raises BackgroundError when it cannot be shown.

    The room that `blur` blurs is that of the demo clip.
    """
    room = _shrunk(read_picture(asset("demo/room.jpg"), BackgroundError), LIVE_SIZE)
    cutout = Cutout(Frame(room, 0, 0.0), np.zeros(room.shape[:2], np.float32))
    with closing(open_background(LookSettings(background=value))) as background:
        return _shrunk(background.render(cutout), SIZE)


def _shrunk(image: Image, size: Size) -> Image:
    """Give a picture at `size` (width, height), averaged. image: (h, w, 3) uint8 BGR."""
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def thumbnail_file(value: str, folder: Path | None = None) -> Path:
    """Give the path of a background's thumbnail, made now if there is none yet. Raises BackgroundError."""
    path = cache_path(value, folder)
    if path.exists():
        return path
    done, data = cv2.imencode(".jpg", thumbnail(value), [cv2.IMWRITE_JPEG_QUALITY, 90])
    if not done:
        raise BackgroundError(f"no thumbnail could be made of {value}")
    try:
        write_whole(path, data.tobytes())
    except OSError as error:
        raise BackgroundError(f"cannot keep thumbnails in {path.parent}: {error.strerror or error}") from error
    return path
