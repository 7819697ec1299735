"""What is painted by mouse or keyboard is what others no longer see, or always see."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from livebg.gui.regions_page import RegionsPage
from livebg.regions import HIDE, KEEP, NEUTRAL, read_regions, regions_file
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from tests.fakes import PERSON, ExactSegmenter, PlainBackground, SceneSource
from tests.windows import LIMIT_MS, opened, use_own_folders, wait_for

LOOK = LookSettings(background="#828282", smoothing=0, regions="none")
SETTINGS = Settings(camera=CameraSettings(source="scene"), look=LOOK)


def person_px(image: np.ndarray) -> int:
    return int((np.abs(image[:, :, :3].astype(int) - PERSON).max(axis=2) < 40).sum())


def room_px(image: np.ndarray) -> int:
    """Count what is neither the person nor the background."""
    return int((np.abs(image[:, :, :3].astype(int) - 130).max(axis=2) > 40).sum()) - person_px(image)


def test_painting_hides_and_keeps_for_everybody(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use_own_folders(tmp_path, monkeypatch)
    openers = Openers(
        source=lambda camera: SceneSource(),
        segmenter=lambda model: ExactSegmenter(),
        background=lambda look: PlainBackground(),
    )
    with opened(qtbot, tmp_path, SETTINGS, openers) as (window, sink):
        wait_for(qtbot, sink, lambda seen: person_px(seen[-1].image) > 500)
        window.beside.paint()
        page = window.findChild(RegionsPage)
        assert page is not None and page.isWindow() and page.isVisible()
        qtbot.waitUntil(lambda: page.done.isEnabled(), timeout=LIMIT_MS)
        canvas = page.canvas
        page.size_.setValue(90)
        place = canvas.place()
        for x in range(0, place.width(), 20):  # everything in the lower half, stroke by stroke
            for y in (0.55, 0.75, 0.95):
                qtbot.mouseClick(
                    canvas, Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(x, round(y * place.height()))
                )
        page.keep.click()
        page.size_.setValue(60)
        canvas.setFocus()
        canvas.go_to(QPoint(30, 40))
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
        qtbot.keyClick(canvas, Qt.Key.Key_Space)
        painted = canvas.painted.copy()
        qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
        assert canvas.painted != painted
        qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
        assert canvas.painted == painted
        qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
        assert not page.isVisible()
        assert window._app.state().settings.look.regions == "auto"
        wait_for(qtbot, sink, lambda seen: room_px(seen[-1].image) > 50 and person_px(seen[-1].image) < 400)
        kept = read_regions(regions_file(SceneSource().info.device or SceneSource().info.name)).painted
        width = kept.shape[1]
        assert kept[40, width - 1 - 24] == KEEP  # the page is a mirror, the file is not
        assert kept[-5, width // 2] == HIDE and kept[3, width // 2] == NEUTRAL
        window.beside.paint()  # what is kept is shown again
        qtbot.waitUntil(lambda: canvas.painted.pixelColor(24, 40).green() > 100, timeout=LIMIT_MS)
        page.close()


def test_framing_must_be_off_and_one_button_sees_to_it(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use_own_folders(tmp_path, monkeypatch)
    openers = Openers(source=lambda camera: SceneSource(), segmenter=lambda model: ExactSegmenter())
    framed = SETTINGS.model_copy(update={"look": LOOK.model_copy(update={"zoom": 2.0})})
    with opened(qtbot, tmp_path, framed, openers) as (window, sink):
        wait_for(qtbot, sink, lambda seen: seen[-1].index > 0)
        window.beside.paint()
        page = window.findChild(RegionsPage)
        assert page is not None
        qtbot.waitUntil(page.whole.isVisible, timeout=LIMIT_MS)
        assert not page.done.isEnabled()
        qtbot.mouseClick(page.whole, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.done.isEnabled, timeout=LIMIT_MS)
        page.close()
