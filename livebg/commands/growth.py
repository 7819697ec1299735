"""Measure how the cost of a frame grows with its size, with threads and with people, and draw it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from livebg.backgrounds import open_background
from livebg.commands.clip import clip_pictures, device_name, play
from livebg.errors import LivebgError, SinkError
from livebg.pipeline import fixed, in_order
from livebg.segmenters import cpu_path, open_segmenter
from livebg.settings import Settings, parse_size
from livebg.stats import Stats
from livebg.types import Image

SIZES = ("640x360", "960x540", "1280x720", "1920x1080", "2560x1440", "3840x2160")
USUAL = "1280x720"
THREADS = (1, 2, 4)
PEOPLE = (1, 2, 3)
FRAMES, WARM_UP, ROUNDS = 24, 4, 3


@dataclass(frozen=True)
class Case:
    """Name one measurement. by: size, threads or people; value: of it."""

    by: str
    value: str
    size: str = USUAL
    threads: int = 1
    people: int = 1


@dataclass(frozen=True)
class Cost:
    """Hold what a frame of a case costs: CPU ms on all threads and ms until it is done, medians of the rounds' means."""

    case: Case
    cpu_ms: float
    wall_ms: float


def cases() -> Iterator[Case]:
    """Give what is measured: one thing is changed at a time."""
    for size in SIZES:
        yield Case("size", size, size=size)
    for threads in THREADS:
        yield Case("threads", str(threads), threads=threads)
    for people in PEOPLE:
        yield Case("people", str(people), people=people)


def crowd(image: Image, people: int) -> Image:
    """Give a picture (H, W, 3) uint8 with its middle, where the person is, `people` times side by side."""
    width = image.shape[1]
    part = width // people
    left = (width - part) // 2
    middle = image[:, left : left + part]
    joined = np.hstack([middle] * people)
    return np.asarray(cv2.resize(joined, (width, image.shape[0])), dtype=np.uint8)


def _round(case: Case, settings: Settings, images: list[Image]) -> tuple[float, float]:
    """Give CPU and wall ms of a frame."""
    model = settings.model.model_copy(update={"threads": case.threads})
    cv2.setNumThreads(case.threads)
    with closing(open_background(settings.look)) as background, closing(open_segmenter(model)) as segmenter:
        parts = fixed(segmenter, settings.look, background)
        stream = in_order(play(images, WARM_UP + FRAMES), parts, Stats())
        for _ in range(WARM_UP):
            next(stream)
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in stream:
            continue
        return (time.process_time() - cpu) / FRAMES * 1000, (time.perf_counter() - wall) / FRAMES * 1000


def measure(settings: Settings, some: Sequence[Case]) -> list[Cost]:
    """Measure cases in turn, several rounds of all of them, so that a busy moment of the machine meets each of them."""
    settings = settings.model_copy(update={"look": settings.look.model_copy(update={"motion_gate": False})})
    found: dict[Case, list[tuple[float, float]]] = {case: [] for case in some}
    before = cv2.getNumThreads()
    try:
        for _ in range(ROUNDS):
            for case in some:
                images = [crowd(image, case.people) for image in clip_pictures(parse_size(case.size))[:FRAMES]]
                found[case].append(_round(case, settings, images))
    finally:
        cv2.setNumThreads(before)
    return [
        Cost(case, *(float(np.median(times)) for times in zip(*rounds, strict=True))) for case, rounds in found.items()
    ]


def growth(settings: Settings, plot: Path, *, as_json: bool) -> int:
    """Measure, write the plot, print the table, and give the exit code. Raises LivebgError without matplotlib, SinkError."""
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise LivebgError("a plot needs the package matplotlib; install it with: pip install matplotlib") from error
    if not plot.absolute().parent.is_dir() or plot.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise SinkError(f"cannot write {plot}: expected a .png, .svg or .pdf in a folder that is there")
    costs = measure(settings, list(cases()))
    title = (
        f"{device_name()}; {cpu_path(settings.model).name}, background {settings.look.background}, network always on; 1280x720, "
        "1 thread and 1 person where not said otherwise"
    )
    try:
        draw(costs, title, plot)
    except (OSError, ValueError) as error:
        raise SinkError(f"cannot write {plot}: {error}; expected a .png or .svg in a folder that is there") from error
    rows = [asdict(cost.case) | {"cpu_ms": cost.cpu_ms, "wall_ms": cost.wall_ms} for cost in costs]
    if as_json:
        print(json.dumps({"device": title, "rows": rows}, indent=2))
    else:
        print(title)
        for cost in costs:
            print(
                f"{cost.case.by:<8}{cost.case.value:>10}{cost.cpu_ms:>9.2f} ms of CPU{cost.wall_ms:>9.2f} ms until done"
            )
    return 0


def draw(costs: Sequence[Cost], title: str, path: Path) -> None:
    """Draw costs as one row of plots. Raises OSError or ValueError when the file cannot be written."""
    from matplotlib.figure import Figure

    kinds = list(dict.fromkeys(cost.case.by for cost in costs))
    figure = Figure(figsize=(4.2 * len(kinds), 3.6), layout="constrained")
    axes = figure.subplots(1, len(kinds), squeeze=False)[0]
    for kind, axis in zip(kinds, axes, strict=True):
        some = [cost for cost in costs if cost.case.by == kind]
        if kind == "size":
            places: list[float] = [np.prod(parse_size(cost.case.size)) / 1e6 for cost in some]
            axis.set_xlabel("megapixels of a frame")
        else:
            places = [float(cost.case.value) for cost in some]
            axis.set_xticks(places)
            axis.set_xlabel(kind)
        axis.plot(places, [cost.cpu_ms for cost in some], "o-", label="CPU, all threads")
        axis.plot(places, [cost.wall_ms for cost in some], "s--", label="until done")
        axis.set_ylim(bottom=0)
        axis.set_ylabel("ms a frame")
        axis.grid(alpha=0.3)
        axis.legend()
    figure.suptitle(title, fontsize=7)
    figure.savefig(path, dpi=110)
