"""Run for a long time with faults, and print what it took and left."""

from __future__ import annotations

import json
import platform
import re
from dataclasses import asdict
from datetime import date

from tqdm import tqdm

from livebg.commands.clip import device_name
from livebg.errors import UsageError
from livebg.settings import Settings
from livebg.soak import Sample, soak

GOAL_GROWTH_MB, GOAL_GAP_MS, SLACK = 5.0, 100.0, 3.0
UNITS = {"s": 1, "m": 60, "h": 3600}
KEPT_EVERY = 10  # seconds between two samples in the JSON


def seconds(text: str) -> float:
    """Turn "90s", "10m" or "1h" into seconds. Raises UsageError."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text.strip())
    if found is None or float(found[1]) <= 0:
        raise UsageError(f"--soak takes a time such as 90s, 10m or 1h, got {text!r}")
    return float(found[1]) * UNITS[found[2]]


def run_soak(settings: Settings, duration: str, *, as_json: bool) -> int:
    """Print the sum of a long run; gives 1 when it left something, grew or was held up by more than the slack, else 0."""
    duration_s = seconds(duration)
    with tqdm(total=round(duration_s), unit="s", leave=False) as bar:

        def told(sample: Sample) -> None:
            bar.set_postfix_str(f"{sample.fps:.0f} fps, {sample.held.memory_mb:.0f} MB")
            bar.update(1)

        result, samples = soak(settings, duration_s, told)
    left = (result.after.threads - result.before.threads, result.after.abandoned)
    good = (
        left == (0, 0)
        and result.after.descriptors == result.before.descriptors
        and result.growth_mb <= SLACK * GOAL_GROWTH_MB
        and result.longest_gap_ms <= SLACK * GOAL_GAP_MS
        and result.not_recovered == 0
    )
    if as_json:
        report = {
            "device": device_name(),
            "system": platform.platform(),
            "date": date.today().isoformat(),
            "model": settings.model.model,
            "background": settings.look.background,
            "goals": {"growth_mb": GOAL_GROWTH_MB, "gap_ms": GOAL_GAP_MS, "slack": SLACK},
            "good": good,
            **asdict(result),
            "samples": [asdict(sample) for sample in samples[::KEPT_EVERY]],
        }
        print(json.dumps(report, indent=2))
    else:
        print(
            f"{result.seconds:.0f} s with {result.faults} faults, {result.not_recovered} not recovered from; "
            f"{result.fps_p50:.1f} fps (p5 {result.fps_p5:.1f}) while nothing was wrong, longest gap {result.longest_gap_ms:.0f} ms; "
            f"memory {result.memory_mb:.0f} MB, grown by {result.growth_mb:.1f} MB after the first minute; "
            f"left: {left[0]} threads, {result.after.descriptors - result.before.descriptors} descriptors"
        )
    return 0 if good else 1
