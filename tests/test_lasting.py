"""Check that a session that broke is opened anew, and which ones are not."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np

from livebg.errors import ModelError, SourceError
from livebg.gate import Gate
from livebg.lasting import LastingSession
from livebg.session import Openers
from livebg.settings import LookSettings, Settings
from livebg.stats import Stats
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource, lost_camera


def gate_for(sink: Recorder) -> Gate:
    return Gate([sink], size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None)


def openers(*sources: SceneSource | SourceError) -> Openers:
    left = iter(sources)

    def open_source(_) -> SceneSource:
        source = next(left)
        if isinstance(source, SourceError):
            raise source
        return source

    return Openers(open_source, lambda _: ExactSegmenter(), lambda look: PlainBackground(
        lambda call: np.full((SIZE[1], SIZE[0], 3), int(look.background[1:3], 16), np.uint8)))  # fmt: skip


def settings(grey: str) -> Settings:
    return Settings(look=LookSettings(background=f"#{grey * 3}"))


def test_a_lost_camera_is_opened_again_until_it_is_back(caplog):
    gone = SourceError("camera 0 is not there")
    sources = [SceneSource(lost_camera), gone, gone, SceneSource()]
    sink = Recorder()
    with gate_for(sink) as gate, LastingSession(settings("40"), gate, Stats(), openers(*sources)) as session:
        sink.wait_for(lambda seen: seen[-1].index > 10)
        assert session.trouble == ""
        sink.wait_for(lambda seen: seen[-1].index < 0)
        sink.wait_for(lambda seen: 0 <= seen[-1].index < 15)
        assert session.trouble == ""
        assert not session.ended.is_set()
    assert session.error is None
    assert sources[0].closed.is_set()
    assert [record.message for record in caplog.records if "trying again" in record.message] == [
        "camera 0 gave no picture for 2 s; is it plugged in?; trying again",
        "camera 0 is not there; trying again",
    ]


def test_what_cannot_be_opened_at_first_is_said_at_once():
    sink = Recorder()
    with (
        gate_for(sink) as gate,
        LastingSession(settings("40"), gate, Stats(), openers(SourceError("no camera was found"))) as session,
    ):
        assert session.ended.wait(60)
    assert str(session.error) == "no camera was found"


def test_a_file_is_not_played_again_after_a_fault():
    source = SceneSource(lost_camera)
    source.info = replace(source.info, frames=100)
    sink = Recorder()
    with gate_for(sink) as gate, LastingSession(settings("40"), gate, Stats(), openers(source)) as session:
        assert session.ended.wait(60)
    assert isinstance(session.error, SourceError)


def test_the_end_of_the_source_is_the_end():
    sink = Recorder()
    with (
        gate_for(sink) as gate,
        LastingSession(settings("40"), gate, Stats(), openers(SceneSource(frames=9))) as session,
    ):
        assert session.ended.wait(60)
    assert session.error is None


def test_a_look_chosen_meanwhile_is_kept_by_the_next_session():
    sink, release = Recorder(), threading.Event()

    def lose(index: int) -> None:
        if release.is_set():
            raise SourceError("unplugged")

    with (
        gate_for(sink) as gate,
        LastingSession(settings("40"), gate, Stats(), openers(SceneSource(lose), SceneSource())) as session,
    ):
        sink.wait_for(lambda seen: seen[-1].index > 3)
        session.apply(settings("c8"))
        sink.wait_for(lambda seen: int(seen[-1].image[0, 0, 0]) == 0xC8)
        release.set()
        sink.wait_for(lambda seen: seen[-1].index < 0)
        assert session.trouble == "unplugged"
        sink.wait_for(lambda seen: int(seen[-1].image[0, 0, 0]) == 0xC8)


def test_a_network_that_fails_once_is_loaded_again(caplog):
    def fail_at(call: int) -> None:
        if call == 10:
            raise ModelError("out of memory")

    segmenters = iter([ExactSegmenter(fail_at), ExactSegmenter()])
    parts = Openers(lambda _: SceneSource(), lambda _: next(segmenters), lambda _: PlainBackground())
    sink = Recorder()
    with gate_for(sink) as gate, LastingSession(Settings(), gate, Stats(), parts) as session:
        sink.wait_for(lambda seen: seen[-1].index > 20)
    assert session.error is None
    assert "out of memory; trying again" in caplog.text
