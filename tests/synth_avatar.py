"""Write a tiny rigged person as an avatar file: tubes for limbs, the joints that every avatar has, quantised as real ones are."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from train.synth.solids import Solid, grid, tube

NOTHING = (0.0, 0.0, 0.0, 0.0)
JOINTS = {
    "Hips": ("", (0.0, 1.0, 0.0)), "Spine": ("Hips", (0, 1.05, 0)), "Spine1": ("Spine", (0, 1.15, 0)), "Spine2": ("Spine1", (0, 1.25, 0)),
    "Neck": ("Spine2", (0, 1.5, 0.02)), "Head": ("Neck", (0, 1.6, 0.05)), "LeftEye": ("Head", (0.03, 1.68, 0.12)),
    "RightEye": ("Head", (-0.03, 1.68, 0.12)),
}  # fmt: skip
ARM = (("Shoulder", 0.03), ("Arm", 0.18), ("ForeArm", 0.44), ("Hand", 0.68))
SKIN, CLOTH, HAIR = (205, 150, 120), (30, 60, 160), (25, 18, 12)  # RGB
QUANTISED = 0.9  # real files hold places in -1..1 and undo it in inverse_bind


def joints() -> dict[str, tuple[str, tuple[float, ...]]]:
    """Give joint -> (parent, place in metres)."""
    found = dict(JOINTS)
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        parent = "Spine2"
        for bone, x in ARM:
            found[side + bone] = (parent, (sign * x, 1.48, 0.0))
            parent = side + bone
    return found


def limbs() -> list[tuple[str, Solid, int]]:
    """Give (joint, solid, column of the texture: 0 skin, 1 cloth, 2 hair)."""
    up = np.array([[0.0, 1.0, 0.0]])
    parts = [("Spine2", tube(up * [[0.9], [1.2], [1.5]], np.array([0.14, 0.15, 0.13]), NOTHING, sides=12), 1)]
    head = np.array([0, 0, 0.05]) + up * np.array([[1.5], [1.58], [1.65], [1.68], [1.74]])
    parts.append(("Head", tube(head, np.array([0.06, 0.07, 0.08, 0.08, 0.08]), NOTHING, sides=14), 0))
    parts.append(("Head", tube(head[3:] + up * 0.07, np.array([0.083, 0.06]), NOTHING, sides=14), 2))
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        for (bone, start), end, column in zip(ARM[1:], (0.44, 0.68, 0.86), (1, 1, 0), strict=True):
            path = np.array([[sign * x, 1.48, 0.0] for x in (start, (start + end) / 2, end)])
            parts.append((side + bone, tube(path, 0.04, NOTHING, sides=8), column))
    return parts


def write_avatar(path: Path, *, wig: bool = False) -> Path:
    """Write the person, with long hair on a curtain behind the head if `wig`."""
    skeleton = joints()
    names = list(skeleton)
    world = np.tile(np.eye(4), (len(names), 1, 1))
    world[:, :3, 3] = [place for _, place in skeleton.values()]
    parents = [names.index(parent) if parent else -1 for parent, _ in skeleton.values()]
    local = np.array([w if p < 0 else np.linalg.inv(world[p]) @ w for w, p in zip(world, parents, strict=True)])
    data: dict[str, object] = {
        "node/name": np.array(names), "node/parent": np.array(parents, np.int16), "node/local": local.astype(np.float32),
    }  # fmt: skip
    parts = limbs()
    pieces = [
        (part.position, np.full(len(part.position), names.index(name)), part.triangles, column)
        for name, part, column in parts
    ]
    texture = np.zeros((128, 384, 3), np.uint8)
    for column, colour in enumerate((SKIN, CLOTH, HAIR)):
        texture[:, column * 128 : (column + 1) * 128] = colour
    _write_part(data, "body", pieces, world, texture)
    moved = np.array([0, 1, 2], np.uint16)
    data["body/morph/h_expressions.MouthOpen_h/index"] = moved
    data["body/morph/h_expressions.MouthOpen_h/delta"] = np.tile(np.array([0, -0.01, 0], np.float16), (3, 1))
    data["names"] = np.array(["body"])
    if wig:
        row, column = np.meshgrid(np.linspace(1.80, 1.40, 9), np.linspace(-0.1, 0.1, 7), indexing="ij")
        curtain = np.stack([column, row, np.full(row.shape, -0.06)], -1).reshape(-1, 3).astype(np.float32)
        uv = np.stack([column * 5 + 0.5, (1.8 - row) / 0.4], -1).reshape(-1, 2)
        _write_part(data, "h_wig", [(curtain, np.full(63, names.index("Head")), grid(9, 7), 0)], world, texture, uv)
        data["names"] = np.array(["body", "h_wig"])
    np.savez(path, **data)  # type: ignore[arg-type]
    return path


def _unwrapped(place: np.ndarray, column: int) -> np.ndarray:
    """Spread a piece over its column of the texture."""
    low, size = place.min(0), np.ptp(place, axis=0)
    share = 0.1 + 0.8 * (place - low) / size
    return np.stack([(column + share[:, 0]) / 3, share[:, 1]], 1)


def _write_part(data, name, pieces, world, texture, uv=None) -> None:
    starts = np.cumsum([0] + [len(place) for place, _, _, _ in pieces])
    place = np.concatenate([piece[0] for piece in pieces])
    joint = np.concatenate([piece[1] for piece in pieces]).astype(np.uint8)
    undo = np.diag([1 / QUANTISED, 1 / QUANTISED, 1 / QUANTISED, 1.0])
    undo[1, 3] = 0.9
    if uv is None:
        uv = np.concatenate([_unwrapped(place, column) for place, _, _, column in pieces])
    data |= {
        f"{name}/position": ((place - [0, 0.9, 0]) * QUANTISED).astype(np.float32),
        f"{name}/uv": uv.astype(np.float16),
        f"{name}/triangles": np.concatenate([p[2] + start for p, start in zip(pieces, starts, strict=False)]).astype(
            np.uint16
        ),
        f"{name}/joints": np.stack([joint, 0 * joint, 0 * joint, 0 * joint], 1),
        f"{name}/weights": np.tile(np.array([255, 0, 0, 0], np.uint8), (len(place), 1)),
        f"{name}/joint_nodes": np.arange(len(world), dtype=np.uint16),
        f"{name}/inverse_bind": (np.linalg.inv(world) @ undo).astype(np.float32),
        f"{name}/texture": cv2.imencode(".webp", texture[:, :, ::-1], [cv2.IMWRITE_WEBP_QUALITY, 101])[1].ravel(),
        f"{name}/alpha_mode": np.array("OPAQUE"),
    }
