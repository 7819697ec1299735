"""Check the loopback driver of Linux: there, loaded, allowed, named, free, and seen by browsers."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator

from livebg.doctor.finding import Finding, Machine
from livebg.loopbacks import (
    APT,
    LABEL,
    MODULE,
    Loopback,
    ability,
    exclusive,
    holders,
    list_loopbacks,
    load_command,
    module_installed,
    module_loaded,
    reload_command,
)

# Where the driver comes from, by ID or ID_LIKE of /etc/os-release.
INSTALL = {
    "debian": APT,
    "ubuntu": APT,
    "fedora": "sudo dnf install akmod-v4l2loopback (of RPM Fusion)",
    "arch": "sudo pacman -S v4l2loopback-dkms linux-headers",
    "suse": "sudo zypper install v4l2loopback-kmp-default",
}
SECURE_BOOT = "firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
ENROLL = "sudo mokutil --import /var/lib/dkms/mok.pub, then restart and choose Enroll MOK"


def examine_loopback(machine: Machine) -> Iterator[Finding]:
    """Check everything from the driver to the device that callers see."""
    if not module_loaded(machine.system):
        yield from _absent(machine)
        return
    version = machine.read(machine.system / "module" / MODULE / "version")
    yield Finding("driver", "ok", f"{MODULE} {version} is loaded".replace("  ", " "))
    found = list_loopbacks(machine.system)
    ours = next((loopback for loopback in found if loopback.ours), None)
    if ours is None:
        names = ", ".join(f"{loopback.label} ({loopback.path})" for loopback in found) or "none"
        labels = (*(loopback.label for loopback in found), LABEL)
        yield Finding(
            "device", "problem", f"no device is named {LABEL}; there is: {names}",
            "livebg feeds its own device only", reload_command(labels),
        )  # fmt: skip
        return
    yield Finding("device", "ok", f"{ours.path} is named {ours.label}")
    yield from _exclusive(machine, found, ours)
    yield from _usable(machine, ours)


def secure_boot(machine: Machine) -> bool:
    """Tell whether the machine started with Secure Boot: only signed drivers load then."""
    try:
        return (machine.system / SECURE_BOOT).read_bytes()[-1:] == b"\1"
    except OSError:  # no UEFI, or not shown
        return False


def _absent(machine: Machine) -> Iterator[Finding]:
    """Say why the driver is not loaded."""
    why = "without it no program sees a camera of livebg"
    dkms = [line for line in machine.ask("dkms", "status").splitlines() if line.startswith(MODULE)]
    unbuilt = dkms and not any("installed" in line and platform.release() in line for line in dkms)
    if not module_installed(machine.root) and unbuilt:
        yield Finding(
            "driver", "problem", f"{MODULE} is not built for this kernel ({platform.release()})", why,
            "sudo apt install linux-headers-$(uname -r) && sudo dkms autoinstall",
        )  # fmt: skip
        return
    if not module_installed(machine.root):
        release = machine.read(machine.root / "etc" / "os-release").casefold()
        command = next((command for name, command in INSTALL.items() if name in release), f"install {MODULE}")
        yield Finding("driver", "problem", f"{MODULE} is not installed", why, command)
        return
    yield Finding("driver", "problem", f"{MODULE} is installed but not loaded", why, load_command())
    if secure_boot(machine):
        yield Finding(
            "secure boot", "note", "Secure Boot is on", "the driver loads only once its key is enrolled", ENROLL
        )


def _exclusive(machine: Machine, found: list[Loopback], ours: Loopback) -> Iterator[Finding]:
    """Check exclusive_caps of our device."""
    if exclusive(ours.path, machine.system):
        yield Finding("browsers", "ok", "exclusive_caps is on, so that Chrome lists the device")
    else:
        labels = tuple(loopback.label for loopback in found)
        yield Finding(
            "browsers", "problem", "exclusive_caps is off", "Chrome, Edge and Teams do not list the device", reload_command(labels)
        )  # fmt: skip


def _usable(machine: Machine, ours: Loopback) -> Iterator[Finding]:
    """Check that this user may write to our device and that it takes pictures."""
    device = machine.root / ours.path.lstrip("/")
    if not os.access(device, os.R_OK | os.W_OK):
        yield Finding(
            "access", "problem", f"you may not write to {ours.path}", "livebg cannot feed it",
            "sudo usermod -aG video $USER, then log in again",
        )  # fmt: skip
        return
    yield Finding("access", "ok", f"you may write to {ours.path}")
    try:
        can = ability(str(device))
    except OSError as error:
        yield Finding("feeding", "problem", f"{ours.path} cannot be opened ({error.strerror})", "", reload_command())
        return
    users = ", ".join(map(str, holders(ours.path, machine.processes)))
    if can is None or can.writable:
        yield Finding("feeding", "ok", f"{ours.path} takes pictures" + (f"; open in {users}" if users else ""))
    elif users:
        yield Finding("feeding", "note", f"{ours.path} is in use: open in {users}", "one program feeds it at a time")
    else:
        yield Finding(
            "feeding", "problem", f"{ours.path} has served one program and takes no second one",
            "livebg cannot feed it again", reload_command(),
        )  # fmt: skip
