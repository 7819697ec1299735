"""Check the scenes that networks learn from: people moved into rooms with their mattes, and what cameras do to them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from train.camera import photograph
from train.clips import bundled_rooms, demo_pairs
from train.data import Pair
from train.framing import frame, largest, window
from train.samples import Mix, Sampler
from train.scenes import composite, room, wave, without_person

GREEN, RED, BLUE = (0, 200, 0), (0, 0, 200), (200, 0, 0)


def flat(colour: tuple[int, int, int], shape: tuple[int, int] = (96, 128)) -> np.ndarray:
    return np.full((*shape, 3), colour, np.uint8)


def person(*, cut_out: bool = False, behind: np.ndarray | None = None) -> Pair:
    """Give a green disc on red: whatever is green is person."""
    image, matte = flat(RED), np.zeros((96, 128), np.uint8)
    cv2.circle(matte, (64, 60), 28, 255, -1)
    image[matte > 0] = GREEN
    return Pair("disc", image, matte, exact=cut_out, cut_out=cut_out, behind=behind)


def test_the_person_is_painted_over_with_what_surrounds_them():
    filled = without_person(person())
    assert np.abs(filled.astype(int) - RED).max() < 12


def test_windows_do_not_cut_a_torso_loose():
    """A person whom the picture's lower side cuts stays at the frame's lower side."""
    matte = np.zeros((100, 100), np.uint8)
    matte[30:, 35:65] = 255
    rng = np.random.default_rng(3)
    for _ in range(200):
        _, y, _, h = window(rng, matte, 1.6, beyond=True)
        assert y + h <= 100 + 1e-6


@pytest.mark.parametrize("beyond", [True, False])
def test_picture_matte_and_chair_are_framed_alike(beyond):
    pair = person()
    chair = np.dstack([pair.image, pair.matte])
    rng = np.random.default_rng(5)
    for _ in range(40):
        seen = frame(rng, Pair("both", pair.image, pair.matte, behind=chair), (64, 96), beyond=beyond)
        assert seen.image.shape == (64, 96, 3)
        inside, outside = seen.matte > 250, seen.matte < 5
        assert (seen.image[inside][:, 1] > 150).all()
        assert (seen.image[outside][:, 1] < 60).all()
        assert (seen.behind is not None) == beyond
        if beyond:
            np.testing.assert_allclose(seen.behind[:, :, 3], seen.matte, atol=1)


def test_a_composite_is_made_with_the_matte_it_gives():
    pair, rng = person(cut_out=True), np.random.default_rng(2)
    image, matte = composite(rng, pair.image, pair.matte, flat(BLUE), exact=True)
    np.testing.assert_array_equal(matte, pair.matte)
    assert (image[matte == 0] == BLUE).all()
    assert (image[matte == 255][:, 1] > 90).all()


def test_a_cut_out_person_never_keeps_the_colour_outside_the_matte():
    behind = np.dstack([flat((10, 10, 10)), np.full((96, 128), 0, np.uint8)])
    sampler = Sampler([(1.0, [person(cut_out=True, behind=behind)])], [flat(BLUE)])
    rng = np.random.default_rng(6)
    bluer = []
    for _ in range(60):
        image, matte, _ = sampler.draw(rng, (64, 96), Mix(0.0, 0.0, 0.0, 0.0))
        blue, _, red = image[matte < 3].reshape(-1, 3).mean(axis=0)
        bluer.append(blue > red + 5)
    assert (
        np.mean(bluer) > 0.6
    )  # a blue room behind, not the red that surrounds the cut-out; some are grey or plain walls


def test_empty_rooms_have_empty_mattes_and_company_has_more_person():
    sampler = Sampler([(1.0, [person()])], [flat(BLUE)])
    nobody = sampler.draw(np.random.default_rng(1), (64, 96), Mix(0.0, 1.0, 0.5)).matte
    assert not nobody.any()
    areas = [
        np.mean([sampler.draw(np.random.default_rng(i), (64, 96), mix).matte.mean() for i in range(60)])
        for mix in (Mix(1.0, 0.0, 0.0, 0.0), Mix(1.0, 0.0, 0.0, 1.0))
    ]
    assert areas[1] > 1.15 * areas[0]


def test_the_largest_frame_stays_in_the_picture_and_keeps_its_shape():
    rng = np.random.default_rng(8)
    for shape in ((160, 192), (128, 224), (224, 128)):
        for _ in range(40):
            chosen = largest(rng, np.zeros((320, 240), np.uint8), shape)
            assert min(chosen.x, chosen.y) >= 0
            assert chosen.x + chosen.w <= 240 + 1e-6
            assert chosen.y + chosen.h <= 320 + 1e-6
            assert abs(np.log(chosen.w / chosen.h * shape[0] / shape[1])) < 0.121
            assert max(chosen.w / 240, chosen.h / 320) > 0.84


def test_cameras_and_rooms_keep_shape_and_type():
    rng = np.random.default_rng(9)
    rooms = bundled_rooms()
    for shape in ((96, 160), (160, 96), (33, 47)):
        for _ in range(30):
            picture = photograph(rng, room(rng, rooms, shape))
            assert picture.shape == (*shape, 3)
            assert picture.dtype == np.uint8


def test_the_bundled_clip_is_a_set_with_exact_mattes():
    held, kept = demo_pairs(validation=True), demo_pairs(validation=False)
    assert len(held) + len(kept) == 60
    assert len(held) >= 2
    assert not {pair.name for pair in held} & {pair.name for pair in kept}
    assert all(pair.exact and pair.image.shape[:2] == pair.matte.shape for pair in held + kept)
    assert all(0.1 < (pair.matte > 127).mean() < 0.8 for pair in held + kept)


def test_what_waves_is_smeared_with_its_alpha_and_the_rest_stays():
    rng = np.random.default_rng(4)
    image = np.zeros((120, 160, 3), np.uint8)
    alpha = np.zeros((120, 160), np.float32)
    alpha[40:, 60:110] = 1
    image[34:, 54:116] = (30, 90, 200)  # as far as alpha is soft
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.8)
    before = image.copy(), soft.copy()
    changed = np.zeros_like(soft)
    for _ in range(20):
        moved, own = wave(rng, image, soft)
        assert own.dtype == np.float32 and moved.dtype == np.uint8 and 0 <= own.min() and own.max() <= 1
        person = own > 0.05
        assert (
            np.abs(moved[person].astype(int) - (30, 90, 200)).max(axis=1) <= 40
        ).mean() > 0.95  # no colour of the room
        assert own.sum() == pytest.approx(soft.sum(), rel=0.05)  # what leaves one place arrives at another
        changed += np.abs(own - soft)
    assert (changed > 0).any() and (changed == 0).mean() > 0.3
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(soft, before[1])
    nobody = np.zeros_like(soft)
    assert wave(rng, image, nobody)[1] is nobody
