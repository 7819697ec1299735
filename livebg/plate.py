"""Use a picture of the empty room: where a frame differs from it somebody is, where it does not nobody is. Pure but for one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import SourceError
from livebg.files import write_whole
from livebg.followed import camera_file, follow_file, read_small
from livebg.framing import Aim, look_at
from livebg.settings import LookSettings
from livebg.types import Frame, Image, Matte, Segmenter, Size

FOLDER = "plates"
LONGEST_PX = 640  # of a plate that is kept: the difference is looked at in the network's size
SAME, OTHER = 7.0, 26.0  # grey levels of difference: below is the room, above is something else
DARKEST_SHADOW = 0.55  # of the room's light: what is darker by no more, in the same colour, is a shadow
UNSURE = 0.95  # alpha below which the room's own picture is believed more than the network
REACH = 0.08  # of the frame's width: how far from a person a thing may be theirs
LEAST_SEEN = 0.1  # of the frame must be background, or nothing is known
MOVED, BACK = (
    0.3,
    0.12,
)  # of the background differs from the plate: the camera or the light has moved; the plate fits again
MOST_GAIN = 1.8  # between the exposure of plate and frame
MOST_PICTURES = 20  # that a plate is made of
SOMEBODY = 0.03  # of the picture: less is the network mistaking a thing
RESTLESS_LEVELS = 12.0  # the room is not still when pixels differ so much while it is recorded
RESTLESS_SHARE = 0.01


class Plate(NamedTuple):
    """Hold the empty room as the camera sees it. picture: (h, w, 3) uint8 BGR."""

    picture: Image


class Fitted(NamedTuple):
    """Remember a plate at the size and framing of the mattes: room (h, w, 3) float32, made_of what, and whether it fits the frames."""

    room: NDArray[np.float32]
    made_of: tuple[Plate, Aim, tuple[int, ...]]
    fits: bool


def plate_file(camera: str) -> Path:
    """Give where the plate of a camera is kept, by its name."""
    return camera_file(FOLDER, camera)


def read_plate(path: Path) -> Plate:
    """Read a picture of the empty room. Raises SettingsError."""
    return Plate(read_small(path, cv2.IMREAD_COLOR, LONGEST_PX, "the picture of the empty room"))


def write_plate(path: Path, plate: Plate) -> None:
    """Keep a plate. Raises OSError."""
    write_whole(path, cv2.imencode(".png", plate.picture)[1].tobytes())


def open_plate(look: LookSettings, camera: str = "") -> Callable[[], Plate | None]:
    """Give the plate that a look asks for, asked for at every frame. Raises SettingsError when a file that is named cannot be used."""
    return follow_file(look.plate, FOLDER, camera, read_plate)


def make_plate(images: Iterable[Image]) -> Plate:
    """Make a plate of frames of the empty room, (H, W, 3) uint8 BGR each: their median. Raises SourceError when something moves."""
    small = []
    for image in images:
        scale = min(1.0, LONGEST_PX / max(image.shape))
        small.append(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    if len(small) < 3:
        raise SourceError(f"the empty room needs at least 3 pictures, got {len(small)}")
    stack = np.stack(small)
    middle = np.median(stack, axis=0).astype(np.uint8)
    away = np.abs(stack.astype(np.int16) - middle).max(axis=3)
    restless = float((np.percentile(away, 90, axis=0) > RESTLESS_LEVELS).mean())
    if restless > RESTLESS_SHARE:
        raise SourceError(
            f"something moved in {restless:.0%} of the picture while the empty room was recorded; leave the picture, wait for the "
            "camera to settle, and try again"
        )
    return Plate(middle)


def difference(image: Image, room: NDArray[np.float32], behind: Image) -> Matte:
    """Give how far each pixel is from the room, in grey levels, (h, w) float32; a shadow on the room counts as the room.

    image, room: (h, w, 3) uint8 and float32 BGR. behind: (h, w) uint8, not 0 where the room is surely seen: there the exposures of
    both are compared.
    """
    ours, theirs = np.array(cv2.mean(image, behind)[:3]), np.array(cv2.mean(room, behind)[:3])
    gain = np.clip(ours / np.maximum(theirs, 1), 1 / MOST_GAIN, MOST_GAIN)
    seen, lit = image.astype(np.float32), room * gain.astype(np.float32)
    together = np.ones((1, 3), np.float32)
    light = cv2.transform(seen * lit, together) / (cv2.transform(lit * lit, together) + 1)
    light = np.clip(light, DARKEST_SHADOW, 1.0)
    blue, green, red = cv2.split(cv2.absdiff(seen, lit * light[:, :, None]))
    return np.asarray(cv2.blur(cv2.max(cv2.max(blue, green), red), (3, 3)), dtype=np.float32)


def shrunk(image: Image, size: Size) -> Image:
    """Shrink (H, W, 3) uint8 to (width, height): halving is a fast path of OpenCV's."""
    while image.shape[1] >= 2 * size[0]:
        image = np.asarray(cv2.resize(image, (image.shape[1] // 2, image.shape[0] // 2)), dtype=np.uint8)
    return np.asarray(cv2.resize(image, size), dtype=np.uint8)


def with_plate(matte: Matte, image: Image, plate: Plate, aim: Aim, past: Fitted | None) -> tuple[Matte, Fitted]:
    """Give the matte as the empty room corrects it, as a new array, and what to pass in with the next frame.

    matte: (h, w) float32 in [0, 1] of image (H, W, 3) uint8 BGR, which `aim` made of the camera's view. Things that differ from the room
    and touch a person are theirs: headphones, cups, hair. What looks as the empty room did is no person, but where the network is
    sure. While the camera or the light has moved, the matte is left as it is.
    """
    height, width = matte.shape
    if past is None or past.made_of[0] is not plate or past.made_of[1:] != (aim, matte.shape):
        seen = look_at(plate.picture, *aim)
        past = Fitted(shrunk(seen, (width, height)).astype(np.float32), (plate, aim, matte.shape), True)
    away = (cv2.dilate(matte, np.ones((3, 3), np.uint8)) < 0.05).view(np.uint8)
    behind = cv2.countNonZero(away)
    if behind < LEAST_SEEN * matte.size:
        return matte.copy(), past
    apart = difference(shrunk(image, (width, height)), past.room, away)
    strange = cv2.countNonZero(((apart > OTHER).view(np.uint8)) & away) / behind
    past = past._replace(fits=strange < (MOVED if past.fits else BACK))
    if not past.fits:
        return matte.copy(), past
    something = np.clip((apart - SAME) / (OTHER - SAME), 0, 1)
    nobody = (1 - something) * np.clip((UNSURE - matte) / 0.2, 0, 1)
    lower = matte * (1 - nobody)
    return np.asarray(np.maximum(lower, _theirs(something, matte)), dtype=np.float32), past


def _theirs(something: Matte, matte: Matte) -> Matte:
    """Give what of `something` (h, w), 0 to 1, touches a person and is near to one."""
    person = (matte > 0.5).astype(np.uint8)
    reach = 2 * max(1, round(REACH * matte.shape[1])) + 1
    near = cv2.dilate(person, np.ones((reach, reach), np.uint8))
    both = cv2.bitwise_or(person, cv2.bitwise_and((something > 0.5).astype(np.uint8), near))
    _, labels = cv2.connectedComponents(both, connectivity=8)
    touching = np.bincount(labels[person > 0], minlength=int(labels.max()) + 1) > 0
    touching[0] = False
    return np.where(touching[labels], something, 0).astype(np.float32)


def record_plate(
    source: Iterable[Frame], segmenter: Segmenter, going: Callable[[float], bool], seconds: float
) -> Plate:
    """Take a plate of what a source gives within `seconds` of its own time; the caller closes both.

    going: told the share done, 0 to 1; False ends it at once. Raises SourceError when somebody is seen, something moves, or no
    picture comes.
    """
    images: list[Image] = []
    began: float | None = None
    for frame in source:
        began = frame.captured_at if began is None else began
        done = (frame.captured_at - began) / seconds
        if not going(min(1.0, done)) or done >= 1:
            break
        if not images or done * MOST_PICTURES >= len(images):
            images.append(frame.image)
    if images:
        share = float((segmenter.segment(images[-1], None)[0] > 0.5).mean())
        if share > SOMEBODY:
            raise SourceError(f"somebody is in {share:.0%} of the picture; leave it, and record the empty room again")
    return make_plate(images)
