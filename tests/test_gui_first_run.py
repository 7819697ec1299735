"""Walk through the first start as somebody would who has never seen livebg."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from livebg.desktop import entry_installed
from livebg.gui.remembered import Remembered
from livebg.gui.shield import OutputBar
from livebg.settings import LookSettings, Settings
from livebg.wishes import AppState
from tests.test_app import SCENE, grey_of, wished
from tests.test_gui_window import corner, grey, tile
from tests.windows import LIMIT_MS, opened, use_own_folders, wait_for

PROBLEM = "no virtual camera: none. To get one, load the driver (Debian package v4l2loopback-dkms): sudo modprobe v4l2loopback"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_folders(tmp_path, monkeypatch)


def test_it_leads_from_camera_to_background_and_is_never_shown_again(qtbot: QtBot, tmp_path: Path):

    def background(look: LookSettings) -> object:
        return grey_of(LookSettings(background="#e0e0e0" if look.background == "study" else "#202020"))

    openers = replace(SCENE, background=background)  # type: ignore[arg-type]
    with opened(qtbot, tmp_path, wished(), openers, met=False) as (window, sink):
        page = window.first_run
        assert page is not None and page.isVisible()
        assert not window.side.isVisible()
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        qtbot.keyClick(page.next, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "select the camera recorder" in page.output.text.text(), timeout=LIMIT_MS)
        qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
        tiles = window.side.gallery.tiles
        assert tiles.isVisible(), "the gallery is lent to the page"
        place = tiles.visualRect(tile(window, "study")).center()  # type: ignore[arg-type]
        qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0xE0))
        qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
        assert window.first_run is None
        assert window.side.isVisible() and window.side.gallery.isVisible()
    assert Remembered(tmp_path / "window.ini").met
    assert entry_installed() == (sys.platform == "linux"), "the menu has livebg"


def test_it_can_be_skipped(qtbot: QtBot, tmp_path: Path):
    with opened(qtbot, tmp_path, wished(), SCENE, met=False) as (window, _):
        assert window.first_run is not None
        qtbot.mouseClick(window.first_run.skip, Qt.MouseButton.LeftButton)
        assert window.first_run is None and window.side.isVisible()
        assert not entry_installed(), "who skips is not asked, and nothing is made"
    with opened(qtbot, tmp_path, wished(), SCENE, met=True) as (window, _):
        assert window.first_run is None


def test_the_command_that_mends_the_virtual_camera_can_be_copied(qtbot: QtBot):
    bar = OutputBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.set_state(AppState("live", Settings(), output_problem=PROBLEM))
    assert bar.command.text() == "sudo modprobe v4l2loopback"
    qtbot.mouseClick(bar.copy, Qt.MouseButton.LeftButton)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and clipboard.text() == "sudo modprobe v4l2loopback"
    with qtbot.waitSignal(bar.retry):
        qtbot.mouseClick(bar.again, Qt.MouseButton.LeftButton)
    bar.set_state(AppState("live", Settings(), output="virtual camera /dev/video10"))
    assert "/dev/video10" in bar.text.text() and not bar.again.isVisible()
