"""Check the PipeWire camera in a real browser: listed by name, played, its colours, and received in a WebRTC call."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.gate import Gate
from livebg.sinks import PipeWireCamera
from livebg.types import Composite
from tests.browser.chromium import Browser, chromium, page
from tests.real.desktop import Desktop, desktop, wait_until

SIZE = (640, 368)  # even, and a multiple of 16, as every virtual camera is
NEAR = 8  # levels that I420, its rounding and a call's codec may move a colour
FIRST_COMPOSITE_S = 180.0
BARS = [(255, 255, 255), (0, 255, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 0, 255), (255, 0, 0), (0, 0, 0)]
CALL = """
const stream = await navigator.mediaDevices.getUserMedia({video: true});
const own = document.getElementById('own'), far = document.getElementById('far');
own.srcObject = stream;
const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
a.onicecandidate = e => b.addIceCandidate(e.candidate); b.onicecandidate = e => a.addIceCandidate(e.candidate);
b.ontrack = e => { far.srcObject = e.streams[0]; };
stream.getTracks().forEach(track => a.addTrack(track, stream));
await a.setLocalDescription(); await b.setRemoteDescription(a.localDescription);
await b.setLocalDescription(); await a.setRemoteDescription(b.localDescription);
for (const video of [own, far]) {
  const until = Date.now() + 80000;
  while (!(video.videoWidth > 0 && video.currentTime > 2)) {
    if (Date.now() > until) throw new Error(video.id + ' shows nothing');
    await new Promise(next => setTimeout(next, 50));
  }
}
const devices = await navigator.mediaDevices.enumerateDevices();
return devices.filter(device => device.kind === 'videoinput').map(device => device.label);
"""
SAMPLE = """
const seen = {};
for (const id of ['own', 'far']) {
  const video = document.getElementById(id), canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0);
  const bars = [...Array(8).keys()].map(i =>
    [...context.getImageData(canvas.width * (i + 0.5) / 8, canvas.height / 2, 1, 1).data].slice(0, 3).reverse());
  seen[id] = {size: [canvas.width, canvas.height], bars};
}
return seen;
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """Give a desktop that this process is on."""
    with desktop(tmp_path, screen=True) as made:
        for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, made.environment[name])
        yield made


def listed(own: Desktop) -> bool:
    return 'node.name": "livebg"' in own.ask("pw-dump")


@contextmanager
def called(own: Desktop, folder: Path) -> Iterator[tuple[Browser, list[str]]]:
    """Open the page of a call in the browser; gives it and the cameras that it lists."""
    wait_until(lambda: listed(own), "the camera is not listed")
    with page() as address, chromium(own, folder) as browser:
        browser.open(address)
        yield browser, browser.run(CALL)


def test_chromium_lists_it_and_shows_its_colours_in_a_call(own: Desktop, tmp_path: Path):
    columns = np.arange(SIZE[0]) * len(BARS) // SIZE[0]
    bars = np.ascontiguousarray(np.broadcast_to(np.array(BARS, np.uint8)[columns], (SIZE[1], SIZE[0], 3)))
    sink = PipeWireCamera(SIZE, 30.0)
    with Gate([sink], size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None) as gate:
        gate.show(Composite(bars, 1, float("inf")))
        with called(own, tmp_path) as (browser, labels):
            assert any("livebg" in label for label in labels), labels
            assert any("chrom" in watcher for watcher in sink.watchers() or []), sink.watchers()
            seen = browser.run(SAMPLE)
    assert seen["own"]["size"] == list(SIZE)
    np.testing.assert_allclose(seen["own"]["bars"], BARS, atol=NEAR)
    np.testing.assert_allclose(seen["far"]["bars"], BARS, atol=NEAR)


def corner_of(image: np.ndarray, left: float) -> np.ndarray:
    """Give the median colour (3,) of a call's upper left corner, `left` being where its picture begins on the page."""
    corner = image[30:60, int(image.shape[1] * left) + 10 :][:, :40].reshape(-1, 3)
    return np.asarray(np.median(corner, axis=0))


def test_a_screenshot_of_a_call_shows_the_composite(own: Desktop, tmp_path: Path):
    command = [
        sys.executable,
        "-m",
        "livebg",
        "run",
        "--source",
        "demo",
        "--loop",
        "--background",
        "#00c000",
        "--sink",
        "pipewire",
    ]
    with subprocess.Popen([*command, "--output-size", "640x368"], env=own.environment) as app:
        try:
            with called(own, tmp_path) as (browser, _):
                until = time.monotonic() + FIRST_COMPOSITE_S
                while True:  # the card comes first: network and kernels are loaded when somebody watches
                    picture = browser.screenshot()
                    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
                    corners = [corner_of(image, left) for left in (0.02, 0.51)]
                    if np.abs(np.array(corners) - (0, 192, 0)).max() <= NEAR or time.monotonic() > until:
                        break
        finally:
            app.terminate()
            app.wait(60)
    (tmp_path / "call.png").write_bytes(picture)
    for name, corner in zip(("own", "far"), corners, strict=True):
        np.testing.assert_allclose(corner, (0, 192, 0), atol=NEAR, err_msg=name)
    middle = image[100:250, int(image.shape[1] * 0.2) : int(image.shape[1] * 0.28)].reshape(-1, 3).astype(int)
    assert (np.abs(middle - (0, 192, 0)).max(axis=1) > 40).mean() > 0.5, "the person is there"
