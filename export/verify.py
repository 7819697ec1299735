"""Compare the mattes of one network in every runtime that is here, on real pictures, against limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from export.backends import Absent, Array, Backend, Limits, Model, first_state, input_size, open_backends
from livebg.assets import asset
from livebg.errors import ModelError
from livebg.mattes import shrink
from livebg.segmenters.onnx import network_feed
from livebg.types import Image
from train.clips import clip_frames
from train.sets import find_set, pairs_of

FRAME = (1280, 720)
CLIP_STEP = 8  # every so many frames of the bundled clip
PER_SET = 24


@dataclass(frozen=True)
class Difference:
    """Hold how far the alpha of one runtime is from the reference over all pictures: |Δalpha| in [0, 1]."""

    model: str
    backend: str
    pictures: int
    largest: float
    p999: float
    mean: float
    limits: Limits

    @property
    def within(self) -> bool:
        """Tell whether the limits hold; NaN does not."""
        return all(got <= most for got, most in zip((self.largest, self.p999, self.mean), self.limits, strict=True))


def real_pictures(roots: Sequence[Path], sets: Sequence[str]) -> list[Image]:
    """Give pictures to compare on: frames of the bundled clip, its empty room, and held-out pictures of `sets` under `roots`."""
    pictures = list(clip_frames(asset("demo/person.mp4"), CLIP_STEP))
    room = cv2.imread(str(asset("demo/room.jpg")))
    assert room is not None
    pictures.append(np.asarray(room, dtype=np.uint8))
    for name in sets if roots else ():
        find_set(roots, name)
        pictures += [pair.image for pair in pairs_of(roots, name, validation=True)[:PER_SET]]
    return pictures


def mattes_of(backend: Backend, model: Model, pictures: Sequence[Image]) -> Iterator[Array]:
    """Give alpha (H, W) of each picture; a network with a memory sees them as one sequence."""
    size = input_size(model.card, FRAME)
    memory = first_state(model.card, size)
    for image in pictures:
        alpha, *rest = backend.call({**network_feed(shrink(image, size), backend.card), **memory})
        memory = {"state": rest[0]} if rest else {}
        yield np.array(alpha[0, 0], dtype=np.float32)


def compare(model: Model, pictures: Sequence[Image], threads: int) -> tuple[list[Difference], list[Absent]]:
    """Run a network in every runtime and compare with the first, torch where its weights are here. Raises ModelError."""
    backends, absent = open_backends(model, FRAME, threads)
    reference = np.stack(list(mattes_of(backends[0], model, pictures)))
    if not np.isfinite(reference).all():
        raise ModelError(f"{model.name} gives alpha that is not a number in {backends[0].name}; train it again")
    rows = []
    for backend in backends[1:]:
        apart: NDArray[np.float32] = np.abs(np.stack(list(mattes_of(backend, model, pictures))) - reference)
        figures = float(apart.max()), float(np.quantile(apart, 0.999)), float(apart.mean())
        rows.append(Difference(model.name, backend.name, len(pictures), *figures, backend.limits))
    return rows, absent


def as_table(rows: Sequence[Difference]) -> str:
    """Lay differences out as a Markdown table."""
    lines = [
        "| model | runtime | pictures | max \\|Δalpha\\| | p99.9 | mean | limits | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{row.model}` | {row.backend} | {row.pictures} | {row.largest:.1e} | {row.p999:.1e} | {row.mean:.1e} "
        f"| {' / '.join(f'{most:g}' for most in row.limits)} | {'ok' if row.within else 'TOO FAR'} |"
        for row in rows
    ]
    return "\n".join(lines)
