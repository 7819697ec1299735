"""Measure mattes: IoU, mIoU, boundary F, MAD, MSE, Grad, Conn on pictures; dtSSD, flicker and trail on sequences.

Published figures have the scaling of Robust Video Matting's evaluation (Lin et al. 2022): MAD and MSE x1000, the sums Grad and Conn
/1000, dtSSD x100; IoU, mIoU and boundary F are in percent, flicker and trail x1000. Every figure is a mean over pictures or frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Matte = NDArray[np.float32]  # (H, W) alpha in [0, 1]
BOUNDARY_TOLERANCE = 0.0075  # of the picture's diagonal, as in DAVIS (Perazzi et al. 2016)
GRAD_SIGMA_PX = 1.4
CONN_STEPS = 10  # thresholds of alpha: 0.1, 0.2 ... 1.0
TRAIL_FRAMES = 3  # for so many frames after the person left, alpha there counts as a trail
CONN_LEAST = 0.15  # a smaller distance from the connected level counts as connected
STILL_ALPHA = 0.02  # a true alpha that changes by less than this from frame to frame stands still
STILL_LEVELS = 6  # grey levels of 255: a picture that changes by no more, after a 5x5 mean, stands still


def iou(matte: Matte, truth: Matte) -> float:
    """Give the person's intersection over union at alpha 0.5, in [0, 1]; both empty is 1."""
    a, b = matte > 0.5, truth > 0.5
    union = np.count_nonzero(a | b)
    return 1.0 if union == 0 else float(np.count_nonzero(a & b) / union)


def miou(matte: Matte, truth: Matte) -> float:
    """Give the mean of the person's and the background's intersection over union at alpha 0.5, in [0, 1]."""
    a, b = matte <= 0.5, truth <= 0.5
    union = np.count_nonzero(a | b)
    background = 1.0 if union == 0 else float(np.count_nonzero(a & b) / union)
    return (iou(matte, truth) + background) / 2


