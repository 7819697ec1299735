"""Check a session's life: parts are opened, swapped between two frames, and closed."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.errors import BackgroundError, ModelError
from livebg.gate import Gate
from livebg.session import Openers, Session
from livebg.settings import LookSettings, ModelSettings, Settings
from livebg.stats import Stats
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource


def gate_for(sink: Recorder) -> Gate:
    return Gate([sink], size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None)


def grey(level: int) -> PlainBackground:
    return PlainBackground(lambda call: np.full((SIZE[1], SIZE[0], 3), level, np.uint8))


def corner(sink: Recorder) -> int:
    """Give the grey level that is shown in the frame's corner, -1 for the card."""
    return int(sink.seen[-1].image[0, 0, 0]) if sink.seen[-1].index >= 0 else -1


def test_look_and_model_change_between_two_frames_and_the_old_parts_are_closed_at_the_end():
    source, models, backgrounds = SceneSource(), [ExactSegmenter(), ExactSegmenter()], [grey(10), grey(200)]
    left_models, left_backgrounds = iter(models), iter(backgrounds)
    openers = Openers(lambda _: source, lambda _: next(left_models), lambda _: next(left_backgrounds))
    sink, settings = Recorder(), Settings()
    with gate_for(sink) as gate, Session(settings, gate, Stats(), openers) as session:
        sink.wait_for(lambda seen: corner(sink) == 10)
        session.apply(settings.model_copy(update={"look": LookSettings(background="#c8c8c8")}))
        sink.wait_for(lambda seen: corner(sink) == 200)
        session.apply(session.settings.model_copy(update={"model": ModelSettings(model="other")}))
        calls = models[1].calls
        sink.wait_for(lambda seen: models[1].calls > calls + 3)
        shown = len(sink.seen)
        assert all(item.index >= 0 for item in sink.seen[shown - 3 :]), "no card while parts are swapped"
    assert source.closed.is_set()
    assert [part.closed for part in (*models, *backgrounds)] == [True] * 4


def test_another_strength_does_not_open_the_background_again():
    opened = []

    def open_background(look: LookSettings) -> PlainBackground:
        opened.append(look)
        return PlainBackground()

    sink, settings = Recorder(), Settings()
    openers = Openers(lambda _: SceneSource(), lambda _: ExactSegmenter(), open_background)
    with gate_for(sink) as gate, Session(settings, gate, Stats(), openers) as session:
        sink.wait_for(lambda seen: seen[-1].index > 1)
        session.apply(settings.model_copy(update={"look": LookSettings(smoothing=0.1)}))
        assert session.settings.look.smoothing == 0.1
    assert len(opened) == 1


def test_settings_that_cannot_be_opened_change_nothing():
    def open_background(look: LookSettings) -> PlainBackground:
        if look.background == "gone.jpg":
            raise BackgroundError("there is no gone.jpg")
        return grey(77)

    sink, settings = Recorder(), Settings()
    openers = Openers(lambda _: SceneSource(), lambda _: ExactSegmenter(), open_background)
    with gate_for(sink) as gate, Session(settings, gate, Stats(), openers) as session:
        sink.wait_for(lambda seen: corner(sink) == 77)
        with pytest.raises(BackgroundError, match=r"gone\.jpg"):
            session.apply(settings.model_copy(update={"look": LookSettings(background="gone.jpg")}))
        assert session.settings is settings
        count = len(sink.seen)
        sink.wait_for(lambda seen: len(seen) > count + 5)
        assert corner(sink) == 77


def test_a_background_opened_for_a_model_that_fails_is_closed():
    second = grey(1)
    backgrounds = iter([grey(77), second])

    def open_model(settings: ModelSettings) -> ExactSegmenter:
        if settings.model == "broken.onnx":
            raise ModelError("broken.onnx is corrupt")
        return ExactSegmenter()

    sink, settings = Recorder(), Settings()
    openers = Openers(lambda _: SceneSource(), open_model, lambda _: next(backgrounds))
    with gate_for(sink) as gate, Session(settings, gate, Stats(), openers) as session:
        sink.wait_for(lambda seen: corner(sink) == 77)
        wanted = {"look": LookSettings(background="#000000"), "model": ModelSettings(model="broken.onnx")}
        with pytest.raises(ModelError):
            session.apply(settings.model_copy(update=wanted))
    assert second.closed


def test_a_sink_outlives_sessions_and_is_fed_between_them():
    sink = Recorder()
    openers = Openers(lambda _: SceneSource(), lambda _: ExactSegmenter(), lambda _: grey(50))
    with gate_for(sink) as gate:
        for _ in range(2):
            with Session(Settings(), gate, Stats(), openers):
                sink.wait_for(lambda seen: corner(sink) == 50)
            sink.wait_for(lambda seen: corner(sink) == -1)
        assert sink.closed == 0
    assert sink.closed == 1


def test_what_was_opened_is_closed_when_a_later_part_cannot_be():
    source, background = SceneSource(), PlainBackground()

    def open_model(settings: ModelSettings) -> ExactSegmenter:
        raise ModelError("no such model")

    sink = Recorder()
    openers = Openers(lambda _: source, open_model, lambda _: background)
    with gate_for(sink) as gate, Session(Settings(), gate, Stats(), openers) as session:
        assert session.ended.wait(60)
    assert isinstance(session.error, ModelError)
    assert source.closed.is_set()
    assert background.closed
    assert all(item.index < 0 for item in sink.seen)
