"""Check samples that are drawn once and learnt from often."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from livebg.errors import DataError
from tests.test_train import TINY, checked, data, fit  # noqa: F401
from train.__main__ import main
from train.checkpoint import read_weights
from train.data import load_split, read_pictures
from train.distil import Teacher
from train.drawn import LABELS, Drawn, draw_batches, labelled_by, read_batch
from train.samples import Batches, Sampler, edge_band

FAST = Path(__file__).parent.parent / "assets/models/fast-int8.onnx"


@pytest.fixture
def batches(data):  # noqa: F811
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    sampler = Sampler([(1.0, pairs)], read_pictures(data / "backgrounds"))
    return Batches(sampler, TINY.phases, 6, TINY.batch_size, (3,))


def test_batches_are_kept_as_they_are_drawn_and_drawing_goes_on(batches, tmp_path):
    assert draw_batches(batches, tmp_path, 2) == 6
    for number in range(6):
        images, mattes, taught = read_batch(tmp_path / f"{number:06d}.npz")
        np.testing.assert_array_equal(images, batches[number][0])
        np.testing.assert_array_equal(mattes, batches[number][1])
        assert not taught.any()
    (tmp_path / "000004.npz").unlink()
    assert draw_batches(batches, tmp_path, 1) == 1
    assert [path.name for path in sorted(tmp_path.iterdir())] == [*(f"{number:06d}.npz" for number in range(6)), LABELS]


class Deadly(Batches):
    """Batches of which drawing the third kills its process, as the system does when memory is short."""

    def __getitem__(self, step):
        if step == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__getitem__(step)


def test_a_worker_that_is_killed_is_told_and_what_it_drew_is_kept(batches, tmp_path):
    batches.__class__ = Deadly
    with pytest.raises(DataError, match=r"a process that draws has died.*call again: what is drawn is kept in"):
        draw_batches(batches, tmp_path, 1)
    assert [path.name for path in sorted(tmp_path.glob("*.npz"))] == ["000000.npz", "000001.npz"]
    batches.__class__ = Batches
    assert draw_batches(batches, tmp_path, 1) == 4


def test_every_round_shows_every_batch_once_in_another_order_half_of_it_mirrored(batches, tmp_path):
    draw_batches(batches, tmp_path, 1)
    drawn = Drawn(tmp_path, 12, TINY.batch_size, (1,))
    originals = {batches[number][1].sum(): number for number in range(6)}
    orders = [[originals[drawn[step][1].sum()] for step in steps] for steps in (range(6), range(6, 12))]
    assert sorted(orders[0]) == sorted(orders[1]) == list(range(6)) and orders[0] != orders[1]
    images, mattes, bands, _ = drawn[7]
    before = batches[orders[1][1]]
    turned = [not np.array_equal(one, other) for one, other in zip(images, before[0], strict=True)]
    assert sum(turned) == TINY.batch_size // 2
    for number, mirrored in enumerate(turned):
        side = slice(None, None, -1 if mirrored else 1)
        np.testing.assert_array_equal(images[number], before[0][number, :, side])
        np.testing.assert_array_equal(mattes[number], before[1][number, :, side])
        np.testing.assert_array_equal(bands[number], edge_band(np.ascontiguousarray(mattes[number])))
    for one, other in zip(drawn[7], drawn[7], strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_network_learns_from_what_was_drawn(data, batches, checked, tmp_path):  # noqa: F811
    draw_batches(batches, tmp_path / "drawn", 1)
    weights = fit(data, tmp_path, drawn=tmp_path / "drawn")
    card = read_weights(weights)[1]
    assert card["quick_scores"]["people"]["iou"] > 60 and card["recipe"]["teachers"] == []


def test_what_is_kept_says_who_labelled_it_and_so_do_the_weights(data, batches, checked, tmp_path):  # noqa: F811
    batches.teacher = Teacher([FAST])
    draw_batches(batches, tmp_path / "drawn", 1)
    assert labelled_by(tmp_path / "drawn") == (FAST.name,)
    weights = fit(data, tmp_path, drawn=tmp_path / "drawn")
    assert read_weights(weights)[1]["recipe"]["teachers"] == [FAST.name]
    batches.teacher = None
    with pytest.raises(DataError, match=r"were labelled by fast-int8\.onnx, not by nobody; name the same teachers"):
        draw_batches(batches, tmp_path / "drawn", 1)
    (tmp_path / "drawn/labels.json").unlink()  # as drawn before who labelled was written down
    with pytest.raises(DataError, match="drawn says not who labelled its batches; make some, in a folder of their own"):
        draw_batches(batches, tmp_path / "drawn", 1)


def test_what_cannot_be_learnt_from_is_named(data, batches, tmp_path):  # noqa: F811
    with pytest.raises(
        DataError, match="holds no drawn batches; make some, in a folder of their own: python -m train draw"
    ):
        fit(data, tmp_path, drawn=tmp_path / "nowhere")
    draw_batches(batches, tmp_path / "drawn", 1)
    with pytest.raises(DataError, match="holds batches of 8 samples; this preset learns from 4 at a time"):
        fit(data, tmp_path, replace(TINY, batch_size=4), drawn=tmp_path / "drawn")
    (tmp_path / "drawn/000000.npz").write_bytes(b"no zip")
    with pytest.raises(DataError, match=r"cannot read .*000000.npz.*delete it and draw again"):
        fit(data, tmp_path, drawn=tmp_path / "drawn")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nobody"], "no preset 'nobody'"),
        (["balanced", "--batches", "0"], "--batches 0 is too small"),
        (["balanced", "--teacher", "nowhere.onnx"], "--teacher nowhere.onnx: there is no such file"),
    ],
)
def test_wrong_arguments_are_named(arguments, complaint, tmp_path, capsys):
    assert main(["draw", *arguments, "--data", str(tmp_path), "--output", str(tmp_path / "out")]) == 1
    assert complaint in capsys.readouterr().err


def test_a_teacher_is_not_asked_about_what_is_labelled_already(tmp_path, capsys):
    arguments = ["--data", str(tmp_path), "--drawn", str(tmp_path), "--teacher", str(FAST)]
    assert main(["fit", "balanced-taught", *arguments]) == 1
    assert "--teacher does nothing with --drawn" in capsys.readouterr().err
