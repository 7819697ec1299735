"""Check the blending arithmetic pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.compose import cut_free, letterbox, over, placeholder


@pytest.fixture
def pictures() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    image = rng.integers(0, 256, (37, 53, 3), dtype=np.uint8)
    backdrop = rng.integers(0, 256, (37, 53, 3), dtype=np.uint8)
    return image, backdrop, rng.random((37, 53), dtype=np.float32)


def test_over_is_within_one_level_of_the_exact_blend(pictures):
    image, backdrop, matte = pictures
    exact = matte[..., None] * image + (1 - matte[..., None]) * backdrop
    assert np.abs(over(image, backdrop, matte) - exact).max() <= 1.6  # alpha itself is rounded to 1/255


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_over_is_exact_where_the_matte_is_certain(pictures, alpha):
    image, backdrop, matte = pictures
    out = over(image, backdrop, np.full_like(matte, alpha))
    np.testing.assert_array_equal(out, image if alpha else backdrop)


def test_over_leaves_its_arguments_alone(pictures):
    before = [array.copy() for array in pictures]
    over(*pictures)
    for array, copy in zip(pictures, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_cut_free_hides_no_room_under_transparent_pixels(pictures):
    image, _, matte = pictures
    matte[:20] = 0
    out = cut_free(image, matte)
    assert out.shape == (37, 53, 4)
    assert not out[:20].any()
    np.testing.assert_array_equal(out[20:][out[20:, :, 3] > 0][:, :3], image[20:][out[20:, :, 3] > 0])


@pytest.mark.parametrize(("size", "bars"), [((160, 90), "none"), ((160, 160), "rows"), ((320, 90), "columns")])
def test_letterbox_keeps_the_aspect(size, bars):
    out = letterbox(np.full((90, 160, 3), 200, np.uint8), size)
    assert out.shape == (size[1], size[0], 3)
    lit = out[:, :, 0] > 100
    assert lit.any(axis=1).sum() == 90
    assert lit.any(axis=0).sum() == 160
    assert lit[0].any() == (bars != "rows")
    assert lit[:, 0].any() == (bars != "columns")


@pytest.mark.parametrize("size", [(1, 1), (64, 48), (1280, 720), (7680, 4320)])
def test_placeholder_has_the_size_asked_for_and_text_where_it_can_be_read(size):
    with_text, without = placeholder(size, "camera is lost"), placeholder(size, "")
    assert with_text.shape == (size[1], size[0], 3)
    assert (with_text != without).any() == (size[1] >= 480 or size[0] >= 1280)
