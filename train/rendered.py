"""Turn rendered people of held-out identity into sets to score: stills and sequences before rooms that only names decide."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from livebg.backgrounds.stills import fit_picture
from livebg.compose import over
from livebg.errors import DataError
from livebg.types import Image, Matte
from train.data import Pair, held_out
from train.evaluate import PictureSet, alpha, read_image
from train.synth.layers import Rgba, clip_folders, read_clip


def person_of(path: Path) -> str:
    """Give the identity of something rendered: `Asian_F_2` of `00012-Asian_F_2-Casual.webp`. Raises DataError."""
    parts = path.stem.split("-")
    if len(parts) != 3:
        raise DataError(f"{path} is not named as a rendered person; expected such as 00012-Asian_F_2-Casual.webp")
    return parts[1]


def room_of(name: str, rooms: Sequence[Image], shape: tuple[int, ...]) -> Image:
    """Give the room that belongs to a name, the same for ever, as large as `shape` (H, W, ...)."""
    turn = int(hashlib.sha1(name.encode()).hexdigest(), 16) % len(rooms)
    return fit_picture(rooms[turn], (shape[1], shape[0]), "cover")


def before(scene: Image, layer: Rgba) -> Image:
    """Put an (H, W, 4) uint8 BGRA layer, straight alpha, before a scene (H, W, 3)."""
    return over(np.ascontiguousarray(layer[:, :, :3]), scene, alpha(layer[:, :, 3]))


def _on_room(still: Path, rooms: Sequence[Image]) -> Pair:
    """Put a rendered person, and what stands behind them, before their room. The alpha is exact."""
    rendered = read_image(still, cv2.IMREAD_UNCHANGED)
    if rendered.shape[2:] != (4,):
        raise DataError(f"{still} has no alpha channel; expected a cut-out person, as python -m train render writes it")
    scene = room_of(still.stem, rooms, rendered.shape)
    behind = still.with_name(f"{still.stem}-behind.webp")
    if behind.is_file():
        scene = before(scene, read_image(behind, cv2.IMREAD_UNCHANGED))
    return Pair(still.name, before(scene, rendered), np.ascontiguousarray(rendered[:, :, 3]), exact=True)


def rendered_set(folder: Path, rooms: Sequence[Image]) -> PictureSet:
    """Give the rendered people whose identity is held out, in front of these rooms. Raises DataError when there are none."""
    stills = sorted(p for p in (folder / "stills").glob("*.webp") if not p.stem.endswith("-behind"))
    if not stills:
        raise DataError(f"{folder / 'stills'} holds no rendered people; make some with: python -m train render")
    chosen = [path for path in stills if held_out(person_of(path))]
    if not chosen:
        raise DataError(f"none of the {len(stills)} people of {folder} has a held-out identity; render more of them")
    return PictureSet("rendered", "held-out identities", len(chosen), lambda: (_on_room(p, rooms) for p in chosen))


def rendered_clips(folder: Path, rooms: Sequence[Image]) -> list[Iterator[tuple[Image, Matte | None]]]:
    """Give the frames, with exact alpha, of every rendered sequence whose identity is held out; empty when there is none."""
    chosen = [path for path in clip_folders(folder) if held_out(person_of(path))]
    return [_clip_on_room(path, rooms) for path in chosen]


def _clip_on_room(path: Path, rooms: Sequence[Image]) -> Iterator[tuple[Image, Matte | None]]:
    """Put a rendered sequence before a room that stands still."""
    clip = read_clip(path)
    scene = room_of(clip.name, rooms, clip.frames.shape[1:])
    if clip.behind is not None:
        scene = before(scene, clip.behind)
    for person in clip.frames:
        yield before(scene, person), alpha(person[:, :, 3])
