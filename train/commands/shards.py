"""Pack a set into shards."""

from __future__ import annotations

import argparse
from pathlib import Path

from livebg.errors import SettingsError

HELP = "pack a set of pairs into WebDataset shards"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("set", help="the set's name")
    parser.add_argument("--data", type=Path, action="append", required=True, help="root of data sets; may be repeated")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write; used as a set itself")
    parser.add_argument("--per-shard", type=int, default=512, help="pairs in a shard, default: %(default)s")


def run(args: argparse.Namespace) -> None:
    """Pack both splits; the name in the shard decides the split when it is read."""
    if args.per_shard < 1:
        raise SettingsError(f"--per-shard {args.per_shard} is too small; expected at least 1")
    from train.sets import pairs_of
    from train.shards import shard_files, write_shards

    both = (pair for validation in (False, True) for pair in pairs_of(args.data, args.set, validation=validation))
    count = write_shards(both, args.output, args.per_shard)
    print(f"{count} pairs in {len(shard_files(args.output))} shards in {args.output}")
