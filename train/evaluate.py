"""Score models on pictures, clips, rendered people and empty rooms, peers beside ours, by the same code in the same run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from tqdm import tqdm

from livebg.assets import asset, asset_names
from livebg.errors import DataError, SourceError
from livebg.settings import CameraSettings
from livebg.sources import open_source
from livebg.types import Image, Matte, State
from train.camera import photograph
from train.cost import device
from train.data import IMAGE_SUFFIXES, Pair, held_out, load_split, pair_files, read_pair
from train.metrics import (
    TRAIL_FRAMES,
    average,
    dtssd,
    flicker,
    just_left,
    score_picture,
    score_quickly,
    still_picture,
    still_truth,
    trail,
)
from train.peers import Contender, Predict

Row = dict[str, Any]
Scores = dict[str, dict[str, float]]  # by the name of the row
CAMERAS = 4  # by which each picture is seen: one alone says little, as faults differ more than networks
BACKGROUNDS = "backgrounds"  # the folder of rooms without people


@dataclass(frozen=True)
class PictureSet:
    """Hold a set of labelled pictures, read one by one as often as asked. name: as in its rows. split: which part it is."""

    name: str
    split: str
    count: int
    read: Callable[[], Iterator[Pair]]


def held_out_set(data: Path, name: str) -> PictureSet:
    """Give the validation split of DIR/name at the pictures' own size. Raises DataError when there is none."""
    folder = data / name
    count = sum(held_out(image.name) for image, _ in pair_files(folder))
    if not count:
        raise DataError(f"{folder} has no pictures in the validation split; expected about one in ten")
    return PictureSet(name, "held out", count, lambda: load_split(folder, validation=True, longest_px=None))


def whole_set(data: Path, name: str) -> PictureSet:
    """Give all of DIR/name, for models that were trained without it. Raises DataError when there is none."""
    files = pair_files(data / name)
    return PictureSet(f"{name}, all", "all", len(files), lambda: (read_pair(*pair) for pair in files))


def with_faults(pictures: PictureSet) -> PictureSet:
    """Give each picture of a set as `CAMERAS` webcams with faults would show it (see `train.camera`), the same at every reading."""

    def read() -> Iterator[Pair]:
        for number, pair in enumerate(pictures.read()):
            for camera in range(CAMERAS):
                yield replace(pair, image=photograph(np.random.default_rng((10, number, camera)), pair.image))

    return replace(pictures, name=f"{pictures.name}, bad cameras", count=pictures.count * CAMERAS, read=read)


def empty_rooms(data: Path) -> list[Image]:
    """Read the held-out pictures of DIR/backgrounds, by the same hash, and our own rooms, which nothing is trained on but `smoke`.

    Raises DataError when DIR has none.
    """
    folder = data / BACKGROUNDS
    if not folder.is_dir():
        raise DataError(f"there is no folder {folder}; expected pictures of rooms without people; see train/README.md")
    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in IMAGE_SUFFIXES and held_out(p.name))
    if not paths:
        raise DataError(f"{folder} has no pictures in the validation split; expected about one in ten")
    paths += [
        asset("demo/room.jpg"),
        *(asset(f"backgrounds/{name}.jpg") for name in asset_names("backgrounds", (".jpg",))),
    ]
    return [read_image(path, cv2.IMREAD_COLOR) for path in paths]


def read_image(path: Path, flags: int) -> Image:
    """Read a picture as OpenCV's flags say. Raises DataError."""
    image = cv2.imread(str(path), flags)
    if image is None:
        raise DataError(f"cannot decode {path}: is it a whole picture? remove or replace it")
    return image.astype(np.uint8, copy=False)


def alpha(matte: Image) -> Matte:
    """Turn a stored matte, (H, W) uint8, 255 = person, into alpha."""
    return np.asarray(matte, dtype=np.float32) / np.float32(255)


def score_pictures(pairs: Iterable[Pair], ways: dict[str, Predict]) -> Scores:
    """Score every way on every picture, each from the beginning: nothing is carried from one to the next."""
    scores: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    for pair in pairs:
        truth = alpha(pair.matte)
        for name, predict in ways.items():
            scores[name].append(score_picture(predict(pair.image, None)[0], truth))
    return {name: average(listed) for name, listed in scores.items()}


def score_rooms(rooms: Iterable[Image], ways: dict[str, Predict]) -> Scores:
    """Give the mean share of pixels, in percent, that each way takes for a person where there is none."""
    shares: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    for room in rooms:
        for name, predict in ways.items():
            false = np.count_nonzero(predict(room, None)[0] > 0.5)
            shares[name].append({"false_person": 100 * false / (room.shape[0] * room.shape[1])})
    return {name: average(listed) for name, listed in shares.items()}


def _frames(path: Path) -> Iterator[Image]:
    """Give every frame of a video at its own size. Raises DataError when the file is no video that can be read."""
    try:
        with closing(open_source(CameraSettings(source=str(path)), paced=False)) as source:
            yield from (frame.image for frame in source)
    except SourceError as error:
        raise DataError(f"{path} cannot be read as a clip: {error}") from error


