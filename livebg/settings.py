"""Hold all settings: one frozen field is a command line flag, a key of the settings file and its help text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from livebg.errors import SettingsError

SizeText = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,4}x[1-9]\d{0,4}$")]
Fit = Literal["cover", "contain", "stretch", "tile"]
Pacing = Literal["steady", "lowest-latency"]
Accelerator = Literal["cpu", "auto", "tensorrt", "cuda", "directml", "coreml", "openvino"]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CameraSettings(_Group):
    """Choose where pictures come from."""

    source: str = Field(
        "auto",
        description="where pictures come from: auto (the first camera), a camera's name or number, a file, "
        "a folder of pictures, a stream's URL, screen, demo or pattern",
    )
    camera_size: SizeText = Field("1280x720", description="size asked of a camera, WIDTHxHEIGHT")
    camera_fps: int = Field(30, ge=1, le=240, description="frames per second asked of a camera")
    camera_format: Literal["auto", "MJPG", "YUYV"] = Field(
        "auto",
        description="pixel format asked of a camera; auto asks for MJPG, which USB cameras need for 720p at 30 fps",
    )
    loop: bool = Field(False, description="play a file or folder over and over")


class ModelSettings(_Group):
    """Choose the matting network and what it may cost."""

    model: str = Field("balanced", description="matting network: a name that `livebg models` lists, or an .onnx file")
    precision: Literal["auto", "fp32", "int8"] = Field(
        "auto",
        description="numbers that the network calculates with on the CPU: int8, which then looks at more pixels for the same cost, "
        "where it has an int8 file and the CPU has instructions for it (auto), or one of the two always",
    )
    threads: int = Field(
        1,
        ge=1,
        le=64,
        description="CPU threads that the network and OpenCV may use; more cost more CPU and lower latency",
    )
    hold_rate: bool = Field(
        True,
        description="while this computer is too slow for the camera, use a cheaper network, then plain edges, then every second frame",
    )
    processor_budget: int = Field(
        0,
        ge=0,
        le=6400,
        description="percent of one processor that livebg may take; above it the picture gets cheaper in the same steps; 0 = no limit",
    )
    accelerator: Accelerator = Field(
        "cpu",
        description="what runs the network live: cpu, the fastest of what `livebg devices` lists (auto), or one of it; "
        "the CPU serves until it is ready and when it fails",
    )


class LookSettings(_Group):
    """Choose how the picture looks."""

    background: str = Field(
        "blur",
        description="what goes behind the person: a picture, a video, a folder of pictures, a bundled name, "
        "#rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent",
    )
    fit: Fit = Field("cover", description="how a background of another shape fills the frame")
    smoothing: float = Field(
        0.6,
        ge=0.0,
        le=1.0,
        description="how strongly the matte is steadied over time where nothing moves; 0 = not at all",
    )
    motion_gate: bool = Field(True, description="let the network rest while nothing moves; the first motion wakes it")
    people: Literal["all", "largest", "left", "middle", "right"] = Field(
        "all",
        description="who is shown: all, or one person, chosen by size or place and followed from then on; people who touch count as one",
    )
    regions: str = Field(
        "auto",
        description="parts of the camera's view that are always kept or hidden: auto (those painted in the window for this camera), "
        "none, or a picture in which white keeps, black hides and middle grey leaves it to the network",
    )
    plate: str = Field(
        "auto",
        description="a picture of the empty room, which helps to tell things from the room: auto (the one kept for this camera), none, or "
        "a file",
    )
    edges: float = Field(
        1.0,
        ge=0.0,
        le=1.0,
        description="how closely the matte follows edges of the picture, such as hair; 0 = plain enlargement",
    )
    zoom: float = Field(1.0, ge=1.0, le=4.0, description="how much the picture is enlarged; 1 = not at all")
    pan_x: float = Field(
        0.0,
        ge=-1.0,
        le=1.0,
        description="where an enlarged picture looks: -1 = the left side of the camera's picture, 1 = the right",
    )
    pan_y: float = Field(
        0.0, ge=-1.0, le=1.0, description="where an enlarged picture looks: -1 = its upper side, 1 = its lower"
    )
    rotate_deg: float = Field(
        0.0,
        ge=-45.0,
        le=45.0,
        description="turns a camera that is not level, in degrees, counter-clockwise; enlarged so that no corner is empty",
    )
    mirror: bool = Field(False, description="swap left and right for everybody, not only in the preview")
    auto_frame: bool = Field(
        False, description="follow head and shoulders, enlarged up to 2.5 times; zoom and pan are then not used"
    )
    level_low: float = Field(
        0.15,
        ge=0.0,
        le=0.45,
        description="alpha of the network that counts as background; higher removes faint remains",
    )
    level_high: float = Field(
        0.8, ge=0.55, le=1.0, description="alpha of the network that counts as person; lower fills holes"
    )
    grow_px: float = Field(
        0.0,
        ge=-20.0,
        le=20.0,
        description="move the person's outline outwards, or inwards if negative; pixels of a 720p frame",
    )
    feather_px: float = Field(
        0.0, ge=0.0, le=20.0, description="soften the person's outline over this width; pixels of a 720p frame"
    )
    edge_cleanup: float = Field(
        1.0,
        ge=0.0,
        le=1.0,
        description="how far the old room's colour is taken out of the person's edge; 0 = not at all",
    )
    despill: float = Field(
        0.0,
        ge=0.0,
        le=1.0,
        description="how far light of the old room's colour, such as a green screen's, is taken off the person's edge; 0 = leave it",
    )
    light_wrap: float = Field(
        0.15, ge=0.0, le=1.0, description="how much of the new background's light falls on the person's edge; 0 = none"
    )
    light_match: float = Field(
        0.0,
        ge=0.0,
        le=1.0,
        description="move the person's exposure and white balance towards those of the background; 0 = leave them",
    )


class OutputSettings(_Group):
    """Choose what receives the composite."""

    output_size: SizeText | Literal["auto"] = Field(
        "auto",
        description="size of the virtual camera, WIDTHxHEIGHT; auto is the camera's size; other pictures are letterboxed",
    )
    output_fps: int = Field(30, ge=1, le=120, description="frames per second of the virtual camera")
    pacing: Pacing = Field(
        "steady",
        description="when pictures are sent on: at the even steps of the output's own rate (steady), or each as soon as it is ready "
        "(lowest-latency), half a frame sooner on average",
    )
    device: str = Field(
        "auto",
        description="virtual camera device, such as /dev/video10; auto is the one named livebg, on Windows and macOS the first; pipewire "
        "is a camera without a driver",
    )
    only_when_watched: bool = Field(
        True,
        description="close the webcam, so that its light goes off, while no program watches the virtual camera; where the "
        "system tells who does",
    )
    mjpeg_port: int = Field(
        8090, ge=0, le=65_535, description="port of the HTTP stream, on this computer only; 0 is any free one"
    )
    max_age_ms: int = Field(
        1000,
        ge=100,
        le=10_000,
        description="a composite older than this many milliseconds is replaced by the placeholder card",
    )


class Settings(_Group):
    """Hold all settings of a session; replaced whole, never changed."""

    camera: CameraSettings = CameraSettings()
    model: ModelSettings = ModelSettings()
    look: LookSettings = LookSettings()
    output: OutputSettings = OutputSettings()


def settings_path() -> Path:
    """Give the place of the user's settings file."""
    return Path(platformdirs.user_config_dir("livebg", appauthor=False)) / "settings.toml"


