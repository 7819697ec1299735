"""Test that hard pictures are drawn more often, and the same ones in a resumed run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from train.data import Pair
from train.focus import MOST, draw_weights, find_focus
from train.presets import PRESETS
from train.samples import Sampler
from train.state import State
from train.team import Team

SIDE = 64


def pair(name, share, cut_out=False):
    """Give a picture whose matte covers a share of its width."""
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[:, : round(share * SIDE)] = 255
    return Pair(name, np.full((SIDE, SIDE, 3), 90, np.uint8), matte, cut_out=cut_out)


def test_a_mean_loss_is_drawn_twice_as_often_as_none_and_a_wrong_label_not_for_ever():
    weights = draw_weights([0.0, 0.1, 0.1, 0.2], focus=1.0)
    assert weights.sum() == 1.0
    np.testing.assert_allclose(weights / weights[0], [1, 2, 2, 3])
    one_bad = draw_weights([0.0] * 99 + [0.9], focus=2.0)
    np.testing.assert_allclose(one_bad[-1] / one_bad[0], 1 + 2 * MOST)
    np.testing.assert_allclose(draw_weights([0.3, 0.0], focus=0.0), 0.5)
    np.testing.assert_allclose(draw_weights([0.0, 0.0], focus=1.0), 0.5)


def test_the_sampler_draws_by_the_weights_given():
    pairs = [pair("a", 0.5), pair("b", 0.5)]
    sampler = Sampler([(0.5, pairs), (0.5, [pair("c", 0.5)])], [], {0: np.array([0.9, 0.1])})
    rng = np.random.default_rng(1)
    names = [sampler.pair(rng).name for _ in range(2000)]
    assert 0.4 < names.count("c") / 2000 < 0.6
    assert 0.85 < names.count("a") / (names.count("a") + names.count("b")) < 0.95


def test_only_photographs_are_focused_on_and_a_resumed_run_keeps_what_was_found(tmp_path):
    preset = replace(PRESETS["smoke"], sets=(("real", 1.0), ("pseudo/real", 1.0), ("synth", 1.0)), focus=1.0)
    team, state = Team.join(), State(preset, torch.device("cpu"))
    sets = [[pair("a", 0.2), pair("b", 0.9)], [pair("c", 0.5)], [pair("d", 0.5, cut_out=True)]]
    first = find_focus(preset, sets, state, team, tmp_path)
    assert list(first) == [0, 1]
    with np.load(tmp_path / "focus-0.npz") as kept:
        np.testing.assert_allclose(first[0], draw_weights(kept["0"], 1.0))
    with torch.no_grad():
        for parameter in state.ema.module.parameters():
            parameter.add_(1.0)
    np.testing.assert_array_equal(find_focus(preset, sets, state, team, tmp_path)[0], first[0])
    assert find_focus(replace(preset, focus=0.0), sets, state, team, tmp_path) == {}
