"""Write a shipped model's card."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from livebg.errors import DataError

HELP = "write a shipped model's card from its files and its scores"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("weights", type=Path, help="the kept .safetensors file")
    parser.add_argument("models", type=Path, nargs="+", help="the .onnx files, fp32 first")
    parser.add_argument("--rows", type=Path, required=True, help="what `python -m train evaluate --json FILE` wrote")
    parser.add_argument("--scores", type=Path, help="the run's scores.csv, for the curve")
    parser.add_argument("--note", default="", help="one sentence to say of the model")
    parser.add_argument("--output", type=Path, required=True, help="the .md file to write")


def run(args: argparse.Namespace) -> None:
    """Write the card."""
    from train.card import write_card

    try:
        rows = json.loads(args.rows.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            f"cannot read scores from {args.rows}: {error}; write them with: python -m train evaluate --json"
        ) from error
    write_card(args.output, args.weights, args.models, rows, args.scores, args.note)