def _edge(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Give the inner outline of a mask, 1 pixel wide; the picture's own border is no outline."""
    m = mask.astype(np.uint8)
    inner = cv2.erode(m, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(m - inner, dtype=np.uint8)


def boundary_f(matte: Matte, truth: Matte) -> float:
    """Give the F-measure of the outlines at alpha 0.5 within a small distance (Martin et al. 2004), in [0, 1]."""
    a, b = _edge(matte > 0.5), _edge(truth > 0.5)
    if not a.any() and not b.any():
        return 1.0
    radius = max(1, round(BOUNDARY_TOLERANCE * float(np.hypot(*truth.shape))))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    near_a, near_b = cv2.dilate(a, disc) > 0, cv2.dilate(b, disc) > 0
    precision = np.count_nonzero((a > 0) & near_b) / max(1, int(np.count_nonzero(a)))
    recall = np.count_nonzero((b > 0) & near_a) / max(1, int(np.count_nonzero(b)))
    return 0.0 if precision + recall == 0 else float(2 * precision * recall / (precision + recall))


def mad(matte: Matte, truth: Matte) -> float:
    """Give the mean absolute difference of alpha, in [0, 1]; published x1000."""
    return float(np.abs(matte - truth).mean())


def mse(matte: Matte, truth: Matte) -> float:
    """Give the mean squared difference of alpha, in [0, 1]; published x1000."""
    return float(np.square(matte - truth).mean())


def _steepness(matte: Matte) -> Matte:
    """Give the length of alpha's gradient by first-order Gaussian derivatives, filters of unit energy: (H, W) float32."""
    reach = int(np.ceil(GRAD_SIGMA_PX * np.sqrt(-2 * np.log(np.sqrt(2 * np.pi) * GRAD_SIGMA_PX * 0.01))))
    at = np.arange(-reach, reach + 1, dtype=np.float64)
    bell = np.exp(-(at**2) / (2 * GRAD_SIGMA_PX**2))
    slope = -at * bell
    norm = np.sqrt(np.square(np.outer(bell, slope)).sum())
    along_x = cv2.sepFilter2D(matte, cv2.CV_32F, slope / norm, bell)
    along_y = cv2.sepFilter2D(matte, cv2.CV_32F, bell, slope / norm)
    return np.asarray(cv2.magnitude(along_x, along_y), dtype=np.float32)


def grad(matte: Matte, truth: Matte) -> float:
    """Give the sum of squared differences of the gradient (Rhemann et al. 2009, sigma 1.4), in pixels; published /1000."""
    return float(np.square(_steepness(matte) - _steepness(truth)).sum(dtype=np.float64))


def conn(matte: Matte, truth: Matte) -> float:
    """Give the connectivity error (Rhemann et al. 2009, steps of 0.1), in pixels; published /1000.

    A pixel's level is the highest threshold at which it belongs to the largest region where both mattes reach it; what either
    matte has above that level is unconnected, and the two are compared.
    """
    levels = np.ones(truth.shape, np.float32)
    undecided = np.ones(truth.shape, np.bool_)
    both = np.minimum(matte, truth)
    for step in range(1, CONN_STEPS + 1):
        reached = (both >= np.float32(step / CONN_STEPS)).astype(np.uint8)
        _, regions, stats, _ = cv2.connectedComponentsWithStats(reached, connectivity=4)
        areas = stats[1:, cv2.CC_STAT_AREA]
        largest = regions == 1 + np.argmax(areas) if len(areas) else np.zeros(truth.shape, np.bool_)
        levels[undecided & ~largest] = (step - 1) / CONN_STEPS
        undecided &= largest
    above, true_above = matte - levels, truth - levels
    above, true_above = above * (above >= CONN_LEAST), true_above * (true_above >= CONN_LEAST)
    return float(np.abs(above - true_above).sum(dtype=np.float64))


def dtssd(matte: Matte, before: Matte, truth: Matte, truth_before: Matte) -> float:
    """Give how far alpha's change since the frame before is from the true change (Erofeev et al. 2015), RMS; published x100."""
    return float(np.sqrt(np.square((matte - before) - (truth - truth_before)).mean(dtype=np.float64)))


def still_truth(truth: Matte, truth_before: Matte) -> NDArray[np.bool_]:
    """Say where the true alpha stands still: (H, W) bool."""
    return np.asarray(np.abs(truth - truth_before) < STILL_ALPHA)


def still_picture(image: NDArray[np.uint8], before: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Say where the picture stands still, for clips without a true matte. (H, W, 3) uint8 each; gives (H, W) bool."""
    change = cv2.blur(cv2.absdiff(image, before).max(axis=2), (5, 5))  # the noise of a camera is no change
    return np.asarray(change <= STILL_LEVELS)


def flicker(matte: Matte, before: Matte, still: NDArray[np.bool_]) -> float:
    """Give the mean change of alpha where nothing should change, in [0, 1], 0 where nothing is still; published x1000."""
    return float(np.abs(matte - before)[still].mean(dtype=np.float64)) if still.any() else 0.0


def just_left(truth: Matte, truths_before: Sequence[Matte]) -> NDArray[np.bool_]:
    """Say what a person left within the last frames: true alpha is 0 now and was above a half in one of `truths_before`. (H, W) bool."""
    was = np.zeros(truth.shape, np.bool_)
    for before in truths_before:
        was |= before > 0.5
    return np.asarray(was & (truth == 0))


def trail(matte: Matte, left: NDArray[np.bool_]) -> float:
    """Give the mean alpha where the person has just left, in [0, 1], 0 where nothing was left; published x1000."""
    return float(matte[left].mean(dtype=np.float64)) if left.any() else 0.0


def score_quickly(matte: Matte, truth: Matte) -> dict[str, float]:
    """Score one picture: iou and boundary_f in percent, mad and mse x1000."""
    return {
        "iou": iou(matte, truth) * 100,
        "boundary_f": boundary_f(matte, truth) * 100,
        "mad": mad(matte, truth) * 1000,
        "mse": mse(matte, truth) * 1000,
    }


def score_picture(matte: Matte, truth: Matte) -> dict[str, float]:
    """Score one picture: the quick ones, miou in percent, grad and conn /1000."""
    more = {"miou": miou(matte, truth) * 100, "grad": grad(matte, truth) / 1000, "conn": conn(matte, truth) / 1000}
    return score_quickly(matte, truth) | more


def average(scores: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Average every metric over the pictures that have it."""
    columns: dict[str, list[float]] = {}
    for score in scores:
        for metric, value in score.items():
            columns.setdefault(metric, []).append(value)
    return {metric: float(np.mean(values)) for metric, values in columns.items()}


def summarise(pairs: Iterable[tuple[Matte, Matte]]) -> dict[str, float]:
    """Average the quick metrics over (matte, truth) pairs: iou and boundary_f in percent, mad and mse x1000."""
    scores = [score_quickly(matte, truth) for matte, truth in pairs]
    nothing = dict.fromkeys(("iou", "boundary_f", "mad", "mse"), float("nan"))
    return (average(scores) or nothing) | {"pictures": len(scores)}
