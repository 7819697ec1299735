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
from tests.vm.guest import FLASHES, FPS
from tests.vm.machine import MACHINE, run_inside
from tests.vm.reader import GREEN
from tests.vm.webcam import CAMERA, NEAR, SIZE, clock_ms, drawn

AREA_PX, MULTIPLE = 6144, 16
REC709, BT2020, SMPTE240M, DCI_P3, JPEG = 3, 10, 2, 12, 7  # of videodev2.h


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


def boot(
    tmp_path_factory: pytest.TempPathFactory, module: str, needed: str, *, newer: bool
) -> dict[str, dict[str, Any]]:
    """Boot the machine; gives what each step inside it found."""
    need("qemu-system-x86_64", "busybox", "cpio")
    if not (MACHINE / needed).exists():
        pytest.skip(INSTALL.format(f"build/vm/{needed}"))
    folder = tmp_path_factory.mktemp("vm")
    write_left_half(folder / "left.onnx")
    console = run_inside(folder, module, newer=newer)
    said = (folder / "said").read_text() if (folder / "said").exists() else ""
    found = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    print(console[-6000:], said, json.dumps(found, indent=1))
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Boot it once with Debian 12's driver of virtual cameras."""
    return boot(tmp_path_factory, "tests.vm.guest", "vmlinuz", newer=False)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Boot it once with the next Debian's."""
    return boot(tmp_path_factory, "tests.vm.newer", "newer/v4l2loopback.ko", newer=True)


def test_the_reader_sees_composites_of_the_right_size_rate_and_colours(found: dict[str, dict[str, Any]]):
    picture = found["picture"]
    assert picture["sizes"] == [list(SIZE)]
    assert FPS / 3 < picture["fps"] < FPS * 1.2  # it may be slow in emulation, but never too fast
    np.testing.assert_allclose(picture["shown"][:4], picture["webcam"][:4], atol=NEAR)
    np.testing.assert_allclose(picture["shown"][4:], [GREEN] * 4, atol=NEAR)
    np.testing.assert_allclose(picture["edges"], 0, atol=NEAR)  # a 16:9 webcam in a 4:3 picture


def test_readers_are_told_the_matrix_that_the_colours_were_made_with(found: dict[str, dict[str, Any]]):
    told = found["picture"]["told"]
    assert (told["size"], told["fourcc"]) == (list(SIZE), "YU12")
    # 0 is the default of the colour space: by the kernel's V4L2_MAP_YCBCR_ENC_DEFAULT and V4L2_MAP_QUANTIZATION_DEFAULT, BT.601 and
    # limited range for all but these.
    assert (told["encoding"], told["quantization"]) in ((0, 0), (1, 2), (1, 0), (0, 2))
    assert told["space"] not in (REC709, BT2020, SMPTE240M, DCI_P3, JPEG)


def test_the_clock_in_the_picture_tells_its_age_and_never_goes_back(found: dict[str, dict[str, Any]]):
    latency = found["latency"]
    assert len(latency["ms"]) == FLASHES
    assert all(0 < ms < 10_000 for ms in latency["ms"])
    assert latency["pictures"] >= 2 * FLASHES
    assert latency["backwards"] == 0
    assert latency["unread"] <= 0.05 * latency["pictures"]
    unsure, (least, median, most) = latency["unsure_ms"], latency["age_ms"]
    assert unsure < 1500, "about a step of the webcam, more on a busy machine"
    assert -unsure <= least <= median <= most < 10_000
    assert median < max(latency["ms"]) + unsure, "a change is seen in a picture that is as old"
    assert found["end"]["figures"]["latency_ms_p50"] < median + unsure, "what livebg says is a part of it"


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


def test_a_program_that_only_looks_at_the_virtual_camera_does_not_open_the_webcam(newer: dict[str, dict[str, Any]]):
    looked = newer["looked_at"]
    assert looked["version"] >= [0, 13]
    assert (looked["opened"], looked["watched_by"]) == (False, "")


@pytest.mark.parametrize("step", ["call", "restart"])
def test_a_call_opens_the_webcam_and_is_named_and_its_end_closes_it(newer: dict[str, dict[str, Any]], step: str):
    """The restart of livebg is what older drivers refuse."""
    call = newer[step]
    assert "failed" not in call
    assert f"(pid {call['reader']})" in call["watched_by"]
    assert (call["raw"], call["after"]) == (0, "")
    assert call["first_card_s"] <= call["first_composite_s"]
    assert (newer["end"]["code"], newer["restart"]["code"]) == (0, 0)


def test_the_clock_is_read_digit_by_digit():
    picture = np.full((CAMERA[1], CAMERA[0], 3), 90, np.uint8)
    picture[16:32, 16:160] = 0
    for place, letter in enumerate("01:23:45:678"):
        if letter != ":":
            picture[16:32, 24 + 8 * place :][:, :8][drawn(letter) == 1] = 200
    assert clock_ms(picture) == ((1 * 60 + 23) * 60 + 45) * 1000 + 678
    assert clock_ms(np.full_like(picture, 90)) is None
    assert clock_ms(np.roll(picture, 1, axis=0)) is None
