"""Try the window as people in a hurry do: wrong keys, files dropped on the picture, small screens, things that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPalette
from PyQt6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from livebg.backgrounds import open_background
from livebg.choices import Choice, Choices, model_choices
from livebg.errors import SourceError
from livebg.gui.choosers import Choosers
from livebg.gui.theme import use_theme
from livebg.gui.window import FRAME, Window
from livebg.library import Library
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from livebg.types import Background, Source
from tests.fakes import Recorder
from tests.test_app import SCENE, wished
from tests.test_gui_window import corner, grey, tile
from tests.windows import LIMIT_MS, opened, use_own_folders, wait_for

BLUE = (200, 90, 10)  # B, G, R
NO_BUTTON = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_folders(tmp_path, monkeypatch)


@pytest.fixture
def _look(qapp: QApplication) -> Iterator[None]:
    use_theme(qapp, dark=False)
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest.fixture
def sea(tmp_path: Path) -> Path:
    path = tmp_path / "sea.png"
    cv2.imwrite(str(path), np.full((90, 160, 3), BLUE, np.uint8))
    return path


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Window, Recorder]]:
    """Give a window on the scene with the real backgrounds."""
    openers = Openers(SCENE.source, SCENE.segmenter)
    with opened(qtbot, tmp_path, wished("#202020"), openers) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        yield window, sink


def drop(window: Window, path: Path, at: QPoint) -> None:
    """Drag a file over the window and drop it, as Qt tells it."""
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(at, action, content, button, NO_BUTTON)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(at), action, content, button, NO_BUTTON))


def test_a_file_dropped_on_the_picture_is_what_others_see(qtbot: QtBot, scene: tuple[Window, Recorder], sea: Path):
    window, sink = scene
    assert window.acceptDrops() and not window.preview.acceptDrops() and not window.side.gallery.acceptDrops()
    drop(window, sea, window.preview.geometry().center())
    wait_for(qtbot, sink, lambda seen: corner(seen) == BLUE)


def test_the_picture_says_that_something_can_be_dropped(scene: tuple[Window, Recorder], sea: Path):
    window, _ = scene
    window.preview.take()
    content = QMimeData()
    content.setText("no file")
    refused = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, NO_BUTTON)
    refused.ignore()
    QApplication.sendEvent(window, refused)
    plain = window.preview.grab().toImage()
    content.setUrls([QUrl.fromLocalFile(str(sea))])
    entered = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, NO_BUTTON)
    QApplication.sendEvent(window, entered)
    middle = QPoint(plain.width() // 2, plain.height() // 4)
    assert window.preview.grab().toImage().pixelColor(middle).lightness() < plain.pixelColor(middle).lightness()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.preview.grab().toImage().pixelColor(middle).lightness() == plain.pixelColor(middle).lightness()


def test_f2_renames_a_tile_that_is_not_in_use_and_return_keeps_the_name(
    qtbot: QtBot, scene: tuple[Window, Recorder], sea: Path
):
    window, sink = scene
    drop(window, sea, QPoint(20, 20))
    wait_for(qtbot, sink, lambda seen: corner(seen) == BLUE)
    value = Library().items()[0].value
    window.set_background("#a0a0a0")
    wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0xA0))
    tiles = window.side.gallery.tiles
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=LIMIT_MS)
    tiles.setFocus()
    tiles.setCurrentIndex(tile(window, value))  # type: ignore[arg-type]
    qtbot.keyClick(tiles, Qt.Key.Key_F2)
    editor = tiles.findChild(QLineEdit)
    assert editor is not None, "and no other window opens"
    editor.selectAll()
    qtbot.keyClicks(editor, "The sea")
    window.side.gallery.set_current("#a0a0a0")  # as any change of state does
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: Library().items()[0].name == "The sea", timeout=LIMIT_MS)
    count = len(sink.seen)
    wait_for(qtbot, sink, lambda seen: len(seen) > count + 5)
    assert corner(sink.seen) == grey(0xA0), "a name does not change what others see"


def test_the_window_fits_the_screen(scene: tuple[Window, Recorder]):
    window, _ = scene
    screen = window.screen()
    assert screen is not None
    room = screen.availableSize() - FRAME
    assert window.size() == QSize(1320, 700).boundedTo(room).expandedTo(window.minimumSizeHint())


def without_camera(openers: Openers) -> Openers:
    def none(camera: CameraSettings) -> Source:
        if camera.source == "auto":
            raise SourceError("no camera was found")
        return SCENE.source(camera)

    return Openers(none, openers.segmenter, openers.background)


def test_a_background_that_is_gone_is_said_where_there_is_no_camera_too(qtbot: QtBot, tmp_path: Path):
    gone = str(tmp_path / "gone.png")
    settings = Settings(look=LookSettings(background=gone))
    openers = without_camera(Openers(SCENE.source, SCENE.segmenter, open_background))
    with opened(qtbot, tmp_path, settings, openers) as (window, sink):
        qtbot.waitUntil(lambda: gone in window.note.text.text() and window.note.isVisible(), timeout=LIMIT_MS)
        qtbot.waitUntil(lambda: window.preview.picture() is not None, timeout=LIMIT_MS)
        wait_for(qtbot, sink, lambda seen: corner(seen) == ())
        window.set_background("#a0a0a0")
        qtbot.waitUntil(lambda: not window.note.isVisible(), timeout=LIMIT_MS)


def test_pass_through_cannot_be_wished_while_there_is_no_camera(qtbot: QtBot, tmp_path: Path):
    openers = without_camera(Openers(SCENE.source, SCENE.segmenter, open_background))
    with opened(qtbot, tmp_path, wished().model_copy(update={"camera": CameraSettings()}), openers) as (window, sink):
        qtbot.waitUntil(lambda: window.shield.title.text() == "No camera", timeout=LIMIT_MS)
        qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        qtbot.mouseClick(window.through, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.preview.picture() is not None, timeout=LIMIT_MS)
        assert not window._app.state().passing and not window.through.isEnabled()
        assert all(picture.index < 0 for picture in sink.seen), "others see cards only"


def test_portrait_blur_is_a_tile_and_its_strength_is_the_blur_slider(qtbot: QtBot, tmp_path: Path):
    asked: list[str] = []

    def background(look: LookSettings) -> Background:
        asked.append(look.background)
        return open_background(look)

    openers = Openers(SCENE.source, SCENE.segmenter, background)
    with opened(qtbot, tmp_path, wished("#202020"), openers) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        blur = window.side.quick.blur
        assert blur.value() == 0, "there is no blur"
        tiles = window.side.gallery.tiles
        place = tiles.visualRect(tile(window, "bokeh:0.5")).center()  # type: ignore[arg-type]
        qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.waitUntil(lambda: blur.value() == 50, timeout=LIMIT_MS)
        qtbot.keyClick(blur, Qt.Key.Key_PageUp)
        qtbot.waitUntil(lambda: asked[-1] == "bokeh:0.6", timeout=LIMIT_MS)
        wait_for(qtbot, sink, lambda seen: corner(seen) not in ((), grey(0x20)))


@pytest.mark.usefixtures("_look")
def test_a_long_reason_is_wrapped_at_the_width_of_its_box(qtbot: QtBot):
    choosers = Choosers(wished())
    qtbot.addWidget(choosers)
    reason = "onnxruntime 1.32.0 is without it; the onnxruntime packages exclude one another, so first: pip uninstall onnxruntime"
    choosers.set_choices(Choices((), (), (), (Choice("cpu", "cpu: any"), Choice("cuda", "cuda", reason))))
    choosers.resize(420, 300)
    choosers.show()
    choosers.device.showPopup()
    view = choosers.device.view()
    assert view is not None
    rows = [view.visualRect(choosers.device.model().index(row, 0)) for row in range(2)]  # type: ignore[union-attr]
    assert view.width() <= choosers.device.width() + 4
    assert rows[1].height() > 2 * rows[0].height()
    choosers.device.hidePopup()


def test_people_choose_among_networks_and_not_among_their_files():
    offered = [choice.value for choice in model_choices()]
    assert {"fast", "balanced", "quality"} <= set(offered) and not [name for name in offered if "int8" in name]


def test_the_same_slip_is_said_each_time(qtbot: QtBot, scene: tuple[Window, Recorder]):
    window, _ = scene
    for _ in range(2):
        window.set_background("gone.jpg")
        qtbot.waitUntil(lambda: "gone.jpg" in window.note.text.text(), timeout=LIMIT_MS)
        qtbot.waitUntil(window.note.isVisible, timeout=LIMIT_MS)
        window.note.away.click()
