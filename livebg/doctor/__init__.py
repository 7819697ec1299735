"""Look for what keeps livebg from being a camera on this machine, and say what mends it."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from livebg.doctor.cameras import examine_cameras
from livebg.doctor.desktops import examine_obs
from livebg.doctor.finding import Finding, Machine
from livebg.doctor.linux import examine_loopback
from livebg.doctor.pipewire import examine_pipewire
from livebg.logs import log_path
from livebg.settings import settings_path

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
    yield Finding("settings", "ok", f"read from {settings_path()}")
    yield Finding("log", "ok", f"written to {log_path()}")
