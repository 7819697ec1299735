"""Let a device render whole frames in place of the CPU's stages while it can, and say why where it does not."""

from __future__ import annotations

import logging
import statistics
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from livebg.errors import ModelError
from livebg.realtime import Task
from livebg.renderers import Renderer
from livebg.settings import LookSettings
from livebg.stages import checked_matte
from livebg.timely import FRAME_LIMIT_S, TimelyRenderer
from livebg.types import Image, Matte, Segmenter, Size, State

log = logging.getLogger(__name__)

WARM_UP, RUNS = 6, 5  # frames before those that are timed: an engine's CUDA graphs are made in them
MOST_LEVELS = 1.0  # mean difference to the CPU's picture of the same frame, in grey levels: a device that is further shows the room
NO_PERSON, SAME_LEVELS = (
    0.05,
    2,
)  # alpha that is nobody for certain; by how much a picture may differ from its background there
LOOKED_AT_PX, LEAST_PLACES = (
    8,
    64,
)  # of how many pixels one is compared with the background, and how many tell something
ON_DEVICE, ON_STAGES = "whole frames on the GPU", "stages on the CPU"

Timed = Callable[[Renderer, Image, Image, LookSettings], tuple[float, Image]]


class Sample(NamedTuple):
    """Hold a frame that a device is tried on, with its background and look."""

    image: Image
    backdrop: Image
    look: LookSettings


def timed(renderer: Renderer, image: Image, backdrop: Image, look: LookSettings) -> tuple[float, Image]:
    """Give the median milliseconds of a few frames after warm-up, and the picture of the last one: they have no past."""
    times_ms, picture = [], image
    for turn in range(-WARM_UP, RUNS):
        began = time.perf_counter()
        picture, _, _ = renderer.render(image, backdrop, look, None)
        if turn >= 0:
            times_ms.append((time.perf_counter() - began) * 1000)
    return statistics.median(times_ms), picture


