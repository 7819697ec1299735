"""Do what is wished: keep the sinks, run one session after the other, wait for the camera, and fall back when something fails."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from livebg.attendance import Lookout
from livebg.errors import BackgroundError, LivebgError, ModelError, SinkError, SourceError
from livebg.gate import Gate
from livebg.kernels.readiness import make_ready, prepare_all, ready
from livebg.outputs import card_size, manner, moves
from livebg.realtime import POLL_S
from livebg.segmenters.everything import Everything
from livebg.session import Openers, Session
from livebg.settings import CameraSettings, LookSettings, OutputSettings, Settings
from livebg.sinks import open_virtual_camera, watchers_of
from livebg.sinks.preview import PreviewSink
from livebg.standin import StandIns
from livebg.stats import Stats
from livebg.types import Sink, Size, Source, SourceInfo
from livebg.wishes import CARDS, Desk, Wish

log = logging.getLogger(__name__)

DEMO = CameraSettings(source="demo", loop=True)
AS_IT_IS = LookSettings(
    background="#000000", smoothing=0.0, edges=0.0, regions="none", plate="none"
)  # the matte is 1 everywhere
FOREVER_S = float("inf")
OpenOutput = Callable[[OutputSettings, Size], Sink]


@dataclass(frozen=True)
class _Lost:
    """Remember a camera that went away. wanted: the settings it was opened by. source: what finds it again."""

    wanted: CameraSettings
    source: str


class Runner:
    """Serve a desk until `stop`, on one thread. arrived: see `PreviewSink`. retry_s: between two looks for a camera that is gone."""

    def __init__(
        self,
        desk: Desk,
        arrived: Callable[[], None],
        openers: Openers | None,
        open_output: OpenOutput | None,
        retry_s: float,
    ) -> None:
        self._desk, self._retry_s = desk, retry_s
        self.preview = PreviewSink(arrived)
        self._open, self._open_output = openers or Openers(), open_output or open_virtual_camera
        self._lost: _Lost | None = None
        self._stand_ins = StandIns()
        self._lookout = Lookout(None, self._note_watchers)
        self._output_moves: Callable[[], bool] = lambda: False
        self.stats = Stats()

    def run(self, stop: threading.Event) -> None:
        """Keep one gate until the virtual camera's settings change, and serve one wish after the other behind it."""
        while not stop.is_set():
            begun = self._desk.wish()
            output = self._output(begun.settings)
            # Where there is no virtual camera, nobody can watch it.
            watchers = watchers_of(output) if output is not None else tuple[str, ...]
            sinks = [self.preview] if output is None else [output, self.preview]
            with self._gate_for(sinks, begun.settings) as gate, Lookout(watchers, self._note_watchers) as lookout:
                self._lookout, self._output_moves = lookout, partial(moves, self._desk, begun, output)
                self._desk.use_gate(gate)
                self._compile(gate, stop)
                while not stop.is_set() and not self._output_moves():
                    self._serve(gate, stop)
                    self.preview.forget()

    def _output(self, settings: Settings) -> Sink | None:
        """Open the virtual camera; None where that fails, and the state says why."""
        self._desk.tell(watched_by=())
        try:
            output = self._open_output(settings.output, card_size(settings))
        except SinkError as error:
            self._desk.tell(output="", output_problem=str(error))
            return None
        self._desk.tell(output=output.name, output_problem="")
        return output

    def _compile(self, gate: Gate, stop: threading.Event) -> None:
        """Have the kernels compiled at the first start of all, while others see the card."""
        if not ready():
            gate.shield(CARDS["compiling"])
            self._desk.tell(phase="compiling")
            self._desk.hold(self._desk.wish(), "")
            make_ready(lambda: not stop.is_set())
        if not self._wanted():
            prepare_all(
                lambda: not stop.is_set() and not self._wanted()
            )  # the first call's picture does not wait for it

    def _note_watchers(self, names: tuple[str, ...]) -> None:
        self._desk.tell(watched_by=names)

    def _wanted(self) -> bool:
        """Tell whether a picture is for anybody: a window, or a program that watches the virtual camera."""
        output = self._desk.wish().settings.output
        return not output.only_when_watched or self.preview.watched or self._lookout.somebody()

    def _gate_for(self, sinks: Sequence[Sink], settings: Settings) -> Gate:
        return Gate(
            sinks,
            size=card_size(settings),
            delivered=lambda i, s: self.stats.delivered(i, s),
            **manner(settings.output),
        )

    def _serve(self, gate: Gate, stop: threading.Event) -> None:
        """Serve the present wish until another one needs another session, or the session ends."""
        wish = self._desk.wish()
        gate.use(**manner(wish.settings.output))
        if wish.paused:
            self._desk.tell(phase="paused", source=None, settings=wish.settings, busy=False)
            self._desk.hold(wish, CARDS["paused"])
            self._idle(wish, stop)
            return
        if not self._wanted():
            self._rest(wish, stop)
            return
        if self._lost is not None and self._lost.wanted != wish.settings.camera:
            self._lost = None
        source = self._source(wish)
        if source is not None:
            self._show(source, wish, gate, stop)
        elif self._lost is not None:
            self._wait_for_camera(wish, stop)
        else:
            self._show_demo(wish, stop)

    def _source(self, wish: Wish) -> Source | None:
        """Open the wished source; one that was lost by its own name, never another one. None when it cannot be opened."""
        camera = wish.settings.camera
        if self._lost is not None:
            camera = camera.model_copy(update={"source": self._lost.source})
        try:
            return self._open.source(camera)
        except SourceError as error:
            self._desk.tell(problem=str(error))
            return None

    def _show(self, source: Source, wish: Wish, gate: Gate, stop: threading.Event) -> None:
        settings, openers = self._stand_ins.usable(wish.settings), replace(self._open, source=lambda _: source)
        if wish.passing:
            settings = settings.model_copy(update={"look": AS_IT_IS})
            openers = replace(openers, segmenter=lambda _: Everything())
        phase = "passing" if wish.passing else "live"
        if not self._desk.hold(wish, ""):
            source.close()
            return
        self._lost, self.stats = None, Stats()
        self._desk.tell(phase=phase, source=source.info, settings=wish.settings, busy=False)
        self._tell_well()
        with Session(settings, gate, self.stats, openers, self.preview.see) as session:
            self._tend(session, wish, stop, "", lambda: not self._wanted())
            over = session.ended.is_set()
        gate.shield(CARDS["switching"])
        self._desk.tell(source=None)
        if over and not self._desk.wish().needs_another_session(wish) and not stop.is_set():
            self._recover(session, source.info, wish, stop)

    def _tell_well(self) -> None:
        """Tell that nothing is wrong, unless something stands in."""
        if not self._stand_ins.used():
            self._desk.tell(problem="", stood_in="")

    def _rest(self, wish: Wish, stop: threading.Event) -> None:
        """Keep the camera closed, so that its light is off, until somebody looks."""
        self._desk.hold(wish, CARDS["idle"])
        self._desk.tell(phase="idle", source=None, settings=wish.settings, busy=False, problem="")
        self._idle(wish, stop, done=self._wanted)

    def _tend(self, session: Session, wish: Wish, stop: threading.Event, card: str, done: Callable[[], bool]) -> None:
        """Apply other looks and models to a session until it ends, `done`, or something needs another session. card: held meanwhile."""
        due = time.monotonic() + self._retry_s
        while not (stop.is_set() or session.ended.is_set() or done() or self._output_moves()):
            if time.monotonic() >= due:
                due = time.monotonic() + self._retry_s
                if self._stand_ins.renewed():
                    self._apply(session, replace(wish, settings=self._desk.in_use()))
            newest = self._desk.wish()
            if not self._desk.hold(wish, card):  # again: a pause may have come and gone
                return
            if newest.settings != self._desk.in_use():
                self._apply(session, newest)
            self._desk.wait(POLL_S)

    def _apply(self, session: Session, wish: Wish) -> None:
        if not wish.passing:  # else they are used when the picture is protected again
            try:
                settings = self._stand_ins.usable(wish.settings)
                session.apply(settings.model_copy(update={"camera": session.settings.camera}))
            except LivebgError as error:
                self._desk.take_back(wish, self._desk.in_use(), str(error))
                return
        self._desk.tell(settings=wish.settings)
        self._tell_well()

    def _show_demo(self, wish: Wish, stop: threading.Event) -> None:
        """Play the demo clip to the preview alone, and look for the camera now and then."""
        self._desk.hold(wish, CARDS["demo"])
        self._desk.tell(phase="demo", source=None, settings=wish.settings, busy=False)
        settings, self.stats = self._stand_ins.usable(wish.settings).model_copy(update={"camera": DEMO}), Stats()
        if not self._stand_ins.used():
            self._desk.tell(stood_in="")
        with (
            self._gate_for([self.preview], settings) as own,
            Session(settings, own, self.stats, self._open, self.preview.see) as session,
        ):
            self._tend(session, wish, stop, CARDS["demo"], self._looking(wish))
        if session.error is not None and not stop.is_set():
            self._recover(session, None, wish, stop)

    def _looking(self, wish: Wish) -> Callable[[], bool]:
        """Give a function that tells whether the camera can be opened now, which it tries only now and then, or nobody looks."""
        due = time.monotonic() + self._retry_s

        def found() -> bool:
            nonlocal due
            if not self._wanted():
                return True
            if time.monotonic() < due:
                return False
            due = time.monotonic() + self._retry_s
            source = self._source(wish)
            if source is not None:
                source.close()
            return source is not None

        return found

    def _wait_for_camera(self, wish: Wish, stop: threading.Event) -> None:
        self._desk.hold(wish, CARDS["lost"])
        self._desk.tell(phase="lost", source=None, settings=wish.settings, busy=False)
        self._idle(wish, stop, self._retry_s)

    def _recover(self, session: Session, info: SourceInfo | None, wish: Wish, stop: threading.Event) -> None:
        """Go on after a session has ended by itself: with the camera once it is back, with what works in place of what failed, or anew."""
        error = session.error
        problem = str(error) if isinstance(error, LivebgError) else f"internal error: {error!r}" if error else ""
        look, model = wish.settings.look, wish.settings.model
        if error is None:
            self._desk.tell(phase="ended", settings=wish.settings)
            self._desk.hold(wish, "the picture has ended")
            self._idle(wish, stop)
        elif isinstance(error, SourceError) and info is not None and info.live:
            self._lost = _Lost(wish.settings.camera, info.device or wish.settings.camera.source)
            self._desk.tell(problem=problem)
            self._wait_for_camera(wish, stop)
        elif (isinstance(error, BackgroundError) and self._stand_ins.failed("background", look.background)) or (
            isinstance(error, ModelError) and self._stand_ins.failed("model", model.model)
        ):
            log.info("something stands in: %s", problem)
            self._desk.tell(problem=problem, stood_in=problem)
        else:
            self._desk.tell(phase="failed", problem=problem, settings=wish.settings)
            self._desk.hold(wish, CARDS["failed"])
            self._idle(wish, stop, self._retry_s if session.shown else FOREVER_S)  # what has worked may work again

    def _idle(
        self,
        wish: Wish,
        stop: threading.Event,
        limit_s: float = FOREVER_S,
        done: Callable[[], bool] = lambda: False,
    ) -> None:
        """Wait until something else is wished or `done`, at most `limit_s`; other looks and models are only noted."""
        until = time.monotonic() + limit_s
        while not (stop.is_set() or done() or self._output_moves()) and time.monotonic() < until:
            newest = self._desk.wish()
            if newest.needs_another_session(wish):
                return
            if newest.settings != self._desk.in_use():
                self._desk.tell(settings=newest.settings, problem="")
                if limit_s == FOREVER_S and not newest.paused:
                    return  # what failed may work now
            self._desk.wait(POLL_S)
