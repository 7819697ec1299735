"""Keep the user's background library: bundled and added ones, their names, and which was used last."""

from __future__ import annotations

import json
import logging
import mimetypes
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import platformdirs

from livebg.assets import asset_names
from livebg.errors import BackgroundError
from livebg.files import copy_whole, same_content, write_whole

log = logging.getLogger(__name__)

Kind = Literal["bundled", "picture", "video", "folder"]
INDEX = "library.json"
LARGEST_COPY_BYTES = 512 * 1024 * 1024  # larger files are used where they lie
LONGEST_NAME = 60


@dataclass(frozen=True)
class Item:
    """Describe one background of the library. value: what `LookSettings.background` takes. own: can be renamed and removed.

    missing: its file is not there any more.
    """

    value: str
    name: str
    kind: Kind
    own: bool
    missing: bool = False


@dataclass(frozen=True)
class _Entry:
    name: str
    path: str  # relative: a copy in the library's folder; absolute: the user's own file or folder


_Entries = list[_Entry]
_Used = dict[str, float]


class Library:
    """Hold the backgrounds to choose from; every change is on disk when the call returns. Any thread.

    folder: None is livebg's data folder. Pictures and videos are copied into it, so that an emptied download folder takes nothing
    away; folders, and files over 512 MiB, stay where they are.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(platformdirs.user_data_dir("livebg", appauthor=False)) / "backgrounds"
        self.problem = ""  # what could not be read at the start, in one sentence
        self._entries: _Entries = []
        self._used: _Used = {}
        self._lock = threading.Lock()  # held while the index is changed, not while files are copied
        self._read()

    def items(self) -> list[Item]:
        """Give all backgrounds, the last used first; those never used follow, own ones before bundled ones."""
        own = [self._item(entry) for entry in self._entries]
        bundled = [
            Item(name, bundled_title(name), "bundled", own=False) for name in asset_names("backgrounds", (".jpg",))
        ]
        return sorted([*reversed(own), *bundled], key=lambda item: -self._used.get(item.value, 0.0))

    def add(self, source: Path) -> Item:
        """Add a picture, GIF, video, or folder of pictures, and give its item; one that is there already is not added twice.

        Whether it can be shown is the caller's to try first. Raises BackgroundError when it cannot be read or stored.
        """
        source = Path(os.path.abspath(source.expanduser()))
        try:
            linked = source.is_dir() or source.stat().st_size > LARGEST_COPY_BYTES
            if known := self._known(source):
                return self._item(known)
            if linked:
                entry = _Entry(_title(source.name if source.is_dir() else source.stem), str(source))
            else:
                target = self._free(source.stem, source.suffix)
                copy_whole(source, target)
                entry = _Entry(_title(source.stem), target.name)
        except OSError as error:
            raise BackgroundError(
                f"cannot add {source} to the library {self.folder}: {error.strerror or error}"
            ) from error
        return self._added(entry)

    def add_bytes(self, data: bytes, name: str, suffix: str) -> Item:
        """Add what was pasted. data: a whole encoded picture. suffix: its kind, such as ".png". Raises BackgroundError."""
        try:
            target = self._free(name, suffix)
            write_whole(target, data)
        except OSError as error:
            raise BackgroundError(
                f"cannot add {name} to the library {self.folder}: {error.strerror or error}"
            ) from error
        return self._added(_Entry(_title(name), target.name))

    def rename(self, value: str, name: str) -> Item:
        """Give an own background another name; the file stays. Raises BackgroundError."""
        old = self._entry(value)
        if not (title := _title(name)):
            raise BackgroundError("a background's name cannot be empty; type at least one letter")
        new = _Entry(title, old.path)
        self._change(lambda entries, used: ([new if e == old else e for e in entries], used))
        return self._item(new)

    def remove(self, value: str) -> None:
        """Take an own background out of the library; a copy is deleted, the user's own file never is. Raises BackgroundError."""
        old = self._entry(value)
        self._change(lambda entries, used: ([e for e in entries if e != old], {k: used[k] for k in used if k != value}))
        if os.path.isabs(old.path):
            return
        try:
            (self.folder / old.path).unlink(missing_ok=True)
        except OSError as error:
            raise BackgroundError(f"cannot delete {self.folder / old.path}: {error.strerror or error}") from error

    def used(self, value: str) -> None:
        """Note that a background of the library was chosen now. Raises BackgroundError when it cannot be noted."""
        if any(item.value == value for item in self.items()):
            self._change(lambda entries, used: (entries, used | {value: time.time()}))

    def find(self, name: str) -> str:
        """Give the value of the background that is called `name`, in capitals or not; `name` itself when none is: it may be a value."""
        return next((item.value for item in self.items() if item.name.casefold() == name.casefold()), name)

    def _item(self, entry: _Entry) -> Item:
        path = self.folder / entry.path  # an absolute path stays as it is
        kind: Kind = "folder" if path.is_dir() else "video" if _moves(path) else "picture"
        return Item(str(path), entry.name, kind, own=True, missing=not path.exists())

    def _entry(self, value: str) -> _Entry:
        for entry in self._entries:
            if str(self.folder / entry.path) == value:
                return entry
        raise BackgroundError(f"{value} is not one of your own backgrounds; only those can be renamed or removed")

    def _known(self, source: Path) -> _Entry | None:
        """Give the entry that already holds this very file or folder."""
        for entry in self._entries:
            path = self.folder / entry.path
            if path == source or (path.is_file() and source.is_file() and same_content(path, source)):
                return entry
        return None

    def _free(self, stem: str, suffix: str) -> Path:
        """Give a path in the library's folder that is not taken, of letters that every file system stores."""
        plain = re.sub(r"[^\w.-]+", "-", stem)[:40].strip("-.") or "background"
        target, number = self.folder / f"{plain}{suffix.lower()}", 2
        while target.exists():
            target, number = self.folder / f"{plain}-{number}{suffix.lower()}", number + 1
        return target

    def _added(self, entry: _Entry) -> Item:
        try:
            self._change(lambda entries, used: ([*entries, entry], used))
        except BackgroundError:
            if not os.path.isabs(entry.path):
                (self.folder / entry.path).unlink(missing_ok=True)
            raise
        return self._item(entry)

    def _change(self, step: Callable[[_Entries, _Used], tuple[_Entries, _Used]]) -> None:
        """Write the index that `step` makes of the present one, then take it over: what is in memory is what is on disk."""
        with self._lock:
            entries, used = step(self._entries, self._used)
            content = {"backgrounds": [{"name": e.name, "path": e.path} for e in entries], "used": used}
            try:
                write_whole(self.folder / INDEX, json.dumps(content, indent=2, ensure_ascii=False).encode())
            except OSError as error:
                raise BackgroundError(
                    f"cannot write the library {self.folder}: {error.strerror or error}; it stays as it was"
                ) from error
            self._entries, self._used = entries, used

    def _read(self) -> None:
        """Read the index; when it is broken, keep it aside and list the files that lie in the folder."""
        index = self.folder / INDEX
        try:
            self._entries, self._used = _parsed(json.loads(index.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.info("the library's index is broken: %r", error)
            self.problem = f"the library's list {index} could not be read; the files beside it were listed anew"
            self._entries = self._found()
            self._keep_aside(index)

    def _found(self) -> list[_Entry]:
        try:
            files = sorted(path for path in self.folder.iterdir() if path.is_file() and not path.name.startswith(INDEX))
        except OSError as error:
            self.problem = f"the library {self.folder} cannot be read: {error.strerror or error}"
            return []
        return [_Entry(_title(path.stem), path.name) for path in files if not path.name.startswith(".")]

    def _keep_aside(self, index: Path) -> None:
        try:
            os.replace(index, index.with_name(f"{INDEX}.broken"))
        except OSError as error:  # a read-only folder: the next change says so
            log.info("the broken index stays: %s", error)


def bundled_title(name: str) -> str:
    """Give the name for people of a bundled background: "living-room" is "Living room"."""
    return name.replace("-", " ").capitalize()


def _title(text: str) -> str:
    """Give one clean line, at most 60 characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).replace("_", " ").split())[
        :LONGEST_NAME
    ].strip()


def _parsed(content: Any) -> tuple[_Entries, _Used]:
    """Check an index; raises ValueError, KeyError, TypeError or AttributeError when it is none."""
    entries = [_Entry(_title(str(e["name"])), str(e["path"])) for e in content["backgrounds"]]
    for entry in entries:
        inside = os.path.isabs(entry.path) or entry.path == os.path.basename(entry.path)
        if not entry.path or not inside or "\0" in entry.path:
            raise ValueError(f"{entry.path!r} leaves the library's folder")
    return entries, {str(value): float(when) for value, when in content.get("used", {}).items()}


def _moves(path: Path) -> bool:
    """Tell by its name whether a file is a video or a GIF."""
    kind = mimetypes.guess_type(path.name)[0] or ""
    return kind.startswith("video/") or kind == "image/gif"
