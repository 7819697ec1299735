"""The gallery gives the values that the pipeline takes, adds what can be shown, and says what cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PyQt6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QPixmap
from PyQt6.QtWidgets import QColorDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from livebg.assets import asset
from livebg.backgrounds import open_background
from livebg.gui.gallery import Gallery
from livebg.gui.tiles import CHOSEN, KIND, VALUE
from livebg.library import Library
from livebg.settings import LookSettings

LIMIT_MS = 120_000


@pytest.fixture
def beach(tmp_path: Path) -> Path:
    path = tmp_path / "beach.png"
    cv2.imwrite(str(path), np.full((90, 160, 3), (200, 150, 20), np.uint8))
    return path


@pytest.fixture
def gallery(qtbot: QtBot, tmp_path: Path) -> Iterator[Gallery]:
    gallery = Gallery(Library(tmp_path / "library"), cache=tmp_path / "cache")
    qtbot.addWidget(gallery)
    gallery.resize(620, 420)
    gallery.show()
    gallery.start()
    yield gallery
    gallery.stop()


def tiles(gallery: Gallery) -> dict[str, tuple[str, str, bool]]:
    """Give value -> (name, kind, chosen) of all tiles in order."""
    model = gallery.tiles.model()
    assert model is not None
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return {row.data(VALUE): (row.data(), row.data(KIND), bool(row.data(CHOSEN))) for row in rows}


def place(gallery: Gallery, value: str) -> QModelIndex:
    model = gallery.tiles.model()
    assert model is not None
    return model.index(list(tiles(gallery)).index(value), 0)


def click(qtbot: QtBot, gallery: Gallery, value: str) -> None:
    index = place(gallery, value)
    gallery.tiles.scrollTo(index)
    qtbot.mouseClick(gallery.tiles.viewport(), Qt.MouseButton.LeftButton, pos=gallery.tiles.visualRect(index).center())


def added(qtbot: QtBot, gallery: Gallery, path: Path) -> str:
    with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS) as chosen:
        gallery.add_paths([path])
    value = chosen.args[0]
    assert isinstance(value, str)
    return value


def test_effects_come_first_then_the_library(gallery: Gallery):
    assert list(tiles(gallery)) == [
        "blur:0.25", "blur:0.5", "blur:0.85", "bokeh:0.5", "colour", "transparent", "living-room", "reading-corner", "study",
    ]  # fmt: skip


def test_every_tile_that_is_clicked_gives_a_background_that_opens(gallery: Gallery, qtbot: QtBot):
    for value in tiles(gallery):
        if value == "colour":
            continue
        with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS) as chosen:
            click(qtbot, gallery, value)
        assert chosen.args == [value]
        open_background(LookSettings(background=value)).close()
        assert [v for v, (_, _, marked) in tiles(gallery).items() if marked] == [value]


def test_the_keyboard_does_it_all(gallery: Gallery, qtbot: QtBot):
    gallery.set_current("blur:0.25")
    gallery.tiles.setFocus()
    for key, value in ((Qt.Key.Key_Return, "blur:0.5"), (Qt.Key.Key_Space, "blur:0.85")):
        qtbot.keyClick(gallery.tiles, Qt.Key.Key_Right)
        with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS) as chosen:
            qtbot.keyClick(gallery.tiles, key)
        assert chosen.args == [value]


def test_thumbnails_arrive(gallery: Gallery, qtbot: QtBot):
    def seen() -> bool:
        index = place(gallery, "study")
        return isinstance(index.data(Qt.ItemDataRole.DecorationRole), QPixmap)

    qtbot.waitUntil(seen, timeout=LIMIT_MS)


@pytest.mark.qt_log_ignore("JPEG data")
def test_a_cut_thumbnail_is_made_anew(gallery: Gallery, qtbot: QtBot, tmp_path: Path):
    qtbot.waitUntil(lambda: len(list((tmp_path / "cache").glob("*.jpg"))) == 7, timeout=LIMIT_MS)
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(path.read_bytes()[:20])
    again = Gallery(Library(tmp_path / "library"), cache=tmp_path / "cache")
    qtbot.addWidget(again)
    again.start()
    try:
        qtbot.waitUntil(lambda: isinstance(place(again, "study").data(1), QPixmap), timeout=LIMIT_MS)
    finally:
        again.stop()


@pytest.mark.parametrize(
    ("value", "marked"),
    [("blur", "blur:0.5"), ("blur:0.3", "blur:0.25"), ("blur:1", "blur:0.85"), ("#ff0000", "colour"), ("study", "study"),
     ("/not/there.png", None), ("blur:x", None)],
)  # fmt: skip
def test_what_is_in_use_is_marked_without_a_signal(gallery: Gallery, qtbot: QtBot, value: str, marked: str | None):
    with qtbot.assertNotEmitted(gallery.chosen):
        gallery.set_current(value)
    assert [v for v, (_, _, chosen) in tiles(gallery).items() if chosen] == ([marked] if marked else [])


def test_an_added_picture_is_used_at_once_and_comes_first(gallery: Gallery, qtbot: QtBot, beach: Path):
    value = added(qtbot, gallery, beach)
    assert list(tiles(gallery))[6] == value and tiles(gallery)[value] == ("beach", "picture", True)
    open_background(LookSettings(background=value)).close()


def test_a_video_and_a_folder_can_be_added(gallery: Gallery, qtbot: QtBot):
    video = added(qtbot, gallery, asset("demo/person.mp4"))
    folder = added(qtbot, gallery, asset("backgrounds"))
    assert tiles(gallery)[video][1] == "video"
    assert tiles(gallery)[folder][1] == "folder"


def test_what_cannot_be_shown_is_not_added_and_named(gallery: Gallery, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.png").write_bytes(b"no picture")
    (tmp_path / "cut.mp4").write_bytes(asset("demo/person.mp4").read_bytes()[:3000])
    before = tiles(gallery)
    for name in ("bad.png", "cut.mp4", "empty", "none.jpg"):
        with qtbot.waitSignal(gallery.failed, timeout=LIMIT_MS) as failed:
            gallery.add_paths([tmp_path / name])
        assert name in failed.args[0]
    assert tiles(gallery) == before


def drop(gallery: Gallery, content: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    gallery.dropEvent(event)
    return event


def test_what_was_refused_is_still_said_when_others_were_added(
    gallery: Gallery, qtbot: QtBot, tmp_path: Path, beach: Path
):
    bad, clip = tmp_path / "bad.png", tmp_path / "cut.mp4"
    bad.write_bytes(b"no picture")
    clip.write_bytes(asset("demo/person.mp4").read_bytes()[:3000])
    said: list[str] = []
    gallery.failed.connect(said.append)
    gallery.chosen.connect(lambda value: said.append(f"use {Path(value).stem}"))
    gallery.add_paths([clip, bad, beach])
    qtbot.waitUntil(lambda: len(said) == 4, timeout=LIMIT_MS)
    assert said[2] == "use beach" and said[3] == said[1]
    assert "cut.mp4 has no pictures to play" in said[3] and said[3].endswith(" 1 more could not be added.")


def test_files_and_pictures_are_dropped_and_pasted(gallery: Gallery, qtbot: QtBot, beach: Path):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(beach))])
    with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS):
        drop(gallery, files)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(QColor("#20a040"))
    clipboard.setImage(picture)
    gallery.tiles.setFocus()
    with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS) as chosen:
        qtbot.keyClick(gallery.tiles, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert tiles(gallery)[chosen.args[0]][0] == "Pasted picture"
    assert cv2.imread(chosen.args[0])[0, 0].tolist() == [0x40, 0xA0, 0x20]


def test_what_is_no_picture_is_refused_in_words(gallery: Gallery, qtbot: QtBot):
    link = QMimeData()
    link.setUrls([QUrl("https://livebg.invalid/beach.jpg")])
    with qtbot.waitSignal(gallery.failed, timeout=LIMIT_MS) as failed:
        drop(gallery, link)
    assert "save the picture first" in failed.args[0]
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("hello")
    with qtbot.waitSignal(gallery.failed, timeout=LIMIT_MS) as failed:
        gallery.paste()
    assert "no picture to paste" in failed.args[0]


def test_rename_by_keyboard(gallery: Gallery, qtbot: QtBot, beach: Path, tmp_path: Path):
    value = added(qtbot, gallery, beach)
    gallery.tiles.edit(place(gallery, value))
    editor = gallery.tiles.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Sea")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tiles(gallery)[value][0] == "Sea", timeout=LIMIT_MS)
    assert Library(tmp_path / "library").items()[0].name == "Sea"


def test_what_was_added_last_comes_first(gallery: Gallery, qtbot: QtBot, beach: Path, tmp_path: Path):
    cv2.imwrite(str(tmp_path / "dunes.png"), np.full((90, 160, 3), (20, 200, 150), np.uint8))
    first, second = added(qtbot, gallery, beach), added(qtbot, gallery, tmp_path / "dunes.png")
    qtbot.waitUntil(lambda: list(tiles(gallery))[6:8] == [second, first], timeout=LIMIT_MS)


def test_remove_asks_first_and_falls_back_to_blur(gallery: Gallery, qtbot: QtBot, beach: Path):
    value = added(qtbot, gallery, beach)
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_Delete)
    box = gallery.findChild(QMessageBox)
    assert box is not None and "beach" in box.text()
    with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS) as chosen:
        next(b for b in box.buttons() if b.text() == "Remove").click()
    assert chosen.args == ["blur:0.5"]
    assert value not in tiles(gallery) and not Path(value).exists() and beach.exists()


def test_bundled_ones_cannot_be_removed(gallery: Gallery, qtbot: QtBot):
    click(qtbot, gallery, "study")
    with qtbot.waitSignal(gallery.failed, timeout=LIMIT_MS):
        qtbot.keyClick(gallery.tiles, Qt.Key.Key_Delete)
    assert "study" in tiles(gallery)


def test_a_file_that_was_taken_away_is_marked_and_not_used(gallery: Gallery, qtbot: QtBot, beach: Path, tmp_path: Path):
    value = added(qtbot, gallery, beach)
    Path(value).unlink()
    again = Gallery(Library(tmp_path / "library"), cache=tmp_path / "cache")
    qtbot.addWidget(again)
    again.show()
    assert tiles(again)[value][1] == "missing"
    with qtbot.waitSignal(again.failed, timeout=LIMIT_MS) as failed, qtbot.assertNotEmitted(again.chosen):
        click(qtbot, again, value)
    assert "“beach” cannot be shown" in failed.args[0]


def test_a_colour_is_chosen(gallery: Gallery, qtbot: QtBot):
    click(qtbot, gallery, "colour")
    dialog = gallery.findChild(QColorDialog)
    assert dialog is not None
    dialog.setCurrentColor(QColor("#aa3377"))
    with qtbot.waitSignal(gallery.chosen, timeout=LIMIT_MS) as chosen:
        dialog.accept()
    assert chosen.args == ["#aa3377"]
    assert place(gallery, "colour").data(Qt.ItemDataRole.DecorationRole) == QColor("#aa3377")


def test_a_library_that_cannot_be_written_is_said_and_the_choice_holds(qtbot: QtBot, tmp_path: Path):
    (tmp_path / "blocked").write_text("")
    gallery = Gallery(Library(tmp_path / "blocked" / "library"), cache=tmp_path / "cache")
    qtbot.addWidget(gallery)
    gallery.show()
    with qtbot.waitSignals([gallery.chosen, gallery.failed], timeout=LIMIT_MS):
        click(qtbot, gallery, "study")
    assert tiles(gallery)["study"][2]


def test_names_are_there_for_screen_readers(gallery: Gallery):
    assert gallery.tiles.accessibleName() == "Backgrounds"
    assert [name for name, _, _ in tiles(gallery).values()][:3] == ["Slight blur", "Blur", "Strong blur"]
