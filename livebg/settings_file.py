"""Keep the settings file: read it, write changes into it without losing people's comments, and notice their edits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ValidationError
from tomlkit.exceptions import TOMLKitError

from livebg.errors import SettingsError
from livebg.files import write_whole
from livebg.settings import Settings, checked, settings_path

HEADING = "Settings of livebg. Edit them while it runs: they are taken over when the file is saved."

Stamp = tuple[int, int, int] | None  # (inode, size, time of change in ns); None = no file


class SettingsFile:
    """Hold the last good settings of a file and what is wrong with it now. One thread at a time.

    path: None is the user's own file. A file that is wrong never stops livebg: what is right in it is used, and `problem` says
    in one sentence what is not ("" = nothing). While livebg runs, a file that becomes wrong changes nothing.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_path()
        self._taken = self._seen = self._stamp()
        self.settings, self.problem = _salvaged(self.path)

    def poll(self) -> Settings | None:
        """Give new settings once after somebody has changed the file, else None; call it about every second.

        A change counts when the file was the same at two calls: an editor is not read while it writes.
        """
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            return None
        if stamp == self._taken:
            return None
        self._taken = stamp
        try:
            settings = checked(read_document(self.path).unwrap(), f"the settings file {self.path}")
        except SettingsError as error:
            self.problem = str(error)
            return None
        changed, self.settings, self.problem = settings != self.settings, settings, ""
        return settings if changed else None

    def save(self, settings: Settings, since: Settings) -> None:
        """Write the fields in which `settings` differ from `since`, and nothing else, into the file.

        Raises SettingsError when the file is broken or cannot be written; `settings` are kept in memory all the same.
        """
        self.settings = settings
        changes = _differing(settings, since)
        if not changes:
            return
        document = read_document(self.path)
        if not document.body:
            document.add(tomlkit.comment(HEADING))
        for group, name, value in changes:
            if not isinstance(document.get(group), dict):
                document[group] = tomlkit.table()
            table: Any = document[group]
            if name not in table:
                table.add(tomlkit.comment(str(_field(group, name).description)))
            table[name] = value
        write_document(self.path, document)
        self._taken = self._seen = self._stamp()
        self.problem = ""

    def _stamp(self) -> Stamp:
        try:
            state = self.path.stat()
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns


def read_document(path: Path) -> tomlkit.TOMLDocument:
    """Read a TOML file with its comments; one that is not there is empty. Raises SettingsError."""
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(f"cannot read {path}: {reason}; mend it or delete it") from error


def write_document(path: Path, document: tomlkit.TOMLDocument) -> None:
    """Write a TOML file so that it is whole or as it was. Raises SettingsError."""
    target = Path(os.path.realpath(path))  # people keep such files in a repository and link to them
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "it is read-only")
        write_whole(target, tomlkit.dumps(document).encode())
    except OSError as error:
        raise SettingsError(
            f"cannot save {path}: {error.strerror or error}; what you change is forgotten when livebg ends"
        ) from error


def _group(name: str) -> type[BaseModel]:
    group = Settings.model_fields[name].annotation
    assert isinstance(group, type) and issubclass(group, BaseModel)
    return group


def _field(group: str, name: str) -> Any:
    return _group(group).model_fields[name]


def _differing(settings: Settings, since: Settings) -> list[tuple[str, str, Any]]:
    """Give (group, field, value) of every field that differs."""
    return [
        (group, name, getattr(getattr(settings, group), name))
        for group in Settings.model_fields
        for name in _group(group).model_fields
        if getattr(getattr(settings, group), name) != getattr(getattr(since, group), name)
    ]


def _salvaged(path: Path) -> tuple[Settings, str]:
    """Give the settings of a file without its wrong keys, and what is wrong with it."""
    try:
        values = read_document(path).unwrap()
    except SettingsError as error:
        return Settings(), str(error)
    try:
        return checked(values, f"the settings file {path}"), ""
    except SettingsError as error:
        problem = str(error)
        assert isinstance(error.__cause__, ValidationError)
        for wrong in error.__cause__.errors():
            _drop(values, wrong["loc"])
    try:
        return checked(values, f"the settings file {path}"), problem
    except SettingsError:
        return Settings(), problem


def _drop(values: dict[str, Any], where: tuple[int | str, ...]) -> None:
    """Take out the key at a path, or the group that holds it when it is no table."""
    if len(where) >= 2 and isinstance(values.get(str(where[0])), dict):
        values[str(where[0])].pop(str(where[1]), None)
    elif where:
        values.pop(str(where[0]), None)
