"""Move people for two seconds: nod, talk, wave, lean, turn and come to rest, smoothly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from train.synth.poses import EXPRESSIONS, LIVELY_SHARE, Pose, blend, draw_pose

FPS, FRAMES = 10, 20
SHUTTER_S = (1 / 90, 1 / 22)
KINDS = {"wave": 0.22, "talk": 0.28, "nod": 0.12, "turn": 0.14, "lean": 0.14, "gesture": 0.10}


def draw_kind(rng: np.random.Generator) -> str:
    """Draw what happens in a sequence."""
    return str(rng.choice(list(KINDS), p=list(KINDS.values())))


def arms_of(rng: np.random.Generator, kind: str) -> tuple[str, str] | None:
    """Give the arms' actions that a kind of motion needs, or None: any."""
    if kind not in ("wave", "gesture"):
        return None
    busy = "wave" if kind == "wave" else str(rng.choice(["talk", "open", "point"]))
    return (busy, "desk") if rng.random() < 0.5 else ("desk", busy)


def moving(
    rng: np.random.Generator, kind: str, *, standing: bool, lively: float = LIVELY_SHARE
) -> Callable[[float], Pose]:
    """Give the pose at each time in seconds. lively: see `train.synth.poses.draw_pose`."""
    arms = arms_of(rng, kind)
    start = draw_pose(rng, standing=standing, arms=arms, lively=lively)
    end = draw_pose(rng, standing=standing, arms=start.arms)
    calm = blend(start, end, {"turn": 1.0, "lean": 0.8, "gesture": 0.6}.get(kind, 0.25))
    if kind == "lean":
        calm = replace(
            calm, torso=np.clip(calm.torso + rng.normal(0, [8, 6, 8]), -22, 22), shift=rng.normal(0, [0.06, 0.02, 0.10])
        )
    begin, lasts = rng.uniform(0.0, 0.7), rng.uniform(0.5, 1.4)
    rate, phase, size = rng.uniform(1.2, 2.6), rng.uniform(0, 6.28), rng.uniform(0.6, 1.3)
    mouths = [str(name) for name in rng.choice(EXPRESSIONS, 6)]
    sway = rng.normal(0, 1, (4, 3))

    def at(time_s: float) -> Pose:
        share = float(np.clip((time_s - begin) / lasts, 0, 1))
        pose = blend(start, calm, share * share * (3 - 2 * share))
        beat = np.sin(2 * np.pi * rate * time_s + phase)
        slow = np.sin(2 * np.pi * 0.35 * time_s + np.array([0.0, 1.7, 3.1]) + phase)
        pose = replace(
            pose, torso=pose.torso + sway[0] * slow, head=pose.head + 1.5 * sway[1] * slow, neck=pose.neck + sway[2] * slow,
            moved=pose.moved + 0.004 * np.stack([sway[3] * slow, sway[0] * slow]),
        )  # fmt: skip
        if kind == "nod":
            pose = replace(
                pose,
                head=pose.head + np.array([7 * size * beat, 0, 0]),
                neck=pose.neck + np.array([4 * size * beat, 0, 0]),
            )
        if kind in ("wave", "gesture"):
            strength = (20 if kind == "wave" else 8) * size
            swing = np.array([arm not in ("desk", "hang") for arm in pose.arms], np.float32)
            aside = np.stack(
                [swing * (0.05 if kind == "wave" else 0.025) * size * beat, 0.02 * swing * slow[0], 0 * swing], 1
            )
            pose = replace(pose, tilt=pose.tilt - swing * strength * beat, moved=pose.moved + aside)
        if kind in ("talk", "gesture"):
            pose = replace(
                pose,
                face=dict(pose.face) | _mouth(mouths, time_s),
                head=pose.head + np.array([2.5, 1.5, 1]) * beat * size,
            )
        blink = max(0.0, 1 - abs(time_s - begin - 0.3) / 0.12)
        lids = {name: max(pose.face.get(name, 0.0), blink) for name in ("LeyeClose", "ReyeClose")}
        return replace(pose, face=dict(pose.face) | lids)

    return at


def _mouth(shapes: list[str], time_s: float) -> dict[str, float]:
    """Give the mouth's shape while talking: about four a second, each fading into the next."""
    place = time_s * 4
    first, share = int(place), place % 1
    loud = 0.35 + 0.35 * np.sin(2.1 * place) ** 2
    face: dict[str, float] = {}
    for name, weight in ((shapes[first % len(shapes)], 1 - share), (shapes[(first + 1) % len(shapes)], share)):
        face[name] = face.get(name, 0.0) + float(weight * loud)
    return face
