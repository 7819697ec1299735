"""Check when pictures are sent, in a time of the test's own: their order, the most that are sent, and what is sent when none come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from livebg.pacing import Pace, Soonest, Steady, pace

FPS = 30.0
STEP = 1 / FPS
TICK = 1e-4


def play(make: Callable[[float, float], Pace], comes: Sequence[float], until: float) -> list[tuple[float, int]]:
    """Send as a feeder does, newest first; gives when each picture was sent and which, -1 = before there was any.

    comes: when each picture is there, in seconds, rising.
    """
    times, sent, newest = make(STEP, 0.0), list[tuple[float, int]](), -1
    now, waiting, count = 0.0, -1, 0
    while now < until:
        while count < len(comes) and comes[count] <= now:
            waiting, count = count, count + 1  # a newer one takes the place of one that was not sent yet
        if now >= times.ready_s() and (waiting >= 0 or now >= times.due_s()):
            newest = max(newest, waiting)
            sent.append((now, newest))
            times.sent(now, new=waiting >= 0)
            waiting = -1
        now += TICK
    return sent


def regular(fps: float, until: float, first: float = 0.011, jitter: float = 0.0) -> list[float]:
    rng = np.random.default_rng(3)
    return sorted(first + index / fps + jitter * float(rng.uniform(-1, 1)) for index in range(int(until * fps)))


def waits(sent: Sequence[tuple[float, int]], comes: Sequence[float]) -> np.ndarray:
    """Give how long each picture waited that was sent, in frames."""
    first = dict(reversed([(index, at) for at, index in sent if index >= 0]))
    return np.array([(first[index] - comes[index]) / STEP for index in first])


def test_steady_sends_at_even_steps_and_pictures_wait_for_the_next_one():
    comes = regular(29.7, 5.0)
    sent = play(Steady, comes, 5.0)
    np.testing.assert_allclose(np.diff([at for at, _ in sent]), STEP, atol=2 * TICK)
    assert [index for _, index in sent] == sorted(index for _, index in sent)
    assert 0.4 < waits(sent, comes).mean() < 0.6, "half a frame, as the clocks drift past each other"


def test_lowest_latency_sends_each_picture_when_it_comes():
    comes = regular(30.3, 5.0, jitter=0.006)
    sent = play(Soonest, comes, 5.0)
    assert [index for at, index in sent if index >= 0] == list(range(len(comes))), "each once, in order"
    assert waits(sent, comes).max() < 0.01


@pytest.mark.parametrize("camera_fps", [45.0, 60.0, 120.0, 240.0])
def test_a_faster_camera_is_held_to_the_rate_with_its_newest_pictures(camera_fps: float):
    comes = regular(camera_fps, 5.0)
    sent = play(Soonest, comes, 5.0)
    shown = [index for _, index in sent if index >= 0]
    assert shown == sorted(set(shown)), "no picture again while there are new ones"
    assert len(shown) / 5.0 <= FPS / 0.9 + 0.5
    assert len(shown) / 5.0 > 0.95 * FPS
    gaps = np.diff([at for at, index in sent if index >= 0])
    assert gaps.min() > 0.4 * STEP, "two never come in one step"
    assert waits(sent, comes).max() <= 0.9, "the newest, so it waits less than a step"


@pytest.mark.parametrize("camera_fps", [15.0, 10.0, 5.0])
def test_a_slower_camera_is_filled_up_but_never_above_the_rate_and_its_pictures_do_not_wait(camera_fps: float):
    comes = regular(camera_fps, 5.0)
    sent = play(Soonest, comes, 5.0)
    assert waits(sent, comes).max() < 0.01
    assert len(sent) / 5.0 <= FPS + 0.5
    assert np.diff([at for at, _ in sent]).max() <= 2 * STEP + 2 * TICK, "a caller never waits longer than two steps"


def test_starved_it_goes_on_at_the_rate_and_a_new_picture_is_sent_at_once():
    comes = [*regular(30.0, 1.0), 3.5]
    sent = play(Soonest, comes, 4.0)
    starved = [at for at, _ in sent if 1.1 < at < 3.4]
    np.testing.assert_allclose(np.diff(starved), STEP, atol=2 * TICK)
    assert waits(sent, comes)[-1] < 0.01


@pytest.mark.parametrize("make", [Steady, Soonest])
def test_before_the_first_picture_something_is_sent_at_once_and_at_the_rate(make: Callable[[float, float], Pace]):
    sent = play(make, [], 1.0)
    assert sent[0] == (0.0, -1)
    np.testing.assert_allclose(np.diff([at for at, _ in sent]), STEP, atol=2 * TICK)


@pytest.mark.parametrize("make", [Steady, Soonest])
def test_after_being_held_up_nothing_is_made_up_for(make: Callable[[float, float], Pace]):
    times = make(STEP, 0.0)
    times.sent(0.0, new=False)
    times.sent(10.0, new=False)  # a sink that blocked for ten seconds
    assert 10.0 - STEP <= times.due_s() <= 10.0 + STEP
    times.sent(10.0, new=False)
    assert times.due_s() >= 10.0


def test_the_setting_chooses():
    assert isinstance(pace("steady", STEP, 0.0), Steady)
    assert isinstance(pace("lowest-latency", STEP, 0.0), Soonest)
