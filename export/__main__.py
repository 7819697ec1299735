"""Export from the command line: `python -m export COMMAND --help`."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from livebg.errors import LivebgError, UsageError


def build_parser() -> argparse.ArgumentParser:
    """Build the one parser of all commands; `run` holds what to call."""
    parser = argparse.ArgumentParser(prog="python -m export", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    sub = commands.add_parser("onnx", help="write an ONNX file that `livebg --model FILE` uses")
    sub.set_defaults(run=to_onnx)
    sub.add_argument("weights", type=Path, metavar="CHECKPOINT", help="a .safetensors file written by train fit")
    takes_output(sub, "the .onnx file to write")
    sub.add_argument("--name", help="the model's name, the output's stem if not given")
    sub.add_argument("--description", default="U-Net trained with livebg", help="one line for `livebg models`")

    sub = commands.add_parser("int8", help="quantise an ONNX file of ours, calibrated on training pictures")
    sub.set_defaults(run=to_int8)
    sub.add_argument("model", type=Path, help="an .onnx file written by export onnx")
    takes_output(sub, "the .onnx file to write")
    sub.add_argument("--data", type=Path, action="append", default=[], help="root of data sets; may be repeated")
    sub.add_argument("--sets", nargs="+", default=["selfies", "fashion"], help="which of them, default: %(default)s")
    sub.add_argument("--backgrounds", default="backgrounds", help="rooms to put people into, default: %(default)s")
    return parser


def takes_output(sub: argparse.ArgumentParser, text: str) -> None:
    """Let a command take its output as --output FILE, or after its input."""
    sub.add_argument("output", type=Path, nargs="?", help=text)
    sub.add_argument("--output", type=Path, dest="named_output", metavar="FILE", help="the same, named")


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run one command, and give the exit code: 0 done, 1 failed, 2 wrong usage."""
    args = build_parser().parse_args(argv)
    try:
        if "named_output" in args:
            args.output = _one_output(args)
        code: int = args.run(args)
    except UsageError as error:
        print(f"export: {error}", file=sys.stderr)
        return 2
    except (LivebgError, OSError) as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    return code


def _one_output(args: argparse.Namespace) -> Path:
    if (args.output is None) == (args.named_output is None):
        raise UsageError(f"{args.command} writes one file; say which: --output FILE")
    return args.output or args.named_output


def written(output: Path, report: str) -> int:
    """Print what was written, with its size and SHA-256; gives the exit code."""
    digest = hashlib.sha256(output.read_bytes()).hexdigest()
    print(f"wrote {output}, {output.stat().st_size / 1e6:.2f} MB, {report}, SHA-256 {digest}")
    return 0


def to_onnx(args: argparse.Namespace) -> int:
    """Export weights and say how near the result is to torch."""
    from export.onnx_model import export_onnx

    worst = export_onnx(args.weights, args.output, args.name or args.output.stem, args.description)
    return written(args.output, f"within {worst:.1e} of torch")


def to_int8(args: argparse.Namespace) -> int:
    """Quantise a model and say on what it was calibrated."""
    from export.int8_model import PICTURES, quantise

    quantise(args.model, args.data, args.sets, args.backgrounds, args.output)
    return written(args.output, f"calibrated on {PICTURES} pictures of {', '.join(args.sets)}")


if __name__ == "__main__":
    sys.exit(main())
