"""Move the person's exposure and white balance towards those of the new background. Pure functions."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.types import EdgeColours, Image, Matte

Gains = NDArray[np.float32]
"""(3,) float32, how much more light of B, G and R the new room has than the old one; 1 = as much."""

STEP_PX = 16  # every so many pixels are enough for a mean
GAMMA = 2.2
LEAST_ROOM = 0.02  # of the frame: with less of the old room in sight nothing is known of its light
MOST_GAIN = 4.0
FULL = 0.6  # the share of the difference that is made up at strength 1: all of it looks painted


def light_gains(image: Image, backdrop: Image, matte: Matte) -> Gains:
    """Compare the light of the room around the person with that of the backdrop.

    image, backdrop: (H, W, 3) uint8 BGR. matte: (H, W) float32 in [0, 1]. Returns gains within 1/4 and 4; 1 where no room is in sight.
    """
    part = np.s_[::STEP_PX, ::STEP_PX]
    room = 1.0 - matte[part]
    if room.mean() < LEAST_ROOM:
        return np.ones(3, np.float32)
    old = (np.power(image[part] / 255.0, GAMMA) * room[..., None]).sum(axis=(0, 1)) / room.sum()
    new = np.power(backdrop[part] / 255.0, GAMMA).mean(axis=(0, 1))
    return np.asarray(np.clip((new + 1e-3) / (old + 1e-3), 1 / MOST_GAIN, MOST_GAIN), dtype=np.float32)


def matched(image: Image, gains: Gains, strength: float) -> Image:
    """Give the picture in other light: a new (H, W, 3) uint8 BGR. strength: 0 = as it is, 1 = in full.

    Black stays black and white stays white, so that nothing is clipped.
    """
    light = np.power(np.arange(256) / 255.0, GAMMA)[:, None]
    gain = np.power(gains, FULL * strength)[None]
    curves = np.power(light * gain / (1 + light * (gain - 1)), 1 / GAMMA)
    table = np.round(255 * curves).astype(np.uint8)[None]
    return np.asarray(cv2.LUT(image, table), dtype=np.uint8)


def matched_edges(edges: EdgeColours, gains: Gains, strength: float) -> EdgeColours:
    """Give the colours along an edge in the light that `matched` gives the picture; what is said of alpha stays."""
    out = edges.copy()
    for colours in (np.s_[..., 0:3], np.s_[..., 3:6]):
        out[colours] = matched(np.ascontiguousarray(edges[colours]).round().astype(np.uint8), gains, strength)
    return out
