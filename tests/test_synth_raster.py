from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from livebg.errors import DataError
from train.synth.light import MAP_PX, REACH_M, Light, irradiance, map_matrices
from train.synth.raster import Batch, Layer, Raster
from train.synth.store import blurred, straight

FLAT = np.zeros((4, 4, 4), np.uint8)
SIZE = (64, 36)


@pytest.fixture(scope="module")
def raster() -> Iterator[Raster]:
    try:
        made = Raster()
    except DataError as error:
        pytest.skip(f"no off-screen OpenGL here: {error}")
    with made:
        yield made


def square(
    x: tuple[float, float], y: tuple[float, float], z: float, colour: tuple[float, ...], shift: float = 0.0
) -> np.ndarray:
    """Give the four vertices of a square in clip space: a thing of one colour, lit evenly."""
    block = np.zeros((4, 22), np.float32)
    block[:, :3] = [[x[0], y[0], z], [x[1], y[0], z], [x[0], y[1], z], [x[1], y[1], z]]
    block[:, 5], block[:, 11:14], block[:, 14:17], block[:, 21] = 1.0, 1.0, colour, 2
    block[:, 18:21] = block[:, :3] + [shift, 0, 0]
    return block


def draw(raster: Raster, *squares: np.ndarray) -> Layer:
    faces = np.concatenate([np.array([[0, 1, 2], [1, 3, 2]]) + 4 * i for i in range(len(squares))])
    uniforms = {
        "matrix": np.eye(4, dtype=np.float32), "eye": np.array([0, 0, 9.0]), "key": np.array([0, 1.0, 0]),
        "key_colour": np.zeros(3), "exposure": 1.0,
    }  # fmt: skip
    return raster.draw(
        Batch(np.concatenate(squares), faces.astype(np.int32)), SIZE, {"skin": FLAT, "wig": FLAT}, uniforms
    )


def test_alpha_is_the_share_of_a_pixel_that_is_covered(raster: Raster):
    # the right edge stands at two thirds of the pixel in column 40, the top edge at one third of the pixel in row 9
    right, top = (40 + 2 / 3) / 64 * 2 - 1, 1 - (9 + 2 / 3) / 36 * 2
    layer = draw(raster, square((-2, right), (-2, top), 0.0, (0.2, 0.1, 0.3)))
    alpha = layer.colour[:, :, 3]
    assert alpha[20, 20] == 1.0 and alpha[20, 41] == 0.0 and alpha[8, 20] == 0.0
    assert alpha[20, 40] == pytest.approx(2 / 3, abs=1e-3)
    assert alpha[9, 20] == pytest.approx(1 / 3, abs=1e-3)
    assert alpha[9, 40] == pytest.approx(2 / 9, abs=1e-3)
    assert np.allclose(layer.colour[20, 20, :3], [0.2, 0.1, 0.3], atol=2e-3)
    assert np.allclose(layer.colour[20, 40, :3], np.array([0.2, 0.1, 0.3]) * 2 / 3, atol=2e-3)  # premultiplied


def test_the_nearer_hides_the_farther_whatever_comes_first(raster: Raster):
    near, far = square((-1, 1), (-1, 1), -0.5, (0.3, 0, 0)), square((-1, 1), (-1, 1), 0.5, (0, 0.3, 0))
    for order in ((near, far), (far, near)):
        assert np.allclose(draw(raster, *order).colour[5, 5], [0.3, 0, 0, 1], atol=2e-3)


def test_straight_alpha_keeps_the_colour_at_the_edge(raster: Raster):
    right = (40 + 1 / 3) / 64 * 2 - 1
    picture = straight(draw(raster, square((-2, right), (-2, 2), 0.0, (0.2, 0.1, 0.3))).colour)
    expected = np.round(np.array([0.3, 0.1, 0.2]) ** (1 / 2.2) * 255)
    assert picture[20, 40, 3] == 85
    for column in (20, 40, 42):  # inside, on the edge, and just outside: no dark rim when it is resized
        assert np.abs(picture[20, column, :3] - expected).max() <= 2
    assert picture[20, 42, 3] == 0


def test_motion_is_measured_in_pixels_and_blurs_colour_and_alpha_alike(raster: Raster):
    layer = draw(raster, square((-0.25, 0.25), (-2, 2), 0.0, (0.2, 0.1, 0.3), shift=8 / 32))
    assert np.allclose(layer.moved[20, 32], [8, 0], atol=0.05)
    soft = blurred(layer, 1.0)
    assert soft[20, 32, 3] == pytest.approx(1.0, abs=1e-3)
    edge = soft[20, 20:28, 3]
    assert (np.diff(edge) >= -1e-3).all() and (edge > 0.02).sum() > 3 and 0.2 < edge[4] < 0.8
    seen = soft[:, :, 3] > 0.05
    assert np.allclose(soft[seen][:, 0] / soft[seen][:, 3], 0.2, atol=0.01)
    assert np.array_equal(blurred(draw(raster, square((-0.25, 0.25), (-2, 2), 0.0, (0.2, 0.1, 0.3))), 1.0), draw(
        raster, square((-0.25, 0.25), (-2, 2), 0.0, (0.2, 0.1, 0.3))
    ).colour)  # fmt: skip


def test_what_stands_before_a_light_casts_a_shadow(raster: Raster):
    down = np.array([[0.0, 1.0, 0.0]])
    light = Light(down, np.array([[1.0, 0.5, 0.25]]), down[0], np.ones(3))
    roof = np.array([[-0.2, 0.3, -0.2], [0.2, 0.3, -0.2], [-0.2, 0.3, 0.2], [0.2, 0.3, 0.2]], np.float32)
    matrices = map_matrices(light, np.zeros(3))
    maps = raster.shadow_maps(roof, np.array([[0, 1, 2], [1, 3, 2]], np.int32), matrices)
    assert maps.shape == (1, MAP_PX, MAP_PX)
    covered = (maps[0] < 1).sum() / MAP_PX**2
    assert covered == pytest.approx((0.4 / (2 * REACH_M)) ** 2, rel=0.05)
    floor = np.array([[0, 0, 0], [0.5, 0, 0.0], [0, 0.3, 0]], np.float32)
    up = np.tile(np.array([[0, 1.0, 0]], np.float32), (3, 1))
    lit = irradiance(light, matrices, maps, floor, up)
    assert lit[0].max() == 0  # under the roof
    assert np.allclose(lit[1], [1.0, 0.5, 0.25], atol=1e-4)  # beside it
    assert np.allclose(lit[2], [1.0, 0.5, 0.25], atol=1e-4)  # the roof does not shade itself
