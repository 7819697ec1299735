"""Run `python -m train` and `python -m export` as a developer does, with what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from export.__main__ import main as export_main
from livebg.assets import asset, asset_names
from train.__main__ import main as train_main

MODELS = asset_names("models", (".onnx",))
WEIGHTS = Path(__file__).parent.parent / "train/weights"


@pytest.mark.parametrize("name", [name for name in MODELS if not name.endswith("-int8")])
def test_a_bundled_model_is_what_the_kept_weights_export_to(name, tmp_path, capsys):
    from livebg.segmenters.onnx import OnnxSegmenter

    assert export_main(["onnx", str(WEIGHTS / f"{name}.safetensors"), str(tmp_path / "again.onnx")]) == 0
    assert "SHA-256" in capsys.readouterr().out
    image = cv2.imread(str(asset("demo/room.jpg")))
    mattes = [
        OnnxSegmenter(path, threads=1).segment(image, None)[0]
        for path in (asset(f"models/{name}.onnx"), tmp_path / "again.onnx")
    ]
    np.testing.assert_allclose(*mattes, atol=1e-5)


@pytest.mark.parametrize("name", MODELS)
def test_a_models_card_names_the_file_it_belongs_to(name):
    import hashlib

    digest = hashlib.sha256(asset(f"models/{name}.onnx").read_bytes()).hexdigest()
    card = name.removesuffix("-int8")
    assert digest in asset(f"models/{card}.md").read_text(encoding="utf-8")


def test_evaluate_scores_the_held_out_pictures_as_json_and_table(tmp_path, capsys):
    for name in ("people/images", "people/mattes"):
        (tmp_path / name).mkdir(parents=True)
    for number in range(30):
        cv2.imwrite(str(tmp_path / f"people/images/{number}.png"), np.full((48, 64, 3), 90, np.uint8))
        cv2.imwrite(str(tmp_path / f"people/mattes/{number}.png"), np.zeros((48, 64), np.uint8))
    arguments = ["evaluate", str(asset("models/quality.onnx")), "--data", str(tmp_path), "--sets", "people"]
    assert train_main([*arguments, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["model"] for row in rows] == ["livebg quality, network alone", "livebg quality, refined"]
    assert all(1 <= row["pictures"] < 10 and row["mad"] < 100 for row in rows)
    assert train_main(arguments) == 0
    assert "| people | livebg quality, refined |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("program", "arguments", "words"),
    [
        (train_main, ["fit", "quality", "--data", "gone"], "no data set selfies under gone"),
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
    assert train_main(["fit", "unet-huge"]) == 1
    assert "no preset 'unet-huge'; there are balanced" in capsys.readouterr().err
