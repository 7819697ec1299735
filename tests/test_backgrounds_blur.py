"""Check that the blurred room holds no person, no seam and no detail."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.backgrounds.blur import blur_sigma, blurred_room

SIZE = (320, 180)
STRENGTHS = [0.0, 0.25, 0.5, 0.75, 1.0]
RED = np.array([10, 10, 240], np.float32)


def soft_person(size: tuple[int, int] = SIZE) -> np.ndarray:
    """Give a body with a soft edge: (H, W) float32 alpha."""
    width, height = size
    hard = np.zeros((height, width), np.float32)
    cv2.circle(hard, (width // 2, height // 2), height // 4, 1.0, -1)
    cv2.rectangle(hard, (width // 3, height * 2 // 3), (width * 2 // 3, height), 1.0, -1)
    return cv2.GaussianBlur(hard, (0, 0), 1.5)


def scene(room: np.ndarray, matte: np.ndarray, person: np.ndarray = RED) -> np.ndarray:
    """Put a person of one colour before the room, mixed at the edge as a lens does."""
    alpha = matte[..., None]
    return np.round(alpha * person + (1 - alpha) * room).astype(np.uint8)


def stripes(size: tuple[int, int] = SIZE, period: int = 8) -> np.ndarray:
    """Draw black and white squares."""
    rows, columns = np.mgrid[: size[1], : size[0]]
    squares = ((rows // (period // 2) + columns // (period // 2)) % 2 * 255).astype(np.uint8)
    return cv2.merge([squares] * 3)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_no_colour_of_the_person_gets_into_the_room(strength: float):
    matte = soft_person()
    blurred = blurred_room(scene(stripes(), matte), matte, strength).astype(int)
    assert (blurred[..., 2] - blurred[..., 0]).max() <= 4


@pytest.mark.parametrize("strength", STRENGTHS)
def test_not_even_when_the_matte_is_two_pixels_too_narrow(strength: float):
    matte = soft_person()
    narrow = cv2.erode(matte, np.ones((5, 5), np.uint8))
    blurred = blurred_room(scene(stripes(), matte), narrow, strength).astype(int)
    assert (blurred[..., 2] - blurred[..., 0]).max() <= 12


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("size", [(320, 180), (1001, 563), (180, 320)])
def test_a_room_of_one_colour_keeps_it_around_and_behind_the_person(strength: float, size: tuple[int, int]):
    matte = soft_person(size)
    room = np.full((size[1], size[0], 3), (200, 120, 30), np.uint8)
    sharp_matte = (matte > 0).astype(np.float32)
    image = np.where(sharp_matte[..., None] > 0, RED.astype(np.uint8), room)
    assert np.abs(blurred_room(image, sharp_matte, strength).astype(int) - room).max() <= 1


def test_detail_of_the_room_is_lost_at_every_strength_and_more_with_more():
    room = np.random.default_rng(3).integers(0, 256, (360, 640, 3), dtype=np.uint8)
    left = [float(np.var(blurred_room(room, np.zeros((360, 640), np.float32), s).astype(float))) for s in STRENGTHS]
    assert left[0] < 0.01 * np.var(room.astype(float))
    assert left == sorted(left, reverse=True)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_print_that_a_camera_can_read_is_wiped_out_beside_the_person_too(strength: float):
    matte = soft_person((640, 360))
    letters = stripes((640, 360), period=12)
    blurred = blurred_room(scene(letters, matte), matte, strength).astype(float)
    assert np.abs(blurred - cv2.GaussianBlur(blurred, (0, 0), 6)).max() < 25  # the squares themselves differ by 255


def test_the_sigma_has_a_floor_grows_with_strength_and_treats_portrait_alike():
    assert blur_sigma(0, 720, 1280) == pytest.approx(12)
    assert blur_sigma(1, 720, 1280) == pytest.approx(60)
    assert blur_sigma(0.5, 1280, 720) == pytest.approx(blur_sigma(0.5, 720, 1280))
    assert blur_sigma(0, 1, 1) == 2


@pytest.mark.parametrize("alpha", [1.0, 0.5])
def test_a_frame_full_of_person_gives_plain_grey(alpha: float):
    image = np.full((90, 160, 3), (10, 10, 240), np.uint8)
    blurred = blurred_room(image, np.full((90, 160), alpha, np.float32), 0.5)
    assert (blurred == 96).all()


def test_behind_the_middle_of_the_person_the_room_goes_on_without_a_step():
    ramp = np.tile(np.linspace(0, 255, 640, dtype=np.float32)[None, :, None], (360, 1, 3))
    matte = np.zeros((360, 640), np.float32)
    matte[:, 160:480] = 1
    row = blurred_room(scene(ramp, matte), matte, 0.0)[180, :, 0].astype(int)
    assert np.abs(np.diff(row)).max() <= 6
    assert (row[:100] < 70).all() and (row[-100:] > 185).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (2, 3), (17, 33)])
def test_any_shape_is_handled_and_its_mean_kept(shape: tuple[int, int]):
    image = np.full((*shape, 3), (5, 100, 250), np.uint8)
    blurred = blurred_room(image, np.zeros(shape, np.float32), 1.0)
    assert blurred.shape == image.shape and blurred.dtype == np.uint8
    assert np.abs(blurred.astype(int) - image).max() <= 1


def test_the_arguments_are_not_written_and_the_result_is_read_only():
    matte = soft_person()
    image = scene(stripes(), matte)
    image.flags.writeable = matte.flags.writeable = False
    first, second = blurred_room(image, matte, 0.5), blurred_room(image, matte, 0.5)
    assert not first.flags.writeable
    assert not np.shares_memory(first, second)


def test_a_lamp_becomes_a_disc_and_outshines_the_wall():
    room = np.full((180, 320, 3), 60, np.uint8)
    cv2.circle(room, (80, 60), 4, (255, 255, 255), -1)
    nobody = np.zeros((180, 320), np.float32)
    plain, lens = (blurred_room(room, nobody, 0.3, disc=disc)[..., 1].astype(int) for disc in (False, True))
    assert lens[60, 80] > plain[60, 80] + 20
    row = lens[60, 60:101]
    assert (row > (row.max() + 60) / 2).sum() >= 10  # flat on top, not a peak
    assert np.abs(lens[150:, 250:] - 60).max() <= 2


@pytest.mark.parametrize("strength", STRENGTHS)
def test_no_colour_of_the_person_gets_into_the_room_of_a_lens_either(strength: float):
    matte = soft_person()
    blurred = blurred_room(scene(stripes(), matte), matte, strength, disc=True).astype(int)
    assert (blurred[..., 2] - blurred[..., 0]).max() <= 4
