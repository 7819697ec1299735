"""Measure what a frame costs on this machine: CPU and wall milliseconds by stage, on the bundled clip."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from livebg.assets import asset
from livebg.backgrounds import open_background
from livebg.errors import UsageError
from livebg.pipeline import fixed, in_order
from livebg.segmenters import open_segmenter
from livebg.settings import CameraSettings, Settings, checked, parse_size
from livebg.sources import open_source
from livebg.stats import Stats
from livebg.types import Frame, Image, Size

WARM_UP = 10  # frames that are run and not counted
CLIP_FRAMES = 60  # decoded once and kept, so that decoding is not measured


def device_name() -> str:
    """Give the CPU's name as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _clip(size: Size) -> list[Image]:
    """Give the first frames of the bundled clip at `size` (width, height)."""
    with closing(open_source(CameraSettings(source=str(asset("demo/person.mp4"))), paced=False)) as source:
        return [
            np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
            for frame in islice(source, CLIP_FRAMES)
        ]


def _frames(images: list[Image], count: int) -> Iterator[Frame]:
    """Play pictures forth and back, so that motion stays continuous."""
    there_and_back = images + images[::-1]
    for index in range(count):
        yield Frame(there_and_back[index % len(there_and_back)], index, index / 30)


def bench(settings: Settings, *, size: str, frames: int, as_json: bool) -> int:
    """Print the cost per frame of the in-order pipeline, one frame at a time; gives the exit code."""
    checked({"camera": {"camera_size": size}}, "--size")
    if frames < 1:
        raise UsageError(f"--frames must be at least 1, got {frames}")
    images, stats = _clip(parse_size(size)), Stats()
    with closing(open_background(settings.look)) as background, closing(open_segmenter(settings.model)) as segmenter:
        parts = fixed(segmenter, settings.look, background)
        for _ in in_order(_frames(images, WARM_UP), parts, Stats()):
            continue
        began, cpu = time.perf_counter(), time.process_time()
        for _ in in_order(_frames(images, frames), parts, stats):
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
