"""Check what is drawn behind people: it never covers them, and plants and shelves look like what they are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from train.clutter import bulging, cloth, clutter, plant, shelf

SHAPE = (96, 128)


def test_clutter_stays_behind_the_person():
    image, matte = np.full((*SHAPE, 3), (0, 0, 200), np.uint8), np.zeros(SHAPE, np.uint8)
    cv2.circle(matte, (64, 60), 28, 255, -1)
    image[matte > 0] = 0, 200, 0
    blue, rng, changed = np.full((*SHAPE, 3), (200, 0, 0), np.uint8), np.random.default_rng(4), []
    for _ in range(30):
        seen = clutter(rng, image, matte, [blue])
        assert seen.shape == image.shape and seen.dtype == np.uint8
        np.testing.assert_array_equal(seen[matte == 255], image[matte == 255])
        changed.append((seen[matte == 0] != image[matte == 0]).any(axis=1).mean())
    assert np.mean(np.array(changed) > 0.01) > 0.8


@pytest.mark.parametrize("draw", [plant, shelf])
@pytest.mark.parametrize("shape", [SHAPE, (160, 96), (16, 16)])
def test_things_are_drawn_in_any_frame(draw, shape):
    shares = []
    for seed in range(40):
        drawn, outline = draw(np.random.default_rng(seed), shape)
        assert drawn.shape == (*shape, 3) and outline.shape == shape
        assert drawn.dtype == outline.dtype == np.uint8
        shares.append((outline > 127).mean())
    assert 0.02 < np.mean(shares) < 0.6  # some lie partly outside


def test_most_leaves_are_green():
    greener = []
    for seed in range(60):
        drawn, outline = plant(np.random.default_rng(seed), SHAPE)
        if (outline > 127).any():
            blue, green, red = drawn[outline > 127].mean(axis=0)
            greener.append(green > max(blue, red))
    assert 0.6 < np.mean(greener) < 1  # some are dry, and a pot may be of any colour


def test_a_body_is_light_at_one_side_and_dark_at_the_other():
    filling, outline = np.full((*SHAPE, 3), 120, np.uint8), np.zeros(SHAPE, np.uint8)
    cv2.ellipse(outline, (64, 48), (40, 30), 0, 0, 360, 255, -1)
    lit = bulging(np.random.default_rng(1), filling, outline)[outline > 127].astype(int)
    assert lit.max() > 125 and lit.min() < 115
    assert lit.mean() == pytest.approx(120, abs=4)
    thin = np.zeros(SHAPE, np.uint8)
    thin[10] = 255
    assert bulging(np.random.default_rng(1), filling, thin) is filling


def test_clutter_may_be_of_the_persons_clothes():
    image = np.full((*SHAPE, 3), (0, 200, 0), np.uint8)  # green room, blue head, red clothes
    matte = np.zeros(SHAPE, np.uint8)
    matte[16:96, 30:100] = 255
    image[16:56, 30:100], image[56:, 30:100] = (220, 0, 0), (0, 0, 180)
    for seed in range(10):
        piece = cloth(np.random.default_rng(seed), image, matte)
        assert piece is not None and piece.shape == image.shape and piece.dtype == np.uint8
        assert (piece.argmax(axis=2) == 2).mean() > 0.99


def test_who_is_thinner_than_any_piece_gives_none():
    image, matte = np.zeros((*SHAPE, 3), np.uint8), np.zeros(SHAPE, np.uint8)
    assert cloth(np.random.default_rng(0), image, matte) is None
    matte[20:90, 60:62] = 255
    assert cloth(np.random.default_rng(0), image, matte) is None
