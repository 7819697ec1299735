"""Check int8 models on a real network and the bundled clip."""

from __future__ import annotations

import av
import numpy as np

from export.__main__ import main
from livebg.assets import asset
from livebg.segmenters.onnx import OnnxSegmenter


def test_an_int8_model_gives_nearly_the_same_matte(tmp_path, capsys):
    output = tmp_path / "small.onnx"
    arguments = ["int8", str(asset("models/quality.onnx")), str(output), "--sets", "demo", "--backgrounds", "bundled"]
    assert main(arguments) == 0
    assert "calibrated on 96 pictures of demo" in capsys.readouterr().out
    assert output.stat().st_size < 0.4 * asset("models/quality.onnx").stat().st_size
    with av.open(str(asset("demo/person.mp4"))) as container:
        image = next(container.decode(video=0)).to_ndarray(format="bgr24")
    whole, small = (
        OnnxSegmenter(path, threads=1).segment(image, None)[0] for path in (asset("models/quality.onnx"), output)
    )
    assert 0 < np.abs(whole - small).mean() < 0.01


def test_what_int8_saves_can_be_spent_on_more_pixels(tmp_path, capsys):
    output = tmp_path / "large.onnx"
    arguments = ["int8", str(asset("models/balanced.onnx")), str(output), "--sets", "demo", "--backgrounds", "bundled"]
    assert main([*arguments, "--area", "100"]) == 2
    assert "--area must be from 4096 to" in capsys.readouterr().err
    assert main([*arguments, "--area", "49152"]) == 0
    matte, _ = OnnxSegmenter(output, threads=1).segment(np.zeros((720, 1280, 3), np.uint8), None)
    assert matte.shape == (160, 288)


def test_data_that_is_not_there_is_named(tmp_path, capsys):
    arguments = ["int8", str(asset("models/quality.onnx")), str(tmp_path / "x.onnx"), "--data", str(tmp_path)]
    assert main(arguments) == 1
    assert "no data set selfies under" in capsys.readouterr().err
    assert not (tmp_path / "x.onnx").exists()
