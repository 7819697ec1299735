"""Test frames that held-out people are put into: how many, how high, and that matte and picture belong together."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.errors import DataError
from train.data import Pair
from train.placed import FAR, NEAR, SHAPES, placed_sets


def disc(left=40, *, radius=30):
    """Give a green disc on red, 120x100: whatever is green is person."""
    matte = cv2.circle(np.zeros((100, 120), np.uint8), (left + radius, 55), radius, 255, -1)
    return Pair("disc", np.where(matte[:, :, None] > 0, (0, 200, 0), (0, 0, 200)).astype(np.uint8), matte)


ROOM = np.full((360, 640, 3), (200, 0, 0), np.uint8)


@pytest.mark.parametrize(("which", "sizes"), [(0, FAR), (1, NEAR)])
def test_people_are_as_high_as_the_set_says_and_the_matte_is_theirs(which, sizes):
    pictures = list(placed_sets([[disc()]], [ROOM], 18))[which]
    assert pictures.count == 18
    counts = set()
    for number, pair in enumerate(pictures.read()):
        assert pair.matte.shape == SHAPES[number % 3] == pair.image.shape[:2]
        person = pair.matte > 127
        assert ((pair.image.argmax(axis=2) == 1) == person).mean() > 0.99
        parts, _, stats, _ = cv2.connectedComponentsWithStats(person.astype(np.uint8))
        counts.add(parts - 1)
        if which == 0:
            assert stats[1:, cv2.CC_STAT_HEIGHT].max() < sizes[1] * pair.matte.shape[0] + 3
            assert stats[1:, cv2.CC_STAT_HEIGHT].min() > sizes[0] * pair.matte.shape[0] - 3
    assert 1 in counts and max(counts) > 1


def test_it_is_the_same_at_every_reading():
    far, _ = placed_sets([[disc()]], [ROOM], 4)
    for one, other in zip(far.read(), far.read(), strict=True):
        np.testing.assert_array_equal(one.image, other.image)


def test_who_is_cut_by_a_side_is_left_out():
    with pytest.raises(DataError, match="cut by a side"):
        list(placed_sets([[disc(left=-10)], [disc(left=70)]], [ROOM]))
