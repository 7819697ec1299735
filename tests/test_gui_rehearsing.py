"""While the rehearsal records, others see the card; afterwards the camera goes on, and what was picked is in use."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from livebg.app import App
from livebg.gui import rehearsing
from livebg.gui.rehearsal import RehearsalPage
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, ModelSettings, Settings
from livebg.types import Composite
from tests.fakes import PERSON, ExactSegmenter, PlainBackground, Recorder, SceneSource
from tests.windows import LIMIT_MS, opened, use_own_folders

SETTINGS = Settings(
    camera=CameraSettings(source="scene"),
    look=LookSettings(background="#828282"),
    model=ModelSettings(model="balanced"),
)


def shows_person(composite: Composite) -> bool:
    return bool((np.abs(composite.image[:, :, :3].astype(int) - PERSON).max(axis=2) < 40).sum() > 500)


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Openers:
    """Let session and rehearsal open the scene in place of a camera."""
    openers = Openers(
        source=lambda camera: SceneSource(),
        segmenter=lambda model: ExactSegmenter(),
        background=lambda look: PlainBackground(),
    )
    monkeypatch.setattr("livebg.session.Openers", lambda: openers)
    return openers


def test_others_see_the_card_while_it_records(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scene: Openers
):
    use_own_folders(tmp_path, monkeypatch)
    with opened(qtbot, tmp_path, SETTINGS, scene) as (window, sink):
        qtbot.waitUntil(lambda: bool(sink.seen) and shows_person(sink.seen[-1]), timeout=LIMIT_MS)
        window.beside.rehearse()
        page = window.findChild(RehearsalPage)
        assert page is not None and page.isWindow() and page.isVisible()
        page.record.click()
        qtbot.waitUntil(lambda: not shows_person(sink.seen[-1]), timeout=LIMIT_MS)
        page.close()
        qtbot.waitUntil(lambda: shows_person(sink.seen[-1]), timeout=LIMIT_MS)


def rehearsed(qtbot: QtBot, app: App, taken: list[Settings]) -> RehearsalPage:
    page = rehearsing.open_rehearsal(app, taken.append, None)
    qtbot.addWidget(page)
    return page


def test_a_pause_of_the_users_own_stays(qtbot: QtBot, scene: Openers):
    with App(SETTINGS, scene, lambda settings, size: Recorder(fps=30)) as app:
        app.pause()
        qtbot.waitUntil(lambda: app.state().phase == "paused", timeout=LIMIT_MS)
        page = rehearsed(qtbot, app, [])
        page.camera_needed.emit()
        page.camera_free.emit()
        qtbot.waitUntil(lambda: not app.state().busy, timeout=LIMIT_MS)
        assert app.state().phase == "paused"
        page.stop()


def test_what_is_picked_leaves_the_background_of_now(qtbot: QtBot, scene: Openers):
    taken: list[Settings] = []
    with App(SETTINGS, scene, lambda settings, size: Recorder(fps=30)) as app:
        page = rehearsed(qtbot, app, taken)
        picked = Settings(look=LookSettings(background="study", smoothing=0.9), model=ModelSettings(model="quality"))
        page.picked.emit(picked)
        page.stop()
    assert [(s.look.background, s.look.smoothing, s.model.model) for s in taken] == [("#828282", 0.9, "quality")]
