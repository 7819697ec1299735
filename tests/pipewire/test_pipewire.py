"""Check the PipeWire camera with the real daemon: what a reader sees, who it is, and that a restart of the daemon is survived."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.app import App
from livebg.gate import Gate
from livebg.settings import OutputSettings
from livebg.sinks import PipeWireCamera
from livebg.types import Composite
from tests.real.desktop import LIMIT_S, Desktop, desktop, wait_until
from tests.test_app import SCENE, wished

SIZE = (320, 240)
READER = [
    "gst-launch-1.0",
    "-q",
    "pipewiresrc",
    "target-object=livebg",
    "!",
    "video/x-raw,format=I420",
    "!",
    "fakesink",
]
FPS = 30.0
NEAR = 8  # levels that I420 and its rounding may move a colour
BARS = [(255, 255, 255), (0, 255, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 0, 255), (255, 0, 0), (0, 0, 0)]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """Give a desktop that this process is on."""
    with desktop(tmp_path) as made:
        for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, made.environment[name])
        yield made


def bars() -> np.ndarray:
    columns = np.arange(SIZE[0]) * len(BARS) // SIZE[0]
    return np.ascontiguousarray(np.broadcast_to(np.array(BARS, np.uint8)[columns], (SIZE[1], SIZE[0], 3)))


@contextmanager
def camera() -> Iterator[PipeWireCamera]:
    """Feed a camera with colour bars as the app does."""
    sink = PipeWireCamera(SIZE, FPS)
    with Gate([sink], size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None) as gate:
        gate.show(Composite(bars(), 1, float("inf")))
        yield sink
    assert gate.errors() == []


def listed(own: Desktop) -> bool:
    return 'node.name": "livebg"' in own.ask("pw-dump")


def pictures(own: Desktop, path: Path, count: int) -> np.ndarray:
    """Read pictures as another program does: (count, H * 3 / 2, W) uint8 I420."""
    command = f"gst-launch-1.0 -q pipewiresrc target-object=livebg num-buffers={count} ! video/x-raw,format=I420 ! filesink location={path}"
    done = subprocess.run(
        command.split(), env=own.environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert done.returncode == 0, done.stderr
    return np.fromfile(path, np.uint8).reshape(count, SIZE[1] * 3 // 2, SIZE[0])


def check_bars(picture: np.ndarray) -> None:
    shown = cv2.cvtColor(picture, cv2.COLOR_YUV2BGR_I420)
    step = SIZE[0] // len(BARS)
    seen = [shown[SIZE[1] // 2, step // 2 + step * index] for index in range(len(BARS))]
    np.testing.assert_allclose(seen, BARS, atol=NEAR)


def test_a_reader_gets_the_right_size_rate_and_colours(own: Desktop, tmp_path: Path):
    with camera():
        wait_until(lambda: listed(own), "the camera is not listed")
        began = time.monotonic()
        seen = pictures(own, tmp_path / "seen.yuv", 60)
        took_s = time.monotonic() - began
        check_bars(seen[-1])
    assert took_s > 60 / FPS * 0.5  # a busy machine may be slower, but nothing makes it faster
    wait_until(lambda: not listed(own), "the camera is still listed after its end")


def test_who_watches_is_named(own: Desktop):
    with camera() as sink:
        wait_until(lambda: listed(own), "the camera is not listed")
        assert sink.watchers() == []
        reader = own.start(*READER)
        wait_until(lambda: bool(sink.watchers()), "nobody is seen")
        assert sink.watchers() == [f"gst-launch-1.0 (pid {reader.pid})"]
        own.stop("gst-launch-1.0")
        wait_until(lambda: sink.watchers() == [], "the reader is seen after its end")


@pytest.mark.parametrize("trouble", ["sleep 4", "echo '[{' && exit"], ids=["late", "half an answer"])
def test_the_webcam_is_open_for_nobody_where_pipewire_is_busy_at_the_start(
    own: Desktop, trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asked, programs = tmp_path / "asked", tmp_path / "programs"
    programs.mkdir()
    script = f'#!/bin/sh\n[ -e {asked} ] || {{ touch {asked}; {trouble}; }}\nexec {shutil.which("pw-dump")} "$@"\n'
    (programs / "pw-dump").write_text(script)
    (programs / "pw-dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    settings = wished().model_copy(update={"output": OutputSettings(device="pipewire", output_size="320x240")})
    with App(settings, SCENE) as app:
        wait_until(lambda: app.state().phase == "idle", "the webcam is open for nobody")
        assert asked.exists()


def test_the_app_is_a_camera_of_pipewire_and_opens_the_webcam_while_somebody_watches(own: Desktop):
    settings = wished().model_copy(update={"output": OutputSettings(device="pipewire", output_size="320x240")})
    with App(settings, SCENE) as app:
        wait_until(lambda: listed(own), "the camera is not listed")
        wait_until(lambda: app.state().phase == "idle", "the webcam is open for nobody")
        assert app.state().output == "PipeWire camera livebg"
        reader = own.start(*READER)
        wait_until(lambda: app.state().phase == "live", "the webcam stays closed")
        wait_until(lambda: bool(app.state().watched_by), "nobody is named")
        assert app.state().watched_by == (f"gst-launch-1.0 (pid {reader.pid})",)
        own.stop("gst-launch-1.0")
        wait_until(lambda: app.state().phase == "idle", "the webcam stays open")
        assert app.state().watched_by == ()
    wait_until(lambda: not listed(own), "the camera is still listed after its end")


def test_a_restart_of_the_daemon_is_survived(own: Desktop, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    before = threading.active_count()
    with camera():
        wait_until(lambda: listed(own), "the camera is not listed")
        own.stop("wireplumber")
        own.stop("pipewire")
        wait_until(lambda: "is gone" in caplog.text, "the loss was not noticed")
        own.start_sound_and_video()
        wait_until(lambda: listed(own), "the camera did not come back")
        check_bars(pictures(own, tmp_path / "seen.yuv", 20)[-1])
    assert threading.active_count() == before
