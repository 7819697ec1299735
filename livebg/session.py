"""Run one camera, one model and one look behind a gate: start, stop, apply settings, say how it goes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from types import TracebackType

from livebg.accelerate import open_accelerated
from livebg.backgrounds import open_background
from livebg.errors import LivebgError, SourceError
from livebg.gate import Gate
from livebg.governor import Governor, Sample, Step, clocks, eased
from livebg.heaps import give_back
from livebg.pipeline import Parts, live
from livebg.plate import Plate, open_plate
from livebg.realtime import Task
from livebg.regions import Regions, open_regions
from livebg.settings import CameraSettings, LookSettings, ModelSettings, Settings
from livebg.sources import open_source
from livebg.stats import Stats
from livebg.types import Background, Composite, Cutout, Segmenter, Source, SourceInfo

log = logging.getLogger(__name__)
INFERENCE = frozenset(
    {"framing", "motion", "segment", "render", "people", "plate", "regions"}
)  # stages on that thread; the others are on delivery


@dataclass(frozen=True)
class Openers:
    """Say how a session opens its parts: the one place where tests put a part of their own."""

    source: Callable[[CameraSettings], Source] = partial(open_source, paced=True)
    segmenter: Callable[[ModelSettings], Segmenter] = open_accelerated
    background: Callable[[LookSettings], Background] = open_background
    regions: Callable[[LookSettings, str], Callable[[], Regions | None]] = open_regions
    plate: Callable[[LookSettings, str], Callable[[], Plate | None]] = open_plate


class Session:
    """Feed a gate from a source for as long as a `with` block lasts.

    Everything slow (camera, model, background) is opened on the delivery thread, so `with` returns at once. The first error
    ends the session: the gate's shield goes up and `error` holds it. `ended` is set when the source ended, too. seen: see `Parts`.
    """

    def __init__(
        self,
        settings: Settings,
        gate: Gate,
        stats: Stats,
        openers: Openers | None = None,
        seen: Callable[[Cutout], None] | None = None,
    ) -> None:
        self.settings, self.stats = settings, stats
        self.info: SourceInfo | None = None
        self._gate, self._open, self._seen = gate, openers or Openers(), seen
        self._lock = threading.Lock()
        self._segmenter: Segmenter | None = None
        self._background: Background | None = None
        self._regions: Callable[[], Regions | None] = lambda: None
        self._plate: Callable[[], Plate | None] = lambda: None
        self._retired: list[Background | Segmenter | None] = []  # may be in use until the frame is done
        self._step, self._look = Step(), settings.look
        self._cheaper: dict[str, Segmenter] = {}  # what the governor has opened, by name: it comes back to them
        self._shown = (-1, 0)  # index of the newest composite, how many there were
        self.shown = False  # whether a composite has come through
        self._task = Task(self._run, "delivery", stages=2)
        self.ended = self._task.done

    @property
    def error(self) -> Exception | None:
        """Give what ended the session, None while it runs and after a clean end."""
        return self._task.error

    def __enter__(self) -> Session:
        self._task.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:  # from here on nothing of this session is shown, also where its thread is stuck and ends later
            self._task.stop.set()
            self._gate.shield("the picture has ended")
        self._task.__exit__(kind, error, trace)

    def apply(self, settings: Settings) -> None:
        """Use other look or model settings from the next frame on; a new model is loaded first, here, by the caller's thread.

        Raises LivebgError and changes nothing when something cannot be opened. The camera needs a new session.
        """
        old = self.settings
        # Another smoothing must not restart a background video.
        other = (settings.look.background, settings.look.fit) != (old.look.background, old.look.fit)
        regions, plate = self._known(settings.look)
        background = self._open.background(settings.look) if other else None
        try:
            segmenter = self._open.segmenter(settings.model) if _network(settings) != _network(old) else None
        except LivebgError:
            if background is not None:
                background.close()
            raise
        with self._lock:
            self.settings, self._regions, self._plate = settings, regions, plate
            if background is not None:
                self._retired.append(self._background)
                self._background = background
            if segmenter is not None:
                self._retired += [self._segmenter, *self._cheaper.values()]
                self._segmenter, self._cheaper, self._step = segmenter, {}, Step()
            self._look = eased(settings.look, self._step)

    def _run(self, stop: threading.Event) -> None:
        try:
            self._deliver(stop)
        except Exception as error:
            log.info("the session ended: %s", error, exc_info=not isinstance(error, LivebgError))
            lost = isinstance(error, SourceError)
            self._shield("the camera gives no picture" if lost else "something went wrong: see livebg")
            raise
        self._shield("the picture has ended")

    def _shield(self, text: str) -> None:
        """Raise the gate's shield, unless the gate is another session's by now."""
        with self._lock:
            if not self._task.stop.is_set():
                self._gate.shield(text)

    def _show(self, composite: Composite) -> None:
        """Let a composite through, unless the session has ended.

        The first picture of a camera stays out: many begin with a dark one, and a camera that repeats one picture for ever
        must not show it at each new try.
        """
        endless = self.info is not None and self.info.frames is None
        with self._lock:
            if not self._task.stop.is_set() and not (endless and composite.index == 0):
                self._gate.show(composite)
                self.shown = True

    def _deliver(self, stop: threading.Event) -> None:
        """Open the parts and deliver composites until the source ends or `stop`."""
        source = self._open.source(self.settings.camera)
        self.info = source.info
        try:
            with self._lock:
                self._background = self._background or self._open.background(self.settings.look)
                self._segmenter = self._segmenter or self._open.segmenter(self.settings.model)
                self._regions, self._plate = self._known(self.settings.look)
            parts = Parts(
                self._current_segmenter,
                lambda: self._look,
                self._current_background,
                self._seen,
                lambda: self._step.every,
                lambda: self._regions(),
                lambda: self._plate(),
                self._gate.takes_i420,
            )
            governor = Governor(lambda: self.settings.model, self._sample, self._take)
            # The source closes first: a reader blocked in the driver ends before its thread is joined.
            with (
                live(source, parts, stop, self.stats) as composites,
                Task(governor.run, "governor", stop) as governing,
                closing(source),
            ):
                for composite in composites:
                    self._shown = (composite.index, self._shown[1] + 1)
                    self._show(composite)
            if governing.error is not None:
                log.warning("the picture was not governed: %r", governing.error)
        finally:
            source.close()
            for part in (self._background, self._segmenter, *self._cheaper.values(), *self._retired):
                if part is not None:
                    part.close()
            give_back()

    def _sample(self) -> Sample | None:
        index, shown = self._shown
        spent_s = self.stats.spent_s()
        inference_s = sum(spent_s.get(stage, 0.0) for stage in INFERENCE)
        busy_s = max(inference_s, sum(spent_s.values()) - inference_s)
        return Sample(*clocks(), index, shown, busy_s) if shown else None

    def _take(self, step: Step, reason: str) -> None:
        """Use a step of the governor from the next frame on; its network is loaded here. One that cannot be is done without."""
        asked, opened = self.settings.model, None
        if step.model and step.model not in self._cheaper:
            try:
                opened = self._open.segmenter(asked.model_copy(update={"model": step.model}))
            except LivebgError as error:
                log.warning("the network %s cannot save work: %s", step.model, error)
        with self._lock:
            if self.settings.model != asked:  # the ladder was another one's
                self._retired.append(opened)
                return
            if opened is not None:
                self._cheaper[step.model] = opened
            self._step, self._look = step, eased(self.settings.look, step)
        if reason:
            log.info("picture: %s (%s)", step.name, reason)
            self.stats.stepped(step.name, reason)

    def _known(self, look: LookSettings) -> tuple[Callable[[], Regions | None], Callable[[], Plate | None]]:
        """Open what is kept of the room under the camera's name."""
        camera = "" if self.info is None else self.info.device or self.info.name
        return self._open.regions(look, camera), self._open.plate(look, camera)

    def _current_segmenter(self) -> Segmenter:
        assert self._segmenter is not None
        return self._cheaper.get(self._step.model, self._segmenter)

    def _current_background(self) -> Background:
        assert self._background is not None
        return self._background


def _network(settings: Settings) -> ModelSettings:
    """Give what decides which network is opened."""
    return settings.model.model_copy(update={"hold_rate": True, "processor_budget": 0})
