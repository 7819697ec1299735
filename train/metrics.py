"""Measure mattes: IoU, boundary F, MAD, MSE on pictures."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

Matte = NDArray[np.float32]  # (H, W) alpha in [0, 1]
BOUNDARY_TOLERANCE = 0.0075  # of the picture's diagonal, as in DAVIS (Perazzi et al. 2016)


def iou(matte: Matte, truth: Matte) -> float:
    """Give the person's intersection over union at alpha 0.5, in [0, 1]; both empty is 1."""
    a, b = matte > 0.5, truth > 0.5
    union = np.count_nonzero(a | b)
    return 1.0 if union == 0 else float(np.count_nonzero(a & b) / union)


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
    near_a, near_b = cv2.dilate(a, disc), cv2.dilate(b, disc)
    precision = np.count_nonzero(a & near_b) / max(1, np.count_nonzero(a))
    recall = np.count_nonzero(b & near_a) / max(1, np.count_nonzero(b))
    return 0.0 if precision + recall == 0 else float(2 * precision * recall / (precision + recall))


def mad(matte: Matte, truth: Matte) -> float:
    """Give the mean absolute difference of alpha, in [0, 1]; published x1000."""
    return float(np.abs(matte - truth).mean())


def mse(matte: Matte, truth: Matte) -> float:
    """Give the mean squared difference of alpha, in [0, 1]; published x1000."""
    return float(np.square(matte - truth).mean())


def summarise(pairs: Iterable[tuple[Matte, Matte]]) -> dict[str, float]:
    """Average all metrics over (matte, truth) pairs: iou and boundary_f in percent, mad and mse x1000."""
    rows = [(iou(m, t) * 100, boundary_f(m, t) * 100, mad(m, t) * 1000, mse(m, t) * 1000) for m, t in pairs]
    means = np.mean(rows, axis=0) if rows else np.full(4, np.nan)
    return dict(zip(("iou", "boundary_f", "mad", "mse"), map(float, means), strict=True)) | {"pictures": len(rows)}
