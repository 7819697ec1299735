"""Label pictures with networks, and keep the labels that flips, scales and a second opinion agree on (self-training)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from livebg.errors import DataError
from livebg.mattes import refine
from livebg.settings import LookSettings
from livebg.types import Image, Matte
from train.data import IMAGE_SUFFIXES
from train.metrics import iou
from train.peers import load_contenders

ZOOM_OUT = 1.2  # the picture with this much border, so that people are seen smaller

Look = Callable[[Image], Matte]  # (H, W, 3) uint8 BGR -> (H, W) float32 alpha


@dataclass(frozen=True)
class Label:
    """Hold a label and how far it can be trusted. matte: (H, W) float32 alpha. agreement: the lowest IoU between two opinions."""

    matte: Matte
    agreement: float


def mirrored(look: Look, image: Image) -> Matte:
    """Give the matte of the mirror image, mirrored back."""
    return np.ascontiguousarray(look(np.ascontiguousarray(image[:, ::-1]))[:, ::-1])


def zoomed_out(look: Look, image: Image) -> Matte:
    """Give the matte of the picture with a border around it, cut back to the picture."""
    height, width = image.shape[:2]
    rows, columns = round(height * (ZOOM_OUT - 1) / 2), round(width * (ZOOM_OUT - 1) / 2)
    wide = cv2.copyMakeBorder(image, rows, rows, columns, columns, cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(look(np.asarray(wide, np.uint8))[rows : rows + height, columns : columns + width])


def label(image: Image, own: Sequence[Look], second: Look | None) -> Label:
    """Give the mean opinion of our networks, each straight, mirrored and zoomed out, and half of it from the second opinion.

    The mean is refined as the app does it: edges that were averaged are snapped back to those of the picture.
    """
    opinions = [opinion for look in own for opinion in (look(image), mirrored(look, image), zoomed_out(look, image))]
    mean = np.mean(opinions, axis=0)
    pairs = list(combinations(opinions, 2))
    if second is not None:
        others = [second(image), mirrored(second, image)]
        other = np.mean(others, axis=0)
        pairs += [(others[0], others[1]), (mean, other)]
        mean = (mean + other) / 2
    agreement = min(iou(a, b) for a, b in pairs)
    return Label(refine(mean.astype(np.float32), image, LookSettings(), None)[0], agreement)


def opinions_of(models: Sequence[Path]) -> list[Look]:
    """Load models, .onnx or .tflite, each as its network alone. Raises ModelError."""
    looks = []
    for path in models:
        predict = next(iter(load_contenders(path)[0].ways.values()))
        looks.append(lambda image, predict=predict: predict(image, None)[0])
    return looks


def pictures_of(folder: Path) -> Iterator[tuple[Path, Image]]:
    """Read the pictures of `folder/images` in name order. Raises DataError."""
    images = folder / "images"
    paths = sorted(p for p in images.iterdir() if p.suffix.lower() in IMAGE_SUFFIXES) if images.is_dir() else []
    if not paths:
        raise DataError(f"{images} holds no pictures to label; expected {', '.join(sorted(IMAGE_SUFFIXES))}")
    for path in tqdm(paths, desc=f"label {folder.name}"):
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None:
            raise DataError(f"cannot decode {path}: is it a whole picture? remove or replace it")
        yield path, np.asarray(image, dtype=np.uint8)


def label_set(folder: Path, models: Sequence[Path], second: Path | None, output: Path, least: float) -> dict[str, int]:
    """Label `folder/images` into the set `output` (images, mattes, report.json) and give how many were kept and dropped.

    Called again, it goes on after what `report.json` names. Raises DataError for unusable pictures, ModelError for unusable models.
    """
    own = opinions_of(models)
    other = opinions_of([second])[0] if second else None
    for part in ("images", "mattes"):
        (output / part).mkdir(parents=True, exist_ok=True)
    report = output / "report.json"
    done: dict[str, float] = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    for number, (path, image) in enumerate(pictures_of(folder)):
        if path.name in done:
            continue
        found = label(image, own, other)
        if found.agreement >= least:
            matte = (found.matte * 255).round().astype(np.uint8)
            cv2.imwrite(str(output / "mattes" / f"{path.stem}.png"), matte)
            (output / "images" / path.name).write_bytes(path.read_bytes())
        done[path.name] = round(found.agreement, 4)
        if number % 50 == 0:
            _note(report, done)
    _note(report, done)
    kept = sum(agreement >= least for agreement in done.values())
    return {"kept": kept, "dropped": len(done) - kept}


def _note(report: Path, done: dict[str, float]) -> None:
    """Write the agreements, beside first and then renamed."""
    beside = report.with_suffix(".partial")
    beside.write_text(json.dumps(done, indent=0), encoding="utf-8")
    os.replace(beside, report)
