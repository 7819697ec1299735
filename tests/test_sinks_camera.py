"""Check what reaches a virtual camera's driver, through pyvirtualcam's own seam for backends."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import pyvirtualcam
import pyvirtualcam.camera

from livebg.errors import SinkError
from livebg.gate import Gate
from livebg.settings import OutputSettings
from livebg.sinks import NullSink, camera_size, open_virtual_camera, watchers_of
from livebg.sinks.virtual_camera import remedy
from livebg.types import Composite

BARS = [(255, 255, 255), (0, 255, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 0, 255), (255, 0, 0), (0, 0, 0)]


class RecordingBackend:
    """Keep what pyvirtualcam hands to a driver."""

    opened: list[RecordingBackend]

    def __init__(self, *, width, height, fps, fourcc, device, **more):
        self.asked = (width, height, fps, fourcc, device)
        self.frames, self.closed, self.failure = [], 0, None
        type(self).opened.append(self)

    def send(self, frame):
        if self.failure is not None:
            raise self.failure
        self.frames.append(frame.copy())

    def close(self):
        self.closed += 1

    def device(self):
        return self.asked[-1] or "/dev/video42"

    def native_fourcc(self):
        return None


class AbsentBackend:
    """Refuse as a driver does that is not there."""

    def __init__(self, **more):
        raise RuntimeError("the second driver is missing, too.")


@pytest.fixture
def drivers(monkeypatch: pytest.MonkeyPatch) -> type[RecordingBackend]:
    """Give the only driver that there is."""
    backend = type("Recording", (RecordingBackend,), {"opened": []})
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    pyvirtualcam.register_backend("recording", backend)
    return backend


def bars(size: tuple[int, int]) -> np.ndarray:
    columns = np.arange(size[0]) * len(BARS) // size[0]
    return np.ascontiguousarray(np.broadcast_to(np.array(BARS, np.uint8)[columns], (size[1], size[0], 3)))


def shown(backend: RecordingBackend, index: int = -1) -> np.ndarray:
    """Give a frame as a program would show it that takes the camera for BT.601: (H, W, 3) BGR."""
    width, height = backend.asked[:2]
    return cv2.cvtColor(backend.frames[index].reshape(height * 3 // 2, width), cv2.COLOR_YUV2BGR_I420)


@pytest.mark.parametrize(("device", "asked"), [("auto", None), ("/dev/video7", "/dev/video7")])
def test_the_driver_is_asked_for_i420_of_the_rounded_size_and_the_rate(drivers, device, asked):
    camera = open_virtual_camera(OutputSettings(output_fps=24, device=device), (854, 481))
    (backend,) = drivers.opened
    i420 = int.from_bytes(b"I420", "little")
    assert backend.asked == (848, 482, 24, i420, asked)
    assert (camera.size, camera.fps, camera.alpha) == ((848, 482), 24, False)
    assert camera.name == f"virtual camera {asked or '/dev/video42'}"
    assert camera.note == "the virtual camera is 848x482: widths are multiples of 16, heights even"
    camera.close()


def test_colour_bars_arrive_in_their_colours(drivers):
    camera = open_virtual_camera(OutputSettings(), (128, 48))
    image = bars((128, 48))
    image.flags.writeable = False
    camera.send(Composite(image, 0, 0.0))
    (backend,) = drivers.opened
    assert camera.note == ""
    assert backend.frames[0].shape == (128 * 48 * 3 // 2,)
    luma = backend.frames[0][: 128 * 48].reshape(48, 128)
    assert [luma[20, 8 + 16 * i] for i in (0, 7)] == [235, 16]
    np.testing.assert_allclose([shown(backend)[20, 8 + 16 * i] for i in range(8)], BARS, atol=4)
    camera.close()


def test_every_picture_is_sent_at_once_and_in_order(drivers):
    camera = open_virtual_camera(OutputSettings(output_fps=1), (32, 32))
    for index in range(30):
        camera.send(Composite(np.full((32, 32, 3), index * 8, np.uint8), index, float(index)))
    levels = [int(shown(drivers.opened[0], index)[5, 5, 0]) for index in range(30)]
    np.testing.assert_allclose(levels, [index * 8 for index in range(30)], atol=3)
    camera.close()


def test_a_picture_of_another_shape_is_letterboxed(drivers):
    camera = open_virtual_camera(OutputSettings(), (160, 96))
    camera.send(Composite(np.full((96, 48, 3), 200, np.uint8), 0, 0.0))
    image = shown(drivers.opened[0])
    assert image.shape == (96, 160, 3)
    np.testing.assert_allclose(image[:, 58:102], 200, atol=3)
    assert image[:, :54].max() <= 3
    assert image[:, 106:].max() <= 3
    camera.close()


def test_the_driver_is_closed_exactly_once(drivers):
    camera = open_virtual_camera(OutputSettings(), (32, 32))
    camera.close()
    camera.close()
    camera.discard()
    assert drivers.opened[0].closed == 1
    with pytest.raises(SinkError, match=r"virtual camera /dev/video42 is closed"):
        camera.send(Composite(np.zeros((32, 32, 3), np.uint8), 0, 0.0))
    assert drivers.opened[0].frames == []


@pytest.mark.parametrize("failure", [RuntimeError("broken pipe"), OSError(19, "No such device")])
def test_a_write_that_fails_is_said(drivers, failure):
    camera = open_virtual_camera(OutputSettings(), (32, 32))
    drivers.opened[0].failure = failure
    with pytest.raises(SinkError, match=r"virtual camera /dev/video42 took no picture: .*(broken pipe|No such device)"):
        camera.send(Composite(np.zeros((32, 32, 3), np.uint8), 0, 0.0))
    camera.discard()
    assert drivers.opened[0].closed == 1


def test_transparency_is_refused(drivers):
    camera = open_virtual_camera(OutputSettings(), (32, 32))
    with pytest.raises(SinkError, match="cannot show transparency"):
        camera.send(Composite(np.zeros((32, 32, 4), np.uint8), 0, 0.0))
    assert drivers.opened[0].frames == []
    camera.close()


def test_without_a_driver_the_error_has_every_reason_and_one_command(monkeypatch: pytest.MonkeyPatch):
    """The first driver is the real one of this system, asked for a device that is none."""
    real = dict(pyvirtualcam.camera.BACKENDS)
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", real)
    pyvirtualcam.register_backend("second", AbsentBackend)
    with pytest.raises(SinkError) as raised:
        open_virtual_camera(OutputSettings(device="/dev/no-camera"), (64, 48))
    text = str(raised.value)
    assert text.startswith("no virtual camera: ")
    assert "/dev/no-camera" in text
    assert "'second' backend: the second driver is missing, too. To get one, " in text
    assert "\n" not in text


def test_each_system_gets_its_remedy():
    load = "sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"
    assert remedy("Linux", loaded=False) == f"load the driver (Debian package v4l2loopback-dkms): {load}"
    assert remedy("Linux", loaded=False, apt=True).endswith(
        f": sudo apt install v4l2loopback-dkms linux-headers-$(uname -r) && {load}"
    )
    assert remedy("Linux", loaded=True).endswith(f"sudo modprobe -r v4l2loopback && {load}")
    assert "Unity Capture" in remedy("Windows", loaded=False)
    assert "allow its extension in System Settings" in remedy("Darwin", loaded=False)
    assert all("close OBS" in remedy(system, loaded=False) for system in ("Windows", "Darwin"))


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_other_systems_take_the_first_driver_that_is_present_and_show_the_card_last(
    system: str, drivers: type[RecordingBackend], monkeypatch: pytest.MonkeyPatch
):
    """Neither system has been tried: this is the path through livebg, with a driver registered in place of OBS's."""
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"obs": AbsentBackend, "unitycapture": drivers})
    camera = open_virtual_camera(OutputSettings(), (64, 48))
    assert drivers.opened[0].asked[-1] is None, "the first free one"
    assert watchers_of(camera) is None, "nobody tells who watches, so the webcam stays open"
    with Gate([camera], size=(64, 48), max_age_s=1.0, delivered=lambda index, latency_s: None) as gate:
        gate.show(Composite(np.full((48, 64, 3), (0, 192, 0), np.uint8), 1, float("inf")))
        while not any(shown(drivers.opened[0], index)[0, 0, 1] > 150 for index in range(len(drivers.opened[0].frames))):
            continue
    assert shown(drivers.opened[0])[0, 0].max() < 75, "the card is dark"
    assert drivers.opened[0].closed == 1


