"""Carry out the commands of the command line."""

from __future__ import annotations

from livebg.commands.bench import bench
from livebg.commands.devices import print_devices
from livebg.commands.lists import print_cameras, print_models
from livebg.commands.live import run_live
from livebg.commands.matte import matte
from livebg.commands.render import render

__all__ = ["bench", "matte", "print_cameras", "print_devices", "print_models", "render", "run_live"]
