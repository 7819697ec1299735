"""Teachers label mixed pictures; the rest of a batch keeps its painted mattes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from livebg.errors import ModelError
from livebg.segmenters import model_path
from tests.test_train import TINY, data  # noqa: F401
from train.__main__ import main
from train.data import load_split, read_pictures
from train.distil import Teacher, mixed
from train.pseudo import opinions_of
from train.samples import PLAIN_EVERY, Batches, Mix, Phase, Sampler


def teacher() -> Teacher:
    return Teacher([model_path("fast")])


def test_a_teacher_gives_the_mean_of_its_models_the_first_one_straight_and_mirrored():
    image = np.random.default_rng(0).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    one, both = teacher()(image), Teacher([model_path("fast"), model_path("balanced")])(image)
    assert one.shape == (64, 96) and one.dtype == np.uint8
    turned = teacher()(np.ascontiguousarray(image[:, ::-1]))
    assert np.abs(turned[:, ::-1].astype(float) - one).max() <= 1
    other = opinions_of([model_path("balanced")])[0](image) * 255
    assert np.abs(both - (2 * one.astype(float) + other) / 3).max() <= 1


def test_a_file_that_is_no_model_is_named(tmp_path):
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"broken\.onnx"):
        Teacher([broken])(np.zeros((64, 96, 3), np.uint8))


def test_the_command_names_a_teacher_that_is_not_there(capsys):
    assert main(["fit", "smoke", "--teacher", "nobody.onnx"]) == 1
    assert "nobody.onnx" in capsys.readouterr().err


def test_mixing_shows_parts_of_both_and_writes_into_neither():
    one, other = np.full((40, 60, 3), 10, np.uint8), np.full((40, 60, 3), 200, np.uint8)
    rng = np.random.default_rng(1)
    pasted = seen_through = 0
    for _ in range(40):
        result = mixed(rng, one, other)
        assert result.shape == one.shape and result.dtype == np.uint8
        values = np.unique(result)
        if len(values) == 1:
            seen_through += 1
            assert 10 + 0.3 * 190 - 1 <= values[0] <= 10 + 0.7 * 190 + 1
        else:
            pasted += 1
            assert set(values) == {10, 200}
            assert 0.09 * 0.8 <= (result == 200).mean() <= 0.64
    assert pasted > 5 and seen_through > 5
    assert (one == 10).all() and (other == 200).all()


def test_only_a_share_of_a_batch_is_labelled_by_the_teacher_and_a_step_is_always_the_same(data):  # noqa: F811
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    sampler = Sampler([(1.0, pairs)], read_pictures(data / "backgrounds"))
    order = (sampler, (Phase(1.0, ((64, 96),), Mix(replaced=0.0, empty=0.0)),), 10, 4, (3, 0))
    plain, taught = Batches(*order)[2], Batches(*order, 0.5, teacher())[2]
    again = Batches(*order, 0.5, teacher())[2]
    for a, b in zip(taught, again, strict=True):
        np.testing.assert_array_equal(a, b)
    for a, b in zip(taught, plain, strict=True):
        np.testing.assert_array_equal(a[2:], b[2:])
    assert not np.array_equal(taught[0][:2], plain[0][:2])
    judge = teacher()
    for image, matte in zip(taught[0][:2], taught[1][:2], strict=True):
        np.testing.assert_array_equal(matte, judge(np.ascontiguousarray(image[:, :, ::-1])))


class Everywhere(Teacher):
    """Take everything for a person."""

    def __call__(self, image):
        return np.full(image.shape[:2], 255, np.uint8)


def test_some_taught_samples_are_not_mixed_and_rooms_keep_their_label(data):  # noqa: F811
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    sampler = Sampler([(1.0, pairs)], read_pictures(data / "backgrounds"))
    judge, size, shape = Everywhere([]), 12, (64, 96)
    for empty in (0.0, 1.0):
        mix = Mix(replaced=0.0, empty=empty)
        images, mattes, _, learnt = sampler.batch(np.random.default_rng(5), shape, size, mix, size, judge)
        before = sampler.batch(np.random.default_rng(5), shape, size, mix)
        same = [np.array_equal(one, other) for one, other in zip(images, before[0], strict=True)]
        plain = [place % PLAIN_EVERY == 0 for place in range(size)]
        assert [one for one, kept in zip(same, plain, strict=True) if kept] == [True] * sum(plain)
        assert sum(same) < sum(plain) + 3  # one may be mixed with itself
        taught = [bool((matte == 255).all()) for matte in mattes]
        assert taught == learnt.tolist() == ([True] * size if empty == 0 else [not kept for kept in plain])


def test_exact_mattes_are_taught_last_and_never_replaced(data):  # noqa: F811
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    drawn = [replace(pair, exact=True, cut_out=True) for pair in pairs]
    rng, judge, size, shape = np.random.default_rng(5), Everywhere([]), 16, (64, 96)
    mix = Mix(replaced=0.0, empty=0.0)
    both = Sampler([(0.5, pairs), (0.5, drawn)], read_pictures(data / "backgrounds"))
    half = (both.batch(rng, shape, size, mix, 4, judge)[1] == 255).all(axis=(1, 2))
    assert half[:4].all() and not half[4:].any()
    exact = Sampler([(1.0, drawn)], read_pictures(data / "backgrounds"))
    taught = (exact.batch(rng, shape, size, mix, size, judge)[1] == 255).all(axis=(1, 2))
    assert taught.tolist() == [place % PLAIN_EVERY != 0 for place in range(size)]


def test_a_composite_knows_its_matte(data):  # noqa: F811
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    sampler = Sampler([(1.0, pairs)], read_pictures(data / "backgrounds"))
    rng = np.random.default_rng(6)
    assert all(sampler.draw(rng, (64, 96), Mix(replaced=1.0, empty=0.0)).exact for _ in range(5))
    assert not any(sampler.draw(rng, (64, 96), Mix(replaced=0.0, empty=0.0)).exact for _ in range(5))
