"""Drive the window by mouse and keyboard, and look at what the sink behind it received."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QStandardItemModel
from PyQt6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from livebg.choices import Choice, Choices, camera_choices, model_choices, output_choices
from livebg.errors import DisplayError, SourceError
from livebg.gui.choosers import Choosers
from livebg.gui.display import check_display, check_libraries, missing_sentence
from livebg.gui.shield import remedy_command, words
from livebg.gui.theme import DARK, LIGHT
from livebg.gui.tiles import VALUE
from livebg.gui.window import Window
from livebg.remote import ask
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from livebg.settings_file import SettingsFile
from livebg.sources import CameraChoice
from livebg.types import Composite, Source
from livebg.wishes import AppState
from tests.fakes import Recorder, SceneSource, lost_camera
from tests.test_app import SCENE, grey_of, wished
from tests.windows import LIMIT_MS, opened, use_own_folders, wait_for

GREEN = "#00ff00"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_folders(tmp_path, monkeypatch)


def corner(seen: list[Composite]) -> tuple[int, ...]:
    """Give the colour of the newest picture's corner, (B, G, R); () for the card."""
    return tuple(seen[-1].image[1, 1].tolist()) if seen[-1].index >= 0 else ()


def preview_corner(window: Window) -> QColor | None:
    """Give the colour of the preview's corner; None for a card."""
    picture = window.preview.picture()
    return None if picture is None else picture.pixelColor(2, 2)


def grey(level: int) -> tuple[int, int, int]:
    return level, level, level


def demo_settings() -> Settings:
    return Settings(camera=CameraSettings(source="demo", loop=True), look=LookSettings(background=GREEN))


def tile(window: Window, value: str) -> object:
    model = window.side.gallery.tiles.model()
    assert isinstance(model, QStandardItemModel)
    return next(i for i in (model.index(row, 0) for row in range(model.rowCount())) if i.data(VALUE) == value)


def test_the_demo_clip_through_the_real_pipeline(qtbot: QtBot, tmp_path: Path):
    sink = Recorder(fps=20, size=(320, 180))
    with opened(qtbot, tmp_path, demo_settings(), None, sink=sink) as (window, _):
        wait_for(qtbot, sink, lambda seen: corner(seen) == (0, 255, 0))
        qtbot.waitUntil(lambda: window.preview.picture() is not None, timeout=LIMIT_MS)
        assert window.shield.title.text() == "Protected"

        # pass-through, and back
        qtbot.mouseClick(window.through, Qt.MouseButton.LeftButton)
        wait_for(qtbot, sink, lambda seen: corner(seen) not in ((), (0, 255, 0)))
        qtbot.waitUntil(lambda: window.shield.property("tone") == "bad", timeout=LIMIT_MS)
        edge = window.preview.grab().toImage().pixelColor(window.preview.width() // 2, 3)
        assert edge.red() > 180 > 90 > edge.green(), "a red frame"
        qtbot.keyClick(window, Qt.Key.Key_T, CONTROL | SHIFT)
        wait_for(qtbot, sink, lambda seen: corner(seen) == (0, 255, 0))
        # the preview may be behind, and then shows a card, or the room, which is not green either
        qtbot.waitUntil(lambda: preview_corner(window) == QColor(GREEN), timeout=LIMIT_MS)

        # the preview is a mirror, the output is not
        window.set_background("study")
        wait_for(qtbot, sink, lambda seen: corner(seen) not in ((), (0, 255, 0)))
        study = sink.seen[-1].image.astype(int)
        qtbot.waitUntil(lambda: preview_corner(window) not in (None, QColor(GREEN)), timeout=LIMIT_MS)
        picture = window.preview.picture()
        assert picture is not None
        small = picture.scaled(320, 180).convertToFormat(picture.Format.Format_BGR888)
        pixels = np.frombuffer(small.constBits().asstring(small.sizeInBytes()), np.uint8).reshape(180, -1)
        mirrored = pixels[:, : 320 * 3].reshape(180, 320, 3)[:, ::-1].astype(int)
        top = np.s_[:60]
        assert np.abs(mirrored[top] - study[top]).mean() < np.abs(mirrored[top, ::-1] - study[top]).mean() / 2


def test_a_click_on_a_tile_changes_what_others_see(qtbot: QtBot, tmp_path: Path):
    def background(look: LookSettings) -> object:
        return grey_of(LookSettings(background="#e0e0e0" if look.background == "study" else "#202020"))

    openers = Openers(SCENE.source, SCENE.segmenter, background)  # type: ignore[arg-type]
    with opened(qtbot, tmp_path, wished("#202020"), openers) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        tiles = window.side.gallery.tiles
        place = tiles.visualRect(tile(window, "study")).center()  # type: ignore[arg-type]
        qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0xE0))


