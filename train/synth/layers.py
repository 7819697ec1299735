"""Read rendered people: stills and sequences, each with its alpha and what stands behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import DataError

Rgba = NDArray[np.uint8]  # (H, W, 4) BGRA, straight alpha


@dataclass(frozen=True)
class Still:
    """Hold one rendered person. person: (H, W, 4) uint8 BGRA, straight alpha. behind: a chair, the same shape, or nothing."""

    name: str
    identity: str
    person: Rgba
    behind: Rgba | None


@dataclass(frozen=True)
class Clip:
    """Hold a rendered sequence. frames: (T, H, W, 4) uint8 BGRA, straight alpha, at `fps`. behind: one for all frames."""

    name: str
    identity: str
    fps: float
    frames: Rgba
    behind: Rgba | None


def _read(path: Path) -> Rgba:
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture is None or picture.ndim != 3 or picture.shape[2] != 4:
        raise DataError(f"cannot decode {path} as a picture with alpha; delete it with its .json and render again")
    return picture.astype(np.uint8, copy=False)


def _about(path: Path) -> dict[str, object]:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return {"identity": str(about["identity"]), "fps": float(about.get("fps", 0))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"cannot read {path}: {error}; delete it and render again") from error


def still_files(folder: Path) -> list[Path]:
    """List the finished stills of a rendered folder (their .json), in name order. Raises DataError when there are none."""
    found = sorted((folder / "stills").glob("[!.]*.json"))
    if not found:
        raise DataError(f"no rendered stills in {folder}; make some: python -m train render")
    return found


def read_still(path: Path) -> Still:
    """Read one still from the path of its .json."""
    behind = path.with_name(f"{path.stem}-behind.webp")
    return Still(
        path.stem,
        str(_about(path)["identity"]),
        _read(path.with_suffix(".webp")),
        _read(behind) if behind.exists() else None,
    )


def read_layers(folder: Path) -> Iterator[Still]:
    """Read the finished stills of a rendered folder, in name order."""
    yield from map(read_still, still_files(folder))


def clip_folders(folder: Path) -> list[Path]:
    """List the finished sequences of a rendered folder, in name order."""
    return sorted(path.parent for path in (folder / "sequences").glob("[!.]*/clip.json"))


def read_clip(folder: Path) -> Clip:
    """Read one sequence from its own folder."""
    about = _about(folder / "clip.json")
    paths = sorted(folder.glob("[0-9]*.webp"))
    if not paths:
        raise DataError(f"{folder} has no frames; delete it and render again")
    frames = [_read(path) for path in paths]
    if len({picture.shape for picture in frames}) > 1:
        raise DataError(f"the frames of {folder} have different sizes; delete it and render again")
    behind = folder / "behind.webp"
    return Clip(
        folder.name,
        str(about["identity"]),
        float(str(about["fps"])),
        np.stack(frames),
        _read(behind) if behind.exists() else None,
    )


def read_sequences(folder: Path) -> Iterator[Clip]:
    """Read the finished sequences of a rendered folder, in name order."""
    yield from map(read_clip, clip_folders(folder))
