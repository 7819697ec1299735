"""Draw training samples once, for many runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from livebg.errors import SettingsError

HELP = "keep a preset's samples with their teachers' labels, for fit --drawn; called again, it goes on"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("preset")
    parser.add_argument("--data", type=Path, action="append", required=True, help="root of data sets; may be repeated")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the batches, 9 MB each at 65,536 px")
    parser.add_argument("--batches", type=int, default=1000, help="default: %(default)s")
    parser.add_argument(
        "--teacher", action="append", default=[], metavar="FILE", help="who labels: .onnx or .tflite; may be repeated"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes, default: %(default)s")


def run(args: argparse.Namespace) -> None:
    """Draw what is not there yet."""
    from train.drawn import draw_batches
    from train.fit import make_sampler, read_training_sets, teacher_of
    from train.presets import preset_named, taught_by
    from train.samples import Batches
    from train.team import Team

    preset = preset_named(args.preset)
    for name in ("batches", "workers"):
        if getattr(args, name) < 1:
            raise SettingsError(f"--{name} {getattr(args, name)} is too small; expected at least 1")
    preset = taught_by(preset, args.teacher)
    sets, real = read_training_sets(preset, args.data, Team.join())
    sampler = make_sampler(preset, sets, real)
    batches = Batches(
        sampler, preset.phases, args.batches, preset.batch_size, (preset.seed,), preset.taught, teacher_of(preset)
    )
    made = draw_batches(batches, args.output, args.workers)
    print(f"{made} batches drawn, the others were there; they are in {args.output}")
