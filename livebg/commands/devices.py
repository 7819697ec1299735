"""List what can run the networks here, and why something cannot."""

from __future__ import annotations

import json
from dataclasses import asdict

from livebg.segmenters.devices import TENSORRT, list_devices
from livebg.segmenters.fused import fused_folder


def print_devices(*, as_json: bool) -> int:
    """Print every device with whether it is available, and if not, why and what to do; gives the exit code."""
    devices = list_devices()
    if as_json:
        print(json.dumps([asdict(device) for device in devices], indent=2))
    for device in () if as_json else devices:
        print(f"{device.name:<10} {'available' if device.available else 'not here':<10} {device.description}")
        if device.reason:
            print(f"{'':<21} {device.reason}")
        if device.name == TENSORRT:
            graphs = ", ".join(device.fused) or f"none in {fused_folder()}, so frames pass the CPU's stages"
            print(f"{'':<21} fused graphs for whole frames: {graphs}")
    return 0
