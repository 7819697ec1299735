"""Improve mattes: steady them over time, and bring them to the frame's size along its edges. Pure functions."""

from __future__ import annotations

import math
from functools import cache, cached_property
from typing import NamedTuple

import cv2
import numpy as np

from livebg.kernels import flat, spread
from livebg.kernels.guide import (
    CHANNELS,
    EDGE,
    LINE,
    REACH,
    apply_lines,
    find_band,
    fit_lines,
    pack_nodes,
    sum_windows,
)
from livebg.kernels.mattes import average_cells, enlarge_band, find_still, mix_with_past
from livebg.noise import calmed
from livebg.settings import LookSettings
from livebg.types import EdgeColours, Image, Matte, Size, State

NEIGHBOURS = np.ones((3, 3), np.uint8)
SOFTNESS = 1e-4  # epsilon of the guided filter, for colours in [0, 1]
SHARPEN = (0.1, 0.9)  # alpha after enlarging that becomes 0 and 1
ROWS_STEP = 2  # a picture that is averaged by whole pixels is read in every so many-th row
LEAST_FACTOR, MOST_ROWS = 3.5, 250.0  # how much smaller such a picture is
MANY_SAMPLES = 12_000  # from which on four of them make up a node
MOTION_CELL_PX = 8  # of the frame: what is averaged before motion is looked for
MOVED_LEVELS = 5  # grey levels by which one such cell must change
MOTION_SIGMA = 8.0  # grey levels: a change as large as this counts as motion


Levels = tuple[float, float]
"""Alpha that becomes 0, and alpha that becomes 1."""


class Past(NamedTuple):
    """Remember one frame for smoothing. grey: (rows, columns) float32 in [0, 255]; matte: (h, w) float32, not levelled."""

    grey: Matte
    matte: Matte


class Lines(NamedTuple):
    """Say how alpha follows the colours of one picture: plain + slope . colour, enlarged linearly, then levelled by `sharpen`.

    image: (H, W, 3) uint8 BGR. plain: (h, w) float32. slope: (h, w * 3) float32, of colours in [0, 255]. sure: (h, w) uint8, see
    `find_band`.
    """

    image: Image
    plain: Matte
    slope: Matte
    sure: Image
    sharpen: Levels

    def fill(self, since: int, out: Matte) -> None:
        """Fill `out`, (n, W) float32, with alpha of the picture's rows from `since` on."""
        _, part, first = spread(out.shape[1], self.plain.shape[1])
        drawn, cells = np.empty((2, 4, out.shape[1]), np.float32), self.plain.shape[1]
        begins, kinds = np.empty(cells + 1, np.int64), np.empty(cells, np.uint8)
        enlarge_band(
            self.plain,
            self.slope,
            self.sure,
            flat(self.image),
            part,
            first,
            *self.sharpen,
            since,
            drawn,
            begins,
            kinds,
            out,
        )


class Refined:
    """Hold what is composited. alpha: the matte at the frame's size, or what it is made of. edges: the colours along its edge."""

    def __init__(self, alpha: Matte | Lines, edges: EdgeColours) -> None:
        self.alpha, self.edges = alpha, edges

    @property
    def rows(self) -> Matte | Lines:
        """Give what blends row by row: the matte, if somebody has asked for all of it, else what it is made of."""
        made: Matte | Lines = vars(self).get("matte", self.alpha)
        return made

    @cached_property
    def matte(self) -> Matte:
        """Give the matte at the frame's size, (H, W) float32 in [0, 1]. Who blends row by row does without: it is 4 MB a 720p frame."""
        if not isinstance(self.alpha, Lines):
            return self.alpha
        out = np.empty(self.alpha.image.shape[:2], np.float32)
        self.alpha.fill(0, out)
        return out


def shrink(image: Image, size: Size) -> Image:
    """Give the picture at `size` (width, height), averaged so that noise and fine texture do not alias.

    Much smaller pictures are means of whole pixels in every second row; else halving is a fast path of OpenCV, and the rest is linear.
    """
    if image.ndim == 3 and _much_smaller(image, size):
        small = np.empty((size[1], size[0], 3), np.uint8)
        average_cells(flat(image), ROWS_STEP, small)
        return small
    while image.shape[1] >= 2 * size[0] and image.shape[0] >= 2 * size[1]:
        image = halved(image)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _much_smaller(image: Image, size: Size) -> bool:
    """Tell whether whole pixels are fine enough to divide the picture among those of `size`, and their sums fit 16 bits."""
    factors = image.shape[1] / size[0], image.shape[0] / size[1]
    return bool(min(factors) >= LEAST_FACTOR and max(factors) < MOST_ROWS)


