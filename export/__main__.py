"""Export from the command line: `python -m export COMMAND --help`."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from livebg.errors import LivebgError, UsageError

if TYPE_CHECKING:
    from export.backends import Absent, Model

WEIGHTS = Path(__file__).resolve().parents[1] / "train" / "weights"


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
    sub.add_argument("--area", type=int, metavar="PX", help="pixels of its input, the model's own if not given")
    sub.add_argument("--area-without-vnni", type=int, metavar="PX", help="fewer pixels for CPUs that int8 is slower on")
    sub.add_argument("--pictures", type=int, default=128, metavar="N", help="to calibrate on, default: %(default)s")
    sub.add_argument(
        "--bits",
        type=int,
        choices=(7, 8),
        default=7,
        help="of the weights; 8 are slow on x86 without VNNI, 7 take a minute to round; default: %(default)s",
    )

    sub = commands.add_parser("half", help="turn an ONNX file of ours into fp16, for engines that the app builds")
    sub.set_defaults(run=to_half)
    sub.add_argument("model", type=Path, help="an fp32 .onnx file written by export onnx")
    takes_output(sub, "the .onnx file to write")

    sub = commands.add_parser(
        "fused", help="write the whole frame, from camera to composite, as one fp16 graph for GPUs"
    )
    sub.set_defaults(run=to_fused)
    sub.add_argument(
        "weights",
        nargs="*",
        metavar="MODEL",
        help="a bundled model's name, or a .safetensors file written by train fit; default: every bundled model",
    )
    sub.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="FILE.onnx|DIR",
        help="the .onnx file to write, or a folder for MODEL-fused-WxH.onnx, the name by which livebg finds it",
    )
    sub.add_argument("--size", default="1280x720", metavar="WxH", help="size of the frames, default: %(default)s")

    sub = commands.add_parser("engine", help="build TensorRT engines in fp16; RTX needs no GPU for it")
    sub.set_defaults(run=to_engine)
    sub.add_argument("models", type=Path, nargs="*", metavar="MODEL.onnx", help="default: every bundled model")
    sub.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="folder for MODEL.engine and its sidecar"
    )
    sub.add_argument("--size", default="1280x720", metavar="WxH", help="size of the frames, default: %(default)s")
    sub.add_argument("--library", choices=("tensorrt_rtx", "tensorrt"), help="default: the first that is installed")

    sub = commands.add_parser(
        "verify", help="compare every runtime that is here on real pictures, and fused graphs with the CPU path"
    )
    sub.set_defaults(run=verify)
    takes_models(sub)
    sub.add_argument("--data", type=Path, action="append", default=[], help="root of data sets; may be repeated")
    sub.add_argument("--sets", nargs="+", default=["selfies", "fashion"], help="which of them, default: %(default)s")

    sub = commands.add_parser("bench", help="time every runtime that is here: p50, p95 and p99 after warm-up")
    sub.set_defaults(run=bench)
    takes_models(sub)
    sub.add_argument("--rounds", type=int, default=200, help="runs that are counted, default: %(default)s")
    return parser


def takes_models(sub: argparse.ArgumentParser) -> None:
    """Let a command take models: the bundled ones if none is named."""
    sub.add_argument("models", type=Path, nargs="*", metavar="MODEL.onnx", help="default: every bundled model")
    sub.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the weights, default: train/weights")
    sub.add_argument("--threads", type=int, default=1, help="CPU threads of each runtime, default: %(default)s")


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
    from export.int8_model import LEAST_AREA_PX, MOST_AREA_PX, quantise

    if args.pictures < 1:
        raise UsageError(f"--pictures must be at least 1, got {args.pictures}")
    for option, area_px in (("--area", args.area), ("--area-without-vnni", args.area_without_vnni)):
        if area_px is not None and not LEAST_AREA_PX <= area_px <= MOST_AREA_PX:
            raise UsageError(f"{option} must be from {LEAST_AREA_PX} to {MOST_AREA_PX} pixels, got {area_px}")
    quantise(
        args.model,
        args.data,
        args.sets,
        args.backgrounds,
        args.output,
        area_px=args.area,
        area_without_dot_px=args.area_without_vnni,
        bits=args.bits,
        count=args.pictures,
    )
    return written(args.output, f"calibrated on {args.pictures} pictures of {', '.join(args.sets)}")


def to_half(args: argparse.Namespace) -> int:
    """Make a model fp16 and say how far its alpha is from fp32's."""
    from export.engines import write_half
    from export.verify import as_table, real_pictures

    print(as_table([write_half(args.model, args.output, real_pictures([], []))]))
    return written(args.output, "fp16")


