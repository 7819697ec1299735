"""Check for OBS's virtual camera on Windows and macOS. Neither system has been tried yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from livebg.doctor.finding import Finding, Machine

OBS_FILTER = r"CLSID\{A3FCE0F5-3493-419F-958A-ABA1250EC20B}"  # what OBS registers as its camera
MAC_PLACES = ("Applications/OBS.app", "Library/CoreMediaIO/Plug-Ins/DAL/obs-mac-virtualcam.plugin")


def examine_obs(machine: Machine, system: str) -> Iterator[Finding]:
    """Check whether OBS's camera is there. system: a name of `platform.system()`."""
    there = _registered() if system == "Windows" else any((machine.root / place).exists() for place in MAC_PLACES)
    if there:
        yield Finding("obs", "ok", "OBS's virtual camera is installed; keep OBS itself closed while livebg runs")
        return
    command = "winget install OBSProject.OBSStudio" if system == "Windows" else "brew install --cask obs"
    why = "livebg shows its picture through it; once installed, start its virtual camera once and close OBS"
    yield Finding("obs", "problem", "OBS is not installed", why, command)


def _registered() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, OBS_FILTER))
    except OSError:
        return False
    return True
