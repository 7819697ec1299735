"""Start livebg from the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from livebg import cli
from livebg.heaps import share_heaps


def main(argv: Sequence[str] | None = None) -> int:
    """Run livebg and give the exit code, as `livebg.cli.main` does."""
    share_heaps()
    return cli.main(argv)


if __name__ == "__main__":
    sys.exit(main())
