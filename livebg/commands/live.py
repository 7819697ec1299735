"""Run live without a window: one session behind a gate, until its source ends, its time is up, or a signal comes."""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from types import FrameType

from livebg.commands.headless import Headless
from livebg.control import ControlServer
from livebg.errors import ControlError
from livebg.gate import Gate
from livebg.heaps import spare_the_collector
from livebg.library import Library
from livebg.realtime import POLL_S
from livebg.settings import Settings, parse_size
from livebg.sinks import FileSink, NullSink, open_file_sink, open_mjpeg, open_pipewire, open_virtual_camera, watchers_of
from livebg.stats import Stats
from livebg.steering import handler
from livebg.types import Size, SourceInfo

log = logging.getLogger(__name__)


class _Stop:
    """Say whether a signal has come.

    It is no `threading.Event`: a handler runs in the middle of whatever the main thread does, and where that is waiting for the event, the
    lock that `set` wants is its own.
    """

    def __init__(self) -> None:
        self.asked = False


@contextmanager
def _stop_on_signals() -> Iterator[_Stop]:
    """Give what Ctrl-C and SIGTERM set."""
    stop = _Stop()

    def handle(number: int, frame: FrameType | None) -> None:
        stop.asked = True

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _open_sink(name: str, settings: Settings, size: Size) -> FileSink:
    """Open the sink that the command line names."""
    if name == "virtual-camera":
        return open_virtual_camera(settings.output, size)
    if name == "mjpeg":
        return open_mjpeg(settings.output, size)
    if name == "pipewire":
        return open_pipewire(settings.output, size)
    if name == "null":
        return NullSink()
    info = SourceInfo("livebg", size, Fraction(settings.output.output_fps), live=True)
    alpha = settings.look.background == "transparent"
    return open_file_sink(Path(name), info, alpha=alpha, as_folder=name.endswith("/"))


def run_live(settings: Settings, *, sink: str, duration_s: float | None, as_json: bool) -> int:
    """Run until the source ends, `duration_s` is over, or Ctrl-C; print the figures. Gives the exit code; raises LivebgError."""
    asked = settings.output.output_size
    size = parse_size(settings.camera.camera_size if asked == "auto" else asked)
    stats = Stats()
    target = _open_sink(sink, settings, size)
    output = settings.output
    max_age_s = output.max_age_ms / 1000
    gate = Gate([target], size=size, max_age_s=max_age_s, delivered=stats.delivered, pacing=output.pacing)
    watchers = watchers_of(target) if output.only_when_watched else None
    running = Headless(settings, gate, stats, watchers, target.name)
    with _stop_on_signals() as stop, gate, running, _steered(running):
        print(f"livebg runs to {target.name}; Ctrl-C ends it", file=sys.stderr)
        if target.note:
            print(target.note, file=sys.stderr)
        _wait(running, gate, stats, stop, duration_s)
    if running.error is not None:
        raise running.error
    if errors := gate.errors():
        raise errors[0]
    summary = stats.summary()
    print(json.dumps(summary.as_dict(), indent=2) if as_json else summary.line())
    return 0


@contextmanager
def _steered(running: Headless) -> Iterator[None]:
    """Listen for `livebg ctl`; where another livebg does so already, that one is steered, and this one runs all the same."""
    with ExitStack() as life:
        try:
            life.enter_context(ControlServer(handler(running, Library())))
        except ControlError as error:
            log.info("`livebg ctl` does not steer this one: %s", error)
        yield


def _described(info: SourceInfo) -> str:
    """Say what a source really gives, which need not be what was asked of it."""
    line = f"source: {info.name}, {info.size[0]}x{info.size[1]} at {float(info.fps):g} fps"
    return f"{line} ({info.note})" if info.note else line


def _wait(
    session: Headless,
    gate: Gate,
    stats: Stats,
    stop: _Stop,
    duration_s: float | None,
) -> None:
    """Wait for the first reason to end: the source, a sink, a signal, or the clock.

    The clock starts with the first picture; at once where pictures may never come, as nobody may watch.
    """
    began = time.monotonic() if session.attended else None
    told, spared, watching, newest = False, False, tuple[str, ...](), None
    while not (session.ended.is_set() or stop.asked or gate.errors()):
        time.sleep(POLL_S)
        if not told and session.info is not None:
            told = True
            print(_described(session.info), file=sys.stderr)
        if session.watching != watching:
            watching = session.watching
            names = ", ".join(watching)
            print(f"watched by {names}" if names else "nobody watches: the camera is closed", file=sys.stderr)
        steps = stats.steps()
        if steps and steps[-1] != newest:
            newest = steps[-1]
            print(f"picture: {newest.name} ({newest.reason})", file=sys.stderr)
        if not spared and gate.shield_text() == "":
            spare_the_collector()
            spared, began = True, began or time.monotonic()
        if duration_s is not None and began is not None and time.monotonic() - began >= duration_s:
            return
