"""Choose which of the measurements `livebg bench` makes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from livebg.settings import Settings


def run_bench(args: argparse.Namespace, settings: Callable[[], Settings], measured_model: str) -> int:
    """Run the one that was asked for and give the exit code. settings: reads them. measured_model: of --against, where none is named."""
    if args.startup is not None:
        from livebg.commands.startup import startup

        return startup(times=args.startup, as_json=args.json)
    if args.soak:
        from livebg.commands.soak import run_soak

        return run_soak(settings(), args.soak, as_json=args.json)
    if args.faults:
        from livebg.commands.faults import break_everything

        return break_everything(settings(), as_json=args.json)
    if args.against:
        from livebg.commands.against import bench_against

        args.model = args.model or measured_model
        return bench_against(
            settings(), peer=args.against, peer_model=args.peer_model, frames=args.frames, as_json=args.json
        )
    if args.plot:
        from livebg.commands.growth import growth

        return growth(settings(), args.plot, as_json=args.json)
    from livebg.commands.bench import bench

    return bench(settings(), size=args.size, frames=args.frames, as_json=args.json)
