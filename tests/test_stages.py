"""Check the stages in order: every frame meets its own matte, nothing is dropped, and a swapped part forgets its state."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from livebg.errors import ModelError
from livebg.mattes import seen_motion, shrink
from livebg.pipeline import fixed, in_order, mattes
from livebg.room import scene
from livebg.settings import LookSettings
from livebg.stages import checked_matte, cut_out, kept, smooth
from livebg.stats import Stats
from livebg.types import Frame, Image, Matte, State
from tests.fakes import SIZE, ExactSegmenter, PlainBackground

PLAIN = LookSettings(smoothing=0.0, edges=0.0, light_wrap=0.0)


def frames(count: int) -> Iterator[Frame]:
    for index in range(count):
        yield Frame(scene(index)[0], index, index / 30)


def test_every_frame_is_composited_in_order_with_its_own_matte():
    out = list(in_order(frames(12), fixed(ExactSegmenter(), PLAIN, PlainBackground()), Stats()))
    assert [item.index for item in out] == list(range(12))
    assert [item.captured_at for item in out] == [index / 30 for index in range(12)]
    for item in out:
        image, matte = scene(item.index)
        np.testing.assert_array_equal(item.image, np.where(matte[..., None] > 0, image, 130))


def test_the_same_input_gives_the_same_output():
    runs = [
        list(in_order(frames(6), fixed(ExactSegmenter(), LookSettings(), PlainBackground()), Stats())) for _ in range(2)
    ]
    for a, b in zip(*runs, strict=True):
        np.testing.assert_array_equal(a.image, b.image)


def test_stages_are_lazy():
    asked = []

    def counted() -> Iterator[Frame]:
        for frame in frames(10):
            asked.append(frame.index)
            yield frame

    stream = in_order(counted(), fixed(ExactSegmenter(), PLAIN, PlainBackground()), Stats())
    assert asked == []
    next(stream)
    assert asked == [0]


def test_a_transparent_background_gives_bgra():
    background = PlainBackground()
    background.transparent = True
    (item,) = in_order(frames(1), fixed(ExactSegmenter(), PLAIN, background), Stats())
    assert item.image.shape[2] == 4
    np.testing.assert_array_equal(item.image[:, :, 3] > 0, scene(0)[1] > 0)
    assert background.calls == 0


class Counting:
    """Give as alpha how many frames it has seen, by the state that it is handed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def look(self, image: Image) -> Image:
        """See all of it."""
        return image

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        count = (state or 0) + 1
        return np.full((2, 2), count / 100, np.float32), count

    def close(self) -> None:
        """Hold nothing."""


def test_state_is_handed_on_and_forgotten_when_the_model_is_swapped():
    first, second = Counting("first"), Counting("second")
    current = [first]
    seen = []
    for cutout in cut_out(frames(6), lambda: current[0], Stats()):
        seen.append(round(float(cutout.matte[0, 0]) * 100))
        if cutout.frame.index == 2:
            current[0] = second
    assert seen == [1, 2, 3, 1, 2, 3]


def test_mattes_come_at_the_frames_size():
    cutouts = list(mattes(frames(2), Counting("tiny"), PLAIN, Stats()))
    assert [cutout.matte.shape for cutout in cutouts] == [(128, 192)] * 2


@pytest.mark.parametrize(
    ("matte", "words"),
    [
        (np.full((4, 4), np.nan, np.float32), "alpha from nan"),
        (np.full((4, 4), np.inf, np.float32), "inf"),
        (np.full((4, 4), -0.1, np.float32), "expected 0 to 1"),
        (np.zeros((4, 4, 1), np.float32), r"shape \(4, 4, 1\)"),
        (np.zeros((4, 4), np.float64), "float64"),
        (np.zeros((0, 4), np.float32), r"shape \(0, 4\)"),
    ],
)
def test_what_is_no_matte_is_refused_with_the_reason(matte, words):
    with pytest.raises(ModelError, match=words):
        checked_matte(matte, "broken")


def shown(images: list[np.ndarray], *, gated: bool = True) -> tuple[list[np.ndarray], int]:
    """Give the mattes of these pictures, and how often the network ran."""
    network = ExactSegmenter()
    taken = [Frame(image, index, index / 30) for index, image in enumerate(images)]
    return [cutout.matte for cutout in cut_out(taken, lambda: network, Stats(), lambda: gated)], network.calls


def test_while_nothing_moves_the_network_rests_but_not_for_ever():
    rng = np.random.default_rng(0)
    still = scene(0)[0].astype(int)
    images = [np.clip(still + rng.normal(0, 2, still.shape), 0, 255).astype(np.uint8) for _ in range(40)]
    _, runs = shown(images)
    assert runs == 3  # the first, and after each 15 rests
    assert shown(images, gated=False)[1] == 40


def test_motion_wakes_the_network_at_once_and_slow_motion_adds_up():
    still = [scene(0)[0]] * 5
    mattes, runs = shown([*still, scene(5)[0]])
    assert runs == 2
    assert np.abs(mattes[-1] - mattes[0]).max() > 0.5
    fade = [np.full((128, 192, 3), 60 + index, np.uint8) for index in range(15)]  # one level a frame is no motion
    assert shown(fade)[1] == 3


class Small(ExactSegmenter):
    """See the picture at half its size, and say what it was handed."""

    def __init__(self):
        super().__init__()
        self.looks, self.handed = 0, []

    def look(self, image):
        self.looks += 1
        return shrink(image, (image.shape[1] // 2, image.shape[0] // 2))

    def segment(self, image, state, seen=None):
        self.handed.append(seen)
        return super().segment(seen, state)


@pytest.mark.parametrize("gated", [False, True])
def test_a_frame_is_made_small_once_for_all_that_look_at_it(gated):
    segmenter = Small()
    cutouts = list(cut_out(frames(4), lambda: segmenter, Stats(), lambda: gated))
    assert segmenter.looks == 4
    assert [cutout.seen.shape for cutout in cutouts] == [(SIZE[1] // 2, SIZE[0] // 2, 3)] * 4
    assert all(any(handed is cutout.seen for cutout in cutouts) for handed in segmenter.handed)
    one = LookSettings(people="largest")
    for cutout in (*kept(cutouts, lambda: one, Stats()), *smooth(cutouts, lambda: PLAIN, Stats())):
        np.testing.assert_array_equal(cutout.seen, segmenter.look(cutout.frame.image))


def test_motion_is_seen_in_the_networks_picture_of_any_size():
    frame = np.random.default_rng(0).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    for size in ((288, 160), (192, 96), (384, 224), (1280, 720)):
        grey = seen_motion(shrink(frame, size), 1280)
        assert 1280 / 12 <= grey.shape[1] <= 1280 / 5.6 and grey.ndim == 2
    assert seen_motion(frame[:1, :1], 1).shape == (1, 1)
