"""Draw poses at a desk, gestures and expressions, and turn them into joint rotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from train.synth.avatar import Avatar, Floats
from train.synth.skeleton import Hand, apply, euler, reach, turns

SIDES = (("Left", 1.0), ("Right", -1.0))  # the person's left is +X
CLAVICLE_DEG = 20.0  # lowered arms lower the shoulders, too; else the sleeves puff up

# Hand actions. at: from which place the wrist is counted (shoulder, chin, ear, eye, chest); the x axis points outward from the
# body's middle, y up, z forward; metres. elbow, fingers, palm: directions in the same axes. curl, and how much each may vary.
ACTIONS: dict[str, tuple[str, tuple[float, ...], tuple[float, ...], tuple[float, ...], tuple[float, ...], float]] = {
    "desk": ("shoulder", (-0.06, -0.31, 0.36), (0.6, -1, -0.5), (-0.35, -0.1, 1), (0, -1, 0.0), 0.30),
    "lap": ("shoulder", (-0.06, -0.47, 0.22), (0.6, -0.4, -1), (-0.4, -0.3, 1), (0, -1, 0), 0.25),
    "hang": ("shoulder", (0.09, -0.52, 0.03), (0.5, 0, -1), (0.02, -1, 0.15), (-1, 0, 0), 0.22),
    "chin": ("chin", (0.035, -0.145, 0.0), (0.15, -1, 0.8), (-0.15, 1, 0.05), (-0.2, 0.1, -1), 0.75),
    "cheek": ("ear", (0.045, -0.17, 0.055), (0.25, -1, 0.8), (-0.05, 1, -0.15), (-1, 0.1, -0.3), 0.35),
    "wave": ("shoulder", (0.20, 0.10, 0.20), (0.7, -1, -0.2), (0.15, 1, 0.05), (-0.1, 0, 1), 0.10),
    "talk": ("shoulder", (0.06, -0.20, 0.33), (0.7, -1, -0.3), (-0.3, 0.5, 0.9), (-0.9, 0.3, 0.1), 0.25),
    "open": ("shoulder", (0.16, -0.22, 0.30), (0.6, -1, -0.3), (0.3, 0.35, 0.9), (-0.2, 1, 0.2), 0.18),
    "glasses": ("eye", (0.075, -0.13, 0.03), (0.5, -1, 0.5), (-0.25, 1, -0.05), (-0.8, 0.0, -0.6), 0.45),
    "phone": ("ear", (0.035, -0.115, 0.06), (0.5, -1, 0.4), (-0.1, 1, -0.35), (-1, 0, -0.05), 0.42),
    "screen": ("shoulder", (-0.06, -0.16, 0.33), (0.7, -1, -0.2), (-0.25, 1, 0.25), (-0.3, 0.2, -1), 0.42),
    "mug": ("shoulder", (-0.06, -0.20, 0.30), (0.8, -1, -0.2), (-0.65, 0.1, 0.75), (-0.8, 0, -0.6), 0.62),
    "drink": ("chin", (0.075, 0.0, 0.09), (0.7, -1, 0.3), (-0.85, 0.1, 0.45), (-0.5, 0, -0.8), 0.62),
    "fold": ("chest", (-0.055, -0.13, 0.10), (1, -0.7, -0.2), (-1, 0.15, -0.6), (0, 0, -1), 0.25),
    "point": ("shoulder", (0.05, -0.02, 0.36), (0.7, -1, -0.2), (-0.1, 0.9, 0.5), (-0.4, 0, 0.9), 0.55),
    "hair": ("ear", (0.065, -0.06, -0.0), (1, -0.2, 0.1), (-0.35, 1, -0.35), (-1, 0.1, 0), 0.25),
    # Arms off the body, many of them large because they are near the camera.
    "selfie": ("shoulder", (0.16, 0.04, 0.45), (0.7, -1, -0.1), (0.0, 0.5, 1), (-0.8, 0.2, -0.4), 0.45),
    "stop": ("shoulder", (0.04, 0.0, 0.42), (0.8, -1, 0), (0, 1, 0.25), (0, -0.25, 1), 0.06),
    "wide": ("shoulder", (0.42, 0.02, 0.20), (0.3, -1, -0.4), (1, 0.1, 0.6), (-0.3, 0.8, 0.6), 0.15),
    "shrug": ("shoulder", (0.30, -0.14, 0.22), (0.6, -1, -0.3), (0.8, 0.3, 0.5), (-0.2, 1, 0.2), 0.15),
    "flex": ("shoulder", (0.24, 0.20, 0.04), (1, -0.5, 0), (-0.5, 1, 0), (-1, -0.4, 0.2), 0.85),
    "up": ("shoulder", (0.16, 0.44, 0.08), (1, 0.1, -0.3), (0.1, 1, 0.1), (-0.3, 0, 1), 0.15),
    "crown": ("ear", (0.01, 0.09, -0.08), (1, 0.45, 0.2), (-1, 0.1, -0.2), (-0.3, -1, 0.3), 0.20),
    "nape": ("ear", (0.02, -0.05, -0.11), (1, 0.30, 0.3), (-1, -0.2, -0.1), (-0.2, 0, 1), 0.20),
    "brow": ("eye", (0.04, 0.00, 0.09), (1, -0.6, 0.4), (-0.9, 0.5, -0.1), (0, -0.5, -1), 0.20),
    "hip": ("shoulder", (0.10, -0.43, 0.05), (1, 0.1, -0.4), (-0.6, -0.6, 0.5), (-1, 0, -0.3), 0.30),
}
BOTH = {"desk": 0.46, "hang": 0.10, "lap": 0.10, "fold": 0.08, "talk": 0.12, "open": 0.08, "wave": 0.02, "chin": 0.04}
ONE = {
    "chin": 0.14, "cheek": 0.07, "wave": 0.17, "talk": 0.14, "glasses": 0.09, "point": 0.07, "hair": 0.06, "open": 0.06,
    "screen": 0.05, "phone": 0.05, "mug": 0.05, "drink": 0.05,
}  # fmt: skip
LIVELY_SHARE = 0.35  # of the poses that are drawn, where nothing else is said: arms off the body
LIVELY = {
    "selfie": 0.24, "stop": 0.10, "wide": 0.11, "shrug": 0.10, "flex": 0.07, "up": 0.08, "crown": 0.08, "nape": 0.07, "brow": 0.05,
    "hip": 0.10,
}  # fmt: skip
LIVELY_PAIRS = ("wide", "shrug", "flex", "up", "crown", "nape", "hip")  # often done with both arms
EXPRESSIONS = ("AE_AA", "AO_a", "UH_OO", "FV", "SH_CH", "MouthOpen")


@dataclass(frozen=True)
class Pose:
    """How a person sits or stands. torso, neck, head, gaze: (pitch, yaw, roll) in degrees. shift: (3,) metres. arms: each side's action.

    moved: each wrist's own displacement in metres, in the action's axes. tilt: each hand's own turn, degrees about its palm.
    shrug: degrees up. legs: of who stands, each side's thigh forward, thigh outward and bent knee, in degrees.
    """

    arms: tuple[str, str]
    standing: bool = False
    torso: Floats = field(default_factory=lambda: np.zeros(3, np.float32))
    neck: Floats = field(default_factory=lambda: np.zeros(3, np.float32))
    head: Floats = field(default_factory=lambda: np.zeros(3, np.float32))
    gaze: Floats = field(default_factory=lambda: np.zeros(3, np.float32))
    shift: Floats = field(default_factory=lambda: np.zeros(3, np.float32))
    moved: Floats = field(default_factory=lambda: np.zeros((2, 3), np.float32))
    tilt: Floats = field(default_factory=lambda: np.zeros(2, np.float32))
    curl: Floats = field(default_factory=lambda: np.zeros(2, np.float32))
    shrug: float = 0.0
    legs: Floats = field(default_factory=lambda: np.zeros((2, 3), np.float32))
    face: Mapping[str, float] = field(default_factory=dict)


def draw_pose(
    rng: np.random.Generator, *, standing: bool, arms: tuple[str, str] | None = None, lively: float = LIVELY_SHARE
) -> Pose:
    """Draw a pose: mostly arms at the desk, often one hand busy, seldom both; in a share `lively` of them the arms are off the body."""
    if arms is None:
        arms = _draw_arms(rng, standing, lively)
    aside = rng.random() < 0.3  # looks at another screen, at the desk, or at somebody
    turn = np.array([8, 28, 6]) if aside else np.array([4, 8, 4])
    look = rng.normal(0, 1, 3) * turn + np.array([3, 0, 0])
    lean = rng.normal(0, 1, 3) * np.array([5, 8, 5]) + np.array([2, 0, 0])
    return Pose(
        arms=arms,
        standing=standing,
        torso=np.clip(lean, [-10, -20, -14], [18, 20, 14]).astype(np.float32),
        neck=np.clip(look * 0.4, [-12, -18, -12], [16, 18, 12]).astype(np.float32),
        head=np.clip(look * 0.6, [-15, -28, -15], [20, 28, 15]).astype(np.float32),
        gaze=(rng.normal(0, 1, 3) * np.array([4, 8, 0])).astype(np.float32),
        shift=np.zeros(3, np.float32),
        moved=(rng.normal(0, 1, (2, 3)) * np.array([_spread(arm) for arm in arms])[:, None]).astype(np.float32),
        tilt=rng.normal(0, 8, 2).astype(np.float32),
        curl=np.clip(rng.normal(0, 0.08, 2), -0.2, 0.2).astype(np.float32),
        shrug=float(rng.normal(0, 2.5)),
        face=draw_face(rng),
    )


def draw_legs(rng: np.random.Generator) -> Floats:
    """Draw how legs stand, (2, 3) degrees as in `Pose`: beside each other, one of them slack, or in a step."""
    legs = np.abs(rng.normal(0, 1, (2, 3))) * np.array([2, 4, 4])
    if rng.random() < 0.5:
        stride = rng.uniform(6, 26)
        legs[0] += stride, 0, rng.uniform(0, 15)
        legs[1] += -0.7 * stride, 0, rng.uniform(5, 35)
    elif rng.random() < 0.5:
        legs[0] += rng.uniform(4, 14), 0, rng.uniform(8, 25)
    return np.asarray(legs[:: int(rng.choice([-1, 1]))], np.float32)


def _choice(rng: np.random.Generator, shares: Mapping[str, float]) -> str:
    """Draw a name by its share."""
    return str(rng.choice(list(shares), p=np.array(list(shares.values())) / sum(shares.values())))


def _draw_arms(rng: np.random.Generator, standing: bool, lively: float) -> tuple[str, str]:
    """Draw what the arms do."""
    rest = _choice(rng, BOTH)
    if standing and rest in ("desk", "lap"):
        rest = "hang"
    calm = rest if rest in ("desk", "hang", "lap") else ("hang" if standing else "desk")
    if rng.random() < lively:
        one = _choice(rng, LIVELY)
        other = one if one in LIVELY_PAIRS and rng.random() < 0.6 else calm
    elif rng.random() < 0.55 and rest != "fold":
        one, other = _choice(rng, ONE), calm
    else:
        return rest, rest
    return (one, other) if rng.random() < 0.5 else (other, one)


def _spread(action: str) -> float:
    """Give how far a wrist may vary, in metres: hands that touch something have little freedom."""
    if ACTIONS[action][0] != "shoulder":
        return 0.006
    return 0.07 if action in LIVELY else 0.035


def _lowered(action: str) -> float:
    """Give how far an arm lowers its clavicle, as a share of `CLAVICLE_DEG`; a raised arm raises it."""
    at, (_, up, _), elbow, *_ = ACTIONS[action]
    if at == "shoulder":
        return 1.0 if up <= 0 else 0.2 if up < 0.3 else -0.8
    return 1.0 if elbow[1] <= 0 else -0.4


def draw_face(rng: np.random.Generator) -> dict[str, float]:
    """Draw an expression: weights of the face's morphs, 0 to 1."""
    face = {}
    if rng.random() < 0.5:  # talking
        face[str(rng.choice(EXPRESSIONS))] = float(rng.uniform(0.2, 0.9))
    if rng.random() < 0.5:  # smiling, seldom quite evenly
        smile, kind = rng.uniform(0.2, 0.9), str(rng.choice(["Close", "Open"]))
        face |= {
            f"Lsmile{kind}": float(smile * rng.uniform(0.8, 1)),
            f"Rsmile{kind}": float(smile * rng.uniform(0.8, 1)),
        }
    lids = rng.uniform(0.8, 1.0) if rng.random() < 0.06 else max(0.0, rng.normal(0.08, 0.12))
    return face | {"LeyeClose": float(lids), "ReyeClose": float(lids)}


