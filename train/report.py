"""Show scores: a markdown table, a plot of quality against cost, and a sheet of pictures, composites and mattes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livebg.backgrounds.stills import fit_picture
from livebg.compose import letterbox, over
from livebg.errors import LivebgError, SinkError, UsageError
from livebg.sinks import write_picture
from livebg.types import Image, Matte
from train.cost import Cost
from train.data import Pair
from train.evaluate import PictureSet, Row, alpha
from train.peers import Contender, Predict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = {  # heading and format of a metric, in the table's order
    "pictures": ("pictures", "d"),
    "iou": ("IoU %", ".2f"),
    "boundary_f": ("boundary F %", ".2f"),
    "mad": ("MAD x1000", ".1f"),
    "mse": ("MSE x1000", ".1f"),
    "miou": ("mIoU %", ".2f"),
    "grad": ("Grad /1000", ".3f"),
    "conn": ("Conn /1000", ".3f"),
    "dtssd": ("dtSSD x100", ".2f"),
    "flicker": ("flicker x1000", ".2f"),
    "trail": ("trail x1000", ".1f"),
    "false_person": ("false person %", ".2f"),
    "cpu_ms": ("CPU ms", ".2f"),
    "cpu_ratio": ("x MediaPipe landscape", ".2f"),
}
QUALITIES = ("iou", "boundary_f")  # what is plotted against the cost
ACROSS = 5  # sets side by side in a plot
TILE_WIDTH_PX, HEADING_PX = 240, 26
EACH = 4  # pictures of a set on the sheet
FAINT = "#999999"


def with_costs(rows: Sequence[Row], costs: dict[str, Cost]) -> list[Row]:
    """Give the rows with the cost of their networks: the network alone costs as much as its refined way, which adds none here."""
    return [
        row
        | {"cpu_ms": cost.cpu_ms, "wall_ms": cost.wall_ms}
        | ({} if cost.ratio is None else {"cpu_ratio": cost.ratio})
        for row in rows
        for cost in (costs[row["model"]],)
    ]


def as_markdown(rows: Sequence[Row]) -> str:
    """Lay rows out as a markdown table, without the columns that no row has."""
    shown = {key: column for key, column in COLUMNS.items() if any(key in row for row in rows)}
    heading = ["set", "model", *(title for title, _ in shown.values())]
    cells = [
        [row["set"], row["model"], *(format(row[k], how) if k in row else "" for k, (_, how) in shown.items())]
        for row in rows
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in [heading, ["---"] * len(heading), *cells])


def front(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give the points (cost, quality) that no other beats in both, cheapest first."""
    best: list[tuple[float, float]] = []
    for point in sorted(points, key=lambda p: (p[0], -p[1])):
        if not best or point[1] > best[-1][1]:
            best.append(point)
    return best


def _model(row: Row) -> str:
    """Give the model's name without the way in which it was scored."""
    return str(row["model"]).split(",")[0]


def _draw(axes: Axes, rows: Sequence[Row], quality: str, colours: dict[str, Any]) -> None:
    """Draw one set's models: filled = what a user sees, hollow = the network alone."""
    points = [(row["cpu_ms"], row[quality]) for row in rows]
    axes.plot(*zip(*front(points), strict=True), "--", color=FAINT, linewidth=1, zorder=1)
    for row, (cost, value) in zip(rows, points, strict=True):
        colour = colours[_model(row)]
        face = "none" if row["model"].endswith("network alone") else colour
        axes.scatter([cost], [value], s=45, color=[colour], facecolor=face, label=row["model"], zorder=2)
    axes.set_xlim(0, 1.1 * max(cost for cost, _ in points))
    axes.grid(alpha=0.3)


