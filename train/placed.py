"""Put held-out people into held-out rooms, far away or several of them: what no labelled set shows, and what cameras see all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from livebg.compose import over
from livebg.errors import DataError
from livebg.types import Image
from train.data import Pair, person_box
from train.evaluate import PictureSet, alpha
from train.framing import EDGE_PX, Placement, look
from train.rendered import room_of

SHAPES = ((360, 640), (360, 480), (480, 360))  # (H, W) of the frames, in turn
FAR, NEAR = (0.2, 0.45), (0.45, 0.95)  # of a person's height, in heights of the frame
SIZES = (0.8, 1.1)  # people of one frame are so much smaller or larger than one another
MOST, COUNT = 3, 120


def placed_set(
    name: str, people: Sequence[Sequence[Pair]], rooms: Sequence[Image], sizes: tuple[float, float], count: int
) -> PictureSet:
    """Give `count` frames, the same for ever, with one to three people, as high as `sizes` says, before these rooms.

    people: of each source.
    """
    return PictureSet(name, "held out", count, lambda: (_scene(n, people, rooms, sizes) for n in range(count)))


def _scene(number: int, people: Sequence[Sequence[Pair]], rooms: Sequence[Image], sizes: tuple[float, float]) -> Pair:
    """Make one frame. Its matte is that of all people in it."""
    rng, shape, several = np.random.default_rng((9, number)), SHAPES[number % 3], number // 3 % MOST + 1
    image = np.array(room_of(f"placed {number}", rooms, shape))
    matte, size = np.zeros(shape, np.uint8), rng.uniform(*sizes)
    for place in range(several):
        source = people[rng.integers(len(people))]
        pair = source[rng.integers(len(source))]
        high = float(np.clip(size * rng.uniform(*SIZES), sizes[0], sizes[1])) * shape[0]
        seen = look(
            pair, _placement(rng, pair, shape, high, (place + rng.uniform(0.3, 0.7)) / several), shape, beyond=True
        )
        # Painted mattes are hard, and a little wide: as they are, a rim of the old room would tell where the person is.
        soft = np.clip(cv2.GaussianBlur(alpha(seen.matte), (0, 0), 0.7) * 1.3 - 0.2, 0, 1).astype(np.float32)
        image = over(seen.image, image, soft)
        matte = np.maximum(matte, (soft * 255).round().astype(np.uint8))
    return Pair(f"placed {number}", image, matte)


def _placement(rng: np.random.Generator, pair: Pair, shape: tuple[int, int], high: float, across: float) -> Placement:
    """Say where a frame looks so that the person is `high` px high and, of its width, `across` to the right."""
    x, y, w, h = person_box(pair.matte)
    scale = high / h
    cut = y + h >= pair.matte.shape[0] - EDGE_PX  # a person cut off below stands at the frame's lower edge
    top = shape[0] - high if cut else rng.uniform(0.6, 1.0) * (shape[0] - high)
    width, height = shape[1] / scale, shape[0] / scale
    return Placement(x + w / 2 - across * width, y - top / scale, width, height, 0.0, False)


def placed_sets(people: Sequence[Sequence[Pair]], rooms: Sequence[Image], count: int = COUNT) -> Iterator[PictureSet]:
    """Give the sets to score: people far away, and near ones, one to three in a frame.

    people: of each source, which are drawn from alike. Who is cut by a side or the top of their picture is left out. Raises DataError when
    nobody is left.
    """
    whole = [free for pairs in people if (free := [pair for pair in pairs if _is_free(pair)])]
    if not whole:
        raise DataError("all people of these sets are cut by a side of their picture; --placed needs some that are not")
    yield placed_set("far away", whole, rooms, FAR, count)
    yield placed_set("one to three", whole, rooms, NEAR, count)


def _is_free(pair: Pair) -> bool:
    """Tell whether a person touches no side of the picture but the lower one."""
    x, y, w, h = person_box(pair.matte)
    return h > 0 and y > EDGE_PX < x and x + w < pair.matte.shape[1] - EDGE_PX
