"""Hints for the person in the picture: one at a time, the most important first."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.guidance import Advice, advice


@pytest.mark.parametrize(
    ("left", "width", "top", "level", "expected"),
    [
        (100, 88, 40, 140, ""),
        (100, 88, 40, 25, "dark"),
        (0, 88, 40, 140, "at the left"),
        (200, 88, 40, 140, "at the right"),
        (130, 30, 60, 140, "too far"),
        (5, 280, 5, 140, "too near"),
        (140, 4, 150, 140, "nobody"),
    ],
)
def test_the_first_thing_to_mend_is_named(left: int, width: int, top: int, level: int, expected: Advice):
    matte = np.zeros((160, 288), np.float32)
    matte[top:, left : left + width] = 1
    image = np.full((720, 1280, 3), 200, np.uint8)  # a bright room says nothing about the face
    image[:, round(left / 0.225) : round((left + width) / 0.225)] = level
    assert advice(matte, image) == expected
