"""Train a network."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from livebg.errors import SettingsError

HELP = "train a preset; called again, it resumes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("preset")
    parser.add_argument("--data", type=Path, action="append", default=[], help="root of data sets; may be repeated")
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="where checkpoints and curves go")
    parser.add_argument("--name", help="the run's name, the preset's if not given")
    parser.add_argument("--steps", type=int, help="train this many steps in place of the preset's")
    parser.add_argument("--without", action="append", default=[], metavar="SET", help="leave this set out")
    parser.add_argument("--init", type=Path, help="start from this safetensors file")
    parser.add_argument(
        "--encoder",
        type=Path,
        metavar="FILE",
        help="start the encoder from these published weights (.pth), e.g. of teacher",
    )
    parser.add_argument(
        "--teacher",
        action="append",
        default=[],
        metavar="FILE",
        help="learn from this .onnx or .tflite too; may be repeated",
    )
    parser.add_argument("--drawn", type=Path, metavar="DIR", help="learn from what `train draw` kept there")
    parser.add_argument(
        "--weights", type=Path, help="the weights file to write; train/weights/NAME.safetensors if not given"
    )
    parser.add_argument("--threads", type=int, help="CPU threads, all of them if not given")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw samples, default: %(default)s")


def run(args: argparse.Namespace) -> None:
    """Train."""
    import torch

    from train.fit import fit
    from train.presets import preset_named, taught_by, without_sets

    preset = without_sets(preset_named(args.preset), args.preset, args.without)
    if args.drawn and args.teacher:
        raise SettingsError(
            "--teacher does nothing with --drawn: what lies there was labelled when it was drawn; leave one of them out"
        )
    preset = taught_by(preset, args.teacher)
    if args.workers < 1:
        raise SettingsError(f"--workers {args.workers} is too small; expected at least 1")
    if args.steps:
        preset = replace(preset, steps=args.steps)
    if args.threads:
        torch.set_num_threads(args.threads)
    name = args.name or args.preset
    weights = args.weights or Path("train/weights") / f"{name}.safetensors"
    fit(
        name,
        preset,
        args.data,
        args.runs / name,
        weights,
        init=args.init,
        encoder=args.encoder,
        drawn=args.drawn,
        workers=args.workers,
    )
