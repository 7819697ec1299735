"""Check the PipeWire camera where there is none, and what its reader of pw-dump makes of links; tests/pipewire has the daemon."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import numpy as np
import pytest

from livebg.errors import SinkError
from livebg.settings import OutputSettings
from livebg.sinks import open_pipewire
from livebg.sinks.pipewire import pipeline, watching
from livebg.types import Composite

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PipeWire is Linux's")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that is the whole PATH and the runtime folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PIPEWIRE_RUNTIME_DIR", raising=False)
    return tmp_path


def launch(folder: Path, script: str) -> None:
    """Put a gst-launch-1.0 of our own there."""
    program = folder / "gst-launch-1.0"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_what_is_missing_is_said_with_what_brings_it(bare: Path):
    with pytest.raises(
        SinkError, match=r"gst-launch-1\.0 is missing\. Install it: sudo apt install gstreamer1\.0-tools"
    ):
        open_pipewire(OutputSettings(), (64, 48))
    launch(bare, "exit 1")
    with pytest.raises(SinkError, match=r"PipeWire does not run\. Start it: systemctl --user"):
        open_pipewire(OutputSettings(), (64, 48))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(bare / "pipewire-0"))
        server.listen()
        launch(bare, "echo 'ERROR: no element pipewiresink' >&2; exit 1")
        with pytest.raises(
            SinkError, match=r"no PipeWire camera: ERROR: no element pipewiresink\. See what is missing: livebg doctor"
        ):
            open_pipewire(OutputSettings(), (64, 48))


def test_whole_pictures_are_written_and_transparency_refused(bare: Path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(bare / "pipewire-0"))
        server.listen()
        launch(bare, f"exec /bin/cat > {bare}/written")
        camera = open_pipewire(OutputSettings(), (70, 47))
        assert camera.size == (64, 48)
        for level in (16, 200):
            camera.send(Composite(np.full((48, 64, 3), level, np.uint8), 0, 0.0))
        with pytest.raises(SinkError, match="cannot show transparency"):
            camera.send(Composite(np.zeros((48, 64, 4), np.uint8), 0, 0.0))
        while (bare / "written").stat().st_size < 2 * 64 * 72:
            continue
        camera.close()
        camera.discard()
        with pytest.raises(SinkError, match="is closed"):
            camera.send(Composite(np.zeros((48, 64, 3), np.uint8), 0, 0.0))
    written = np.fromfile(bare / "written", np.uint8).reshape(2, 72, 64)
    assert [int(picture[0, 0]) for picture in written] == [30, 188]


def test_the_command_says_size_rate_and_name():
    command = " ".join(pipeline((1280, 720), 29.97))
    assert "width=1280 height=720 framerate=29970/1000 colorimetry=bt601" in command
    assert "node.name=livebg,node.description=livebg" in command


def test_links_to_our_camera_are_told_by_program():
    chrome = {"application.process.binary": "chrome", "application.process.id": 42}
    objects = [
        {"id": 1, "type": "PipeWire:Interface:Client", "info": {"props": chrome}},
        {"id": 2, "type": "PipeWire:Interface:Node", "info": {"props": {"node.name": "livebg"}}},
        {"id": 3, "type": "PipeWire:Interface:Node", "info": {"props": {"node.name": "webrtc-consume-stream", "client.id": 1}}},
        {"id": 4, "type": "PipeWire:Interface:Node", "info": {"props": {"node.name": "other"}}},
        {"id": 5, "type": "PipeWire:Interface:Link", "info": {"output-node-id": 2, "input-node-id": 3}},
        {"id": 6, "type": "PipeWire:Interface:Link", "info": {"output-node-id": 4, "input-node-id": 3}},
        {"id": 7, "type": "PipeWire:Interface:Core", "info": None},
    ]  # fmt: skip
    assert watching(json.dumps(objects)) == ["chrome (pid 42)"]
    assert watching(json.dumps(objects[:4])) == []
    assert watching("") == []
