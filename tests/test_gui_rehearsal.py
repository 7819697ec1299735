"""The rehearsal's page records, shows every candidate with its scores, marks the best, and hands its settings on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from livebg.errors import SourceError
from livebg.gui.rehearsal import RehearsalPage
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from livebg.sources import open_source
from livebg.types import Source
from tests.fakes import ExactSegmenter, PlainBackground, SceneSource

LIMIT_MS = 30_000
SETTINGS = Settings(camera=CameraSettings(source="demo"), look=LookSettings(background="study"))
Make = Callable[..., RehearsalPage]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made: list[RehearsalPage] = []

    def page(open_source: Callable[[Settings], Source], openers: Openers | None = None) -> RehearsalPage:
        made.append(RehearsalPage(SETTINGS, open_source, openers=openers, seconds=0.1))
        qtbot.addWidget(made[-1])
        made[-1].resize(680, 600)
        made[-1].show()
        return made[-1]

    yield page
    for page_ in made:
        page_.stop()


def demo(settings: Settings) -> Source:
    return open_source(settings.camera, paced=False)


def test_from_the_button_to_the_choice(make: Make, qtbot: QtBot):
    page = make(demo)
    order: list[str] = []
    page.camera_needed.connect(lambda: order.append("needed"))
    page.camera_free.connect(lambda: order.append("free"))
    qtbot.mouseClick(page.record, Qt.MouseButton.LeftButton)
    assert not page.record.isEnabled() and page.bar.isVisible()
    qtbot.waitUntil(page.record.isEnabled, timeout=LIMIT_MS)
    assert order == ["needed", "free"]
    names = [(card.trial.candidate.model, card.trial.candidate.variant) for card in page.cards]
    assert names[0] == (SETTINGS.model.model, "as set") and len(names) == len(set(names)) >= 3
    marked = [card for card in page.cards if card.name.text().startswith("★")]
    assert len(marked) == 1 and "Best for this computer" in marked[0].figures.text()
    assert "CPU" in page.cards[1].figures.text() and page.cards[1].picture.pixmap().width() == 300
    with qtbot.waitSignal(page.picked) as picked:
        qtbot.mouseClick(page.cards[1].use, Qt.MouseButton.LeftButton)
    assert picked.args == [page.cards[1].trial.candidate.settings]
    assert picked.args[0].look.background == "study"


def test_a_camera_that_is_let_go_of_late_is_waited_for(make: Make, qtbot: QtBot):
    tries: list[int] = []

    def busy_at_first(settings: Settings) -> Source:
        tries.append(1)
        if len(tries) < 3:
            raise SourceError("camera 0 is in use")
        return SceneSource()

    openers = Openers(segmenter=lambda settings: ExactSegmenter(), background=lambda look: PlainBackground())
    page = make(busy_at_first, openers)
    with qtbot.waitSignal(page.camera_free, timeout=LIMIT_MS):
        page.record.click()
    assert len(tries) == 3


def test_no_camera_is_said_and_one_can_try_again(make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("livebg.gui.rehearsal_worker.PATIENCE_S", 0.1)

    def none(settings: Settings) -> Source:
        raise SourceError("there is no camera; plug one in")

    page = make(none)
    with qtbot.waitSignal(page.camera_free, timeout=LIMIT_MS):
        page.record.click()
    qtbot.waitUntil(page.record.isEnabled, timeout=LIMIT_MS)
    assert page.problem.text() == "there is no camera; plug one in" and page.problem.isVisible()
    assert page.cards == []


def test_closing_in_the_middle_ends_the_thread_and_frees_the_camera(make: Make, qtbot: QtBot):
    sources: list[SceneSource] = []

    def endless(settings: Settings) -> Source:
        sources.append(SceneSource(fps=10))
        return sources[-1]

    page = make(endless)
    page.record.click()
    qtbot.waitUntil(lambda: bool(sources), timeout=LIMIT_MS)
    page.stop()  # the fixture `_no_thread_left` looks that it has
    assert sources[0].closed.is_set()
