"""Blur the real background without the person bleeding into it."""

from __future__ import annotations

import math

import cv2
import numpy as np

from livebg.kernels.plain import greatest_in_cells, weigh_room
from livebg.mattes import halved, shrink
from livebg.types import Cutout, Image, Matte, Size

SIGMA_RANGE = (1 / 60, 1 / 12)  # of the frame's height: at the least, a letter of 4 % of the height cannot be read
MIN_SIGMA_PX = 2.0  # for frames so small that the share of the height would be no blur at all
WORK_SIDE_PX = 512  # the longer side of the picture on which person and room are told apart is below this
COARSE_SIGMA_PX = 4.0  # with a larger sigma the picture can be halved and nothing is seen of it
CERTAIN_ROOM = 0.12  # a pixel with this alpha or more, near it too, gives the blur no colour: it may be the person's
FAR_WEIGHT = 0.02  # how little room must be near before the colour is taken from further away
DISC_RADIUS = 2.0  # of the disc that blurs as much as a Gaussian of sigma 1: its standard deviation along an axis is half its radius
GLOW = 3.0  # stronger than the 2.2 of a screen, because a camera clips lamps
NEUTRAL = (96.0, 96.0, 96.0, 1.0)  # shown where no room is seen at all


def blur_sigma(strength: float, height: int, width: int) -> float:
    """Give the standard deviation of the blur in pixels of the frame.

    strength: 0 = the least, still a clear blur; 1 = nothing can be recognised. Between them it grows by equal ratios. The height that
    counts is that of a 16:9 frame of the same area, so that portrait frames are blurred as much as others.
    """
    least, most = SIGMA_RANGE
    like_height = math.sqrt(height * width * 9 / 16)
    return max(MIN_SIGMA_PX, like_height * least * math.pow(most / least, strength))


