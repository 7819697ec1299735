"""Say what a check found, and where it may look."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Verdict = Literal["ok", "note", "problem"]
PATIENCE_S = 5.0  # how long a program that is asked may take


@dataclass(frozen=True)
class Finding:
    """Hold one finding. what: what was found. why: why it matters. command: what mends it, to be typed as it is.

    verdict: "problem" keeps callers from seeing a picture, "note" only matters to some.
    """

    check: str
    verdict: Verdict
    what: str
    why: str = ""
    command: str = ""

    def line(self) -> str:
        """Give one line for people."""
        mark = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}[self.verdict]
        why = f": {self.why}" if self.why else ""
        command = f". To mend it: {self.command}" if self.command else ""
        return f"{mark} {self.check:<12} {self.what}{why}{command}"


@dataclass(frozen=True)
class Machine:
    """Say where the checks look: the root of the file system, the device tree and the processes; tests have their own.

    path: where programs are looked for, None = the user's PATH.
    """

    root: Path = Path("/")
    system: Path = Path("/sys")
    processes: Path = Path("/proc")
    path: str | None = None

    def has(self, program: str) -> bool:
        """Tell whether a program is installed."""
        return shutil.which(program, path=self.path) is not None

    def ask(self, program: str, *arguments: str) -> str:
        """Give what a program prints, "" where it is not installed, fails, or takes too long."""
        found = shutil.which(program, path=self.path)
        if found is None:
            return ""
        try:
            done = subprocess.run(
                [found, *arguments], capture_output=True, text=True, errors="replace", timeout=PATIENCE_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout if done.returncode == 0 else ""

    def read(self, path: Path) -> str:
        """Give a small file's text, "" where it cannot be read."""
        try:
            return path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""

    def runs(self, program: str) -> bool:
        """Tell whether a process of this name runs; the system keeps 15 letters of it."""
        return any(self.read(process / "comm") == program[:15] for process in self.processes.glob("[0-9]*"))
