"""A key of the whole desktop, asked for on a real bus: bound, pressed, changed, refused, not there, lost."""

from __future__ import annotations

import queue
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from livebg.errors import HotkeyError
from livebg.realtime import Task

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("needs dbus-daemon (Debian package dbus-daemon)", allow_module_level=True)

from livebg.portal import hold_key
from tests.fake_portal import running_bus, sitting_at

LIMIT_S = 60.0


@contextmanager
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> Iterator[tuple[Task, queue.Queue[str], str]]:
    """Hold a key of such a portal; give the task, what it tells, and the bus's address."""
    told: queue.Queue[str] = queue.Queue()
    with running_bus(tmp_path / "bus", kind) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with Task(lambda stop: hold_key(stop, "Pause", told.put, lambda: told.put("pressed")), "key") as task:
            yield task, told, address


def test_a_key_is_bound_pressed_changed_and_bound_again_when_the_portal_has_died(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with held(tmp_path, monkeypatch, "agrees") as (task, told, address):
        assert told.get(timeout=LIMIT_S) == "Ctrl+Alt+P"
        with sitting_at(address) as desk:
            assert desk.heard() == ["app livebg.livebg", "bind pause: Pause, CTRL+ALT+p"]
            desk.press()
            assert told.get(timeout=LIMIT_S) == "pressed"
            desk.change("Meta+P")
            assert told.get(timeout=LIMIT_S) == "Meta+P"
            desk.die()
            assert told.get(timeout=LIMIT_S) == "Ctrl+Alt+P"
            desk.press()
            assert told.get(timeout=LIMIT_S) == "pressed"
            desk.die()
            assert task.done.wait(LIMIT_S)
    assert isinstance(task.error, HotkeyError) and task.error.reason == "lost"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("refuses", "refused"), ("old", "absent"), ("strict", "nameless"), ("fragile", "lost"), ("", "absent")],
)
def test_a_portal_that_gives_no_key_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, reason: str
):
    with held(tmp_path, monkeypatch, kind) as (task, told, _):
        assert task.done.wait(LIMIT_S)
    assert isinstance(task.error, HotkeyError), task.error
    assert (task.error.reason, told.empty()) == (reason, True)


def test_nobody_waits_for_a_user_who_never_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with held(tmp_path, monkeypatch, "waits") as (task, _, address), sitting_at(address) as desk:
        until = time.monotonic() + LIMIT_S
        while not any("bind" in line for line in desk.heard()):
            assert not task.done.wait(0.05) and time.monotonic() < until
        task.stop.set()
        assert task.done.wait(LIMIT_S)
    assert task.error is None


@pytest.mark.parametrize("address", ["", "unix:path=/no/such/bus", "tcp:host=localhost,port=1", "nonsense"])
def test_no_bus_is_no_crash(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with Task(lambda stop: hold_key(stop, "Pause", lambda trigger: None, lambda: None), "key") as task:
        assert task.done.wait(LIMIT_S)
    assert isinstance(task.error, HotkeyError) and task.error.reason == "absent"
