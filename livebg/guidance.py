"""Say what would make a person look better in their frame: where they are, how large, and how dark. A pure function."""

from __future__ import annotations

from typing import Literal

import numpy as np

from livebg.types import Image, Matte

Advice = Literal["", "nobody", "at the left", "at the right", "too far", "too near", "dark"]
LEAST_PERSON = 0.02  # of the frame
UPPER_SHARE = 0.4  # of a person's height: head and shoulders
OFF = 0.22  # of the frame's width, from its middle
NARROW = 0.16  # of the frame's width
FULL = 0.75  # of the frame
DARK = 50.0  # of 255, mean luma of head and shoulders
LUMA_BGR = (0.114, 0.587, 0.299)


def advice(matte: Matte, image: Image) -> Advice:
    """Give the one thing to mend first, "" = none.

    matte: (h, w) float32 in [0, 1]. image: (H, W, 3) uint8 BGR, looked at in as many places as the matte has. Left and right are
    those of the picture.
    """
    person = matte > 0.5
    if person.mean() < LEAST_PERSON:
        return "nobody"
    rows = np.flatnonzero(person.any(axis=1))
    end = rows[0] + max(1, round(UPPER_SHARE * (rows[-1] - rows[0] + 1)))
    upper = person[rows[0] : end]
    ys = (np.arange(rows[0], end) + 0.5) * image.shape[0] / matte.shape[0]
    xs = (np.arange(matte.shape[1]) + 0.5) * image.shape[1] / matte.shape[1]
    pixels = image[np.ix_(ys.astype(int), xs.astype(int))][upper]
    if float((pixels @ np.array(LUMA_BGR)).mean()) < DARK:
        return "dark"
    if person.mean() > FULL:
        return "too near"
    middle = float(np.nonzero(upper)[1].mean() + 0.5) / matte.shape[1]
    if abs(middle - 0.5) > OFF:
        return "at the left" if middle < 0.5 else "at the right"
    if person.any(axis=0).mean() < NARROW:
        return "too far"
    return ""