def test_pause_by_key_and_by_remote_control(qtbot: QtBot, tmp_path: Path):
    with opened(qtbot, tmp_path, wished(), SCENE) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
        wait_for(qtbot, sink, lambda seen: corner(seen) == ())
        qtbot.waitUntil(lambda: window.pause.isChecked() and window.shield.title.text() == "Paused", timeout=LIMIT_MS)
        assert window.preview.picture() is None
        assert ask("resume")["state"]
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        qtbot.waitUntil(lambda: not window.pause.isChecked(), timeout=LIMIT_MS)
        window.hide()
        ask("show")
        qtbot.waitUntil(window.isVisible, timeout=LIMIT_MS)


def test_the_blur_slider_by_keyboard_is_applied_and_kept_in_the_file(qtbot: QtBot, tmp_path: Path):
    opened_looks: list[str] = []

    def background(look: LookSettings) -> object:
        opened_looks.append(look.background)
        return grey_of(LookSettings(background="#606060" if look.background.startswith("blur") else "#202020"))

    file = SettingsFile(tmp_path / "settings.toml")
    openers = Openers(SCENE.source, SCENE.segmenter, background)  # type: ignore[arg-type]
    with opened(qtbot, tmp_path, file.settings.model_copy(update={"look": wished().look}), openers, file=file) as (
        window,
        sink,
    ):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        window.side.quick.blur.setFocus()
        for _ in range(3):
            qtbot.keyClick(window.side.quick.blur, Qt.Key.Key_PageUp)
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x60))
        assert opened_looks[-1] == "blur:0.3"
        qtbot.waitUntil(lambda: "blur:0.3" in file.path.read_text() if file.path.exists() else False, timeout=LIMIT_MS)


def test_an_edited_file_is_taken_over_and_a_broken_one_changes_nothing(qtbot: QtBot, tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text('[look]\nbackground = "#202020"\n', encoding="utf-8")
    file = SettingsFile(path)
    with opened(qtbot, tmp_path, file.settings, SCENE, file=file) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        path.write_text('[look]\nbackground = "#a0a0a0"\n', encoding="utf-8")
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0xA0))
        path.write_text("[look\n", encoding="utf-8")
        qtbot.waitUntil(window.note.isVisible, timeout=LIMIT_MS)
        assert "settings.toml" in window.note.text.text()
        assert corner(sink.seen) == grey(0xA0)


def test_a_background_that_cannot_be_used_is_said_and_not_kept(qtbot: QtBot, tmp_path: Path):
    file = SettingsFile(tmp_path / "settings.toml")
    with opened(qtbot, tmp_path, wished(), SCENE, file=file) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        window.set_background("gone.jpg")
        qtbot.waitUntil(lambda: "There is no gone.jpg" in window.note.text.text(), timeout=LIMIT_MS)
        count = len(sink.seen)
        wait_for(qtbot, sink, lambda seen: len(seen) > count + 3 and corner(seen) == grey(0x20))
    assert not file.path.exists() or "gone" not in file.path.read_text()


def test_a_settings_file_that_cannot_be_written_is_said_after_a_problem_that_has_passed(qtbot: QtBot, tmp_path: Path):
    (tmp_path / "plain").write_text("no folder", encoding="utf-8")
    file = SettingsFile(tmp_path / "plain" / "settings.toml")
    with opened(qtbot, tmp_path, wished(), SCENE, file=file) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        window.set_background("gone.jpg")
        qtbot.waitUntil(lambda: "There is no gone.jpg" in window.note.text.text(), timeout=LIMIT_MS)
        window.set_background("#a0a0a0")
        qtbot.waitUntil(lambda: "Cannot save" in window.note.text.text(), timeout=LIMIT_MS)
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0xA0))
        window.look()
        assert window.note.isVisible() and "is forgotten when livebg ends" in window.note.text.text()


def test_an_unplugged_camera_shows_cards_on_both_sides_and_comes_back(qtbot: QtBot, tmp_path: Path):
    plugged: list[Source] = []
    back = threading.Event()

    def open_camera(camera: CameraSettings) -> Source:
        if plugged and not back.is_set():
            raise SourceError("no camera")
        plugged.append(SceneSource(lost_camera if not plugged else lambda index: None))
        return plugged[-1]

    openers = Openers(open_camera, SCENE.segmenter, SCENE.background)
    with opened(qtbot, tmp_path, wished(), openers) as (window, sink):
        qtbot.waitUntil(lambda: window.shield.title.text() == "Camera lost", timeout=LIMIT_MS)
        wait_for(qtbot, sink, lambda seen: corner(seen) == ())
        qtbot.waitUntil(lambda: window.preview.picture() is None, timeout=LIMIT_MS)
        back.set()
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))


