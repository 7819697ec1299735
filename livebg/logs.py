"""Keep a log file that rotates, for what happened when nobody looked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

log = logging.getLogger(__name__)
MOST_BYTES, MOST_OLD = 500_000, 2  # so that it never takes more than 1.5 MB


def log_path() -> Path:
    """Give the place of the log file."""
    return Path(platformdirs.user_log_dir("livebg", appauthor=False)) / "livebg.log"


@contextmanager
def logged(path: Path | None = None) -> Iterator[None]:
    """Write what livebg logs to a file for as long as the block lasts, and what ended it. Where that cannot be, say so and go on."""
    path = path or log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=MOST_OLD, encoding="utf-8")
    except OSError as error:
        log.warning("no log is kept: %s cannot be written: %s", path, error.strerror)
        yield
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    logger = logging.getLogger("livebg")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(min(logging.INFO, logger.getEffectiveLevel()))
    try:
        log.info("begins")
        yield
        log.info("ends")
    except Exception as error:
        log.info("ends: %s", error)
        raise
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()
