"""Give people things on the head: glasses, headphones and caps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from train.synth.avatar import Avatar, Floats
from train.synth.poses import SIDES, landmark
from train.synth.skeleton import frame
from train.synth.solids import Solid, Tint, grid, moved, solid, tube, turned

X, Y, _ = np.eye(3)


@dataclass(frozen=True)
class Prop:
    """Hold a solid in the bind pose and what it hangs on: joint -> share. cloth: it is of the outfit's fabric."""

    solid: Solid
    hold: dict[str, float]
    cloth: bool = False


def draw_tint(rng: np.random.Generator, gloss: float) -> Tint:
    """Draw a thing's colour: mostly black, white or grey."""
    if rng.random() < 0.65:
        value = float(rng.choice([0.012, 0.03, 0.2, 0.75]) * rng.uniform(0.8, 1.2))
        return (value, value, value, gloss)
    red, green, blue = (float(value) for value in rng.uniform(0.02, 0.7, 3) ** 1.5)
    return (red, green, blue, gloss)


def glasses(rng: np.random.Generator, avatar: Avatar) -> list[Prop]:
    """Give glasses: two rims, a bridge and the arms; now and then dark lenses."""
    tint, thick = draw_tint(rng, 0.5), rng.uniform(0.0009, 0.0024)
    wide, high, corner = rng.uniform(0.023, 0.028), rng.uniform(0.016, 0.024), rng.uniform(0.5, 1.0)
    eye = landmark(avatar, "eye")
    ear = landmark(avatar, "ear")
    points, joint = avatar.body.position, {"Head": 1.0}
    bridge = points[(np.abs(points[:, 0]) < 0.008) & (np.abs(points[:, 1] - eye[1]) < 0.006)]
    front = max(float(bridge[:, 2].max(initial=eye[2])) + 0.003, float(eye[2]) + 0.012)
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    rim_x = wide * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** corner
    rim_y = high * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** corner
    middle = wide + 0.008
    dark = rng.random() < 0.12
    level = points[
        (np.abs(points[:, 1] - eye[1] - 0.012) < 0.015)
        & (points[:, 2] > ear[2] + 0.02)
        & (points[:, 2] < eye[2] - 0.03)
    ]
    side = max(float(np.abs(level[:, 0]).max(initial=0.06)) + 0.002, middle + wide)
    solids = []
    for _, sign in SIDES:
        rim = np.stack([sign * (middle + rim_x), eye[1] - 0.004 + rim_y, front - 0.15 * np.abs(middle + rim_x)], 1)
        solids.append(tube(rim, thick, tint, closed=True, sides=6))
        end = np.array([sign * side, ear[1] + 0.022, ear[2]])
        outer = np.array([sign * (middle + wide), eye[1] + high * 0.5, front - 0.15 * (middle + wide)])
        bend = np.array([sign * (side - 0.001), eye[1] + high * 0.5, outer[2] - 0.03])
        solids.append(tube(np.stack([outer, bend, (bend + end) / 2, end]), thick, tint, sides=6))
        if dark:
            lens = np.concatenate([rim, np.repeat(rim.mean(0, keepdims=True), len(rim), 0)])
            solids.append(solid(lens, grid(2, len(rim), closed_columns=True), (0.01, 0.01, 0.012, 0.9)))
    across = np.linspace(-1, 1, 5)
    nose = np.stack([across * 0.009, eye[1] + 0.004 + 0.002 * (1 - across**2), np.full(5, front)], 1)
    solids.append(tube(nose, thick, tint, sides=6))
    return [Prop(thing, joint) for thing in solids]


def _covered(avatar: Avatar, lift: Floats) -> Floats:
    """Give the places (V, 3) of the body and its hair."""
    body = avatar.body.position + lift[:, None] * avatar.body.normal
    return body if avatar.wig is None else np.concatenate([body, avatar.wig.position])


def crown(avatar: Avatar, lift: Floats) -> tuple[Floats, Floats]:
    """Give the middle (3,) and half axes (3,) of the ellipsoid that holds the top of the head, its hair included."""
    eye, head = landmark(avatar, "eye"), avatar.skeleton.place("Head")
    points = _covered(avatar, lift)
    top = points[(points[:, 1] > eye[1] + 0.045) & (np.abs(points[:, 0]) < 0.2)]
    low, high = top.min(0), top.max(0)
    middle = np.array([0.0, eye[1] + 0.035, (low[2] + high[2]) / 2 if len(top) else head[2]])
    half = np.array([max(high[0], -low[0]), high[1] - middle[1], (high[2] - low[2]) / 2])
    reach = np.quantile(np.linalg.norm((top - middle) / half, axis=1), 0.98)
    return middle.astype(np.float32), (half * max(1.0, reach)).astype(np.float32)


