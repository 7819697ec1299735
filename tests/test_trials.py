"""Break every part of a running session while a consumer records what it is shown: `livebg bench --faults` in short."""

from __future__ import annotations

import sys

import pytest

from livebg.commands.faults import BACKGROUNDS, GOAL_BLOCKS, GOAL_GAP_MS, GOAL_RECOVERY_MS, SLACK, within
from livebg.faults import CAMERA, FAULTS
from livebg.trials import Outcome, held, run_trials, stuck_driver
from tests.fakes import slack

LOST_S = 2.6  # long enough for a camera to count as lost, so that it has to be opened again
STEADY = ("camera changes size", "sink blocks", "sink refuses", "disk full")  # the consumer need not see a card


def test_whatever_breaks_the_consumer_sees_no_room_and_no_gap_and_the_picture_comes_back(caplog):
    list(run_trials(FAULTS[:1], BACKGROUNDS, hold_s=lambda _: 0.1))  # so that what a first run loads is no leak
    before = held()
    outcomes = list(
        run_trials(FAULTS, BACKGROUNDS, hold_s=lambda fault: LOST_S if fault == "camera unplugged" else 0.6)
    )
    after = held()
    assert [(o.fault, o.background) for o in outcomes] == [(fault, b) for fault in FAULTS for b in BACKGROUNDS]
    assert [o for o in outcomes if o.room_blocks > GOAL_BLOCKS] == []
    assert [o for o in outcomes if o.gap_ms > slack() * GOAL_GAP_MS] == []
    assert [o for o in outcomes if o.recovery_ms is None or o.recovery_ms > slack() * GOAL_RECOVERY_MS] == []
    assert {o.fault for o in outcomes if o.cards} >= set(FAULTS) - set(STEADY)
    assert (after.threads, after.abandoned) == (before.threads, 0)
    assert after.descriptors == before.descriptors
    assert "gave no picture for 2 s" in caplog.text
    assert "the network failed; trying again" in caplog.text


def test_a_thread_stuck_in_a_driver_is_counted_and_gone_when_the_driver_returns(caplog):
    assert stuck_driver() == (1, 0)
    assert "livebg-capture did not end within 3 s and is abandoned" in caplog.text


def test_the_verdict_can_be_bad():
    fine = Outcome("camera raises", "study", 60, 10, 0, 40.0, 500.0)
    assert within(fine)
    for wrong in ({"room_blocks": 1}, {"gap_ms": 101.0}, {"recovery_ms": None}, {"recovery_ms": 2001.0}):
        assert not within(Outcome(**{**vars_of(fine), **wrong}))
    assert within(Outcome(**{**vars_of(fine), "gap_ms": 299.0}), SLACK)


def test_every_kind_of_camera_fault_is_tried():
    assert len(CAMERA) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds")
def test_what_is_held_is_seen(tmp_path):
    before = held()
    with (tmp_path / "file").open("w"):
        assert held().descriptors == before.descriptors + 1
    assert before.memory_mb > 10


def vars_of(outcome: Outcome) -> dict:
    return {name: getattr(outcome, name) for name in outcome.__dataclass_fields__}
