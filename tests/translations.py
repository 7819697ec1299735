"""Bring the window's translations up to date: collect what the code says into the .ts files, and compile them.

Run as `python -m tests.translations` (`make translations`); needs Qt's `lrelease`.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel
from PyQt6.lupdate.lupdate import lupdate

from livebg.assets import asset_names
from livebg.gui.sentences import CONTEXT, KNOWN
from livebg.gui.texts import FOLDER, LANGUAGES, title_of
from livebg.library import bundled_title
from livebg.settings import Settings
from tests.sentences import checks, sentences

GUI = FOLDER.parent
LRELEASE = ("lrelease", "/usr/lib/qt6/bin/lrelease", "lrelease6", "lrelease-qt6")


class Text(NamedTuple):
    """Name one text of the window."""

    context: str
    source: str


def texts(path: Path) -> dict[Text, str]:
    """Give every text of a .ts file with its translation, "" where there is none; those no longer used are left out."""
    found: dict[Text, str] = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            state = translation.get("type")
            if state in ("vanished", "obsolete"):
                continue
            text = Text(context.findtext("name", ""), message.findtext("source", ""))
            found[text] = "" if state == "unfinished" else translation.text or ""
    return found


def collect(target: Path) -> None:
    """Put all texts of the window into a .ts file, made or brought up to date; translations that it has are kept."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.py"  # what the window takes from elsewhere, where no tool can see it
        elsewhere = _texts_of_settings() | _sentences()
        made.write_text(
            "".join(f"translate({context!r}, {source!r})\n" for context, source in sorted(elsewhere)),
            encoding="utf-8",
        )
        lupdate([str(path) for path in sorted(GUI.glob("*.py"))] + [str(made)], [str(target)], no_obsolete=True)
    _tidy(target)


def _texts_of_settings() -> set[Text]:
    """Give the names, help texts and choices of all settings, and the names of the bundled backgrounds."""
    found = {Text("Backgrounds", bundled_title(name)) for name in asset_names("backgrounds", (".jpg",))}
    for group, group_info in Settings.model_fields.items():
        found.add(Text("Settings", title_of(group)))
        assert isinstance(group_info.annotation, type) and issubclass(group_info.annotation, BaseModel)
        for name, info in group_info.annotation.model_fields.items():
            found |= {Text("Settings", title_of(name)), Text("Settings", info.description or name)}
            schema = group_info.annotation.model_json_schema()["properties"][name]
            found |= {Text("Choices", str(choice)) for choice in schema.get("enum", ())}
    return found


def _sentences() -> set[Text]:
    """Give the sentences of errors, reasons and findings, and the names of the doctor's checks."""
    return {Text(CONTEXT, source) for source in sentences()} | {Text("Checks", name) for name in checks()}


def _tidy(target: Path) -> None:
    """Take out where texts stand in the code, which changes with every edit; an English text is its own translation."""
    tree = ET.parse(target)
    for message in tree.getroot().iter("message"):
        for location in message.findall("location"):
            message.remove(location)
        translation, source = message.find("translation"), message.findtext("source", "")
        assert translation is not None
        if target.stem.endswith("_en"):
            translation.text = source
            translation.attrib.pop("type", None)
    ET.indent(tree, "  ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    target.write_text(head + ET.tostring(tree.getroot(), encoding="unicode") + "\n", encoding="utf-8")


def bare_calls(path: Path) -> list[int]:
    """Give the lines that call `tr` without an object: the tool above does not see what they say."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "tr"]


def main() -> int:
    """Update all .ts files, compile them, and say what is left to translate."""
    lrelease = next((found for name in LRELEASE if (found := shutil.which(name))), None)
    if lrelease is None:
        print("lrelease is missing; on Debian: sudo apt install qt6-l10n-tools", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    KNOWN.write_text(json.dumps(sentences(), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    left = 0
    for language in LANGUAGES:
        target = FOLDER / f"livebg_{language}.ts"
        if not target.exists():
            target.write_text(f'<?xml version="1.0"?>\n<TS version="2.1" language="{language}" sourcelanguage="en"/>\n')
        collect(target)
        subprocess.run([lrelease, "-silent", str(target), "-qm", str(target.with_suffix(".qm"))], check=True)
        missing = [text for text, translation in texts(target).items() if not translation]
        for text in missing:
            print(f"{target.name}: {text.context}: {text.source}")
        left += len(missing)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
