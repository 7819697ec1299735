"""Read still pictures: one, or a folder of them in natural order."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from livebg.errors import SourceError
from livebg.pictures import PICTURE_SUFFIXES, read_picture
from livebg.types import Frame, SourceInfo


def picture_files(folder: Path) -> list[Path]:
    """List a folder's pictures in natural order: 2.png before 10.png. Raises SourceError when there are none."""
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES and path.is_file()]
    except OSError as error:
        raise SourceError(f"cannot read the folder {folder}: {error.strerror}") from error
    if not files:
        raise SourceError(f"{folder} holds no pictures; expected files such as .jpg or .png")
    return sorted(files, key=_natural)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Give a key by which numbers in names count as numbers."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


class PicturesSource:
    """Give still pictures, one frame each, `fps` a second. See `livebg.types.Source`.

    Pictures may differ in size. Only the first is read before the iteration starts.
    """

    def __init__(self, files: list[Path], name: str, fps: float) -> None:
        first = read_picture(files[0], SourceError)
        self._files, self._fps = files, Fraction(fps)
        self.trouble = ""
        self._closed = threading.Event()
        size = (first.shape[1], first.shape[0])
        self.info = SourceInfo(name, size, self._fps, frames=len(files), time_base=1 / self._fps)

    def __iter__(self) -> Iterator[Frame]:
        for index, path in enumerate(self._files):
            if self._closed.is_set():
                return
            image = read_picture(path, SourceError)
            image.flags.writeable = False
            yield Frame(image, index, float(index / self._fps))

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()
