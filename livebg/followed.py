"""Follow small files that people make beside the settings: what is kept for a camera, by its name. One made anew is used at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import cv2
import numpy as np
import platformdirs

from livebg.errors import SettingsError
from livebg.types import Image

log = logging.getLogger(__name__)
T = TypeVar("T")


def file_name(camera: str) -> str:
    """Give what a file that is kept for a camera is called, by the camera's name."""
    return re.sub(r"[^\w.-]+", "_", camera).strip("_.") or "camera"


def camera_file(folder: str, camera: str) -> Path:
    """Give where a picture is kept for a camera, by its name."""
    return Path(platformdirs.user_data_dir("livebg", appauthor=False)) / folder / f"{file_name(camera)}.png"


def read_small(path: Path, flags: int, longest_px: int, what: str) -> Image:
    """Read a picture, (h, w) or (h, w, 3) uint8 as OpenCV's flags say, at most `longest_px` long. Raises SettingsError that says `what`."""
    try:
        data = np.fromfile(path, np.uint8)
    except OSError as error:
        raise SettingsError(f"cannot read {what} {path}: {error.strerror or error}; make it anew") from error
    picture = cv2.imdecode(data, flags) if data.size else None
    if picture is None:
        raise SettingsError(f"{what} {path} is no picture that can be read; expected a PNG, or make it anew")
    scale = min(1.0, longest_px / max(picture.shape[:2]))
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(picture, dtype=np.uint8)


class Followed(Generic[T]):
    """Give what a file holds now. Any thread.

    path: of a file that must be there, or of one that may come, with `optional`. read: may raise SettingsError, as this does when the
    file cannot be used at first; later the last good one stays.
    """

    def __init__(self, path: Path, read: Callable[[Path], T], *, optional: bool) -> None:
        self._path, self._read = path, read
        self._stamp = self._now()
        self._held: T | None = read(path) if any(self._stamp) or not optional else None

    def _now(self) -> tuple[int, int]:
        try:
            seen = self._path.stat()
        except OSError:
            return 0, 0
        return seen.st_mtime_ns, seen.st_size

    def __call__(self) -> T | None:
        """Give it; None = the file is not there."""
        stamp = self._now()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._held = self._read(self._path) if any(stamp) else None
            except SettingsError as error:
                log.warning("%s; the last one stays", error)
        return self._held


def follow_file(asked: str, folder: str, camera: str, read: Callable[[Path], T]) -> Callable[[], T | None]:
    """Give what a setting asks for, to be asked for at every frame: "none", "auto" (what is kept for this camera), or a file.

    Raises SettingsError when a file that is named cannot be used.
    """
    if asked == "none" or (asked == "auto" and not camera):
        return lambda: None
    if asked == "auto":
        return Followed(camera_file(folder, camera), read, optional=True)
    return Followed(Path(asked).expanduser(), read, optional=False)
