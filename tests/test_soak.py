"""Check the long run in short: every second is counted, faults come and go, and the sum says what is wrong."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator

import pytest

from livebg import soak as soak_module
from livebg.cli import main
from livebg.commands.soak import seconds
from livebg.errors import UsageError
from livebg.trials import exact_play, held
from tests.fakes import slack


def settle() -> None:
    """Wait, for at most 5 s, until the tests before have let go of their descriptors: one that closes later would be missed after."""
    gc.collect()  # what they left for the collector might close in the middle of the run, and hide a leak of as many
    last = -1
    for _ in range(10):
        now = held().descriptors
        if now == last:
            return
        last = now
        time.sleep(0.5)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Play the small scene, and break a part every second and a half.

    What the tests before have loaded is kept from the garbage collector: walking through it would stop every thread for half a second.
    """
    monkeypatch.setattr(soak_module, "demo_play", lambda settings: exact_play())
    for name, value in {"EVERY_S": 1.5, "HOLD_S": 0.5, "CALM_S": 0.3, "STEP_S": 0.25}.items():
        monkeypatch.setattr(soak_module, name, value)
    settle()
    gc.freeze()
    yield
    gc.unfreeze()


def test_a_short_run_breaks_parts_recovers_and_leaves_nothing(quick: None, capsys: pytest.CaptureFixture[str]):
    code = main(["bench", "--soak", "5s", "--json", "--background", "#336699"])
    report = json.loads(capsys.readouterr().out)
    assert 2 <= report["faults"] <= 3  # one every second and a half, later where one took long to mend
    assert report["not_recovered"] <= (0 if slack() == 3.0 else report["faults"])
    assert report["after"]["threads"] == report["before"]["threads"]
    assert report["after"]["descriptors"] <= report["before"]["descriptors"]
    assert report["after"]["abandoned"] == 0
    assert report["fps_p50"] > 1
    assert report["longest_gap_ms"] < 1000  # ten times the goal: this process has run a thousand tests before
    assert report["seconds"] >= 5
    assert len(report["samples"]) >= 1
    assert code == int(not report["good"])


@pytest.mark.parametrize(("text", "wanted"), [("90s", 90), ("10m", 600), ("1h", 3600), (" 1.5m ", 90)])
def test_a_time_is_read(text: str, wanted: float):
    assert seconds(text) == wanted


@pytest.mark.parametrize("text", ["", "10", "m", "0s", "-5s", "ten", "1d", "1e9s"])
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(UsageError, match="90s, 10m or 1h"):
        seconds(text)
