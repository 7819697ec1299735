"""Read a camera of PipeWire, which many new laptops have in place of a device that programs can open."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NoReturn

import numpy as np

from livebg.errors import SourceError
from livebg.settings import CameraSettings, parse_size
from livebg.sources.cameras import NODE, CameraChoice
from livebg.types import Frame, Image, Size, SourceInfo

LAUNCH = "gst-launch-1.0"
INSTALL = "sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire"
FIRST_AFTER_S = 5.0  # some cameras take seconds to begin
LOST_AFTER_S = 2.0  # a camera without a new picture for this long counts as lost
LOOK_S = 0.2  # how soon `close` is seen
CLOSE_WAIT_S = 1.0


def reading(node: str, size: Size, descriptor: int) -> list[str]:
    """Give the command that writes a node's pictures as BGR of this size to a descriptor, the newest where it is read slowly.

    dont-reconnect: a session manager may else put any other camera, such as our own, in place of one that is unplugged.
    """
    stages = (
        "stream-properties=p,node.dont-reconnect=true",
        "videoconvert",
        "videoscale add-borders=true",
        f"video/x-raw,format=BGR,width={size[0]},height={size[1]},pixel-aspect-ratio=1/1",
        "queue max-size-buffers=2 leaky=downstream",
        f"fdsink sync=false fd={descriptor}",
    )
    words = " ! ".join(stages).split()
    return [LAUNCH, "-q", "pipewiresrc", f"target-object={node}", *words]  # a name with a space stays one word


class PipeWireSource:
    """Give the frames of a camera of PipeWire as they come, read through GStreamer. See `livebg.types.Source`.

    Every frame has the size that was asked for: a camera without it is scaled to it, with bars where its shape is another.
    """

    def __init__(self, camera: CameraChoice, settings: CameraSettings) -> None:
        self.trouble = ""
        self._name, self._closed = f"camera {camera.index} ({camera.name})", threading.Event()
        self._busy = threading.Lock()  # the descriptor must not be closed in the middle of a read
        if shutil.which(LAUNCH) is None:
            raise SourceError(f"{self._name} cannot be read: {LAUNCH} is missing. Install it: {INSTALL}")
        size = parse_size(settings.camera_size)
        self._size, self._row = size, (3 * size[0] + 3) // 4 * 4  # GStreamer's rows are whole words
        note = f"through PipeWire, scaled to {size[0]}x{size[1]} where it gives another size"
        self.info = SourceInfo(
            self._name, size, Fraction(settings.camera_fps), live=True, note=note, device=camera.name
        )
        self._descriptor, theirs = os.pipe()
        try:
            self._process = subprocess.Popen(
                reading(camera.path.removeprefix(NODE), size, theirs),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, pass_fds=[theirs],
            )  # fmt: skip
        except OSError as error:
            os.close(self._descriptor)
            raise SourceError(f"{self._name} cannot be read: {LAUNCH} does not start: {error.strerror}") from error
        finally:
            os.close(theirs)

    def __iter__(self) -> Iterator[Frame]:
        index, limit_s = 0, FIRST_AFTER_S
        while (read := self._picture(limit_s)) is not None:
            yield Frame(read[0], index, read[1])
            index, limit_s = index + 1, LOST_AFTER_S

    def _picture(self, limit_s: float) -> tuple[Image, float] | None:
        """Read one picture and when it began to come; None once closed. Raises SourceError when it takes too long."""
        data, at_s = bytearray(self._row * self._size[1]), 0.0
        rest, until = memoryview(data), time.monotonic() + limit_s
        while rest:
            with self._busy:
                if self._closed.is_set():
                    return None
                ready = bool(select.select([self._descriptor], [], [], LOOK_S)[0])
                count = os.readv(self._descriptor, [rest]) if ready else 0
            if ready and not count and not self._closed.is_set():
                self._fail()
            if ready and len(rest) == len(data):
                at_s = time.monotonic()
            rest = rest[count:]
            if rest and time.monotonic() >= until:
                raise SourceError(
                    f"{self._name} gave no picture for {limit_s:.0f} s; is it plugged in? Try: livebg cameras"
                )
        rows = np.frombuffer(data, np.uint8).reshape(self._size[1], self._row)
        image = np.ascontiguousarray(rows[:, : 3 * self._size[0]]).reshape(self._size[1], self._size[0], 3)
        image.flags.writeable = False
        return image, at_s

    def _fail(self) -> NoReturn:
        """Say why GStreamer gives no more. Raises SourceError."""
        lines = _said(self._process)
        why = next((line for line in lines if "ERROR" in line), "it was unplugged, or PipeWire ended").strip()
        raise SourceError(f"{self._name} gives no more pictures: {why}. Try: livebg cameras")

    def close(self) -> None:
        """End the iteration and the reader, so that the camera's light goes off."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._process.kill()  # ends a read in progress, too
        self._process.wait()
        with self._busy:
            os.close(self._descriptor)
            if self._process.stderr is not None:
                self._process.stderr.close()


def _said(process: subprocess.Popen[bytes]) -> Sequence[str]:
    """Give what a program that has closed its output said."""
    try:
        return process.communicate(timeout=CLOSE_WAIT_S)[1].decode("utf-8", "replace").splitlines()
    except subprocess.TimeoutExpired:
        return ()
