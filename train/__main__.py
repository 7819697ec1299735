"""Train networks and score them: `python -m train COMMAND --help`."""

from __future__ import annotations

import argparse
import importlib
import logging
import pkgutil
import sys
from collections.abc import Sequence

from livebg.errors import LivebgError
from train import commands


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run one command, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    names = parser.add_subparsers(dest="command", required=True)
    modules = {}
    for info in pkgutil.iter_modules(commands.__path__):
        modules[info.name] = module = importlib.import_module(f"train.commands.{info.name}")
        module.add_arguments(names.add_parser(info.name, help=module.HELP))
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    try:
        modules[args.command].run(args)
    except LivebgError as error:
        print(f"train: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
