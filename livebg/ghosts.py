"""Take away ghosts: small parts of a matte, apart from the people, of which the network is nowhere sure. Pure functions."""

from __future__ import annotations

import cv2
import numpy as np

from livebg.types import Matte

STEP = 4  # every so many-th pixel of the network's matte is looked at, each way: enough to tell parts from one another
SEEN = 0.1  # alpha that is seen at all: what is below becomes nothing at the edge's levels
SMALL = 0.15  # of the largest part: what is larger may be a person whom the network knows badly
FAINT, SURE = 0.4, 0.6  # mean alpha of a part: all of it goes, or stays; in between it fades, so that it does not blink
BOX = (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
NEIGHBOURS = np.ones((3, 3), np.uint8)


def without_ghosts(matte: Matte) -> Matte:
    """Give the matte, (h, w) float32 in [0, 1], without its faint small parts: half a towel, a sofa's arm, a face on a poster.

    As the hysteresis of Canny (1986) keeps weak edges only where they hang together with strong ones, but judged by the mean of a part. The
    same array where there is nothing to take away.
    """
    small = np.ascontiguousarray(matte[::STEP, ::STEP])
    seen = (small > SEEN).astype(np.uint8)
    # Parts grow by a position, so that a ghost's rim goes with it, and what all but touches a person is theirs: glasses, a cup.
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(seen, NEIGHBOURS), connectivity=8)
    if count <= 2:
        return matte
    areas = np.bincount(labels.ravel(), seen.ravel(), count)
    means = np.bincount(labels.ravel(), (small * seen).ravel(), count) / np.maximum(areas, 1)
    kept = np.clip((means - FAINT) / (SURE - FAINT), 0, 1)
    kept[0] = 1
    kept[areas >= SMALL * areas[1:].max()] = 1
    ghosts = stats[kept < 1]
    if not len(ghosts):
        return matte
    left, top, width, height = (ghosts[:, column] for column in BOX)
    rows, columns = slice(top.min(), (top + height).max()), slice(left.min(), (left + width).max())
    shares = kept.astype(np.float32)[labels[rows, columns]]
    result = matte.copy()
    faded = result[rows.start * STEP : rows.stop * STEP, columns.start * STEP : columns.stop * STEP]
    faded *= np.repeat(np.repeat(shares, STEP, axis=0), STEP, axis=1)[: faded.shape[0], : faded.shape[1]]
    return result
