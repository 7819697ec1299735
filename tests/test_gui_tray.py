"""Check the tray's menu against the sink; the icon itself needs a desktop."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtGui import QAction, QIcon, QPixmap
from pytestqt.qtbot import QtBot

from livebg.gui.theme import load_icon
from livebg.gui.tray import DOTS, Tray
from livebg.library import Library
from livebg.settings import Settings
from livebg.wishes import AppState
from tests.test_app import SCENE, wished
from tests.test_gui_window import corner, grey
from tests.windows import opened, use_own_folders, wait_for

pytestmark = pytest.mark.qt_log_ignore("QPlatformNativeInterface")  # Qt's tray where there is none


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_folders(tmp_path, monkeypatch)


def action(tray: Tray, text: str) -> QAction:
    return next(each for each in (*tray.menu.actions(), *tray.backgrounds.actions()) if each.text() == text)


def test_pause_and_go_on_from_the_tray(qtbot: QtBot, tmp_path: Path):
    with opened(qtbot, tmp_path, wished(), SCENE) as (window, sink):
        tray = Tray(load_icon(), Library().items, window)
        tray.pause.connect(window.set_paused)
        window.told.connect(tray.set_state)
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        window.hide()
        action(tray, "Pause").trigger()
        wait_for(qtbot, sink, lambda seen: corner(seen) == ())
        qtbot.waitUntil(lambda: tray.line.text().startswith("Paused"), timeout=120_000)
        assert action(tray, "Pause").isChecked()
        action(tray, "Pause").trigger()
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        tray.close()


def test_it_lists_backgrounds_and_tells_which_was_picked(qtbot: QtBot):
    tray = Tray(load_icon(), Library().items)
    tray.set_state(AppState("live", Settings()))
    tray.backgrounds.aboutToShow.emit()
    assert {each.text() for each in tray.backgrounds.actions()} >= {"Blur", "Study", "Living room"}
    with qtbot.waitSignal(tray.background) as told:
        action(tray, "Study").trigger()
    assert told.args == ["study"]
    tray.close()


def test_the_dot_tells_the_tone(qtbot: QtBot):
    plain = QPixmap(64, 64)
    plain.fill()
    tray = Tray(QIcon(plain), Library().items)
    seen = {}
    for phase in ("live", "passing", "paused", "starting"):
        tray.set_state(AppState(phase, Settings()))  # type: ignore[arg-type]
        picture = tray.icon.icon().pixmap(64, 64).toImage()
        seen[phase] = picture.pixelColor(int(0.77 * picture.width()), int(0.77 * picture.height())).name()
    assert seen == {"live": DOTS["good"], "passing": DOTS["bad"], "paused": DOTS["warn"], "starting": DOTS["calm"]}
    tray.close()
