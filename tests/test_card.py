"""Check the cards of models: they tell what is shipped, how it was trained, and how it scores beside its peers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from livebg.assets import asset
from train.__main__ import main
from train.card import recipe_text
from train.checkpoint import read_weights

WEIGHTS = Path(__file__).parent.parent / "train/weights/quality.safetensors"


def rows(path: Path, *models: str) -> Path:
    common = {"set": "people", "pictures": 3, "iou": 91.5, "device": "a test", "runtime": "none"}
    path.write_text(json.dumps([common | {"model": model} for model in models]))
    return path


def test_a_card_is_written_from_files_and_scores(tmp_path):
    scored = rows(tmp_path / "rows.json", "livebg quality, refined", "livebg other, refined", "MediaPipe peer")
    curve = tmp_path / "scores.csv"
    curve.write_text("step,set,iou,boundary_f,mad,mse,pictures\n1000,people,80.5,60.25,30.125,9.5,3\n")
    output, model = tmp_path / "quality.md", asset("models/quality.onnx")
    files = [str(WEIGHTS), str(model), "--rows", str(scored), "--scores", str(curve), "--output", str(output)]
    assert main(["card", *files]) == 0
    text = output.read_text()
    assert hashlib.sha256(model.read_bytes()).hexdigest() in text
    assert "about 65,536 pixels: 16:9 is 352x192" in text
    assert "the mean of the logits of `balanced.safetensors` and `lite.safetensors`, whose runs follow" in text
    assert "which names `balanced.safetensors` and `lite.safetensors` beside it" in text
    assert "encoder efficientnet_lite0" in text and "which was trained on ImageNet" in text
    assert "in int8 `patches`" not in text
    assert "| people | livebg quality, refined | 3 | 91.50 |" in text
    assert "MediaPipe peer" in text
    assert "other" not in text.split("## Scores")[1].split("## Curve")[0].replace("other sources", "")
    assert "| 1,000 | people | 80.50 | 60.25 | 30.1 |" in text


def test_a_card_names_the_teachers():
    _, card = read_weights(WEIGHTS.with_name("balanced.safetensors"))
    last = recipe_text(card).splitlines()[-1]
    assert last.endswith(
        "25% of the samples mixed and labelled by selfie_segmentation.tflite and quality-int8.onnx and lite-int8.onnx; "
        "then the mean with the weights of `balanced-15` (3,830,400 samples) and "
        "`balanced-context` (3,971,200 samples), counted 4 times and "
        "`balanced-context-2` (4,131,200 samples), counted 3 times"
    )


def test_scores_of_other_models_make_no_card(tmp_path, capsys):
    scored = rows(tmp_path / "rows.json", "livebg other, refined")
    arguments = ["card", str(WEIGHTS), str(asset("models/quality.onnx")), "--output", str(tmp_path / "x.md")]
    assert main([*arguments, "--rows", str(scored)]) == 1
    assert "no row of quality in the scores" in capsys.readouterr().err
    assert main([*arguments, "--rows", str(tmp_path / "gone.json")]) == 1
    assert "cannot read scores from" in capsys.readouterr().err
    assert not (tmp_path / "x.md").exists()
