"""Check that the app's virtual camera stays open while it is used, and is opened anew only where that can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import pyvirtualcam
import pyvirtualcam.camera

from livebg import attendance
from livebg.app import App
from livebg.loopbacks import driver_version, exclusive, serves_once
from livebg.settings import OutputSettings, Settings
from livebg.sinks import MjpegStream
from livebg.sinks.virtual_camera import VirtualCamera
from livebg.types import Sink, Size, Source
from tests.fakes import SIZE, Recorder, SceneSource
from tests.test_app import RETRY_S, SCENE, corner, state_of, wait_until, wished
from tests.test_loopbacks import add_device
from tests.test_sinks_camera import RecordingBackend
from tests.test_sinks_mjpeg import connected

RELOAD = "sudo modprobe -r v4l2loopback && sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"


def with_output(settings: Settings, **output: object) -> Settings:
    return settings.model_copy(update={"output": settings.output.model_copy(update=output)})


@contextmanager
def running(output: Callable[[OutputSettings, Size], Sink], settings: Settings | None = None) -> Iterator[App]:
    with App(settings or wished(), SCENE, output, retry_s=RETRY_S) as app:
        yield app


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Path]:
    """Lay out a /sys with our device and exclusive_caps=1, for a version of the driver."""

    def load(version: str) -> Path:
        module = tmp_path / "module/v4l2loopback"
        (module / "parameters").mkdir(parents=True, exist_ok=True)
        (module / "version").write_text(version + "\n")
        (module / "parameters/exclusive_caps").write_text("Y,N,N\n")
        if not (tmp_path / "class").exists():
            add_device(tmp_path, 42, "livebg")
        return tmp_path

    return load


def test_what_needs_no_other_camera_is_used_while_it_stays_open(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attendance, "LOOK_S", 0.02)
    monkeypatch.setattr(attendance, "LINGER_S", 0.1)
    opened: list[MjpegStream] = []
    cameras: list[SceneSource] = []

    def open_output(settings: OutputSettings, size: Size) -> Sink:
        opened.append(MjpegStream(SIZE, 30, 0, "t"))
        return opened[-1]

    def open_scene(_: object) -> Source:
        cameras.append(SceneSource())
        return cameras[-1]

    with App(wished(), replace(SCENE, source=open_scene), open_output, retry_s=RETRY_S) as app:
        state_of(app, lambda state: state.phase == "idle")
        app.apply(with_output(wished(), only_when_watched=False))
        state_of(app, lambda state: state.phase == "live" and not state.busy)
        app.apply(with_output(wished(), only_when_watched=False, max_age_ms=5000, pacing="lowest-latency"))
        state_of(app, lambda state: state.phase == "live" and not state.busy)
        assert len(cameras) == 1, "a call that runs does not see the card for it"
        app.apply(with_output(wished(), max_age_ms=5000))
        state_of(app, lambda state: state.phase == "idle")
        assert len(opened) == 1


def test_another_size_waits_until_nobody_watches(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attendance, "LOOK_S", 0.02)
    monkeypatch.setattr(attendance, "LINGER_S", 0.1)
    opened: list[tuple[Size, MjpegStream]] = []

    def open_output(settings: OutputSettings, size: Size) -> Sink:
        opened.append((size, MjpegStream(SIZE, 30, 0, "t")))
        return opened[-1][1]

    with running(open_output) as app:
        wait_until(lambda: len(opened) == 1)
        with connected(opened[0][1], "GET /?token=t HTTP/1.1\r\n\r\n"):
            state_of(app, lambda state: bool(state.watched_by))
            app.apply(with_output(wished(), output_size="640x368"))
            state = state_of(app, lambda state: bool(state.output_problem))
            assert state.output_problem == "another size or rate is used once 1 over HTTP no longer watches"
            assert state.output.startswith("HTTP stream"), "it is still there"
            app.apply(wished())
            state_of(app, lambda state: not state.output_problem)
            app.apply(with_output(wished(), output_size="640x368"))
            state_of(app, lambda state: bool(state.output_problem))
            assert len(opened) == 1
        wait_until(lambda: len(opened) == 2)
        assert opened[1][0] == (640, 368)
        state_of(app, lambda state: not state.output_problem)


@pytest.mark.parametrize("version", ["0.12.7", "0.15.0"])
def test_a_driver_that_takes_one_program_once_keeps_its_camera_and_says_what_mends_it(
    version: str, loaded: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("platform.system", lambda: "Linux")
    backend = type("Recording", (RecordingBackend,), {"opened": []})
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    pyvirtualcam.register_backend("recording", backend)
    system = loaded(version)

    def open_output(settings: OutputSettings, size: Size) -> Sink:
        return VirtualCamera(size, 30, "/dev/video42", system)

    with running(open_output, with_output(wished(), only_when_watched=False)) as app:
        state_of(app, lambda state: state.phase == "live")
        app.apply(with_output(wished(), only_when_watched=False, output_size="640x368"))
        if version == "0.12.7":
            state = state_of(app, lambda state: bool(state.output_problem))
            assert state.output_problem.endswith(f"end livebg, reload the driver: {RELOAD}; then start livebg again")
            assert state.output == "virtual camera /dev/video42"
        else:
            wait_until(lambda: len(backend.opened) == 2)
    assert len(backend.opened) == (1 if version == "0.12.7" else 2)
    wait_until(lambda: all(camera.closed == 1 for camera in backend.opened))


def test_the_drivers_version_and_caps_are_read(loaded: Callable[[str], Path], tmp_path: Path):
    assert (driver_version(tmp_path), exclusive("/dev/video42", tmp_path)) == ((), False)
    assert not serves_once("/dev/video42", tmp_path)
    system = loaded("0.12.7")
    assert (driver_version(system), exclusive("/dev/video42", system)) == ((0, 12, 7), True)
    assert serves_once("/dev/video42", system)
    assert not serves_once("/dev/video43", system), "another device"
    assert not serves_once("/dev/video42", loaded("0.13.0"))
    assert driver_version(loaded("0.13-rc1")) == ()


def test_no_card_is_seen_while_something_else_is_used():
    sink = Recorder()
    with running(lambda settings, size: sink) as app:
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        start = len(sink.seen)
        app.apply(with_output(wished(), max_age_ms=700))
        state_of(app, lambda state: not state.busy)
        sink.wait_for(lambda seen: len(seen) > start + 30)
        assert all(item.index >= 0 for item in sink.seen[start:]), "no card in between"
