"""Make scenes around cut-out people: rooms to put them in, their light, and hands that move too fast for the shutter."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from train.camera import harmonise, relight
from train.data import Mask, Pair, Picture

Matte = NDArray[np.float32]
WAVING = 0.35  # of the people who are put before another room: a part of them moves too fast for the shutter


def without_person(pair: Pair) -> Picture:
    """Give the picture with the person painted over by what surrounds them: one more room to put others in.

    Holes are filled from coarse to fine (push-pull, Gortler et al. 1996): a smear, but with the room's colours and a real rest.
    """
    near = max(3, max(pair.matte.shape) // 40)
    keep = (cv2.dilate(pair.matte, np.ones((near, near), np.uint8)) < 8).astype(np.float32)
    levels = [(pair.image.astype(np.float32) * keep[:, :, None], keep)]
    while min(levels[-1][1].shape) > 2:
        colour, weight = levels[-1]
        size = (max(1, weight.shape[1] // 2), max(1, weight.shape[0] // 2))
        colour = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
        weight = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
        fuller = np.minimum(4 * weight, 1)  # one known neighbour of four is enough to know a coarse pixel
        levels.append((colour * (fuller / np.maximum(weight, 1e-6))[:, :, None], fuller))
    filled = np.full((*levels[-1][1].shape, 3), 96.0, np.float32)
    for colour, weight in reversed(levels):
        filled = cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR)
        filled = colour + filled * (1 - weight)[:, :, None]
    return np.clip(filled, 0, 255).astype(np.uint8)


def room(rng: np.random.Generator, rooms: Sequence[Picture], shape: tuple[int, int], *, whole: bool = False) -> Picture:
    """Cut a random piece of a random room, or all of it; now and then draw a plain gradient wall. Gives (H, W, 3) uint8 BGR.

    Some are drawn without texture, with their edges sharp, as a computer or a strong noise filter would: a network that knows only
    photographs takes plain surfaces for people.
    """
    height, width = shape
    if not rooms or rng.random() < 0.10:
        corners = rng.uniform(0, 255, (2, 2, 3)) * rng.uniform(0.0, 1.0) + rng.uniform(0, 255, 3) * 0.5
        return cv2.resize(np.clip(corners, 0, 255).astype(np.float32), (width, height)).astype(np.uint8)
    picture = rooms[rng.integers(len(rooms))]
    full_h, full_w = picture.shape[:2]
    h = full_h * (1.0 if whole else rng.uniform(0.35, 1.0))
    w = min(h * width / height, full_w)
    h = w * height / width
    if h > full_h:
        w, h = w * full_h / h, full_h
    x, y = int(rng.uniform(0, full_w - w + 1)), int(rng.uniform(0, full_h - h + 1))
    piece = picture[y : y + max(1, int(h)), x : x + max(1, int(w))]
    smaller = piece.shape[0] > 1.5 * height
    piece = cv2.resize(piece, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    if rng.random() < 0.5:
        piece = piece[:, ::-1]
    if rng.random() < 0.3:
        piece = cv2.GaussianBlur(piece, (0, 0), rng.uniform(0.5, 3.0))
    elif rng.random() < 0.25:
        for _ in range(int(rng.integers(1, 4))):
            piece = cv2.medianBlur(piece, 5)
    return relight(rng, np.ascontiguousarray(piece), 0.35)


def wave(rng: np.random.Generator, image: Picture, alpha: Matte) -> tuple[Picture, Matte]:
    """Move a part of the person while the camera's shutter is open, as a hand that waves; the room behind it will stay sharp.

    What moves is a disc around a place of the edge: its colour times alpha, and alpha, are averaged along a line, so that both are those of
    a real exposure. image: (H, W, 3) uint8. alpha: (H, W) float32 in [0, 1]. Gives both anew; as they are where there is no edge.
    """
    rows, columns = np.nonzero((alpha > 0.25) & (alpha < 0.75))
    if rows.size == 0:
        return image, alpha
    height, width = alpha.shape
    place = int(rng.integers(rows.size))
    radius = rng.uniform(0.08, 0.22) * min(height, width)
    path_px, angle = rng.uniform(0.3, 1.2) * radius, rng.uniform(0, math.pi)
    reach = math.ceil(path_px / 2)
    path, end = (
        np.zeros((2 * reach + 1, 2 * reach + 1), np.float32),
        path_px / 2 * np.array([math.cos(angle), math.sin(angle)]),
    )
    first, last = ((reach + side * end).round().astype(int).tolist() for side in (-1, 1))
    cv2.line(path, first, last, 1.0)
    far = math.ceil(1.5 * radius) + reach
    top, left = max(0, int(rows[place]) - far), max(0, int(columns[place]) - far)
    part = np.s_[top : int(rows[place]) + far, left : int(columns[place]) + far]
    own = alpha[part]
    down, right = np.ogrid[: own.shape[0], : own.shape[1]]
    away = np.hypot(down + top - rows[place], right + left - columns[place])
    moves = np.clip(1.5 - away / radius, 0, 1).astype(
        np.float32
    )  # in full within half the radius, and nothing beyond one and a half
    seen = np.dstack([image[part] * own[:, :, None], own])
    seen += moves[:, :, None] * (cv2.filter2D(seen, -1, path / path.sum(), borderType=cv2.BORDER_REPLICATE) - seen)
    image, alpha = image.copy(), alpha.copy()
    colour = seen[:, :, :3] / np.maximum(seen[:, :, 3:], 1e-3)
    image[part] = np.where(seen[:, :, 3:] > 1e-3, np.clip(colour, 0, 255), image[part])
    alpha[part] = np.clip(seen[:, :, 3], 0, 1)
    return image, alpha


def composite(
    rng: np.random.Generator, image: Picture, matte: Mask, backdrop: Picture, *, exact: bool
) -> tuple[Picture, Mask]:
    """Put the person on a backdrop; half the time lit towards the backdrop's mean colour.

    A matte that is not `exact` (binary labels) is first softened and shrunk a little: that hides the rim of the old background.
    Gives the composite (H, W, 3) uint8 BGR and the matte that it was made with.
    """
    if rng.random() < 0.5:
        image = harmonise(rng, image, matte, backdrop)
    alpha = matte.astype(np.float32) / 255
    if not exact:
        soft = cv2.GaussianBlur(alpha, (0, 0), rng.uniform(0.4, 0.9))
        alpha = np.clip(soft * 1.25 - np.float32(rng.uniform(0.05, 0.25)), 0, 1)
    if rng.random() < WAVING:
        image, alpha = wave(rng, image, alpha)
    mixed = cv2.blendLinear(image, backdrop, alpha, 1 - alpha)
    return np.asarray(mixed, dtype=np.uint8), (alpha * 255).astype(np.uint8)
