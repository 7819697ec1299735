"""Presets are one click or one hotkey away, and what people break in their file is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from livebg.gui.presets_bar import PresetsBar
from livebg.presets import load_presets, save_preset
from livebg.settings import LookSettings

CALM, STUDY = LookSettings(background="blur:0.8"), LookSettings(background="study", edges=0.5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "presets.toml"


def bar_of(qtbot: QtBot, path: Path) -> PresetsBar:
    bar = PresetsBar(CALM, path=path)
    qtbot.addWidget(bar)
    with qtbot.waitActive(bar):
        bar.show()
        bar.activateWindow()
    return bar


def buttons(bar: PresetsBar) -> dict[str, QPushButton]:
    return {b.text(): b for b in bar.findChildren(QPushButton) if b.isCheckable()}


def name_dialog(bar: PresetsBar, name: str) -> None:
    dialog = bar.findChildren(QInputDialog)[-1]
    dialog.setTextValue(name)
    dialog.accept()


def test_a_click_and_a_hotkey_give_the_look(qtbot: QtBot, path: Path):
    save_preset("Calm", CALM, path)
    save_preset("Work & study", STUDY, path)
    bar = bar_of(qtbot, path)
    assert {text: b.isChecked() for text, b in buttons(bar).items()} == {"Calm": True, "Work && study": False}
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(buttons(bar)["Work && study"], Qt.MouseButton.LeftButton)
    assert chosen.args == [STUDY] and not buttons(bar)["Calm"].isChecked()
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.keyClick(bar, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == [CALM]


def test_the_present_look_is_kept_under_a_name(qtbot: QtBot, path: Path):
    bar = bar_of(qtbot, path)
    bar.set_look(STUDY)
    bar.save.click()
    name_dialog(bar, "Mine")
    assert load_presets(path).looks == {"Mine": STUDY}
    assert buttons(bar)["Mine"].isChecked()
    assert not [b for b in bar.findChildren(QPushButton) if "preset" in b.text()], "the hint has gone"
    bar.save.click()
    with qtbot.waitSignal(bar.failed) as failed:
        name_dialog(bar, "  ")
    assert "cannot be empty" in failed.args[0]


def test_a_slip_in_the_file_is_said_and_the_others_stay(qtbot: QtBot, path: Path):
    path.write_text('[good]\nbackground = "study"\n')
    bar = bar_of(qtbot, path)
    path.write_text('[good]\nbackground = "study"\n[bad]\nedges = 9\n')
    with qtbot.waitSignal(bar.failed) as failed:
        bar.reload()
    assert "'bad'" in failed.args[0] and list(buttons(bar)) == ["good"]
    path.write_text("[half")
    with qtbot.waitSignal(bar.failed):
        bar.reload()
    assert buttons(bar) == {}
