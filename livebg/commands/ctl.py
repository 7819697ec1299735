"""Steer a livebg that runs already: pause, resume, choose a background or preset, ask how it goes."""

from __future__ import annotations

import json
import os
from pathlib import Path

from livebg.remote import ask


def ctl(command: str, value: str, *, as_json: bool) -> int:
    """Send one command and print the answer; gives the exit code. Raises ControlError when no livebg runs or it refuses."""
    here = Path(value)
    if command == "background" and os.path.exists(here):  # the livebg that runs may have been started in another folder
        value = str(here.absolute())
    answer = ask(command, value)
    if as_json:
        print(json.dumps(answer, indent=2))
        return 0
    for key, content in answer.items():
        print(f"{key}: {content}")
    return 0
