"""Feed a virtual camera through pyvirtualcam, in I420."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

from livebg.compose import letterbox, to_i420
from livebg.errors import SinkError
from livebg.types import Composite, Size

_LOADED = Path("/sys/module/v4l2loopback")
_LOAD = "sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"


def camera_size(size: Size) -> Size:
    """Give the nearest size a virtual camera shows without shear: width a multiple of 16, height even."""
    width, height = size
    return max(16, (width + 8) // 16 * 16), max(2, (height + 1) // 2 * 2)


def remedy(system: str, *, loaded: bool) -> str:
    """Say what brings a virtual camera to `system` (a name of `platform.system()`). loaded: its driver is there already."""
    if system != "Linux":
        return "install OBS Studio, start its virtual camera once and close it again"
    if loaded:  # with exclusive_caps=1 a device cannot be opened again once its first writer has closed it
        return f"reload the driver, as a device serves one program once: sudo modprobe -r v4l2loopback && {_LOAD}"
    return f"load the driver (Debian package v4l2loopback-dkms): {_LOAD}"


class VirtualCamera:
    """Be a camera for other programs. Opened once for the life of the app, paced by its feeder; `send` does not wait.

    size: what it shows, `asked` rounded by `camera_size`; other pictures are letterboxed. The colours are BT.601, limited range,
    which is what programs expect of a camera. The constructor raises SinkError with every backend's reason.
    """

    alpha = False

    def __init__(self, asked: Size, fps: float, device: str | None) -> None:
        """device: such as /dev/video10; None = the first free one."""
        self.size: Size | None = camera_size(asked)
        self.fps: float | None = fps
        self._size = camera_size(asked)
        width, height = self._size
        rounded = f"the virtual camera is {width}x{height}: widths are multiples of 16, heights even"
        self.note = rounded if self._size != asked else ""
        self._camera = _opened(self._size, fps, device)
        self.name = f"virtual camera {self._camera.device}"

    def send(self, composite: Composite) -> None:
        """Show one picture. Raises SinkError when the driver refuses it."""
        if self._camera is None:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        image = composite.image
        if image.shape[2] != 3:
            raise SinkError(f"{self.name} cannot show transparency; choose another background")
        yuv = to_i420(letterbox(image, self._size))
        try:
            self._camera.send(yuv)
        except Exception as error:  # whatever a driver's backend raises
            raise SinkError(f"{self.name} took no picture: {error}; restart livebg") from error

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
    try:
        import pyvirtualcam

        return pyvirtualcam.Camera(size[0], size[1], fps, fmt=pyvirtualcam.PixelFormat.I420, device=device)
    except (ImportError, RuntimeError) as error:
        reasons = "; ".join(str(error).rstrip(".").splitlines())
        raise SinkError(
            f"no virtual camera: {reasons}. To get one, {remedy(platform.system(), loaded=_LOADED.exists())}"
        ) from error
