"""Be a webcam's driver as ioctl shows one: structs of the kernel's videodev2.h, laid out anew, and controls that depend on others."""

from __future__ import annotations

import ctypes
import errno
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from livebg.app import App
from livebg.settings import Settings
from livebg.sources import CameraChoice
from livebg.types import SourceInfo
from livebg.wishes import AppState

NAME = "HD Pro Webcam"
WEBCAM = SourceInfo(f"camera 7 ({NAME})", (1280, 720), Fraction(30), live=True, device=NAME)
USER, CAMERA = 0x00980900, 0x009A0900
BRIGHTNESS, WHITE_BALANCE, GAIN, LINE, TEMPERATURE, SHARPNESS = (USER + at for at in (0, 12, 19, 24, 26, 27))
AUTO_EXPOSURE, EXPOSURE_TIME, FOCUS, FOCUS_AUTO, ZOOM = (CAMERA + at for at in (1, 2, 10, 12, 13))
INACTIVE, READ_ONLY = 0x10, 0x04


class Capability(ctypes.Structure):
    _fields_ = (
        ("driver", ctypes.c_uint8 * 16), ("card", ctypes.c_uint8 * 32), ("bus_info", ctypes.c_uint8 * 32),
        ("version", ctypes.c_uint32), ("capabilities", ctypes.c_uint32), ("device_caps", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32 * 3),
    )  # fmt: skip


class Setting(ctypes.Structure):
    _fields_ = (("id", ctypes.c_uint32), ("value", ctypes.c_int32))


class QueryControl(ctypes.Structure):
    _fields_ = (
        ("id", ctypes.c_uint32), ("type", ctypes.c_uint32), ("name", ctypes.c_char * 32), ("minimum", ctypes.c_int32),
        ("maximum", ctypes.c_int32), ("step", ctypes.c_int32), ("default_value", ctypes.c_int32),
        ("flags", ctypes.c_uint32), ("reserved", ctypes.c_uint32 * 2),
    )  # fmt: skip


class NameOrValue(ctypes.Union):
    _pack_ = 1
    _fields_ = (("name", ctypes.c_char * 32), ("value", ctypes.c_int64))


class QueryMenu(ctypes.Structure):
    _pack_ = 1
    _fields_ = (
        ("id", ctypes.c_uint32), ("index", ctypes.c_uint32), ("u", NameOrValue), ("reserved", ctypes.c_uint32),
    )  # fmt: skip


def request(direction: int, number: int, struct: type[ctypes.Structure]) -> int:
    """Give _IOR (2) or _IOWR (3) of 'V', as the kernel's ioctl.h does."""
    return (direction << 30) | (ctypes.sizeof(struct) << 16) | (ord("V") << 8) | number


@dataclass
class Fake:
    """Be one control: type, name, minimum, maximum, step, default, and what it depends on."""

    kind: int
    name: bytes
    minimum: int
    maximum: int
    step: int
    default: int
    value: int
    menu: dict[int, bytes | int] = field(default_factory=dict)
    inactive: Callable[[dict[int, Fake]], bool] = lambda others: False
    flags: int = 0
    refuses: int = 0  # the error number with which it refuses to be set


