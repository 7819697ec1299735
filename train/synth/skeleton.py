"""Pose a skeleton: rotations in world axes, arms that reach for a target, and linear blend skinning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from train.synth.avatar import Floats, Mesh, Skeleton

FOREARM_SHARE = 0.55  # of a hand's twist: the rest is in the wrist
MOST_TWIST_RAD = 1.9
MOST_BEND = 0.35  # least cosine between a hand and its forearm
FINGERS = ("Index", "Middle", "Ring", "Pinky")
Y, Z = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Hand:
    """Say where a hand is and how it is held, in world axes, in metres.

    wrist: (3,) place. elbow: (3,) direction in which the elbow points. fingers, palm: (3,) directions. curl: 0 flat, 1 fist.
    """

    wrist: Floats
    elbow: Floats
    fingers: Floats
    palm: Floats
    curl: float


def euler(pitch: float, yaw: float, roll: float) -> Floats:
    """Give a rotation (3, 3) from degrees: pitch nods forward, yaw turns to the person's left, roll tilts to their right."""
    turns = [
        np.array(axis) * np.deg2rad(angle) for axis, angle in (((0, 0, 1), -roll), ((1, 0, 0), pitch), ((0, 1, 0), yaw))
    ]
    rolled, pitched, yawed = (cv2.Rodrigues(turn.astype(np.float64))[0] for turn in turns)
    return np.asarray(yawed @ pitched @ rolled, np.float32)


def unit(vector: Floats) -> Floats:
    """Scale (..., 3) to length 1; nothing stays nothing."""
    return np.asarray(vector / np.maximum(np.linalg.norm(vector, axis=-1, keepdims=True), 1e-9))


def frame(main: Floats, other: Floats) -> Floats:
    """Give the rotation (3, 3) whose first column is `main` and whose second is as near to `other` as can be."""
    first = unit(main)
    second: Floats = other - first * (first @ other)
    if np.linalg.norm(second) < 1e-4:
        second = np.cross(first, Y if abs(first[1]) < 0.9 else Z)
    second = unit(second)
    return np.stack([first, second, np.cross(first, second)], 1).astype(np.float32)


def turns(skeleton: Skeleton, rotations: Mapping[str, Floats]) -> Floats:
    """Give for each joint the matrix (N, 4, 4) that carries the bind pose along; unnamed joints keep to their parents."""
    moves = np.tile(np.eye(4, dtype=np.float32), (len(skeleton.names), 1, 1))
    for i, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        if name in rotations:
            moves[i, :3, :3] = rotations[name]
            moves[i, :3, 3] = skeleton.origin[i] - rotations[name] @ skeleton.origin[i]
        if parent >= 0:
            moves[i] = moves[parent] @ moves[i]
    return moves


def apply(move: Floats, points: Floats) -> Floats:
    """Carry points (..., 3) along with a matrix (4, 4)."""
    return np.asarray(points @ move[:3, :3].T + move[:3, 3], np.float32)


def blended(mesh: Mesh, moves: Floats) -> Floats:
    """Give each vertex's matrix (V, 3, 4): linear blend skinning."""
    flat = moves[:, :3].reshape(-1, 12)
    total = mesh.weights[:, :1] * flat[mesh.joints[:, 0]]
    for k in range(1, mesh.joints.shape[1]):
        total += mesh.weights[:, k : k + 1] * flat[mesh.joints[:, k]]
    return total.reshape(-1, 3, 4)


def skinned(matrices: Floats, position: Floats, normal: Floats) -> tuple[Floats, Floats]:
    """Give posed places and unit normals, both (V, 3), from each vertex's matrix (V, 3, 4)."""
    place = np.einsum("vij,vj->vi", matrices[:, :, :3], position) + matrices[:, :, 3]
    return place.astype(np.float32), unit(np.einsum("vij,vj->vi", matrices[:, :, :3], normal)).astype(np.float32)


