"""Build simple solids: tubes along a path, turned bodies, boxes with round corners, and shells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from train.synth.avatar import Floats, Indices, normals
from train.synth.skeleton import unit

Tint = tuple[float, float, float, float]  # linear RGB and gloss


@dataclass(frozen=True)
class Solid:
    """Hold a solid in metres. position, normal: (V, 3) float32. triangles: (T, 3) int32. tint: its colour."""

    position: Floats
    normal: Floats
    triangles: Indices
    tint: Tint


def solid(position: Floats, triangles: Indices, tint: Tint) -> Solid:
    """Give a solid with smooth normals."""
    place = np.asarray(position, np.float32)
    return Solid(place, normals(place, triangles), triangles, tint)


def grid(rows: int, columns: int, *, closed_rows: bool = False, closed_columns: bool = False) -> Indices:
    """Give the triangles of a grid of vertices, numbered row by row."""
    row, column = np.meshgrid(
        np.arange(rows - (not closed_rows)), np.arange(columns - (not closed_columns)), indexing="ij"
    )
    a, b = row * columns + column, row * columns + (column + 1) % columns
    c, d = (row + 1) % rows * columns + column, (row + 1) % rows * columns + (column + 1) % columns
    faces = np.concatenate([np.stack([a, b, c], -1), np.stack([b, d, c], -1)]).reshape(-1, 3)
    return faces.astype(np.int32)


def tube(
    path: Floats,
    radius: Floats | float,
    tint: Tint,
    *,
    closed: bool = False,
    flat: Floats | None = None,
    sides: int = 10,
) -> Solid:
    """Sweep a circle along a path (P, 3). radius: metres, one or one per point. flat: (3,) direction squeezed to a third."""
    path = np.asarray(path, np.float64)
    ahead = np.roll(path, -1, 0) - np.roll(path, 1, 0) if closed else np.gradient(path, axis=0)
    ahead = unit(ahead)
    reference = np.array([0.0, 0.0, 1.0]) if np.abs(ahead[:, 2]).max() < 0.95 else np.array([0.13, 0.99, 0.05])
    first = unit(np.cross(ahead, reference))
    second = np.cross(ahead, first)
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.cos(angle)[None, :, None] * first[:, None] + np.sin(angle)[None, :, None] * second[:, None]
    if flat is not None:
        ring = ring - 0.67 * (ring @ flat)[..., None] * flat
    size = np.broadcast_to(np.asarray(radius, np.float64), (len(path),))
    place = path[:, None] + ring * size[:, None, None]
    if not closed:  # close the ends
        place = np.concatenate([np.repeat(path[:1, None], sides, 1), place, np.repeat(path[-1:, None], sides, 1)])
    return solid(place.reshape(-1, 3), grid(len(place), sides, closed_rows=closed, closed_columns=True), tint)


def turned(profile: Floats, tint: Tint, *, sides: int = 24) -> Solid:
    """Turn a profile (P, 2) of (radius, height) about the y axis."""
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    profile = np.asarray(profile, np.float64)
    place = np.stack(
        [profile[:, :1] * np.cos(angle), np.repeat(profile[:, 1:], sides, 1), profile[:, :1] * np.sin(angle)], -1
    )
    return solid(place.reshape(-1, 3), grid(len(profile), sides, closed_columns=True)[:, ::-1].copy(), tint)


def box(size: Floats, corner: float, tint: Tint) -> Solid:
    """Give a box of (width, height, depth) with round edges: a superellipsoid. corner: 0.05 sharp to 1 an ellipsoid."""
    across, up = np.meshgrid(np.linspace(-np.pi, np.pi, 41)[:-1], np.linspace(-np.pi / 2, np.pi / 2, 17), indexing="xy")

    def power(value: Floats) -> Floats:
        return np.asarray(np.sign(value) * np.abs(value) ** corner)

    place = np.stack(
        [power(np.cos(up)) * power(np.cos(across)), power(np.cos(up)) * power(np.sin(across)), power(np.sin(up))], -1
    )
    return solid((place * np.asarray(size) / 2).reshape(-1, 3), grid(17, 40, closed_columns=True), tint)


def moved(thing: Solid, turn: Floats, offset: Floats) -> Solid:
    """Turn a solid (3, 3) about the origin, then shift it by (3,) metres."""
    return Solid(
        (thing.position @ turn.T + offset).astype(np.float32),
        (thing.normal @ turn.T).astype(np.float32),
        thing.triangles,
        thing.tint,
    )