def _small(image: Image, seen: Image | None) -> Image:
    """Give the picture on which person and room are told apart: as it was made small for the network, where that has a fitting size."""
    if seen is not None and WORK_SIDE_PX <= 2 * max(seen.shape[:2]) < 2 * WORK_SIDE_PX:
        return seen
    size = (image.shape[1], image.shape[0])
    while max(size) >= WORK_SIDE_PX:
        size = (max(1, size[0] // 2), max(1, size[1] // 2))
    return shrink(image, size)


def _room_only(small: Image, matte: Matte) -> Matte:
    """Give (h, w, 4) float32: the BGR of a picture (h, w, 3) uint8 times its room's weight, and the weight in [0, 1].

    The weight is 0 wherever alpha is not nearly 0 or the person is a neighbour: a matte that is a little too narrow, or an edge
    that mixes both, would tint the room with the person's colours.
    """
    alpha = np.empty(small.shape[:2], np.uint8)
    greatest_in_cells(np.ascontiguousarray(matte), alpha)
    near = np.asarray(cv2.dilate(alpha, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    room = np.empty((*small.shape[:2], 4), np.float32)
    weigh_room(np.ascontiguousarray(small), near, CERTAIN_ROOM, room)
    return room


def _resized(values: Matte, size: Size) -> Matte:
    shrinks = size[0] < values.shape[1]
    return np.asarray(
        cv2.resize(values, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR), dtype=np.float32
    )


def _disc(radius_px: float) -> Matte:
    """Give a lens's disc of blur as weights that sum to 1: (n, n) float32, with a soft edge one pixel wide."""
    reach = math.ceil(radius_px)
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius_px - np.hypot(rows, columns) + 0.5, 0.0, 1.0)
    return np.asarray(disc / disc.sum(), dtype=np.float32)


def _spread(room: Matte, sigma: float, mean: Matte, *, disc: bool = False) -> Matte:
    """Give each pixel the mean colour of the room around it: (h, w, 3) float32 BGR in [0, 255].

    A normalised convolution (Knutsson and Westin 1993) at growing scales: where the first finds too little room the next, four
    times as wide, fills in without a step, and the mean colour of the room ends it. room: (h, w, 4) as `_room_only` gives it,
    mean: (3,) BGR. disc: the first scale is blurred by a disc, as by a lens, in place of a Gaussian.
    """
    height, width = room.shape[:2]
    reach = 2 * round(3 * sigma) + 1
    if disc:
        blurred = cv2.filter2D(room, -1, _disc(DISC_RADIUS * sigma), borderType=cv2.BORDER_REFLECT_101)
    else:
        blurred = cv2.GaussianBlur(room, (reach, reach), sigma)
    wide = mean
    if min(height, width) >= 8:
        wide = _resized(_spread(_resized(room, (width // 4, height // 4)), sigma, mean), (width, height))
    weight = blurred[..., 3:]
    return np.asarray((blurred[..., :3] + FAR_WEIGHT * wide) / (weight + FAR_WEIGHT), dtype=np.float32)


def _glowing(room: Matte) -> Matte:
    """Give the colours of (h, w, 4) `_room_only` as light, (h, w, 3), times the weight: in sums of light, lamps outshine walls."""
    weight = room[..., 3:]
    colour = room[..., :3] / np.maximum(weight, 1e-6)
    return np.asarray(255 * np.power(np.clip(colour / 255, 0, 1), GLOW) * weight, dtype=np.float32)


def blurred_room(
    image: Image, matte: Matte, strength: float, *, disc: bool = False, seen: Image | None = None
) -> Image:
    """Give the room of a picture, blurred, with the person's place filled from the room around it.

    image: (H, W, 3) uint8 BGR. matte: (H, W) float32 in [0, 1], 1 = person. strength: see `blur_sigma`. disc: blur as the
    lens of a portrait does, where lights become discs. seen: the picture as it was made small for the network. Returns a new read-only
    (H, W, 3) uint8 BGR. No colour of the person is in it, and a room of one colour keeps it.
    """
    small = small_blurred_room(image, matte, strength, disc=disc, seen=seen)
    result = cv2.resize(small, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    result.flags.writeable = False
    return np.asarray(result, dtype=np.uint8)


def small_blurred_room(
    image: Image, matte: Matte, strength: float, *, disc: bool = False, seen: Image | None = None
) -> Image:
    """Give what `blurred_room` enlarges linearly: (h, w, 3) uint8 BGR."""
    height, width = image.shape[:2]
    small = _small(image, seen)
    sigma = blur_sigma(strength, height, width) * small.shape[0] / height
    if sigma >= COARSE_SIGMA_PX and min(small.shape[:2]) >= 2:
        small, sigma = halved(small), sigma / 2
    room = _room_only(small, matte)
    while sigma >= COARSE_SIGMA_PX and min(room.shape[:2]) >= 2:
        room = _resized(room, (room.shape[1] // 2, room.shape[0] // 2))
        sigma /= 2
    if disc:
        room = np.dstack([_glowing(room), room[..., 3]])
    total = np.array(cv2.mean(room)) + 1e-9 * np.array(NEUTRAL)
    neutral = np.asarray(total[:3] / total[3], dtype=np.float32)
    colours = _spread(room, sigma, neutral, disc=disc)
    if disc:
        colours = np.asarray(255 * np.power(np.maximum(colours, 0) / 255, 1 / GLOW), dtype=np.float32)
    return np.asarray(cv2.convertScaleAbs(colours), dtype=np.uint8)


class BlurredRoom:
    """Be the background that shows the real room, blurred. strength: 0 = the least, 1 = nothing can be recognised. disc: as by a lens."""

    transparent, follows = False, True

    def __init__(self, strength: float, *, disc: bool = False) -> None:
        self._strength, self._disc = strength, disc

    def render(self, cutout: Cutout) -> Image:
        """Give (H, W, 3) uint8 BGR at the frame's size, read-only."""
        image, matte = cutout.frame.image, cutout.matte
        return blurred_room(image, matte, self._strength, disc=self._disc, seen=cutout.seen)

    def render_small(self, cutout: Cutout) -> Image:
        """Give (h, w, 3) uint8 BGR, which `render` enlarges. See `livebg.types.SoftBackground`."""
        return small_blurred_room(cutout.frame.image, cutout.matte, self._strength, disc=self._disc, seen=cutout.seen)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
