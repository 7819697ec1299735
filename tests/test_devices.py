"""Check the list of devices: what is here, why something is not, and what to do about it."""

from __future__ import annotations

import json

import pytest

from livebg.__main__ import main
from livebg.errors import ModelError
from livebg.segmenters.devices import PROVIDERS, list_devices, ways_of
from livebg.segmenters.fused import fused_folder, fused_name
from livebg.segmenters.onnx import offered_providers


def test_each_device_is_available_or_says_why_not():
    devices = {device.name: device for device in list_devices()}
    assert list(devices) == ["cpu", "tensorrt", *PROVIDERS]
    assert devices["cpu"].available
    assert all(device.available == (device.reason == "") for device in devices.values())
    if "CUDAExecutionProvider" not in offered_providers()[1]:
        assert "pip uninstall onnxruntime, then: pip install onnxruntime-gpu" in devices["cuda"].reason


@pytest.mark.parametrize(
    ("system", "name", "words"), [("linux", "coreml", "only on macOS"), ("darwin", "directml", "only on Windows")]
)
def test_a_device_of_another_system_says_so(system, name, words, monkeypatch):
    monkeypatch.setattr("sys.platform", system)
    assert {device.name: device.reason for device in list_devices()}[name] == words


def test_the_command_prints_a_table_and_json(capsys):
    assert main(["devices"]) == 0
    assert capsys.readouterr().out.startswith("cpu        available")
    assert main(["devices", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "name": "cpu", "description": "any processor", "available": True, "reason": "", "fused": [],
    }  # fmt: skip


def test_the_fused_graphs_that_are_there_are_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["devices"]) == 0
    assert f"fused graphs for whole frames: none in {fused_folder()}" in capsys.readouterr().out
    fused_folder().mkdir(parents=True)
    for name in (fused_name("balanced", (1280, 720)), fused_name("my-net", (640, 480)), "notes.txt"):
        (fused_folder() / name).touch()
    assert main(["devices"]) == 0
    assert "fused graphs for whole frames: balanced 1280x720, my-net 640x480\n" in capsys.readouterr().out


def test_the_setting_decides_what_is_tried():
    assert ways_of("cpu") == {}
    available = {device.name for device in list_devices() if device.available} - {"cpu"}
    assert set(ways_of("auto")) == available
    if "directml" not in available:
        with pytest.raises(ModelError, match="directml is not available: "):
            ways_of("directml")


def test_an_unknown_accelerator_is_refused_with_what_there_is(capsys):
    with pytest.raises(SystemExit):
        main(["run", "--accelerator", "abacus"])
    assert "tensorrt" in capsys.readouterr().err
