"""Check that the old room's light leaves the person's edge, and nothing else changes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.compose import edge_light, over_cleanly
from livebg.mattes import Refined, enlarge
from livebg.pipeline import fixed, in_order
from livebg.settings import LookSettings
from livebg.spill import find_spill
from livebg.stats import Stats
from livebg.types import Frame
from tests.fakes import ExactSegmenter, PlainBackground

SIZE = (320, 180)
SHIRT, GREEN, GREY = (60, 70, 120), (40, 200, 50), (140, 140, 140)


def lit_person(room: tuple[int, int, int], lit: float) -> tuple[np.ndarray, Refined]:
    """Give a person in a shirt before a room that throws its light on their last pixels, and their refined matte."""
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    depth = 60 - np.hypot(rows - 90, columns - 160)
    alpha = np.clip(depth / 4 + 0.5, 0, 1).astype(np.float32)
    share = (lit * np.exp(-np.maximum(depth, 0) / 3))[..., None]
    person = (1 - share) * np.array(SHIRT) + share * np.array(room)
    image = np.round(alpha[..., None] * person + (1 - alpha[..., None]) * np.array(room)).astype(np.uint8)
    return image, enlarge(cv2.resize(alpha, (80, 45), interpolation=cv2.INTER_AREA), image, 1.0)


def composite(image: np.ndarray, refined: Refined, strength: float | None, cleanup: float = 1.0) -> np.ndarray:
    """Put the person before a dark wall; strength: of despill, None = without."""
    wall = np.full_like(image, 30)
    spill = None if strength is None else find_spill(image, refined.edges, strength)
    return over_cleanly(image, wall, refined.alpha, refined.edges, edge_light(wall, refined.edges), cleanup, 0.0, spill)


def greenness(picture: np.ndarray) -> np.ndarray:
    """Give by how much green is above what a shirt of this brightness has: (H, W)."""
    blue, green, red = cv2.split(picture.astype(float))
    return green - (blue + red) / 2


@pytest.mark.parametrize(
    ("cleanup", "half", "full"), [(0.0, 0.95, 0.85), (1.0, 0.8, 0.45)]
)  # 0: the mixed-in room stays
def test_green_light_is_taken_off_the_edge_in_proportion_to_the_strength(cleanup, half, full):
    image, refined = lit_person(GREEN, 0.5)
    left = [np.maximum(greenness(composite(image, refined, s, cleanup)), 0).sum() for s in (None, 0.5, 1.0)]
    assert left[1] < half * left[0] and left[2] < full * left[0]


def test_without_spill_a_room_without_colour_or_strength_the_picture_stays():
    for room, strength in ((GREY, 1.0), (GREEN, 0.0)):
        image, refined = lit_person(room, 0.5)
        before, after = (composite(image, refined, s).astype(int) for s in (None, strength))
        assert np.abs(after - before).max() <= 3  # two ways to interpolate the same nodes
    image, refined = lit_person(GREEN, 0.0)
    before, after = (composite(image, refined, s).astype(int) for s in (None, 1.0))
    assert np.abs(after - before).mean() < 0.2


def test_inside_and_outside_of_the_edge_nothing_changes():
    image, refined = lit_person(GREEN, 0.5)
    out = composite(image, refined, 1.0)
    np.testing.assert_array_equal(out[70:110, 140:180], image[70:110, 140:180])
    assert (out[refined.matte == 0] == 30).all() and (refined.matte == 0).sum() > 1000


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (321, 241), (720, 1280)])
def test_any_frame_of_any_matte_is_cleaned_without_writing_into_arguments(shape):
    rng = np.random.default_rng(1)
    image, matte = rng.integers(0, 256, (*shape, 3), dtype=np.uint8), rng.random((64, 96), dtype=np.float32)
    refined = enlarge(matte, image, 1.0)
    before = image.copy(), refined.edges.copy()
    for array in (image, refined.edges):
        array.flags.writeable = False
    nodes = find_spill(image, refined.edges, 1.0)
    assert nodes.dtype == np.float32 and np.isfinite(nodes).all()
    out = composite(image, refined, 1.0)
    assert out.shape == image.shape and out.dtype == np.uint8
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(refined.edges, before[1])


def test_the_setting_reaches_the_picture():
    image, refined = lit_person(GREEN, 0.5)

    class Exact(ExactSegmenter):
        def segment(self, image, state, seen=None):
            return cv2.resize(refined.matte, (80, 45), interpolation=cv2.INTER_AREA), state

    off, on = (
        next(in_order([Frame(image, 0, 0.0)], fixed(Exact(), LookSettings(despill=s), PlainBackground()), Stats()))
        for s in (0.0, 1.0)
    )
    sums = [np.maximum(greenness(shown.image), 0).sum() for shown in (off, on)]
    assert sums[1] < 0.7 * sums[0]
