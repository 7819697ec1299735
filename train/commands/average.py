"""Average weights."""

from __future__ import annotations

import argparse
from pathlib import Path

from livebg.errors import SettingsError

HELP = "write the mean of the weights of runs that began from the same ones, or of any networks' logits, or add what a run has changed"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "weights", type=Path, nargs="+", help="two or more .safetensors of one network; one named twice counts twice"
    )
    parser.add_argument(
        "--shift",
        type=Path,
        nargs=2,
        metavar=("BEFORE", "AFTER"),
        help="in place of a mean: add to one file what a run changed from BEFORE to AFTER, also of a network with fewer blocks",
    )
    parser.add_argument(
        "--logits",
        action="store_true",
        help="in place of a mean of weights: the network that gives the mean of these networks' logits, whatever they are; "
        "the file names theirs, which have to lie beside it",
    )
    parser.add_argument("--output", type=Path, required=True, help="the .safetensors to write")


def run(args: argparse.Namespace) -> None:
    """Average or shift them."""
    from train.average import average_weights, mean_of_logits, shift_weights

    if args.shift:
        if args.logits:
            raise SettingsError("--shift and --logits exclude each other; name one")
        if len(args.weights) > 1:
            raise SettingsError(f"--shift takes one weights file, got {len(args.weights)}; average them first")
        shift_weights(args.weights[0], *args.shift, args.output)
        print(f"wrote {args.output}, shifted by {args.shift[0].name} to {args.shift[1].name}")
        return
    if len(args.weights) < 2:
        raise SettingsError(f"there is nothing to average {args.weights[0]} with; name two or more weights files")
    (mean_of_logits if args.logits else average_weights)(args.weights, args.output)
    print(f"wrote {args.output}, the mean of {len(args.weights)}{' networks' if args.logits else ''}")
