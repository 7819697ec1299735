"""Check smoothing and edge refinement on pictures whose answer is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.mattes import Refined, enlarge, level, refine, shape_edge, shrink, steady
from livebg.settings import LookSettings

ALL = (0.0, 1.0)
EDGES = np.zeros((64, 112, 8), np.float32)


def disc(shape: tuple[int, int], centre: tuple[float, float], radius: float) -> np.ndarray:
    """Give a soft disc: (H, W) float32 alpha."""
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    distance = np.hypot(rows - centre[0], columns - centre[1])
    return np.clip(radius - distance + 0.5, 0, 1).astype(np.float32)


def test_flicker_on_a_still_picture_is_averaged_away():
    rng = np.random.default_rng(0)
    truth, grey, past = disc((64, 64), (32, 32), 20), np.full((64, 64), 90, np.float32), None
    shown: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(30):
        noisy = np.clip(truth + rng.normal(0, 0.2, truth.shape), 0, 1).astype(np.float32)
        seen = np.clip(grey + rng.normal(0, 1, truth.shape), 0, 255).astype(np.uint8)
        steadied, past = steady(noisy, seen, past, 0.9, ALL)
        shown.append((noisy, steadied))
    before, after = (np.std([pair[i] for pair in shown[10:]], axis=0).mean() for i in (0, 1))
    assert after < 0.5 * before


def test_small_changes_on_a_still_picture_are_held_back_more_than_large_ones_but_not_for_ever():
    grey, before = np.full((8, 8), 90, np.uint8), np.full((8, 8), 0.4, np.float32)
    _, past = steady(before, grey, None, 0.6, ALL)
    taken = {}
    for change in (0.05, 0.5):
        shown, after = steady(before + np.float32(change), grey, past, 0.6, ALL)
        taken[change] = float((shown - before).mean()) / change
    assert taken[0.5] == pytest.approx(0.46, abs=1e-3)
    assert taken[0.05] < 0.5 * taken[0.5]
    _, after = steady(before + np.float32(0.05), grey, past, 0.6, ALL)
    for _ in range(60):
        shown, after = steady(before + np.float32(0.05), grey, after, 0.6, ALL)
    np.testing.assert_allclose(shown, 0.45, atol=2e-3)
    moved, _ = steady(before + np.float32(0.05), np.full((8, 8), 190, np.uint8), past, 0.6, ALL)
    np.testing.assert_allclose(moved, 0.45, atol=1e-6)


def test_a_moving_person_leaves_no_trail():
    past = None
    for step in range(8):
        truth = disc((64, 96), (32, 15 + 8 * step), 12)
        steadied, past = steady(truth, (40 + 160 * truth).astype(np.uint8), past, 1.0, ALL)
    assert np.abs(steadied - truth).max() < 0.02


def test_slow_motion_is_followed_too():
    past = None
    for step in range(120):
        truth = disc((64, 96), (32, 25 + 0.25 * step), 12)
        steadied, past = steady(truth, (40 + 160 * truth).astype(np.uint8), past, 1.0, ALL)
    assert np.abs(steadied - truth).mean() < 0.01


def test_strength_zero_gives_the_matte_unchanged():
    matte, grey = disc((16, 16), (8, 8), 4), np.zeros((16, 16), np.uint8)
    _, past = steady(np.ones_like(matte), grey, None, 0.0, ALL)
    np.testing.assert_array_equal(steady(matte, grey, past, 0.0, ALL)[0], matte)


def test_a_past_of_another_size_is_forgotten():
    _, past = steady(np.ones((8, 8), np.float32), np.zeros((8, 8), np.uint8), None, 1.0, ALL)
    matte = np.zeros((16, 16), np.float32)
    np.testing.assert_array_equal(steady(matte, matte.astype(np.uint8), past, 1.0, ALL)[0], matte)


def test_level_makes_nearly_certain_alpha_certain():
    out = level(np.array([[0.0, 0.1, 0.475, 0.9, 1.0]], np.float32), (0.15, 0.8))
    np.testing.assert_allclose(out, [[0, 0, 0.5, 1, 1]], atol=1e-6)


def test_enlarging_with_the_picture_follows_its_edge_better_than_without():
    truth = disc((360, 640), (190, 300), 120)
    image = np.repeat((50 + 150 * truth)[:, :, None], 3, axis=2).astype(np.uint8)
    small = cv2.resize(truth, (80, 45), interpolation=cv2.INTER_AREA)
    plain, guided = enlarge(small, image, 0.0).matte, enlarge(small, image, 1.0).matte
    assert np.abs(guided - truth).mean() < 0.7 * np.abs(plain - truth).mean()


@pytest.mark.parametrize(("size", "nodes"), [((288, 160), (80, 144)), ((352, 192), (48, 88)), ((350, 190), (95, 175))])
def test_a_fine_matte_has_nodes_of_four_samples_and_follows_edges_as_well(size, nodes):
    truth = disc((720, 1280), (380, 600), 240)
    image = np.repeat((50 + 150 * truth)[:, :, None], 3, axis=2).astype(np.uint8)
    small = cv2.resize(truth, size, interpolation=cv2.INTER_AREA)
    plain, guided = enlarge(small, image, 0.0), enlarge(small, image, 1.0)
    assert guided.edges.shape[:2] == nodes
    assert np.abs(guided.matte - truth).mean() < 0.5 * np.abs(plain.matte - truth).mean()


def test_enlarging_over_a_flat_picture_changes_nothing_but_the_size():
    small = disc((45, 80), (22, 40), 12)
    image = np.full((360, 640, 3), 128, np.uint8)
    np.testing.assert_allclose(enlarge(small, image, 1.0).matte, enlarge(small, image, 0.0).matte, atol=1e-5)


@pytest.mark.parametrize("edges", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (720, 1280), (321, 241)])
def test_refined_mattes_have_the_frames_size_and_stay_in_range(shape, edges):
    rng = np.random.default_rng(2)
    image = rng.integers(0, 256, (*shape, 3), dtype=np.uint8)
    matte, state = refine(rng.random((64, 96), dtype=np.float32), image, LookSettings(edges=edges), None)
    assert matte.shape == shape
    assert matte.dtype == np.float32
    assert matte.min() >= 0 and matte.max() <= 1
    again, _ = refine(rng.random((64, 96), dtype=np.float32), image, LookSettings(edges=edges), state)
    assert np.isfinite(again).all()


def test_empty_and_full_mattes_stay_so_over_any_texture():
    image = np.random.default_rng(3).integers(0, 256, (90, 160, 3), dtype=np.uint8)
    for value in (0.0, 1.0):
        matte, _ = refine(np.full((45, 80), value, np.float32), image, LookSettings(edges=1.0), None)
        np.testing.assert_allclose(matte, value, atol=1e-3)


def test_shrinking_averages_noise_away_and_keeps_the_mean():
    noise = np.random.default_rng(4).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    small = shrink(noise, (288, 160))
    assert small.shape == (160, 288, 3)
    assert abs(small.mean() - 127.5) < 2
    assert small.std() < 0.45 * noise.std()


@pytest.mark.parametrize(("size", "scale"), [((720, 1280), 1.0), ((360, 640), 0.5)])
def test_growing_and_feathering_are_in_pixels_of_720p(size, scale):
    matte = disc(size, (size[0] / 2, size[1] / 2), 200 * scale)
    middle = size[0] // 2
    widths = {
        name: shape_edge(Refined(matte, EDGES), grow, feather).matte[middle].sum() / scale
        for name, grow, feather in (("as is", 0, 0), ("out", 8, 0), ("in", -8, 0), ("soft", 0, 10))
    }
    assert widths["out"] - widths["as is"] == pytest.approx(16, abs=3)
    assert widths["in"] - widths["as is"] == pytest.approx(-16, abs=3)
    assert widths["soft"] == pytest.approx(widths["as is"], abs=3)
    soft = shape_edge(Refined(matte, EDGES), 0, 10).matte[middle]
    assert ((soft > 0.05) & (soft < 0.95)).sum() / scale == pytest.approx(2 * 16, abs=8)


def test_an_edge_that_is_left_alone_is_the_same_object():
    refined = Refined(disc((36, 64), (18, 32), 10), EDGES)
    assert shape_edge(refined, 0.0, 0.0) is refined


def test_nodes_tell_the_new_alpha_of_a_grown_matte():
    refined = Refined(disc((360, 640), (180, 320), 60), EDGES)
    grown = shape_edge(refined, 20.0, 0.0)
    assert grown.edges[..., 7].max() == pytest.approx(1, abs=1e-5)
    assert not EDGES.any()
