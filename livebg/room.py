"""Draw a room and a person with an exactly known matte, and count the blocks of the room in a picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.types import Image, Matte, Size, State

PERSON = (40, 220, 60)  # BGR of the person: a colour that the room does not have
ROOM_SIZE: Size = (192, 128)
BLOCK = 16
STEP = 4  # pixels between two blocks that are looked at
ALIKE = 0.5  # correlation from which a block counts as one of the room
FLAT = 1.0  # levels of spread below which a block shows nothing at all

Planes = NDArray[np.float32]


def room(size: Size = ROOM_SIZE) -> Image:
    """Draw a room of unique sharp pattern: (H, W, 3) uint8 BGR; no 16x16 block is like another, nor like anything plain."""
    rng = np.random.default_rng(11)
    noise = rng.integers(0, 256, (size[1] // 2, size[0] // 2, 3), dtype=np.uint8)
    noise[:, :, 1] //= 3
    return np.asarray(cv2.resize(noise, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def scene(index: int, size: Size = ROOM_SIZE) -> tuple[Image, Matte]:
    """Give picture `index` of a person (a disc) who moves in front of the room, with the exact matte (hard)."""
    width, height = size
    rows, columns = np.mgrid[:height, :width]
    x = width / 2 + width / 5 * np.sin(index / 7)
    inside = np.hypot(rows - height * 0.55, columns - x) < height / 4
    image = room(size)
    image[inside] = PERSON
    return image, inside.astype(np.float32)


class RoomSegmenter:
    """Know the matte of the scene: the person is the only thing of its colour. See `livebg.types.Segmenter`."""

    name = "exact"

    def look(self, image: Image) -> Image:
        """Give the picture itself: it is looked at as it is."""
        return image

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the exact matte at the picture's size."""
        return (image == np.array(PERSON, np.uint8)).all(axis=2).astype(np.float32), state

    def close(self) -> None:
        """Do nothing: there is nothing to free."""


def _means(picture: NDArray[np.generic]) -> Planes:
    """Give the mean of every 16x16 block, at steps of 4 pixels. picture: (H, W, C); returns (rows, columns, C)."""
    means = cv2.blur(np.asarray(picture, np.float32), (BLOCK, BLOCK), anchor=(0, 0))
    return np.asarray(means[: 1 - BLOCK : STEP, : 1 - BLOCK : STEP], np.float32)


def room_blocks(picture: Image, truth: Image, *, contrast: float = 0.05, outside: Matte | None = None) -> int:
    """Count the 16x16 blocks (every 4 pixels) of a picture that show the room: correlated with it, and with its contrast.

    picture, truth: (H, W, 3) uint8 BGR. contrast: the share of the room's own spread that a block needs to count; 0.5 for a blur,
    which leaves a room's shades and none of its pattern. outside: (H, W) matte; only blocks where it is 0 all over are counted.
    """
    shown, real = picture.astype(np.float32) / 255, truth.astype(np.float32) / 255
    mean_a, mean_b = _means(shown), _means(real)
    spread_a = np.maximum(_means(shown * shown) - mean_a**2, 0).sum(axis=2)
    spread_b = np.maximum(_means(real * real) - mean_b**2, 0).sum(axis=2)
    both = (_means(shown * real) - mean_a * mean_b).sum(axis=2)
    seen = spread_a > np.maximum(contrast**2 * spread_b, (FLAT / 255) ** 2)
    alike = seen & (both > ALIKE * np.sqrt(spread_a * spread_b))
    if outside is not None:
        alike &= _means(np.dstack([outside] * 3))[:, :, 0] <= 0
    return int(alike.sum())
