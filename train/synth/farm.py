"""Render many items with several processes, skipping what is there."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
from tqdm import tqdm

from livebg.errors import DataError
from train.synth.avatar import avatar_files
from train.synth.raster import Raster
from train.synth.render import Item, item_path, render, shows_held_out
from train.workers import end_with_parent

MOST_DEATHS = 5  # of worker processes: a graphics driver may crash once in thousands of pictures

log = logging.getLogger(__name__)

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
    end_with_parent()


def render_all(data: Path, output: Path, items: Sequence[Item], workers: int, *, only_held_out: bool = False) -> int:
    """Render all items that are not there yet; gives how many. Each worker uses one thread. only_held_out: those that are not trained on.

    Where a worker dies, new ones go on with what is missing. Raises DataError when there are no avatars, one is damaged, nothing can be
    drawn or written, or workers die again and again.
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
    left = todo
    with tqdm(total=len(todo), unit="item") as bar:
        for death in range(1, MOST_DEATHS + 1):
            try:
                _render([(item, avatars, output) for item in left], workers, bar)
            except BrokenProcessPool:
                left = [item for item in left if not item_path(item, avatars, output).exists()]
                if death < MOST_DEATHS:
                    log.warning("a process that renders has died with %d items to go; new ones go on", len(left))
            else:
                return len(todo)
    raise DataError(
        f"processes that render died {MOST_DEATHS} times, {len(left)} items are missing; give them more memory or fewer --workers, "
        "and call again: what is rendered is kept"
    )


def _render(jobs: Sequence[Job], workers: int, bar: tqdm[Any]) -> None:
    """Render with so many processes. Raises DataError as `render_all`, and BrokenProcessPool when one of them dies."""
    # a fork would share the parent's OpenGL and OpenCV threads; a fresh process shares nothing
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start_worker)
    try:
        for trouble in pool.map(_work, jobs):
            if trouble:
                raise DataError(trouble)
            bar.update()
    finally:
        pool.shutdown(cancel_futures=True)
