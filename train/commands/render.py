"""Render training people."""

from __future__ import annotations

import argparse
from pathlib import Path

from train.synth.poses import LIVELY_SHARE

HELP = "draw rigged avatars in front of a webcam, with exact alpha; called again, it goes on"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds avatars/*.npz")
    parser.add_argument("--output", type=Path, required=True, help="where stills/ and sequences/ go")
    parser.add_argument("--stills", type=int, default=5000, help="default: %(default)s")
    parser.add_argument("--sequences", type=int, default=150, help="of 2 s at 10 fps, default: %(default)s")
    parser.add_argument("--workers", type=int, default=1, help="processes, default: %(default)s")
    parser.add_argument(
        "--seed", type=int, default=0, help="another seed gives other people's clothes, poses and light"
    )
    parser.add_argument(
        "--lively", type=float, default=LIVELY_SHARE, help="share with the arms off the body, default: %(default)s"
    )
    parser.add_argument(
        "--whole", type=float, default=0.0, help="share of the stills from head to foot, default: %(default)s"
    )
    parser.add_argument(
        "--held-out", action="store_true", help="only people whom no network is trained on: a set to evaluate with"
    )


def run(args: argparse.Namespace) -> None:
    """Render what is not there yet."""
    from livebg.errors import SettingsError
    from train.synth.farm import render_all
    from train.synth.render import interleaved

    for name, least in (("stills", 0), ("sequences", 0), ("workers", 1), ("seed", 0)):
        if getattr(args, name) < least:
            raise SettingsError(f"--{name} {getattr(args, name)} is too small; expected at least {least}")
    for name in ("lively", "whole"):
        if not 0 <= getattr(args, name) <= 1:
            raise SettingsError(f"--{name} {getattr(args, name):g} is no share; expected 0 to 1")
    items = interleaved(args.stills, args.sequences, args.seed, args.lively, args.whole)
    made = render_all(args.data, args.output, items, args.workers, only_held_out=args.held_out)
    print(f"{made} items rendered, the others were there; they are in {args.output}")
