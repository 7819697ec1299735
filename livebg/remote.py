"""Ask a running livebg of the same user for something: where it listens, what it understands, and one question."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from livebg.errors import ControlError

COMMANDS: Mapping[str, bool] = {  # name -> whether it takes a value
    "pause": False, "resume": False, "background": True, "preset": True, "status": False, "show": False,
}  # fmt: skip
LONGEST_LINE = 4096
MOST_CLIENTS = 16
PATIENCE_S = 2.0  # how long a client may take to ask, and livebg to answer


def _runtime_folder() -> Path:
    """Give a folder of this user's own: that of the login session, or where there is none (a container, an old system) one in the home."""
    if sys.platform == "linux":
        session = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
        if not session.is_dir():
            return Path(platformdirs.user_state_dir("livebg", appauthor=False)) / "run"
    return Path(platformdirs.user_runtime_dir("livebg", appauthor=False))


@dataclass(frozen=True)
class Place:
    """Say where a running livebg listens. folder: opened by its owner only. loopback: a port of this machine and a secret in place
    of a Unix socket, for systems without one.
    """

    folder: Path = field(default_factory=_runtime_folder)
    loopback: bool = not hasattr(socket, "AF_UNIX")

    @property
    def path(self) -> Path:
        """Give the socket, or the file that names the port and the secret."""
        return self.folder / ("control.json" if self.loopback else "control.sock")


def _address(place: Place) -> tuple[str | tuple[str, int], str]:
    """Give the socket's address and the secret that goes with it ("" = none). Raises OSError, or what a broken file gives."""
    if not place.loopback:
        return str(place.path), ""
    where = json.loads(place.path.read_text(encoding="utf-8"))
    return ("127.0.0.1", int(where["port"])), str(where["token"])


def ask(command: str, value: str = "", place: Place | None = None) -> dict[str, Any]:
    """Ask the running livebg and give its answer. Raises ControlError when none runs or it refuses."""
    place = place or Place()
    request = {"command": command, "value": value}
    try:
        address, request["token"] = _address(place)
        connection = socket.socket(socket.AF_INET if place.loopback else socket.AF_UNIX)
        with connection, connection.makefile("rb") as answers:
            connection.settimeout(PATIENCE_S)
            connection.connect(address)
            connection.sendall(json.dumps(request).encode() + b"\n")
            answer = json.loads(answers.readline(1 << 20))
    except TimeoutError as error:
        raise ControlError(f"livebg did not answer within {PATIENCE_S:.0f} s; is it busy? try again") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ControlError("livebg does not run; start it first: livebg") from error
    if not isinstance(answer, dict) or not answer.get("ok"):
        raise ControlError(str(answer.get("error") if isinstance(answer, dict) else "the answer makes no sense"))
    return {key: content for key, content in answer.items() if key != "ok"}


def already_running(place: Place | None = None) -> bool:
    """Tell whether a livebg of this user answers."""
    try:
        ask("status", place=place)
    except ControlError:
        return False
    return True
