"""Find cameras: list those of this machine, and choose one by number, name or device."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

import cv2

from livebg.errors import SourceError
from livebg.sources.nodes import camera_nodes

# In this order; the first that knows any camera is used. On Windows DSHOW knows virtual cameras and grants MJPG.
BACKENDS = {"Linux": ("V4L2",), "Windows": ("DSHOW", "MSMF"), "Darwin": ("AVFOUNDATION",)}
V4L2, PIPEWIRE, NODE = (
    "V4L2",
    "PIPEWIRE",
    "pipewire:",
)  # the backend, and what a path begins with, of a camera that is no device
FIRST_NODE = 1000  # the numbers of such cameras begin here, far above those of devices
VIRTUAL_NAMES = ("virtual cam", "unity video capture", "dummy video device", "loopback", "livebg")


@dataclass(frozen=True)
class CameraChoice:
    """Name one camera. index: its number for `--source` and OpenCV. path: the device, "" where the system has none.

    backend: OpenCV's name of what opens it, such as "V4L2"; or PIPEWIRE, whose path is NODE and the name there.
    """

    index: int
    name: str
    path: str
    backend: str


def list_cameras() -> list[CameraChoice]:
    """List the cameras of this machine by their numbers; empty when there is none."""
    nodes = camera_nodes() if platform.system() == "Linux" else []
    return _devices() + [
        CameraChoice(FIRST_NODE + number, description, NODE + name, PIPEWIRE)
        for number, (name, description) in enumerate(nodes)
    ]


def _devices() -> list[CameraChoice]:
    from cv2_enumerate_cameras import enumerate_cameras  # loads frameworks on macOS: only where cameras are asked for

    for backend in BACKENDS.get(platform.system(), ("ANY",)):
        found = [
            CameraChoice(camera.index, camera.name or f"camera {camera.index}", camera.path or "", backend)
            for camera in enumerate_cameras(getattr(cv2, f"CAP_{backend}"))
        ]
        if found:
            return sorted(found, key=lambda camera: camera.index)
    return []


def camera_title(camera: CameraChoice) -> str:
    """Give what a camera's source is called, which tells two of the same name apart."""
    return f"camera {camera.index} ({camera.name})"


def is_virtual(camera: CameraChoice) -> bool:
    """Tell whether a program, perhaps this one, is behind a camera: by Linux's device tree, or by its name."""
    device = os.path.realpath(os.path.join("/sys/class/video4linux", os.path.basename(camera.path) or "none"))
    return "/virtual/" in device or any(name in camera.name.casefold() for name in VIRTUAL_NAMES)


def real_cameras(cameras: Sequence[CameraChoice]) -> list[CameraChoice]:
    """Give the cameras that `auto` may take: not the virtual ones, or livebg could watch its own output.

    Raises SourceError when there is none.
    """
    real = [camera for camera in cameras if not is_virtual(camera)]
    if real:
        return real
    why = f" but virtual ones ({_listed(cameras)}), which must be named" if cameras else ""
    raise SourceError(
        f"no camera was found{why}. To look again: livebg cameras. To see livebg without one: livebg demo"
    )


def choose_camera(wanted: str, cameras: Sequence[CameraChoice]) -> CameraChoice:
    """Find a camera by number, device, whole name, or part of the name, in this order; case does not matter.

    Raises SourceError listing what there is when none fits, or several do.
    """
    low = wanted.strip().casefold()
    for fitting in (
        [camera for camera in cameras if low.isdecimal() and camera.index == int(low)],
        [camera for camera in cameras if camera.path and os.path.realpath(wanted) == os.path.realpath(camera.path)],
        [camera for camera in cameras if camera.name.casefold() == low],
        [camera for camera in cameras if low and low in camera.name.casefold()],
    ):
        if len(fitting) > 1:
            raise SourceError(f"{wanted!r} fits several cameras: {_listed(fitting)}; give the number of one")
        if fitting:
            return fitting[0]
    there = f"there are: {_listed(cameras)}" if cameras else "no camera was found"
    raise SourceError(
        f"there is no camera, file or folder {wanted!r}; {there}. To look again: livebg cameras. "
        "To see livebg without one: livebg demo"
    )


def _listed(cameras: Sequence[CameraChoice]) -> str:
    return "; ".join(f"{camera.index} {camera.name}" for camera in cameras)
