"""Write rendered layers: straight alpha, lossless where it counts, beside their final place and then renamed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import DataError
from train.synth.avatar import Floats
from train.synth.raster import Layer

BLUR_STEPS = 9


def blurred(layer: Layer, exposure_share: float) -> Floats:
    """Blur a layer along its motion while the shutter is open; colour and alpha stay in step. Gives (H, W, 4) premultiplied.

    exposure_share: of the time between now and the moment that `moved` speaks of.
    """
    speed = layer.moved.astype(np.float32) * exposure_share
    speed[:, :, 1] *= -1  # OpenGL's y goes up
    if np.abs(speed).max() < 0.7:
        return layer.colour
    wide = _spread(speed)
    height, width = speed.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    total = np.zeros_like(layer.colour)
    for share in np.linspace(-0.5, 0.5, BLUR_STEPS, dtype=np.float32):
        total += cv2.remap(
            layer.colour,
            x + wide[:, :, 0] * share,
            y + wide[:, :, 1] * share,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
    return total / BLUR_STEPS


def _spread(speed: Floats) -> Floats:
    """Give the pixels beside a moving edge its motion, too: the fastest within reach, smoothed."""
    amount = np.linalg.norm(speed, axis=2)
    reach = int(min(24, np.ceil(amount.max() / 2))) | 1
    best, spread = amount, speed
    for step_y, step_x in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        for k in range(1, reach + 1):
            shift = np.array([[1, 0, step_x * k], [0, 1, step_y * k]], np.float32)
            moved = cv2.warpAffine(spread, shift, speed.shape[1::-1])
            faster = np.linalg.norm(moved, axis=2)
            take = (faster > best) & (faster / 2 >= k)
            spread = np.where(take[:, :, None], moved, spread)
            best = np.where(take, faster, best)
    return np.asarray(cv2.GaussianBlur(spread, (0, 0), 1.2), np.float32)


def straight(colour: Floats) -> NDArray[np.uint8]:
    """Turn premultiplied linear RGBA (H, W, 4) into straight-alpha sRGB, uint8 BGRA as OpenCV has it.

    Where alpha is 0 the colour is that of the nearest part of the person, so that resizing makes no dark rim.
    """
    alpha = np.clip(colour[:, :, 3:], 0, 1)
    own = colour[:, :, :3] / np.maximum(alpha, 1e-4)
    thick, weight = colour[:, :, :3] * (alpha > 0.02), alpha * (alpha > 0.02)
    around = cv2.GaussianBlur(np.ascontiguousarray(thick), (0, 0), 3) / np.maximum(
        cv2.GaussianBlur(weight, (0, 0), 3)[:, :, None], 1e-5
    )
    rgb = np.where(alpha > 0.02, own, around)
    srgb = np.clip(rgb, 0, 1) ** np.float32(1 / 2.2)
    picture = np.concatenate([srgb[:, :, ::-1], alpha], 2)
    return np.asarray(np.round(picture * 255), np.uint8)


def write_picture(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write BGRA as lossless WebP, under another name until it is whole."""
    clean = picture.copy()
    clean[cv2.dilate(picture[:, :, 3], np.ones((9, 9), np.uint8)) == 0] = 0  # nothing to compress where nobody is
    done, encoded = cv2.imencode(".webp", clean, [cv2.IMWRITE_WEBP_QUALITY, 101])
    if not done:
        raise DataError(f"cannot encode {path.name} as WebP; is OpenCV built with WebP?")
    write_whole(path, encoded.tobytes())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise DataError(f"cannot write {path}: {error.strerror}; is the disk full?") from error


def write_still(
    folder: Path, name: str, person: NDArray[np.uint8], behind: NDArray[np.uint8] | None, about: Mapping[str, Any]
) -> None:
    """Write a still; its .json comes last and says that all of it is there."""
    write_picture(folder / f"{name}.webp", person)
    if behind is not None:
        write_picture(folder / f"{name}-behind.webp", behind)
    write_whole(folder / f"{name}.json", json.dumps(about, indent=1).encode())


def write_clip(
    folder: Path, frames: Sequence[NDArray[np.uint8]], behind: NDArray[np.uint8] | None, about: Mapping[str, Any]
) -> None:
    """Write a sequence's frames into a folder that gets its name when it is whole."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    beside.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(frames):
        write_picture(beside / f"{number:03d}.webp", picture)
    if behind is not None:
        write_picture(beside / "behind.webp", behind)
    write_whole(beside / "clip.json", json.dumps(about, indent=1).encode())
    if folder.exists():  # a rest without clip.json
        shutil.rmtree(folder)
    beside.rename(folder)
