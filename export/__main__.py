"""Export from the command line: `python -m export COMMAND --help`."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from livebg.errors import LivebgError


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run one command, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m export", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    onnx_parser = commands.add_parser("onnx", help="write an ONNX file that `livebg --model FILE` uses")
    onnx_parser.add_argument("weights", type=Path, help="a .safetensors file written by train fit")
    onnx_parser.add_argument("output", type=Path, help="the .onnx file to write")
    onnx_parser.add_argument("--name", help="the model's name, the output's stem if not given")
    onnx_parser.add_argument("--description", default="U-Net trained with livebg", help="one line for `livebg models`")
    int8_parser = commands.add_parser("int8", help="quantise an ONNX file of ours, calibrated on training pictures")
    int8_parser.add_argument("model", type=Path, help="an .onnx file written by export onnx")
    int8_parser.add_argument("output", type=Path, help="the .onnx file to write")
    int8_parser.add_argument(
        "--data", type=Path, action="append", default=[], help="root of data sets; may be repeated"
    )
    int8_parser.add_argument(
        "--sets", nargs="+", default=["selfies", "fashion"], help="which of them, default: %(default)s"
    )
    int8_parser.add_argument(
        "--backgrounds", default="backgrounds", help="rooms to put people into, default: %(default)s"
    )
    args = parser.parse_args(argv)
    try:
        report = to_onnx(args) if args.command == "onnx" else to_int8(args)
    except LivebgError as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    digest = hashlib.sha256(args.output.read_bytes()).hexdigest()
    print(f"wrote {args.output}, {args.output.stat().st_size / 1e6:.2f} MB, {report}, SHA-256 {digest}")
    return 0


def to_onnx(args: argparse.Namespace) -> str:
    """Export weights and say how near the result is to torch."""
    from export.onnx_model import export_onnx

    worst = export_onnx(args.weights, args.output, args.name or args.output.stem, args.description)
    return f"within {worst:.1e} of torch"


def to_int8(args: argparse.Namespace) -> str:
    """Quantise a model and say on what it was calibrated."""
    from export.int8_model import PICTURES, quantise

    quantise(args.model, args.data, args.sets, args.backgrounds, args.output)
    return f"calibrated on {PICTURES} pictures of {', '.join(args.sets)}"


if __name__ == "__main__":
    sys.exit(main())
