"""Check what a loopback's driver tells of its readers, with a driver that keeps and gives events as v4l2loopback 0.15 does."""

from __future__ import annotations

import errno
import os
import platform
import struct
import sys
from pathlib import Path

import pytest
import pyvirtualcam
import pyvirtualcam.camera

from livebg.clients import CLIENT_USAGE, DQEVENT, SUBSCRIBE_EVENT, Clients
from livebg.sinks.virtual_camera import VirtualCamera
from tests.test_sinks_camera import RecordingBackend

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="loopback devices are Linux's")


class Driver:
    """Keep the newest event, as the driver does, and give it once. knows: it has such events."""

    def __init__(self, *, knows: bool = True) -> None:
        self.knows, self.streaming, self.pending = knows, 0, list[tuple[int, int]]()
        self.asked = list[tuple[int, int]]()

    def stream(self, count: int) -> None:
        self.streaming, self.pending = count, [(CLIENT_USAGE, count)]

    def __call__(self, descriptor: int, request: int, answer: bytearray) -> None:
        os.fstat(descriptor)  # it is open
        if request == SUBSCRIBE_EVENT:
            kind, _, flags = struct.unpack_from("=3I", answer)
            self.asked.append((kind, flags))
            if not self.knows:
                raise OSError(errno.EINVAL, "Invalid argument")
            self.pending = [(kind, self.streaming)]
        elif request == DQEVENT:
            assert len(answer) == 136, "the struct of 64 bits"
            if not self.pending:
                raise OSError(errno.ENOENT, "No such file or directory")
            kind, count = self.pending.pop(0)
            struct.pack_into("=I", answer, 0, kind)
            struct.pack_into("=I", answer, 8, count)


@pytest.fixture
def device(tmp_path: Path) -> str:
    path = tmp_path / "video42"
    path.touch()
    return str(path)


def test_the_count_is_what_the_driver_told_last(device: str):
    driver = Driver()
    driver.stream(1)  # it streamed before anybody listened
    clients = Clients(device, driver)
    assert driver.asked == [(0x10E00001, 1)], "the event, and the present state at once"
    assert [clients.count(), clients.count()] == [1, 1]
    driver.stream(0)
    assert clients.count() == 0
    driver.pending = [(CLIENT_USAGE, 1), (2, 9), (CLIENT_USAGE, 0), (CLIENT_USAGE, 2), (7, 7)]
    assert clients.count() == 2, "the newest of its own kind"
    clients.close()
    clients.close()
    assert clients.count() == 2


def test_a_driver_that_does_not_tell_is_left_alone(device: str):
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError, match="Invalid argument"):
        Clients(device, Driver(knows=False))
    with pytest.raises(OSError):
        Clients(device + "gone")
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_cameras_watchers_are_those_that_stream(device: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    pyvirtualcam.register_backend("recording", type("Recording", (RecordingBackend,), {"opened": []}))
    asked, driver = list[str](), Driver()

    def listen(path: str) -> Clients:
        asked.append(path)
        return Clients(path, driver)

    monkeypatch.setattr("livebg.sinks.virtual_camera.Clients", listen)
    module = tmp_path / "module/v4l2loopback"
    module.mkdir(parents=True)
    (module / "version").write_text("0.12.7")
    camera = VirtualCamera((64, 48), 30, device, tmp_path)
    assert (asked, camera.watchers()) == ([], []), "an old driver is not asked"
    camera.close()

    (module / "version").write_text("0.15.0")
    camera = VirtualCamera((64, 48), 30, device, tmp_path)
    assert asked == [device]
    driver.stream(1)
    assert camera.watchers() == ["a program of another user"], "/proc shows nobody"
    with open(device) as held:
        import subprocess

        with subprocess.Popen(["sleep", "30"], stdin=held) as reader:
            try:
                assert camera.watchers() == [f"sleep (pid {reader.pid})"]
                driver.stream(0)
                assert camera.watchers() == [], "it has the device open, and takes no pictures"
            finally:
                reader.kill()
    camera.close()
