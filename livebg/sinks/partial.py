"""Hold an output file under a hidden name beside its final one until it is complete."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from livebg.errors import SinkError


def write_failure(path: Path, error: OSError) -> SinkError:
    """Give the error for a file that was begun and could not be written to its end."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    advice = "is the disk full?" if full else "try another folder"
    return SinkError(f"cannot write {path}: {error.strerror or error}; {advice}")


class PartialFile:
    """Be `.<stem>.partial<suffix>` from the beginning; `publish` gives it its final name, `drop` leaves nothing.

    `file` is open for writing bytes. An existing file of the final name stays as it is until `publish` replaces it; a symbolic
    link is followed. The constructor raises SinkError when the folder is missing or not writable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._target = Path(os.path.realpath(path))
        if not os.path.isdir(self._target.parent):
            raise SinkError(f"cannot write {path}: the folder {path.parent} does not exist; create it first")
        if os.path.exists(self._target) and not os.path.isfile(self._target):
            raise SinkError(f"cannot write {path}: it exists and is not a file; give another name")
        self._partial = self._target.with_name(f".{path.stem}.partial{path.suffix}")
        try:
            self.file = self._partial.open("wb")
        except OSError as error:
            reason = error.strerror or error
            raise SinkError(f"cannot write {path}: {reason}; choose a folder that you may write to") from error

    def publish(self) -> None:
        """Close the file and give it its final name; on failure it is removed and SinkError raised."""
        try:
            self.file.close()
            os.replace(self._partial, self._target)
        except OSError as error:
            self.drop()
            raise write_failure(self.path, error) from error

    def drop(self) -> None:
        """Close the file and remove it."""
        with suppress(OSError):  # a full disk fails the last flush again; the file goes away all the same
            self.file.close()
        self._partial.unlink(missing_ok=True)
