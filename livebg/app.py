"""Be livebg without its window: everything that lives as long as the program does, on a worker thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

from livebg.realtime import Task
from livebg.settings import OutputSettings, Settings
from livebg.wishes import CARDS, AppState, Desk

if TYPE_CHECKING:  # NumPy, OpenCV and ONNX Runtime come with the worker: a window must not wait for them
    from livebg.guidance import Advice
    from livebg.running import Runner
    from livebg.session import Openers
    from livebg.stats import Summary
    from livebg.types import Image, Sink, Size

log = logging.getLogger(__name__)
RETRY_S = 2.0  # between two looks for a camera that is not there


class App:
    """Feed the virtual camera and a preview for as long as a `with` block lasts; entering returns at once.

    Methods return at once and may be called from any thread. openers, output: how parts are opened, None = as usual. arrived: called
    on a feeder's thread when `latest` has a new picture. A lost camera is opened again by its own name, never another one.
    """

    def __init__(
        self,
        settings: Settings,
        openers: Openers | None = None,
        output: Callable[[OutputSettings, Size], Sink] | None = None,
        arrived: Callable[[], None] = lambda: None,
        retry_s: float = RETRY_S,
    ) -> None:
        self._desk = Desk(settings)
        self._openers, self._output, self._arrived, self._retry_s = openers, output, arrived, retry_s
        self._watched: Size | None = None
        self._view = (False, 0.0)
        self._runner: Runner | None = None
        self._lock = threading.Lock()
        self._task = Task(self._run, "app")

    def __enter__(self) -> App:
        self._task.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.__exit__(kind, error, trace)

    def state(self) -> AppState:
        """Give how it goes now."""
        state = self._desk.state()
        if self._task.error is not None:  # nothing is left that could feed a sink
            problem = f"internal error: {self._task.error!r}"
            return replace(state, phase="failed", card=CARDS["failed"], problem=problem, busy=False)
        return state

    def apply(self, settings: Settings) -> None:
        """Use other settings; those that cannot be used are taken back, and `state().problem` says why."""
        self._desk.change(lambda wish: replace(wish, settings=settings))

    def pause(self) -> None:
        """Show the "be right back" card at once and close the camera."""
        self._desk.change(lambda wish: replace(wish, paused=True), CARDS["paused"])

    def resume(self) -> None:
        """Open the camera again after `pause`."""
        self._desk.change(lambda wish: replace(wish, paused=False))

    def paused(self) -> bool:
        """Tell whether a pause is wished, before the camera has closed, too."""
        return self._desk.wish().paused

    def pass_through(self, on: bool) -> None:
        """Show the camera's picture as it is, room and all, or protect it again."""
        card = "" if self._desk.wish().paused else CARDS["switching"]
        self._desk.change(lambda wish: replace(wish, passing=on), card)

    def retry_output(self) -> None:
        """Try once more to open the virtual camera."""
        self._desk.change(lambda wish: replace(wish, outputs=wish.outputs + 1))

    def watch(self, size: Size | None) -> None:
        """Say how large the preview is, (width, height) in pixels; None = nobody looks."""
        with self._lock:
            self._watched = size
            if self._runner is not None:
                self._runner.preview.watch(size)

    def view(self, *, matte: bool = False, before: float = 0.0) -> None:
        """Show the matte in the preview, or the camera's picture on a share of it (0 to 1, from the right); nobody else sees it."""
        with self._lock:
            self._view = (matte, before)
            if self._runner is not None:
                self._runner.preview.view(matte, before)

    def latest(self) -> Image | None:
        """Give the newest composite at the watched size, (H, W, 3) BGR or (H, W, 4) BGRA uint8, not mirrored; None = none."""
        return self._runner.preview.latest() if self._runner is not None else None

    def advice(self) -> Advice:
        """Say what the person in the picture should mend, "" = nothing; left and right are those of the picture."""
        return self._runner.preview.advice() if self._runner is not None else ""

    def summary(self) -> Summary | None:
        """Give the figures of the present session; None before the first."""
        return self._runner.stats.summary() if self._runner is not None else None

    def _run(self, stop: threading.Event) -> None:
        import cv2

        from livebg.running import Runner

        cv2.setNumThreads(self._desk.wish().settings.model.threads)
        runner = Runner(self._desk, self._arrived, self._openers, self._output, self._retry_s)
        with self._lock:
            self._runner = runner
            runner.preview.watch(self._watched)
            runner.preview.view(*self._view)
        try:
            runner.run(stop)
        except Exception:
            log.exception("livebg stopped by itself")
            raise
