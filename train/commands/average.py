"""Average weights."""

from __future__ import annotations

import argparse
from pathlib import Path

from livebg.errors import SettingsError

HELP = "write the mean of the weights of runs that began from the same ones"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("weights", type=Path, nargs="+", help="two or more .safetensors of one network")
    parser.add_argument("--output", type=Path, required=True, help="the .safetensors to write")


def run(args: argparse.Namespace) -> None:
    """Average them."""
    from train.average import average_weights

    if len(args.weights) < 2:
        raise SettingsError(f"there is nothing to average {args.weights[0]} with; name two or more weights files")
    average_weights(args.weights, args.output)
    print(f"wrote {args.output}, the mean of {len(args.weights)}")
