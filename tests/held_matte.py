"""Measure what a mode of lowest latency would show, the last matte on the next frame: `python -m tests.held_matte`."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

import numpy as np

from livebg.assets import asset
from livebg.mattes import refine_edges
from livebg.segmenters import open_segmenter
from livebg.settings import LookSettings, ModelSettings
from livebg.types import Matte, State
from train.evaluate import clip_frames

GROWN_PX = (0.0, 4.0, 8.0, 12.0)  # of a 720p frame: how far a held matte is widened
MODELS = ("fast", "balanced", "quality")
WARM_UP = 10

Shares = tuple[float, float]
"""Percent of the room's pixels that are shown, and of the person's that are lost."""


def shares(matte: Matte, truth: Matte) -> Shares:
    """Compare a matte, (H, W) float32, with the exact one: whose alpha is above a half."""
    shown, person = matte > 0.5, truth > 0.5
    return 100 * float(shown[~person].mean()), 100 * float((~shown)[person].mean())


def measured(model: str) -> tuple[float, dict[str, list[Shares]]]:
    """Give the network's CPU time in ms, the median of one thread, and the shares for each way to show the demo clip's frames."""
    segmenter = open_segmenter(ModelSettings(model=model))
    looks = {grown: LookSettings(grow_px=grown) for grown in GROWN_PX}
    found: dict[str, list[Shares]] = {"own": [], **{f"held, {grown:g} px wider": [] for grown in GROWN_PX}}
    memory: State = None
    state: State = None
    states: dict[float, State] = dict.fromkeys(GROWN_PX)
    times_ms: list[float] = []
    before: Matte | None = None
    for image, truth in clip_frames(asset("demo/person.mp4"), asset("demo/person_matte.mkv")):
        started = thread_time()
        raw, memory = segmenter.segment(image, memory)
        times_ms.append(1000 * (thread_time() - started))
        assert truth is not None
        own, state = refine_edges(raw, image, LookSettings(), state)
        found["own"].append(shares(own.matte, truth))
        for grown, look in looks.items():
            if before is not None:
                held, states[grown] = refine_edges(before, image, look, states[grown])
                found[f"held, {grown:g} px wider"].append(shares(held.matte, truth))
        before = raw
    return float(np.median(times_ms[WARM_UP:])), found


def main(say: Callable[[str], None] = print) -> None:
    """Print a markdown table: means over the clip, and over the tenth of the frames that are worst."""
    say(
        "| model | network, ms | matte | room shown % | worst tenth | person lost % | worst tenth |\n|---|---|---|---|---|---|---|"
    )
    for model in MODELS:
        cost_ms, found = measured(model)
        for name, values in found.items():
            columns = np.array(values[WARM_UP:])
            worst = np.sort(columns, axis=0)[-len(columns) // 10 :].mean(axis=0)
            mean = columns.mean(axis=0)
            say(
                f"| {model} | {cost_ms:.1f} | {name} | {mean[0]:.2f} | {worst[0]:.2f} | {mean[1]:.2f} | {worst[1]:.2f} |"
            )


if __name__ == "__main__":
    main()
