"""Check that the governor steps down for slowness and budget, comes back with patience, and that a session takes its steps."""

from __future__ import annotations

import time

import pytest

from livebg import governor
from livebg.errors import ModelError, SettingsError
from livebg.gate import Gate
from livebg.governor import UP_S, Judgement, Load, Sample, Step, eased, judge, ladder, load_between
from livebg.session import Openers, Session
from livebg.settings import LookSettings, ModelSettings, Settings, checked
from livebg.stages import thinned
from livebg.stats import Stats
from livebg.types import Frame
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource

FINE = Load(late=0.0, cpu=0.2, busy=0.2, seconds=1.0)
SLOW = FINE._replace(late=0.4, busy=1.0)
HEAVY = FINE._replace(cpu=0.9)
STEPS = 4


def after(loads: list[Load], model: ModelSettings, past: Judgement | None = None) -> tuple[Judgement, list[str]]:
    """Judge looks in turn; gives the last judgement and the reasons of the steps taken."""
    judgement, reasons = past or Judgement(), []
    for load in loads:
        judgement, reason = judge(judgement, load, model, STEPS)
        reasons += [reason] if reason else []
    return judgement, reasons


def test_the_ladder_goes_from_the_settings_to_the_cheapest_picture():
    steps = ladder(ModelSettings(model="quality"))
    assert [step.model for step in steps] == ["", "balanced", "fast", "fast", "fast"]
    assert [step.plain for step in steps] == [False, False, False, True, True]
    assert [step.every for step in steps] == [1, 1, 1, 1, 2]
    assert steps[0] == Step()
    assert steps[-1].name == "network fast, plain edges, every second frame"


@pytest.mark.parametrize("model", [ModelSettings(model="my.onnx"), ModelSettings(accelerator="auto")])
def test_ones_own_network_and_an_accelerated_one_stay(model: ModelSettings):
    assert {step.model for step in ladder(model)} == {""}


def test_plain_edges_leave_the_rest_of_the_look():
    look = LookSettings(background="#102030", light_match=0.7, grow_px=3)
    plain = eased(look, Step(plain=True))
    assert (plain.edges, plain.edge_cleanup, plain.despill, plain.light_wrap, plain.light_match) == (0,) * 5
    assert (plain.background, plain.grow_px) == ("#102030", 3)
    assert eased(look, Step()) is look


def test_the_load_counts_what_was_to_be_shown():
    before, now = Sample(10.0, 1.0, 100, 50, 3.0), Sample(12.0, 1.5, 160, 80, 4.0)
    assert load_between(before, now, 1) == Load(0.5, 0.25, 0.5, 2.0)
    every_second = load_between(before, now, 2)
    assert every_second is not None
    assert every_second.late == 0.0
    assert load_between(before, before, 1) is None, "no time has passed"
    assert load_between(before, now._replace(newest=100), 1) is None, "no frame came"


def test_one_bad_look_changes_nothing_and_three_in_a_row_do():
    model = ModelSettings()
    assert after([SLOW, SLOW, FINE, SLOW, SLOW], model)[0].place == 0
    judgement, reasons = after([SLOW] * 3, model)
    assert (judgement.place, reasons) == (1, ["40% of the frames came too late"])


def test_it_never_leaves_the_ladder():
    assert after([SLOW] * 100, ModelSettings())[0].place == STEPS - 1
    assert after([FINE] * 100, ModelSettings())[0].place == 0


def test_a_budget_is_held_and_said():
    judgement, reasons = after([HEAVY] * 3, ModelSettings(processor_budget=50))
    assert (judgement.place, reasons) == (1, ["90% of a processor used, 50% allowed"])
    assert after([HEAVY] * 3, ModelSettings())[0].place == 0, "nobody asked for one"
    near = after([FINE._replace(cpu=0.45)] * 100, ModelSettings(processor_budget=50), Judgement(1))
    assert near[0].place == 1, "with so little left, a step up would not last"


def test_the_rate_is_not_held_where_nobody_asked():
    assert after([SLOW] * 10, ModelSettings(hold_rate=False))[0].place == 0
    free = after([SLOW], ModelSettings(hold_rate=False), Judgement(2))
    assert free[0].place == 1, "back to the settings"


