"""Presets are tables of a file that people edit: one that is wrong does not hide the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from livebg.errors import SettingsError
from livebg.presets import load_presets, remove_preset, rename_preset, save_preset
from livebg.settings import LookSettings

BEACH = LookSettings(background="/p/beach.jpg", smoothing=0.25)
CALM = LookSettings(background="blur:0.8", edges=1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "presets.toml"


def test_no_file_is_no_presets(path: Path):
    assert load_presets(path).looks == {}


def test_what_is_saved_is_read_back_in_order(path: Path):
    assert save_preset(" Beach\n day ", BEACH, path) == "Beach day"
    save_preset("Họp sáng", CALM, path)
    assert list(load_presets(path).looks.items()) == [("Beach day", BEACH), ("Họp sáng", CALM)]
    save_preset("Beach day", CALM, path)
    assert list(load_presets(path).looks.items()) == [("Beach day", CALM), ("Họp sáng", CALM)]


def test_comments_stay(path: Path):
    save_preset("a", BEACH, path)
    path.write_text(path.read_text().replace("smoothing", "# for the tablet\nsmoothing") + "# the end\n")
    save_preset("b", CALM, path)
    text = path.read_text()
    assert "# for the tablet" in text and "# the end" in text
    assert load_presets(path).looks == {"a": BEACH, "b": CALM}


def test_rename_keeps_the_place(path: Path):
    for name in "abc":
        save_preset(name, BEACH, path)
    assert rename_preset("b", "x y", path) == "x y"
    assert list(load_presets(path).looks) == ["a", "x y", "c"]
    with pytest.raises(SettingsError, match="there is a preset 'c' already"):
        rename_preset("a", "c", path)
    with pytest.raises(SettingsError, match=r"no preset 'q' .*'a', 'x y', 'c'"):
        rename_preset("q", "z", path)


def test_remove(path: Path):
    save_preset("a", BEACH, path)
    remove_preset("a", path)
    assert load_presets(path).looks == {}
    with pytest.raises(SettingsError, match="none yet"):
        remove_preset("a", path)


@pytest.mark.parametrize("name", ["", "  ", "\n\t\0"])
def test_a_name_needs_a_letter(path: Path, name: str):
    with pytest.raises(SettingsError, match="cannot be empty"):
        save_preset(name, BEACH, path)


def test_a_wrong_preset_is_named_and_the_others_work(path: Path):
    path.parent.mkdir()
    path.write_text('[good]\nbackground = "study"\n[bad]\nedges = 7\n[odd]\nfoo = 1\n')
    presets = load_presets(path)
    assert presets.looks == {"good": LookSettings(background="study")}
    assert [p.split(" in ")[0] for p in presets.problems] == ["the preset 'bad'", "the preset 'odd'"]
    assert "edges: got 7" in presets.problems[0]


def test_a_broken_file_is_not_written_over(path: Path):
    path.parent.mkdir()
    path.write_text("[half")
    for call in (lambda: load_presets(path), lambda: save_preset("a", BEACH, path)):
        with pytest.raises(SettingsError, match=r"cannot read .*presets\.toml"):
            call()
    assert path.read_text() == "[half"
