"""Export from the command line: `python -m export onnx WEIGHTS OUTPUT`."""

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
    args = parser.parse_args(argv)
    try:
        from export.onnx_model import export_onnx

        worst = export_onnx(args.weights, args.output, args.name or args.output.stem, args.description)
    except LivebgError as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    digest = hashlib.sha256(args.output.read_bytes()).hexdigest()
    print(
        f"wrote {args.output}, {args.output.stat().st_size / 1e6:.2f} MB, within {worst:.1e} of torch, SHA-256 {digest}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
