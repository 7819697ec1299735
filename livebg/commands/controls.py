"""List and set what a camera itself can do, and keep what was set."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from livebg.camera_controls import (
    Control,
    check_range,
    find_control,
    freed_by,
    in_order,
    list_controls,
    range_of,
    read_wish,
    reset_controls,
    set_control,
)
from livebg.errors import SourceError
from livebg.kept_controls import controls_file, forget_controls, keep_controls
from livebg.sources import CameraChoice, list_cameras, real_cameras
from livebg.sources.cameras import V4L2, choose_camera
from livebg.v4l2 import Device, Ioctl, system_ioctl


def controls(
    source: str,
    wishes: Sequence[str],
    *,
    reset: bool,
    as_json: bool,
    cameras: Sequence[CameraChoice] | None = None,
    ioctl: Ioctl | None = None,
) -> int:
    """Set or reset what is asked for, print the controls as they are then, and give the exit code. Raises LivebgError.

    cameras, ioctl: None = those of this machine. Nothing is set when one of the wishes cannot be read.
    """
    ioctl = ioctl or system_ioctl()
    camera = _chosen(source, list_cameras() if cameras is None else cameras)
    path = controls_file(camera.name)
    refused: tuple[str, ...] = ()
    with Device(camera.path, ioctl) as device:
        if wishes:
            present = list_controls(device)
            asked = dict(read_wish(wish, present) for wish in wishes)
            for name, value in asked.items():
                check_range(find_control(name, present), value)
            for name, value in in_order(asked):
                set_control(device, name, value)
                keep_controls(path, {name: value})
        elif reset:
            refused = reset_controls(device)
            forget_controls(path)
        _print(camera.name, list_controls(device), as_json=as_json)
    for sentence in refused:
        print(f"livebg: {sentence}", file=sys.stderr)
    return 1 if refused else 0


def _chosen(source: str, cameras: Sequence[CameraChoice]) -> CameraChoice:
    camera = real_cameras(cameras)[0] if source == "auto" else choose_camera(source, cameras)
    if camera.backend != V4L2 or not camera.path:
        raise SourceError(f"{camera.name} has no controls that livebg can set: it is read through {camera.backend}")
    return camera


def _print(camera: str, found: tuple[Control, ...], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(control) for control in found], indent=2))
        return
    print(f"{camera}:" if found else f"{camera} has no controls that livebg knows")
    for control in found:
        print(f"  {control.name:<27} {control.told(control.value):<24} {range_of(control)}{_note(control, found)}")


def _note(control: Control, found: tuple[Control, ...]) -> str:
    notes = [f"default {control.told(control.default)}"]
    freed = freed_by(control, found) if control.inactive else None
    if freed is not None:
        notes.append(f"not while {freed[0].name} is {freed[0].told(freed[0].value)}")
    elif control.inactive or control.read_only:
        notes.append("cannot be set now")
    return f"; {', '.join(notes)}"
