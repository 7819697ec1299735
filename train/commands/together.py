"""Train several networks at once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from livebg.errors import ModelError, SettingsError

HELP = "train several presets on the same samples for some minutes, all taught by the first as it learns: for a GPU"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "presets", nargs="+", metavar="PRESET", help="the first one teaches, and says what all are shown"
    )
    parser.add_argument("--data", type=Path, action="append", required=True, help="root of data sets; may be repeated")
    parser.add_argument(
        "--minutes", type=float, required=True, help="how long to train; reading and scoring come on top"
    )
    parser.add_argument("--output", type=Path, required=True, help="the folder of the weights files to write")
    parser.add_argument(
        "--init", action="append", default=[], metavar="PRESET=FILE", help="start this one from a safetensors file"
    )
    parser.add_argument(
        "--encoder",
        action="append",
        default=[],
        metavar="PRESET=FILE",
        help="start the encoder of this one from published weights",
    )
    parser.add_argument(
        "--teacher", action="append", default=[], metavar="FILE", help="ask this .onnx or .tflite, too; may be repeated"
    )
    parser.add_argument("--without", action="append", default=[], metavar="SET", help="leave this set out")
    parser.add_argument("--batch-size", type=int, help="samples of a batch, the first preset's if not given")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw samples, default: %(default)s")


def named_files(presets: Sequence[str], entries: Sequence[str]) -> dict[str, Path]:
    """Give the files of PRESET=FILE entries by preset. Raises SettingsError."""
    parts = [entry.partition("=") for entry in entries]
    odd = [entry for entry, (name, _, file) in zip(entries, parts, strict=True) if name not in presets or not file]
    if odd:
        raise SettingsError(f"{odd[0]!r} names no network; expected PRESET=FILE with one of {', '.join(presets)}")
    return {name: Path(file) for name, _, file in parts}


def run(args: argparse.Namespace) -> None:
    """Train."""
    from train.presets import preset_named, taught_by, without_sets
    from train.together import train_together

    presets = {name: preset_named(name) for name in args.presets}
    if args.minutes <= 0:
        raise SettingsError(f"--minutes {args.minutes:g} is too short; expected more than 0")
    for name in ("batch_size", "workers"):
        if getattr(args, name) is not None and getattr(args, name) < 1:
            raise SettingsError(f"--{name.replace('_', '-')} {getattr(args, name)} is too small; expected at least 1")
    init, encoders = (named_files(args.presets, option) for option in (args.init, args.encoder))
    missing = [file for file in (*init.values(), *encoders.values()) if not file.is_file()]
    if missing:
        raise ModelError(f"there is no file {missing[0]}; expected a model")
    name = args.presets[0]
    first = taught_by(without_sets(presets[name], name, args.without), args.teacher)
    presets[name] = replace(first, batch_size=args.batch_size or first.batch_size)
    files = train_together(
        presets,
        args.data,
        args.output,
        args.minutes,
        init=init,
        encoders=encoders,
        workers=args.workers,
    )
    print("weights:", *files)
