"""Measure how soon the window is there: from the start of the process to its first paint."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time

from livebg.errors import DisplayError, UsageError

LIMIT_S = 60.0
CHILD = "import livebg.cli; livebg.cli.build_parser().parse_args([]); from livebg.gui.startup import paint_once; paint_once()"


def startup(*, times: int, as_json: bool) -> int:
    """Start the window `times` times after one that is not counted, and print the seconds; gives the exit code.

    The window opens on the display that is there; no camera and no virtual camera is opened. Raises DisplayError when it cannot be shown.
    """
    if times < 1:
        raise UsageError(f"--startup must be at least 1, got {times}")
    first, *counted = [_seconds_to_paint() for _ in range(times + 1)]
    report = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "first_start_s": first,
        "starts_s": counted,
        "best_s": min(counted),
        "median_s": sorted(counted)[len(counted) // 2],
    }
    if as_json:
        print(json.dumps(report, indent=2))
    else:
        starts = ", ".join(f"{seconds:.2f}" for seconds in counted)
        print(
            f"from the start of the process to the window's first paint: {starts} s; the start before, not counted: {first:.2f} s"
        )
    return 0


def _seconds_to_paint() -> float:
    """Start the window once. `time.monotonic` counts from the same moment in all processes of a machine."""
    began = time.monotonic()
    try:
        ran = subprocess.run(
            [sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DisplayError(f"the window was not painted within {LIMIT_S:.0f} s; is the display there?") from error
    if ran.returncode != 0:
        reason = ran.stderr.strip().splitlines() or ["it said nothing"]
        raise DisplayError(f"the window could not be shown: {reason[-1]}")
    return float(ran.stdout) - began
