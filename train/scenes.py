"""Make scenes around cut-out people: rooms, clutter behind them, a second person, and nobody at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from train.camera import harmonise, relight
from train.data import Mask, Pair, Picture, person_box

Matte = NDArray[np.float32]
LIKE_CLOTHES = 0.4  # of the pictures with clutter
CLOTH, TRIES = (0.1, 0.3), 8  # of a piece of clothes, parts of the person's sides; and how often one is looked for
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


def _thing(rng: np.random.Generator, shape: tuple[int, int]) -> Mask:
    """Draw the outline of one thing: a board, a chair back, a heap, or the frame of one. Gives (H, W) uint8, 255 = thing."""
    height, width = shape
    drawn = np.zeros(shape, np.uint8)
    centre = (rng.uniform(-0.1, 1.1) * width, rng.uniform(-0.1, 1.1) * height)
    sides = (rng.uniform(0.06, 0.5) * width, rng.uniform(0.06, 0.7) * height)
    kind = rng.random()
    if kind < 0.55:  # boards, screens, doors
        corners = cv2.boxPoints((centre, sides, rng.normal(0, 8)))
        corners += rng.normal(0, 0.02, corners.shape) * width
        cv2.fillConvexPoly(drawn, corners.astype(np.int32), 255, cv2.LINE_AA)
    elif kind < 0.85:  # chair backs, cushions, lamps
        cv2.ellipse(drawn, (centre, sides, float(rng.normal(0, 20))), 255, -1, cv2.LINE_AA)
    else:  # a person-like heap: any convex outline
        points = np.array(centre) + rng.normal(0, 0.2, (7, 2)) * np.array(sides)
        cv2.fillConvexPoly(drawn, cv2.convexHull(points.astype(np.int32)), 255, cv2.LINE_AA)
    if rng.random() < 0.25:  # a frame, not a filled thing
        inner = cv2.erode(drawn, np.ones((5, 5), np.uint8), iterations=int(rng.integers(1, 3)))
        drawn = np.asarray(cv2.subtract(drawn, inner), dtype=np.uint8)
    return drawn


def cloth(rng: np.random.Generator, image: Picture, matte: Mask) -> Picture | None:
    """Fill a picture of the same shape with a piece of the person's lower half, mostly clothes, enlarged, mirrored and lit anew.

    image: (H, W, 3) uint8 BGR. matte: (H, W) uint8. Gives nothing where no piece is person all over.
    """
    height, width = matte.shape
    x0, y0, person_w, person_h = person_box(matte)
    for _ in range(TRIES):
        h, w = (max(6, int(side * rng.uniform(*CLOTH))) for side in (person_h, person_w))
        y = int(rng.uniform(y0 + person_h / 2, max(y0 + person_h / 2, y0 + person_h - h)))
        x = int(rng.uniform(x0, max(x0, x0 + person_w - w)))
        piece = np.s_[y : y + h, x : x + w]
        if matte[piece].size and matte[piece].min() > 250:
            side = rng.uniform(0.5, 1.0)
            size = (max(6, int(side * width)), max(6, int(side * height)))
            large = cv2.resize(image[piece], size, interpolation=cv2.INTER_LINEAR)
            tiled = cv2.copyMakeBorder(large, 0, height - size[1], 0, width - size[0], cv2.BORDER_REFLECT)
            return relight(rng, np.asarray(tiled[:, ::-1] if rng.random() < 0.5 else tiled, np.uint8), 0.15)
    return None


def clutter(rng: np.random.Generator, image: Picture, matte: Mask, rooms: Sequence[Picture]) -> Picture:
    """Put a few hard-edged things behind the person: boards, screens, chair backs, which no labelled set has enough of.

    Without them a network trained on selfies takes any sharp shape at the frame's edge for a person. Some have the colour and texture
    of the person's clothes, as a sofa may: there only shape tells who is who.
    """
    behind = 1 - matte.astype(np.float32) / 255
    clothes = cloth(rng, image, matte) if rng.random() < LIKE_CLOTHES and matte.any() else None
    for _ in range(int(rng.integers(1, 5))):
        filling = room(rng, rooms, matte.shape) if clothes is None or rng.random() < 0.3 else clothes
        if filling is not clothes and rng.random() < 0.5:
            colour = np.full_like(filling, rng.uniform(0, 255, 3).astype(np.uint8))
            filling = cv2.addWeighted(filling, (part := rng.uniform(0.0, 0.35)), colour, 1 - part, 0).astype(np.uint8)
        share = _thing(rng, matte.shape).astype(np.float32) / 255 * behind
        image = np.asarray(cv2.blendLinear(filling, image, share, 1 - share), dtype=np.uint8)
    return image


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
