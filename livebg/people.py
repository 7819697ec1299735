"""Keep one of several people: chosen once, followed by overlap from frame to frame. Pure functions."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.types import Image, Matte

LEAST_PERSON = 0.015  # of the frame: a smaller part is a hand or a cup, which belongs to the person that it is near to
NEAR = 0.06  # of the frame's width
SAME = 0.3  # of the smaller one: two parts that overlap by so much in two frames are one person
PIECE = 0.5  # a part that lies in the chosen person by so much is a piece of them
TOUCHED = 1.5  # times the area of the frame before: somebody else has been touched
FORGET_S = 2.0  # others are known for so long after they were last seen

Mask = Image
"""(h, w) uint8, 0 or 1."""


class Chosen(NamedTuple):
    """Remember who is kept. rule: by which they were chosen; mark: where they were seen last, apart from others; others_s: (h, w)
    float32, for how long yet who stands there is known not to be them; at_s: the frame's time.
    """

    rule: str
    mark: Mask
    others_s: Matte
    at_s: float


class Parts(NamedTuple):
    """Hold the connected parts of a matte. labels: (h, w) int32, 0 = nobody; areas, middles: by label, px; people: labels large enough."""

    labels: NDArray[np.int32]
    areas: NDArray[np.int32]
    middles: NDArray[np.float64]
    people: tuple[int, ...]


def parts_of(matte: Matte) -> Parts:
    """Find the connected parts of a matte (h, w) float32 where alpha is above a half."""
    hard = (matte > 0.5).astype(np.uint8)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(hard, connectivity=8)
    areas = np.asarray(stats[:, cv2.CC_STAT_AREA], dtype=np.int32)
    people = tuple(label for label in range(1, count) if areas[label] >= LEAST_PERSON * matte.size)
    return Parts(np.asarray(labels, dtype=np.int32), areas, np.asarray(middles, dtype=np.float64), people)


def choose(parts: Parts, rule: str, among: tuple[int, ...]) -> int:
    """Give the label of one of `among` by a rule: largest, left, middle or right, as the picture shows them."""
    across = parts.middles[:, 0]
    middle = (parts.labels.shape[1] - 1) / 2
    rank = {
        "largest": lambda label: -parts.areas[label],
        "left": lambda label: across[label],
        "middle": lambda label: abs(across[label] - middle),
        "right": lambda label: -across[label],
    }[rule]
    return min(among, key=rank)


def _overlaps(parts: Parts, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count for each label how many of its pixels lie in a mask."""
    return np.bincount(parts.labels[mask], minlength=len(parts.areas))


def followed(parts: Parts, past: Chosen) -> tuple[set[int], bool]:
    """Give the labels of the chosen person in another frame, empty when they are not there, and whether somebody else touches them.

    Who comes while the chosen one is away is them; who was there already is not.
    """
    in_mark, in_others = _overlaps(parts, past.mark > 0), _overlaps(parts, past.others_s > 0)
    mark_area = int(past.mark.sum())
    same = [p for p in parts.people if in_mark[p] >= SAME * max(1, min(parts.areas[p], mark_area))]
    if same:
        best = max(same, key=lambda p: in_mark[p])
        pieces = {p for p in parts.people if in_mark[p] >= PIECE * parts.areas[p] and in_mark[p] > in_others[p]}
        mine = {best} | pieces
        return mine, bool(parts.areas[list(mine)].sum() > TOUCHED * mark_area and in_others[best] > 0)
    new = tuple(p for p in parts.people if in_others[p] < SAME * parts.areas[p])
    return ({choose(parts, past.rule, new)} if new else set()), False


def _where(parts: Parts, labels: set[int]) -> NDArray[np.bool_]:
    """Give where these labels are, (h, w)."""
    asked = np.zeros(len(parts.areas), bool)
    asked[list(labels)] = True
    return asked[parts.labels]


def only(matte: Matte, parts: Parts, mine: set[int]) -> Matte:
    """Give the matte with these parts, and with the small ones near them; soft alpha goes with the part that it is nearest to."""
    if not mine:
        return np.zeros_like(matte)
    kept = np.zeros(len(parts.areas), bool)
    kept[list(mine)] = True
    reach = max(1, round(NEAR * matte.shape[1]))
    near = cv2.dilate(kept[parts.labels].astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    for label in np.flatnonzero(_overlaps(parts, near)):
        kept[label] |= label > 0 and label not in parts.people
    hard = parts.labels > 0
    _, nearest = cv2.distanceTransformWithLabels(
        (~hard).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_CCOMP
    )
    belongs = np.zeros(int(nearest.max()) + 1, bool)
    belongs[nearest[hard]] = kept[parts.labels[hard]]
    return np.where(belongs[nearest] & (near | hard), matte, np.float32(0))


def keep_one(matte: Matte, rule: str, at_s: float, past: Chosen | None) -> tuple[Matte, Chosen | None]:
    """Give the matte of one person alone, and what to pass in with the next frame.

    matte: (h, w) float32 in [0, 1]. rule: who is chosen at first: largest, left, middle or right. at_s: the frame's time. People who
    touch are one part; they are told apart again by where the chosen one was before. While they are away nobody is shown.
    """
    parts = parts_of(matte)
    if past is None or past.rule != rule or past.mark.shape != matte.shape:
        if not parts.people:
            return np.zeros_like(matte), None
        past = Chosen(rule, np.zeros(matte.shape, np.uint8), np.zeros_like(matte), at_s)
    mine, touched = followed(parts, past)
    others_s = np.maximum(past.others_s - np.float32(max(0.0, at_s - past.at_s)), 0, dtype=np.float32)
    others_s[_where(parts, set(parts.people) - mine)] = FORGET_S
    mark = past.mark
    if mine and not touched:
        chosen = _where(parts, mine)
        mark = chosen.astype(np.uint8)
        others_s[chosen] = 0
    return only(matte, parts, mine), Chosen(rule, mark, others_s, at_s)
