"""Give still pictures: one, or a folder of them in natural order."""

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
        raise SourceError(f"cannot read the folder {folder}: {error.strerror or error}") from error
    if not files:
        raise SourceError(f"{folder} holds no pictures; expected files such as .jpg or .png")
    return sorted(files, key=_natural)


def _natural(path: Path) -> tuple[list[tuple[int, str]], str]:
    """Give a key by which numbers in names count as numbers, and by which no two names are equal."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts], path.name


class PicturesSource:
    """Give the pictures of a folder, one frame each, `fps` a second. See `livebg.types.Source`.

    Each picture has its own size. Only the first is read before the iteration begins; one that cannot be read ends it with a
    SourceError that names it.
    """

    def __init__(self, folder: Path, fps: int) -> None:
        self.trouble = ""
        self._files = picture_files(folder)
        self._closed = threading.Event()
        height, width = read_picture(self._files[0], SourceError).shape[:2]
        self.info = SourceInfo(
            str(folder), (width, height), Fraction(fps), frames=len(self._files), time_base=Fraction(1, fps)
        )

    def __iter__(self) -> Iterator[Frame]:
        for index, path in enumerate(self._files):
            if self._closed.is_set():
                return
            yield Frame(read_picture(path, SourceError), index, float(index / self.info.fps))

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()


class StillSource:
    """Give one still picture `frames` times, None = without end, `fps` a second. See `livebg.types.Source`.

    All frames hold the same array, which nobody can write to.
    """

    def __init__(self, path: Path, fps: int, frames: int | None) -> None:
        self.trouble = ""
        self._image = read_picture(path, SourceError)
        self._closed = threading.Event()
        height, width = self._image.shape[:2]
        self.info = SourceInfo(str(path), (width, height), Fraction(fps), frames=frames, time_base=Fraction(1, fps))

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        while index != self.info.frames and not self._closed.is_set():
            yield Frame(self._image, index, float(index / self.info.fps))
            index += 1

    def close(self) -> None:
        """End the iteration."""
        self._closed.set()
