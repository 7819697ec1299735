"""Place a webcam: distance, height, lens, roll, and people out of the middle or cut by the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from train.synth.avatar import Floats
from train.synth.skeleton import about, unit

HEAD_M = 0.24  # chin to crown
# share of stills, least and most of the frame's height that a head takes
FRAMINGS = {
    "close": (0.18, 0.45, 0.75),
    "shoulders": (0.40, 0.29, 0.45),
    "waist": (0.30, 0.19, 0.29),
    "upper": (0.12, 0.14, 0.19),
    "whole": (0.0, 0.07, 0.13),  # from head to foot, or nearly so: asked for, never drawn
}


@dataclass(frozen=True)
class View:
    """Hold a camera. eye: (3,) metres. matrix: (4, 4) float32, world to clip space."""

    eye: Floats
    matrix: Floats
    framing: str


def draw_view(rng: np.random.Generator, framing: str, head: Floats, aspect: float) -> View:
    """Draw a camera that sees a head (3,) at a likely place of the frame. aspect: width / height."""
    _, least, most = FRAMINGS[framing]
    share = rng.uniform(least, most)
    tall_rad = np.deg2rad(rng.uniform(32, 54))
    distance = HEAD_M / share / (2 * np.tan(tall_rad / 2))
    around, above = np.deg2rad(rng.normal(0, 11)), np.deg2rad(rng.normal(-2, 8))
    way = np.array([np.sin(around) * np.cos(above), np.sin(above), np.cos(around) * np.cos(above)])
    eye = head + distance * way
    spread = 0.07 if share > 0.45 else 0.13
    across = np.clip(rng.normal(0, spread), -0.3, 0.3) if rng.random() < 0.85 else rng.uniform(-0.5, 0.5)
    highest = 0.5 - share * 0.62  # the crown at the frame's edge
    up = (
        highest - max(0.0, abs(rng.normal(0, 0.09)) - 0.02)
        if rng.random() < 0.85
        else highest + rng.uniform(0, 0.35) * share
    )
    seen = matrix(eye, head, float(rng.normal(0, 2.5)), tall_rad, aspect, (2 * across, 2 * up))
    return View(eye.astype(np.float32), seen, framing)


def matrix(
    eye: Floats, target: Floats, roll_deg: float, tall_rad: float, aspect: float, at: tuple[float, float]
) -> Floats:
    """Give world to clip space (4, 4): the target is seen at `at`, in halves of the frame from its middle, x right and y up."""
    back = unit(eye - target)
    right = unit(np.cross([0.0, 1.0, 0.0], back))
    turned = np.stack([right, np.cross(back, right), back])
    half = np.tan(tall_rad / 2)
    # the camera turns away from the target, as a real one does, rather than shifting its lens
    swing = about(np.array([0.0, -1.0, 0.0]), np.arctan(at[0] * half * aspect)) @ about(
        np.array([1.0, 0, 0]), np.arctan(at[1] * half)
    )
    rows = about(np.array([0, 0, 1.0]), np.deg2rad(roll_deg)) @ swing @ turned
    view = np.eye(4)
    view[:3, :3], view[:3, 3] = rows, -rows @ eye
    near, far = 0.08, 8.0
    lens = np.zeros((4, 4))
    lens[0, 0], lens[1, 1] = 1 / (half * aspect), 1 / half
    lens[2, 2], lens[2, 3], lens[3, 2] = (far + near) / (near - far), 2 * far * near / (near - far), -1
    return (lens @ view).astype(np.float32)


def draw_framing(rng: np.random.Generator) -> str:
    """Draw how much of a person is seen."""
    shares = np.array([share for share, _, _ in FRAMINGS.values()])
    return str(rng.choice(list(FRAMINGS), p=shares / shares.sum()))