def usual() -> dict[int, Fake]:
    """Give controls like those of a common webcam: one that refuses, one that is locked, one without the control it would depend on."""
    exposures: dict[int, bytes | int] = {1: b"Manual Mode", 3: b"Aperture Priority Mode"}  # no 0 and no 2, as with UVC
    return {
        BRIGHTNESS: Fake(1, b"Brightness", -64, 64, 1, 0, 10),
        WHITE_BALANCE: Fake(2, b"White Balance, Automatic", 0, 1, 1, 1, 1),
        TEMPERATURE: Fake(
            1, b"White Balance Temperature", 2800, 6500, 10, 4600, 5000, inactive=lambda all: bool(all[WHITE_BALANCE].value)
        ),
        GAIN: Fake(1, b"Gain", 0, 100, 1, 0, 0, flags=READ_ONLY),
        SHARPNESS: Fake(1, b"Sharpness", 0, 7, 1, 3, 5, refuses=errno.EIO),
        LINE: Fake(3, b"Power Line Frequency", 0, 2, 1, 1, 1, {0: b"Disabled", 1: b"50 Hz", 2: b"60 Hz"}),
        AUTO_EXPOSURE: Fake(3, b"Auto Exposure", 0, 3, 1, 3, 3, exposures),
        EXPOSURE_TIME: Fake(
            1, b"Exposure Time, Absolute", 3, 2047, 1, 250, 250, inactive=lambda all: all[AUTO_EXPOSURE].value != 1
        ),
        FOCUS: Fake(1, b"Focus, Absolute", 0, 250, 5, 0, 0, flags=INACTIVE),
        ZOOM: Fake(9, b"Zoom, Absolute", 0, 2, 1, 0, 0, {0: 100, 1: 150, 2: 5_000_000_000}),
    }  # fmt: skip


class Driver:
    """Answer ioctl for one camera. capabilities: what QUERYCAP tells of the node; gone: it was unplugged."""

    def __init__(self, capabilities: int = 0x1) -> None:
        self.controls = usual()
        self.capabilities, self.gone = capabilities, False
        self.set: list[tuple[int, int]] = []  # what was set, in order
        self.threads: set[str] = set()

    def __call__(self, descriptor: int, asked: int, data: bytearray) -> int:
        self.threads.add(threading.current_thread().name)
        if self.gone:
            raise OSError(errno.ENODEV, "No such device")
        answers = {
            request(2, 0, Capability): self._capability,
            request(3, 27, Setting): self._get,
            request(3, 28, Setting): self._set,
            request(3, 36, QueryControl): self._query,
            request(3, 37, QueryMenu): self._menu,
        }
        answers[asked](data)
        return 0

    def _known(self, number: int) -> Fake:
        if number not in self.controls:
            raise OSError(errno.EINVAL, "Invalid argument")
        return self.controls[number]

    def _capability(self, data: bytearray) -> None:
        answer = Capability.from_buffer(data)
        answer.capabilities, answer.device_caps = 0x80000000 | 0x1, self.capabilities

    def _query(self, data: bytearray) -> None:
        answer = QueryControl.from_buffer(data)
        fake = self._known(answer.id)
        answer.type, answer.name = fake.kind, fake.name
        answer.minimum, answer.maximum, answer.step, answer.default_value = (
            fake.minimum, fake.maximum, fake.step, fake.default,
        )  # fmt: skip
        answer.flags = fake.flags | (INACTIVE if fake.inactive(self.controls) else 0)

    def _menu(self, data: bytearray) -> None:
        answer = QueryMenu.from_buffer(data)
        item = self._known(answer.id).menu.get(answer.index)
        if item is None:
            raise OSError(errno.EINVAL, "Invalid argument")
        if isinstance(item, int):
            answer.u.value = item
        else:
            answer.u.name = item

    def _get(self, data: bytearray) -> None:
        answer = Setting.from_buffer(data)
        answer.value = self._known(answer.id).value

    def _set(self, data: bytearray) -> None:
        wish = Setting.from_buffer(data)
        fake = self._known(wish.id)
        if fake.refuses:
            raise OSError(fake.refuses, "Input/output error")
        if fake.flags or fake.inactive(self.controls):
            raise OSError(errno.EACCES, "Permission denied")
        fake.value = (
            fake.minimum + (min(max(wish.value, fake.minimum), fake.maximum) - fake.minimum) // fake.step * fake.step
        )
        self.set.append((wish.id, wish.value))


def camera_at(folder: Path) -> CameraChoice:
    """Give a camera whose device is a file in a folder: it can be opened, and the driver above answers for it."""
    (folder / "video7").touch()
    return CameraChoice(7, NAME, str(folder / "video7"), "V4L2")


class Showing(App):
    """Be an app that shows a source without opening it."""

    def __init__(self) -> None:
        super().__init__(Settings())
        self.source: SourceInfo | None = WEBCAM

    def state(self) -> AppState:
        return replace(super().state(), source=self.source)
