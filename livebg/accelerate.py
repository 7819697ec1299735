"""Serve mattes from the CPU while something faster is made ready, change over to it, and go back when it fails."""

from __future__ import annotations

import hashlib
import json
import logging
import statistics
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from livebg.errors import LivebgError, ModelError
from livebg.realtime import Task
from livebg.renderers import CpuRenderer
from livebg.segmenters import model_path, open_segmenter
from livebg.segmenters.devices import TENSORRT, Open, Prepare, prepare_fused, ways_of
from livebg.segmenters.engine_file import cache_folder
from livebg.segmenters.onnx import network_size, read_model
from livebg.settings import ModelSettings
from livebg.stages import checked_matte
from livebg.timely import TimelySegmenter
from livebg.types import Image, Matte, Segmenter, Size, State
from livebg.whole_frames import WholeFrames

log = logging.getLogger(__name__)

WARM_UP, RUNS = 3, 5
MOST_APART = 0.03  # mean |Δalpha| to the CPU's matte of the same frame: a device that is further shows the room
CPU = "cpu"

Timed = Callable[[Segmenter, Image], tuple[float, Matte]]


def timed(segmenter: Segmenter, image: Image) -> tuple[float, Matte]:
    """Give the median milliseconds of a few runs after warm-up, and the matte of the last one."""
    times_ms = []
    for turn in range(-WARM_UP, RUNS):
        began = time.perf_counter()
        matte, _ = segmenter.segment(image, None)
        if turn >= 0:
            times_ms.append((time.perf_counter() - began) * 1000)
    return statistics.median(times_ms), matte


class Choices:
    """Remember which device was the fastest, so that the next start need not open the others."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _all(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or not ours
            return {}
        return kept if isinstance(kept, dict) else {}

    def get(self, key: str) -> str | None:
        """Give the device that was the fastest, None when it is not known."""
        found = self._all().get(key)
        return found if isinstance(found, str) else None

    def put(self, key: str, device: str) -> None:
        """Keep a choice; a folder that takes no files is only logged."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._all() | {key: device}, indent=2), encoding="utf-8")
        except OSError as error:
            log.warning("the fastest device cannot be remembered: %s", error)


