"""Check that the person's light moves towards the background's, and by how much."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.lighting import light_gains, matched, matched_edges


def scene(level: tuple[int, int, int]) -> np.ndarray:
    return np.full((180, 320, 3), level, np.uint8)


def test_a_darker_warmer_room_darkens_and_warms_the_person():
    matte = np.zeros((180, 320), np.float32)
    matte[:, 100:220] = 1
    person = scene((150, 150, 150))
    gains = light_gains(person, scene((60, 80, 110)), matte)
    out = matched(person, gains, 1.0)[90, 160].astype(int)
    assert (out < 150).all() and out[0] < out[1] < out[2]
    half = matched(person, gains, 0.5)[90, 160].astype(int)
    assert (out < half).all() and (half < 150).all()


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_black_stays_black_and_white_white(strength):
    image = np.zeros((4, 4, 3), np.uint8)
    image[2:] = 255
    out = matched(image, np.array([0.3, 1.0, 3.0], np.float32), strength)
    np.testing.assert_array_equal(out, image)
    assert not np.shares_memory(out, image)


def test_without_strength_or_difference_nothing_changes():
    image = np.random.default_rng(0).integers(0, 256, (36, 64, 3), dtype=np.uint8)
    image.flags.writeable = False
    np.testing.assert_array_equal(matched(image, np.full(3, 3.0, np.float32), 0.0), image)
    nobody = np.zeros((36, 64), np.float32)
    np.testing.assert_allclose(light_gains(image, image, nobody), 1, atol=1e-5)
    np.testing.assert_array_equal(matched(image, np.ones(3, np.float32), 1.0), image)


def test_a_frame_without_any_room_in_sight_is_left_as_it_is():
    assert (light_gains(scene((9, 9, 9)), scene((250, 250, 250)), np.ones((180, 320), np.float32)) == 1).all()


def test_gains_have_limits():
    gains = light_gains(scene((1, 1, 1)), scene((255, 255, 255)), np.zeros((180, 320), np.float32))
    assert gains.dtype == np.float32 and gains.max() <= 4


def test_colours_along_the_edge_get_the_light_of_the_picture():
    edges = np.random.default_rng(1).uniform(0, 255, (4, 6, 8)).astype(np.float32)
    before, gains = edges.copy(), np.array([0.5, 1.0, 2.0], np.float32)
    out = matched_edges(edges, gains, 1.0)
    np.testing.assert_array_equal(out[..., :3], matched(before[..., :3].round().astype(np.uint8), gains, 1.0))
    np.testing.assert_array_equal(out[..., 6:], before[..., 6:])
    np.testing.assert_array_equal(edges, before)
