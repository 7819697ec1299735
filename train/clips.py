"""Read training pairs from clips: the bundled one with its exact matte, and frames of a user's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from livebg.assets import asset, asset_names
from livebg.errors import DataError, SourceError
from livebg.settings import CameraSettings
from livebg.sources import open_source
from train.data import LONGEST_SIDE_PX, Pair, Picture, held_out

DEMO, BUNDLED = "demo", "bundled"  # names of a set and of backgrounds that come with livebg


def clip_frames(path: Path, every: int = 1) -> Iterator[Picture]:
    """Give every `every`-th frame of a video as (H, W, 3) uint8 BGR, at most `LONGEST_SIDE_PX` long.

    Raises DataError when the file is no video that can be read.
    """
    try:
        source = open_source(CameraSettings(source=str(path)), paced=False)
    except SourceError as error:
        raise DataError(f"{path} cannot be read as a clip: {error}") from error
    try:
        for frame in source:
            if frame.index % every == 0:
                scale = min(1.0, LONGEST_SIDE_PX / max(frame.image.shape))
                size = (round(frame.image.shape[1] * scale), round(frame.image.shape[0] * scale))
                yield np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    finally:
        source.close()


@cache
def demo_frames(every: int) -> tuple[Pair, ...]:
    """Give every `every`-th frame of the bundled clip with its exact matte; decoded once."""
    frames = clip_frames(asset("demo/person.mp4"), every)
    mattes = clip_frames(asset("demo/person_matte.mkv"), every)
    return tuple(
        Pair(f"demo-{number * every:03d}", image, np.ascontiguousarray(matte[:, :, 0]), exact=True)
        for number, (image, matte) in enumerate(zip(frames, mattes, strict=True))
    )


def demo_pairs(*, validation: bool, every: int = 4) -> list[Pair]:
    """Give frames of the bundled clip with their exact mattes; one in ten is held out, though its neighbours are much like it."""
    return [pair for pair in demo_frames(every) if held_out(pair.name) == validation]


def bundled_rooms() -> list[Picture]:
    """Give the bundled background pictures, at most `LONGEST_SIDE_PX` long."""
    rooms = []
    for name in asset_names("backgrounds", (".jpg",)):
        image = cv2.imread(str(asset(f"backgrounds/{name}.jpg")), cv2.IMREAD_COLOR)
        scale = LONGEST_SIDE_PX / max(image.shape)
        rooms.append(np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8))
    return rooms
