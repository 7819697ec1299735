"""Check that blending as I420 gives what converting the BGR blend gives, to the bit, and that sinks and gate take it."""

from __future__ import annotations

from contextlib import closing

import cv2
import numpy as np
import pytest

from livebg.backgrounds import open_background
from livebg.compose import (
    I420Composite,
    as_i420,
    edge_light,
    fitted,
    has_alpha,
    over_cleanly,
    over_cleanly_i420,
    soft_i420,
    to_i420,
)
from livebg.gate import Gate
from livebg.mattes import Refined, enlarge
from livebg.pipeline import fixed, in_order
from livebg.room import scene
from livebg.settings import LookSettings
from livebg.stats import Stats
from livebg.types import Composite, Frame, Image
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder

SHAPES = [(2, 2), (4, 500), (46, 82), (90, 160), (322, 242), (722, 1282)]


def parts(shape: tuple[int, int], disc: bool) -> tuple[Image, Image, Refined]:
    """Give a picture and a backdrop of noise, and a matte of noise or of a disc."""
    rng = np.random.default_rng(1)
    image, backdrop = rng.integers(0, 256, (2, *shape, 3), dtype=np.uint8)
    rows, columns = np.mgrid[:64, :96]
    matte = np.clip((20 - np.hypot(rows - 40, columns - 50)) / 3 + 0.5, 0, 1) if disc else rng.random((64, 96))
    for array in (image, backdrop):
        array.flags.writeable = False  # a kernel that wrote would find no such signature
    return image, backdrop, enlarge(matte.astype(np.float32), image, 1.0)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("disc", [False, True])
@pytest.mark.parametrize("wrap", [0.0, 1.0])
@pytest.mark.parametrize("known", [False, True])
def test_i420_is_what_converting_the_blend_gives(shape, disc, wrap, known):
    image, backdrop, found = parts(shape, disc)
    before = image.copy(), backdrop.copy()
    what = image, backdrop, found.alpha, found.edges, edge_light(backdrop, found.edges), 1.0, wrap, None
    out = over_cleanly_i420(*what, to_i420(backdrop) if known else None)
    assert out.shape == (shape[0] * 3 // 2, shape[1]) and out.dtype == np.uint8
    np.testing.assert_array_equal(out, to_i420(over_cleanly(*what)))
    np.testing.assert_array_equal((image, backdrop), before)


def test_a_blend_differs_little_from_the_exact_one():
    image, backdrop, found = parts((320, 480), True)
    light = edge_light(backdrop, found.edges)
    plain = over_cleanly(image, backdrop, found.alpha, found.edges, light, 0.0, 0.0)
    alpha = found.matte[..., None]
    assert 0.01 < ((alpha > 0) & (alpha < 1)).mean() < 0.5
    assert np.abs(plain - (alpha * image + (1 - alpha) * backdrop)).max() <= 0.51


def frame(index: int) -> Frame:
    return Frame(scene(index)[0], index, index / 30)


@pytest.mark.parametrize("look", [LookSettings(), LookSettings(despill=0.5, light_match=0.5)])
def test_a_pipeline_asked_for_i420_gives_it(look):
    frames = [frame(index) for index in range(4)]  # the backdrop is new at first, and known afterwards
    asked: list[tuple[int, int]] = []

    def wanted(size: tuple[int, int]) -> bool:
        asked.append(size)
        return True

    plain = in_order(frames, fixed(ExactSegmenter(), look, PlainBackground()), Stats())
    planar = in_order(frames, fixed(ExactSegmenter(), look, PlainBackground(), i420=wanted), Stats())
    for one, other in zip(plain, planar, strict=True):
        assert isinstance(other, I420Composite) and not isinstance(one, I420Composite)
        assert (other.index, other.captured_at) == (one.index, one.captured_at)
        np.testing.assert_array_equal(other.i420, to_i420(one.image))
        np.testing.assert_array_equal(other.image, cv2.cvtColor(other.i420, cv2.COLOR_YUV2BGR_I420))
    assert set(asked) == {SIZE}


def test_a_composite_is_fitted_and_converted_only_where_it_must_be():
    grey = np.full((48, 64, 3), 99, np.uint8)
    planar, plain = I420Composite(to_i420(grey), 1, 2.0), Composite(grey, 1, 2.0)
    assert fitted(planar, (64, 48)) is planar and as_i420(planar, (64, 48)) is planar.i420
    np.testing.assert_array_equal(as_i420(plain, (64, 48)), planar.i420)
    assert fitted(planar, (128, 48)).image.shape == (48, 128, 3)
    assert as_i420(planar, (128, 48)).shape == (72, 128)
    assert not has_alpha(planar) and not has_alpha(plain)
    assert has_alpha(Composite(np.zeros((4, 4, 4), np.uint8), 0, 0.0))


@pytest.mark.parametrize(
    ("kinds", "size", "taken"),
    [
        ([True], SIZE, True),
        ([True, None], SIZE, True),
        ([True, False], SIZE, False),
        ([None], SIZE, False),
        ([True], (64, 48), False),
    ],
)
def test_the_gate_tells_whether_i420_is_wanted(kinds, size, taken):
    sinks = [Recorder() for _ in kinds]
    for sink, kind in zip(sinks, kinds, strict=True):
        sink.i420 = kind
    gate = Gate(sinks, size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None)
    assert gate.takes_i420(size) is taken


def test_a_soft_backdrop_is_what_enlarging_its_colours_gives():
    """Chroma is enlarged as such, and colours of the band are found back from it: both round once more."""
    image, _, found = parts((360, 640), True)
    image = cv2.blur(image, (9, 9))
    small = np.random.default_rng(2).integers(60, 200, (6, 10, 3), dtype=np.uint8)
    small = cv2.resize(small, (80, 46), interpolation=cv2.INTER_CUBIC)
    backdrop = cv2.resize(small, (640, 360), interpolation=cv2.INTER_LINEAR)
    behind = soft_i420(small, (640, 360))
    assert np.abs(behind.astype(int) - to_i420(backdrop)).max() <= 4
    how = found.alpha, found.edges, edge_light(backdrop, found.edges), 1.0, 0.5, None
    out = over_cleanly_i420(image, None, *how, behind).astype(int)
    apart = np.abs(out - to_i420(over_cleanly(image, backdrop, *how)))
    assert apart.max() <= 6 and apart.mean() < 1


@pytest.mark.parametrize("size", [(192, 128), (640, 360), (1280, 720)])
def test_blur_for_a_camera_is_the_blur_of_files(size):
    frames = [Frame(scene(index, size)[0], index, index / 30) for index in range(2)]
    with closing(open_background(LookSettings(background="blur"))) as blur:
        plain = in_order(frames, fixed(ExactSegmenter(), LookSettings(), blur), Stats())
        planar = in_order(frames, fixed(ExactSegmenter(), LookSettings(), blur, i420=lambda size: True), Stats())
        for one, other in zip(plain, planar, strict=True):
            assert isinstance(other, I420Composite)
            apart = np.abs(to_i420(one.image).astype(int) - other.i420)
            assert apart.max() <= 8 and apart.mean() < 1
