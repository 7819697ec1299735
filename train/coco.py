"""Read people from COCO annotations: one matte per picture, the union of all persons in it."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from livebg.errors import DataError
from train.data import Pair, held_out

ANNOTATIONS = "annotations.json"  # beside images/ in the folder of the set
LEAST_SHARE = 0.04  # of the picture; people in the far distance are not what a webcam shows


def coco_pairs(folder: Path, *, validation: bool, longest_px: int | None) -> Iterator[Pair]:
    """Read the pairs of `folder/images` and `folder/annotations.json` (Lin et al. 2014), in the order of the picture's ids.

    A picture with a crowd region is left out: its persons are outlined only roughly. So is one with little person in it.
    Raises DataError when the file is no COCO annotation with persons, or a picture that it names is missing or of another size.
    """
    path = folder / ANNOTATIONS
    coco, person = _open(path)
    for number in sorted(coco.getImgIds(catIds=[person])):
        about = coco.loadImgs(number)[0]
        if held_out(about["file_name"]) != validation:
            continue
        persons = coco.loadAnns(coco.getAnnIds(imgIds=[number], catIds=[person], iscrowd=None))
        if any(annotation.get("iscrowd") for annotation in persons):
            continue
        matte = np.zeros((about["height"], about["width"]), np.uint8)
        for annotation in persons:
            matte |= coco.annToMask(annotation) * np.uint8(255)
        if np.count_nonzero(matte) < LEAST_SHARE * matte.size:
            continue
        yield _pair(folder / "images" / about["file_name"], matte, longest_px)


def _open(path: Path):  # type: ignore[no-untyped-def]  # pycocotools has no types
    """Give pycocotools' index of an annotation file, and the id of its category `person`. Raises DataError."""
    try:
        from pycocotools.coco import COCO
    except ImportError as error:
        raise DataError("COCO annotations need the package pycocotools; install livebg's extra: train") from error
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints how long it took
            coco = COCO(str(path))
            persons = coco.getCatIds(catNms=["person"])
    except (OSError, json.JSONDecodeError, KeyError, TypeError, AssertionError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path} is no COCO annotation file: {error!r}; expected images, annotations and categories"
        ) from error
    if not persons:
        raise DataError(f"{path} has no category called person, so there is nobody to learn from")
    return coco, persons[0]


def _pair(path: Path, matte: np.ndarray, longest_px: int | None) -> Pair:
    """Read the picture of a matte, both shrunk to `longest_px`. Raises DataError."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise DataError(f"cannot decode {path}, which {ANNOTATIONS} names; is the picture there and whole?")
    if image.shape[:2] != matte.shape:
        raise DataError(
            f"{path} is {image.shape[1]}x{image.shape[0]} but {ANNOTATIONS} says {matte.shape[1]}x{matte.shape[0]}; "
            "are the pictures those of the annotations?"
        )
    scale = min(1.0, longest_px / max(matte.shape)) if longest_px else 1.0
    if scale < 1:
        size = (max(1, round(matte.shape[1] * scale)), max(1, round(matte.shape[0] * scale)))
        image, matte = (cv2.resize(layer, size, interpolation=cv2.INTER_AREA) for layer in (image, matte))
    return Pair(path.name, np.asarray(image, np.uint8), np.asarray(matte, np.uint8))
