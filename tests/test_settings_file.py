"""The settings file is shared with people: their comments stay, their edits are taken over, their slips are named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from livebg.errors import SettingsError
from livebg.settings import LookSettings, ModelSettings, Settings
from livebg.settings_file import SettingsFile

START = Settings()
STUDY = Settings(look=LookSettings(background="study", smoothing=0.5))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def edited(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))  # clocks of file systems are coarse


def polled(file: SettingsFile) -> Settings | None:
    assert file.poll() is None, "a change is taken over only when the file has come to rest"
    return file.poll()


def test_the_last_state_is_restored(path: Path):
    file = SettingsFile(path)
    assert (file.settings, file.problem) == (START, "")
    file.save(STUDY, since=START)
    again = SettingsFile(path)
    assert (again.settings, again.problem) == (STUDY, "")


def test_only_what_changed_is_written_with_its_own_help(path: Path):
    SettingsFile(path).save(STUDY, since=START)
    text = path.read_text()
    assert 'background = "study"' in text and "smoothing = 0.5" in text
    assert "# what goes behind the person" in text
    assert "edges" not in text and "[camera]" not in text


def test_comments_and_order_stay(path: Path):
    edited(path, '# mine\n[look] # looks\nedges = 0.5 # less\n\n[model]\nthreads = 2\n')  # fmt: skip
    file = SettingsFile(path)
    file.save(file.settings.model_copy(update={"look": LookSettings(edges=0.25)}), since=file.settings)
    assert path.read_text() == "# mine\n[look] # looks\nedges = 0.25 # less\n\n[model]\nthreads = 2\n"


def test_what_the_command_line_said_is_not_written(path: Path):
    given = Settings(model=ModelSettings(threads=4))
    SettingsFile(path).save(Settings(model=given.model, look=STUDY.look), since=given)
    assert SettingsFile(path).settings == STUDY


def test_an_edit_is_noticed_once(path: Path):
    file = SettingsFile(path)
    assert file.poll() is None
    edited(path, '[look]\nbackground = "study"\nsmoothing = 0.5\n')
    assert polled(file) == STUDY == file.settings
    assert file.poll() is None
    path.unlink()
    assert polled(file) == START


def test_own_writes_are_no_edits(path: Path):
    file = SettingsFile(path)
    file.save(STUDY, since=START)
    assert (file.poll(), file.poll()) == (None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [("[look", "cannot read"), ("[look]\nedges = 3", r"look\.edges: got 3"), ("[lok]\n", "lok"), ("\ud800", "")],
)
def test_a_slip_keeps_the_last_good_state(path: Path, text: str, said: str):
    file = SettingsFile(path)
    file.save(STUDY, since=START)
    if said:
        edited(path, text)
    else:
        path.write_bytes(b"\xff\xfe\0")
    assert polled(file) is None
    assert file.settings == STUDY and str(path) in file.problem
    assert said in file.problem or "got 3" in file.problem
    edited(path, '[look]\nbackground = "blur"\nsmoothing = 0.5\n')
    settings = polled(file)
    assert settings is not None and settings.look.background == "blur" and file.problem == ""


def test_at_the_start_only_the_wrong_keys_are_left_out(path: Path):
    edited(path, '[look]\nbackground = "study"\nedges = 7\nwhat = 1\n[odd]\nx = 1\n[model]\nthreads = 3\n')
    file = SettingsFile(path)
    assert (file.settings.look, file.settings.model.threads) == (LookSettings(background="study"), 3)
    for wrong in ("look.edges: got 7", "look.what", "odd"):
        assert wrong in file.problem


@pytest.mark.parametrize("text", ["look = 3", "[[look]]\nedges = 1", "[look]\nedges.x = 1"])
def test_groups_of_the_wrong_kind_are_left_out(path: Path, text: str):
    edited(path, text)
    file = SettingsFile(path)
    assert file.settings == START and "look" in file.problem


def test_a_broken_file_is_never_written_over(path: Path):
    edited(path, "[look")
    file = SettingsFile(path)
    assert file.settings == START and "cannot read" in file.problem
    with pytest.raises(SettingsError, match="mend it or delete it"):
        file.save(STUDY, since=START)
    assert path.read_text() == "[look" and file.settings == STUDY


def test_a_place_that_cannot_be_written_is_named_and_the_state_stays(tmp_path: Path):
    (tmp_path / "config").write_text("a file where the folder should be")
    file = SettingsFile(tmp_path / "config" / "settings.toml")
    with pytest.raises(SettingsError, match="forgotten when livebg ends"):
        file.save(STUDY, since=START)
    assert file.settings == STUDY


def test_a_link_stays_a_link(path: Path, tmp_path: Path):
    path.parent.mkdir()
    path.symlink_to(tmp_path / "dotfiles.toml")
    SettingsFile(path).save(STUDY, since=START)
    assert path.is_symlink() and "study" in (tmp_path / "dotfiles.toml").read_text()
