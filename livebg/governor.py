"""Hold the frame rate and a CPU budget: decide when to step to a cheaper network, plainer edges or fewer frames, and back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from livebg.settings import LookSettings, ModelSettings

NETWORKS = ("quality", "balanced", "fast")  # bundled ones, each cheaper than the one before
PLAIN = {"edges": 0.0, "edge_cleanup": 0.0, "despill": 0.0, "light_wrap": 0.0, "light_match": 0.0}
LOOK_S = 1.0  # between two looks
GRACE_S = 5.0  # after the first picture: kernels load, a camera finds its exposure
LATE_SHARE, IN_TIME_SHARE = 0.1, 0.02  # of frames that came too late: too slow above the first, well below the second
ROOM_BUSY, ROOM_BUDGET = 0.5, 0.7  # of the busier thread's time, and of the budget: below both, more can be tried
DOWN_LOOKS = 3  # looks in a row that must be bad before a step down
UP_S, MOST_UP_S = 20.0, 600.0  # all well for so long before a step up; twice as long after each one that failed
FAILED_S = 60.0  # a step down so soon after a step up means that the step up failed


class Step(NamedTuple):
    """Say how a session saves work. model: network in place of the chosen one, "" = the chosen one; plain: edges without
    refinement; every: only each such frame is shown.
    """

    name: str = "as set"
    model: str = ""
    plain: bool = False
    every: int = 1


class Sample(NamedTuple):
    """Hold counts that only grow: time and CPU time of the program, seconds; the index of the newest frame and how many were shown; seconds
    in which the busier of the two working threads has worked.
    """

    at_s: float
    cpu_s: float
    newest: int
    shown: int
    busy_s: float


class Load(NamedTuple):
    """Say how the last look's time went, all as shares: of frames late, of one processor, of the busier thread's time."""

    late: float
    cpu: float
    busy: float
    seconds: float


class Judgement(NamedTuple):
    """Remember what led here. bad: looks in a row; good_s: all well for so long; wait_s: before the next step up; tried_s: since it."""

    place: int = 0
    bad: int = 0
    good_s: float = 0.0
    wait_s: float = UP_S
    tried_s: float = FAILED_S


def ladder(model: ModelSettings) -> tuple[Step, ...]:
    """Give the steps from the settings as they are to the cheapest picture; a user's own network and an accelerated one stay."""
    steps = [Step()]
    if model.model in NETWORKS and model.accelerator == "cpu":
        steps += [Step(f"network {name}", name) for name in NETWORKS[NETWORKS.index(model.model) + 1 :]]
    for plain, every, name in ((True, 1, "plain edges"), (True, 2, "plain edges, every second frame")):
        last = steps[-1].model
        steps.append(Step(f"network {last}, {name}" if last else name, last, plain, every))
    return tuple(steps)


def eased(look: LookSettings, step: Step) -> LookSettings:
    """Give the look with what a step leaves out."""
    return look.model_copy(update=PLAIN) if step.plain else look


def load_between(before: Sample, now: Sample, every: int) -> Load | None:
    """Compare two samples; None where nothing can be said. every: of how many frames one was to be shown."""
    seconds, came = now.at_s - before.at_s, (now.newest - before.newest) / every
    if seconds <= 0 or came < 1:
        return None
    late = max(0.0, 1 - (now.shown - before.shown) / came)
    return Load(late, (now.cpu_s - before.cpu_s) / seconds, (now.busy_s - before.busy_s) / seconds, seconds)


def judge(past: Judgement, load: Load, model: ModelSettings, steps: int) -> tuple[Judgement, str]:
    """Decide on a step: the judgement to go on with, whose place may be another one, and the reason, "" while it stays.

    Down after a few bad looks in a row; up after a while with room to spare, and ever later where that turned out to be too much.
    """
    budget = model.processor_budget / 100
    reason = ""
    if model.hold_rate and load.late > LATE_SHARE:
        reason = f"{load.late:.0%} of the frames came too late"
    elif 0 < budget < load.cpu:
        reason = f"{load.cpu:.0%} of a processor used, {budget:.0%} allowed"
    easy = load.late <= IN_TIME_SHARE and load.busy < ROOM_BUSY and (budget == 0 or load.cpu < ROOM_BUDGET * budget)
    free = budget == 0 and not model.hold_rate  # nothing is asked for: back to the settings
    tried_s = past.tried_s + load.seconds
    bad = past.bad + 1 if reason else 0
    good_s = past.good_s + load.seconds if easy else 0.0
    if bad >= DOWN_LOOKS and past.place + 1 < steps:
        wait_s = min(2 * past.wait_s, MOST_UP_S) if tried_s < FAILED_S else past.wait_s
        return Judgement(past.place + 1, wait_s=wait_s), reason
    if past.place > 0 and (good_s >= past.wait_s or free):
        return Judgement(past.place - 1, wait_s=past.wait_s, tried_s=0.0), "there is room for more"
    return Judgement(past.place, bad, good_s, past.wait_s, tried_s), ""


class Governor:
    """Look at a session again and again, on a thread of its own, and have it take steps.

    model: gives the settings in use. sample: counts of this moment, None before the first picture. take: uses a step from the next
    frame on, told why; loads a network when it must.
    """

    def __init__(
        self,
        model: Callable[[], ModelSettings],
        sample: Callable[[], Sample | None],
        take: Callable[[Step, str], None],
    ) -> None:
        self._model, self._sample, self._take = model, sample, take

    def run(self, stop: threading.Event) -> None:
        """Look once in `LOOK_S` until `stop`. Other settings begin at the first step again."""
        began: float | None = None
        before: Sample | None = None
        model, judgement = self._model(), Judgement()
        while not stop.wait(LOOK_S):
            now = self._sample()
            if self._model() != model:
                model, judgement, before = self._model(), Judgement(), None
                self._take(Step(), "")
            if now is None:
                continue
            began = now.at_s if began is None else began
            steps = ladder(model)
            load = load_between(before, now, steps[judgement.place].every) if before is not None else None
            before = now
            if load is None or now.at_s - began < GRACE_S:
                continue
            place = judgement.place
            judgement, reason = judge(judgement, load, model, len(steps))
            if judgement.place != place:
                self._take(steps[judgement.place], reason)
                before = self._sample()  # loading a network is not judged


def clocks() -> tuple[float, float]:
    """Give the time and the program's CPU time, seconds."""
    return time.monotonic(), time.process_time()
