"""Measure what a frame costs on this machine: CPU and wall milliseconds by stage, on the bundled clip."""

from __future__ import annotations

import json
import platform
import time
from contextlib import closing

from livebg.backgrounds import open_background
from livebg.commands.clip import clip_pictures, device_name, play
from livebg.errors import UsageError
from livebg.pipeline import fixed, in_order
from livebg.segmenters import open_segmenter
from livebg.settings import Settings, checked, parse_size
from livebg.stats import Stats

WARM_UP = 10  # frames that are run and not counted


def bench(settings: Settings, *, size: str, frames: int, as_json: bool) -> int:
    """Print the cost per frame of the in-order pipeline, one frame at a time; gives the exit code."""
    checked({"camera": {"camera_size": size}}, "--size")
    if frames < 1:
        raise UsageError(f"--frames must be at least 1, got {frames}")
    images, stats = clip_pictures(parse_size(size)), Stats()
    with closing(open_background(settings.look)) as background, closing(open_segmenter(settings.model)) as segmenter:
        parts = fixed(segmenter, settings.look, background)
        for _ in in_order(play(images, WARM_UP), parts, Stats()):
            continue
        began, cpu = time.perf_counter(), time.process_time()
        for _ in in_order(play(images, frames), parts, stats):
            continue
        wall_ms = (time.perf_counter() - began) / frames * 1000
        cpu_ms = (time.process_time() - cpu) / frames * 1000
    report = {
        "device": device_name(),
        "system": platform.platform(),
        "size": size,
        "model": segmenter.name,
        "runtime": "ONNX Runtime, CPU, fp32",
        "threads": settings.model.threads,
        "background": settings.look.background,
        "frames": frames,
        "cpu_ms_per_frame": cpu_ms,
        "latency_ms_mean": wall_ms,
        "stages": stats.summary().as_dict()["stages"],
    }
    print(json.dumps(report, indent=2) if as_json else _table(report, stats))
    return 0


def _table(report: dict[str, object], stats: Stats) -> str:
    """Lay the report out for people."""
    lines = [
        f"{report['device']}, {report['threads']} threads; {report['model']} ({report['runtime']}); {report['size']}, "
        f"background {report['background']}, {report['frames']} frames of the demo clip in order",
        f"{'stage':<12}{'p50 ms':>12}{'p95':>8}",
    ]
    lines += [f"{name:<12}{stage.ms_p50:>12.2f}{stage.ms_p95:>8.2f}" for name, stage in stats.summary().stages.items()]
    lines.append(
        f"a frame: {report['latency_ms_mean']:.2f} ms of time, {report['cpu_ms_per_frame']:.2f} ms of CPU on all threads"
    )
    return "\n".join(lines)
