"""Check the app: what its sinks receive while it is paused, steered, without a camera, and when parts fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from livebg import attendance
from livebg.app import App
from livebg.errors import BackgroundError, ModelError, SinkError, SourceError
from livebg.room import room, scene
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, ModelSettings, OutputSettings, Settings
from livebg.sinks import MjpegStream
from livebg.sources import open_source
from livebg.types import Image, Sink, Size, Source
from livebg.wishes import AppState
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource, lost_camera, wait_until
from tests.test_sinks_mjpeg import connected

RETRY_S = 0.05
SCENE = Openers(lambda _: SceneSource(), lambda _: ExactSegmenter(), lambda look: grey_of(look))


def grey_of(look: LookSettings) -> PlainBackground:
    """Give a grey whose level is the blue of a colour; raise for anything that is no colour."""
    if not look.background.startswith("#"):
        raise BackgroundError(f"there is no {look.background}")
    level = int(look.background[-2:], 16)
    return PlainBackground(lambda call: np.full((SIZE[1], SIZE[0], 3), level, np.uint8))


def wished(background: str = "#202020", **camera: object) -> Settings:
    return Settings(camera=CameraSettings(**camera), look=LookSettings(background=background))  # type: ignore[arg-type]


def with_look(settings: Settings, background: str) -> Settings:
    return settings.model_copy(update={"look": settings.look.model_copy(update={"background": background})})


@contextmanager
def running(openers: Openers, settings: Settings | None = None) -> Iterator[tuple[App, Recorder]]:
    sink = Recorder()
    app = App(settings or wished(), openers, lambda settings, size: sink, retry_s=RETRY_S)
    with app:
        yield app, sink


def state_of(app: App, condition: Callable[[AppState], bool]) -> AppState:
    wait_until(lambda: condition(app.state()))
    return app.state()


def corner(sink: Recorder) -> int:
    """Give the grey level in the corner, -1 for the card."""
    return int(sink.seen[-1].image[0, 0, 0]) if sink.seen[-1].index >= 0 else -1


def shows_the_room(sink: Recorder, since: int = 0) -> bool:
    truth = room()[:40, :40]
    return any(item.index >= 0 and np.array_equal(item.image[:40, :40], truth) for item in sink.seen[since:])


def test_it_goes_live_and_takes_over_another_background():
    with running(SCENE) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        assert state_of(app, lambda state: state.phase == "live").output == "recorder"
        app.apply(with_look(app.state().settings, "#c8c8c8"))
        sink.wait_for(lambda seen: corner(sink) == 0xC8)
        assert not state_of(app, lambda state: not state.busy).problem
    assert not shows_the_room(sink)
    assert sink.closed == 1


def test_settings_that_cannot_be_used_are_taken_back_and_say_why():
    with running(SCENE) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        good = app.state().settings
        app.apply(with_look(good, "gone.jpg"))
        state = state_of(app, lambda state: bool(state.problem))
        assert (state.settings, state.problem) == (good, "there is no gone.jpg")
        count = len(sink.seen)
        sink.wait_for(lambda seen: len(seen) > count + 5 and corner(sink) == 0x20)


def test_pause_shows_the_card_at_once_and_closes_the_camera():
    sources: list[SceneSource] = []

    def open_scene(camera: CameraSettings) -> Source:
        sources.append(SceneSource())
        return sources[-1]

    with running(replace(SCENE, source=open_scene)) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        app.pause()
        assert app.state().card == "be right back"
        count = len(sink.seen)
        sink.wait_for(lambda seen: len(seen) > count + 5)
        assert all(item.index < 0 for item in sink.seen[count + 1 :]), "one picture may be on its way"
        assert sources[0].closed.wait(60)
        state_of(app, lambda state: state.phase == "paused")
        app.resume()
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        assert len(sources) == 2


def test_a_pause_that_is_over_at_once_leaves_no_card():
    with running(SCENE) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        app.pause()
        app.resume()
        count = len(sink.seen) + 2
        sink.wait_for(lambda seen: len(seen) > count and corner(sink) == 0x20)


def test_pass_through_shows_the_room_only_while_it_is_wished():
    with running(SCENE) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        assert not shows_the_room(sink)
        app.pass_through(True)
        sink.wait_for(lambda seen: shows_the_room(sink))
        exact = sink.seen[-1]
        assert np.array_equal(exact.image, scene(exact.index)[0]), "the camera's picture, to the bit"
        assert state_of(app, lambda state: state.phase == "passing").passing
        app.pass_through(False)
        count = len(sink.seen) + 1  # one may be on its way
        sink.wait_for(lambda seen: len(seen) > count and corner(sink) == 0x20)
        assert not shows_the_room(sink, count)


def test_a_lost_camera_shows_the_card_and_is_found_again_by_its_name():
    asked: list[str] = []

    def open_camera(camera: CameraSettings) -> Source:
        asked.append(camera.source)
        if len(asked) in (2, 3):
            raise SourceError("there is no camera 'Cam'")
        source = SceneSource(lost_camera if len(asked) == 1 else lambda index: None)
        source.info = replace(source.info, device="Cam")
        return source

    with running(replace(SCENE, source=open_camera)) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        state_of(app, lambda state: state.phase == "lost" and state.card == "camera lost, one moment")
        count = len(sink.seen)
        sink.wait_for(lambda seen: len(seen) > count and corner(sink) == 0x20)
        assert app.state().problem == ""
    assert asked == ["auto", "Cam", "Cam", "Cam"]


def test_a_lost_camera_never_becomes_another_one_unless_the_user_chooses_it():
    asked: list[str] = []

    def open_camera(camera: CameraSettings) -> Source:
        asked.append(camera.source)
        if camera.source == "Cam":
            raise SourceError("there is no camera 'Cam'")
        source = SceneSource(lost_camera if len(asked) == 1 else lambda index: None)
        source.info = replace(source.info, device="Cam" if camera.source == "auto" else "Other")
        return source

    with running(replace(SCENE, source=open_camera)) as (app, sink):
        wait_until(lambda: len(asked) > 3)
        assert set(asked[1:]) == {"Cam"}
        app.apply(wished(source="Other"))
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        assert state_of(app, lambda state: state.phase == "live").source.device == "Other"  # type: ignore[union-attr]


def test_without_a_camera_the_demo_plays_to_the_preview_alone_until_one_is_there():
    plugged = threading.Event()

    def open_camera(camera: CameraSettings) -> Source:
        if camera.source == "demo":
            return open_source(camera, paced=True)
        if not plugged.is_set():
            raise SourceError("no camera was found")
        return SceneSource()

    def any_size(look: LookSettings) -> PlainBackground:
        return PlainBackground()

    with running(Openers(open_camera, SCENE.segmenter, any_size)) as (app, sink):
        app.watch((320, 180))
        state = state_of(app, lambda state: state.phase == "demo")
        assert "no camera" in state.problem
        wait_until(lambda: app.latest() is not None)
        picture = app.latest()
        assert picture is not None and picture.shape == (180, 320, 3)
        assert abs(int(picture[2, 2, 0]) - 130) <= 1, "the background's corner"
        assert all(item.index < 0 for item in sink.seen), "others see the card"
        plugged.set()
        sink.wait_for(lambda seen: seen[-1].index >= 0)
        assert state_of(app, lambda state: state.phase == "live").source is not None


def test_blur_stands_in_for_a_background_that_is_gone_until_it_is_back(tmp_path: Path):
    file = tmp_path / "gone.jpg"

    def background(look: LookSettings) -> PlainBackground:
        if look.background != "blur" and not file.is_file():
            raise BackgroundError("there is no gone.jpg")
        return PlainBackground() if look.background == "blur" else grey_of(LookSettings(background="#c8c8c8"))

    with running(replace(SCENE, background=background), wished(str(file))) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 130)
        state = state_of(app, lambda state: state.phase == "live" and not state.busy)
        assert state.settings.look.background == str(file)  # what the user chose is what is kept
        assert state.problem == "there is no gone.jpg"
        app.apply(
            state.settings.model_copy(update={"look": state.settings.look.model_copy(update={"feather_px": 3.0})})
        )
        state = state_of(app, lambda state: not state.busy and state.settings.look.feather_px == 3)
        assert (state.settings.look.background, state.problem) == (str(file), "there is no gone.jpg")
        file.write_bytes(b"x")
        sink.wait_for(lambda seen: corner(sink) == 0xC8)
        assert state_of(app, lambda state: not state.problem).settings.look.background == str(file)
    assert not shows_the_room(sink)


def test_a_background_that_breaks_while_it_is_shown_is_kept_in_the_settings():
    broken = threading.Event()

    def render(call: int) -> Image | None:
        if broken.is_set():
            raise BackgroundError("waves.mp4 cannot be read")
        return None

    def background(look: LookSettings) -> PlainBackground:
        return PlainBackground() if look.background == "blur" else PlainBackground(render)

    with running(replace(SCENE, background=background), wished("waves.mp4")) as (app, sink):
        state_of(app, lambda state: state.phase == "live")
        broken.set()
        state = state_of(app, lambda state: bool(state.problem) and state.phase == "live")
        assert (state.settings.look.background, state.problem) == ("waves.mp4", "waves.mp4 cannot be read")
    assert not shows_the_room(sink)


def test_a_model_that_fails_is_stood_in_for_by_the_usual_one_and_without_that_one_it_stops():
    broken = threading.Event()

    def open_model(settings: ModelSettings) -> ExactSegmenter:
        if settings.model != ModelSettings().model or broken.is_set():
            raise ModelError(f"{settings.model} is corrupt")
        return ExactSegmenter()

    settings = wished().model_copy(update={"model": ModelSettings(model="other.onnx")})
    with running(replace(SCENE, segmenter=open_model), settings) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        state = state_of(app, lambda state: state.phase == "live")
        assert (state.settings.model.model, state.problem) == ("other.onnx", "other.onnx is corrupt")
        broken.set()
        app.pause()
        state_of(app, lambda state: state.phase == "paused")
        app.resume()
        state = state_of(app, lambda state: state.phase == "failed")
        assert "is corrupt" in state.problem
        assert state.card
        broken.clear()
        app.apply(with_look(state.settings, "#404040"))
        sink.wait_for(lambda seen: corner(sink) == 0x40)


def test_without_a_virtual_camera_the_preview_works_and_one_that_comes_is_used():
    sink, tries = Recorder(), []

    def open_output(settings: OutputSettings, size: Size) -> Sink:
        tries.append(size)
        if len(tries) == 1:
            raise SinkError("no virtual camera: the driver is not loaded")
        return sink

    with App(wished(), SCENE, open_output, retry_s=RETRY_S) as app:
        app.watch((96, 64))
        wait_until(lambda: app.latest() is not None)
        assert app.state().output_problem == "no virtual camera: the driver is not loaded"
        assert app.latest().shape == (64, 96, 3)  # type: ignore[union-attr]
        app.retry_output()
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        assert app.state().output == "recorder"
    assert tries == [(1280, 720)] * 2


def test_a_virtual_camera_that_fails_is_told():
    def fail(call: int) -> None:
        if call > 3:
            raise SinkError("recorder took no picture")

    sink = Recorder(broken=fail)
    with App(wished(), SCENE, lambda settings, size: sink, retry_s=RETRY_S) as app:
        assert state_of(app, lambda state: bool(state.output_problem)).output == ""


def test_nothing_is_kept_for_a_preview_that_nobody_looks_at():
    rings = []
    sink = Recorder()
    with App(wished(), SCENE, lambda settings, size: sink, lambda: rings.append(1), RETRY_S) as app:
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        assert app.latest() is None
        assert not rings
        app.watch(SIZE)
        wait_until(lambda: len(rings) > 0)
        app.watch(None)
        assert app.latest() is None


def test_the_preview_can_show_the_matte_and_the_room_while_others_see_neither():
    with running(SCENE) as (app, sink):
        app.watch(SIZE)
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        app.view(matte=True)
        wait_until(lambda: newest(app).tolist() == [0, 0, 0])
        picture = app.latest()
        assert picture is not None and set(np.unique(picture[60:70])) >= {0, 255}
        app.view(before=0.5)
        wait_until(lambda: np.array_equal(app.latest()[:40, -40:], room()[:40, -40:]))  # type: ignore[index]
        assert newest(app).tolist() == [0x20] * 3, "after, on the left"
        app.view()
        wait_until(lambda: app.latest()[2, -2].tolist() == [0x20] * 3)  # type: ignore[index]
    assert all(item.image[0, 0, 0] == item.image[0, -1, 0] == 0x20 for item in sink.seen if item.index >= 0)


def test_the_camera_is_closed_while_nobody_looks_and_the_watchers_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attendance, "LINGER_S", 0.2)
    monkeypatch.setattr(attendance, "LOOK_S", 0.02)
    cameras: list[SceneSource] = []

    def open_scene(camera: CameraSettings) -> Source:
        cameras.append(SceneSource())
        return cameras[-1]

    stream = MjpegStream(SIZE, 30, 0, "t")
    with App(wished(), replace(SCENE, source=open_scene), lambda settings, size: stream, retry_s=RETRY_S) as app:
        state = state_of(app, lambda state: state.phase == "idle")
        assert (cameras, state.card, state.busy) == ([], "one moment", False)
        app.watch(SIZE)
        state_of(app, lambda state: state.phase == "live")
        app.watch(None)
        state_of(app, lambda state: state.phase == "idle")
        assert cameras[0].closed.is_set()
        app.apply(with_look(app.state().settings, "#404040"))
        state_of(app, lambda state: not state.busy)
        with connected(stream, "GET /?token=t HTTP/1.1\r\n\r\n"):
            state = state_of(app, lambda state: state.phase == "live" and bool(state.watched_by))
            assert state.watched_by == ("1 over HTTP",)
        state = state_of(app, lambda state: state.phase == "idle")
        assert cameras[1].closed.is_set()
        state_of(app, lambda state: not state.watched_by)
    assert len(cameras) == 2


def test_a_session_that_has_worked_is_begun_anew_after_any_fault():
    segmenters: list[ExactSegmenter] = []

    def broken_once(call: int) -> None:
        if len(segmenters) == 1 and call == 20:
            raise ModelError("out of memory")

    def open_model(settings: ModelSettings) -> ExactSegmenter:
        segmenters.append(ExactSegmenter(broken_once))
        return segmenters[-1]

    with running(replace(SCENE, segmenter=open_model)) as (app, sink):
        sink.wait_for(lambda seen: corner(sink) == 0x20)
        wait_until(lambda: len(segmenters) == 2)
        count = len(sink.seen)
        sink.wait_for(lambda seen: len(seen) > count + 2 and corner(sink) == 0x20)
        assert state_of(app, lambda state: state.phase == "live").problem == ""
    assert not shows_the_room(sink)


def newest(app: App) -> Image:
    """Give the preview's upper left pixel, (B, G, R)."""
    picture = app.latest()
    return np.zeros(4, np.uint8) if picture is None else picture[1, 1]


def test_a_fault_of_livebg_itself_is_said_and_logged(caplog: pytest.LogCaptureFixture):
    def broken(output: OutputSettings, size: Size) -> Sink:
        raise RuntimeError("nobody thought of this")

    with App(wished(), None, broken) as app:
        state = state_of(app, lambda state: state.phase == "failed")
    assert "nobody thought of this" in state.problem
    assert not state.busy  # the window says what is wrong only of what is no longer being tried
    assert "nobody thought of this" in caplog.text
