"""Run `python -m train` and `python -m export` as a developer does, with what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from export.__main__ import main as export_main
from livebg.assets import asset
from train.__main__ import main as train_main

WEIGHTS = Path(__file__).parent.parent / "train/weights/unet-light.safetensors"


def test_the_bundled_model_is_what_the_kept_weights_export_to(tmp_path, capsys):
    from livebg.segmenters.onnx import OnnxSegmenter

    assert export_main(["onnx", str(WEIGHTS), str(tmp_path / "again.onnx")]) == 0
    assert "SHA-256" in capsys.readouterr().out
    image = cv2.imread(str(asset("demo/room.jpg")))
    mattes = [
        OnnxSegmenter(path, threads=1).segment(image, None)[0]
        for path in (asset("models/unet-light.onnx"), tmp_path / "again.onnx")
    ]
    np.testing.assert_allclose(*mattes, atol=1e-5)


def test_the_models_card_names_the_file_it_belongs_to():
    import hashlib

    digest = hashlib.sha256(asset("models/unet-light.onnx").read_bytes()).hexdigest()
    assert digest in asset("models/unet-light.md").read_text(encoding="utf-8")


def test_evaluate_scores_the_held_out_pictures_as_json_and_table(tmp_path, capsys):
    for name in ("people/images", "people/mattes"):
        (tmp_path / name).mkdir(parents=True)
    for number in range(30):
        cv2.imwrite(str(tmp_path / f"people/images/{number}.png"), np.full((48, 64, 3), 90, np.uint8))
        cv2.imwrite(str(tmp_path / f"people/mattes/{number}.png"), np.zeros((48, 64), np.uint8))
    arguments = ["evaluate", str(asset("models/unet-light.onnx")), "--data", str(tmp_path), "--sets", "people"]
    assert train_main([*arguments, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["model"] for row in rows] == ["livebg unet-light, network alone", "livebg unet-light, refined"]
    assert all(1 <= row["pictures"] < 10 and row["mad"] < 100 for row in rows)
    assert train_main(arguments) == 0
    assert "| people | livebg unet-light, refined |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("program", "arguments", "words"),
    [
        (train_main, ["fit", "unet-light", "--data", "gone"], "gone/selfies is no data set"),
        (train_main, ["evaluate", "gone.onnx", "--data", "gone"], "no model file gone.onnx"),
        (export_main, ["onnx", "gone.safetensors", "x.onnx"], "cannot read weights from gone.safetensors"),
        (export_main, ["onnx", "text.safetensors", "x.onnx"], "cannot read weights from text.safetensors"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, monkeypatch, capsys, program, arguments, words):
    monkeypatch.chdir(tmp_path)
    Path("text.safetensors").write_text("no weights")
    assert program(arguments) == 1
    assert words in capsys.readouterr().err
    assert not Path("x.onnx").exists()


def test_an_unknown_preset_is_named_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as stopped:
        train_main(["fit", "unet-huge", "--data", "gone"])
    assert stopped.value.code == 2
    assert "no preset 'unet-huge'; there are unet-light" in capsys.readouterr().err
