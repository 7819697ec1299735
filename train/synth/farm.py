"""Render many items with several processes, skipping what is there."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
from tqdm import tqdm

from livebg.errors import DataError
from train.synth.avatar import avatar_files
from train.synth.raster import Raster
from train.synth.render import Item, item_path, render, shows_held_out

Job = tuple[Item, Sequence[Path], Path]


@lru_cache(maxsize=1)
def _raster() -> Raster:
    """Give this process's own context; it lives as long as the process."""
    return Raster()


def _work(job: Job) -> str:
    """Render one item in a worker. Gives what went wrong, or nothing."""
    try:
        render(_raster(), *job)
    except DataError as error:
        return str(error)
    return ""


def _start_worker() -> None:
    cv2.setNumThreads(1)


def render_all(data: Path, output: Path, items: Sequence[Item], workers: int, *, only_held_out: bool = False) -> int:
    """Render all items that are not there yet; gives how many. Each worker uses one thread. only_held_out: those that are not trained on.

    Raises DataError when there are no avatars, one is damaged, or nothing can be drawn or written.
    """
    avatars = avatar_files(data / "avatars")
    chosen = [item for item in items if not only_held_out or shows_held_out(item, avatars)]
    todo = [item for item in chosen if not item_path(item, avatars, output).exists()]
    try:
        for folder in ("stills", "sequences"):
            (output / folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot make {output}: {error.strerror}") from error
    for name in ("LP_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # read by Mesa and numpy when a worker starts
    # a fork would share the parent's OpenGL and OpenCV threads; a fresh process shares nothing
    with multiprocessing.get_context("spawn").Pool(workers, _start_worker) as pool:
        done = pool.imap(_work, ((item, avatars, output) for item in todo))
        for trouble in tqdm(done, total=len(todo), unit="item"):
            if trouble:
                raise DataError(trouble)
    return len(todo)
