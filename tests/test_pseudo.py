"""Check labelling by agreement: with looks whose answers are known, and with the bundled network on the bundled clip."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

from livebg.assets import asset
from train.__main__ import main
from train.clips import demo_pairs
from train.data import load_split
from train.metrics import iou
from train.pseudo import label, mirrored, zoomed_out


def bright(image: np.ndarray) -> np.ndarray:
    """Take what is bright for a person."""
    return (image[:, :, 0] > 127).astype(np.float32)


def upper(image: np.ndarray) -> np.ndarray:
    """Take the upper half for a person, whatever it shows: zooming out shows that it does not look."""
    matte = np.zeros(image.shape[:2], np.float32)
    matte[: len(matte) // 2] = 1
    return matte


@pytest.fixture
def picture() -> np.ndarray:
    image = np.zeros((60, 90, 3), np.uint8)
    image[20:60, 10:40] = 200
    return image


def test_flips_and_zooms_come_back_to_the_picture(picture):
    np.testing.assert_array_equal(mirrored(bright, picture), bright(picture))
    np.testing.assert_array_equal(zoomed_out(bright, picture), bright(picture))


def test_agreement_is_the_lowest_of_all_opinions(picture):
    agreed = label(picture, [bright], bright)
    assert agreed.agreement == 1
    assert iou(agreed.matte, bright(picture)) > 0.95
    assert label(picture, [bright], upper).agreement == pytest.approx(iou(bright(picture), upper(picture)))
    assert label(picture, [bright, upper], None).agreement < 0.5


def test_a_set_is_labelled_resumed_and_read_as_any_other(tmp_path, capsys):
    (tmp_path / "raw/images").mkdir(parents=True)
    truths = {}
    for pair in demo_pairs(validation=False, every=40):
        cv2.imwrite(str(tmp_path / f"raw/images/{pair.name}.png"), pair.image)
        truths[f"{pair.name}.png"] = pair.matte / np.float32(255)
    noise = np.random.default_rng(0).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    cv2.imwrite(str(tmp_path / "raw/images/noise.png"), noise)
    model = str(asset("models/quality.onnx"))
    arguments = ["pseudo", model, "--data", str(tmp_path / "raw"), "--output", str(tmp_path / "out")]
    assert main([*arguments, "--agreement", "0.9"]) == 0
    said = capsys.readouterr().out
    report = tmp_path / "out/report.json"
    assert set(json.loads(report.read_text())) == {*truths, "noise.png"}
    pairs = [pair for held in (True, False) for pair in load_split(tmp_path / "out", validation=held, longest_px=None)]
    assert f"{len(pairs)} pictures labelled and kept" in said
    people = [pair for pair in pairs if pair.name in truths]
    assert len(people) >= 3  # of five; in two a hand waves, of which some opinions see more than others
    scores = [iou(pair.matte / np.float32(255), truths[pair.name]) for pair in people]
    assert np.mean(scores) > 0.93
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out/mattes").iterdir()}
    assert main([*arguments, "--agreement", "0.9"]) == 0
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out/mattes").iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--agreement", "1.5"], "--agreement 1.5 is no IoU"),
        ([], "holds no pictures to label"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, capsys, arguments, words):
    common = ["pseudo", str(asset("models/quality.onnx")), "--data", str(tmp_path), "--output", str(tmp_path / "out")]
    assert main([*common, *arguments]) == 1
    assert words in capsys.readouterr().err