def rotations(avatar: Avatar, pose: Pose) -> dict[str, Floats]:
    """Give the rotation (3, 3) of each joint that a pose turns, in world axes about the joint's own place."""
    skeleton = avatar.skeleton
    found = {name: euler(*(pose.torso / 3)) for name in ("Spine", "Spine1", "Spine2")}
    found |= {"Neck": euler(*pose.neck), "Head": euler(*pose.head)}
    found |= {f"{side}Eye": euler(*pose.gaze) for side, _ in SIDES}
    for place, (side, sign) in enumerate(SIDES):
        lowered = (CLAVICLE_DEG * _lowered(pose.arms[place]) - pose.shrug) * sign
        found[f"{side}Shoulder"] = euler(0, 0, lowered)
        if pose.standing:
            forward, outward, bent = (float(degrees) for degrees in pose.legs[place])
            found |= {f"{side}UpLeg": euler(-forward, 0, -outward * sign), f"{side}Leg": euler(bent, 0, 0)}
        else:
            found |= {f"{side}UpLeg": euler(-82, 8 * sign, 0), f"{side}Leg": euler(80, 0, 0)}
    moves = turns(skeleton, found)
    for place, (side, sign) in enumerate(SIDES):
        found |= reach(skeleton, moves, side, _hand(avatar, moves, pose, place, sign))
    return found


