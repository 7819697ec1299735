"""Give people what they hold and wear about the neck, and a chair that stands behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from train.synth.avatar import Avatar, Floats
from train.synth.poses import landmark
from train.synth.props import Prop, draw_tint
from train.synth.skeleton import about, euler, frame
from train.synth.solids import Solid, Tint, box, grid, moved, solid, tube, turned

X, Y, Z = np.eye(3)
AROUND = np.linspace(0, 2 * np.pi, 40, endpoint=False)  # the neck; 0 is in front


def held(rng: np.random.Generator, avatar: Avatar, side: str, action: str) -> list[Prop]:
    """Give what a hand holds: a mug or a phone, in the bind pose, where the palm faces down and the thumb is in front."""
    sign = 1.0 if side == "Left" else -1.0
    hand = avatar.skeleton.place(f"{side}Hand")
    palm = hand + np.array([sign * 0.075, -0.022, 0.018])
    hold = {f"{side}Hand": 1.0}
    if action in ("mug", "drink"):
        radius, high = rng.uniform(0.036, 0.042), rng.uniform(0.085, 0.105)
        profile = np.array(
            [
                [0, 0],
                [radius * 0.95, 0],
                [radius, 0.004],
                [radius, high],
                [radius - 0.004, high],
                [radius - 0.004, 0.01],
                [0, 0.01],
            ]
        )
        tint = draw_tint(rng, 0.4)
        cup = turned(profile - [0, high / 2], tint)
        angle = np.linspace(-np.pi / 2, np.pi / 2, 11)
        handle = np.stack([radius - 0.004 + 0.026 * np.cos(angle), 0.030 * np.sin(angle), 0 * angle], 1)
        spin = euler(0, float(rng.uniform(0, 360)), 0)
        upright = about(X, np.pi / 2)  # y, the mug's own axis, to +z: the thumb's side
        parts = [
            moved(cup, upright, palm - Y * radius),
            moved(tube(handle, 0.005, tint, sides=8), upright @ spin, palm - Y * radius),
        ]
        return [Prop(part, hold) for part in parts]
    size = np.array([0.072, 0.150, 0.009]) * rng.uniform(0.93, 1.08)
    phone = box(size, 0.18, draw_tint(rng, 0.6))
    screen = moved(box(size * (0.92, 0.94, 0.9), 0.15, (0.005, 0.005, 0.006, 0.9)), np.eye(3), np.array([0, 0, 0.0008]))
    lie = frame(Z, sign * X).astype(np.float64)  # wide across the palm, long along the fingers, its back in the palm
    lie[:, 2] *= -np.sign(lie[1, 2])  # the screen faces away from the palm
    at = palm + np.array([sign * 0.012, -0.012, 0.0])
    return [Prop(moved(part, lie, at), hold) for part in (phone, screen)]


@dataclass(frozen=True)
class _Neck:
    """Hold the neck's size where cloth lies about it. middle: (3,) metres. wide, deep, front: half width, half depth, foremost z."""

    middle: Floats
    wide: float
    deep: float
    front: float

    def loop(self, angle: Floats, out: Floats | float, up: Floats | float, slope: float) -> Floats:
        """Give a loop (P, 3) about the neck, `out` metres off the skin and lower in front by `slope`; angle 0 is in front."""
        low = -0.35 * slope * np.cos(angle) * self.deep
        rows = [(self.wide + out) * np.sin(angle), low + up, (self.deep + out) * np.cos(angle)]
        return np.stack(np.broadcast_arrays(*rows), -1) + self.middle


def _neck(avatar: Avatar) -> _Neck:
    at, points = avatar.skeleton.place("Neck"), avatar.body.position
    near = points[(np.abs(points[:, 1] - at[1] - 0.01) < 0.02) & (np.abs(points[:, 0]) < 0.1)]
    front, back = float(near[:, 2].max(initial=at[2] + 0.06)), float(near[:, 2].min(initial=at[2] - 0.06))
    wide = float(np.abs(near[:, 0]).max(initial=0.055))
    return _Neck(np.array([0, at[1] - 0.005, (front + back) / 2]), wide, (front - back) / 2, front)


