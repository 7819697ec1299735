"""Take away ghosts: small parts of a matte, apart from the people, of which the network is nowhere sure. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from livebg.types import Image, Matte

STEP = 4  # every so many-th pixel of the network's matte is looked at, each way: enough to tell parts from one another
SEEN = 0.1  # alpha that is seen at all: what is below becomes nothing at the edge's levels
PLAIN = 0.25  # alpha that a ghost reaches somewhere, or it is left as it is
SMALL = 0.15  # of the largest part: what is larger may be a person whom the network knows badly
FAINT, SURE = 0.4, 0.6  # mean alpha of a part: all of it goes, or stays; in between it fades, so that it does not blink
NEIGHBOURS = np.ones((3, 3), np.uint8)


def without_ghosts(matte: Matte) -> Matte:
    """Give the matte, (h, w) float32 in [0, 1], without its faint small parts: half a towel, a sofa's arm, a face on a poster.

    As the hysteresis of Canny (1986) keeps weak edges only where they hang together with strong ones, but judged by the mean of a part. The
    same array where there is nothing to take away.
    """
    small = np.ascontiguousarray(matte[::STEP, ::STEP])
    if len(_outlines((small > PLAIN).astype(np.uint8))) <= 1:  # in most frames; the rest takes six times as long
        return matte
    seen = (small > SEEN).astype(np.uint8)
    outlines = _outlines(seen)
    if len(outlines) <= 1:
        return matte
    labels, count = np.zeros(small.shape, np.int32), len(outlines) + 1
    for label in range(1, count):
        cv2.drawContours(labels, outlines, label - 1, label, cv2.FILLED)
    areas = np.bincount(labels.ravel(), seen.ravel(), count)
    means = np.bincount(labels.ravel(), (small * seen).ravel(), count) / np.maximum(areas, 1)
    kept = np.clip((means - FAINT) / (SURE - FAINT), 0, 1)
    kept[0] = 1
    kept[areas >= SMALL * areas[1:].max()] = 1
    ghosts = [outline for outline, share in zip(outlines, kept[1:], strict=True) if share < 1]
    if not ghosts:
        return matte
    left, top, width, height = cv2.boundingRect(np.concatenate(ghosts))
    rows, columns = slice(top, top + height), slice(left, left + width)
    shares = kept.astype(np.float32)[labels[rows, columns]]
    result = matte.copy()
    faded = result[rows.start * STEP : rows.stop * STEP, columns.start * STEP : columns.stop * STEP]
    faded *= np.repeat(np.repeat(shares, STEP, axis=0), STEP, axis=1)[: faded.shape[0], : faded.shape[1]]
    return result


def _outlines(seen: Image) -> Sequence[cv2.typing.MatLike]:
    """Give the outline of each part of a mask (h, w) uint8, 0 or 1.

    Parts grow by a position, so that a ghost's rim goes with it, and what all but touches a person is theirs: glasses, a cup. Not by
    cv2.connectedComponents: that wakes all of OpenCV's threads for so small a picture, 3 ms of CPU with four of them.
    """
    return cv2.findContours(cv2.dilate(seen, NEIGHBOURS), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
