"""Measure what the networks cost on this machine: CPU and wall milliseconds per 1280x720 frame, one thread, interleaved."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from livebg.commands.bench import device_name
from train.peers import Contender, network_call

ROUNDS, WARM_UP = 60, 10


@dataclass(frozen=True)
class Cost:
    """Hold the medians for one network. ratio: of CPU time, to the first MediaPipe landscape model; None without one."""

    cpu_ms: float
    wall_ms: float
    ratio: float | None


def device() -> str:
    """Give the CPU's name, and say when it is not known."""
    name = device_name()
    return f"unknown CPU ({platform.machine()})" if name in ("", "unknown", platform.machine()) else name


def measure(contenders: Sequence[Contender], rounds: int = ROUNDS) -> dict[str, Cost]:
    """Time every network, nothing else, on a 16:9 frame at its own input size; by the names of the contenders' ways.

    Each round runs every model twice and times the second run, so that a slower minute of the machine meets them all, and none finds
    the caches full of the others' weights, as none does in use; then medians. CPU time is the process's: it counts every thread, and no
    other program.
    """
    calls = [network_call(contender.path, contender.size) for contender in contenders]
    times_ms = np.empty((rounds, len(calls), 2))
    for turn in range(-WARM_UP, rounds):
        for column, call in enumerate(calls):
            call()
            wall, cpu = time.perf_counter(), time.process_time()
            call()
            spent = time.process_time() - cpu, time.perf_counter() - wall
            if turn >= 0:
                times_ms[turn, column] = np.array(spent) * 1000
    medians = np.median(times_ms, axis=0)
    peers = [float(cpu) for contender, (cpu, _) in zip(contenders, medians, strict=True) if contender.landscape_peer]
    return {
        way: Cost(float(cpu), float(wall), float(cpu) / peers[0] if peers else None)
        for contender, (cpu, wall) in zip(contenders, medians, strict=True)
        for way in contender.ways
    }
