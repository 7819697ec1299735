"""Write mattes as 8-bit PNGs at the input's own size: the ones the live pipeline would use, or the network's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from livebg.errors import SinkError, SourceError, UsageError
from livebg.pipeline import mattes
from livebg.plate import open_plate
from livebg.regions import open_regions
from livebg.segmenters import open_segmenter
from livebg.settings import CameraSettings, Settings
from livebg.sinks import write_picture
from livebg.sources import is_picture, open_source, picture_files
from livebg.stages import cut_out
from livebg.stats import Stats
from livebg.types import Cutout, Segmenter, Source


@dataclass(frozen=True)
class _Job:
    """Say what to read and where its mattes go: one file for a picture, a folder of numbered ones for a video."""

    source: Path
    target: Path
    video: bool


def _jobs(inputs: list[Path], output: Path, sequence: bool) -> list[_Job]:
    """Plan all outputs before anything runs. Raises UsageError when two inputs would write to one place."""
    jobs: list[_Job] = []
    for path in inputs:
        if path.is_dir() and not sequence:
            jobs += [_Job(file, output / f"{file.stem}.png", False) for file in picture_files(path)]
        elif path.is_dir():
            jobs.append(_Job(path, output / path.resolve().name, True))
        elif is_picture(path):
            jobs.append(_Job(path, output / f"{path.stem}.png", False))
        else:
            jobs.append(_Job(path, output / path.stem, True))
    seen: dict[Path, Path] = {}
    for job in jobs:
        if job.target in seen:
            raise UsageError(
                f"{seen[job.target]} and {job.source} would both write to {job.target}; matte them into two folders"
            )
        seen[job.target] = job.source
    return jobs


def _make_folder(folder: Path) -> None:
    """Create a folder and its parents. Raises SinkError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SinkError(
            f"cannot make the folder {folder}: {error.strerror}; choose one that you may write to"
        ) from error


def _raw(source: Source, segmenter: Segmenter) -> Iterator[Cutout]:
    """Give the network's own mattes, only enlarged."""
    for cutout in cut_out(source, lambda: segmenter, Stats()):
        height, width = cutout.frame.image.shape[:2]
        enlarged = cv2.resize(cutout.matte, (width, height), interpolation=cv2.INTER_LINEAR)
        yield Cutout(cutout.frame, np.clip(enlarged, 0.0, 1.0, dtype=np.float32))


def matte(inputs: list[Path], output: Path, settings: Settings, *, sequence: bool, raw: bool) -> int:
    """Matte every input; state never crosses from one to the next. Gives the exit code; raises LivebgError."""
    for path in inputs:
        if not path.exists():
            raise SourceError(f"there is no file or folder {path}; expected a picture, a video or a folder of pictures")
    jobs, known = _jobs(inputs, output, sequence), (open_regions(settings.look), open_plate(settings.look))
    pictures, frames = 0, 0
    with closing(open_segmenter(settings.model)) as segmenter, tqdm(unit="frame", leave=False, disable=None) as bar:
        for job in jobs:
            camera = CameraSettings(source=str(job.source))
            with closing(open_source(camera, paced=False)) as source:
                cutouts = _raw(source, segmenter) if raw else mattes(source, segmenter, settings.look, Stats(), *known)
                done = 0
                _make_folder(job.target if job.video else output)
                for number, cutout in enumerate(cutouts):
                    path = job.target / f"{number:05d}.png" if job.video else job.target
                    write_picture(path, np.asarray(cv2.convertScaleAbs(cutout.matte, alpha=255.0), dtype=np.uint8))
                    bar.update()
                    done += 1
            if done == 0:
                raise SourceError(f"{job.source} gave no pictures; expected at least one")
            if source.trouble:
                print(f"livebg: {source.trouble}", file=sys.stderr)
            pictures, frames = pictures + 1, frames + done
    print(
        f"wrote {frames} matte{'s' if frames != 1 else ''} of {pictures} input{'s' if pictures != 1 else ''} to {output}"
    )
    return 0
