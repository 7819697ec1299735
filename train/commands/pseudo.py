"""Label a set without labels."""

from __future__ import annotations

import argparse
from pathlib import Path

from livebg.errors import SettingsError

HELP = "label pictures with networks, and keep what they agree on"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("models", type=Path, nargs="+", help=".onnx files of ours, the best there are")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the set: pictures in DIR/images")
    parser.add_argument(
        "--second-opinion", type=Path, metavar="FILE", help="a MediaPipe .tflite file that has to agree"
    )
    parser.add_argument("--output", type=Path, required=True, help="the set to write: images, mattes, report.json")
    parser.add_argument(
        "--agreement", type=float, default=0.88, help="lowest IoU between two opinions, default: %(default)s"
    )


def run(args: argparse.Namespace) -> None:
    """Label and say what was kept."""
    if not 0 < args.agreement <= 1:
        raise SettingsError(f"--agreement {args.agreement} is no IoU; expected more than 0 and at most 1")
    from train.pseudo import label_set

    counts = label_set(args.data, args.models, args.second_opinion, args.output, args.agreement)
    print(f"{counts['kept']} pictures labelled and kept, {counts['dropped']} dropped, in {args.output}")
