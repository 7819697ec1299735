"""Check how cameras are chosen, asked, watched and let go, with a device that breaks on purpose in place of hardware."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from livebg.errors import SourceError
from livebg.settings import CameraSettings
from livebg.sources.camera import FIRST_AFTER_S, LOST_AFTER_S, CameraSource, open_first
from livebg.sources.cameras import CameraChoice, choose_camera, list_cameras, real_cameras

MJPG, YUYV = (float(int.from_bytes(name, "little")) for name in (b"MJPG", b"YUYV"))
CAMERA = CameraChoice(2, "HD Pro Webcam C920", "/dev/video902", "V4L2")


@dataclass
class Device:
    """Be a camera as cv2.VideoCapture shows one. grants: what a property becomes when it is set, others as asked.

    gives: what each read gives, by its number: a picture, None for a failed read; the last one again and again.
    """

    gives: Callable[[int], Any] = lambda number: np.full((48, 64, 3), number % 256, np.uint8)
    grants: dict[int, float] = field(default_factory=dict)
    opened: bool = True
    properties: dict[int, float] = field(default_factory=dict)
    asked: list[tuple[int, float]] = field(default_factory=list)
    reads: int = 0
    released: int = 0

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened and not self.released

    def set(self, key: int, value: float) -> bool:
        self.asked.append((key, value))
        self.properties[key] = self.grants.get(key, value)
        return True

    def get(self, key: int) -> float:
        return self.properties.get(key, 0.0)

    def grab(self) -> bool:
        assert not self.released, "read after release"
        self.picture = self.gives(self.reads)
        self.reads += 1
        return self.picture is not None

    def retrieve(self) -> tuple[bool, Any]:
        return True, self.picture

    def release(self) -> None:
        self.released += 1


class Clock:
    """Be a time that passes by `step_s` at each look."""

    def __init__(self, step_s: float = 0.0) -> None:
        self.now, self.step_s = 0.0, step_s

    def __call__(self) -> float:
        self.now += self.step_s
        return self.now


def camera(device: Device, clock: Callable[[], float] | None = None, **settings: Any) -> CameraSource:
    return CameraSource(CAMERA, CameraSettings(**settings), lambda choice: device, clock or Clock())


# ---- reading ----


def test_frames_come_as_the_device_gives_them():
    device = Device()
    frames = list(islice(camera(device, Clock(0.01)), 3))
    assert [frame.index for frame in frames] == [0, 1, 2]
    assert [int(frame.image[0, 0, 0]) for frame in frames] == [0, 1, 2]
    assert frames[0].captured_at < frames[1].captured_at < frames[2].captured_at


def test_a_device_that_uses_one_buffer_again_does_not_change_old_frames():
    buffer = np.zeros((48, 64, 3), np.uint8)

    def fill(number: int) -> Any:
        buffer[:] = number
        return buffer

    frames = list(islice(camera(Device(fill)), 3))
    assert [int(frame.image.max()) for frame in frames] == [0, 1, 2]
    assert all(frame.image.flags.c_contiguous and not frame.image.flags.writeable for frame in frames)
    assert buffer.flags.writeable


@pytest.mark.parametrize("shape", [(48, 64), (48, 64, 1), (48, 64, 4)])
def test_grey_and_four_channel_devices(shape: tuple[int, ...]):
    frame = next(iter(camera(Device(lambda number: np.full(shape, 90, np.uint8)))))
    assert frame.image.shape == (48, 64, 3)
    assert (frame.image == 90).all()


def test_time_is_taken_when_the_picture_is_there_not_after_it_is_decoded():
    clock = Clock()

    class Slow(Device):
        def retrieve(self) -> tuple[bool, Any]:
            clock.now += 5.0
            return super().retrieve()

    assert next(iter(camera(Slow(), clock))).captured_at == 0.0


# ---- what was asked and what was granted ----


def test_format_size_and_rate_are_asked_in_the_order_that_drivers_need():
    device = Device()
    camera(device, camera_size="640x360", camera_fps=25)
    assert device.asked == [
        (cv2.CAP_PROP_FOURCC, MJPG),
        (cv2.CAP_PROP_FRAME_WIDTH, 640),
        (cv2.CAP_PROP_FRAME_HEIGHT, 360),
        (cv2.CAP_PROP_FPS, 25),
    ]


def test_yuyv_can_be_asked():
    device = Device()
    camera(device, camera_format="YUYV")
    assert device.asked[0] == (cv2.CAP_PROP_FOURCC, YUYV)


def test_info_says_what_was_granted():
    grants = {
        cv2.CAP_PROP_FRAME_WIDTH: 640.0,
        cv2.CAP_PROP_FRAME_HEIGHT: 480.0,
        cv2.CAP_PROP_FOURCC: YUYV,
        cv2.CAP_PROP_FPS: 29.97,
    }
    info = camera(Device(grants=grants)).info
    assert (info.name, info.size, info.fps) == ("camera 2 (HD Pro Webcam C920)", (640, 480), Fraction(2997, 100))
    assert (info.live, info.frames) == (True, None)
    assert info.note == "asked 1280x720 at 30 MJPG, got 640x480 at 29.97 YUYV"


@pytest.mark.parametrize("nothing", [0.0, -1.0])
def test_a_driver_that_tells_nothing_is_taken_at_what_was_asked(nothing: float):
    silent = dict.fromkeys(
        (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FOURCC, cv2.CAP_PROP_FPS), nothing
    )
    info = camera(Device(grants=silent)).info
    assert (info.size, info.fps) == ((1280, 720), Fraction(30))
    assert info.note.endswith("got 1280x720 at 30 in a format without a name")


# ---- failing ----


def test_a_busy_camera_is_said_and_released():
    device = Device(opened=False)
    with pytest.raises(SourceError, match=r"camera 2 \(HD Pro Webcam C920\) cannot be opened; is another app using it"):
        camera(device)
    assert device.released == 1


def test_a_driver_that_fails_while_it_is_asked_is_released():
    class Broken(Device):
        def set(self, key: int, value: float) -> bool:
            raise RuntimeError("driver")

    device = Broken()
    with pytest.raises(RuntimeError, match="driver"):
        camera(device)
    assert device.released == 1


def test_an_unplugged_camera_is_an_error_after_two_seconds_not_the_last_frame_for_ever():
    clock = Clock()

    def pictures(number: int) -> Any:
        clock.now += 0.1
        return np.full((4, 4, 3), number, np.uint8) if number < 5 else None

    frames = []
    with pytest.raises(SourceError, match="gave no picture for 2 s; is it plugged in"):
        frames.extend(camera(Device(pictures), clock))
    assert clock.now == pytest.approx(0.5 + LOST_AFTER_S)


def test_a_camera_that_never_begins_is_given_more_time():
    clock = Clock()

    def nothing(number: int) -> Any:
        clock.now += 0.5

    with pytest.raises(SourceError, match="gave no picture for 5 s"):
        list(camera(Device(nothing), clock))
    assert clock.now == pytest.approx(FIRST_AFTER_S)


def test_a_few_failed_reads_are_passed_over():
    clock = Clock()

    def pictures(number: int) -> Any:
        clock.now += 0.1
        return np.full((4, 4, 3), number, np.uint8) if number % 10 == 0 else None

    frames = list(islice(camera(Device(pictures), clock), 4))
    assert [int(frame.image[0, 0, 0]) for frame in frames] == [0, 10, 20, 30]
    assert [frame.index for frame in frames] == [0, 1, 2, 3]


def test_the_same_picture_again_is_no_new_one():
    clock = Clock()

    class Repeating(Device):
        def grab(self) -> bool:
            clock.now += 0.1
            self.properties[cv2.CAP_PROP_POS_MSEC] = 40.0 * min(self.reads + 1, 3)
            return super().grab()

    frames = []
    with pytest.raises(SourceError, match="gave no picture for 2 s"):
        for frame in islice(camera(Repeating(), clock), 9):
            frames.append(frame.index)
    assert frames == [0, 1, 2]


def test_a_camera_that_repeats_one_picture_and_has_no_timestamps_is_lost_too():
    clock = Clock(0.01)
    frames = []
    with pytest.raises(SourceError, match="gave no picture for 2 s"):
        frames.extend(islice(camera(Device(lambda number: np.full((4, 4, 3), min(number, 2), np.uint8)), clock), 9))
    assert [frame.index for frame in frames] == [0, 1, 2]


def test_a_virtual_camera_may_repeat_a_picture():
    choice = CameraChoice(3, "OBS Virtual Camera", "", "DSHOW")
    still = Device(lambda number: np.zeros((4, 4, 3), np.uint8))
    source = CameraSource(choice, CameraSettings(), lambda _: still, Clock(0.01))
    assert [frame.index for frame in islice(source, 3)] == [0, 1, 2]


@pytest.mark.parametrize("useless", [np.zeros((0, 0, 3), np.uint8), None])
def test_pictures_that_cannot_be_decoded_are_no_pictures(useless: Any):
    class Damaged(Device):
        def retrieve(self) -> tuple[bool, Any]:
            return (True, useless) if self.reads % 2 else super().retrieve()

    assert [int(frame.image[0, 0, 0]) for frame in islice(camera(Damaged()), 2)] == [1, 3]


def test_a_decoder_that_raises_is_no_picture():
    class Damaged(Device):
        def retrieve(self) -> tuple[bool, Any]:
            if self.reads == 1:
                raise cv2.error("corrupt JPEG")
            return super().retrieve()

    assert int(next(iter(camera(Damaged()))).image[0, 0, 0]) == 1


def test_a_reader_that_was_away_does_not_lose_the_camera():
    clock = Clock()
    frames = iter(camera(Device(lambda number: None if number == 1 else np.full((4, 4, 3), number, np.uint8)), clock))
    next(frames)
    clock.now += 60.0
    assert next(frames).index == 1


# ---- closing ----


def test_closing_releases_the_device_and_ends_the_iteration():
    device = Device()
    source = camera(device)
    frames = iter(source)
    next(frames)
    source.close()
    assert device.released >= 1
    reads = device.reads
    assert list(frames) == []
    assert device.reads == reads
    source.close()


def test_closing_from_another_thread_never_releases_in_the_middle_of_a_read():
    reading, go_on = threading.Event(), threading.Event()

    class Blocking(Device):
        inside = False

        def grab(self) -> bool:
            if self.reads == 1:
                self.inside = True
                reading.set()
                assert go_on.wait(60)
                self.inside = False
            return super().grab()

        def release(self) -> None:
            assert not self.inside, "released while the driver was reading"
            super().release()

    device = Blocking()
    source = camera(device)
    frames: list[int] = []
    reader = threading.Thread(target=lambda: frames.extend(frame.index for frame in source))
    closer = threading.Thread(target=source.close)
    reader.start()
    assert reading.wait(60)
    closer.start()
    go_on.set()
    for thread in (reader, closer):
        thread.join(10)
        assert not thread.is_alive()
    assert device.released >= 1
    assert len(frames) <= 2


def test_a_driver_that_hangs_is_released_by_its_reader(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("livebg.sources.camera.CLOSE_WAIT_S", 0.01)
    reading, go_on = threading.Event(), threading.Event()

    def hang(number: int) -> Any:
        reading.set()
        assert go_on.wait(60)

    device = Device(hang)
    source = camera(device)
    reader = threading.Thread(target=lambda: list(source))
    reader.start()
    assert reading.wait(60)
    source.close()  # comes back although the driver does not
    assert device.released == 0
    go_on.set()
    reader.join(10)
    assert not reader.is_alive()
    assert device.released >= 1


# ---- choosing ----

CAMERAS = [
    CameraChoice(0, "Integrated Camera", "/dev/video900", "V4L2"),
    CameraChoice(2, "HD Pro Webcam C920", "/dev/video902", "V4L2"),
    CameraChoice(4, "HD Webcam", "/dev/video904", "V4L2"),
    CameraChoice(6, "HD Webcam Pro", "/dev/video906", "V4L2"),
]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ("0", 0),
        ("2", 2),
        (" 4 ", 4),
        ("integrated", 0),
        ("C920", 2),
        ("hd webcam", 4),  # a whole name before a part of one
        ("HD PRO", 2),
        ("webcam pro", 6),
        ("/dev/video906", 6),
    ],
)
def test_a_camera_is_found_by_number_device_name_or_part_of_it(wanted: str, index: int):
    assert choose_camera(wanted, CAMERAS).index == index


def test_a_camera_is_found_by_a_link_to_its_device(tmp_path: Path):
    device = tmp_path / "video7"
    device.touch()
    (tmp_path / "usb-Logitech").symlink_to(device)
    choice = CameraChoice(7, "C920", str(device), "V4L2")
    assert choose_camera(str(tmp_path / "usb-Logitech"), [*CAMERAS, choice]) is choice


def test_part_of_several_names_is_refused_with_a_list():
    with pytest.raises(SourceError, match=r"'webcam' fits several cameras: 2 HD Pro Webcam C920; 4 HD Webcam; 6 "):
        choose_camera("webcam", CAMERAS)


def test_two_cameras_of_one_name_are_told_apart_by_number_only():
    twins = [CameraChoice(0, "Cam", "/dev/video900", "V4L2"), CameraChoice(2, "Cam", "/dev/video902", "V4L2")]
    with pytest.raises(SourceError, match="0 Cam; 2 Cam; give the number"):
        choose_camera("cam", twins)
    assert choose_camera("2", twins) is twins[1]


@pytest.mark.parametrize("wanted", ["7", "Brio", "", "²"])
def test_an_absent_camera_is_refused_with_what_there_is(wanted: str):
    with pytest.raises(SourceError) as refused:
        choose_camera(wanted, CAMERAS)
    assert f"{wanted!r}; there are: 0 Integrated Camera; 2 HD Pro Webcam C920" in str(refused.value)
    assert "livebg cameras" in str(refused.value)


def test_auto_takes_real_cameras_only_because_a_virtual_one_may_be_our_own_output():
    virtual = [
        CameraChoice(10, "OBS Virtual Camera", "/dev/video9010", "V4L2"),
        CameraChoice(11, "Dummy video device (0x0000)", "/dev/video9011", "V4L2"),
        CameraChoice(12, "livebg", "/dev/video9012", "V4L2"),
    ]
    assert real_cameras([*virtual, *CAMERAS]) == CAMERAS
    with pytest.raises(SourceError, match=r"no camera was found but virtual ones .10 OBS Virtual Camera; 11 Dummy"):
        real_cameras(virtual)
    with pytest.raises(SourceError, match=r"no camera was found.*livebg cameras.*livebg demo"):
        real_cameras([])


def test_auto_opens_the_first_camera_that_can_be_opened():
    devices = {0: Device(opened=False), 2: Device(), 4: Device()}
    source = open_first(CAMERAS, CameraSettings(), lambda choice: devices[choice.index])
    assert source.info.name == "camera 2 (HD Pro Webcam C920)"
    assert [devices[index].released for index in (0, 2)] == [1, 0]
    assert devices[4].asked == []


def test_auto_gives_every_reason_when_none_can_be_opened():
    with pytest.raises(SourceError) as refused:
        open_first(CAMERAS[:2], CameraSettings(), lambda choice: Device(opened=False))
    assert "camera 0 (Integrated Camera) cannot be opened" in str(refused.value)
    assert "camera 2 (HD Pro Webcam C920) cannot be opened" in str(refused.value)


# ---- this machine ----


@pytest.mark.skipif(not os.path.isdir("/dev"), reason="this system has no device files")
def test_the_cameras_of_this_machine_are_listed_once_and_by_number():
    found = list_cameras()
    assert [camera.index for camera in found] == sorted({camera.index for camera in found})
    assert all(camera.name and camera.backend for camera in found)
    if not any(Path("/dev").glob("video*")):
        assert found == []
