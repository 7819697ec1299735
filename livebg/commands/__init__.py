"""Carry out the commands of the command line."""

from __future__ import annotations

from livebg.commands.against import bench_against
from livebg.commands.bench import bench
from livebg.commands.ctl import ctl
from livebg.commands.desktop import desktop
from livebg.commands.devices import print_devices
from livebg.commands.doctor import print_doctor
from livebg.commands.faults import break_everything
from livebg.commands.lists import print_cameras, print_models
from livebg.commands.live import run_live
from livebg.commands.matte import matte
from livebg.commands.render import render
from livebg.commands.soak import run_soak

__all__ = [
    "bench",
    "bench_against",
    "break_everything",
    "ctl",
    "desktop",
    "matte",
    "print_cameras",
    "print_devices",
    "print_doctor",
    "print_models",
    "render",
    "run_live",
    "run_soak",
]
