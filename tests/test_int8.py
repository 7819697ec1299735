"""Check int8 models on a real network and the bundled clip."""

from __future__ import annotations

import av
import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from export.__main__ import main
from livebg.assets import asset
from livebg.segmenters.onnx import OnnxSegmenter, open_session, read_model


def test_an_int8_model_gives_nearly_the_same_matte_on_the_pixels_asked_for(tmp_path, capsys, monkeypatch):
    whole, output = asset("models/fast.onnx"), tmp_path / "small.onnx"
    arguments = ["int8", str(whole), str(output), "--sets", "demo", "--backgrounds", "bundled"]
    assert main([*arguments, "--pictures", "0"]) == 2
    assert "--pictures must be at least 1, got 0" in capsys.readouterr().err
    for option in ("--area", "--area-without-vnni"):
        assert main([*arguments, option, "100"]) == 2
        assert f"{option} must be from 4096 to" in capsys.readouterr().err
    assert main([*arguments, "--area", "20480", "--area-without-vnni", "15360", "--bits", "8"]) == 0
    assert "calibrated on 128 pictures of demo" in capsys.readouterr().out
    assert output.stat().st_size < 0.6 * whole.stat().st_size  # whose weights are stored as fp16
    weights = [numpy_helper.to_array(each) for each in onnx.load(output).graph.initializer]
    assert max(np.abs(each.astype(int)).max() for each in weights if each.dtype == np.int8 and each.ndim == 4) == 127
    with av.open(str(asset("demo/person.mp4"))) as container:
        image = next(container.decode(video=0)).to_ndarray(format="bgr24")
    monkeypatch.setattr("livebg.segmenters.onnx.has_dot_products", lambda: False)
    small, _ = OnnxSegmenter(output, threads=1).segment(image, None)
    monkeypatch.setattr("livebg.segmenters.onnx.has_dot_products", lambda: True)
    large, _ = OnnxSegmenter(output, threads=1).segment(image, None)
    exact = OnnxSegmenter(whole, threads=1)
    exact.area_px = 20480
    assert (small.shape, large.shape) == ((96, 160), (96, 192))
    assert 0 < np.abs(exact.segment(image, None)[0] - large).mean() < 0.01


@pytest.mark.parametrize("fast", [True, False])
def test_weights_of_7_bits_are_never_slow_and_give_nearly_the_same_matte(tmp_path, monkeypatch, fast):
    monkeypatch.setattr("livebg.segmenters.onnx.has_dot_products", lambda: fast)
    whole, output = asset("models/fast.onnx"), tmp_path / "seven.onnx"
    arguments = ["int8", str(whole), str(output), "--sets", "demo", "--backgrounds", "bundled", "--pictures", "16"]
    assert main(arguments) == 0
    weights = [numpy_helper.to_array(each) for each in onnx.load(output).graph.initializer]
    assert max(np.abs(each.astype(int)).max() for each in weights if each.dtype == np.int8) == 64
    session, card = read_model(output)
    assert card.weight_bits == 7
    assert session.get_session_options().get_session_config_entry("session.x64quantprecision") == "0"
    with av.open(str(asset("demo/person.mp4"))) as container:
        image = next(container.decode(video=0)).to_ndarray(format="bgr24")
    given, exact = (OnnxSegmenter(path, threads=1).segment(image, None)[0] for path in (output, whole))
    assert 0 < np.abs(exact - given).mean() < 0.01


@pytest.mark.parametrize(("fast", "right"), [(True, "0"), (False, "1")])
def test_only_cpus_on_which_8_bits_would_overflow_are_told_to_be_slow_and_right(monkeypatch, fast, right):
    monkeypatch.setattr("livebg.segmenters.onnx.has_dot_products", lambda: fast)
    model = onnx.load(asset("models/fast-int8.onnx"))
    for entry in model.metadata_props:
        entry.value = entry.value.replace('"weight_bits":7', '"weight_bits":8')
    options = open_session(model.SerializeToString()).get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == right


def test_data_that_is_not_there_is_named(tmp_path, capsys):
    arguments = ["int8", str(asset("models/quality.onnx")), str(tmp_path / "x.onnx"), "--data", str(tmp_path)]
    assert main(arguments) == 1
    assert "no data set selfies under" in capsys.readouterr().err
    assert not (tmp_path / "x.onnx").exists()
