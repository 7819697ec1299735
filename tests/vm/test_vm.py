"""Check livebg between the kernel's own webcam and virtual camera drivers, inside an emulated machine that is booted once.

The network there is one whose matte is known: the left half of the picture. Times are of software emulation and no product figures.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from livebg.segmenters.onnx import METADATA_KEY, network_size
from tests.real.desktop import INSTALL, need
from tests.vm.guest import CAMERA, FPS, GREEN, NEAR, SIZE
from tests.vm.machine import MACHINE, run_inside

AREA_PX, MULTIPLE = 6144, 16


def write_left_half(path: Path) -> None:
    """Write a network of ours whose matte is the left half of every picture of the webcam."""
    width, height = network_size(CAMERA, AREA_PX, MULTIPLE)
    left = np.zeros((1, 1, height, width), np.float32)
    left[..., : width // 2] = 1
    nodes = [
        helper.make_node("Mul", ["src", "zero"], ["nothing"]),
        helper.make_node("ReduceMax", ["nothing", "axes"], ["one"], keepdims=1),
        helper.make_node("Add", ["one", "left"], ["pha"]),
    ]
    graph = helper.make_graph(
        nodes,
        "left",
        [helper.make_tensor_value_info("src", TensorProto.FLOAT, [1, 3, "H", "W"])],
        [helper.make_tensor_value_info("pha", TensorProto.FLOAT, [1, 1, "H", "W"])],
        [
            numpy_helper.from_array(np.zeros((), np.float32), "zero"),
            numpy_helper.from_array(np.array([1], np.int64), "axes"),
            numpy_helper.from_array(left, "left"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    card = {
        "name": "left", "description": "the left half", "parameters": 0, "area_px": AREA_PX, "multiple": MULTIPLE,
        "mean": [0, 0, 0], "std": [1, 1, 1],
    }  # fmt: skip
    helper.set_model_props(model, {METADATA_KEY: json.dumps(card)})
    onnx.save(model, str(path))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Boot the machine, once; gives what each step inside it found."""
    need("qemu-system-x86_64", "busybox", "cpio")
    if not (MACHINE / "vmlinuz").exists():
        pytest.skip(INSTALL.format("a kernel to boot"))
    folder = tmp_path_factory.mktemp("vm")
    write_left_half(folder / "left.onnx")
    console = run_inside(folder, "tests.vm.guest")
    said = (folder / "said").read_text() if (folder / "said").exists() else ""
    found = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    print(console[-6000:], said, json.dumps(found, indent=1))
    return found


def test_the_reader_sees_composites_of_the_right_size_rate_and_colours(found: dict[str, dict[str, Any]]):
    picture = found["picture"]
    assert picture["sizes"] == [list(SIZE)]
    assert FPS / 3 < picture["fps"] < FPS * 1.2  # it may be slow in emulation, but never too fast
    np.testing.assert_allclose(picture["shown"][:4], picture["webcam"][:4], atol=NEAR)
    np.testing.assert_allclose(picture["shown"][4:], [GREEN] * 4, atol=NEAR)
    np.testing.assert_allclose(picture["edges"], 0, atol=NEAR)  # a 16:9 webcam in a 4:3 picture


def test_a_change_before_the_webcam_reaches_the_reader(found: dict[str, dict[str, Any]]):
    assert len(found["latency"]["ms"]) == 6
    assert all(0 < ms < 10_000 for ms in found["latency"]["ms"])


def test_a_stalled_and_an_unplugged_webcam_come_back_and_the_room_was_never_seen(found: dict[str, dict[str, Any]]):
    assert "failed" not in found["stall"]
    assert "failed" not in found["unplug"]
    assert found["end"]["code"] == 0
    assert found["end"]["seen"] > 5 * FPS
    assert found["end"]["raw"] == 0


def test_a_busy_webcam_is_one_sentence(found: dict[str, dict[str, Any]]):
    busy = found["busy"]
    assert (busy["code"], busy["traceback"]) == (1, False)
    assert "vivid" in busy["said"][0] and "another app" in busy["said"][0]


def test_a_virtual_camera_that_has_served_once_is_explained_with_the_command(found: dict[str, dict[str, Any]]):
    again = found["again"]
    assert (again["code"], again["traceback"]) == (1, False)
    assert (
        "sudo modprobe -r v4l2loopback && sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"
        in again["said"][0]
    )


def test_the_webcams_controls_are_set_and_set_again_when_it_is_opened(found: dict[str, dict[str, Any]]):
    controls = found["controls"]
    assert {"gain_automatic", "gain", "brightness", "contrast", "saturation", "hue"} <= set(controls["listed"])
    brightness, gain = controls["listed"]["brightness"], controls["listed"]["gain"]
    assert (brightness["kind"], brightness["minimum"], brightness["maximum"]) == ("int", 0, 255)
    assert (gain["inactive"], gain["auto"]) == (True, "gain_automatic")
    locked, wide, unknown = controls["refused"]
    assert [code for code, *_ in controls["refused"]] == [2, 2, 2]
    assert 'first: livebg controls --set "gain_automatic=off"' in locked[2]
    assert "a whole number from 0 to 255" in wide[2]
    assert "no control 'zap'; it has: gain_automatic, gain, " in unknown[2]
    assert (controls["code"], controls["set"], controls["opened"]) == (0, [200, 0, 9], [200, 0, 9])
    assert (controls["reset_code"], controls["reset"]) == (0, [brightness["default"], 1])
