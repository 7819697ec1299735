"""List what can be chosen, and why something cannot: cameras, virtual camera devices, models and what runs them. Takes up to a second."""

from __future__ import annotations

import os
import platform
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from livebg.assets import model_names
from livebg.errors import ModelError
from livebg.segmenters import model_path
from livebg.segmenters.devices import Device, list_devices
from livebg.segmenters.onnx import read_model
from livebg.sinks import PIPEWIRE
from livebg.sinks.pipewire import INSTALL, LAUNCH
from livebg.sources import CameraChoice, list_cameras
from livebg.sources.cameras import V4L2, camera_title, is_virtual
from livebg.v4l2 import system_ioctl


@dataclass(frozen=True)
class Choice:
    """Offer one value of a setting. reason: why it cannot be chosen, "" = it can."""

    value: str
    name: str
    reason: str = ""


@dataclass(frozen=True)
class Choices:
    """Hold everything that a window offers."""

    cameras: tuple[Choice, ...]
    outputs: tuple[Choice, ...]
    models: tuple[Choice, ...]
    devices: tuple[Choice, ...]


def find_choices() -> Choices:
    """Look at this machine's devices and the bundled models."""
    found = list_cameras()
    return Choices(camera_choices(found), output_choices(found), model_choices(), device_choices(list_devices()))


def camera_choices(cameras: Sequence[CameraChoice]) -> tuple[Choice, ...]:
    """Offer cameras by name, by number where two have the same name."""
    names = Counter(camera.name for camera in cameras)
    return tuple(
        Choice(camera.name if names[camera.name] == 1 else str(camera.index), camera.name, _camera_reason(camera))
        for camera in cameras
    )


def _camera_reason(camera: CameraChoice) -> str:
    if "livebg" in camera.name.casefold():
        return "what livebg itself shows"
    if platform.system() == "Linux" and os.path.exists(camera.path) and not os.access(camera.path, os.R_OK | os.W_OK):
        return "you may not use it; run: sudo usermod -aG video $USER, then log in again"
    return ""


def output_choices(cameras: Sequence[CameraChoice]) -> tuple[Choice, ...]:
    """Offer the virtual camera devices that have a path, and a camera of PipeWire (Linux)."""
    devices = tuple(
        Choice(camera.path, f"{camera.name} ({camera.path})")
        for camera in cameras
        if camera.path and camera.backend == "V4L2" and is_virtual(camera)
    )
    return (*devices, *_pipewire()) if platform.system() == "Linux" else devices


def _pipewire() -> tuple[Choice, ...]:
    missing = shutil.which(LAUNCH) is None
    return (Choice(PIPEWIRE, "PipeWire, without a driver: for browsers", f"install it: {INSTALL}" if missing else ""),)


def model_choices() -> tuple[Choice, ...]:
    """Offer every bundled network, with the reason where its file is not what it should be."""
    choices = []
    for name in model_names():
        try:
            card = read_model(model_path(name)).card
        except ModelError as error:
            choices.append(Choice(name, name, str(error)))
        else:
            choices.append(Choice(name, f"{name} ({card.parameters / 1e6:.2f} M parameters)"))
    return tuple(choices)


def device_choices(devices: Sequence[Device]) -> tuple[Choice, ...]:
    """Offer what can run the networks, with the reason where something is not here."""
    return tuple(Choice(device.name, f"{device.name}: {device.description}", device.reason) for device in devices)


def controlled_device(source: str) -> str:
    """Give the path of a camera whose own controls can be set, by the name of its source; "" = it has none.

    Raises SourceError on systems where livebg sets none.
    """
    system_ioctl()
    return next(
        (camera.path for camera in list_cameras() if camera.backend == V4L2 and camera_title(camera) == source), ""
    )
