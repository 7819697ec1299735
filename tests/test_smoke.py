"""Check the whole way as a developer goes it: train on the bundled clip, score, export, and render with the result."""

from __future__ import annotations

import csv
import json

import av

from export.__main__ import main as export_main
from livebg.__main__ import main as livebg_main
from train.__main__ import main as train_main


def test_the_smoke_preset_trains_evaluates_exports_and_renders(tmp_path, capsys):
    weights, model, video = (tmp_path / name for name in ("smoke.safetensors", "smoke.onnx", "out.mp4"))
    assert train_main(["fit", "smoke", "--runs", str(tmp_path), "--weights", str(weights)]) == 0
    with (tmp_path / "smoke/scores.csv").open(newline="") as file:
        assert float(list(csv.DictReader(file))[-1]["iou"]) > 90

    assert export_main(["onnx", str(weights), str(model)]) == 0
    capsys.readouterr()
    assert train_main(["evaluate", str(model), "--demo", "--json"]) == 0
    alone, refined = json.loads(capsys.readouterr().out)
    assert alone["pictures"] == refined["pictures"] == 240
    assert refined["iou"] > 90
    assert refined["flicker"] > 0

    assert livebg_main(["render", "demo", str(video), "--model", str(model), "--background", "study"]) == 0
    with av.open(str(video)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 240
