"""Check the threads: newest wins, errors reach the reader, and everything ends."""

from __future__ import annotations

import logging
import threading

import pytest

from livebg import realtime
from livebg.realtime import Slot, Task, latest


def test_a_slot_gives_the_newest_item_once():
    slot: Slot[int] = Slot()
    slot.put(1)
    slot.put(2)
    assert slot.take(0.0) == 2
    assert slot.take(0.0) is None


def test_a_slot_gives_the_last_item_before_the_error():
    slot: Slot[int] = Slot()
    slot.put(7)
    slot.end(ValueError("broken"))
    assert slot.take(0.0) == 7
    with pytest.raises(ValueError, match="broken"):
        slot.take(0.0)


def test_latest_drops_what_a_slow_reader_misses_and_keeps_the_order():
    read_on, produced = threading.Event(), threading.Event()

    def numbers():
        yield 0
        read_on.wait(5)
        yield from range(1, 100)
        produced.set()

    with latest(numbers(), threading.Event(), "test") as items:
        assert next(items) == 0
        read_on.set()
        assert produced.wait(60)
        assert list(items) == [99]


def test_an_error_of_the_stage_is_raised_at_the_reader():
    def numbers():
        yield 1
        raise OSError("camera is gone")

    with latest(numbers(), threading.Event(), "test") as items, pytest.raises(OSError, match="camera is gone"):
        for _ in items:
            continue


def test_leaving_the_block_stops_an_endless_stage_and_closes_its_generator():
    closed = threading.Event()

    def endless():
        try:
            while True:
                yield 1
        finally:
            closed.set()

    stop = threading.Event()
    with latest(endless(), stop, "test") as items:
        assert next(items) == 1
    assert stop.is_set()
    assert closed.is_set()


def test_chained_stages_end_when_the_first_one_does():
    stop = threading.Event()
    with (
        latest(iter(range(5)), stop, "first") as first,
        latest((n * 10 for n in first), stop, "second") as second,
    ):
        received = list(second)
    assert received[-1] == 40
    assert received == sorted(received)


def test_a_task_keeps_its_error_for_the_owner():
    def fail(stop: threading.Event) -> None:
        raise RuntimeError("no")

    with Task(fail, "test") as task:
        assert task.done.wait(60)
    assert isinstance(task.error, RuntimeError)


def test_a_thread_stuck_in_a_driver_is_abandoned_and_said(monkeypatch, caplog):
    monkeypatch.setattr(realtime, "JOIN_S", 0.05)
    release = threading.Event()
    with caplog.at_level(logging.WARNING), Task(lambda stop: void(release.wait(5)), "stuck"):
        pass
    assert "livebg-stuck did not end" in caplog.text
    release.set()  # the driver returns, and so does the thread


def void(value: object) -> None:
    """Throw a result away."""
