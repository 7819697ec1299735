"""Check the reading of COCO annotations on a tiny set that is drawn here."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.errors import DataError
from train.data import held_out
from train.sets import pairs_of

PERSON, CHAIR = 1, 62


def box(
    number: int, image: int, x: int, y: int, w: int, h: int, *, category: int = PERSON, crowd: bool = False
) -> dict:
    outline = [x, y, x + w, y, x + w, y + h, x, y + h]
    mask = {"counts": [0, 40 * 60], "size": [40, 60]} if crowd else [outline]
    area = {"area": w * h, "bbox": [x, y, w, h], "iscrowd": int(crowd)}
    return {"id": number, "image_id": image, "category_id": category, "segmentation": mask, **area}


def write(folder: Path, annotations: list[dict], categories: tuple[str, ...] = ("person", "chair")) -> Path:
    (folder / "people/images").mkdir(parents=True, exist_ok=True)
    images = []
    for number in range(1, 9):
        name = f"{number}.png"
        cv2.imwrite(str(folder / "people/images" / name), np.full((40, 60, 3), 10 * number, np.uint8))
        images.append({"id": number, "file_name": name, "width": 60, "height": 40})
    kinds = [{"id": {"person": PERSON}.get(name, CHAIR), "name": name} for name in categories]
    content = {"images": images, "annotations": annotations, "categories": kinds}
    (folder / "people/annotations.json").write_text(json.dumps(content))
    return folder


def read(folder: Path) -> dict[str, np.ndarray]:
    return {p.name: p.matte for held in (True, False) for p in pairs_of([folder], "people", validation=held)}


def test_persons_are_united_and_other_things_left_out(tmp_path):
    people = [box(1, 1, 5, 5, 20, 30), box(2, 1, 30, 5, 20, 30), box(3, 1, 0, 0, 4, 4, category=CHAIR)]
    mattes = read(write(tmp_path, people))
    assert list(mattes) == ["1.png"]
    assert np.count_nonzero(mattes["1.png"]) == pytest.approx(2 * 20 * 30, rel=0.1)
    assert mattes["1.png"][20, 15] == mattes["1.png"][20, 40] == 255
    assert mattes["1.png"][2, 2] == 0


def test_crowds_and_people_far_away_are_left_out(tmp_path):
    people = [box(1, 1, 5, 5, 20, 30), box(2, 2, 0, 0, 60, 40, crowd=True), box(3, 3, 5, 5, 4, 4)]
    assert list(read(write(tmp_path, people))) == ["1.png"]


def test_the_split_is_that_of_all_sets(tmp_path):
    folder = write(tmp_path, [box(i, i, 5, 5, 20, 30) for i in range(1, 9)])
    names = {p.name for p in pairs_of([folder], "people", validation=True)}
    assert names == {f"{i}.png" for i in range(1, 9) if held_out(f"{i}.png")}


@pytest.mark.parametrize("fault", ["corrupt", "no person", "missing picture", "other size"])
def test_bad_annotations_are_named(tmp_path, fault):
    folder = write(tmp_path, [box(i, i, 5, 5, 20, 30) for i in range(1, 9)])
    if fault == "corrupt":
        (folder / "people/annotations.json").write_text("{")
    elif fault == "no person":
        write(tmp_path, [], categories=("chair",))
    elif fault == "missing picture":
        (folder / "people/images/3.png").unlink()
    else:
        cv2.imwrite(str(folder / "people/images/3.png"), np.zeros((4, 6, 3), np.uint8))
    words = {
        "corrupt": "is no COCO annotation file",
        "no person": "has no category called person",
        "missing picture": r"cannot decode .*3\.png, which annotations\.json names",
        "other size": r"3\.png is 6x4 but annotations\.json says 60x40",
    }
    with pytest.raises(DataError, match=words[fault]):
        read(folder)
