"""The empty room is recorded from the window: others see the card meanwhile, and it is in use afterwards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from livebg.gui.plate_page import PlatePage
from livebg.plate import plate_file, read_plate
from livebg.room import scene
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from tests.fakes import ExactSegmenter, PlainBackground, SceneSource
from tests.windows import LIMIT_MS, opened, use_own_folders, wait_for

SETTINGS = Settings(camera=CameraSettings(source="scene"), look=LookSettings(background="#828282"))


@pytest.mark.parametrize("somebody", [False, True])
def test_recording_the_empty_room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, somebody: bool):
    use_own_folders(tmp_path, monkeypatch)
    share = np.full((9, 16), 0.9 if somebody else 0.0, np.float32)
    openers = Openers(
        source=lambda camera: SceneSource(lambda index: scene(0)[0]),
        segmenter=lambda model: ExactSegmenter(lambda call: share),
        background=lambda look: PlainBackground(),
    )
    with opened(qtbot, tmp_path, SETTINGS, openers) as (window, sink):
        wait_for(qtbot, sink, lambda seen: seen[-1].index > 0)
        page = PlatePage(window._app, openers)
        qtbot.addWidget(page)
        page.wait_s = 0.2
        page.begin()
        assert page.record.isEnabled() and not page.forget.isEnabled()
        before = len(sink.seen)
        with qtbot.waitSignal(page.ended, timeout=LIMIT_MS) as signal:
            qtbot.mouseClick(page.record, Qt.MouseButton.LeftButton)
        assert any(composite.index == -1 for composite in sink.seen[before:])  # the card
        kept = plate_file(SceneSource().info.device or SceneSource().info.name)
        assert kept.is_file() is not somebody
        assert ("somebody is in" in signal.args[0]) is somebody
        wait_for(qtbot, sink, lambda seen: seen[-1].index > 0)  # the camera goes on
        if not somebody:
            assert read_plate(kept).picture.shape[2] == 3
            qtbot.mouseClick(page.forget, Qt.MouseButton.LeftButton)
            assert not kept.exists()
        page.close()
