"""Give commands their flags: one for each setting, with its own help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from livebg.settings import Settings


def _flag_help(info: FieldInfo) -> str:
    """Give a setting's description with its range or choices and its default."""
    limits = {type(m).__name__: m for m in info.metadata}
    bounds = f"from {limits['Ge'].ge} to {limits['Le'].le}" if {"Ge", "Le"} <= limits.keys() else ""
    extra = f" ({bounds})" if bounds else ""
    return f"{info.description}{extra}; default: {info.default}".replace("%", "%%")


def add_settings(parser: argparse.ArgumentParser, *groups: str, leave_out: Sequence[str] = ()) -> None:
    """Give a parser one flag per field of these groups of Settings; pydantic checks the values later."""
    for group in groups:
        model = Settings.model_fields[group].annotation
        assert isinstance(model, type) and issubclass(model, BaseModel)
        for name, info in model.model_fields.items():
            if name in leave_out:
                continue
            flag, kind = f"--{name.replace('_', '-')}", info.annotation
            if kind is bool:
                parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=_flag_help(info))
            elif get_origin(kind) is Literal:
                parser.add_argument(flag, choices=get_args(kind), help=_flag_help(info))
            else:
                parser.add_argument(flag, metavar=name.split("_")[-1].upper(), help=_flag_help(info))
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,  # else it would hide one that stands before the command
        help="settings file (TOML) in place of your own one",
    )


def add_controls(parser: argparse.ArgumentParser) -> None:
    """Give a parser the flags of `livebg controls`."""
    parser.add_argument(
        "--source", default="auto", metavar="CAMERA", help="camera by number, name or device; default: the first"
    )
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a control, and whenever the camera is opened again; may be given several times",
    )
    doing.add_argument("--reset", action="store_true", help="set all to the camera's defaults, and keep nothing")
    parser.add_argument("--json", action="store_true", help="print JSON")
