"""Cut webcam-like frames out of labelled pictures: distance, place, tilt, mirror, aspect, on picture and matte alike."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from train.data import Mask, Pair, Picture, person_box

STANDING = 1.6  # a person so many times as high as wide is seen whole
UPPER, HEAD_ROOM = 0.5, 0.06  # parts of a standing person's height: what a webcam would show, and the air above it
WIDEST = 4 / 3  # w / h of what is cut out so
# Of the people who are put before another room; and the frame's height in heights of a person.
FAR_SHARE, FARTHEST = 0.3, 3.5
EDGE_PX = 2  # a person this near to the picture's side is cut by it
TILTED_SHARE, TILT_DEG, LEVEL_DEG = 0.2, 12.0, 1.5
STRETCH = 0.12  # networks see frames stretched to their own aspect by up to about this much


def window(rng: np.random.Generator, matte: Mask, aspect: float, beyond: bool) -> tuple[float, float, float, float]:
    """Choose a crop (x, y, w, h) in px of the wanted aspect (w / h) around the person, as a webcam would frame it.

    With `beyond` the crop may reach outside the picture, but not across a side that cuts the person: no floating torso.
    """
    height, width = matte.shape
    x0, y0, person_w, person_h = person_box(matte)
    if person_h == 0:
        x0, y0, person_w, person_h = 0, 0, width, height
    x1, y1 = x0 + person_w, y0 + person_h
    left, right = x0 <= EDGE_PX, x1 >= width - EDGE_PX
    top, bottom = y0 <= EDGE_PX, y1 >= height - EDGE_PX
    # From the head alone to the whole body with air around it, log-uniform; now and then far away in the room.
    nearest = 0.35 if person_h > STANDING * person_w else 0.6
    farthest = FARTHEST if beyond and rng.random() < FAR_SHARE else 1.6
    h = max(48.0, max(person_h, 8) * float(np.exp(rng.uniform(np.log(nearest), np.log(farthest)))))
    w = h * aspect
    limit_w = width if not beyond or (left and right) else 2 * FARTHEST * width
    limit_h = height if not beyond or (top and bottom) else FARTHEST * height
    shrink = min(1.0, limit_w / w, limit_h / h)
    w, h = w * shrink, h * shrink

    def place(low: float, high: float, size: float, full: int, cut_low: bool, cut_high: bool) -> float:
        centre = rng.uniform(low, high) if high > low else low
        start = centre - size * rng.uniform(0.3, 0.7)
        if not beyond or cut_low:
            start = max(start, 0.0)
        if not beyond or cut_high:
            start = min(start, full - size)
        return float(start)

    x = place(x0 + 0.3 * person_w, x0 + 0.7 * person_w, w, width, left, right)
    head_room = rng.uniform(-0.1, 0.35) * h
    y = y0 - head_room if rng.random() < 0.7 else place(y0, y1, h, height, top, bottom)
    if not beyond or top:
        y = max(y, 0.0)
    if not beyond or bottom:
        y = min(y, height - h)
    return x, y, w, h


def upper_body(pair: Pair) -> Pair | None:
    """Cut a picture of a standing person down to the waist, as sharp as it is; give nothing where nobody stands whole."""
    width = pair.matte.shape[1]
    x, y, person_w, person_h = person_box(pair.matte)
    if person_h <= STANDING * person_w:
        return None
    top, bottom = max(0, round(y - HEAD_ROOM * person_h)), round(y + UPPER * person_h)
    w = min(width, round((bottom - top) * WIDEST))
    left = min(max(0, x + person_w // 2 - w // 2), width - w)
    part = np.s_[top:bottom, left : left + w]
    return replace(pair, image=np.ascontiguousarray(pair.image[part]), matte=np.ascontiguousarray(pair.matte[part]))


class Placement(NamedTuple):
    """Say where a frame looks: crop x, y, w, h in px of the picture, tilt in radians, and whether it is mirrored."""

    x: float
    y: float
    w: float
    h: float
    tilt: float
    mirrored: bool

    def matrix(self, shape: tuple[int, int]) -> NDArray[np.float64]:
        """Give the 2x3 affine matrix from the picture to a frame of this (H, W)."""
        across, down = shape[1] / self.w, shape[0] / self.h
        flip = -1.0 if self.mirrored else 1.0
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        matrix = np.array([[flip * across * cos, -flip * across * sin, 0.0], [down * sin, down * cos, 0.0]])
        centre = np.array([self.x + self.w / 2, self.y + self.h / 2])
        matrix[:, 2] = np.array([shape[1] / 2, shape[0] / 2]) - matrix[:, :2] @ centre
        return matrix


class Framed(NamedTuple):
    """Hold what a frame shows: image (H, W, 3) uint8 BGR, matte (H, W) uint8, and what stands behind, (H, W, 4) or None."""

    image: Picture
    matte: Mask
    behind: Picture | None


def place(rng: np.random.Generator, matte: Mask, shape: tuple[int, int], beyond: bool) -> Placement:
    """Choose where a frame of `shape` (H, W) looks: around the person, a little tilted and stretched, perhaps mirrored."""
    aspect = shape[1] / shape[0] * float(np.exp(rng.uniform(-STRETCH, STRETCH)))
    x, y, w, h = window(rng, matte, aspect, beyond)
    tilt = np.deg2rad(rng.normal(0, TILT_DEG / 2 if rng.random() < TILTED_SHARE else LEVEL_DEG / 2))
    return Placement(x, y, w, h, float(tilt), bool(rng.random() < 0.5))


def largest(rng: np.random.Generator, matte: Mask, shape: tuple[int, int]) -> Placement:
    """Choose almost the largest frame of `shape` (H, W) within the picture, level, perhaps mirrored."""
    height, width = matte.shape
    aspect = shape[1] / shape[0]
    part = rng.uniform(0.85, 1.0)
    # A picture of nearly the frame's aspect is stretched to it, as the app does; another one is cropped.
    stretch = np.clip(width / height / aspect, np.exp(-STRETCH), np.exp(STRETCH))
    w = part * min(width, height * aspect * stretch)
    h = w / (aspect * stretch)
    return Placement(
        rng.uniform(0, width - w),
        rng.uniform(0, height - h),
        w,
        h,
        float(np.deg2rad(rng.normal(0, 0.5))),
        bool(rng.random() < 0.5),
    )


def look(pair: Pair, placement: Placement, shape: tuple[int, int], beyond: bool) -> Framed:
    """Bring what a placement looks at to `shape` (H, W).

    With `beyond` the matte is 0 outside the picture; without, picture and matte are reflected there.
    """
    matrix = placement.matrix(shape)

    def seen(layer: NDArray[np.uint8], border: int) -> NDArray[np.uint8]:
        if shape[0] / placement.h < 0.6:  # anti-alias before a strong reduction
            layer = np.asarray(cv2.blur(layer, (2, 2)), dtype=np.uint8)
        warped = cv2.warpAffine(layer, matrix, (shape[1], shape[0]), flags=cv2.INTER_LINEAR, borderMode=border)
        return np.asarray(warped, dtype=np.uint8)

    if not beyond:
        return Framed(seen(pair.image, cv2.BORDER_REFLECT_101), seen(pair.matte, cv2.BORDER_REFLECT_101), None)
    behind = None if pair.behind is None else seen(pair.behind, cv2.BORDER_CONSTANT)
    return Framed(seen(pair.image, cv2.BORDER_REPLICATE), seen(pair.matte, cv2.BORDER_CONSTANT), behind)


def frame(rng: np.random.Generator, pair: Pair, shape: tuple[int, int], beyond: bool) -> Framed:
    """Cut a random frame of `shape` (H, W) out of a pair."""
    return look(pair, place(rng, pair.matte, shape, beyond), shape, beyond)