def _hand(avatar: Avatar, moves: Floats, pose: Pose, place: int, sign: float) -> Hand:
    """Bring one hand's action from its own axes into the world."""
    at, wrist, elbow, fingers, palm, curl = ACTIONS[pose.arms[place]]
    skeleton = avatar.skeleton
    side = "Left" if sign > 0 else "Right"
    mirror = np.array([sign, 1.0, 1.0])
    joint = {"shoulder": "Spine2", "chest": "Spine2"}.get(at, "Head")
    move = moves[skeleton.index(joint)]
    turn = move[:3, :3] if joint == "Head" else euler(0, float(pose.torso[1]), 0)
    origin = (
        apply(moves[skeleton.index(f"{side}Shoulder")], skeleton.place(f"{side}Arm"))
        if at == "shoulder"
        else apply(move, landmark(avatar, at, sign))
    )
    spin = np.deg2rad(pose.tilt[place]) * sign
    tilted = np.array([[np.cos(spin), -np.sin(spin), 0], [np.sin(spin), np.cos(spin), 0], [0, 0, 1]])
    offset = np.array(wrist)
    if pose.arms[place] == "fold" and place == 1:
        offset = offset + np.array([0.0, 0.045, 0.035])  # one forearm lies on the other
    return Hand(
        wrist=np.asarray(origin + turn @ ((offset + pose.moved[place]) * mirror), np.float32),
        elbow=np.asarray(turn @ (np.array(elbow) * mirror), np.float32),
        fingers=np.asarray(turn @ tilted @ (np.array(fingers) * mirror), np.float32),
        palm=np.asarray(turn @ tilted @ (np.array(palm) * mirror), np.float32),
        curl=float(np.clip(curl + pose.curl[place], 0.0, 1.0)),
    )


