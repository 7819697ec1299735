"""Look for what keeps livebg from being a camera on this machine, and say what mends it."""

from __future__ import annotations

import platform
import shlex
from collections.abc import Iterator

from livebg.doctor.cameras import examine_cameras
from livebg.doctor.desktops import examine_obs
from livebg.doctor.finding import Finding, Machine
from livebg.doctor.linux import examine_loopback
from livebg.doctor.pipewire import examine_pipewire
from livebg.errors import SettingsError
from livebg.logs import log_path
from livebg.settings import load_settings, settings_path

__all__ = ["Finding", "Machine", "examine"]


def examine(machine: Machine | None = None, system: str | None = None) -> Iterator[Finding]:
    """Give every finding as it is made; takes a second or two. system: a name of `platform.system()`, None = this one."""
    machine, system = machine or Machine(), system or platform.system()
    if system == "Linux":
        yield from examine_loopback(machine)
        yield from examine_pipewire(machine)
    else:
        yield from examine_obs(machine, system)
    yield from examine_cameras(machine, system)
    yield _settings()
    yield Finding("log", "ok", f"written to {log_path()}")


def _settings() -> Finding:
    """Check that the settings can be read; without a file they are the usual ones."""
    path = settings_path()
    try:
        load_settings(None, {})
    except SettingsError as error:
        why = "livebg run does not start, and the window uses only what is right in them"
        return Finding(
            "settings", "problem", str(error), why, f"mv {shlex.quote(str(path))} {shlex.quote(f'{path}.bad')}"
        )
    return Finding(
        "settings", "ok", f"read from {path}" if path.exists() else f"the usual ones; yours would be in {path}"
    )