def parse_size(text: str) -> tuple[int, int]:
    """Turn "1280x720" into (1280, 720)."""
    width, height = text.split("x")
    return int(width), int(height)


def checked(values: Mapping[str, Any], where: str) -> Settings:
    """Build Settings from nested values; `where` names their origin in the error. Raises SettingsError."""
    try:
        return Settings.model_validate(dict(values))
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: got {e['input']!r}, {e['msg'][0].lower()}{e['msg'][1:]}"
            for e in error.errors()
        )
        raise SettingsError(f"{where} cannot be used: {problems}") from error


def load_settings(path: Path | None, overrides: Mapping[str, Any]) -> Settings:
    """Give the settings of a file with flat `overrides` (field name -> value, None = not given) laid over them.

    path: None reads the user's own file if there is one. Raises SettingsError naming file, key, value and what was expected.
    """
    chosen = path or settings_path()
    values: dict[str, Any] = {}
    if path is not None or chosen.exists():
        try:
            values = tomllib.loads(chosen.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"cannot read the settings file {chosen}: {error}") from error
    base = checked(values, f"the settings file {chosen}")
    merged = base.model_dump()
    for group, group_info in Settings.model_fields.items():
        assert isinstance(group_info.annotation, type) and issubclass(group_info.annotation, BaseModel)
        for name in group_info.annotation.model_fields:
            if overrides.get(name) is not None:
                merged[group][name] = overrides[name]
    return checked(merged, "the command line")
