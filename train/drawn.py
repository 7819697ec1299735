"""Keep drawn samples with their teachers' labels, so that several networks learn from them again and again at no cost.

Drawing a sample and asking a large teacher about it takes longer than a light network takes to learn from it. The same views over and over
are no loss: "A good teacher is patient and consistent" (Beyer et al. 2022).
"""

from __future__ import annotations

import json
import zipfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from livebg.errors import DataError
from train.samples import Batch, Batches, edge_band
from train.workers import end_with_parent

NAME = "{:06d}.npz"
BATCHES = "[0-9]*.npz"
LABELS = "labels.json"  # beside the batches: the file names of the teachers that labelled them


class Drawn:
    """A map-style data set of kept batches, each time in another order, and samples mirrored or not; a step is always the same batch."""

    def __init__(self, folder: Path, steps: int, batch_size: int, seed: tuple[int, ...]) -> None:
        """folder: what `draw_batches` wrote. Raises DataError when nothing is there, or batches of another size than `batch_size`."""
        self.files, self.steps, self.seed = sorted(folder.glob(BATCHES)), steps, seed
        if not self.files:
            raise DataError(f"{folder} holds no drawn batches; make some: python -m train draw")
        size = len(read_batch(self.files[0])[0])
        if size != batch_size:
            raise DataError(f"{folder} holds batches of {size} samples; this preset learns from {batch_size} at a time")

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> Batch:
        round_, place = divmod(step, len(self.files))
        order = np.random.default_rng((*self.seed, round_)).permutation(len(self.files))
        images, mattes, taught = read_batch(self.files[order[place]])
        for number in np.random.default_rng((*self.seed, round_, place)).random(len(images)).argsort()[::2]:
            images[number], mattes[number] = images[number, :, ::-1].copy(), mattes[number, :, ::-1].copy()
        return images, mattes, np.stack([edge_band(matte) for matte in mattes]), taught


def read_batch(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give images (N, H, W, 3) uint8 RGB, mattes (N, H, W) uint8 and taught (N,) bool of one file. Raises DataError."""
    try:
        with np.load(path) as kept:
            return kept["images"], kept["mattes"], kept["taught"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise DataError(f"cannot read {path}: {error}; delete it and draw again") from error


def labelled_by(folder: Path) -> tuple[str, ...]:
    """Give the file names of the teachers that labelled what is kept there. Raises DataError when nothing says who it was."""
    try:
        return tuple(json.loads((folder / LABELS).read_text(encoding="utf-8"))["teachers"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        lacking = "says not who labelled its batches" if any(folder.glob(BATCHES)) else "holds no drawn batches"
        raise DataError(
            f"{folder} {lacking}; make some, in a folder of their own: python -m train draw ({LABELS} cannot be read: {error})"
        ) from error


def draw_batches(batches: Batches, folder: Path, workers: int) -> int:
    """Write the batches that are not there yet and give how many were; each file appears whole or not at all.

    Raises DataError when other teachers labelled those that are, or a worker dies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    teachers = tuple(file.name for file in batches.teacher.files) if batches.teacher else ()
    if any(folder.glob(BATCHES)) and labelled_by(folder) != teachers:
        raise DataError(
            f"the batches in {folder} were labelled by {', '.join(labelled_by(folder)) or 'nobody'}, not by "
            f"{', '.join(teachers) or 'nobody'}; name the same teachers, or another folder"
        )
    (folder / LABELS).write_text(json.dumps({"teachers": teachers}), encoding="utf-8")
    missing = [number for number in range(len(batches)) if not (folder / NAME.format(number)).exists()]
    global _job
    _job = batches, folder
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)  # ends OpenCV's own threads: a fork does not have them, and would wait for them
    try:
        # not multiprocessing's Pool: it waits for ever for what a killed worker was drawing
        with ProcessPoolExecutor(workers, get_context("fork"), end_with_parent) as pool:
            for _ in tqdm(pool.map(_draw, missing), total=len(missing), desc="draw", mininterval=5):
                pass
    except BrokenProcessPool as error:
        raise DataError(
            "a process that draws has died, was it killed for its memory? try fewer --workers, and call again: "
            f"what is drawn is kept in {folder}"
        ) from error
    finally:
        cv2.setNumThreads(threads)
    return len(missing)


def _draw(number: int) -> None:
    batches, folder = _job
    images, mattes, _, taught = batches[number]
    beside = folder / f".{NAME.format(number)}"
    with beside.open("wb") as file:
        np.savez(file, images=images, mattes=mattes, taught=taught)
    beside.replace(folder / NAME.format(number))


_job: tuple[Batches, Path]  # what the forked workers do: the samples' pictures are too large to be sent to them
