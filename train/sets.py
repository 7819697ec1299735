"""Load data sets by name from one or more roots: folders of pairs, COCO, shards, rendered people, the bundled clip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import DataError
from train.clips import BUNDLED, DEMO, bundled_rooms, demo_pairs
from train.coco import ANNOTATIONS, coco_pairs
from train.data import LONGEST_SIDE_PX, Pair, Picture, at_once, held_out, read_pictures, read_split
from train.framing import upper_body
from train.scenes import without_person
from train.shards import read_shards, shard_files
from train.synth.layers import Rgba, clip_folders, read_clip, read_still, still_files

NEAR = "near/"  # before the name of a set: its standing people from the waist up, cut from the pictures at full size


def find_set(roots: Sequence[Path], name: str) -> Path:
    """Give the folder of a set under the first root that has it. Raises DataError when none has."""
    for root in roots:
        if (root / name).is_dir():
            return root / name
    listed = ", ".join(map(str, roots))
    raise DataError(
        f"no data set {name} under {listed}; lay it out as train/README.md says, or leave it out: --without {name}"
    )


def pairs_of(roots: Sequence[Path], name: str, *, validation: bool, rank: int = 0, size: int = 1) -> list[Pair]:
    """Read the training or the held-out pairs of one set into memory, at most `LONGEST_SIDE_PX` long.

    With `NEAR` before its name: from the waist up. Of a set in shards, process `rank` of `size` reads its share; of any other, all
    of it. Raises DataError.
    """
    if name == DEMO:
        return demo_pairs(validation=validation)
    if name.startswith(NEAR):
        whole = read_split(find_set(roots, name.removeprefix(NEAR)), validation=validation, longest_px=None)
        return [near for pair in whole if (near := upper_body(pair))]
    folder = find_set(roots, name)
    if (folder / "stills").is_dir():
        return rendered_pairs(folder, validation=validation)
    if (folder / ANNOTATIONS).is_file():
        return list(coco_pairs(folder, validation=validation, longest_px=LONGEST_SIDE_PX))
    if shard_files(folder):
        return list(read_shards(folder, validation=validation, rank=rank, size=size))
    return read_split(folder, validation=validation, longest_px=LONGEST_SIDE_PX)


def rendered_pairs(folder: Path, *, validation: bool) -> list[Pair]:
    """Read what `python -m train render` drew as cut-out people with exact mattes; whole identities are held out."""

    def read(path: Path) -> Pair | None:
        still = read_still(path)
        if held_out(still.identity) != validation:
            return None
        return cut_out_pair(still.name, still.person, still.behind)

    return [pair for pair in at_once(read, still_files(folder)) if pair]


def rendered_sequences(roots: Sequence[Path], name: str) -> list[list[Pair]]:
    """Read the rendered sequences of a set, frame by frame, for training; whole identities are held out. Empty if it has none."""
    if name == DEMO or name.startswith(NEAR):
        return []
    clips = (read_clip(path) for path in clip_folders(find_set(roots, name)))
    return [
        [cut_out_pair(clip.name, person, clip.behind) for person in clip.frames]
        for clip in clips
        if not held_out(clip.identity)
    ]


def cut_out_pair(name: str, person: Rgba, behind: Rgba | None) -> Pair:
    """Make a training pair of a rendered person (H, W, 4) uint8 BGRA and what stands behind, at most `LONGEST_SIDE_PX` long."""
    scale = min(1.0, LONGEST_SIDE_PX / max(person.shape))
    size = (round(person.shape[1] * scale), round(person.shape[0] * scale))
    small = cv2.resize(spread_colour(person), size, interpolation=cv2.INTER_AREA)
    chair = None if behind is None else np.asarray(cv2.resize(behind, size, interpolation=cv2.INTER_AREA), np.uint8)
    image, matte = np.ascontiguousarray(small[:, :, :3]), np.ascontiguousarray(small[:, :, 3])
    return Pair(name, image, matte, exact=True, cut_out=True, behind=chair)


def spread_colour(layer: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Carry the colour of an (H, W, 4) uint8 BGRA layer outwards, so that scaling does not mix the edge with what is nowhere seen."""
    alpha = layer[:, :, 3:].astype(np.float32) / 255
    around = cv2.GaussianBlur(np.dstack([layer[:, :, :3] * alpha, alpha]), (0, 0), 2.0)
    colour = around[:, :, :3] / np.maximum(around[:, :, 3:], 1e-3)
    spread = np.where(alpha > 0.98, layer[:, :, :3], np.clip(colour, 0, 255))
    return np.dstack([spread.astype(np.uint8), layer[:, :, 3]])


def real_rooms(roots: Sequence[Path], backgrounds: str) -> list[Picture]:
    """Give the pictures of rooms in which nobody is."""
    return bundled_rooms() if backgrounds == BUNDLED else read_pictures(find_set(roots, backgrounds), LONGEST_SIDE_PX)


def training_rooms(real: Sequence[Picture], sets: Sequence[Sequence[Pair]]) -> list[Picture]:
    """Give rooms to put people in: the real ones, each four times, and the labelled pictures with the person painted over."""
    return [*real] * 4 + at_once(without_person, (pair for pairs in sets for pair in pairs if not pair.cut_out))
