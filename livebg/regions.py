"""Keep or hide parts of a camera's view for good: painted once, and laid over the network's matte."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import platformdirs

from livebg.errors import SettingsError
from livebg.files import write_whole
from livebg.framing import Aim, look_at
from livebg.settings import LookSettings
from livebg.types import Image, Matte

log = logging.getLogger(__name__)
HIDE, NEUTRAL, KEEP = 0, 128, 255
LONGEST_PX = 320  # what is painted is as fine as a brush, and looked at in every frame


class Regions(NamedTuple):
    """Hold what was painted over the whole view of a camera. painted: (h, w) uint8, HIDE, NEUTRAL, KEEP, or soft between them."""

    painted: Image


def regions_file(camera: str) -> Path:
    """Give where the regions of a camera are kept, by its name."""
    name = re.sub(r"[^\w.-]+", "_", camera).strip("_.") or "camera"
    return Path(platformdirs.user_data_dir("livebg", appauthor=False)) / "regions" / f"{name}.png"


def read_regions(path: Path) -> Regions:
    """Read a picture of any size: black hides, white keeps, middle grey leaves it to the network. Raises SettingsError."""
    try:
        data = np.fromfile(path, np.uint8)
    except OSError as error:
        raise SettingsError(f"cannot read the regions {path}: {error.strerror or error}; paint them anew") from error
    painted = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if data.size else None
    if painted is None:
        raise SettingsError(f"the regions {path} are no picture; expected a PNG, or paint them anew in the window")
    scale = min(1.0, LONGEST_PX / max(painted.shape))
    if scale < 1:
        painted = cv2.resize(painted, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return Regions(np.asarray(painted, dtype=np.uint8))


def write_regions(path: Path, regions: Regions) -> None:
    """Keep what was painted; what is neutral everywhere is kept as no file at all. Raises OSError."""
    if (regions.painted == NEUTRAL).all():
        path.unlink(missing_ok=True)
        return
    write_whole(path, cv2.imencode(".png", regions.painted)[1].tobytes())


class Followed:
    """Give the regions of a file as it is now: one that is painted anew is used from the next frame on. Any thread.

    path: of a file that must be there, or of one that may come, with `optional`. Raises SettingsError when it cannot be used at first;
    later the last good ones stay.
    """

    def __init__(self, path: Path, *, optional: bool) -> None:
        self._path, self._optional = path, optional
        self._stamp = self._now()
        self._regions: Regions | None = read_regions(path) if any(self._stamp) or not optional else None

    def _now(self) -> tuple[int, int]:
        try:
            seen = self._path.stat()
        except OSError:
            return 0, 0
        return seen.st_mtime_ns, seen.st_size

    def __call__(self) -> Regions | None:
        """Give them; None = none."""
        stamp = self._now()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._regions = read_regions(self._path) if any(stamp) else None
            except SettingsError as error:
                log.warning("%s; the last ones stay", error)
        return self._regions


def open_regions(look: LookSettings, camera: str = "") -> Callable[[], Regions | None]:
    """Give the regions that a look asks for, asked for at every frame. camera: its name, for which "auto" knows painted ones.

    Raises SettingsError when a file that is named cannot be used.
    """
    if look.regions == "none" or (look.regions == "auto" and not camera):
        return lambda: None
    if look.regions == "auto":
        return Followed(regions_file(camera), optional=True)
    return Followed(Path(look.regions).expanduser(), optional=False)


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
