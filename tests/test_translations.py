"""The window speaks English and Vietnamese, every word of it: run `make translations` after changing a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QTranslator
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from livebg.gui.panel import SettingsPanel
from livebg.gui.texts import FOLDER, LANGUAGES, install_translations
from livebg.settings import Settings
from tests.translations import GUI, Text, bare_calls, collect, texts

PLACES = re.compile(
    r"\{\d\}|sudo \S+|pip (?:un)?install '?[\w\[\]]+|livebg (?:cameras|models|doctor|demo|ctl)\b|(?<!\w)--\w+|%\d|https?://\S+|`[^`]+`|Ctrl\+[\w+]+|#rrggbb|blur:0\.\.1"
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> set[Text]:
    """Give every text that the code and the settings have now."""
    target = tmp_path_factory.mktemp("texts") / "all.ts"
    target.write_text('<?xml version="1.0"?>\n<TS version="2.1" language="vi" sourcelanguage="en"/>\n')
    collect(target)
    return set(texts(target))


def translated(language: str) -> dict[Text, str]:
    return texts(FOLDER / f"livebg_{language}.ts")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_and_none_is_left_over(said: set[Text], language: str):
    have = {text for text, translation in translated(language).items() if translation}
    assert sorted(said - have) == [], "run `make translations`, and translate what it lists"
    assert sorted(set(translated(language)) - said) == [], "run `make translations`"
    assert {"Gallery", "SettingsPanel", "Settings", "Choices", "Backgrounds", "Sentences", "Checks"} <= {
        text.context for text in said
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_loaded_is_what_is_written(language: str, qapp: QApplication):
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"livebg_{language}.qm"))
    qapp.installTranslator(translator)
    loaded = {text: QCoreApplication.translate(text.context, text.source) for text in translated(language)}
    qapp.removeTranslator(translator)
    assert loaded == translated(language), "run `make translations`: the .qm file is older than the .ts file"


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_commands_and_keys_are_kept(language: str):
    for text, translation in translated(language).items():
        assert sorted(PLACES.findall(translation)) == sorted(PLACES.findall(text.source)), text
        assert translation.count("&") == text.source.count("&"), f"a key to reach it by: {text}"


def test_texts_are_asked_for_in_a_way_that_the_tool_sees():
    assert {str(path.relative_to(GUI)): lines for path in GUI.glob("*.py") if (lines := bare_calls(path))} == {}


@pytest.mark.parametrize(
    ("asked", "given"), [("vi", "vi"), ("vi_VN", "vi"), ("en_GB", "en"), ("fr", "en"), ("C", "en")]
)
def test_the_desktops_language_or_english(asked: str, given: str, qapp: QApplication):
    holder = QCoreApplication.instance()
    assert holder is not None
    assert install_translations(holder, asked) == given
    for translator in holder.findChildren(QTranslator):
        holder.removeTranslator(translator)
        translator.deleteLater()


def test_the_panel_speaks_vietnamese(qtbot: QtBot, qapp: QApplication):
    install_translations(qapp, "vi")
    try:
        panel = SettingsPanel(Settings())
        qtbot.addWidget(panel)
        assert panel.rows["source"].field.control.accessibleName() == "Nguồn"
        assert panel.reset_all.text() == "Đặt lại mọi cài đặt"
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)


def test_the_tool_finds_what_is_new(tmp_path: Path):
    source = tmp_path / "widget.py"
    source.write_text("class A:\n    def f(self):\n        return self.tr('new text')\n\ntr('unseen')\n")
    assert bare_calls(source) == [5]
