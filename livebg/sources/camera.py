"""Read a webcam through OpenCV: asked for format, size and rate, checked for what it granted and that it goes on."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import SourceError
from livebg.kept_controls import restore_controls
from livebg.settings import CameraSettings, parse_size
from livebg.sources.cameras import PIPEWIRE, V4L2, CameraChoice, camera_title, is_virtual
from livebg.sources.pipewire import PipeWireSource
from livebg.types import Frame, Image, Source, SourceInfo

FIRST_AFTER_S = 5.0  # some cameras take seconds to begin
LOST_AFTER_S = 2.0  # a camera without a new picture for this long counts as lost
RETRY_S = 0.01  # between two reads that gave nothing
CLOSE_WAIT_S = 1.0  # a driver that hangs keeps its reader longer; the reader then releases the device
# How long OpenCV lets a V4L2 driver hang; its own 10 s would hide a loss. Read by OpenCV at the first wait.
V4L2_PATIENCE = ("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", f"{LOST_AFTER_S:.0f}")


class Capture(Protocol):
    """Be what is used of cv2.VideoCapture; tests put a device of their own here."""

    def isOpened(self) -> bool: ...  # noqa: N802
    def set(self, propId: int, value: float, /) -> bool: ...  # noqa: N803
    def get(self, propId: int, /) -> float: ...  # noqa: N803
    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, Any]: ...
    def release(self) -> None: ...


OpenCapture = Callable[[CameraChoice], Capture]


def open_device(camera: CameraChoice) -> Capture:
    """Open a device with the backend that listed it."""
    os.environ.setdefault(*V4L2_PATIENCE)
    return cv2.VideoCapture(camera.index, int(getattr(cv2, f"CAP_{camera.backend}")))


def open_camera(camera: CameraChoice, settings: CameraSettings, open_capture: OpenCapture = open_device) -> Source:
    """Open a camera by what listed it. Raises SourceError."""
    if camera.backend == PIPEWIRE:
        return PipeWireSource(camera, settings)
    source = CameraSource(camera, settings, open_capture)
    if camera.backend == V4L2:
        restore_controls(camera.name, camera.path)
    return source


def open_first(
    cameras: Sequence[CameraChoice], settings: CameraSettings, open_capture: OpenCapture = open_device
) -> Source:
    """Open the first camera that can be opened. Raises SourceError with each one's reason when none can."""
    reasons = []
    for camera in cameras:
        try:
            return open_camera(camera, settings, open_capture)
        except SourceError as error:
            reasons.append(str(error))
    raise SourceError("no camera can be used: " + "; ".join(reasons))


class CameraSource:
    """Give a webcam's frames as they come. See `livebg.types.Source`.

    `info` tells what was granted; `info.note` puts it beside what was asked. A picture counts as new when the driver's timestamp
    moved, where it has one, and when a pixel differs: some go on repeating the last picture of a camera that is gone, and no
    sensor gives the same one twice. A virtual camera may, as a program draws its pictures.
    """

    def __init__(
        self,
        camera: CameraChoice,
        settings: CameraSettings,
        open_capture: OpenCapture = open_device,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trouble = ""
        self._name, self._device, self._clock = camera_title(camera), camera.name, clock
        self._closed = threading.Event()
        self._busy = threading.Lock()  # a driver must not be released in the middle of a read
        self._stamp_ms = 0.0
        self._last: Image | None = None
        self._may_repeat = is_virtual(camera)
        self._capture = open_capture(camera)
        try:
            if not self._capture.isOpened():
                raise SourceError(
                    f"{self._name} cannot be opened; is another app using it? Close that app, or try: livebg cameras"
                )
            self.info = self._configure(settings)
        except BaseException:
            self._capture.release()
            raise

    def _configure(self, settings: CameraSettings) -> SourceInfo:
        """Ask for format, size and rate (in this order, drivers need it) and say what was granted."""
        width, height = parse_size(settings.camera_size)
        asked = "MJPG" if settings.camera_format == "auto" else settings.camera_format
        code = int.from_bytes(asked.encode(), "little")
        for key, value in (
            (cv2.CAP_PROP_FOURCC, code),
            (cv2.CAP_PROP_FRAME_WIDTH, width),
            (cv2.CAP_PROP_FRAME_HEIGHT, height),
            (cv2.CAP_PROP_FPS, settings.camera_fps),
        ):
            self._capture.set(key, value)
        got_width, got_height = (
            int(self._capture.get(key)) for key in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
        )
        size = (got_width, got_height) if got_width > 0 and got_height > 0 else (width, height)
        told_fps = self._capture.get(cv2.CAP_PROP_FPS)
        fps = Fraction(told_fps).limit_denominator(1001) if 0 < told_fps <= 1000 else Fraction(settings.camera_fps)
        note = (
            f"asked {width}x{height} at {settings.camera_fps} {asked}, "
            f"got {size[0]}x{size[1]} at {float(fps):g} {_format_name(self._capture.get(cv2.CAP_PROP_FOURCC))}"
        )
        return SourceInfo(self._name, size, fps, live=True, note=note, device=self._device)

    def __iter__(self) -> Iterator[Frame]:
        index, newest_s, limit_s = 0, self._clock(), FIRST_AFTER_S
        while not self._closed.is_set():
            frame = self._read(index)
            if frame is not None:
                yield frame
                index, newest_s, limit_s = index + 1, self._clock(), LOST_AFTER_S
            elif self._clock() - newest_s >= limit_s and not self._closed.is_set():
                raise SourceError(
                    f"{self._name} gave no picture for {limit_s:.0f} s; is it plugged in, or is another app using it? "
                    "Try: livebg cameras"
                )
            else:
                self._closed.wait(RETRY_S)  # a driver that fails at once must not keep a core busy

    def _read(self, index: int) -> Frame | None:
        """Wait for the driver's next picture; None when it gave none, or no new one."""
        with self._busy:
            if self._closed.is_set():
                return None
            try:
                grabbed = self._capture.grab()
                captured_at = self._clock()  # before decoding, which is part of the latency
                ok, image = self._capture.retrieve() if grabbed else (False, None)
                stamp_ms = self._capture.get(cv2.CAP_PROP_POS_MSEC)
            except cv2.error:  # a picture that cannot be decoded; when no other follows, its age ends this
                return None
            finally:
                if self._closed.is_set():  # `close` may have given up waiting for this read
                    self._capture.release()
        again = stamp_ms > 0 and stamp_ms == self._stamp_ms
        self._stamp_ms = stamp_ms
        if again or not ok or image is None or not image.size:
            return None
        picture, last = _bgr(image), self._last
        self._last = picture
        if not self._may_repeat and last is not None and np.array_equal(picture, last):
            return None
        return Frame(picture, index, captured_at)

    def close(self) -> None:
        """End the iteration and release the device, so that its light goes off."""
        self._closed.set()
        if self._busy.acquire(timeout=CLOSE_WAIT_S):
            try:
                self._capture.release()
            finally:
                self._busy.release()


def _bgr(image: NDArray[Any]) -> Image:
    """Give a picture of its own as (H, W, 3) uint8 BGR, read-only: the driver may use its buffer again."""
    if image.ndim == 2 or image.shape[2] == 1:
        image = np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
    own = np.array(image[..., :3], dtype=np.uint8, order="C")
    own.flags.writeable = False
    return own


def _format_name(code: float) -> str:
    """Give a four-letter pixel format's name."""
    text = int(code).to_bytes(4, "little").decode("latin-1").rstrip() if 0 < code < 1 << 32 else ""
    return text if text.isascii() and text.isprintable() and text else "in a format without a name"
