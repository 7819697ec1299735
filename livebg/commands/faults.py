"""Break every part of a running session in turn, and print what a caller would have seen."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from livebg.commands.clip import device_name
from livebg.faults import FAULTS
from livebg.settings import Settings
from livebg.trials import Outcome, held, model_play, run_trials, stuck_driver

BACKGROUNDS = ("study", "blur:0.5")
GOAL_BLOCKS, GOAL_GAP_MS, GOAL_RECOVERY_MS = 0, 100.0, 2000.0
SLACK = 3.0  # a busy machine may take this many times longer before it counts as a failure
HANG_S, HOLD_S = 10.0, 3.0


def within(outcome: Outcome, slack: float = 1.0) -> bool:
    """Tell whether a consumer saw what it should, its times at most `slack` times the goals."""
    return (
        outcome.room_blocks <= GOAL_BLOCKS
        and outcome.gap_ms <= slack * GOAL_GAP_MS
        and outcome.recovery_ms is not None
        and outcome.recovery_ms <= slack * GOAL_RECOVERY_MS
    )


def break_everything(settings: Settings, *, as_json: bool) -> int:
    """Print the outcome of every fault; gives 1 when one is out of bounds by the slack, else 0."""
    list(run_trials(FAULTS[:1], BACKGROUNDS, hold_s=lambda _: 0.1))  # so that what a first run loads is no leak
    before = held()
    outcomes = _told(FAULTS)
    counted, left = stuck_driver()
    after = held()
    play = model_play(settings.model)
    real = list(run_trials(("camera unplugged",), BACKGROUNDS, hold_s=lambda _: HOLD_S, play=play))
    good = left == 0 and counted == 1 and all(within(outcome, SLACK) for outcome in outcomes)
    report = {
        "device": device_name(),
        "system": platform.platform(),
        "date": date.today().isoformat(),
        "goals": {"room_blocks": GOAL_BLOCKS, "gap_ms": GOAL_GAP_MS, "recovery_ms": GOAL_RECOVERY_MS, "slack": SLACK},
        "faults": [asdict(outcome) for outcome in outcomes],
        "stuck_driver": {"threads_given_up": counted, "threads_left": left},
        "before": asdict(before),
        "after": asdict(after),
        "real_model": {"model": settings.model.model, "runs": [asdict(outcome) for outcome in real]},
        "good": good,
    }
    print(json.dumps(report, indent=2) if as_json else _table(outcomes))
    return 0 if good else 1


def _told(faults: Sequence[str]) -> list[Outcome]:
    """Run the faults and tell how far it is."""
    outcomes = []
    for outcome in run_trials(faults, BACKGROUNDS, hold_s=lambda fault: HANG_S if "hangs" in fault else HOLD_S):
        outcomes.append(outcome)
        print(
            f"{len(outcomes)} of {len(faults) * len(BACKGROUNDS)}: {outcome.fault}, {outcome.background}",
            file=sys.stderr,
        )
    return outcomes


def _table(outcomes: Sequence[Outcome]) -> str:
    """Lay the outcomes out for people."""
    lines = [f"{'fault':<28}{'background':<12}{'pictures':>9}{'cards':>7}{'room':>6}{'gap ms':>8}{'back after ms':>15}"]
    for o in outcomes:
        back = "never" if o.recovery_ms is None else f"{o.recovery_ms:.0f}"
        lines.append(
            f"{o.fault:<28}{o.background:<12}{o.pictures:>9}{o.cards:>7}{o.room_blocks:>6}{o.gap_ms:>8.0f}{back:>15}"
            f"{'' if within(o) else '  over its goal'}"
        )
    return "\n".join(lines)
