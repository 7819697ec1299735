"""Hear from a loopback's driver whether any program takes its pictures: v4l2loopback from 0.13 on tells, in whatever sandbox it is."""

from __future__ import annotations

import os
import struct
import sys
import threading
from collections.abc import Callable

Ioctl = Callable[[int, int, bytearray], object]

# From the kernel's videodev2.h and v4l2loopback.c.
SUBSCRIBE_EVENT, DQEVENT = 0x4020565A, 0x80885659
CLIENT_USAGE = 0x08000000 + 0x08E00000 + 1
SEND_INITIAL = 1
SUBSCRIPTION, EVENT_BYTES, COUNT_AT = "=3I20x", 136, 8  # type, id, flags; as they are on 64 bits
MOST_EVENTS = 64  # the driver keeps the newest one only


class Clients:
    """Hold a loopback open beside its writer and its readers, and count who streams from it. Any thread may ask and close.

    A program that has the device open to look what it is, as browsers do, is not counted: it must stream.
    """

    def __init__(self, path: str, ioctl: Ioctl | None = None) -> None:
        """Listen to a device. Raises OSError where its driver does not tell."""
        if sys.platform != "linux" or sys.maxsize < 1 << 32:
            raise OSError("only Linux on 64 bits tells who streams")
        if ioctl is None:
            import fcntl

            ioctl = fcntl.ioctl
        self._ioctl, self._count, self._lock = ioctl, 0, threading.Lock()
        self._descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            asked = bytearray(struct.pack(SUBSCRIPTION, CLIENT_USAGE, 0, SEND_INITIAL))
            self._ioctl(self._descriptor, SUBSCRIBE_EVENT, asked)
        except OSError:
            self.close()
            raise

    def count(self) -> int:
        """Give how many programs stream, as the driver told last; it may tell 1 for several. Never blocks."""
        with self._lock:
            for _ in range(MOST_EVENTS):
                event = bytearray(EVENT_BYTES)
                try:
                    self._ioctl(self._descriptor, DQEVENT, event)
                except OSError:  # there is no newer one
                    break
                if struct.unpack_from("=I", event)[0] == CLIENT_USAGE:
                    self._count = int(struct.unpack_from("=I", event, COUNT_AT)[0])
            return self._count

    def close(self) -> None:
        """Let the device go; may be called twice."""
        with self._lock:
            descriptor, self._descriptor = self._descriptor, -1
            if descriptor >= 0:
                os.close(descriptor)