def landmark(avatar: Avatar, name: str, sign: float = 1.0) -> Floats:
    """Give a place on the body in the bind pose, (3,) metres: chin, ear, eye or chest; `sign` 1 is the person's left."""
    skeleton = avatar.skeleton
    head = skeleton.place("Head")
    eye = skeleton.place("LeftEye") if "LeftEye" in skeleton.names else head + np.array([0.03, 0.055, 0.06])
    points = avatar.body.position
    if name == "chest":
        spine = skeleton.place("Spine2")
        near = points[(np.abs(points[:, 0]) < 0.1) & (np.abs(points[:, 1] - spine[1] - 0.06) < 0.06)]
        return np.array([0, spine[1] + 0.06, near[:, 2].max() if len(near) else spine[2] + 0.1], np.float32)
    if name == "eye":
        return np.array([sign * 0.045, eye[1], eye[2] + 0.01], np.float32)
    if name == "ear":
        near = points[(np.abs(points[:, 1] - eye[1] + 0.01) < 0.03) & (np.abs(points[:, 2] - head[2] + 0.005) < 0.04)]
        return np.array([sign * np.abs(near[:, 0]).max(initial=0.07), eye[1] - 0.015, head[2] - 0.005], np.float32)
    near = points[(np.abs(points[:, 0]) < 0.015) & (points[:, 1] > head[1] - 0.06) & (points[:, 1] < eye[1] - 0.07)]
    front = near[:, 2].max() if len(near) else head[2] + 0.08
    return np.array([0, eye[1] - 0.115, front - 0.015], np.float32)


def blend(first: Pose, second: Pose, share: float) -> Pose:
    """Mix two poses that have the same arms: 0 gives the first, 1 the second."""
    mixed = {
        name: (1 - share) * getattr(first, name) + share * getattr(second, name)
        for name in ("torso", "neck", "head", "gaze", "shift", "moved", "tilt", "curl", "shrug", "legs")
    }
    names = set(first.face) | set(second.face)
    face = {name: (1 - share) * first.face.get(name, 0.0) + share * second.face.get(name, 0.0) for name in names}
    return replace(first, **mixed, face=face)