def test_closing_ends_livebg_unless_the_tray_was_chosen(qtbot: QtBot, tmp_path: Path):
    with opened(qtbot, tmp_path, wished(), SCENE) as (window, sink):
        wait_for(qtbot, sink, lambda seen: corner(seen) == grey(0x20))
        window.in_tray, window.remembered.close_to_tray = True, True
        with qtbot.assertNotEmitted(window.quitting):
            window.close()
        count = len(sink.seen)
        wait_for(qtbot, sink, lambda seen: len(seen) > count + 5 and corner(seen) == grey(0x20))
        window.remembered.close_to_tray = False
        window.show()
        with qtbot.waitSignal(window.quitting):
            window.close()


def test_choosers_say_why_something_cannot_be_chosen(qtbot: QtBot):
    choosers = Choosers(wished())
    qtbot.addWidget(choosers)
    cameras = (Choice("Cam", "Cam"), Choice("livebg", "livebg", "what livebg itself shows"))
    choosers.set_choices(
        Choices(
            cameras,
            (),
            (Choice("quality", "quality"), Choice("bad", "bad", "it is corrupt")),
            (Choice("cpu", "cpu: any"), Choice("cuda", "cuda", "no driver")),
        )
    )
    assert row(choosers.camera, "Cam") == (True, "Cam")
    assert row(choosers.camera, "livebg") == (False, "livebg: what livebg itself shows")
    assert row(choosers.model, "bad") == (False, "bad: it is corrupt")
    assert row(choosers.device, "cuda") == (False, "cuda: no driver")
    choosers.show()
    choosers.camera.setFocus()
    with qtbot.waitSignal(choosers.changed) as told:
        qtbot.keyClick(choosers.camera, Qt.Key.Key_Down)
    assert told.args is not None and told.args[0].camera.source == "Cam"
    with qtbot.waitSignal(choosers.changed) as told:
        qtbot.keyClick(choosers.camera, Qt.Key.Key_Down)
    assert told.args[0].camera.source == "screen", "what cannot be chosen is skipped"
    assert choosers.frame_size.isEnabled()
    choosers.set_state(AppState("live", told.args[0]))
    assert not choosers.frame_size.isEnabled(), "a screen cannot be asked for a size"


def row(box: QComboBox, value: str) -> tuple[bool, str]:
    place = box.findData(value)
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    item = model.item(place)
    assert item is not None
    return item.isEnabled(), box.itemText(place)


def test_choices_name_cameras_and_models():
    twins = [
        CameraChoice(0, "Cam", "", "V4L2"),
        CameraChoice(2, "Cam", "", "V4L2"),
        CameraChoice(3, "livebg", "", "V4L2"),
    ]
    assert [(choice.value, bool(choice.reason)) for choice in camera_choices(twins)] == [
        ("0", False),
        ("2", False),
        ("livebg", True),
    ]
    offered = [choice.value for choice in output_choices([CameraChoice(3, "livebg", "/dev/video10", "V4L2")])]
    assert offered == ["/dev/video10", *(["pipewire"] if sys.platform == "linux" else [])]
    assert {choice.value for choice in model_choices() if not choice.reason} >= {"balanced", "quality"}


@pytest.mark.skipif(os.name != "posix", reason="displays are named so on Linux only")
def test_no_display_names_the_headless_command():
    with pytest.raises(DisplayError, match="livebg run"):
        check_display({})
    with pytest.raises(DisplayError, match=r"':9999' does not answer.*livebg run"):
        check_display({"DISPLAY": ":9999", "QT_QPA_PLATFORM": "xcb"})


def test_a_library_that_is_missing_is_named_with_its_package(tmp_path: Path):
    assert "sudo apt install libxcb-cursor0 libxcb-icccm4." in missing_sentence(
        "", ["libxcb-icccm.so.4", "libxcb-cursor.so.0"]
    )
    broken = tmp_path / "libqxcb.so"
    broken.write_bytes(b"no library")
    with pytest.raises(DisplayError, match=r"Qt cannot open a window.*livebg run"):
        check_libraries(broken)


def test_the_remedy_is_the_command_at_the_end():
    problem = "no virtual camera: x. To get one, load the driver (Debian package v4l2loopback-dkms): sudo modprobe v4l2loopback a=1"
    assert remedy_command(problem) == "sudo modprobe v4l2loopback a=1"
    assert remedy_command("no virtual camera: install OBS Studio") == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_texts_can_be_read_on_their_grounds(theme: object):
    pairs = [*theme.tones.values(), (theme.window, theme.text), (theme.raised, theme.text)]  # type: ignore[attr-defined]
    pairs += [(theme.window, theme.quiet), (theme.accent, theme.on_accent)]  # type: ignore[attr-defined]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


def contrast(one: str, other: str) -> float:
    """Give the contrast of WCAG 2.1, 1 to 21."""

    def light(name: str) -> float:
        r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in QColor(name).getRgbF()[:3])  # type: ignore[operator]
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_phase_has_words():
    phases = ("starting", "live", "passing", "paused", "lost", "demo", "failed", "ended")
    said = [words(AppState(phase, Settings())) for phase in phases]
    assert len({entry.title for entry in said}) == len(phases)
    assert [entry.tone for entry in said].count("bad") == 1