def test_up_takes_long_and_a_step_up_that_failed_makes_the_next_take_twice_as_long():
    model = ModelSettings()
    down, _ = after([SLOW] * 3, model)
    assert after([FINE] * (int(UP_S) - 1), model, down)[0].place == 1
    up, reasons = after([FINE] * int(UP_S), model, down)
    assert (up.place, reasons) == (0, ["there is room for more"])
    again, _ = after([SLOW] * 3, model, up)
    assert (again.place, again.wait_s) == (1, 2 * UP_S)
    assert after([FINE] * int(UP_S), model, again)[0].place == 1


def test_a_busy_thread_leaves_no_room():
    assert after([FINE._replace(busy=0.8)] * 100, ModelSettings(), Judgement(1))[0].place == 1


@pytest.mark.parametrize("values", [{"processor_budget": -1}, {"processor_budget": 9999}, {"hold_rate": "perhaps"}])
def test_a_wrong_value_is_refused_by_name(values: dict[str, object]):
    with pytest.raises(SettingsError, match=next(iter(values))):
        checked({"model": values}, "a test")


def test_thinned_frames_keep_their_indices_whatever_is_missing():
    frames = [Frame(None, index, 0.0) for index in (0, 1, 2, 5, 6, 7, 0, 1)]  # type: ignore[arg-type]
    assert [frame.index for frame in thinned(frames, lambda: 2)] == [0, 2, 5, 7, 0]
    assert [frame.index for frame in thinned(frames, lambda: 1)] == [0, 1, 2, 5, 6, 7, 0, 1]


def slow(model: ModelSettings) -> ExactSegmenter:
    """Give a network that is too slow for 120 frames per second, unless it is fast."""
    return ExactSegmenter(lambda call: time.sleep(0 if model.model == "fast" else 0.05))


def test_a_session_changes_to_a_network_that_keeps_up_and_says_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(governor, "LOOK_S", 0.1)
    monkeypatch.setattr(governor, "GRACE_S", 0.0)
    opened: list[tuple[str, ExactSegmenter]] = []

    def open_segmenter(model: ModelSettings) -> ExactSegmenter:
        opened.append((model.model, slow(model)))
        return opened[-1][1]

    sink, stats, settings = Recorder(), Stats(), Settings()
    openers = Openers(lambda _: SceneSource(), open_segmenter, lambda _: PlainBackground())
    gate = Gate([sink], size=SIZE, max_age_s=1.0, delivered=stats.delivered)
    with gate, Session(settings, gate, stats, openers) as session:
        sink.wait_for(lambda seen: len(opened) > 1 and opened[1][1].calls > 10)
        step = stats.steps()[0]
        assert step.name == "network fast"
        assert "of the frames came too late" in step.reason
        assert "picture: network fast" in stats.summary().line()
        assert session.settings is settings, "what is wished stays"
        session.apply(settings.model_copy(update={"model": ModelSettings(processor_budget=6400)}))
        assert [name for name, _ in opened] == ["balanced", "fast"], "a budget opens no network"
    assert all(segmenter.closed for _, segmenter in opened)


def test_a_network_that_cannot_be_opened_is_done_without(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(governor, "LOOK_S", 0.05)
    monkeypatch.setattr(governor, "GRACE_S", 0.0)

    def open_segmenter(model: ModelSettings) -> ExactSegmenter:
        if model.model == "fast":
            raise ModelError("fast is missing")
        return slow(model)

    sink, stats = Recorder(), Stats()
    openers = Openers(lambda _: SceneSource(), open_segmenter, lambda _: PlainBackground())
    gate = Gate([sink], size=SIZE, max_age_s=1.0, delivered=stats.delivered)
    with gate, Session(Settings(), gate, stats, openers) as session:
        sink.wait_for(lambda seen: len(stats.steps()) == 3)
        assert stats.steps()[-1].name.endswith("every second frame")
        count = len(sink.seen)
        sink.wait_for(lambda seen: len(seen) > count + 5 and seen[-1].index >= 0)
        assert session.error is None
