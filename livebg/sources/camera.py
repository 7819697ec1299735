"""Read a webcam through OpenCV: found by number or name, asked for size, rate and MJPG, checked for what it granted."""

from __future__ import annotations

import platform
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import cv2
import numpy as np
from cv2_enumerate_cameras import enumerate_cameras

from livebg.errors import SourceError
from livebg.settings import CameraSettings, parse_size
from livebg.types import Frame, SourceInfo

STALL_S = 2.0  # a camera without a new picture for this long counts as lost
RETRY_S = 0.01  # between two failed reads
BACKENDS = {"Linux": cv2.CAP_V4L2, "Windows": cv2.CAP_MSMF, "Darwin": cv2.CAP_AVFOUNDATION}


@dataclass(frozen=True)
class CameraChoice:
    """Name one camera. index: what `--source` takes and OpenCV opens. path: the device, "" where the system has none."""

    index: int
    name: str
    path: str
    backend: str


class Capture(Protocol):
    """Be what is used of cv2.VideoCapture; tests put a device of their own here."""

    def isOpened(self) -> bool: ...  # noqa: N802
    def set(self, propId: int, value: float) -> bool: ...  # noqa: N803
    def get(self, propId: int) -> float: ...  # noqa: N803
    def read(self) -> tuple[bool, np.ndarray | None]: ...
    def release(self) -> None: ...


def _backend() -> int:
    return BACKENDS.get(platform.system(), cv2.CAP_ANY)


def list_cameras() -> list[CameraChoice]:
    """List the cameras of this machine in their own order; devices that only look like one (metadata) appear too."""
    found = enumerate_cameras(_backend())
    return [
        CameraChoice(
            camera.index % 100, camera.name, camera.path or "", cv2.videoio_registry.getBackendName(camera.backend)
        )
        for camera in found
    ]


def choose_camera(wanted: str, cameras: Sequence[CameraChoice]) -> CameraChoice:
    """Find a camera by number, whole name, or part of the name, in this order. Raises SourceError listing what there is."""
    if wanted == "auto" and cameras:
        return cameras[0]
    low = wanted.casefold()
    for matches in (
        [camera for camera in cameras if str(camera.index) == wanted],
        [camera for camera in cameras if camera.name.casefold() == low],
        [camera for camera in cameras if low in camera.name.casefold()],
    ):
        if len({camera.name for camera in matches}) > 1:
            names = "; ".join(f"{camera.index} {camera.name}" for camera in matches)
            raise SourceError(f"{wanted!r} fits several cameras: {names}; give the number or the whole name")
        if matches:
            return matches[0]
    there = "; ".join(f"{camera.index} {camera.name}" for camera in cameras)
    listing = f"there are: {there}" if cameras else "no camera is plugged in"
    named = "no camera was found" if wanted == "auto" else f"there is no camera, file or folder {wanted!r}"
    raise SourceError(f"{named}; {listing}. Try: livebg cameras, or without a camera: livebg demo")


def _fourcc(code: float) -> str:
    text = int(code).to_bytes(4, "little", signed=False).decode("ascii", "replace") if code > 0 else ""
    return text if text.isprintable() else ""


def open_device(index: int) -> Capture:
    """Open a device with this system's own backend."""
    return cv2.VideoCapture(index, _backend())


class CameraSource:
    """Give a webcam's frames as they come. See `livebg.types.Source`.

    `info` tells what was granted; `info.note` puts it beside what was asked. open_capture: opens a device by number.
    """

    def __init__(
        self, camera: CameraChoice, settings: CameraSettings, open_capture: Callable[[int], Capture] = open_device
    ) -> None:
        self._name = f"camera {camera.index} ({camera.name})"
        self._capture = open_capture(camera.index)
        self._closed = threading.Event()
        self._lock = threading.Lock()  # a driver must not be released in the middle of a read
        self.trouble = ""
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(
                f"{self._name} cannot be opened; is another app using it? Close that app, or try: livebg cameras"
            )
        try:
            self.info = self._configure(settings)
        except BaseException:
            self._capture.release()
            raise

    def _configure(self, settings: CameraSettings) -> SourceInfo:
        """Ask for format, size and rate (in this order, drivers need it) and say what was granted."""
        width, height = parse_size(settings.camera_size)
        format_name = "MJPG" if settings.camera_format == "auto" else settings.camera_format
        first, second, third, fourth = format_name
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(first, second, third, fourth))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        self._capture.set(cv2.CAP_PROP_FPS, settings.camera_fps)
        granted = (int(self._capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT)))
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        rate = Fraction(fps).limit_denominator(1001) if fps > 0 else Fraction(settings.camera_fps)
        got_format = _fourcc(self._capture.get(cv2.CAP_PROP_FOURCC)) or "an unnamed format"
        note = (
            f"asked {settings.camera_size} at {settings.camera_fps} fps in {format_name}, "
            f"got {granted[0]}x{granted[1]} at {float(rate):g} fps in {got_format}"
        )
        return SourceInfo(self._name, granted, rate, live=True, note=note)

    def __iter__(self) -> Iterator[Frame]:
        index, last_new = 0, time.monotonic()
        while not self._closed.is_set():
            with self._lock:
                ok, image = (False, None) if self._closed.is_set() else self._capture.read()
            now = time.monotonic()
            if ok and image is not None and image.size:
                picture = np.array(image, dtype=np.uint8, order="C")  # the driver may use its buffer again
                picture.flags.writeable = False
                last_new = now
                yield Frame(picture, index, now)
                index += 1
            elif now - last_new > STALL_S and not self._closed.is_set():
                raise SourceError(
                    f"{self._name} gave no picture for {STALL_S:.0f} s; is it plugged in, or used by another app?"
                )
            else:
                self._closed.wait(RETRY_S)

    def close(self) -> None:
        """End the iteration and release the device, so that its light goes off; waits for a read in progress."""
        self._closed.set()
        with self._lock:
            self._capture.release()
