"""Check that noise is measured, whatever is in the picture, and that only noisy pictures are calmed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.mattes import SHARPEN, enlarge, refine, shrink
from livebg.noise import calmed, noise_levels
from livebg.settings import LookSettings

FRAME = (640, 360)


def noisy(image: np.ndarray, levels: float) -> np.ndarray:
    """Add Gaussian noise, the same at every call."""
    return np.clip(image + np.random.default_rng(0).normal(0, levels, image.shape), 0, 255).astype(np.uint8)


def ramp() -> np.ndarray:
    """Give a picture that is brighter to the right, with a dark square."""
    image = (
        np.repeat(np.linspace(60, 200, FRAME[0])[None, :, None], FRAME[1], axis=0).repeat(3, axis=2).astype(np.uint8)
    )
    image[100:250, 200:400] = 40
    return image


@pytest.mark.parametrize("levels", [2.0, 4.0, 8.0])
def test_noise_is_measured_beside_edges_and_slopes(levels):
    assert noise_levels(noisy(ramp(), levels)) == pytest.approx(levels, rel=0.1)


def test_clean_pictures_are_given_back_as_they_are():
    for image in (ramp(), np.zeros((1, 1, 3), np.uint8), noisy(ramp(), 1.5)):
        assert calmed(image) is image


def test_a_noisy_picture_is_calmed_and_not_written_to():
    image = noisy(ramp(), 6.0)
    image.flags.writeable = False
    before, out = image.copy(), calmed(image)
    assert out.shape == image.shape and out.dtype == np.uint8
    assert np.std(out[:, 420:].astype(float) - ramp()[:, 420:]) < 0.5 * 6
    np.testing.assert_array_equal(image, before)
    gentle = calmed(noisy(ramp(), 2.8)).astype(int) - noisy(ramp(), 2.8)
    assert 0 < np.abs(gentle).mean() < 0.6  # no jump where calming begins


def test_a_matte_in_low_light_has_less_grain():
    rows, columns = np.mgrid[: FRAME[1], : FRAME[0]]
    truth = np.clip((110 - np.hypot(rows - 190, columns - 320)) / 12 + 0.5, 0, 1).astype(np.float32)
    image = noisy(np.repeat((30 + 25 * truth)[:, :, None], 3, axis=2), 6.0)
    small = cv2.resize(truth, (160, 90), interpolation=cv2.INTER_AREA)
    look = LookSettings(level_low=0.0, level_high=1.0)
    nodes = shrink(image, (80, 45))
    grainy = enlarge(small, image, look.edges, small=nodes, sharpen=SHARPEN).matte
    calm, _ = refine(small, image, look, None)
    grain = [float(np.abs(matte - cv2.GaussianBlur(matte, (0, 0), 2)).mean()) for matte in (grainy, calm)]
    assert grain[1] < 0.75 * grain[0]
    assert np.abs(calm - truth).mean() < np.abs(grainy - truth).mean()
