"""Prove the privacy gate: whatever breaks, no block of the room outside the matte reaches a sink."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from livebg.backgrounds import open_background
from livebg.errors import BackgroundError, ModelError, SinkError
from livebg.gate import Gate
from livebg.room import PERSON, room, room_blocks, scene
from livebg.session import Openers, Session
from livebg.settings import LookSettings, ModelSettings, Settings
from livebg.stats import Stats
from livebg.types import Background, Composite, Frame
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource, lost_camera

MAX_AGE_S = 0.3


def gate_for(*sinks: Recorder) -> Gate:
    return Gate(sinks, size=SIZE, max_age_s=MAX_AGE_S, delivered=lambda index, latency_s: None)


def run(
    source: SceneSource, segmenter: ExactSegmenter, background: Background, watch: Callable[[Recorder], None]
) -> tuple[Recorder, Session]:
    """Run a session over these parts until `watch` has seen enough, and give what the caller saw."""
    sink = Recorder()
    openers = Openers(lambda _: source, lambda _: segmenter, lambda _: background)
    settings = Settings(look=LookSettings(smoothing=0.6, edges=0.75))
    with gate_for(sink) as gate, Session(settings, gate, Stats(), openers) as session:
        watch(sink)
    return sink, session


def composites(seen: list[Composite]) -> list[Composite]:
    return [item for item in seen if item.index >= 0]


def cards(seen: list[Composite]) -> list[Composite]:
    return [item for item in seen if item.index < 0]


def until_card_after_composites(sink: Recorder) -> None:
    sink.wait_for(lambda seen: len(composites(seen)) > 5)
    sink.wait_for(lambda seen: seen[-1].index < 0)
    count = len(sink.seen)
    sink.wait_for(lambda seen: len(seen) > count + 5)  # and it goes on being fed


@pytest.mark.parametrize("background", ["blur:0", "blur:1", "study", "#336699"])
def test_no_block_of_the_room_is_shown_with_a_real_background(background):
    opened = open_background(LookSettings(background=background))
    sink, session = run(
        SceneSource(), ExactSegmenter(), opened, lambda sink: sink.wait_for(lambda seen: len(composites(seen)) > 20)
    )
    assert session.error is None
    # The least blur leaves the room's shades, as it should, but none of its sharp pattern.
    contrast = 0.5 if background.startswith("blur") else 0.05
    assert sum(room_blocks(item.image, room(), contrast=contrast) for item in sink.seen) == 0
    assert any((item.image == PERSON).all(axis=2).any() for item in composites(sink.seen)), "the person is there"


def raise_at(call: int, error: Exception) -> Callable[[int], None]:
    def broken(number: int) -> None:
        if number == call:
            raise error

    return broken


def nan_matte(call: int) -> np.ndarray | None:
    return np.full((SIZE[1], SIZE[0]), np.nan, np.float32) if call == 20 else None


def wrong_shape(call: int) -> np.ndarray | None:
    return np.ones((4, 4, 3), np.float32) if call == 20 else None


def out_of_range(call: int) -> np.ndarray | None:
    return np.full((SIZE[1], SIZE[0]), 255.0, np.float32) if call == 20 else None


FAULTS = {
    "camera lost": lambda: (SceneSource(lost_camera), ExactSegmenter(), PlainBackground()),
    "source ends": lambda: (SceneSource(frames=20), ExactSegmenter(), PlainBackground()),
    "model raises": lambda: (
        SceneSource(),
        ExactSegmenter(raise_at(20, ModelError("out of memory"))),
        PlainBackground(),
    ),
    "model raises something unknown": lambda: (
        SceneSource(),
        ExactSegmenter(raise_at(20, RuntimeError("?"))),
        PlainBackground(),
    ),
    "model gives NaN": lambda: (SceneSource(), ExactSegmenter(nan_matte), PlainBackground()),
    "model gives another shape": lambda: (SceneSource(), ExactSegmenter(wrong_shape), PlainBackground()),
    "model gives 255 for 1": lambda: (SceneSource(), ExactSegmenter(out_of_range), PlainBackground()),
    "background raises": lambda: (
        SceneSource(),
        ExactSegmenter(),
        PlainBackground(raise_at(20, BackgroundError("gone"))),
    ),
    "background of another size": lambda: (
        SceneSource(),
        ExactSegmenter(),
        PlainBackground(lambda call: room((64, 64)) if call == 20 else None),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_block_of_the_room_is_shown_whichever_stage_breaks(fault, caplog):
    sink, _ = run(*FAULTS[fault](), until_card_after_composites)
    assert sink.seen[0].index == -1, "the placeholder comes first"
    assert sink.seen[-1].index == -1, "and last"
    assert sum(room_blocks(item.image, room()) for item in sink.seen) == 0
    assert len(composites(sink.seen)) > 5
    assert sink.closed == 1


@pytest.mark.parametrize("stage", ["source", "model", "background"])
def test_a_stage_that_hangs_is_covered_by_the_card_and_comes_back(stage):
    release = threading.Event()

    def hang(call: int) -> None:
        if call == 20:
            release.wait(10)

    parts = {
        "source": lambda: (SceneSource(hang), ExactSegmenter(), PlainBackground()),
        "model": lambda: (SceneSource(), ExactSegmenter(hang), PlainBackground()),
        "background": lambda: (SceneSource(), ExactSegmenter(), PlainBackground(hang)),
    }[stage]()

    def watch(sink: Recorder) -> None:
        until_card_after_composites(sink)
        release.set()
        sink.wait_for(lambda seen: seen[-1].index > 20)

    sink, session = run(*parts, watch)
    assert session.error is None
    assert sum(room_blocks(item.image, room()) for item in sink.seen) == 0


def test_nothing_but_the_card_is_shown_while_the_model_loads():
    loaded = threading.Event()

    def slow_model(_: ModelSettings) -> ExactSegmenter:
        loaded.wait(10)
        return ExactSegmenter()

    sink = Recorder()
    openers = Openers(lambda _: SceneSource(), slow_model, lambda _: PlainBackground())
    with gate_for(sink) as gate, Session(Settings(), gate, Stats(), openers):
        sink.wait_for(lambda seen: len(seen) > 10)
        assert not composites(sink.seen)
        loaded.set()
        sink.wait_for(lambda seen: len(composites(seen)) > 3)
    assert sum(room_blocks(item.image, room()) for item in sink.seen) == 0


def test_a_source_that_changes_size_goes_on_letterboxed():
    def other_size(index: int) -> np.ndarray | None:
        return scene(index, (96, 128))[0] if index >= 20 else None

    sink, session = run(
        SceneSource(other_size),
        ExactSegmenter(),
        PlainBackground(),
        lambda sink: sink.wait_for(lambda seen: seen[-1].index > 30),
    )
    assert session.error is None
    assert {item.image.shape for item in sink.seen} == {(SIZE[1], SIZE[0], 3)}
    assert sum(room_blocks(item.image, room()) for item in sink.seen) == 0


def test_the_gate_refuses_a_raw_frame():
    image, _ = scene(0)
    with gate_for(Recorder()) as gate, pytest.raises(TypeError, match="only composites, got Frame"):
        gate.show(Frame(image, 0, time.monotonic()))  # type: ignore[arg-type]


def test_a_sink_that_blocks_does_not_stop_another():
    release = threading.Event()
    stuck = Recorder(broken=lambda call: void(release.wait(10)) if call == 3 else None)
    free = Recorder()
    openers = Openers(lambda _: SceneSource(), lambda _: ExactSegmenter(), lambda _: PlainBackground())
    with gate_for(stuck, free) as gate, Session(Settings(), gate, Stats(), openers):
        free.wait_for(lambda seen: len(composites(seen)) > 30)
        assert len(stuck.seen) == 3
        release.set()
        stuck.wait_for(lambda seen: len(seen) > 6)


def test_a_sink_that_fails_is_discarded_and_said_and_the_other_goes_on(caplog):
    failing = Recorder(broken=raise_at(3, SinkError("disk full: free some space")))
    good = Recorder()
    with gate_for(failing, good) as gate:
        good.wait_for(lambda seen: len(seen) > 10)
        failing.wait_for(lambda seen: len(seen) == 3)
    assert [str(error) for error in gate.errors()] == ["disk full: free some space"]
    assert (failing.discarded, failing.closed) == (1, 0)
    assert (good.discarded, good.closed) == (0, 1)


def test_a_file_sink_gets_every_composite_as_it_comes_and_no_card():
    sink = Recorder(fps=None, size=None)
    picture = np.zeros((8, 8, 3), np.uint8)
    with gate_for(sink) as gate:
        for index in range(5):
            gate.show(Composite(picture, index, time.monotonic()))
            sink.wait_for(lambda seen, index=index: len(seen) == index + 1)
        gate.shield("ended")
    assert [item.index for item in sink.seen] == [0, 1, 2, 3, 4]


def test_at_lowest_latency_a_composite_does_not_wait_for_the_next_step_and_the_end_is_not_held_up():
    sink = Recorder(fps=0.05)  # a step lasts 20 s
    gate = Gate([sink], size=SIZE, max_age_s=60.0, delivered=lambda index, latency_s: None, pacing="lowest-latency")
    with gate:
        sink.wait_for(lambda seen: len(seen) == 1)
        gate.show(Composite(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), 7, time.monotonic()))
        sink.wait_for(lambda seen: seen[-1].index == 7, limit_s=15)
    assert [item.index for item in sink.seen] == [-1, 7, -1], "the card, the picture, the card"


def test_another_age_counts_from_the_next_picture_on_and_the_sink_stays_open():
    sink = Recorder()
    with gate_for(sink) as gate:
        gate.use(max_age_s=60.0, pacing="steady")
        gate.show(Composite(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), 7, time.monotonic()))
        sink.wait_for(lambda seen: [item.index for item in seen[-60:]] == [7] * 60)  # for longer than MAX_AGE_S
        gate.use(max_age_s=0.01, pacing="lowest-latency")
        sink.wait_for(lambda seen: seen[-1].index == -1)
        assert sink.closed == 0


def void(value: object) -> None:
    """Throw a result away."""
