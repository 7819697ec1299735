"""Light a person from a small random room: soft shadows from many directions, worked out per vertex."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.synth.avatar import Floats
from train.synth.skeleton import frame, unit

AROUND = 18  # directions of the room's own light
KEY = 5  # directions of the key light: a lamp or a window with some extent
MAP_PX = 256
REACH_M = 0.85  # what is further from the chest neither casts nor takes shadows
BIAS_M = 0.012
WRAP = np.array([0.22, 0.10, 0.05], np.float32)  # light goes some way round a curve under the skin, red furthest


@dataclass(frozen=True)
class Light:
    """Hold a room's light. towards: (K, 3) unit directions to the light. radiance: (K, 3) RGB, linear, sums to about 1.

    key: (3,) direction of the main light. key_colour: (3,) what it adds to a surface that faces it.
    """

    towards: Floats
    radiance: Floats
    key: Floats
    key_colour: Floats


def _tint(rng: np.random.Generator, strength: float) -> Floats:
    """Draw a colour between lamp yellow and sky blue, of mean 1."""
    warm = rng.normal(0, strength)
    colour = np.array([1 + warm, 1 + rng.normal(0, strength * 0.15), 1 - warm])
    return np.asarray(np.clip(colour / colour.mean(), 0.3, 2.0), np.float32)


def draw_light(rng: np.random.Generator) -> Light:
    """Draw a room: walls, ceiling and floor of their own brightness, a screen in front, and a key light from any side."""
    i = np.arange(AROUND) + 0.5
    high, turn = 1 - 2 * i / AROUND, np.pi * (1 + 5**0.5) * i
    flat = np.sqrt(1 - high**2)
    towards = np.stack([flat * np.cos(turn), high, flat * np.sin(turn)], 1)
    wall = rng.uniform(0.5, 1.5, 4)  # front, back, left, right
    amount = np.where(high > 0.5, rng.uniform(0.7, 2.0), np.where(high < -0.5, rng.uniform(0.1, 0.6), 1.0))
    for axis, sign, wall_amount in ((2, 1, wall[0]), (2, -1, wall[1]), (0, 1, wall[2]), (0, -1, wall[3])):
        amount = amount * np.where(towards[:, axis] * sign > 0.5, wall_amount, 1.0)
    room = amount[:, None] * _tint(rng, 0.12) * rng.normal(1, 0.06, (AROUND, 3))
    side = rng.choice([1.0, -1.0]) * (rng.uniform(15, 75) if rng.random() < 0.8 else rng.uniform(100, 165))
    up = np.deg2rad(rng.uniform(-5, 60))
    azimuth = np.deg2rad(side)
    key = np.array([np.sin(azimuth) * np.cos(up), np.sin(up), np.cos(azimuth) * np.cos(up)])
    spread = rng.uniform(0.08, 0.3)
    around = frame(key, np.array([0.0, 1.0, 0.0]))
    angles = np.arange(KEY) * 2 * np.pi / KEY
    keys = unit(key + spread * (np.cos(angles)[:, None] * around[:, 1] + np.sin(angles)[:, None] * around[:, 2]))
    share = rng.uniform(0.15, 0.75)  # of all light
    key_colour = _tint(rng, 0.15) * 1.6 * share
    room = np.clip(room, 0.02, None) / room.mean() * (4 / AROUND) * 0.5 * (1 - share)
    if rng.random() < 0.4:  # the screen
        front = np.clip(towards[:, 2], 0, 1)[:, None] ** 3
        room = room + front * np.array([0.8, 0.95, 1.25]) * rng.uniform(0.02, 0.10)
    return Light(
        np.concatenate([towards, keys]).astype(np.float32),
        np.concatenate([room, np.tile(key_colour / KEY, (KEY, 1))]).astype(np.float32),
        key.astype(np.float32), key_colour.astype(np.float32),
    )  # fmt: skip


def map_matrices(light: Light, centre: Floats) -> Floats:
    """Give for each direction the (4, 4) matrix of its shadow map: parallel rays, `REACH_M` about the centre."""
    matrices = np.zeros((len(light.towards), 4, 4), np.float32)
    for matrix, towards in zip(matrices, light.towards, strict=True):
        axes = frame(towards, np.array([0.3, 1.0, 0.2])).T
        matrix[:3, :3] = np.stack([axes[1], axes[2], -axes[0]]) / REACH_M
        matrix[:3, 3] = -matrix[:3, :3] @ centre
        matrix[3, 3] = 1
    return matrices


def irradiance(light: Light, matrices: Floats, maps: NDArray[np.float32], place: Floats, normal: Floats) -> Floats:
    """Give the light (V, 3) that reaches each vertex, from shadow maps (K, N, N) of depths 0 to 1."""
    total = np.zeros((len(place), 3), np.float32)
    for towards, radiance, matrix, depth in zip(light.towards, light.radiance, matrices, maps, strict=True):
        facing = (normal @ towards)[:, None]
        at = (place + normal * BIAS_M) @ matrix[:3, :3].T + matrix[:3, 3]
        shade = _lit(depth, at)
        total += np.clip((facing + WRAP) / (1 + WRAP), 0, None) * shade[:, None] * radiance
    return total


def _lit(depth: NDArray[np.float32], at: Floats) -> Floats:
    """Give how much of each vertex sees the light, 0 to 1, from four texels of the map around it."""
    size = depth.shape[0]
    x, y = ((at[:, axis] * 0.5 + 0.5) * size - 0.5 for axis in (0, 1))
    limit = at[:, 2] * 0.5 + 0.5 - BIAS_M / (2 * REACH_M)
    left, low = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    part_x, part_y = x - left, y - low
    lit = np.zeros(len(at), np.float32)
    for step_x, step_y, share in (
        (0, 0, (1 - part_x) * (1 - part_y)), (1, 0, part_x * (1 - part_y)),
        (0, 1, (1 - part_x) * part_y), (1, 1, part_x * part_y),
    ):  # fmt: skip
        column, row = np.clip(left + step_x, 0, size - 1), np.clip(low + step_y, 0, size - 1)
        lit += share * (depth[row, column] >= limit)
    return lit
