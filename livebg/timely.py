"""Run what a device does on a thread of its own, and give it up when it is late: a driver that hangs must not hang the picture."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from livebg.errors import ModelError
from livebg.realtime import Task
from livebg.renderers import Renderer
from livebg.settings import LookSettings
from livebg.types import Image, Matte, Segmenter, State

OPEN_LIMIT_S = 10.0  # to open a device and for its first frame: an engine is finished then
FRAME_LIMIT_S = 0.5  # for each other frame: with the CPU's frame after it, still within a second


class Opened(Protocol):
    """Be what is opened on a device."""

    name: str

    def close(self) -> None: ...


D = TypeVar("D", bound=Opened)
Answer = queue.SimpleQueue[tuple[Any, Exception | None]]


class Timely(Generic[D]):
    """Open, use and close something of a device on one thread of its own.

    A call that is late raises ModelError, and so does every later one; its thread is abandoned, counted by `realtime.abandoned`, and closes
    the device if the driver ever comes back.
    """

    def __init__(
        self, opener: Callable[[], D], open_limit_s: float = OPEN_LIMIT_S, frame_limit_s: float = FRAME_LIMIT_S
    ) -> None:
        """Open the device. Raises what `opener` raises, and ModelError when it is late."""
        self._frame_limit_s, self._limit_s = frame_limit_s, open_limit_s
        self._work: queue.SimpleQueue[tuple[Answer, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._opener = opener
        self._device: D | None = None
        self._late = self._closed = False
        self._task = Task(self._serve, "device")
        self._task.__enter__()
        try:
            self.name: str = self._asked(self._open)
        except BaseException:
            self.close()
            raise

    def _serve(self, stop: threading.Event) -> None:
        try:
            for answer, work in iter(self._work.get, None):
                try:
                    answer.put((work(), None))
                except Exception as error:  # a vendor's library may raise anything; it is raised at the caller
                    answer.put((None, error))
        finally:
            if self._device is not None:
                self._device.close()

    def _open(self) -> str:
        self._device = self._opener()
        return self._device.name

    def _asked(self, work: Callable[[], Any]) -> Any:
        if self._late or self._closed:
            raise ModelError("the device was given up")
        answer: Answer = queue.SimpleQueue()
        self._work.put((answer, work))
        try:
            given, error = answer.get(timeout=self._limit_s)
        except queue.Empty:
            self._late = True
            raise ModelError(f"the device gave nothing within {self._limit_s:g} s and is given up") from None
        if error is not None:
            raise error
        return given

    def ask(self, work: Callable[[D], Any]) -> Any:
        """Give what `work` gives for the device, for one frame. Raises what it raises, and ModelError when it is late."""
        device = self._device
        if device is None:
            raise ModelError("the device is not open")
        given = self._asked(lambda: work(device))
        self._limit_s = self._frame_limit_s
        return given

    def close(self) -> None:
        """End the thread, which closes the device. Never waits for one that is late. Raises what closing raised."""
        if self._closed:
            return
        self._closed = True
        self._work.put(None)
        if self._late:
            self._task.abandon()
            return
        self._task.__exit__(None, None, None)
        if self._task.error is not None:
            raise self._task.error


class TimelySegmenter(Timely[Segmenter]):
    """Be a segmenter on a thread of its own. See `livebg.types.Segmenter`."""

    def look(self, image: Image) -> Image:
        """Give the picture as the network sees it. See `livebg.types.Segmenter`."""
        seen: Image = self.ask(lambda device: device.look(image))
        return seen

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the device's matte. Raises what the device raises, and ModelError when it is late."""
        given: tuple[Matte, State] = self.ask(lambda device: device.segment(image, state, seen))
        return given


class TimelyRenderer(Timely[Renderer]):
    """Be a renderer on a thread of its own. See `livebg.renderers.Renderer`."""

    def render(self, image: Image, backdrop: Image, look: LookSettings, state: State) -> tuple[Image, Matte, State]:
        """Give the device's picture. Raises what the device raises, and ModelError when it is late."""
        given: tuple[Image, Matte, State] = self.ask(lambda device: device.render(image, backdrop, look, state))
        return given