def _twist(turn: Floats, axis: Floats) -> float:
    """Give the angle in radians by which a rotation turns about an axis (swing-twist decomposition)."""
    vector = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    return float(2 * np.arctan2(vector @ axis, 1 + np.trace(turn)))


def about(axis: Floats, angle_rad: float) -> Floats:
    """Give the rotation (3, 3) about an axis."""
    return np.asarray(cv2.Rodrigues(np.asarray(unit(axis), np.float64) * angle_rad)[0], np.float32)


def reach(skeleton: Skeleton, moves: Floats, side: str, hand: Hand) -> dict[str, Floats]:
    """Give the rotations of an arm's joints that bring the hand where it should be: two bones, solved by the law of cosines.

    moves: those of the torso and the clavicles, as `turns` gives them.
    """
    parent = moves[skeleton.index(f"{side}Shoulder")]
    bind = [skeleton.place(side + bone) for bone in ("Arm", "ForeArm", "Hand")]
    shoulder = apply(parent, bind[0])
    upper, lower = (float(np.linalg.norm(bind[i + 1] - bind[i])) for i in (0, 1))
    way = hand.wrist - shoulder
    length = float(np.clip(np.linalg.norm(way), abs(upper - lower) + 0.07, 0.985 * (upper + lower)))
    ahead, out = frame(way, hand.elbow)[:, 0], frame(way, hand.elbow)[:, 1]
    cosine = np.clip((upper**2 + length**2 - lower**2) / (2 * upper * length), -1, 1)
    elbow = shoulder + upper * (cosine * ahead + np.sqrt(1 - cosine**2) * out)
    wrist = shoulder + length * ahead
    hinge = np.cross(elbow - shoulder, wrist - elbow)
    arm, fore = unit(bind[1] - bind[0]), unit(bind[2] - bind[1])
    bind_hinge = np.cross(arm, Z)
    arm_world = frame(elbow - shoulder, hinge) @ frame(arm, bind_hinge).T
    fore_world = frame(wrist - elbow, hinge) @ frame(fore, bind_hinge).T
    along = unit(wrist - elbow)
    fingers = unit(hand.fingers)
    bend = float(fingers @ along)
    if bend < MOST_BEND:  # no wrist bends further
        across = unit(fingers - bend * along)
        fingers = MOST_BEND * along + np.sqrt(1 - MOST_BEND**2) * across
    hand_world = frame(fingers, hand.palm) @ frame(fore, -Y).T
    twist = float(np.clip(_twist(fore_world.T @ hand_world, fore), -MOST_TWIST_RAD, MOST_TWIST_RAD))
    fore_twisted = fore_world @ about(fore, FOREARM_SHARE * twist)
    rotations = {
        f"{side}Arm": parent[:3, :3].T @ arm_world,
        f"{side}ForeArm": arm_world.T @ fore_twisted,
        f"{side}Hand": fore_twisted.T @ hand_world,
    }
    return {name: np.asarray(turn, np.float32) for name, turn in rotations.items()} | curled(side, hand.curl)


def curled(side: str, curl: float) -> dict[str, Floats]:
    """Give the rotations of the fingers: 0 is flat, 1 is a fist. Each finger curls a little more than its neighbour."""
    sign = -1.0 if side == "Left" else 1.0
    rotations = {}
    for place, finger in enumerate(FINGERS):
        for bone, most in ((1, 70), (2, 95), (3, 60)):
            angle = np.deg2rad(most) * curl * (0.88 + 0.06 * place)
            rotations[f"{side}Hand{finger}{bone}"] = about(np.array([0, 0, 1.0]), sign * angle)
    for bone, most in ((1, 20), (2, 30), (3, 35)):
        rotations[f"{side}HandThumb{bone}"] = about(np.array([0.5, 0.6 * sign, 0.6 * sign]), np.deg2rad(most) * curl)
    return rotations
