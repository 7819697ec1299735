"""Write small files so that they are whole or as they were."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_whole(target: Path, data: bytes) -> None:
    """Put data into a file, whose folder is made, in one step. Raises OSError and leaves nothing half-written."""
    partial = _partial(target)
    try:
        partial.write_bytes(data)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file's content in one step; the target's folder is made. Raises OSError and leaves nothing half-written."""
    partial = _partial(target)
    try:
        shutil.copyfile(source, partial)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def same_content(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same bytes. Raises OSError."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(1 << 20):
            if block != second.read(1 << 20):
                return False
    return True


def _partial(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}.part")
