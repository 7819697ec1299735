"""List cameras and models."""

from __future__ import annotations

import json
from dataclasses import asdict

from livebg.segmenters import list_models
from livebg.sources import list_cameras


def print_cameras(*, as_json: bool) -> int:
    """Print every camera with its number and name; gives the exit code."""
    cameras = list_cameras()
    if as_json:
        print(json.dumps([asdict(camera) for camera in cameras], indent=2, default=str))
    elif not cameras:
        print("no camera found; is it plugged in, and may you read it? To see livebg without one, try: livebg demo")
    for camera in () if as_json else cameras:
        print(f"{camera.index:>4}  {camera.name}  ({camera.path})")
    return 0


def print_models(*, as_json: bool) -> int:
    """Print every bundled model; gives the exit code."""
    models = list_models()
    if as_json:
        print(json.dumps([asdict(model) for model in models], indent=2, default=str))
    for model in () if as_json else models:
        print(f"{model.name:<16} {model.parameters / 1e6:5.2f} M parameters  {model.description}")
    return 0
