"""Find how noisy a picture is, and calm it for whoever follows its edges. Pure functions."""

from __future__ import annotations

import cv2
import numpy as np

from livebg.kernels import flat
from livebg.kernels.plain import find_grain
from livebg.types import Image

STEP_PX = 23  # of the grid on which noise is looked at; odd, so that the places in blocks of 8 all take turns
GRAIN_GAIN = 6 * 0.6745  # the median answer of its mask to noise of standard deviation 1
QUIET, MOST_BLUR_PX = 2.0, 1.0  # grey levels that need no calming; the most that is blurred, two levels above
LEAST_BLUR_PX = 0.3  # less changes nothing


def noise_levels(image: Image) -> float:
    """Estimate the standard deviation of a picture's noise from pixel to pixel, in grey levels.

    By the mask of Immerkaer 1996, on the green channel; the median in place of the mean leaves edges and texture out. Noise that is
    coarser than pixels, as after compression, is hardly seen. image: (H, W, 3) uint8 BGR.
    """
    height, width = image.shape[0] - 2, image.shape[1] - 2
    if height < 1 or width < 1:
        return 0.0
    grain = np.empty((-(-height // STEP_PX), -(-width // STEP_PX)), np.float32)
    find_grain(flat(image), STEP_PX, grain)
    middle = grain.size // 2
    return float(np.partition(grain, middle, axis=None)[middle]) / GRAIN_GAIN  # np.median takes three times as long


def calming_px(image: Image) -> float:
    """Give the standard deviation of the blur that calms a picture, in pixels; 0 = it has too little noise for any.

    The blur begins gently, so that a picture on the border does not jump. image: (H, W, 3) uint8 BGR.
    """
    sigma_px = min(MOST_BLUR_PX, (noise_levels(image) - QUIET) / 2)
    return sigma_px if sigma_px >= LEAST_BLUR_PX else 0.0


def calmed(image: Image) -> Image:
    """Give a picture in which noise does not hide edges: itself where it has little, else blurred by up to a pixel."""
    sigma_px = calming_px(image)
    return np.asarray(cv2.GaussianBlur(image, (5, 5), sigma_px), dtype=np.uint8) if sigma_px > 0 else image