def checked_picture(picture: Image, matte: Matte, backdrop: Image, model: str) -> Image:
    """Give the picture back if it is one of its background. matte: the network's.

    Raises ModelError for another shape or kind, and when it is not the background in most places where nobody is: then it may be the room.
    """
    if picture.shape != backdrop.shape or picture.dtype != np.uint8:
        raise ModelError(
            f"the fused graph of {model} gave a picture of shape {picture.shape} and type {picture.dtype}; "
            f"expected {backdrop.shape} uint8"
        )
    near = cv2.dilate(matte, np.ones((3, 3), np.uint8))
    rows, columns = (np.arange(LOOKED_AT_PX // 2, length, LOOKED_AT_PX) for length in picture.shape[:2])
    grid = np.ix_(rows, columns)
    places = np.ix_(rows * matte.shape[0] // picture.shape[0], columns * matte.shape[1] // picture.shape[1])
    nobody = near[places] <= NO_PERSON
    apart = cv2.absdiff(np.ascontiguousarray(picture[grid]), np.ascontiguousarray(backdrop[grid])).max(axis=2)[nobody]
    if apart.size >= LEAST_PLACES and np.median(apart) > SAME_LEVELS:
        raise ModelError(f"the fused graph of {model} gave a picture that is not the background where nobody is")
    return picture


class WholeFrames:
    """Be a segmenter that has a device render whole frames once it is ready. See `livebg.renderers.Finisher`.

    The engine is built and tried in a thread of its own; the device is taken, between two frames, when its picture of a frame is the CPU's
    and it is faster. When it fails or hangs, `render` gives None, the stages do the same frame, and it is not tried again for this size.
    """

    def __init__(
        self,
        segmenter: Segmenter,
        prepare: Callable[[Size, threading.Event], Callable[[], Renderer]],
        reference: Callable[[], Renderer],
        measure: Timed = timed,
        frame_limit_s: float = FRAME_LIMIT_S,
    ) -> None:
        """Own the segmenter. prepare: builds for frames of (width, height); reference: opens the CPU's way; by the thread of its own."""
        self.name, self._segmenter = segmenter.name, segmenter
        self._prepare, self._reference, self._measure = prepare, reference, measure
        self._frame_limit_s = frame_limit_s
        self._size: Size | None = None
        self._task: Task | None = None
        self._tried: TimelyRenderer | None = None  # handed over by the task
        self._device: TimelyRenderer | None = None
        self.said = ("", "")

    def look(self, image: Image) -> Image:
        """Give the picture as the network sees it. See `livebg.types.Segmenter`."""
        return self._segmenter.look(image)

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the matte at the network's size, for the stages. See `livebg.types.Segmenter`."""
        whose, past = state if state is not None else (None, None)
        matte, following = self._segmenter.segment(image, past if whose is self._segmenter else None, seen)
        return matte, (self._segmenter, following)

    def ready(self, image: Image, look: LookSettings, missing: str, backdrop: Callable[[], Image]) -> bool:
        """See `livebg.renderers.Finisher.ready`."""
        size = (image.shape[1], image.shape[0])
        if missing:
            if self._device is not None:
                self.said = (ON_STAGES, f"the fused graph is without {missing}")
            return False
        if size != self._size:
            self._begin(size, Sample(image, backdrop(), look))
        if self._task is not None and self._task.done.is_set():
            self._end_task()
            self._device, self._tried = self._tried, None
        if self._device is not None:
            self.said = (ON_DEVICE, "the fused graph is ready")
        return self._device is not None

    def render(
        self, image: Image, backdrop: Image, look: LookSettings, state: State
    ) -> tuple[Image, Matte, State] | None:
        """See `livebg.renderers.Finisher.render`."""
        device = self._device
        if device is None:
            return None
        whose, past = state if state is not None else (None, None)
        try:
            picture, matte, following = device.render(image, backdrop, look, past if whose is device else None)
            checked_picture(picture, checked_matte(matte, self.name), backdrop, self.name)
        except Exception as error:  # a vendor's library may raise anything
            log.warning("whole frames on the GPU failed (%s); livebg goes on with the stages", error)
            self._leave_device()
            self.said = (ON_STAGES, "the GPU failed")
            return None
        return picture, matte, (device, following)

    def _begin(self, size: Size, sample: Sample) -> None:
        """Make everything ready for frames of another size."""
        self._leave_device()
        self._end_task()
        self._leave_tried()
        self._size = size

        def run(stop: threading.Event) -> None:
            try:
                opener = self._prepare(size, stop)
            except ModelError as reason:  # most computers have no such GPU
                log.info("whole frames stay on the CPU: %s", reason)
                return
            device = TimelyRenderer(opener, frame_limit_s=self._frame_limit_s)
            try:
                self._try(device, sample)
            except BaseException:
                self._leave(device)
                raise
            if stop.is_set():
                self._leave(device)
            else:
                self._tried = device

        self._task = Task(run, "whole-frames")
        self._task.__enter__()

    def _try(self, device: TimelyRenderer, sample: Sample) -> None:
        """Raise ModelError unless the device gives the CPU's picture, and faster."""
        reference = self._reference()
        try:
            cpu_ms, expected = self._measure(reference, *sample)
        finally:
            reference.close()
        ms, picture = self._measure(device, *sample)
        apart = float(cv2.absdiff(picture, expected).mean()) if picture.shape == expected.shape else 255.0
        if apart > MOST_LEVELS:
            raise ModelError(
                f"its picture differs from the CPU's by {apart:.1f} grey levels on average; at most {MOST_LEVELS:g}"
            )
        log.info("a whole frame takes %.1f ms on the GPU, %.1f ms on the CPU", ms, cpu_ms)
        if ms >= cpu_ms:
            raise ModelError(f"a whole frame takes {ms:.1f} ms there, and {cpu_ms:.1f} ms on the CPU")

    def _leave(self, device: TimelyRenderer | None) -> None:
        """Let go of a device."""
        if device is not None:
            try:
                device.close()
            except Exception as error:  # a GPU that has failed may refuse to be freed
                log.warning("a device could not be closed: %s", error)

    def _leave_device(self) -> None:
        device, self._device = self._device, None
        self._leave(device)

    def _leave_tried(self) -> None:
        device, self._tried = self._tried, None
        self._leave(device)

    def _end_task(self) -> None:
        if self._task is not None:
            task, self._task = self._task, None
            task.__exit__(None, None, None)
            if task.error is not None:
                log.warning("whole frames are not rendered on the GPU: %s", task.error)

    def close(self) -> None:
        """End what is being made ready, and let go of the device and the segmenter."""
        self._end_task()
        self._leave_tried()
        self._leave_device()
        self._segmenter.close()
