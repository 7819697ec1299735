"""Every sentence that the window can meet is known in Vietnamese, whatever stands in its holes."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QTranslator, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from livebg.backgrounds import open_background
from livebg.choices import Choice, Choices
from livebg.doctor.finding import Finding
from livebg.errors import LivebgError, ModelError
from livebg.gui.choosers import Choosers
from livebg.gui.doctor_page import FindingRow
from livebg.gui.sentences import HOLE, KNOWN, MOST_LISTED, read, sentence
from livebg.gui.shield import OutputBar
from livebg.gui.texts import FOLDER, install_translations
from livebg.library import Library
from livebg.pictures import read_picture
from livebg.segmenters.onnx import read_model
from livebg.settings import LookSettings, Settings
from livebg.settings_file import SettingsFile
from livebg.sources.cameras import choose_camera, real_cameras
from livebg.wishes import AppState
from tests.sentences import ERRORS, LEFT_OUT, LIVEBG, Reader, read_all
from tests.test_app import SCENE, wished
from tests.translations import texts
from tests.windows import LIMIT_MS, opened, use_own_folders

AWKWARD = (
    "/home/Nguyễn Văn An/hình nền {1} của tôi.png",
    "'it {9} has \"quotes\"'",
    "100 % \\1 \\g<1> %1 &",
    "camera 0 (USB; Cam)",
    "",
)


@pytest.fixture
def vietnamese(qapp: QApplication) -> Iterator[dict[str, str]]:
    """Let the window speak Vietnamese; give each sentence with its translation."""
    install_translations(qapp, "vi")
    yield {text.source: said for text, said in texts(FOLDER / "livebg_vi.ts").items() if text.context == "Sentences"}
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return read_all()


def fill(text: str, values: tuple[str, ...]) -> str:
    return HOLE.sub(lambda hole: values[int(hole.group()[1]) % len(values)], text)


def error_of(action: Callable[[], object]) -> str:
    with pytest.raises(LivebgError) as caught:
        action()
    return str(caught.value)


def test_the_list_in_the_wheel_is_what_the_code_says(reader: Reader):
    assert json.loads(KNOWN.read_text(encoding="utf-8")) == sorted(reader.found), "run `make translations`"


def test_a_module_is_left_out_for_a_reason(reader: Reader):
    everywhere = {path.relative_to(LIVEBG).as_posix() for path in LIVEBG.rglob("*.py")}
    assert all(LEFT_OUT.values())
    assert [name for name in LEFT_OUT if not any(path.startswith(name) for path in everywhere)] == [], "no such module"
    saying = {module for modules in reader.found.values() for module in modules}
    assert {"doctor/linux.py", "pictures.py", "settings.py", "sinks/virtual_camera.py", "sources/camera.py"} <= saying
    assert not {path for path in saying if path.startswith(tuple(LEFT_OUT))}


def test_no_error_is_raised_in_words_that_cannot_be_read(reader: Reader):
    errors = [said for said in reader.unread if said.partition(": ")[2].partition("(")[0] in ERRORS]
    assert errors == [], "write it as one f-string, or teach tests/sentences.py to read it"


def test_the_reader_follows_names_choices_functions_and_imports():
    reader = Reader([])
    reader.trees = {
        "places.py": ast.parse(
            "HOME = 'the home folder'\ndef advice(x):\n    return f'look into {x} first' if x else ''"
        ),
        "said.py": ast.parse(
            "from livebg.places import HOME, advice\n"
            "def f(path, error):\n"
            "    why = 'it is gone' if path else f'{error!r} was said'\n"
            "    raise SinkError(f'cannot write {path}{error} in {HOME}: {why}; {advice(path)}' + '!')\n"
            "def g(errors):\n"
            "    problem = 'all of it: ' + '; '.join(f'{e} is wrong' for e in errors)\n"
            "    raise SinkError(str(errors)) from ValueError('not for people')\n"
        ),
    }
    reader.read("said.py")
    assert set(reader.found) == {
        "cannot write {1} in the home folder: it is gone; {2}!",
        "cannot write {1} in the home folder: {2} was said; {3}!",
        "look into {1} first",
        "all of it: {1}",
        "{1} is wrong",
    }
    assert reader.unread == ["said.py: SinkError(str(errors))"]


def test_each_sentence_is_said_in_vietnamese_whatever_fills_its_holes(vietnamese: dict[str, str]):
    assert len(vietnamese) > 200
    for turn in range(len(AWKWARD)):
        for source, translated in vietnamese.items():
            tight = any(piece in (" ", "x") for piece in HOLE.split(source)[1:-1])  # between numbers and formats only
            values = tuple(["1280", "7.5", "MJPG"]) if tight else AWKWARD[turn:] + AWKWARD[:turn]
            assert sentence(fill(source, values)) == fill(translated, values), source


def test_what_is_vietnamese_already_stays(vietnamese: dict[str, str]):
    for translated in vietnamese.values():
        said = fill(translated, ("Ảnh của Nguyễn", "camera"))
        assert sentence(said) == said


def test_real_errors_in_vietnamese(vietnamese: dict[str, str], tmp_path: Path):
    folder = tmp_path / "hình của tôi; cũ"
    empty = folder / "trống"
    empty.mkdir(parents=True)
    picture, settings, model = folder / "a: b.png", folder / "settings.toml", folder / "x.onnx"
    picture.write_bytes(b"no picture")
    model.write_bytes(b"no model")
    settings.write_text("[look]\nzoom = 99\nfit = 'y'\nnope = 1\n", encoding="utf-8")
    broken = folder / "broken.toml"
    broken.write_text("[look]\nzoom = 2.0.0\n", encoding="utf-8")
    meant = {
        error_of(lambda: read_picture(picture, ModelError)): (
            f"{picture} không phải là hình giải mã được; cần một tệp JPEG, PNG, WebP, BMP, TIFF hoặc AVIF nguyên vẹn"
        ),
        error_of(lambda: open_background(LookSettings(background=f"{empty}"))): (
            f"thư mục phông nền {empty} không có hình nào; hãy đặt các tệp .jpg hoặc .png vào đó"
        ),
        error_of(lambda: read_model(model)): (
            f"không nạp được {model} làm mô hình: tệp bị hỏng hoặc không phải tệp ONNX; hãy thử: livebg models"
        ),
        error_of(lambda: real_cameras([])): (
            "không tìm thấy camera nào. Để tìm lại: livebg cameras. Để xem livebg khi không có camera: livebg demo"
        ),
        error_of(lambda: choose_camera("a; b", [])): (
            "không có camera, tệp hay thư mục 'a; b'; không tìm thấy camera nào. Để tìm lại: livebg cameras. Để xem livebg khi không "
            "có camera: livebg demo"
        ),
        error_of(lambda: Library(folder).rename("study", "x")): (
            "study không phải là phông nền do bạn thêm; chỉ đổi tên hoặc gỡ bỏ được những phông nền đó"
        ),
        error_of(lambda: Library(folder).add(folder / "gone.png")): (
            f"không thêm được {folder}/gone.png vào thư viện {folder}: không có tệp hoặc thư mục này"
        ),
        SettingsFile(settings).problem: (
            f"không dùng được tệp cài đặt {settings}: look.fit: nhận được 'y', cần là 'cover', 'contain', 'stretch' hoặc 'tile'; "
            "look.zoom: nhận được 99, cần nhỏ hơn hoặc bằng 4; look.nope: nhận được 1, không có cài đặt nào tên như vậy"
        ),
        SettingsFile(broken).problem: (
            f"không đọc được {broken}: số không hợp lệ ở dòng 2 cột 12; hãy sửa hoặc xóa tệp này"
        ),
    }
    assert {english: sentence(english) for english in meant} == meant


def test_a_sentence_in_a_hole_and_a_list_of_them_are_translated_too(vietnamese: dict[str, str]):
    cameras = (
        "no camera can be used: camera 0 (A; B) cannot be opened; is another app using it? Close that app, or try: livebg cameras; "
        "camera 2 (C) gave no picture for 5 s; is it plugged in, or is another app using it? Try: livebg cameras"
    )
    assert sentence(cameras) == (
        "không dùng được camera nào: không mở được camera 0 (A; B); có ứng dụng khác đang dùng không? Hãy đóng ứng dụng đó, hoặc thử: "
        "livebg cameras; camera 2 (C) không đưa ra hình nào trong 5 giây; camera đã được cắm chưa, hay có ứng dụng khác đang dùng? "
        "Hãy thử: livebg cameras"
    )
    name = "the command line"  # as a file and a preset may be called, too
    assert sentence(f"cannot read {name}: Permission denied; mend it or delete it").count(name) == 0
    assert sentence(f"cannot read /{name}: Permission denied; mend it or delete it").count(f"/{name}") == 1
    assert (
        sentence(f"there is a preset {name!r} already; choose another name or remove that one first").count(name) == 1
    )


@pytest.mark.parametrize(
    "unknown",
    [
        "",
        "x",
        "nothing that livebg says",
        "cannot be",
        "Kein Bild gefunden: gibt es nicht",
        "a; b; c",
        "{1}",
        "; " * 5000,
    ],
)
def test_an_unknown_sentence_stays_as_it_is(unknown: str, vietnamese: dict[str, str]):
    assert sentence(unknown) == unknown


def test_long_lists_are_left_alone(vietnamese: dict[str, str]):
    known = "Permission denied"
    assert sentence("; ".join([known] * MOST_LISTED)) == "; ".join(["không có quyền"] * MOST_LISTED)
    assert sentence("; ".join([known] * (MOST_LISTED + 1))) == "; ".join([known] * (MOST_LISTED + 1))


def test_without_a_translation_a_sentence_says_the_same(qapp: QApplication):
    text = "cannot read the settings file /a b: Permission denied"
    assert read(text).sentence == "cannot read the settings file {1}: {2}"
    assert sentence(text) == text


def test_choices_findings_and_the_virtual_camera_say_why_not(qtbot: QtBot, vietnamese: dict[str, str]):
    choosers = Choosers(Settings())
    qtbot.addWidget(choosers)
    choosers.set_choices(
        Choices((), (), (), (Choice("coreml", "coreml: Apple's GPU and Neural Engine", "only on macOS"),))
    )
    assert choosers.device.itemText(0) == "coreml: GPU và Neural Engine của Apple: chỉ có trên macOS"

    row = FindingRow(Finding("driver", "problem", "v4l2loopback is not installed", "", "sudo apt install x"))
    qtbot.addWidget(row)
    labels = [label.text() for label in row.findChildren(QLabel)]
    assert labels == ["✕", "Trình điều khiển: v4l2loopback chưa được cài", "sudo apt install x"]

    bar = OutputBar()
    qtbot.addWidget(bar)
    problem = "/dev/video9 cannot be opened: Permission denied. See what there is: livebg doctor"
    bar.set_state(AppState("live", Settings(), output_problem=problem))
    assert bar.text.text() == (
        "Cuộc gọi chưa thấy livebg: không mở được /dev/video9: không có quyền. Để xem hiện có gì: livebg doctor"
    )


def test_the_window_says_what_is_wrong_in_vietnamese(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vietnamese: dict[str, str]
):
    use_own_folders(tmp_path, monkeypatch)
    dropped = tmp_path / "ảnh {1} hỏng.png"
    dropped.write_bytes(b"no picture")
    with opened(qtbot, tmp_path, wished(), SCENE) as (window, _):
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(dropped))])
        window.side.gallery.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                content,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        said = f"{dropped} không phải là hình giải mã được; cần một tệp JPEG, PNG, WebP, BMP, TIFF hoặc AVIF nguyên vẹn"
        qtbot.waitUntil(lambda: window.note.text.text() == said, timeout=LIMIT_MS)
        assert window.note.accessibleName() == said and window.note.isVisible()
