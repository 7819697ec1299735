"""Keep or hide parts of a camera's view for good: painted once, and laid over the network's matte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from livebg.files import write_whole
from livebg.followed import camera_file, follow_file, read_small
from livebg.framing import Aim, look_at
from livebg.settings import LookSettings
from livebg.types import Image, Matte

FOLDER = "regions"
HIDE, NEUTRAL, KEEP = 0, 128, 255
LONGEST_PX = 320  # what is painted is as fine as a brush, and looked at in every frame


class Regions(NamedTuple):
    """Hold what was painted over the whole view of a camera. painted: (h, w) uint8, HIDE, NEUTRAL, KEEP, or soft between them."""

    painted: Image


def regions_file(camera: str) -> Path:
    """Give where the regions of a camera are kept, by its name."""
    return camera_file(FOLDER, camera)


def read_regions(path: Path) -> Regions:
    """Read a picture of any size: black hides, white keeps, middle grey leaves it to the network. Raises SettingsError."""
    return Regions(read_small(path, cv2.IMREAD_GRAYSCALE, LONGEST_PX, "the picture of regions"))


def write_regions(path: Path, regions: Regions) -> None:
    """Keep what was painted; what is neutral everywhere is kept as no file at all. Raises OSError."""
    if (regions.painted == NEUTRAL).all():
        path.unlink(missing_ok=True)
        return
    write_whole(path, cv2.imencode(".png", regions.painted)[1].tobytes())


def open_regions(look: LookSettings, camera: str = "") -> Callable[[], Regions | None]:
    """Give the regions that a look asks for, asked for at every frame. Raises SettingsError when a file that is named cannot be used."""
    return follow_file(look.regions, FOLDER, camera, read_regions)


class Limits(NamedTuple):
    """Hold the least and the most that alpha may be, (h, w) float32 in [0, 1] each, and what they were made of."""

    least: Matte
    most: Matte
    made_of: tuple[Regions, Aim, tuple[int, ...]]


def limited(matte: Matte, regions: Regions, aim: Aim, past: Limits | None) -> tuple[Matte, Limits]:
    """Give the matte (h, w) float32 within what was painted, as a new array, and what to pass in with the next frame.

    aim: how the frame of the matte sees the camera's whole view.
    """
    if past is None or past.made_of[0] is not regions or past.made_of[1:] != (aim, matte.shape):
        seen = look_at(np.dstack([regions.painted] * 3), *aim)[:, :, 0]
        small = cv2.resize(np.ascontiguousarray(seen), matte.shape[::-1], interpolation=cv2.INTER_AREA)
        signed = (small.astype(np.float32) - NEUTRAL) / (KEEP - NEUTRAL)
        past = Limits(np.clip(signed, 0, 1), np.clip(1 + signed, 0, 1), (regions, aim, matte.shape))
    return np.asarray(np.minimum(np.maximum(matte, past.least), past.most), dtype=np.float32), past
