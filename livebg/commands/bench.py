"""Measure what a frame costs on this machine: CPU and wall milliseconds by stage, on the bundled clip."""

from __future__ import annotations

import json
import platform
import sys
import time
from contextlib import closing

import numpy as np

from livebg.backgrounds import open_background
from livebg.commands.clip import clip_pictures, device_name, play
from livebg.errors import UsageError
from livebg.pipeline import fixed, in_order
from livebg.plate import open_plate
from livebg.regions import open_regions
from livebg.segmenters import cpu_path, open_segmenter
from livebg.settings import Settings, checked, parse_size
from livebg.stats import Stats
from livebg.types import Size

WARM_UP = 10  # frames that are run and not counted


def even(size: Size) -> bool:
    """Tell whether a picture of this size is blended as I420, as it is for a virtual camera."""
    return size[0] % 2 == 0 and size[1] % 2 == 0


def peak_memory_mb() -> float | None:
    """Give the most memory that this process has held, in MB; None where the system does not tell."""
    try:
        import resource  # not on Windows
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def bench(settings: Settings, *, size: str, frames: int, as_json: bool) -> int:
    """Print the cost per frame of the in-order pipeline, one frame at a time; gives the exit code."""
    checked({"camera": {"camera_size": size}}, "--size")
    if frames < 1:
        raise UsageError(f"--frames must be at least 1, got {frames}")
    images, stats = clip_pictures(parse_size(size)), Stats()
    began = time.perf_counter()
    with closing(open_background(settings.look)) as background, closing(open_segmenter(settings.model)) as segmenter:
        opened = time.perf_counter()
        parts = fixed(
            segmenter, settings.look, background, open_regions(settings.look), open_plate(settings.look), even
        )
        warm_up = in_order(play(images, WARM_UP), parts, Stats())
        next(warm_up)
        first = time.perf_counter()
        for _ in warm_up:
            continue
        latencies_s: list[float] = []
        cpu, before = time.process_time(), time.perf_counter()
        for _ in in_order(play(images, frames), parts, stats):
            now = time.perf_counter()
            latencies_s.append(now - before)
            before = now
        cpu_ms = (time.process_time() - cpu) / frames * 1000
    p50, p95, p99 = (float(p) * 1000 for p in np.percentile(latencies_s, (50, 95, 99)))
    report = {
        "device": device_name(),
        "system": platform.platform(),
        "size": size,
        "model": segmenter.name,
        "model_file": cpu_path(settings.model).name,
        "runtime": "ONNX Runtime, CPU",
        "threads": settings.model.threads,
        "background": settings.look.background,
        "motion_gate": settings.look.motion_gate,
        "frames": frames,
        "cpu_ms_per_frame": cpu_ms,
        "latency_ms_p50": p50,
        "latency_ms_p95": p95,
        "latency_ms_p99": p99,
        "opening_ms": (opened - began) * 1000,
        "first_frame_ms": (first - opened) * 1000,
        "peak_memory_mb": peak_memory_mb(),
        "stages": stats.summary().as_dict()["stages"],
    }
    print(json.dumps(report, indent=2) if as_json else _table(report, stats))
    return 0


def _table(report: dict[str, object], stats: Stats) -> str:
    """Lay the report out for people."""
    lines = [
        f"{report['device']}, {report['threads']} threads; {report['model_file']} ({report['runtime']}); {report['size']}, "
        f"background {report['background']}, {report['frames']} frames of the demo clip in order",
        f"{'stage':<12}{'p50 ms':>12}{'p95':>8}",
    ]
    lines += [f"{name:<12}{stage.ms_p50:>12.2f}{stage.ms_p95:>8.2f}" for name, stage in stats.summary().stages.items()]
    memory = report["peak_memory_mb"]
    lines += [
        f"a frame: {report['cpu_ms_per_frame']:.2f} ms of CPU on all threads; latency p50/p95/p99 "
        f"{report['latency_ms_p50']:.2f}/{report['latency_ms_p95']:.2f}/{report['latency_ms_p99']:.2f} ms",
        f"model and background opened in {report['opening_ms']:.0f} ms, first frame {report['first_frame_ms']:.0f} ms later"
        + ("" if memory is None else f"; at most {memory:.0f} MB of memory"),
    ]
    return "\n".join(lines)
