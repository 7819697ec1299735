"""Check the arithmetic of the figures with a clock of our own."""

from __future__ import annotations

import pytest

from livebg import stats
from livebg.stats import Stats


@pytest.fixture
def clock(monkeypatch):
    """Give a settable clock in place of the monotonic one."""
    now = {"t": 100.0}
    monkeypatch.setattr(stats.time, "monotonic", lambda: now["t"])
    monkeypatch.setattr(stats.time, "process_time", lambda: now["t"] / 10)
    return now


def test_fps_is_intervals_over_time_and_drops_are_gaps_in_the_index(clock):
    figures = Stats()
    for index, at in ((0, 100.0), (1, 100.1), (4, 100.2), (5, 100.5)):
        clock["t"] = at
        figures.delivered(index, 0.05)
    summary = figures.summary()
    assert summary.frames == 4
    assert summary.dropped == 2
    assert summary.fps == pytest.approx(3 / 0.5)
    assert summary.jitter_ms == pytest.approx(94.28, abs=0.01)
    assert summary.latency_ms_p50 == pytest.approx(50)
    assert summary.cpu_ms_per_frame == pytest.approx(50 / 3)


def test_an_empty_run_has_figures_too():
    summary = Stats().summary()
    assert (summary.frames, summary.fps, summary.latency_ms_p99) == (0, 0.0, 0.0)
    assert "0 frames" in summary.line()


def test_stages_are_counted_by_name():
    figures = Stats()
    for _ in range(3):
        with figures.measure("segment"):
            pass
    assert figures.summary().stages["segment"].frames == 3
