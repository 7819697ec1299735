"""Learn from teachers on mixed pictures, where the painted mattes say nothing that is not known yet (distillation)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from train.data import Mask, Picture
from train.pseudo import Look, mirrored, opinions_of

SIDES = (0.3, 0.8)  # of a pasted rectangle, parts of the picture's sides
SHARE = (0.3, 0.7)  # of the first picture, where two are seen through one another


class Teacher:
    """Give the mean opinion of several models; the first is asked about the mirror image, too, and so counts twice.

    The models are opened at the first picture, in the process that asks: their runtimes do not live through a fork.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        """files: .onnx (ours) or .tflite (MediaPipe's)."""
        self.files, self.looks = tuple(files), list[Look]()

    def __call__(self, image: Picture) -> Mask:
        """Give the matte (H, W) uint8 of a picture (H, W, 3) uint8 BGR. Raises ModelError for unusable files."""
        self.looks = self.looks or opinions_of(self.files)
        mean = np.mean([mirrored(self.looks[0], image), *(look(image) for look in self.looks)], axis=0)
        return np.asarray((mean * 255).round(), dtype=np.uint8)


def mixed(rng: np.random.Generator, one: Picture, other: Picture) -> Picture:
    """Give a picture (H, W, 3) uint8 of two: a rectangle of the other is pasted in, or they are seen through one another.

    CutMix (Yun et al. 2019) and mixup (Zhang et al. 2018). What a teacher says of pictures like these tells more of what it knows
    than its mattes of pictures that the student knows by heart (Beyer et al. 2022, "A good teacher is patient and consistent").
    """
    if rng.random() < 0.5:
        share = rng.uniform(*SHARE)
        return np.asarray((one * share + other * (1 - share)).round(), dtype=np.uint8)
    sides = (rng.uniform(*SIDES, size=2) * one.shape[:2]).astype(int)
    top, left = (int(rng.integers(whole - side + 1)) for whole, side in zip(one.shape[:2], sides, strict=True))
    part = np.s_[top : top + sides[0], left : left + sides[1]]
    result = one.copy()
    result[part] = other[part]
    return result