@pytest.mark.parametrize(("system", "advice"), [("Windows", "Or install Unity Capture"), ("Darwin", "System Settings")])
def test_other_systems_say_why_each_driver_refused(system: str, advice: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"obs": AbsentBackend, "unitycapture": AbsentBackend})
    with pytest.raises(
        SinkError, match=r"'obs' backend: the second driver.*'unitycapture' backend: the second"
    ) as raised:
        open_virtual_camera(OutputSettings(), (64, 48))
    assert advice in str(raised.value)


@pytest.mark.parametrize(
    ("size", "rounded"),
    [((1280, 720), (1280, 720)), ((854, 480), (848, 480)), ((1366, 768), (1360, 768)), ((1, 1), (16, 2)),
     ((24, 135), (32, 136)), ((7680, 4320), (7680, 4320)), ((1080, 1919), (1088, 1920))],
)  # fmt: skip
def test_sizes_are_rounded_to_what_is_shown_without_shear(size, rounded):
    assert camera_size(size) == rounded


def test_null_counts():
    sink = NullSink()
    for index in range(3):
        sink.send(Composite(np.zeros((index + 1, 2, 3 + index % 2), np.uint8), index, 0.0))
    sink.close()
    sink.discard()
    assert (sink.sent, sink.size, sink.fps) == (3, None, None)
