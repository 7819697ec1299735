"""A key of the desktop, pressed on a real bus, pauses what others see; without one the window says how to bind one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from livebg.gui.hotkey import Hotkey, way_to_bind
from livebg.gui.keys_page import Everywhere
from livebg.gui.remembered import Remembered
from livebg.gui.window import Window
from tests.fake_portal import running_bus, sitting_at
from tests.test_app import SCENE, wished
from tests.test_gui_window import corner, grey
from tests.windows import LIMIT_MS, opened, use_own_folders, wait_for

real_bus = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None,
    reason="needs dbus-daemon (Debian package dbus-daemon)",
)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_folders(tmp_path, monkeypatch)


def everywhere(qtbot: QtBot, window: Window) -> Everywhere:
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window.beside.keys is not None
    return window.beside.keys.everywhere


@real_bus
def test_the_desktops_key_pauses_and_is_there_again_at_the_next_start(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with running_bus(tmp_path / "bus", "agrees") as address, sitting_at(address) as desk:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with opened(qtbot, tmp_path, wished(), SCENE) as (window, sink):
            wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
            box = everywhere(qtbot, window)
            assert desk.heard() == [], "nobody is asked before the user wants it"
            qtbot.mouseClick(box.ask, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: "Ctrl+Alt+P pauses livebg" in box.state.text(), timeout=LIMIT_MS)
            assert "in any program Ctrl+Alt+P" in window.pause.toolTip()
            window.hide()
            desk.press()
            wait_for(qtbot, sink, lambda seen: corner(seen) == ())
            desk.press()
            wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        assert Remembered(tmp_path / "window.ini").hotkey

        # met=False: what was remembered stays
        with opened(qtbot, tmp_path, wished(), SCENE, met=False) as (window, sink):
            wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
            qtbot.waitUntil(lambda: window.hotkey.phase == "on", timeout=LIMIT_MS)
            desk.press()
            wait_for(qtbot, sink, lambda seen: corner(seen) == ())
            box = everywhere(qtbot, window)
            qtbot.mouseClick(box.give_back, Qt.MouseButton.LeftButton)
            assert window.hotkey.phase == "off" and box.ask.isVisible()
        assert not Remembered(tmp_path / "window.ini").hotkey


@real_bus
@pytest.mark.parametrize(
    ("kind", "said"), [("refuses", "the answer to its question was no"), ("", "This desktop has no key for livebg")]
)
def test_a_desktop_that_gives_no_key_is_said_with_how_to_bind_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, said: str
):
    remembered = Remembered(tmp_path / "window.ini")
    remembered.hotkey = True
    hotkey = Hotkey(remembered)
    box = Everywhere(hotkey)
    qtbot.addWidget(box)
    box.show()
    with running_bus(tmp_path / "bus", kind) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        hotkey.restore()
        qtbot.waitUntil(lambda: said in box.state.text(), timeout=LIMIT_MS)
        hotkey.stop()
    assert remembered.hotkey == (not kind), "who said no is not asked again at the next start"
    assert box.ask.isVisible() and box.command.text().endswith("livebg ctl pause")
    qtbot.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and clipboard.text() == box.command.text()


def test_each_desktop_has_its_own_way_to_bind_a_key():
    ways = [way_to_bind(name) for name in ("ubuntu:GNOME", "KDE", "XFCE", "")]
    assert len(set(ways)) == 4
    assert way_to_bind("sway") == ways[-1]
