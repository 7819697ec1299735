"""Look at training sequences: the room stands still, the person moves, and a step is always the same batch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from train.data import Pair
from train.motion import Sequences, draw_sequence, rendered
from train.samples import Mix, Phase, Sampler

SHAPE = (96, 160)
PLAIN = Mix(clutter=0.0)


def person(x: int) -> Pair:
    """Give a cut-out white person at x."""
    matte = np.zeros((180, 320), np.uint8)
    matte[60:, x : x + 80] = 255
    return Pair(f"at {x}", np.full((180, 320, 3), 255, np.uint8), matte, exact=True, cut_out=True)


CLIP = [person(x) for x in range(40, 140, 10)]
ROOM = np.zeros((180, 320, 3), np.uint8)


def test_a_rendered_sequence_moves_as_it_was_rendered_before_one_camera():
    for seed in range(20):
        people, placements = rendered(np.random.default_rng(seed), [CLIP], SHAPE, 4)
        steps = np.diff([CLIP.index(pair) for pair in people])
        assert len(set(steps)) == 1  # evenly, forwards or backwards
        assert 1 <= abs(steps[0]) <= 2
        assert len(set(placements)) == 1


def test_rendered_sequences_shorter_than_asked_stand_still_at_their_end():
    people, _ = rendered(np.random.default_rng(0), [CLIP[:2]], SHAPE, 4)
    assert [pair.name for pair in people] in (["at 40"] + ["at 50"] * 3, ["at 50"] * 3 + ["at 40"])


def test_some_sequences_are_rendered_ones_where_there_are_any():
    sampler = Sampler([(1.0, [replace(person(0), name="still")])], [ROOM])
    moved = 0
    for seed in range(12):
        frames = draw_sequence(sampler, np.random.default_rng(seed), SHAPE, 3, PLAIN, [CLIP])
        assert [(image.shape, matte.shape) for image, matte in frames] == [((*SHAPE, 3), SHAPE)] * 3
        moved += bool(np.any(frames[0][1] != frames[-1][1]))
    assert 0 < moved < 12


def test_the_chair_behind_a_rendered_person_is_in_the_picture_and_not_in_the_matte():
    chair = np.zeros((180, 320, 4), np.uint8)
    chair[:, :, 2:] = 255  # red, everywhere
    clip = [replace(pair, behind=chair) for pair in CLIP]
    sampler = Sampler([(1.0, clip)], [ROOM])
    image, matte = draw_sequence(sampler, np.random.default_rng(3), SHAPE, 2, PLAIN, [clip])[0]
    outside = image[matte == 0].astype(int)
    assert outside[:, 2].mean() > outside[:, 0].mean() + 50


def test_a_step_is_always_the_same_batch():
    sampler = Sampler([(1.0, CLIP)], [ROOM])
    batches = Sequences(sampler, (Phase(1.0, (SHAPE,)),), 5, 2, (1, 0), 3, [CLIP])
    images, mattes, bands, taught = batches[2]
    assert (images.shape, mattes.shape, bands.shape) == ((2, 3, *SHAPE, 3), (2, 3, *SHAPE), (2, 3, *SHAPE))
    assert taught.tolist() == [False, False]
    np.testing.assert_array_equal(images, batches[2][0])
    assert np.any(images != batches[3][0])
