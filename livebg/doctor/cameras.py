"""Check that there is a webcam, that this user may read it, and who else uses it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from livebg.doctor.finding import Finding, Machine
from livebg.errors import SourceError
from livebg.loopbacks import holders
from livebg.sources import CameraChoice, list_cameras, real_cameras


def examine_cameras(machine: Machine, system: str) -> Iterator[Finding]:
    """Check every webcam of this machine."""
    try:
        found = real_cameras(list_cameras())
    except SourceError:
        yield Finding(
            "webcam", "problem", "no webcam was found", "there is nothing to show; plug one in", "livebg cameras"
        )
        return
    for camera in found:
        yield _camera(machine, camera)


def _camera(machine: Machine, camera: CameraChoice) -> Finding:
    name = f"webcam {camera.index} ({camera.name})"
    if camera.path and not os.access(camera.path, os.R_OK | os.W_OK):
        command = "sudo usermod -aG video $USER, then log in again"
        return Finding("webcam", "problem", f"you may not read {name}", "it cannot be opened", command)
    users = ", ".join(map(str, holders(camera.path, machine.processes))) if camera.path else ""
    if users:
        return Finding("webcam", "note", f"{name} is open in {users}", "most webcams serve one program at a time")
    return Finding("webcam", "ok", name)
