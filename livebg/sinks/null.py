"""Count pictures and forget them: the sink for dry runs and measurements."""

from __future__ import annotations

from livebg.types import Composite, Size


class NullSink:
    """Take any picture as it comes; `sent` says how many."""

    name, note = "null", ""
    alpha = True
    i420: bool | None = None
    size: Size | None = None
    fps: float | None = None

    def __init__(self) -> None:
        self.sent = 0

    def send(self, composite: Composite) -> None:
        """Count one picture."""
        self.sent += 1

    def close(self) -> None:
        """Do nothing: there is nothing to finish."""

    def discard(self) -> None:
        """Do nothing: there is nothing to remove."""
