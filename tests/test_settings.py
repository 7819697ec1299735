"""Check that settings are read, overridden and refused with names."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from livebg import settings as module
from livebg.errors import SettingsError
from livebg.settings import Settings, load_settings, parse_size


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "settings_path", lambda: tmp_path / "user/settings.toml")


def test_without_a_file_the_defaults_hold():
    assert load_settings(None, {}) == Settings()


def test_the_command_line_wins_over_the_file_and_the_file_over_defaults(tmp_path):
    file = tmp_path / "s.toml"
    file.write_text('[look]\nsmoothing = 0.1\nbackground = "#112233"\n')
    loaded = load_settings(file, {"background": "blur", "fit": None, "threads": "3", "unrelated": 1})
    assert (loaded.look.smoothing, loaded.look.background, loaded.look.fit, loaded.model.threads) == (
        0.1,
        "blur",
        "cover",
        3,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[look]\nsmoothing = 9", r"look\.smoothing: got 9, input should be less than or equal to 1"),
        ("[look]\nsmoothnig = 0.1", r"look\.smoothnig"),
        ("[camera]\ncamera_size = '720p'", r"camera\.camera_size: got '720p'"),
        ("[look", "cannot read the settings file"),
    ],
)
def test_a_wrong_file_names_file_key_and_value(tmp_path, text, words):
    file = tmp_path / "s.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings(file, {})
    assert "s.toml" in str(caught.value)


def test_a_file_that_was_asked_for_must_exist(tmp_path):
    with pytest.raises(SettingsError, match=r"gone\.toml"):
        load_settings(tmp_path / "gone.toml", {})


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        Settings().look.smoothing = 0.5  # type: ignore[misc]


def test_sizes_are_width_by_height():
    assert parse_size("1280x720") == (1280, 720)


def test_no_two_settings_share_a_flag():
    names = [name for group in Settings.model_fields.values() for name in group.annotation.model_fields]
    assert len(names) == len(set(names))
