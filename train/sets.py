"""Load data sets by name from one or more roots: folders of pairs, and the bundled clip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from livebg.errors import DataError
from train.clips import BUNDLED, DEMO, bundled_rooms, demo_pairs
from train.data import LONGEST_SIDE_PX, Pair, Picture, load_split, read_pictures
from train.scenes import without_person


def find_set(roots: Sequence[Path], name: str) -> Path:
    """Give the folder of a set under the first root that has it. Raises DataError when none has."""
    for root in roots:
        if (root / name).is_dir():
            return root / name
    listed = ", ".join(map(str, roots))
    raise DataError(
        f"no data set {name} under {listed}; lay it out as train/README.md says, or leave it out: --without {name}"
    )


def pairs_of(roots: Sequence[Path], name: str, *, validation: bool) -> list[Pair]:
    """Read the training or the held-out pairs of one set into memory, at most `LONGEST_SIDE_PX` long. Raises DataError."""
    if name == DEMO:
        return list(demo_pairs(validation=validation))
    return list(load_split(find_set(roots, name), validation=validation, longest_px=LONGEST_SIDE_PX))


def training_rooms(roots: Sequence[Path], backgrounds: str, sets: Sequence[Sequence[Pair]]) -> list[Picture]:
    """Give rooms without people: the backgrounds, each four times, and the labelled pictures with the person painted over."""
    rooms = bundled_rooms() if backgrounds == BUNDLED else read_pictures(find_set(roots, backgrounds), LONGEST_SIDE_PX)
    return rooms * 4 + [without_person(pair) for pairs in sets for pair in pairs if not pair.cut_out]