class AcceleratedSegmenter:
    """Be a segmenter that starts on the CPU and moves to the fastest device that is ready. See `livebg.types.Segmenter`.

    Slow work (engines) goes on in a thread of its own; everything that touches a device happens on that device's own thread, so that one
    that hangs is left, too. A device is taken when its matte of the present frame is the CPU's and it is faster; when it fails, the
    CPU does the same frame, and the device is not tried again.
    """

    def __init__(
        self,
        cpu: Segmenter,
        network: Callable[[Size], Size],
        prepare: Callable[[Size, threading.Event], Mapping[str, Open]],
        choices: Choices,
        key: str,
        measure: Timed = timed,
    ) -> None:
        """network: gives its input for a frame, both (width, height). prepare: called by the thread of its own. key: of `choices`."""
        self.name, self._cpu, self._network = cpu.name, cpu, network
        self._prepare, self._choices, self._key, self._measure = prepare, choices, key, measure
        self._size: Size | None = None
        self._ready: Mapping[str, Open] = {}
        self._task: Task | None = None
        self._device: Segmenter | None = None
        self.runs_on = CPU

    def look(self, image: Image) -> Image:
        """Give the picture as the CPU's network sees it; a device may see another size, and is given the frame."""
        return self._cpu.look(image)

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the matte at the network's size. image: (H, W, 3) uint8 BGR. Raises ModelError when the CPU fails, too."""
        size = self._network((image.shape[1], image.shape[0]))
        if size != self._size:
            self._begin(size)
        if self._task is not None and self._task.done.is_set():
            self._end_task()
            self._choose(image, size)
        whose, past = state if state is not None else (None, None)
        if self._device is not None:
            device = self._device
            try:
                matte, following = device.segment(image, past if whose is device else None)
                return checked_matte(matte, self.name), (device, following)
            except Exception as error:  # a vendor's library may raise anything
                log.warning("%s failed (%s); livebg goes on with the CPU", self.runs_on, error)
                self._leave_device()
        matte, following = self._cpu.segment(image, past if whose is self._cpu else None, seen)
        return matte, (self._cpu, following)

    def _begin(self, size: Size) -> None:
        """Make everything ready for frames of another shape."""
        self._leave_device()
        self._end_task()
        self._size = size

        def run(stop: threading.Event) -> None:
            self._ready = self._prepare(size, stop)

        self._task = Task(run, "accelerate")
        self._task.__enter__()

    def _choose(self, image: Image, size: Size) -> None:
        """Open what is ready and keep the fastest, the CPU among them."""
        ready, self._ready = self._ready, {}
        key = f"{self._key}:{size[0]}x{size[1]}:{','.join(ready)}"
        known = self._choices.get(key)
        if not ready or known == CPU:
            return
        best_ms, expected = self._measure(self._cpu, image)
        for name, opener in ready.items():
            if known is not None and name != known:
                continue
            try:
                ms, device = self._tried(opener, image, expected)
            except Exception as error:  # a vendor's library may raise anything
                log.warning("%s cannot be used (%s); livebg goes on without it", name, error)
                continue
            log.info("%s takes %.1f ms a frame, %s %.1f ms", name, ms, self.runs_on, best_ms)
            if ms < best_ms:
                self._leave_device()
                best_ms, self._device, self.runs_on = ms, device, name
            else:
                device.close()
        self._choices.put(key, self.runs_on)

    def _tried(self, opener: Open, image: Image, expected: Matte) -> tuple[float, Segmenter]:
        """Open a device and give what it takes. Raises ModelError when its matte is not the CPU's."""
        device = TimelySegmenter(opener)
        try:
            ms, matte = self._measure(device, image)
            checked_matte(matte, self.name)
            size = (expected.shape[1], expected.shape[0])  # the CPU's file may be the int8 one, which sees another size
            apart = float(np.abs(cv2.resize(matte, size, interpolation=cv2.INTER_LINEAR) - expected).mean())
            if apart > MOST_APART:
                raise ModelError(f"its matte differs from the CPU's by {apart:.3f} on average; at most {MOST_APART}")
        except BaseException:
            device.close()
            raise
        return ms, device

    def _leave_device(self) -> None:
        if self._device is not None:
            device, self._device, self.runs_on = self._device, None, CPU
            try:
                device.close()
            except Exception as error:  # a GPU that has failed may refuse to be freed
                log.warning("a device could not be closed: %s", error)

    def _end_task(self) -> None:
        if self._task is not None:
            task, self._task = self._task, None
            task.__exit__(None, None, None)
            if task.error is not None:
                log.warning("nothing faster than the CPU is used: %s", task.error)

    def close(self) -> None:
        """End what is being made ready, and let go of the device and the CPU's network."""
        self._end_task()
        self._leave_device()
        self._cpu.close()


def prepared(model: Path, accelerator: str, size: Size, stop: threading.Event) -> dict[str, Open]:
    """Make ready all that the setting asks for: engines are built here. What fails is logged; nothing at all raises ModelError."""
    ready: dict[str, Open] = {}
    prepare: Prepare
    for name, prepare in ways_of(accelerator).items():
        try:
            ready[name] = prepare(model, size, lambda: not stop.is_set())
        except LivebgError as error:
            log.warning("%s cannot be made ready: %s", name, error)
    return ready


def open_accelerated(settings: ModelSettings) -> Segmenter:
    """Load the chosen model for the CPU, and let it move to the accelerator of the settings when that is ready.

    Where an NVIDIA GPU may be used and the model has a fused graph, whole frames move there. Raises ModelError.
    """
    cpu = open_segmenter(settings)
    if settings.accelerator == CPU:
        return cpu
    path = model_path(settings.model)
    accelerated = _accelerated(cpu, path, settings)
    if settings.accelerator not in ("auto", TENSORRT):
        return accelerated
    return WholeFrames(
        accelerated,
        lambda size, stop: prepare_fused(path, size, lambda: not stop.is_set()),
        lambda: CpuRenderer(open_segmenter(settings)),
    )


def _accelerated(cpu: Segmenter, path: Path, settings: ModelSettings) -> Segmenter:
    card = read_model(path).card
    key = f"{hashlib.sha256(path.read_bytes()).hexdigest()}:{settings.precision}:{settings.threads}"
    return AcceleratedSegmenter(
        cpu,
        lambda frame: network_size(frame, card.area_px, card.multiple),
        partial(prepared, path, settings.accelerator),
        Choices(cache_folder() / "fastest.json"),
        key,
    )
