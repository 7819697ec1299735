"""Carry out the commands of the command line."""

from __future__ import annotations

from livebg.commands.bench import bench
from livebg.commands.ctl import ctl
from livebg.commands.desktop import desktop
from livebg.commands.lists import print_cameras, print_models
from livebg.commands.live import run_live
from livebg.commands.matte import matte
from livebg.commands.render import render

__all__ = ["bench", "ctl", "desktop", "matte", "print_cameras", "print_models", "render", "run_live"]
