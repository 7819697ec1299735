"""Check the kernels as the pure functions that use them: range, shape, what is left alone, and how colours are cleaned."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.compose import edge_light, over_cleanly
from livebg.kernels import kernel
from livebg.mattes import Refined, enlarge, shrink
from livebg.segmenters.onnx import network_size

SIZE = (320, 180)


def person() -> tuple[np.ndarray, np.ndarray]:
    """Give a red person before a green room, mixed along a soft edge: image and the true alpha."""
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    alpha = np.clip((60 - np.hypot(rows - 100, columns - 160)) / 8 + 0.5, 0, 1).astype(np.float32)
    image = alpha[..., None] * np.array([20, 20, 220]) + (1 - alpha[..., None]) * np.array([30, 200, 40])
    return np.round(image).astype(np.uint8), alpha


@pytest.fixture
def refined() -> tuple[np.ndarray, Refined]:
    image, alpha = person()
    return image, enlarge(cv2.resize(alpha, (80, 45), interpolation=cv2.INTER_AREA), image, 1.0)


def composite(image: np.ndarray, refined: Refined, backdrop: np.ndarray, cleanup: float, wrap: float) -> np.ndarray:
    light = edge_light(backdrop, refined.edges)
    return over_cleanly(image, backdrop, refined.matte, refined.edges, light, cleanup, wrap)


def test_no_rim_of_the_old_room_is_left(refined):
    image, found = refined
    backdrop = np.full_like(image, 20)
    green = [composite(image, found, backdrop, cleanup, 0.0)[..., 1].astype(int) - 20 for cleanup in (0.0, 1.0)]
    assert green[0].max() > 40
    assert green[1].max() < 0.35 * green[0].max()


def test_the_light_of_the_new_room_falls_on_the_edge_only(refined):
    image, found = refined
    backdrop = np.full_like(image, 255)
    dark, lit = (composite(image, found, backdrop, 1.0, wrap).astype(int) for wrap in (0.0, 1.0))
    assert (lit >= dark).all() and (lit - dark).max() > 30
    np.testing.assert_array_equal(lit[95:105, 155:165], image[95:105, 155:165])


@pytest.mark.parametrize("cleanup", [0.0, 1.0])
def test_where_alpha_is_certain_the_pictures_are_untouched(refined, cleanup):
    image, found = refined
    backdrop = np.random.default_rng(0).integers(0, 256, image.shape, dtype=np.uint8)
    out = composite(image, found, backdrop, cleanup, 0.0)
    np.testing.assert_array_equal(out[found.matte == 1], image[found.matte == 1])
    np.testing.assert_array_equal(out[found.matte == 0], backdrop[found.matte == 0])
    assert (found.matte == 1).sum() > 1000 and (found.matte == 0).sum() > 1000


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (45, 80), (321, 241), (720, 1280)])
def test_any_frame_of_any_matte_is_composited_without_writing_into_arguments(shape):
    rng = np.random.default_rng(1)
    image, backdrop = rng.integers(0, 256, (2, *shape, 3), dtype=np.uint8)
    matte = rng.random((64, 96), dtype=np.float32)
    arguments = image, backdrop, matte
    for array in arguments:
        array.flags.writeable = False  # a kernel that wrote would find no such signature
    before = [array.copy() for array in arguments]
    found = enlarge(matte, image, 1.0)
    out = composite(image, found, backdrop, 1.0, 1.0)
    assert out.shape == image.shape and out.dtype == np.uint8
    assert found.matte.min() >= 0 and found.matte.max() <= 1
    for array, copy in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_edges_say_where_all_is_room_and_all_is_person(refined):
    _, found = refined
    close = cv2.resize(found.edges[..., 7], SIZE, interpolation=cv2.INTER_LINEAR)  # what all nodes around a pixel say
    assert (found.matte[close == 0] == 0).all() and (close == 0).any()
    assert (found.matte[close == 1] == 1).all() and (close == 1).any()


def test_a_picture_is_averaged_to_the_networks_size():
    ramp = np.repeat(np.linspace(0, 255, 1280)[None, :, None], 720, axis=0).repeat(3, axis=2).astype(np.uint8)
    size = network_size((1280, 720), 28672, 32)
    small = shrink(ramp, size).astype(int)
    assert np.abs(small - cv2.resize(ramp, size, interpolation=cv2.INTER_AREA)).max() <= 1


def test_a_kernel_runs_and_refuses_other_types():
    @kernel("f32x1 f32x1!")
    def double(values, out):
        for i in range(values.size):
            out[i] = 2 * values[i]

    out = np.zeros(3, np.float32)
    double(np.arange(3, dtype=np.float32), out)
    assert out.tolist() == [0, 2, 4]
    with pytest.raises(TypeError):
        double(np.arange(3), out)