def _highest(avatar: Avatar, lift: Floats, ear_z: float) -> float:
    """Give the height of the hair or scalp over the ears, metres."""
    points = _covered(avatar, lift)
    return float(points[(np.abs(points[:, 0]) < 0.05) & (np.abs(points[:, 2] - ear_z) < 0.03), 1].max())


def _microphone(avatar: Avatar, sign: float, out: float) -> Solid:
    """Give the boom from one cup to the mouth; `out` is how far from the middle the cups begin, metres."""
    ear, chin = landmark(avatar, "ear"), landmark(avatar, "chin")
    mouth = np.array([sign * 0.035, chin[1] + 0.045, chin[2] + 0.035])
    start = np.array([sign * (out + 0.012), ear[1] - 0.02, ear[2] + 0.015])
    bend = np.array([sign * (out - 0.005), mouth[1] + 0.005, (start[2] + mouth[2]) / 2 + 0.01])
    share = np.linspace(0, 1, 9)[:, None]
    boom = (1 - share) ** 2 * start + 2 * share * (1 - share) * bend + share**2 * mouth
    return tube(boom, np.r_[np.full(7, 0.0022), 0.006, 0.006], (0.02, 0.02, 0.02, 0.2), sides=8)


def headphones(rng: np.random.Generator, avatar: Avatar, lift: Floats) -> list[Prop]:
    """Give headphones: two cups and a band over the hair; often with a microphone."""
    tint, cushion = draw_tint(rng, 0.3), draw_tint(rng, 0.05)
    ear, head = landmark(avatar, "ear"), {"Head": 1.0}
    size = rng.uniform(0.028, 0.042)
    out = float(ear[0]) - 0.013  # the cushions swallow the ears
    solids = []
    for _, sign in SIDES:
        for radius, start, end, colour in ((size, -0.006, 0.012, cushion), (size * 0.95, 0.010, 0.030, tint)):
            profile = np.array(
                [
                    [0, start],
                    [radius * 0.8, start],
                    [radius, start + 0.004],
                    [radius, end - 0.005],
                    [radius * 0.7, end],
                    [0, end],
                ]
            )
            cup = turned(profile, colour, sides=20)
            solids.append(
                moved(
                    cup,
                    frame(sign * Y, sign * X).astype(np.float64) @ np.diag([1, 1, 1]),
                    np.array([sign * out, ear[1], ear[2]]),
                )
            )
    angle = np.linspace(0, np.pi, 25)
    top, wide = _highest(avatar, lift, float(ear[2])) + 0.006, out + 0.014
    bow = np.stack([np.cos(angle) * wide, ear[1] + (top - ear[1]) * np.sin(angle) ** 0.75, np.full(25, ear[2])], 1)
    solids.append(tube(bow, rng.uniform(0.007, 0.014), tint, flat=None, sides=10))
    if rng.random() < 0.45:
        solids.append(_microphone(avatar, float(rng.choice([1.0, -1.0])), out))
    return [Prop(thing, head) for thing in solids]


def cap(rng: np.random.Generator, avatar: Avatar, lift: Floats) -> tuple[list[Prop], Floats]:
    """Give a knitted hat or a cap with its peak, and the plane (4,) above which the hair is hidden under it."""
    middle, half = crown(avatar, lift)
    size = half + np.array([0.006, 0.010, 0.006])
    tint, head = draw_tint(rng, 0.01), {"Head": 1.0}
    peaked = rng.random() < 0.6
    slant = rng.uniform(0.05, 0.3)  # lower at the nape
    up, turn = np.linspace(-0.10, np.pi / 2, 14), np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring, height = np.cos(up)[:, None], np.sin(up)[:, None]
    bulge = 1 + (0.0 if peaked else 0.03) * np.exp(-((up[:, None] / 0.25) ** 2))
    x, z = size[0] * bulge * ring * np.sin(turn), size[2] * bulge * ring * np.cos(turn)
    y = size[1] * height * np.ones_like(turn) + slant * z * (1 - height)
    shell = np.stack([x + middle[0], y + middle[1], z + middle[2]], -1)
    solids = [solid(shell.reshape(-1, 3), grid(14, 40, closed_columns=True), tint)]
    if peaked:
        sign = 1.0 if rng.random() < 0.85 else -1.0  # worn backwards
        spread, long = np.linspace(-1.0, 1.0, 15), np.linspace(0, 1, 6)[:, None]
        edge_x, edge_z = size[0] * np.sin(spread), size[2] * np.cos(spread)
        ahead = 0.075 * np.cos(spread * 1.45) * long
        peak = np.stack(
            [
                edge_x * (1 + 0.02 * long),
                slant * edge_z * sign - 0.02 * long**1.5 - 0.010 * spread**2 * long,
                (edge_z + ahead) * sign,
            ],
            -1,
        )
        solids.append(solid(peak.reshape(-1, 3) + middle, grid(6, 15), tint))
    plane = np.array([0, 1, -slant, -(middle[1] - slant * middle[2]) - 0.004], np.float32)
    return [Prop(thing, head) for thing in solids], plane
