"""Keep looks under a name in a file that people can edit: background and matte in one click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
import tomlkit
from pydantic import ValidationError

from livebg.errors import SettingsError
from livebg.settings import LookSettings
from livebg.settings_file import read_document, write_document

LONGEST_NAME = 40
HEADING = "Presets of livebg: one table per preset, with the keys of [look] in settings.toml."


@dataclass(frozen=True)
class Presets:
    """Hold the presets of a file in its order, and one sentence for each that cannot be used."""

    looks: Mapping[str, LookSettings] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def presets_path() -> Path:
    """Give the place of the user's presets."""
    return Path(platformdirs.user_config_dir("livebg", appauthor=False)) / "presets.toml"


def load_presets(path: Path | None = None) -> Presets:
    """Read all presets; those that are wrong are left out and named. Raises SettingsError when the file cannot be read."""
    path = path or presets_path()
    looks: dict[str, LookSettings] = {}
    problems: list[str] = []
    for name, values in read_document(path).unwrap().items():
        try:
            looks[name] = LookSettings.model_validate(values)
        except ValidationError as error:
            problems.append(f"the preset {name!r} in {path} is left out: {_reasons(error)}")
    return Presets(looks, tuple(problems))


def save_preset(name: str, look: LookSettings, path: Path | None = None) -> str:
    """Store a look under a name, in place of one of the same name, and give the name as stored. Raises SettingsError."""
    path, name = path or presets_path(), _clean(name)
    document = read_document(path)
    if not path.exists():
        document.add(tomlkit.comment(HEADING))
    table = tomlkit.table()
    for key, value in look.model_dump().items():
        table.add(key, value)
    document[name] = table
    write_document(path, document)
    return name


def rename_preset(old: str, new: str, path: Path | None = None) -> str:
    """Give a preset another name, at its old place, and give the name as stored. Raises SettingsError."""
    path, new = path or presets_path(), _clean(new)
    document = read_document(path)
    _needed(old, document, path)
    if new != old and new in document:
        raise SettingsError(f"there is a preset {new!r} already; choose another name or remove that one first")
    if new != old:
        for name, table in list(document.items()):  # all are put in again, so that the order stays
            document.remove(name)
            document.add(new if name == old else name, table)
        write_document(path, document)
    return new


def remove_preset(name: str, path: Path | None = None) -> None:
    """Take a preset out of the file. Raises SettingsError."""
    path = path or presets_path()
    document = read_document(path)
    _needed(name, document, path)
    document.remove(name)
    write_document(path, document)


def _needed(name: str, document: Mapping[str, Any], path: Path) -> None:
    if name not in document:
        known = ", ".join(map(repr, document)) or "none yet"
        raise SettingsError(f"there is no preset {name!r} in {path}; there are: {known}")


def _clean(name: str) -> str:
    """Give a preset's name as one line of at most 40 characters. Raises SettingsError when nothing is left."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME].strip()
    if not cleaned:
        raise SettingsError("a preset's name cannot be empty; type at least one letter")
    return cleaned


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'it'}: got {e['input']!r}, {e['msg']}" for e in error.errors())
