"""Score models on the validation split."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

HELP = "score models on the validation split"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("models", type=Path, nargs="+", help=".onnx files of ours, .tflite files of MediaPipe")
    parser.add_argument("--data", type=Path, required=True, help="folder of data sets, see train/README.md")
    parser.add_argument("--sets", nargs="+", default=["selfies", "fashion"], help="which of them, default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a markdown table")


def run(args: argparse.Namespace) -> None:
    """Score and print."""
    from train.evaluate import as_markdown, evaluate

    rows = evaluate(args.data, args.sets, args.models)
    print(json.dumps(rows, indent=2) if args.json else as_markdown(rows))