def to_fused(args: argparse.Namespace) -> int:
    """Export fused graphs and say how far their composites are from the CPU path's."""
    from export.backends import shipped_models
    from export.fused import as_table, export_fused
    from livebg.segmenters.fused import fused_name

    size, models = frame_size(args), args.weights or [model.name for model in shipped_models(WEIGHTS)]
    if args.output.suffix == ".onnx" and len(models) != 1:
        raise UsageError(
            f"--output {args.output} is one file, for {len(models)} models; give a folder, or name one model"
        )
    parities = []
    for model in models:
        named = WEIGHTS / f"{model}.safetensors"
        weights = named if named.is_file() else Path(model)
        one_file = args.output.suffix == ".onnx"
        output = args.output if one_file else args.output / fused_name(weights.stem, size)
        parities.append(export_fused(weights, output, size))
        written(output, f"fp16, for frames of {args.size}")
    print(as_table(parities))
    return 0


def frame_size(args: argparse.Namespace) -> tuple[int, int]:
    """Give --size as (width, height). Raises SettingsError."""
    from livebg.settings import checked, parse_size

    checked({"camera": {"camera_size": args.size}}, "--size")
    return parse_size(args.size)


def to_engine(args: argparse.Namespace) -> int:
    """Build an engine of each model and print what was built."""
    from tqdm import tqdm

    from export.backends import shipped_models
    from export.engines import as_table, make_engine
    from export.verify import real_pictures
    from livebg.segmenters.engine_build import any_library

    size = frame_size(args)
    library, pictures = args.library or any_library(), real_pictures([], [])
    rows = []
    for path in args.models or [model.path for model in shipped_models(WEIGHTS)]:
        with tqdm(total=100, desc=path.stem, bar_format="{desc}: {percentage:3.0f}% {bar} {elapsed}") as bar:

            def told(phase: str, share: float, bar: tqdm[None] = bar) -> bool:
                bar.update(max(0.0, 100 * share - bar.n))
                return True

            output = args.output / f"{path.stem}.engine"
            rows.append(make_engine(path, output, library, size, pictures, told))
            bar.update(100 - bar.n)
    print(as_table(rows))
    return 0


def chosen_models(args: argparse.Namespace) -> list[Model]:
    """Give the models that a command line names, or every bundled one."""
    from export.backends import model_of, shipped_models

    if args.threads < 1:
        raise UsageError(f"--threads must be at least 1, got {args.threads}")
    return [model_of(path, args.weights) for path in args.models] or shipped_models(args.weights)


def verify(args: argparse.Namespace) -> int:
    """Print how far each runtime is from the reference; 1 when one is further than its limits."""
    from export.fused import FUSED_KEY, properties, verify_fused
    from export.fused import as_table as fused_table
    from export.verify import as_table, compare, real_pictures

    fused = [path for path in args.models if FUSED_KEY in properties(path)]
    parities = [verify_fused(path, args.weights) for path in fused]
    if parities:
        print(fused_table(parities))
    args.models = [path for path in args.models if path not in fused]
    if fused and not args.models:
        return 0 if all(parity.within for parity in parities) else 1
    models, pictures = chosen_models(args), real_pictures(args.data, args.sets)
    compared = [compare(model, pictures, args.threads) for model in models]
    rows = [row for some, _ in compared for row in some]
    print(as_table(rows))
    tell_absent([entry for _, some in compared for entry in some])
    return 0 if all(row.within for row in (*rows, *parities)) else 1


def bench(args: argparse.Namespace) -> int:
    """Print what one run takes in each runtime, with the device's name."""
    from export.bench import WARM_UP, as_table, measure
    from train.cost import device

    if args.rounds < 1:
        raise UsageError(f"--rounds must be at least 1, got {args.rounds}")
    measured = [measure(model, args.rounds, args.threads) for model in chosen_models(args)]
    print(f"{device()}, {args.threads} thread(s), in turns, {WARM_UP} runs before that are not counted\n")
    print(as_table([row for some, _ in measured for row in some]))
    tell_absent([entry for _, some in measured for entry in some])
    return 0


def tell_absent(absent: Sequence[Absent]) -> None:
    """Say what could not be run here, each reason once."""
    for line in dict.fromkeys(f"not here: {entry.name}: {entry.reason}" for entry in absent):
        print(line)


if __name__ == "__main__":
    sys.exit(main())
