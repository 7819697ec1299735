"""Train and evaluate from the command line: `python -m train fit unet-light --data DIR`."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from livebg.errors import LivebgError


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run one command, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    fit_parser = commands.add_parser("fit", help="train a preset; called again, it resumes")
    fit_parser.add_argument("preset")
    fit_parser.add_argument("--data", type=Path, required=True, help="folder of data sets, see train/README.md")
    fit_parser.add_argument("--runs", type=Path, default=Path("runs"), help="where checkpoints and curves go")
    fit_parser.add_argument("--steps", type=int, help="train this many steps in place of the preset's")
    fit_parser.add_argument("--init", type=Path, help="start from this safetensors file")
    fit_parser.add_argument("--weights", type=Path, help="the weights file to write")
    fit_parser.add_argument("--threads", type=int, help="CPU threads, all of them if not given")
    score = commands.add_parser("evaluate", help="score models on the validation split")
    score.add_argument("models", type=Path, nargs="+", help=".onnx files of ours, .tflite files of MediaPipe")
    score.add_argument("--data", type=Path, required=True, help="folder of data sets, see train/README.md")
    score.add_argument("--sets", nargs="+", default=["selfies", "fashion"], help="which of them, default: %(default)s")
    score.add_argument("--json", action="store_true", help="print JSON in place of a markdown table")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    try:
        if args.command == "evaluate":
            from train.evaluate import as_markdown, evaluate

            rows = evaluate(args.data, args.sets, args.models)
            print(json.dumps(rows, indent=2) if args.json else as_markdown(rows))
            return 0
        from train.fit import PRESETS, fit

        if args.preset not in PRESETS:
            parser.error(f"no preset {args.preset!r}; there are {', '.join(PRESETS)}")
        fit(
            args.preset,
            args.data,
            args.runs,
            steps=args.steps,
            init=args.init,
            weights=args.weights,
            threads=args.threads,
        )
    except LivebgError as error:
        print(f"train: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
