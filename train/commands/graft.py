"""Start a network with a context path."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "join a light U-Net and an encoder that knows more of the world, as a start for fit --init"
BATCHES = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("preset", help="one with a context path: context")
    parser.add_argument("--data", type=Path, action="append", required=True, help="root of data sets; may be repeated")
    parser.add_argument("--trunk", type=Path, required=True, help="the .safetensors of the U-Net, e.g. of balanced")
    parser.add_argument(
        "--encoder", type=Path, required=True, help="whose blocks are borrowed: lite's .safetensors, or published .pth"
    )
    parser.add_argument("--without", action="append", default=[], metavar="SET", help="leave this set out")
    parser.add_argument("--output", type=Path, required=True, help="the .safetensors to write")


def run(args: argparse.Namespace) -> None:
    """Join them on some training samples."""
    import cv2
    import torch

    from train.fit import make_sampler, read_training_sets
    from train.graft import graft
    from train.presets import preset_named, without_sets
    from train.quick import to_tensors
    from train.samples import Batches
    from train.team import Team

    preset = without_sets(preset_named(args.preset), args.preset, args.without)
    sets, real = read_training_sets(preset, args.data, Team.join())
    cv2.setNumThreads(1)
    drawn = Batches(make_sampler(preset, sets, real), preset.phases[-1:], BATCHES, preset.batch_size, (preset.seed,))
    device = torch.device("cpu")
    tensors = [to_tensors([torch.from_numpy(part) for part in drawn[step]], device)[0] for step in range(BATCHES)]
    graft(args.preset, preset, args.trunk, args.encoder, tensors, args.output)
    print(f"wrote {args.output}; go on with: python -m train fit {args.preset} --init {args.output}")
