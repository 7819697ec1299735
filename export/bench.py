"""Time one network in every runtime that is here: percentiles after warm-up, the runtimes in turns."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from export.backends import Absent, Model, first_state, input_size, open_backends
from export.verify import FRAME
from livebg.segmenters.onnx import network_feed

WARM_UP = 10


@dataclass(frozen=True)
class Timing:
    """Hold the milliseconds that one run of a network takes in one runtime."""

    model: str
    size: tuple[int, int]
    backend: str
    rounds: int
    p50_ms: float
    p95_ms: float
    p99_ms: float


def measure(model: Model, rounds: int, threads: int) -> tuple[list[Timing], list[Absent]]:
    """Time a network on noise at its size for 16:9 frames. In each round every runtime runs once, so that a slow minute meets them all."""
    backends, absent = open_backends(model, FRAME, threads)
    size = input_size(model.card, FRAME)
    noise = np.random.default_rng(0).integers(256, size=(size[1], size[0], 3), dtype=np.uint8)
    inputs = [{**network_feed(noise, backend.card), **first_state(model.card, size)} for backend in backends]
    times_ms = np.empty((rounds, len(backends)))
    for turn in range(-WARM_UP, rounds):
        for column, backend in enumerate(backends):
            began = time.perf_counter()
            backend.call(inputs[column])
            if turn >= 0:
                times_ms[turn, column] = (time.perf_counter() - began) * 1000
    percentiles = np.percentile(times_ms, (50, 95, 99), axis=0)
    rows = [
        Timing(model.name, size, backend.name, rounds, *map(float, percentiles[:, column]))
        for column, backend in enumerate(backends)
    ]
    return rows, absent


def as_table(rows: Sequence[Timing]) -> str:
    """Lay timings out as a Markdown table."""
    lines = ["| model | input | runtime | runs | p50 ms | p95 ms | p99 ms |", "|---|---|---|---|---|---|---|"]
    lines += [
        f"| `{row.model}` | {row.size[0]}x{row.size[1]} | {row.backend} | {row.rounds} "
        f"| {row.p50_ms:.2f} | {row.p95_ms:.2f} | {row.p99_ms:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)
