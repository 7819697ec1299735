"""Find the cameras that PipeWire knows and the kernel's list lacks."""

from __future__ import annotations

import json
import shutil
import subprocess

ASK_S = 2.0  # how long pw-dump may take


def camera_nodes() -> list[tuple[str, str]]:
    """Give (node, description) of PipeWire's cameras, sorted; empty where it does not run."""
    if shutil.which("pw-dump") is None:
        return []
    try:
        done = subprocess.run(["pw-dump"], capture_output=True, text=True, timeout=ASK_S, check=False)
        return cameras_in(done.stdout) if done.returncode == 0 else []
    except (OSError, subprocess.TimeoutExpired, ValueError):  # cameras of the kernel's list remain
        return []


def cameras_in(dump: str) -> list[tuple[str, str]]:
    """Name the cameras in what `pw-dump` prints, but those that are V4L2 devices, too. Raises ValueError."""
    objects = [entry for entry in json.loads(dump or "[]") if isinstance(entry.get("info"), dict)]
    nodes = [entry["info"].get("props") or {} for entry in objects if "Node" in entry.get("type", "")]
    return sorted(
        (str(node["node.name"]), str(node.get("node.description") or node["node.name"]))
        for node in nodes
        if node.get("media.class") == "Video/Source" and "node.name" in node and not node.get("api.v4l2.path")
    )
