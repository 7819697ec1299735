"""Check PipeWire's cameras where there is no daemon: what is listed of a dump, what is missing, what a reader does with bytes."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from livebg.choices import output_choices
from livebg.errors import SourceError
from livebg.settings import CameraSettings
from livebg.sources.camera import open_camera
from livebg.sources.cameras import CameraChoice, choose_camera, list_cameras, real_cameras
from livebg.sources.nodes import cameras_in
from livebg.sources.pipewire import PipeWireSource, reading

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PipeWire is Linux's")
CAMERA = CameraChoice(1000, "Built-in", "pipewire:libcamera_input.0", "PIPEWIRE")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that is the whole PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def node(**props: Any) -> dict[str, Any]:
    return {"type": "PipeWire:Interface:Node", "info": {"props": props}}


def camera_node(name: str, **props: Any) -> dict[str, Any]:
    return node(**{"media.class": "Video/Source", "node.name": name, **props})


DUMP = [
    camera_node("libcamera_input.0", **{"node.description": "Built-in"}),
    camera_node("livebg"),
    camera_node("v4l2_input.usb", **{"api.v4l2.path": "/dev/video900"}),  # the kernel lists it already
    node(**{"media.class": "Audio/Source", "node.name": "microphone"}),
    {"type": "PipeWire:Interface:Node", "info": None},
    {"type": "PipeWire:Interface:Link", "info": {"props": {"media.class": "Video/Source", "node.name": "link"}}},
]


def test_cameras_that_are_no_devices_are_listed_and_chosen_by_name(bare: Path):
    assert cameras_in(json.dumps(DUMP)) == [("libcamera_input.0", "Built-in"), ("livebg", "livebg")]
    assert cameras_in("") == []
    program(bare, "pw-dump", f"echo '{json.dumps(DUMP)}'")
    found = [camera for camera in list_cameras() if camera.backend == "PIPEWIRE"]
    assert found == [CAMERA, CameraChoice(1001, "livebg", "pipewire:livebg", "PIPEWIRE")]
    assert real_cameras(found) == [CAMERA], "auto must not take what livebg itself shows"
    offered = [(choice.value, choice.reason) for choice in output_choices(found)]
    missing = "install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire"
    assert offered == [("pipewire", missing)], "none is a device that could be written to"
    program(bare, "gst-launch-1.0", "")
    assert [choice.reason for choice in output_choices(found)] == [""]
    for wanted in ("1000", "built", "pipewire:libcamera_input.0"):
        assert choose_camera(wanted, found) == CAMERA


@pytest.mark.parametrize("script", ["exit 1", "echo '{'", "echo 'null'; exit 3"])
def test_a_daemon_that_does_not_answer_is_no_camera(bare: Path, script: str):
    assert [camera for camera in list_cameras() if camera.backend == "PIPEWIRE"] == []
    program(bare, "pw-dump", script)
    assert [camera for camera in list_cameras() if camera.backend == "PIPEWIRE"] == []


def test_a_name_with_a_space_stays_one_word():
    assert "target-object=My camera" in reading("My camera", (64, 48), 7)
    assert "fd=7" in reading("My camera", (64, 48), 7)


def test_pictures_are_cut_from_the_bytes_and_the_end_is_explained(bare: Path):
    with pytest.raises(SourceError, match=r"gst-launch-1\.0 is missing\. Install it: sudo apt install gstreamer1\.0"):
        open_camera(CAMERA, CameraSettings())
    size, row = (6, 4), 20  # 18 bytes of a row, and two more to whole words
    pictures = np.arange(2 * size[1] * row, dtype=np.uint8).reshape(2, size[1], row)
    (bare / "bytes").write_bytes(pictures.tobytes())
    script = 'for word in "$@"; do case "$word" in fd=*) fd="${word#fd=}";; esac; done\n'
    script += f'/bin/cat {bare}/bytes >"/dev/fd/$fd"; echo "ERROR: target not found" >&2; exit 1'
    program(bare, "gst-launch-1.0", script)
    with closing(open_camera(CAMERA, CameraSettings(camera_size="6x4"))) as source:
        assert source.info.live and source.info.size == size and source.info.device == "Built-in"
        frames = iter(source)
        for index in range(2):
            frame = next(frames)
            assert frame.index == index
            np.testing.assert_array_equal(frame.image, pictures[index, :, :18].reshape(4, 6, 3))
        with pytest.raises(
            SourceError, match=r"camera 1000 \(Built-in\) gives no more pictures: ERROR: target not found"
        ):
            next(frames)
    source.close()


def test_closing_ends_a_reader_that_waits(bare: Path):
    program(bare, "gst-launch-1.0", "exec /bin/sleep 600")
    source, seen = PipeWireSource(CAMERA, CameraSettings()), list[object]()
    reader = threading.Thread(target=lambda: seen.extend(source))
    reader.start()
    source.close()
    reader.join(60)
    assert not reader.is_alive() and seen == []
