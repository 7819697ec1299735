"""Feed a virtual camera through pyvirtualcam, in I420."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path
from typing import Any

from livebg.clients import Clients
from livebg.compose import as_i420, has_alpha
from livebg.errors import SinkError
from livebg.loopbacks import (
    APT,
    LABEL,
    SYSTEM,
    TELLS_AND_REOPENS,
    ability,
    driver_version,
    holders,
    list_loopbacks,
    load_command,
    module_installed,
    module_loaded,
    reload_command,
    serves_once,
)
from livebg.types import Composite, Size


def camera_size(size: Size) -> Size:
    """Give the nearest size a virtual camera shows without shear: width a multiple of 16, height even."""
    width, height = size
    return max(16, (width + 8) // 16 * 16), max(2, (height + 1) // 2 * 2)


def remedy(system: str, *, loaded: bool, apt: bool = False) -> str:
    """Say what brings a virtual camera to `system` (a name of `platform.system()`). loaded: its driver is there already; apt: it is not
    even installed, and apt can do that.
    """
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
    if apt:
        return f"install the driver and load it: {APT} && {load_command()}"
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

    def __init__(self, asked: Size, fps: float, device: str | None, system: Path = SYSTEM) -> None:
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
        self._system, self._clients = system, _listened(self._device, system)

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
        """Name the programs that watch; None where the system does not tell. May be called by any thread.

        The driver knows best who streams, where it tells; else who has the camera open counts. It is /proc that has the names.
        """
        if platform.system() != "Linux":
            return None
        streaming = self._clients.count() if self._clients is not None else None
        if streaming == 0:
            return []
        names = [str(holder) for holder in holders(self._device)]
        return names or (["a program of another user"] if streaming else [])

    def check_reopening(self) -> None:
        """Raise SinkError with the reason where the camera, once closed, could not be opened again."""
        if serves_once(self._device, self._system):
            raise SinkError(
                "another size or rate needs a restart, as the driver lets the camera be fed only once: end livebg, "
                f"{remedy('Linux', loaded=True)}; then start livebg again"
            )

    def close(self) -> None:
        """Give the camera back."""
        camera, self._camera = self._camera, None
        if self._clients is not None:
            self._clients.close()
        if camera is not None:
            camera.close()

    def discard(self) -> None:
        """Give the camera back: it keeps nothing."""
        self.close()


def _listened(device: str, system: Path) -> Clients | None:
    """Listen to who streams from a device; None where its driver does not tell. An old one is not even asked."""
    if driver_version(system) < TELLS_AND_REOPENS:
        return None
    try:
        return Clients(device)
    except OSError:
        return None


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
        apt = shutil.which("apt") is not None and not module_installed()
        reasons = "; ".join(str(error).rstrip(".").splitlines())
        raise SinkError(
            f"no virtual camera: {reasons}. To get one, {remedy(system, loaded=module_loaded(), apt=apt)}"
        ) from error
