"""Measure flicker, dtSSD and trail by the strength of smoothing: `python -m tests.steadiness RENDERED DATA`.

RENDERED: what `python -m train render` wrote; DATA: a folder with backgrounds/. Held-out people and rooms, mattes as the app shows them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from livebg.mattes import refine
from livebg.segmenters import open_segmenter
from livebg.settings import LookSettings, ModelSettings
from livebg.types import Image, Matte, Segmenter, State
from train.evaluate import empty_rooms, score_clip
from train.metrics import average
from train.peers import Predict
from train.rendered import rendered_clips

STRENGTHS = (0.0, 0.3, 0.6, 1.0)
NOISES = (0.0, 3.0)  # grey levels, standard deviation, new in every frame
SHOWN = ("iou", "mad", "flicker", "dtssd", "trail")


def way(segmenter: Segmenter, strength: float) -> Predict:
    """Give how the app's matte is made with one strength of smoothing."""
    look = LookSettings(smoothing=strength)

    def predict(image: Image, state: State) -> tuple[Matte, State]:
        memory, past = state or (None, None)
        raw, memory = segmenter.segment(image, memory)
        matte, past = refine(raw, image, look, past)
        return matte, (memory, past)

    return predict


def noisy(clip: Iterable[tuple[Image, Matte | None]], noise: float) -> Iterator[tuple[Image, Matte | None]]:
    """Give a clip with the noise of a camera, the same at every run."""
    rng = np.random.default_rng(0)
    for image, truth in clip:
        seen = image + rng.normal(0, noise, image.shape) if noise else image
        yield np.clip(seen, 0, 255).astype(np.uint8), truth


def main(rendered: Path, data: Path) -> None:
    """Print a markdown table."""
    segmenter, rooms = open_segmenter(ModelSettings()), empty_rooms(data)
    ways = {f"{strength}": way(segmenter, strength) for strength in STRENGTHS}
    print(f"| noise | smoothing | {' | '.join(SHOWN)} |\n|{'---|' * (2 + len(SHOWN))}")
    for noise in NOISES:
        scores = [score_clip(noisy(clip, noise), ways)[1] for clip in rendered_clips(rendered, rooms)]
        for name in ways:
            means = average([score[name] for score in scores])
            print(f"| {noise:g} | {name} | {' | '.join(f'{means[metric]:.2f}' for metric in SHOWN)} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
