"""Say livebg's sentences, such as the texts of its errors, in the window's language."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import NamedTuple

from PyQt6.QtCore import QCoreApplication

from livebg.gui.texts import FOLDER

KNOWN = FOLDER / "sentences.json"  # every sentence with numbered holes, such as {1}; `make translations` collects them
CONTEXT = "Sentences"
HOLE = re.compile(r"\{\d\}")
NAME = re.compile(r"""[/~].*|\w:\\.*|'[^']*'|"[^"]*\"""", re.DOTALL)
BETWEEN = "; "  # stands between sentences that are listed, and in some
MOST_LISTED = 20  # sentences in a text that is looked at: the work grows with their square


class Sentence(NamedTuple):
    """Hold a sentence in its parts. pieces: what stands before, between and behind its holes. weight: its letters."""

    source: str
    pieces: tuple[str, ...]
    weight: int


class Read(NamedTuple):
    """Hold a text as it was understood.

    sentence: what it says, "" = not known, or several. parts: what fills the holes, or the sentences of a list. weight: how many of
    its letters are known.
    """

    text: str
    sentence: str = ""
    parts: tuple[Read, ...] = ()
    weight: int = 0


def sentence(text: str) -> str:
    """Give a sentence of livebg, as an error or a finding has it, in the window's language; one that is not known stays as it is."""
    return _said(read(text)) if text and text.count(BETWEEN) < MOST_LISTED else text


def _said(text: Read) -> str:
    parts = [_said(part) for part in text.parts]
    if not text.sentence:
        return BETWEEN.join(parts) or text.text
    translated = QCoreApplication.translate(CONTEXT, text.sentence)
    return HOLE.sub(lambda hole: parts[int(hole.group()[1]) - 1], translated)


@cache
def sentences() -> tuple[Sentence, ...]:
    """Give every known sentence. Read at the first use, which comes after the first paint."""
    found = []
    for source in json.loads(KNOWN.read_text(encoding="utf-8")):
        pieces = tuple(HOLE.split(source))
        found.append(Sentence(source, pieces, sum(map(len, pieces))))
    return tuple(found)


@lru_cache(maxsize=1024)
def read(text: str) -> Read:
    """Understand a text as the sentence, or the list of sentences, that leaves the fewest letters unknown, those in holes included."""
    best = Read(text)
    for known in sentences():
        if not (text.startswith(known.pieces[0]) and text.endswith(known.pieces[-1])):
            continue
        filling = filled(known.pieces, text)
        if filling is not None:
            holes = tuple(_hole(part) for part in filling)
            weight = known.weight + sum(hole.weight for hole in holes)
            if weight > best.weight:
                best = Read(text, known.source, holes, weight)
    place = text.find(BETWEEN)
    while place >= 0:
        parts = read(text[:place]), read(text[place + len(BETWEEN) :])
        weight = sum(part.weight for part in parts)
        if weight > best.weight and all(part.weight for part in parts):
            best = Read(text, "", parts, weight)
        place = text.find(BETWEEN, place + 1)
    return best


def _hole(text: str) -> Read:
    """Understand what fills a hole: a path and what stands in quotation marks are names, whatever they say."""
    return Read(text) if NAME.fullmatch(text) else read(text)


def filled(pieces: tuple[str, ...], text: str) -> tuple[str, ...] | None:
    """Give what stands in the holes between pieces, each as short as can be; None where the text is another sentence.

    The text begins with the first piece and ends with the last one, which is looked at first as it rules out most.
    """
    first, *others = pieces
    if not others:
        return () if text == first else None
    *middle, last = others
    end = len(text) - len(last)
    holes, place = [], len(first)
    for piece in middle:
        found = text.find(piece, place, end)
        if found < 0:
            return None
        holes.append(text[place:found])
        place = found + len(piece)
    return (*holes, text[place:end]) if place <= end else None
