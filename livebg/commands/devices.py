"""List what can run the networks here, and why something cannot."""

from __future__ import annotations

import json
from dataclasses import asdict

from livebg.segmenters.devices import list_devices


def print_devices(*, as_json: bool) -> int:
    """Print every device with whether it is available, and if not, why and what to do; gives the exit code."""
    devices = list_devices()
    if as_json:
        print(json.dumps([asdict(device) for device in devices], indent=2))
    for device in () if as_json else devices:
        print(f"{device.name:<10} {'available' if device.available else 'not here':<10} {device.description}")
        if device.reason:
            print(f"{'':<21} {device.reason}")
    return 0