def neckwear(rng: np.random.Generator, avatar: Avatar, kind: str) -> list[Prop]:
    """Give a scarf, a hood that lies on the back, or a collar, of the outfit's fabric: bands about the neck."""
    value = float(rng.uniform(0.75, 1.1))
    make = {"scarf": _scarf, "hood": _hood, "collar": _collar}[kind]
    solids = make(rng, _neck(avatar), float(landmark(avatar, "chest")[2]), (value, value, value, 0.0))
    return [Prop(thing, {"Neck": 0.35, "Spine2": 0.65}, cloth=True) for thing in solids]


def _scarf(rng: np.random.Generator, neck: _Neck, chest_z: float, tint: Tint) -> list[Solid]:
    """Give two loops and an end that hangs down the chest."""
    solids = []
    for turn in range(2):
        thick = rng.uniform(0.016, 0.026)
        wave = 0.006 * np.sin(AROUND * 3 + rng.uniform(0, 6)) + 0.03 * turn
        path = neck.loop(AROUND, thick * 0.7, wave, 1.0)
        solids.append(tube(path, thick * (1 + 0.15 * np.sin(AROUND * 5)), tint, closed=True))
    down = np.linspace(0, 0.3, 8)
    across = float(rng.choice([0.03, -0.03])) + 0.02 * np.sin(down * 9)
    ahead = np.interp(down, [0, 0.12, 0.3], [neck.front + 0.015, chest_z + 0.008, chest_z + 0.008])
    solids.append(tube(np.stack([across, neck.middle[1] - 0.01 - down, ahead], 1), 0.03, tint, flat=Z))
    return solids


def _hood(rng: np.random.Generator, neck: _Neck, chest_z: float, tint: Tint) -> list[Solid]:
    """Give a roll of cloth, thick behind."""
    share = (1 - np.cos(AROUND)) / 2  # 0 in front, 1 behind
    thick = rng.uniform(0.010, 0.014) + 0.028 * share**1.5
    path = neck.loop(AROUND, 0.012, -0.012, 1.6) + np.stack(
        [0.012 * share * np.sin(AROUND), 0 * share, -0.015 * share], 1
    )
    return [tube(path, thick, tint, closed=True)]


def _collar(rng: np.random.Generator, neck: _Neck, chest_z: float, tint: Tint) -> list[Solid]:
    """Give a standing band, open in front, that leans outward."""
    rows, lean = np.linspace(0, 1, 5)[:, None], rng.uniform(0.1, 0.5)
    open_in_front = 1 - np.exp(-((np.minimum(AROUND, 2 * np.pi - AROUND) / 0.35) ** 2))
    band = neck.loop(AROUND, 0.007 + 0.02 * lean * rows, -0.02 + 0.042 * rows * open_in_front, 1.5)
    return [solid(band.reshape(-1, 3), grid(5, len(AROUND), closed_columns=True), tint)]


def chair(rng: np.random.Generator, shoulder_y: float, back_z: float) -> list[Solid]:
    """Give the back of a chair that stands behind the person, in the world: padded, slatted or a mesh frame, some with a head rest."""
    tint = draw_tint(rng, 0.05)
    wide, high = rng.uniform(0.40, 0.56), rng.uniform(0.45, 0.75)
    top = shoulder_y + rng.uniform(-0.18, 0.16)
    turn = euler(float(rng.normal(-6, 3)), float(rng.normal(0, 14)), 0)
    at = np.array([rng.normal(0, 0.04), top - high / 2, back_z - rng.uniform(0.05, 0.12)])
    parts = [box(np.array([wide, high, rng.uniform(0.05, 0.12)]), rng.uniform(0.2, 0.6), tint)]
    if (kind := rng.random()) < 0.3:
        bars = np.linspace(-wide / 2, wide / 2, int(rng.integers(4, 8)))
        parts = [tube(np.array([[x, -high / 2, 0], [x, high / 2, 0]]), 0.012, tint) for x in bars]
        parts.append(moved(box(np.array([wide + 0.03, 0.07, 0.03]), 0.3, tint), np.eye(3), np.array([0, high / 2, 0])))
    elif kind < 0.5:
        rest = box(np.array([rng.uniform(0.24, 0.32), rng.uniform(0.12, 0.2), 0.07]), 0.5, tint)
        parts.append(moved(rest, np.eye(3), np.array([0, high / 2 + rng.uniform(0.1, 0.16), 0.01])))
        parts += [
            tube(np.array([[x, high / 2 - 0.03, 0], [x, high / 2 + 0.12, 0]]), 0.008, (0.05, 0.05, 0.05, 0.4))
            for x in (-0.05, 0.05)
        ]
    return [moved(part, turn, at) for part in parts]
