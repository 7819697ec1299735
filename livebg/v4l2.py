"""Ask a V4L2 device what it is and what can be set on it, and set it: the ioctls of the kernel's videodev2.h."""

from __future__ import annotations

import errno
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import NoReturn

from livebg.errors import SourceError

Ioctl = Callable[[int, int, bytearray], object]
"""Be fcntl.ioctl: (descriptor, request, struct that is read and written). Tests put a driver of their own here."""

QUERYCAP, G_CTRL, S_CTRL, QUERYCTRL, QUERYMENU = 0x80685600, 0xC008561B, 0xC008561C, 0xC0445624, 0xC02C5625
CAPABILITY = "=16s32s32sIII12x"  # driver, card, bus, version, capabilities, those of this node
CONTROL = "=Ii"  # id, value
QUERY = "=II32siiiiI8x"  # id, type, name, minimum, maximum, step, default, flags
MENU_NAME, MENU_VALUE = "=II32s4x", "=IIq28x"  # id, index, and a name or a number

INTEGER, BOOLEAN, MENU, INTEGER_MENU = 1, 2, 3, 9
DISABLED, GRABBED, READ_ONLY, INACTIVE, WRITE_ONLY = 0x01, 0x02, 0x04, 0x10, 0x40
CAN_CAPTURE = 0x1 | 0x1000  # in one plane, in several
OF_THIS_NODE = 0x80000000  # the capabilities of the node are told apart from those of the whole device
GONE = (errno.ENODEV, errno.ENXIO, errno.ESHUTDOWN)


@dataclass(frozen=True)
class Query:
    """Hold what a driver tells of one control, as in struct v4l2_queryctrl."""

    number: int
    kind: int
    minimum: int
    maximum: int
    step: int
    default: int
    flags: int


class Device:
    """Hold a camera open beside whoever reads its pictures, for as long as a `with` block lasts.

    One thread. Every method may block in the driver, and raises SourceError when the camera is gone; OSError is the driver's no.
    """

    def __init__(self, path: str, ioctl: Ioctl | None = None) -> None:
        """Open a device by its path. Raises SourceError when it is no camera or cannot be opened."""
        self._path, self._ioctl = path, ioctl or system_ioctl()
        try:
            self._descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
        except PermissionError as error:
            raise SourceError(
                f"you may not use {path}; run: sudo usermod -aG video $USER, then log in again"
            ) from error
        except OSError as error:
            self._refuse(error)
        try:
            self._check()
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Device:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def _check(self) -> None:
        answer = bytearray(struct.calcsize(CAPABILITY))
        try:
            self._ask(QUERYCAP, answer)
        except OSError as error:
            raise SourceError(f"{self._path} is not a camera; to see those there are: livebg cameras") from error
        *_, whole, node = struct.unpack(CAPABILITY, answer)
        if not (node if whole & OF_THIS_NODE else whole) & CAN_CAPTURE:
            raise SourceError(f"{self._path} gives no pictures; to see the cameras: livebg cameras")

    def query(self, number: int) -> Query | None:
        """Ask for one control by its id; None = the camera has none."""
        answer = bytearray(struct.pack(QUERY, number, 0, b"", 0, 0, 0, 0, 0))
        try:
            self._ask(QUERYCTRL, answer)
        except OSError:
            return None
        number, kind, _, minimum, maximum, step, default, flags = struct.unpack(QUERY, answer)
        told = Query(number, kind, minimum, maximum, step, default, flags)
        return None if flags & (DISABLED | WRITE_ONLY) else told

    def menu(self, query: Query) -> tuple[tuple[int, str], ...]:
        """Give the choices that a menu really has: many drivers leave some out."""
        found = []
        for index in range(query.minimum, query.maximum + 1):
            answer = bytearray(struct.pack(MENU_NAME, query.number, index, b""))
            try:
                self._ask(QUERYMENU, answer)
            except OSError:
                continue
            if query.kind == INTEGER_MENU:
                found.append((index, str(struct.unpack(MENU_VALUE, answer)[2])))
            else:
                name = struct.unpack(MENU_NAME, answer)[2]
                found.append((index, name.split(b"\0")[0].decode("utf-8", "replace")))
        return tuple(found)

    def get(self, number: int) -> int:
        """Give a control's present value. Raises OSError."""
        answer = bytearray(struct.pack(CONTROL, number, 0))
        self._ask(G_CTRL, answer)
        return int(struct.unpack(CONTROL, answer)[1])

    def set(self, number: int, value: int) -> None:
        """Set a control. Raises OSError."""
        self._ask(S_CTRL, bytearray(struct.pack(CONTROL, number, value)))

    def _ask(self, request: int, struct_: bytearray) -> None:
        try:
            self._ioctl(self._descriptor, request, struct_)
        except OSError as error:
            if error.errno in GONE:
                self._refuse(error)
            raise

    def _refuse(self, error: OSError) -> NoReturn:
        if error.errno in (*GONE, errno.ENOENT):
            raise SourceError(f"there is no camera {self._path}; is it plugged in? Try: livebg cameras") from error
        raise SourceError(f"{self._path} cannot be opened: {error.strerror or error}; try: livebg cameras") from error


def system_ioctl() -> Ioctl:
    """Give the system's own. Raises SourceError where there is no V4L2."""
    if sys.platform != "linux":
        raise SourceError("livebg sets a camera's controls on Linux only; here, use the program of the camera's maker")
    import fcntl

    return fcntl.ioctl
