"""Check that the camera runs only while somebody watches, and is there soon after they come."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from livebg import attendance
from livebg.attendance import WatchedSession
from livebg.cli import main
from livebg.errors import SourceError
from livebg.gate import Gate
from livebg.session import Openers
from livebg.settings import Settings
from livebg.sinks import MjpegStream, NullSink, watchers_of
from livebg.stats import Stats
from livebg.types import Composite
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource, slack
from tests.test_sinks_mjpeg import connected, picture

SOON_S = 1.0


class Audience:
    """Name who watches, as a sink does; tests let people come and go."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.looked = threading.Semaphore(0)

    def __call__(self) -> tuple[str, ...]:
        self.looked.release()
        return self.names

    def wait_for_looks(self, count: int) -> None:
        for _ in range(count):
            assert self.looked.acquire(timeout=60)


@pytest.fixture(autouse=True)
def _short_linger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attendance, "LINGER_S", 0.2)
    monkeypatch.setattr(attendance, "LOOK_S", 0.05)


def openers(opened: list[SceneSource], **more) -> Openers:
    def open_source(_) -> SceneSource:
        opened.append(SceneSource(**more))
        return opened[-1]

    return Openers(open_source, lambda _: ExactSegmenter(), lambda _: PlainBackground())


def gate_for(sink: Recorder) -> Gate:
    return Gate([sink], size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None)


def last(seen: list[Composite]) -> int:
    return seen[-1].index


def test_the_camera_opens_when_somebody_comes_and_closes_when_they_have_left():
    sink, audience, opened = Recorder(), Audience(), []
    with gate_for(sink) as gate, WatchedSession(Settings(), gate, Stats(), audience, openers(opened)) as session:
        audience.wait_for_looks(4)
        assert opened == [], "nobody watches, so the light is off"
        sink.wait_for(lambda seen: len(seen) > 3 and last(seen) < 0)

        for visit in range(2):
            audience.names = ("chrome (pid 7)",)
            came = time.monotonic()
            sink.wait_for(lambda seen: last(seen) >= 0)
            assert time.monotonic() - came < slack() * SOON_S
            assert session.watching == ("chrome (pid 7)",)
            assert len(opened) == visit + 1
            audience.names = ()
            sink.wait_for(lambda seen: last(seen) < 0)
            assert opened[-1].closed.wait(60)
    assert session.error is None
    assert session.ended.is_set()


def test_a_short_absence_does_not_close_the_camera(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attendance, "LINGER_S", 60.0)
    sink, audience, opened = Recorder(), Audience(), []
    audience.names = ("zoom (pid 8)",)
    with gate_for(sink) as gate, WatchedSession(Settings(), gate, Stats(), audience, openers(opened)):
        sink.wait_for(lambda seen: last(seen) >= 0)
        audience.names = ()
        while audience.looked.acquire(blocking=False):
            continue
        audience.wait_for_looks(5)
        assert not opened[0].closed.is_set()
    assert len(opened) == 1


def test_the_end_of_the_source_and_a_camera_that_cannot_be_opened_are_the_end():
    audience = Audience()
    audience.names = ("x",)
    sink, opened = Recorder(), []
    with (
        gate_for(sink) as gate,
        WatchedSession(Settings(), gate, Stats(), audience, openers(opened, frames=5)) as session,
    ):
        assert session.ended.wait(60)
    assert session.error is None

    def absent(_) -> SceneSource:
        raise SourceError("no camera was found")

    parts = Openers(absent, lambda _: ExactSegmenter(), lambda _: PlainBackground())
    with gate_for(Recorder()) as gate, WatchedSession(Settings(), gate, Stats(), audience, parts) as session:
        assert session.ended.wait(60)
    assert str(session.error) == "no camera was found"


def test_a_camera_that_is_away_when_a_later_call_starts_is_waited_for(caplog: pytest.LogCaptureFixture):
    sink, audience, opened = Recorder(), Audience(), []
    away = threading.Event()
    real = openers(opened)

    def open_source(settings) -> SceneSource:
        if away.is_set():
            raise SourceError("no camera was found")
        return real.source(settings)

    parts = Openers(open_source, real.segmenter, real.background)
    with gate_for(sink) as gate, WatchedSession(Settings(), gate, Stats(), audience, parts) as session:
        audience.names = ("x",)
        sink.wait_for(lambda seen: last(seen) >= 0)
        audience.names = ()
        sink.wait_for(lambda seen: last(seen) < 0)
        away.set()
        audience.names = ("x",)
        while "trying again" not in caplog.text:
            audience.wait_for_looks(1)
        assert session.trouble == "no camera was found"
        away.clear()
        sink.wait_for(lambda seen: last(seen) >= 0)
    assert session.error is None


def test_the_http_stream_knows_its_watchers_and_a_dry_run_has_none():
    with closing(MjpegStream(SIZE, 30, 0, "t")) as stream:
        watchers = watchers_of(stream)
        assert watchers is not None
        assert list(watchers()) == []
        with connected(stream, "GET /?token=t HTTP/1.1\r\n\r\n"):
            until = time.monotonic() + 10
            while not watchers():
                stream.send(picture())
                assert time.monotonic() < until
            assert list(watchers()) == ["1 over HTTP"]
    assert watchers_of(NullSink()) is None


# In a process of its own: in this one other tests have loaded them.
IDLE = """
import time
from livebg.commands.headless import Headless
from livebg.gate import Gate
from livebg.kernels.readiness import all_kernels
from livebg.settings import Settings
from livebg.stats import Stats
with Gate([], size=(64, 48), max_age_s=1.0, delivered=lambda index, latency_s: None) as gate:
    with Headless(Settings(), gate, Stats(), lambda: (), "nowhere"):
        ends = time.monotonic() + 200
        while not all(kernel.loaded for kernel in all_kernels()) and time.monotonic() < ends:
            time.sleep(0.05)
        print(all(kernel.loaded for kernel in all_kernels()))
"""


def test_what_a_first_picture_needs_is_loaded_while_nobody_watches():
    done = subprocess.run([sys.executable, "-c", IDLE], capture_output=True, text=True, check=True, timeout=240)
    assert done.stdout.strip() == "True"


def test_a_run_that_nobody_watches_opens_no_camera_and_ends_in_time(capsys: pytest.CaptureFixture[str]):
    command = ["run", "--source", "no such camera", "--sink", "mjpeg", "--mjpeg-port", "0", "--duration", "0.3"]
    assert main(command) == 0
    said = capsys.readouterr()
    assert said.out.startswith("0 frames")
    assert "open http://127.0.0.1:" in said.err
    assert main([*command, "--no-only-when-watched"]) == 1
    assert "no such camera" in capsys.readouterr().err
