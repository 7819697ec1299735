"""Check the measure of what may not be seen: it finds the room, and nothing else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.compose import placeholder
from livebg.room import PERSON, ROOM_SIZE, RoomSegmenter, room, room_blocks, scene


def test_the_room_is_seen_all_over_and_a_plain_picture_nowhere():
    everywhere = room_blocks(room(), room())
    assert everywhere == ((192 - 16) // 4 + 1) * ((128 - 16) // 4 + 1)
    assert room_blocks(np.full_like(room(), 90), room()) == 0
    assert room_blocks(placeholder(ROOM_SIZE, "starting"), room()) == 0


def test_one_block_of_the_room_is_enough():
    picture = np.full_like(room(), 90)
    picture[40:56, 64:80] = room()[40:56, 64:80]
    assert room_blocks(picture, room()) >= 1


def test_the_person_hides_the_blocks_behind():
    image, matte = scene(3)
    assert room_blocks(image, room()) == pytest.approx(room_blocks(image, room(), outside=matte), rel=0.2)
    assert room_blocks(image, room(), outside=np.ones_like(matte)) == 0


def test_a_darker_room_counts_and_a_blurred_one_does_not_at_half_contrast():
    assert room_blocks(room() // 3, room()) > 1000
    blurred = np.asarray(cv2.GaussianBlur(room(), (0, 0), 4))
    assert room_blocks(blurred, room(), contrast=0.5) == 0


def test_the_exact_network_gives_the_scenes_own_matte():
    image, matte = scene(9)
    given, _ = RoomSegmenter().segment(image, None)
    assert (given == matte).all()
    assert (image[matte == 1] == PERSON).all()
