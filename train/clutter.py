"""Draw what stands about behind people: boards, frames, cushions, plants and shelves, as photographs of rooms are full of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from train.camera import relight
from train.data import Mask, Picture, person_box
from train.scenes import Matte, room

LIKE_CLOTHES = 0.4  # of the pictures with clutter
CLOTH, TRIES = (0.1, 0.3), 8  # of a piece of clothes, parts of the person's sides; and how often one is looked for
PLANT, SHELF = 0.22, 0.08  # of the things behind a person; the others are plain outlines, half of them with a body
LEAF_HUES = ((35, 85), (10, 35), (140, 179))  # of OpenCV's 180: nearly all leaves are green, some are dry or red
FINER = 4  # leaves are drawn to a quarter of a pixel


def _flat(shape: tuple[int, int], colour: Sequence[float]) -> Picture:
    return np.full((*shape, 3), np.clip(colour, 0, 255), np.uint8)


def _outline(rng: np.random.Generator, shape: tuple[int, int]) -> Mask:
    """Draw the outline of one thing: a board, a cushion, a heap, or the frame of one. Gives (H, W) uint8, 255 = thing."""
    height, width = shape
    drawn = np.zeros(shape, np.uint8)
    centre = (rng.uniform(-0.1, 1.1) * width, rng.uniform(-0.1, 1.1) * height)
    sides = (rng.uniform(0.06, 0.5) * width, rng.uniform(0.06, 0.7) * height)
    kind = rng.random()
    if kind < 0.45:  # boards, screens, doors
        corners = cv2.boxPoints((centre, sides, rng.normal(0, 8)))
        corners += rng.normal(0, 0.02, corners.shape) * width
        cv2.fillConvexPoly(drawn, corners.astype(np.int32), 255, cv2.LINE_AA)
    elif kind < 0.65:  # chair backs, lamps
        cv2.ellipse(drawn, (centre, sides, float(rng.normal(0, 20))), 255, -1, cv2.LINE_AA)
    elif kind < 0.85:  # cushions: between an ellipse and a rectangle (a superellipse)
        turn, power = rng.normal(0, 0.4), rng.uniform(0.25, 0.8)
        around = np.linspace(0, 2 * math.pi, 48, endpoint=False)
        x, y = (np.sign(wave) * np.abs(wave) ** power for wave in (np.cos(around), np.sin(around)))
        x, y = x * sides[0] / 2, y * min(sides[1], 1.5 * sides[0]) / 2
        points = np.stack([x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)], 1)
        cv2.fillPoly(drawn, [(points + centre).astype(np.int32)], 255, cv2.LINE_AA)
    else:  # a person-like heap: any convex outline
        points = np.array(centre) + rng.normal(0, 0.2, (7, 2)) * np.array(sides)
        cv2.fillConvexPoly(drawn, cv2.convexHull(points.astype(np.int32)), 255, cv2.LINE_AA)
    if rng.random() < 0.25:  # a frame, not a filled thing
        inner = cv2.erode(drawn, np.ones((5, 5), np.uint8), iterations=int(rng.integers(1, 3)))
        drawn = np.asarray(cv2.subtract(drawn, inner), dtype=np.uint8)
    return drawn


def bulging(rng: np.random.Generator, filling: Picture, outline: Mask) -> Picture:
    """Light what fills an outline as if it had a body: round towards its edge, from a lamp at any side.

    filling: (H, W, 3) uint8. outline: (H, W) uint8, 255 = thing. Gives the filling anew.
    """
    depth = cv2.distanceTransform((outline > 127).astype(np.uint8), cv2.DIST_L2, 3)
    if depth.max() < 2:
        return filling
    body = cv2.GaussianBlur(np.sqrt(depth / depth.max()), (0, 0), max(1.0, depth.max() / 6))
    right, down = (cv2.Sobel(body, cv2.CV_32F, *axes, ksize=3) * depth.max() / 8 for axes in ((1, 0), (0, 1)))
    angle = rng.uniform(0, 2 * math.pi)
    light = 1 + rng.uniform(0.1, 0.6) * np.clip(right * math.cos(angle) + down * math.sin(angle), -1, 1)
    return np.clip(filling * light[:, :, None], 0, 255).astype(np.uint8)


def plant(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Picture, Mask]:
    """Draw leaves that rise from a place, often out of a pot: (H, W, 3) uint8 BGR and their outline (H, W) uint8, 255 = plant."""
    height, width = shape
    drawn, outline = np.zeros((height, width, 3), np.uint8), np.zeros(shape, np.uint8)
    foot = np.array([rng.uniform(-0.05, 1.05) * width, rng.uniform(0.3, 1.15) * height])
    tall = rng.uniform(0.15, 0.75) * height
    low, high = LEAF_HUES[int(rng.choice(3, p=(0.84, 0.09, 0.07)))]
    hue, saturation, value = rng.uniform(low, high), rng.uniform(40, 200), rng.uniform(50, 210)
    slim, long, bend = rng.uniform(0.08, 0.5), rng.uniform(0.2, 0.75), rng.uniform(0.2, 1.1)
    for step in np.sort(rng.random(int(rng.integers(12, 60)))):  # those at the back, and dark, first
        angle = rng.normal(0, bend)
        start = foot + tall * rng.uniform(0, 1 - 0.6 * long) * np.array([math.sin(angle), -math.cos(angle)])
        leans = angle + rng.normal(0, 0.5)
        middle = start + tall * long / 2 * np.array([math.sin(leans), -math.cos(leans)])
        shade = np.array([hue + rng.normal(0, 4), saturation, value * (0.35 + 0.65 * step) * rng.uniform(0.8, 1.2)])
        leaf = np.clip(shade, 0, (179, 255, 255)).astype(np.uint8)[None, None]
        colour = cv2.cvtColor(leaf, cv2.COLOR_HSV2BGR)[0, 0].tolist()
        fine = [int(FINER * value) for value in (*middle, tall * long / 2, tall * long / 2 * slim)]
        place = ((fine[0], fine[1]), (max(FINER, fine[2]), max(FINER, fine[3])), math.degrees(leans) - 90, 0, 360)
        for canvas, paint in ((drawn, colour), (outline, 255)):
            cv2.ellipse(canvas, *place, paint, -1, cv2.LINE_AA, 2)
        if slim > 0.15 and rng.random() < 0.7:  # the rib of a broad leaf
            tip = 2 * middle - start
            cv2.line(
                drawn, start.astype(int).tolist(), tip.astype(int).tolist(), [1.3 * c for c in colour], 1, cv2.LINE_AA
            )
    if rng.random() < 0.6:
        top, deep = tall * rng.uniform(0.1, 0.3), tall * rng.uniform(0.15, 0.4)
        corners = foot + np.array([[-top, 0], [top, 0], [0.7 * top, deep], [-0.7 * top, deep]])
        pot = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(pot, corners.astype(np.int32), 255, cv2.LINE_AA)
        clay = bulging(rng, _flat(shape, rng.uniform(20, 240) + rng.normal(0, 25, 3)), pot)
        drawn[pot > 127], outline = clay[pot > 127], np.maximum(outline, pot)
    return drawn, outline


def shelf(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Picture, Mask]:
    """Draw rows of books on boards: (H, W, 3) uint8 BGR and their outline (H, W) uint8, 255 = shelf."""
    height, width = shape
    drawn, outline = _flat(shape, rng.uniform(10, 90) + rng.normal(0, 10, 3)), np.zeros(shape, np.uint8)
    left, top = int(rng.uniform(-0.2, 0.8) * width), int(rng.uniform(-0.2, 0.5) * height)
    right, bottom = left + int(rng.uniform(0.2, 0.6) * width), top + int(rng.uniform(0.3, 1.0) * height)
    cv2.rectangle(outline, (left, top), (right, bottom), 255, -1)
    row, thick = max(6, int(rng.uniform(0.1, 0.25) * height)), max(2, int(rng.uniform(0.01, 0.05) * width))
    wood = rng.uniform(30, 230) + rng.normal(0, 25, 3)
    for board in range(top + row, bottom + row, row):
        x = left
        while x < right:
            book, tall = max(1, int(thick * rng.uniform(0.5, 1.6))), int(row * rng.uniform(0.45, 0.9))
            if rng.random() < 0.9:
                colour = np.clip(rng.uniform(0, 255) + rng.normal(0, 50, 3), 0, 255).tolist()
                cv2.rectangle(drawn, (x, board - tall), (x + book - 1, board), colour, -1)
            x += book
        cv2.rectangle(drawn, (left, board), (right, board + max(1, row // 12)), np.clip(wood, 0, 255).tolist(), -1)
    return drawn, outline


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
    """Put a few hard-edged things behind the person, which no labelled set has enough of: boards, screens, cushions, plants, books.

    Without them a network trained on selfies takes any sharp shape at the frame's edge for a person, and a plant beside somebody for
    their arm. Some have the colour and texture of the person's clothes, as a sofa may: there only shape tells who is who.
    """
    behind = 1 - matte.astype(np.float32) / 255
    clothes = cloth(rng, image, matte) if rng.random() < LIKE_CLOTHES and matte.any() else None
    for _ in range(int(rng.integers(1, 5))):
        filling, outline = _thing(rng, matte.shape, rooms, clothes)
        share: Matte = outline.astype(np.float32) / 255 * behind
        image = np.asarray(cv2.blendLinear(filling, image, share, 1 - share), dtype=np.uint8)
    return image


def _thing(
    rng: np.random.Generator, shape: tuple[int, int], rooms: Sequence[Picture], clothes: Picture | None
) -> tuple[Picture, Mask]:
    """Draw one thing: (H, W, 3) uint8 BGR and its outline (H, W) uint8, 255 = thing."""
    kind = rng.random()
    if kind < PLANT:
        return plant(rng, shape)
    if kind < PLANT + SHELF:
        return shelf(rng, shape)
    outline = _outline(rng, shape)
    filling = room(rng, rooms, shape) if clothes is None or rng.random() < 0.3 else clothes
    if filling is not clothes and rng.random() < 0.5:
        colour = _flat(shape, rng.uniform(0, 255, 3))
        filling = cv2.addWeighted(filling, (part := rng.uniform(0.0, 0.35)), colour, 1 - part, 0).astype(np.uint8)
    return (bulging(rng, filling, outline) if rng.random() < 0.5 else filling), outline
