"""Read image + matte folders: pairs, a fixed split, and backgrounds without people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import DataError

Item, Result = TypeVar("Item"), TypeVar("Result")

Picture = NDArray[np.uint8]  # (H, W, 3) BGR
Mask = NDArray[np.uint8]  # (H, W), 255 = person

IMAGE_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
LONGEST_SIDE_PX = (
    576  # training pictures are kept in memory at this size: the largest input is 352 wide, most are crops
)


@dataclass(frozen=True)
class Pair:
    """Hold one labelled picture. image: (H, W, 3) uint8 BGR. matte: (H, W) uint8, 255 = person.

    exact: the matte is true alpha, not a binary or estimated label.
    cut_out: outside the matte the picture is not real; such a person always needs a background.
    behind: (H, W, 4) uint8 BGRA, straight alpha, what stands behind a cut-out person and is none: a chair.
    """

    name: str
    image: Picture
    matte: Mask
    exact: bool = False
    cut_out: bool = False
    behind: Picture | None = None


def person_box(matte: Mask) -> tuple[int, int, int, int]:
    """Give the box (x, y, width, height) in px of whatever is person in a matte (H, W) uint8; all 0 when nobody is."""
    x, y, width, height = cv2.boundingRect(cv2.threshold(matte, 127, 255, cv2.THRESH_BINARY)[1])
    return x, y, width, height


def held_out(name: str) -> bool:
    """Say whether a file belongs to the validation split: one name in ten, by a hash that never changes."""
    return int(hashlib.sha1(f"livebg:{name}".encode()).hexdigest(), 16) % 10 == 0


def pair_files(folder: Path) -> list[tuple[Path, Path]]:
    """List (image, matte) files of `folder/images` and `folder/mattes`, matched by stem, in name order.

    Raises DataError when the folders are missing or empty, or a picture has no matte.
    """
    images, mattes = folder / "images", folder / "mattes"
    if not images.is_dir() or not mattes.is_dir():
        raise DataError(f"{folder} is no data set: expected the folders images and mattes in it; see train/README.md")
    by_stem = {path.stem: path for path in mattes.iterdir() if path.suffix.lower() in IMAGE_SUFFIXES}
    found = sorted(path for path in images.iterdir() if path.suffix.lower() in IMAGE_SUFFIXES)
    if not found:
        raise DataError(f"{images} holds no pictures; expected {', '.join(sorted(IMAGE_SUFFIXES))}")
    missing = [path.name for path in found if path.stem not in by_stem]
    if missing:
        raise DataError(f"{len(missing)} pictures of {images} have no matte in {mattes}, the first is {missing[0]}")
    return [(path, by_stem[path.stem]) for path in found]


def read_pair(image_path: Path, matte_path: Path, longest_px: int | None = None) -> Pair:
    """Read one picture and its matte, shrunk so that the longest side is at most `longest_px`.

    Raises DataError when a file cannot be decoded or the two sizes differ.
    """
    image = cv2.imread(str(image_path), cv2.IMREAD_COLOR)
    matte = cv2.imread(str(matte_path), cv2.IMREAD_GRAYSCALE)
    for path, array in ((image_path, image), (matte_path, matte)):
        if array is None:
            raise DataError(f"cannot decode {path}: is it a whole picture? remove or replace it")
    if image.shape[:2] != matte.shape:
        raise DataError(
            f"{image_path} is {image.shape[1]}x{image.shape[0]} but its matte {matte_path} is "
            f"{matte.shape[1]}x{matte.shape[0]}; both must have one size"
        )
    scale = min(1.0, longest_px / max(image.shape)) if longest_px else 1.0
    if scale < 1.0:
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        matte = cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    return Pair(image_path.name, image.astype(np.uint8, copy=False), matte.astype(np.uint8, copy=False))


def read_pictures(folder: Path, longest_px: int = 640) -> list[Picture]:
    """Read every picture of a folder (backgrounds without people), shrunk to `longest_px`."""
    pictures = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in IMAGE_SUFFIXES:
            continue
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None:
            raise DataError(f"cannot decode {path}: is it a whole picture? remove or replace it")
        scale = min(1.0, longest_px / max(image.shape))
        pictures.append(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8))
    if not pictures:
        raise DataError(f"{folder} holds no pictures; expected backgrounds without people")
    return pictures


def split_files(folder: Path, *, validation: bool) -> list[tuple[Path, Path]]:
    """List the (image, matte) files of the training or the validation pairs of one data set folder, in name order."""
    return [files for files in pair_files(folder) if held_out(files[0].name) == validation]


def load_split(folder: Path, *, validation: bool, longest_px: int | None) -> Iterator[Pair]:
    """Read the training or the validation pairs of one data set folder, in name order, one after the other."""
    for image, matte in split_files(folder, validation=validation):
        yield read_pair(image, matte, longest_px)


def read_split(folder: Path, *, validation: bool, longest_px: int | None) -> list[Pair]:
    """Read the training or the validation pairs of one data set folder, in name order, on all cores."""
    return at_once(lambda files: read_pair(*files, longest_px), split_files(folder, validation=validation))


def at_once(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Give the function's results for all items in their order, on all cores: OpenCV computes beside Python's lock."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(function, items))