def plot(path: Path, rows: Sequence[Row]) -> None:
    """Write a picture of IoU and boundary F against the network's measured CPU time, two panels per set, with its Pareto front.

    Raises UsageError when no row has both, LivebgError without matplotlib, SinkError when the file cannot be written.
    """
    try:
        from matplotlib import colormaps
        from matplotlib.figure import Figure
    except ImportError as error:
        raise LivebgError("a plot needs the package matplotlib; install livebg's extra: train") from error
    drawn = [row for row in rows if "cpu_ms" in row and "iou" in row]
    if not drawn:
        raise UsageError("--plot has nothing to draw; give sets with mattes: --data DIR, or --demo")
    sets = list(dict.fromkeys(row["set"] for row in drawn))
    models = dict.fromkeys(_model(row) for row in drawn)
    shades = [*range(0, 20, 2), *range(1, 20, 2)]  # of this palette: ten strong ones, then their pale ones
    colours = {model: colormaps["tab20"](shades[number % 20]) for number, model in enumerate(models)}
    columns, bands = min(len(sets), ACROSS), math.ceil(len(sets) / ACROSS)
    figure = Figure(figsize=(1.5 + 3.6 * columns, 1.4 + 6.8 * bands), layout="constrained")
    grid = figure.subplots(len(QUALITIES) * bands, columns, squeeze=False, sharex=True)
    for place, name in enumerate(sets):
        band, column = divmod(place, columns)
        for line, quality in enumerate(QUALITIES):
            axes = grid[len(QUALITIES) * band + line][column]
            _draw(axes, [row for row in drawn if row["set"] == name], quality, colours)
            axes.set_title(name if line == 0 else "")
            axes.set_ylabel(COLUMNS[quality][0] if column == 0 else "")
    for place in range(len(sets), columns * bands):
        for line in range(len(QUALITIES)):
            grid[len(QUALITIES) * (place // columns) + line][place % columns].set_axis_off()
    figure.supxlabel(f"network, CPU ms per 1280x720 frame, 1 thread\n{drawn[0]['device']}", fontsize=10)
    figure.legend(
        *grid[0][0].get_legend_handles_labels(), loc="outside upper center", fontsize=8, ncols=min(3, len(sets))
    )
    try:
        figure.savefig(path, dpi=110)
    except (OSError, ValueError) as error:
        raise SinkError(f"cannot write the plot {path}: {error}") from error


def shown_ways(contenders: Sequence[Contender]) -> dict[str, Predict]:
    """Give of each model what a user sees, by the name of its row."""
    return dict(list(contender.ways.items())[-1] for contender in contenders)


def _tile(image: Image, shape: tuple[int, int]) -> Image:
    """Fit a picture or a composite into a tile of (height, width), with a white rim."""
    height, width = shape
    return np.asarray(cv2.copyMakeBorder(letterbox(image, (width - 2, height - 2)), 1, 1, 1, 1, cv2.BORDER_CONSTANT,
                                         value=(255, 255, 255)), dtype=np.uint8)  # fmt: skip


def _grey(matte: Matte) -> Image:
    """Draw a matte: (H, W) float32 to (H, W, 3) uint8, white = person."""
    return np.asarray(cv2.cvtColor(cv2.convertScaleAbs(matte, alpha=255.0), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _line(pair: Pair, ways: dict[str, Predict], room: Image, shape: tuple[int, int]) -> Image:
    """Draw one line of the sheet: the input, then each model's composite and matte, then the true matte."""
    backdrop = fit_picture(room, (pair.image.shape[1], pair.image.shape[0]), "cover")
    parts = [pair.image]
    for predict in ways.values():
        matte, _ = predict(pair.image, None)
        parts += [over(pair.image, backdrop, matte), _grey(matte)]
    parts.append(_grey(alpha(pair.matte)))
    return np.hstack([_tile(part, shape) for part in parts])


def _heading(texts: Sequence[tuple[str, int]]) -> Image:
    """Draw the names of columns: (text, how many tiles it stands over), on white."""
    width = sum(tiles for _, tiles in texts) * TILE_WIDTH_PX
    drawn, x = np.full((HEADING_PX, width, 3), 255, np.uint8), 0
    for text, tiles in texts:
        full = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 1)[0][0]
        scale = min(0.5, (tiles * TILE_WIDTH_PX - 12) / max(1, full))
        cv2.putText(drawn, text, (x + 5, HEADING_PX - 8), cv2.FONT_HERSHEY_SIMPLEX, scale, (30, 30, 30), 1, cv2.LINE_AA)
        x += tiles * TILE_WIDTH_PX
    return drawn


def sheet(path: Path, sets: Sequence[PictureSet], ways: dict[str, Predict], rooms: Sequence[Image]) -> None:
    """Write the classic sheet: input | composite on a new background | matte, for a few pictures of every set and every model.

    The pictures are spread evenly over the set. Raises SinkError when the file cannot be written.
    """
    lines: list[Image] = []
    for pictures in sets:
        every = max(1, pictures.count // EACH)
        pairs = list(islice(islice(pictures.read(), 0, None, every), EACH))
        height = round(TILE_WIDTH_PX * max(pair.image.shape[0] / pair.image.shape[1] for pair in pairs))
        columns = [(f"{name}: composite, matte", 2) for name in ways]
        lines.append(_heading([(f"{pictures.name}: input", 1), *columns, ("label", 1)]))
        lines += [
            _line(pair, ways, rooms[turn % len(rooms)], (min(height, 2 * TILE_WIDTH_PX), TILE_WIDTH_PX))
            for turn, pair in enumerate(pairs)
        ]
    write_picture(path, np.vstack(lines))