def seen_motion(seen: Image, width: int) -> Image:
    """Give the grey picture that motion is seen by, (h, w) uint8: halved until each of its pixels is about 1/8 of the frame's.

    seen: (H, W, 3) uint8 BGR, the frame at any size, such as the network's. width: of the frame.
    """
    while seen.shape[1] * MOTION_CELL_PX >= width * math.sqrt(2) and min(seen.shape[:2]) > 1:
        seen = halved(seen)
    return np.asarray(cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def halved(image: Image) -> Image:
    """Give the means of 2x2 pixels. image: (H, W, 3) uint8, H and W at least 2; an odd last row or column is spread over the others."""
    size = max(1, image.shape[1] // 2), max(1, image.shape[0] // 2)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def moved(grey: Image, before: Image) -> bool:
    """Tell whether anything moved between two pictures of `seen_motion`; noise of a camera does not count, a finger does."""
    return grey.shape != before.shape or float(cv2.norm(grey, before, cv2.NORM_INF)) > MOVED_LEVELS


def steady(matte: Matte, grey: Image, past: Past | None, strength: float, levels: Levels) -> tuple[Matte, Past]:
    """Average the matte with its past where the picture is still, and not at all where it moves, pixel by pixel; then level it.

    Where the picture is still, small changes of alpha are held back more than large ones: they are flicker. matte: (h, w) float32 in
    [0, 1]. grey: (rows, columns) uint8, the frame at any size. strength: 0 = off, 1 = strongest. levels: alpha that becomes 0 and 1.
    Returns the matte and what to pass in with the next frame. A past of another size is forgotten.
    """
    if past is None or past.matte.shape != matte.shape or past.grey.shape != grey.shape or strength == 0:
        return level(matte, levels), Past(grey.astype(np.float32), matte)
    keep, remembered = np.empty((2, *grey.shape), np.float32)
    find_still(np.ascontiguousarray(grey), past.grey, _kept_shares(strength), keep, remembered)
    enlarged = np.asarray(
        cv2.resize(keep, (matte.shape[1], matte.shape[0]), interpolation=cv2.INTER_NEAREST), np.float32
    )
    mixed, levelled = np.empty_like(matte), np.empty_like(matte)
    # The remembered picture moves slowly where the matte is kept, so that slow motion adds up and is noticed.
    mix_with_past(np.ascontiguousarray(matte), past.matte, enlarged, *levels, mixed, levelled)
    return levelled, Past(remembered, mixed)


@cache
def _kept_shares(strength: float) -> Matte:
    """Give how much of the past is kept by the change in grey levels, (256,) float32."""
    return (0.9 * strength * np.exp(-((np.arange(256) / MOTION_SIGMA) ** 2))).astype(np.float32)


def level(matte: Matte, levels: Levels) -> Matte:
    """Stretch alpha so that the first of `levels` becomes 0 and the second 1."""
    low, high = levels
    return np.asarray(np.clip((matte - low) * (1 / (high - low)), 0.0, 1.0), dtype=np.float32)


def _sampled(matte: Matte, image: Image, seen: Image | None) -> Image:
    """Give the picture at the samples, of which a matte has one in two pixels. seen: the picture at the matte's size, if it is known."""
    if seen is not None and seen.shape[:2] == matte.shape:
        return halved(seen)
    return shrink(image, (max(1, matte.shape[1] // 2), max(1, matte.shape[0] // 2)))


def node_side(rows: int, columns: int) -> int:
    """Give the side of the square of samples that make up a node, where there are so many rows and columns of samples."""
    return 2 if rows * columns >= MANY_SAMPLES and rows % 2 == 0 and columns % 2 == 0 else 1


def _follow(matte: Matte, image: Image, small: Image, edges: float, sharpen: Levels) -> Refined:
    """Find how alpha follows colour near each pixel, and the colours along the edge.

    A fast guided filter (He and Sun 2015) with a colour guide, on nodes. matte: (h, w). image: (H, W, 3); small: the same at the samples.
    """
    h, w = matte.shape
    side = node_side(*small.shape[:2])
    rows, columns, reach = small.shape[0] // side, small.shape[1] // side, REACH // side
    lowest = np.asarray(cv2.erode(matte, NEIGHBOURS), dtype=np.float32)
    highest = np.asarray(cv2.dilate(matte, NEIGHBOURS), dtype=np.float32)
    band, sure = np.empty((2, h, w), np.uint8)
    find_band(matte, lowest, highest, *sharpen, band, sure)
    # Each step needs what is before it in windows of `reach` nodes to each side.
    near = (cv2.resize(band, (columns, rows), interpolation=cv2.INTER_AREA) > 0).astype(np.uint8)
    drawn, fitted, packed = (_grown(near, reach * (1 + step)) for step in range(3))
    nodes, sums = np.empty((2, rows, columns * CHANNELS), np.float32)
    lines, line_sums = np.empty((2, rows, columns * LINE), np.float32)
    edge_colours = np.empty((rows, columns * EDGE), np.float32)
    pack_nodes(small, matte, packed, side, nodes)
    sum_windows(nodes, CHANNELS, reach, fitted, sums)
    fit_lines(nodes, sums, fitted, SOFTNESS, lines, edge_colours)
    sum_windows(lines, LINE, reach, drawn, line_sums)
    plain, slope = matte.copy(), np.zeros((h, w * 3), np.float32)
    apply_lines(flat(image), matte, lowest, highest, band, line_sums, sums, edges, plain, slope)
    return Refined(Lines(image, plain, slope, sure, sharpen), edge_colours.reshape(rows, columns, EDGE))


def _grown(mask: Image, reach: int) -> Image:
    """Let a mask reach further by so many nodes to each side."""
    return np.asarray(cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), dtype=np.uint8)


def enlarge(
    matte: Matte, image: Image, edges: float, *, small: Image | None = None, sharpen: Levels = (0.0, 1.0)
) -> Refined:
    """Bring a matte to the picture's size so that it follows the picture's edges.

    A fast guided filter in its detail form: how alpha follows colour is found at the matte's size, and its product with the detail that
    enlarging lost is added to the plain enlargement, only where alpha changes. Where the picture is flat nothing changes, so mattes
    do not blur. matte: (h, w) float32 in [0, 1]. image: (H, W, 3) uint8 BGR; small: the same at half the matte's size. edges: 0 = plain
    linear enlargement, 1 = follow closely. sharpen: alpha that becomes 0 and 1 in the end. The matte is (H, W) float32 in [0, 1].
    """
    if small is None:
        small = _sampled(matte, image, None)
    image, matte = np.ascontiguousarray(image), np.ascontiguousarray(matte)
    return _follow(matte, image, np.ascontiguousarray(small), edges, sharpen)


def shape_edge(refined: Refined, grow_px: float, feather_px: float) -> Refined:
    """Give a matte that reaches further out, or less far, and has a softer edge.

    grow_px: outwards, negative inwards; feather_px: the width of the soft edge; both in pixels of a 720p frame, whatever the matte's size.
    """
    if grow_px == 0 and feather_px == 0:
        return refined
    matte, edges = refined.matte, refined.edges
    scale = math.sqrt(matte.shape[0] * matte.shape[1] / (1280 * 720))
    reach, sigma = round(abs(grow_px) * scale), feather_px * scale / 2
    if reach:
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
        changed = cv2.dilate(matte, disc) if grow_px > 0 else cv2.erode(matte, disc)
        matte = np.asarray(changed, dtype=np.float32)
    if sigma > 0:
        matte = np.clip(cv2.GaussianBlur(matte, (0, 0), sigma), 0.0, 1.0, dtype=np.float32)
    if matte is refined.matte:
        return refined
    edges = edges.copy()  # their colours stay, but the mean alpha is another
    mean = cv2.resize(matte, (edges.shape[1], edges.shape[0]), interpolation=cv2.INTER_AREA)
    edges[..., 6], edges[..., 7] = cv2.blur(mean, (5, 5)), cv2.blur(mean, (3, 3))
    return Refined(matte, edges)


def refine_edges(
    matte: Matte, image: Image, look: LookSettings, state: State, seen: Image | None = None
) -> tuple[Refined, State]:
    """Give the matte that is composited, steadied, levelled, at the frame's size, and the colours along its edge.

    matte: (h, w) float32 at the network's size. image: (H, W, 3) uint8 BGR; seen: the same as the network saw it, so that it need not be
    made smaller once more. Also returns the next state.
    """
    small = _sampled(matte, image, seen)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    matte, state = steady(matte, grey, state, look.smoothing, (look.level_low, look.level_high))
    guide = calmed(image) if look.edges > 0 else image  # else edges are as grainy as a picture in low light
    refined = enlarge(matte, guide, look.edges, small=small, sharpen=SHARPEN)
    return shape_edge(refined, look.grow_px, look.feather_px), state


def refine(
    matte: Matte, image: Image, look: LookSettings, state: State, seen: Image | None = None
) -> tuple[Matte, State]:
    """Give the matte of `refine_edges`, (H, W) float32, and the next state."""
    refined, state = refine_edges(matte, image, look, state, seen)
    return refined.matte, state