def clip_frames(video: Path, matte: Path | None) -> Iterator[tuple[Image, Matte | None]]:
    """Give every frame with its true alpha, None without a matte. Raises DataError when the two do not belong together."""
    if matte is None:
        yield from ((image, None) for image in _frames(video))
        return
    for number, (image, shade) in enumerate(zip_longest(_frames(video), _frames(matte))):
        if image is None or shade is None:
            ended = video if image is None else matte
            raise DataError(f"{ended} ends at frame {number}, before the other; video and matte must be equally long")
        if image.shape != shade.shape:
            sizes = " but its matte ".join(f"{p.shape[1]}x{p.shape[0]}" for p in (image, shade))
            raise DataError(f"{video} is {sizes}; both must have one size")
        yield image, alpha(shade[:, :, 0])


def score_clip(frames: Iterable[tuple[Image, Matte | None]], ways: dict[str, Predict]) -> tuple[int, Scores]:
    """Score every way frame by frame, its state carried on. Gives the number of frames, and the means.

    With true mattes: the quick metrics, dtssd x100, flicker x1000 where the truth stands still, and trail x1000 where the person has
    just left, in frames where they did. Without: flicker where the picture stands still.
    """
    scores: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    states: dict[str, State] = dict.fromkeys(ways)
    last: dict[str, Matte] = {}
    before: tuple[Image, Matte | None] | None = None
    truths: deque[Matte] = deque(maxlen=TRAIL_FRAMES)
    count = 0
    for image, truth in frames:
        still = None if before is None else _still(image, truth, *before)
        left = None if truth is None else just_left(truth, truths)
        for name, predict in ways.items():
            matte, states[name] = predict(image, states[name])
            score = {} if truth is None else score_quickly(matte, truth)
            if left is not None and left.any():
                score["trail"] = trail(matte, left) * 1000
            if before is not None and still is not None:
                score["flicker"] = flicker(matte, last[name], still) * 1000
                if truth is not None and before[1] is not None:
                    score["dtssd"] = dtssd(matte, last[name], truth, before[1]) * 100
            scores[name].append(score)
            last[name] = matte
        before = image, truth
        if truth is not None:
            truths.append(truth)
        count += 1
    return count, {name: average(listed) for name, listed in scores.items()}


def _still(image: Image, truth: Matte | None, image_before: Image, truth_before: Matte | None) -> Any:
    """Say where nothing should change: by the truth where there is one, else by the picture. (H, W) bool."""
    if truth is None or truth_before is None:
        return still_picture(image, image_before)
    return still_truth(truth, truth_before)


def all_ways(contenders: Sequence[Contender]) -> dict[str, Predict]:
    """Give what is scored, by the name of its row."""
    return {name: predict for contender in contenders for name, predict in contender.ways.items()}


def rows(name: str, split: str, count: int, scores: Scores, contenders: Sequence[Contender]) -> list[Row]:
    """Give one row for every way of every model: what was scored, the scores, and what is known of the model."""
    return [
        {
            "set": name,
            "split": split,
            "model": way,
            "pictures": count,
            **scores[way],
            "sha256": contender.sha256,
            "parameters": contender.parameters,
            "network_size": "{}x{}".format(*contender.size),
            "runtime": contender.runtime,
            "device": device(),
        }
        for contender in contenders
        for way in contender.ways
    ]


def set_rows(pictures: PictureSet, contenders: Sequence[Contender]) -> list[Row]:
    """Score every model on a set of pictures; one row for every way."""
    bar = tqdm(pictures.read(), total=pictures.count, desc=pictures.name, leave=False)
    scores = score_pictures(bar, all_ways(contenders))
    return rows(pictures.name, pictures.split, pictures.count, scores, contenders)


def clip_rows(name: str, video: Path, matte: Path | None, contenders: Sequence[Contender]) -> list[Row]:
    """Score every model on a clip, frame by frame; one row for every way."""
    bar = tqdm(clip_frames(video, matte), desc=name, leave=False)
    return rows(name, "whole clip", *score_clip(bar, all_ways(contenders)), contenders)


def sequence_rows(
    name: str, clips: Iterable[Iterable[tuple[Image, Matte | None]]], contenders: Sequence[Contender]
) -> list[Row]:
    """Score every model on several short clips of one kind, the state new in each; one row for every way, of their mean."""
    ways = all_ways(contenders)
    counts, scores = zip(*(score_clip(clip, ways) for clip in tqdm(clips, desc=name, leave=False)), strict=True)
    means = {way: average([score[way] for score in scores]) for way in ways}
    return rows(name, "held-out identities", sum(counts), means, contenders)


def room_rows(rooms: Sequence[Image], contenders: Sequence[Contender]) -> list[Row]:
    """Score every model on rooms without a person; one row for every way."""
    bar = tqdm(rooms, desc="empty rooms", leave=False)
    return rows("empty rooms", "held out", len(rooms), score_rooms(bar, all_ways(contenders)), contenders)
