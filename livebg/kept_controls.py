"""Keep what a user sets on a camera, by the camera's name, and set it again when the camera is opened."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from livebg.camera_controls import KNOWN, read_control, set_control
from livebg.errors import LivebgError, SettingsError
from livebg.files import write_whole
from livebg.followed import file_name
from livebg.v4l2 import Device, Ioctl

log = logging.getLogger(__name__)

FOLDER = "controls"


def controls_file(camera: str) -> Path:
    """Give where the controls of a camera are kept, by its name."""
    return Path(platformdirs.user_config_dir("livebg", appauthor=False)) / FOLDER / f"{file_name(camera)}.toml"


def read_controls(path: Path) -> dict[str, int]:
    """Read what is kept, in the order in which it is to be set; empty when there is no file. Raises SettingsError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"cannot read the camera's controls in {path}: {error}; mend or delete the file") from error
    names = [known.name for known in KNOWN]
    wrong = [name for name, value in data.items() if name not in names or type(value) is not int]
    if wrong:
        raise SettingsError(
            f"cannot read the camera's controls in {path}: expected a control's name and a whole number, "
            f"got {wrong[0]} = {data[wrong[0]]!r}; mend or delete the file"
        )
    return {name: data[name] for name in names if name in data}


def keep_controls(path: Path, wishes: Mapping[str, int]) -> None:
    """Add to what is kept. Raises SettingsError when it cannot be."""
    _write(path, read_controls(path) | dict(wishes))


def forget_control(path: Path, name: str) -> None:
    """Leave one to the camera from now on. Raises SettingsError."""
    _write(path, {kept: value for kept, value in read_controls(path).items() if kept != name})


def forget_controls(path: Path) -> None:
    """Leave all to the camera from now on. Raises SettingsError."""
    _write(path, {})


def _write(path: Path, wishes: Mapping[str, int]) -> None:
    """Write what is kept; nothing is kept as no file at all."""
    try:
        if wishes:
            write_whole(path, "".join(f"{name} = {value}\n" for name, value in wishes.items()).encode())
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise SettingsError(f"cannot keep the camera's controls in {path}: {error.strerror or error}") from error


def restore_controls(camera: str, device_path: str, ioctl: Ioctl | None = None) -> None:
    """Set again what is kept for a camera; what the camera refuses is logged. Called when it is opened; never raises LivebgError."""
    try:
        wishes = read_controls(controls_file(camera))
        if not wishes:
            return
        with Device(device_path, ioctl) as device:
            for name, value in wishes.items():
                _restore(device, name, value)
    except LivebgError as error:
        log.warning("the controls of %s were not set: %s", camera, error)


def _restore(device: Device, name: str, value: int) -> None:
    """Set one, unless another control has it now: then it waits until that one lets go of it."""
    control = read_control(device, name)
    if control is not None and control.inactive:
        return
    try:
        set_control(device, name, value)
    except LivebgError as error:
        log.warning("%s", error)
