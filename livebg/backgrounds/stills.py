"""Give backgrounds that stand still: colours, pictures, folders of pictures, and none at all."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np

from livebg.compose import letterbox
from livebg.errors import BackgroundError
from livebg.pictures import PICTURE_SUFFIXES, read_picture
from livebg.settings import Fit
from livebg.types import Cutout, Image, Size

SLIDE_S = 10.0
FADE_S = 1.0  # of which one picture fades into the next


def frame_size(cutout: Cutout) -> Size:
    """Give the (width, height) that a background must have for this cutout."""
    height, width = cutout.frame.image.shape[:2]
    return width, height


def _resized(image: Image, size: Size) -> Image:
    # Linear interpolation takes in every pixel up to a factor of two, in a fifth of the time of averaging: video needs that.
    factor = max(image.shape[1] / size[0], image.shape[0] / size[1])
    way = cv2.INTER_LINEAR if factor < 2 else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, size, interpolation=way), dtype=np.uint8)


def _covering(image: Image, size: Size) -> Image:
    # The part that will be seen is cut out first: enlarging all of a very long picture would take gigabytes.
    height, width = image.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    seen_w, seen_h = max(1, min(width, round(size[0] / scale))), max(1, min(height, round(size[1] / scale)))
    x, y = (width - seen_w) // 2, (height - seen_h) // 2
    return _resized(image[y : y + seen_h, x : x + seen_w], size)


def _tiled(image: Image, size: Size) -> Image:
    part = image[: size[1], : size[0]]
    rows, columns = -(-size[1] // part.shape[0]), -(-size[0] // part.shape[1])
    return np.tile(part, (rows, columns, 1))[: size[1], : size[0]]


def fit_picture(image: Image, size: Size, fit: Fit) -> Image:
    """Give the picture at `size` (width, height): (H, W, 3) uint8 BGR, C-contiguous, read-only.

    image: (h, w, 3) uint8 BGR of any size. fit: "cover" fills the frame and cuts off what stands out on two sides equally,
    "contain" shows all of it between black bars, "stretch" fills the frame and changes the shape, "tile" repeats the picture
    at its own size from the top left.
    """
    ways = {"cover": _covering, "contain": letterbox, "stretch": _resized, "tile": _tiled}
    fitted = np.ascontiguousarray(ways[fit](image, size)).view()  # a view, so that the caller's array stays writeable
    fitted.flags.writeable = False
    return fitted


class Picture:
    """Be a background of one picture. image: (h, w, 3) uint8 BGR. fit: see `fit_picture`."""

    transparent, follows = False, False

    def __init__(self, image: Image, fit: Fit) -> None:
        self._image = image
        self._fit: Fit = fit
        self._fitted: Image | None = None

    def render(self, cutout: Cutout) -> Image:
        """Give (H, W, 3) uint8 BGR at the frame's size, read-only; the same array again while the size stays."""
        if self._fitted is None or self._fitted.shape[:2] != cutout.frame.image.shape[:2]:
            self._fitted = fit_picture(self._image, frame_size(cutout), self._fit)
        return self._fitted

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""


def colour(text: str) -> Picture:
    """Give a background of one colour, written #rrggbb. Raises BackgroundError for anything else."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise BackgroundError(f"{text} is not a colour; expected #rrggbb with six digits 0 to f, such as #00b140")
    red, green, blue = bytes.fromhex(text[1:])
    return Picture(np.array([[[blue, green, red]]], np.uint8), "stretch")


def _natural(path: Path) -> list[tuple[int, str]]:
    """Give a sorting key by which `room2` comes before `room10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", path.name.casefold())]


class Slideshow:
    """Be a background of a folder's pictures in natural order, one every 10 s by the frames' own time, over and over.

    One picture fades into the next over FADE_S. Raises BackgroundError when the folder has no pictures or the first cannot be read; the
    others are read when their turn comes.
    """

    transparent, follows = False, False

    def __init__(self, folder: Path, fit: Fit) -> None:
        try:
            found = [path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in PICTURE_SUFFIXES]
        except OSError as error:
            raise BackgroundError(f"the background folder {folder} cannot be read: {error.strerror}") from error
        if not found:
            raise BackgroundError(f"the background folder {folder} has no pictures; put .jpg or .png files in it")
        self._paths = sorted(found, key=_natural)
        self._fit: Fit = fit
        self._began_at: float | None = None
        self._turn = 0
        self._picture = self._read(0)
        self._fading: Picture | None = None  # the one before, while it can still be seen

    def _read(self, turn: int) -> Picture:
        return Picture(read_picture(self._paths[turn], BackgroundError), self._fit)

    def render(self, cutout: Cutout) -> Image:
        """Give (H, W, 3) uint8 BGR at the frame's size, read-only. Raises BackgroundError naming a picture it cannot read."""
        now = cutout.frame.captured_at
        if self._began_at is None:
            self._began_at = now
        round_s, into_s = divmod(now - self._began_at, SLIDE_S)
        turn = int(round_s) % len(self._paths)
        if turn != self._turn:
            self._fading = self._picture if turn == (self._turn + 1) % len(self._paths) else None
            self._picture, self._turn = self._read(turn), turn
        shown = self._picture.render(cutout)
        if self._fading is None:
            return shown
        if into_s >= FADE_S:
            self._fading = None
            return shown
        share = into_s / FADE_S
        mixed = cv2.addWeighted(shown, share, self._fading.render(cutout), 1 - share, 0)
        mixed.flags.writeable = False
        return np.asarray(mixed, dtype=np.uint8)

    def close(self) -> None:
        """Do nothing: no file is kept open."""


class Transparent:
    """Be the background that is none: the composite keeps its alpha, and `render` is black for whoever asks."""

    transparent, follows = True, False

    def render(self, cutout: Cutout) -> Image:
        """Give black, (H, W, 3) uint8 BGR at the frame's size."""
        return np.zeros_like(cutout.frame.image)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
