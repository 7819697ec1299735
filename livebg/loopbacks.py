"""Find the loopback devices of Linux, which are its virtual cameras, and who holds them open."""

from __future__ import annotations

import os
import platform
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

LABEL = "livebg"  # the name that our device is loaded with, and that other programs list
MODULE = "v4l2loopback"
APT = f"sudo apt install {MODULE}-dkms linux-headers-$(uname -r)"  # where the driver comes from on Debian and Ubuntu
SYSTEM = Path("/sys")
PROCESSES = Path("/proc")
TELLS_AND_REOPENS = (
    0,
    13,
)  # the driver's version from which on it says who streams, and takes one writer after another

# From the kernel's videodev2.h.
_VIDIOC_QUERYCAP = 0x80685600
_QUERYCAP_BYTES, _DRIVER_BYTES, _DEVICE_CAPS_AT = 104, 16, 88
_CAN_CAPTURE, _CAN_OUTPUT = 0x1, 0x2


@dataclass(frozen=True)
class Loopback:
    """Name one loopback device. path: such as /dev/video10. label: the name that programs list."""

    path: str
    label: str

    @property
    def ours(self) -> bool:
        """Tell whether it was loaded for livebg."""
        return self.label.casefold() == LABEL


@dataclass(frozen=True)
class Holder:
    """Name a process that has a device open."""

    pid: int
    name: str

    def __str__(self) -> str:
        return f"{self.name} (pid {self.pid})"


@dataclass(frozen=True)
class Ability:
    """Say what a device can be used for now. writable: a first program may feed it. readable: others see a camera."""

    driver: str
    writable: bool
    readable: bool


def module_loaded(system: Path = SYSTEM) -> bool:
    """Tell whether the loopback's driver is loaded."""
    return (system / "module" / MODULE).exists()


def module_installed(root: Path = Path("/")) -> bool:
    """Tell whether this kernel has the loopback's driver, loaded or not."""
    folder = root / "lib" / "modules" / platform.release()
    return any(folder.rglob(f"{MODULE}.ko*")) if folder.is_dir() else False


def list_loopbacks(system: Path = SYSTEM) -> list[Loopback]:
    """List the loopback devices by their number; empty where there is none, and on other systems."""
    nodes = (system / "class" / "video4linux").glob("video*")
    found = [node for node in nodes if "/virtual/" in str(node.resolve()) and (node / "max_openers").exists()]
    return [
        Loopback(f"/dev/{node.name}", _text(node / "name"))
        for node in sorted(found, key=lambda node: int("0" + "".join(filter(str.isdigit, node.name))))
    ]


def driver_version(system: Path = SYSTEM) -> tuple[int, ...]:
    """Give the version of the loopback's driver, such as (0, 12, 7); () where it is not loaded or does not tell."""
    parts = _text(system / "module" / MODULE / "version").split(".")
    return tuple(map(int, parts)) if all(map(str.isdecimal, parts)) else ()


def exclusive(path: str, system: Path = SYSTEM) -> bool:
    """Tell whether a device has exclusive_caps on, which the driver keeps as a list in the order of its devices."""
    flags = _text(system / "module" / MODULE / "parameters" / "exclusive_caps").split(",")
    places = [place for place, loopback in enumerate(list_loopbacks(system)) if loopback.path == path]
    return bool(places) and places[0] < len(flags) and flags[places[0]] in ("Y", "1")


def serves_once(path: str, system: Path = SYSTEM) -> bool:
    """Tell whether a device that was fed and closed takes no second writer: with exclusive_caps=1, before version 0.13."""
    return exclusive(path, system) and () < driver_version(system) < TELLS_AND_REOPENS


def ability(path: str) -> Ability | None:
    """Ask a device what it can be used for now; None where it cannot be asked. Raises OSError when it cannot be opened.

    With exclusive_caps=1 a device is for writing until its first writer comes, and for reading from then on.
    """
    if sys.platform != "linux":
        return None
    import fcntl

    device, answer = os.open(path, os.O_RDWR | os.O_NONBLOCK), bytearray(_QUERYCAP_BYTES)
    try:
        fcntl.ioctl(device, _VIDIOC_QUERYCAP, answer)
    except OSError:  # not a video device
        return None
    finally:
        os.close(device)
    (can,) = struct.unpack_from("=I", answer, _DEVICE_CAPS_AT)
    driver = bytes(answer[:_DRIVER_BYTES]).split(b"\0")[0].decode("latin-1")
    return Ability(driver, bool(can & _CAN_OUTPUT), bool(can & _CAN_CAPTURE))


def holders(path: str, processes: Path = PROCESSES) -> list[Holder]:
    """List the other processes that have a device open, as far as this user may see. Takes about 0.1 ms per process."""
    found = []
    for pid in filter(str.isdigit, os.listdir(processes)):
        if int(pid) != os.getpid() and _holds(f"{processes}/{pid}/fd", path):
            found.append(Holder(int(pid), _text(processes / pid / "comm") or "?"))
    return sorted(found, key=lambda holder: holder.pid)


def _holds(descriptors: str, path: str) -> bool:
    try:
        names = os.listdir(descriptors)
    except OSError:  # it ended meanwhile, or is another user's
        return False
    return any(_leads_to(f"{descriptors}/{name}", path) for name in names)


def _leads_to(link: str, path: str) -> bool:
    try:
        return os.readlink(link) == path
    except OSError:  # closed meanwhile
        return False


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # it went away meanwhile
        return ""


def load_command(labels: tuple[str, ...] = (LABEL,)) -> str:
    """Give the command that loads the driver with these devices."""
    if labels == (LABEL,):
        return f"sudo modprobe {MODULE} exclusive_caps=1 card_label={LABEL}"
    caps, names = ",".join("1" for _ in labels), ",".join(labels)
    return f'sudo modprobe {MODULE} devices={len(labels)} exclusive_caps={caps} card_label="{names}"'


def reload_command(labels: tuple[str, ...] = (LABEL,)) -> str:
    """Give the command that unloads the driver and loads it again with these devices."""
    return f"sudo modprobe -r {MODULE} && {load_command(labels)}"
