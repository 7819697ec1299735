"""Test how near people are shown: cut from the waist up, and now and then far away in a room."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.errors import DataError
from train.data import Pair, held_out
from train.framing import UPPER, WIDEST, frame, upper_body
from train.sets import NEAR, pairs_of

WIDTH, HEIGHT = 300, 450


def standing(name="someone.png", left=120, top=40, width=70, height=360):
    """Give a picture with a person of this box, whose rows are told by their colour."""
    image = np.repeat((np.arange(HEIGHT) // 2).astype(np.uint8)[:, None, None], WIDTH, axis=1).repeat(3, axis=2)
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[top : top + height, left : left + width] = 255
    return Pair(name, image, matte)


def test_a_standing_person_is_cut_at_the_waist_with_air_above():
    whole = standing()
    near = upper_body(whole)
    assert near is not None
    x, y, w, h = cv2.boundingRect(near.matte)
    assert (w, h) == (70, round(UPPER * 360)) and y + h == near.matte.shape[0] and 0 < y < 40
    assert near.matte.shape[1] / near.matte.shape[0] == pytest.approx(WIDEST, abs=0.01)
    assert abs(x + w / 2 - near.matte.shape[1] / 2) <= 1
    np.testing.assert_array_equal(near.image[y, x], whole.image[40, 120])


@pytest.mark.parametrize("left", [0, WIDTH - 70])
def test_a_person_at_the_side_stays_inside(left):
    near = upper_body(standing(left=left))
    assert near is not None
    assert int(near.matte.astype(bool).sum()) == 70 * round(UPPER * 360)


def test_who_does_not_stand_whole_is_not_cut():
    assert upper_body(standing(width=250, height=300, left=20)) is None
    assert upper_body(standing(height=0)) is None


def test_the_set_holds_those_who_stand_and_keeps_the_split(tmp_path):
    for part in ("images", "mattes"):
        (tmp_path / "street" / part).mkdir(parents=True)
    names = [f"{number}.png" for number in range(60)]
    for number, name in enumerate(names):
        pair = standing() if number % 2 else standing(width=250, height=300, left=20)
        cv2.imwrite(str(tmp_path / "street" / "images" / name), pair.image)
        cv2.imwrite(str(tmp_path / "street" / "mattes" / name), pair.matte)
    for validation in (False, True):
        found = pairs_of([tmp_path], f"{NEAR}street", validation=validation)
        assert [pair.name for pair in found] == sorted(
            name for number, name in enumerate(names) if number % 2 and held_out(name) == validation
        )
    with pytest.raises(DataError, match="no data set meadow"):
        pairs_of([tmp_path], f"{NEAR}meadow", validation=False)


def test_people_before_another_room_are_sometimes_far_away_and_others_never():
    rng, shape = np.random.default_rng(2), (96, 160)
    pair = standing()
    far, near = (
        [(frame(rng, pair, shape, beyond=beyond).matte > 127).any(axis=1).mean() for _ in range(300)]
        for beyond in (True, False)
    )
    assert 0.05 < np.mean(np.array(far) < 0.5) < 0.4 and min(far) < 0.35
    assert min(near) > 0.55
