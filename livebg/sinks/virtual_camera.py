"""Feed a virtual camera through pyvirtualcam, in I420."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

from livebg.compose import as_i420, has_alpha
from livebg.errors import SinkError
from livebg.loopbacks import (
    LABEL,
    SYSTEM,
    ability,
    holders,
    list_loopbacks,
    load_command,
    module_loaded,
    reload_command,
)
from livebg.types import Composite, Size


def camera_size(size: Size) -> Size:
    """Give the nearest size a virtual camera shows without shear: width a multiple of 16, height even."""
    width, height = size
    return max(16, (width + 8) // 16 * 16), max(2, (height + 1) // 2 * 2)


def remedy(system: str, *, loaded: bool) -> str:
    """Say what brings a virtual camera to `system` (a name of `platform.system()`). loaded: its driver is there already."""
    if system == "Windows":
        return (
            "install OBS Studio, start its virtual camera once, and close OBS: its camera takes one program at a time. "
            "Or install Unity Capture"
        )
    if system != "Linux":
        return (
            "install OBS Studio 30 or newer, start its virtual camera once, allow its extension in System Settings, "
            "stop it and close OBS"
        )
    if loaded:
        return f"reload the driver: {reload_command()}"
    return f"load the driver (Debian package v4l2loopback-dkms): {load_command()}"


def own_device(system: Path = SYSTEM) -> str | None:
    """Give the loopback device that was loaded for livebg, None where there is no loopback at all.

    Raises SinkError where there are only other programs' devices: they are not taken unless they are named.
    """
    found = list_loopbacks(system)
    ours = [loopback.path for loopback in found if loopback.ours]
    if ours or not found:
        return ours[0] if ours else None
    others = ", ".join(f"{loopback.label} ({loopback.path})" for loopback in found)
    command = reload_command((*(loopback.label for loopback in found), LABEL))
    raise SinkError(
        f"no virtual camera is named {LABEL}; there is only another program's: {others}. Add one: {command}. "
        f"Or use that one: --device {found[0].path}"
    )


def check_writable(path: str) -> None:
    """Raise SinkError when a device takes no pictures now, with the reason and what mends it.

    Version 0.12.7 of v4l2loopback with exclusive_caps=1 takes no second writer, not even after the first one has closed it.
    """
    try:
        can = ability(path)
    except PermissionError as error:
        raise SinkError(
            f"you may not write to {path}. Join its group: sudo usermod -aG video $USER, then log in again"
        ) from error
    except OSError as error:
        raise SinkError(f"{path} cannot be opened: {error.strerror}. See what there is: livebg doctor") from error
    if can is None or can.writable:
        return
    if not can.driver.startswith("v4l2 loopback"):
        raise SinkError(
            f"{path} is a {can.driver or 'device'} and not a virtual camera. See what there is: livebg doctor"
        )
    users = holders(path)
    if users:
        raise SinkError(
            f"{path} takes no pictures: it is open in {', '.join(map(str, users))}. "
            f"Close that program; if it still takes none, {remedy('Linux', loaded=True)}"
        )
    raise SinkError(
        f"{path} takes no pictures: it has served one program and cannot be fed again (exclusive_caps=1). "
        f"To mend it, {remedy('Linux', loaded=True)}"
    )


class VirtualCamera:
    """Be a camera for other programs. Opened once for the life of the app, paced by its feeder; `send` does not wait.

    size: what it shows, `asked` rounded by `camera_size`; other pictures are letterboxed. The colours are BT.601, limited range,
    which is what programs expect of a camera. The constructor raises SinkError with every backend's reason.
    """

    alpha = False
    i420: bool | None = True

    def __init__(self, asked: Size, fps: float, device: str | None) -> None:
        """device: such as /dev/video10; None = the one that is named livebg, on other systems the first free one."""
        self.size: Size | None = camera_size(asked)
        self.fps: float | None = fps
        self._size = camera_size(asked)
        width, height = self._size
        rounded = f"the virtual camera is {width}x{height}: widths are multiples of 16, heights even"
        self.note = rounded if self._size != asked else ""
        self._camera = _opened(self._size, fps, device)
        self._device: str = self._camera.device
        self.name = f"virtual camera {self._device}"

    def send(self, composite: Composite) -> None:
        """Show one picture. Raises SinkError when the driver refuses it."""
        if self._camera is None:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        if has_alpha(composite):
            raise SinkError(f"{self.name} cannot show transparency; choose another background")
        yuv = as_i420(composite, self._size)
        try:
            self._camera.send(yuv)
        except Exception as error:  # whatever a driver's backend raises
            raise SinkError(f"{self.name} took no picture: {error}; restart livebg") from error

    def watchers(self) -> list[str] | None:
        """Name the programs that have the camera open; None where the system does not tell. May be called by any thread."""
        return [str(holder) for holder in holders(self._device)] if platform.system() == "Linux" else None

    def close(self) -> None:
        """Give the camera back."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.close()

    def discard(self) -> None:
        """Give the camera back: it keeps nothing."""
        self.close()


def _opened(size: Size, fps: float, device: str | None) -> Any:
    """Open pyvirtualcam's camera. Imported here, so that everything else works where it cannot be installed."""
    system = platform.system()
    if system == "Linux":
        device = device or own_device()
        if device is not None and Path(device).exists():
            check_writable(device)
    try:
        import pyvirtualcam

        return pyvirtualcam.Camera(size[0], size[1], fps, fmt=pyvirtualcam.PixelFormat.I420, device=device)
    except (ImportError, RuntimeError) as error:
        reasons = "; ".join(str(error).rstrip(".").splitlines())
        raise SinkError(
            f"no virtual camera: {reasons}. To get one, {remedy(system, loaded=module_loaded())}"
        ) from error
