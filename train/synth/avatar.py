"""Read a rigged, textured avatar from an .npz file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from livebg.errors import DataError

Floats = NDArray[np.floating[Any]]
Indices = NDArray[np.int32]

PART_KEYS = ("position", "uv", "triangles", "joints", "weights", "joint_nodes", "inverse_bind", "texture")
IDENTITY = re.compile(r"^(?P<identity>[^_]+_[FM]_\d+)_(?P<outfit>[^_]+)$")
TORSO = ("Hips", "Spine", "Spine1", "Spine2", "Neck", "Head")
ARMS = tuple(side + bone for side in ("Left", "Right") for bone in ("Shoulder", "Arm", "ForeArm", "Hand"))


@dataclass(frozen=True)
class Mesh:
    """Hold a skinned mesh in its bind pose (T-pose, metres, Y up, facing +Z).

    position, normal: (V, 3) float32. uv: (V, 2) float32. triangles: (T, 3) int32. joints: (V, 4) int32, indices of the
    skeleton's nodes. weights: (V, 4) float32, each row sums to 1.
    """

    position: Floats
    normal: Floats
    uv: Floats
    triangles: Indices
    joints: Indices
    weights: Floats


@dataclass(frozen=True)
class Skeleton:
    """Hold joints in parents-first order. origin: (N, 3) float32, where each joint is in the bind pose, in metres."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    origin: Floats

    def index(self, name: str) -> int:
        """Give a joint's number."""
        return self.names.index(name)

    def place(self, name: str) -> Floats:
        """Give a joint's place (3,) in the bind pose."""
        return np.asarray(self.origin[self.index(name)])


@dataclass(frozen=True)
class Avatar:
    """Hold one person in one outfit.

    body: everything but the wig, in one mesh with one texture. parts: for each part of the body its range of vertices.
    texture, wig_texture: (H, W, 3) uint8 RGB. morphs: expression -> (vertices of the body, moves in metres at weight 1).
    """

    identity: str
    outfit: str
    skeleton: Skeleton
    body: Mesh
    parts: dict[str, slice]
    texture: NDArray[np.uint8]
    wig: Mesh | None
    wig_texture: NDArray[np.uint8]
    morphs: dict[str, tuple[Indices, Floats]]


def avatar_files(folder: Path) -> list[Path]:
    """List the avatars of a folder in name order. Raises DataError when there are none."""
    found = sorted(path for path in folder.glob("*.npz") if IDENTITY.match(path.stem))
    if not found:
        raise DataError(f"no avatars in {folder}; expected files named <Group>_<F or M>_<number>_<outfit>.npz")
    return found


def read_avatar(path: Path) -> Avatar:
    """Read one avatar. Raises DataError when the file is damaged or something is missing."""
    named = IDENTITY.match(path.stem)
    if named is None:
        raise DataError(f"{path.name} is no avatar's name; expected <Group>_<F or M>_<number>_<outfit>.npz")
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            data = {key: file[key] for key in file.files}
        return _build(data, named["identity"], named["outfit"])
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise DataError(f"cannot read the avatar {path}: {error}; copy the file again") from error


def _build(data: Mapping[str, NDArray[Any]], identity: str, outfit: str) -> Avatar:
    skeleton, world, order = _skeleton(data)
    names = [str(name) for name in data["names"]]
    wigs = [name for name in names if "wig" in name]
    body_names = [name for name in names if name not in wigs]
    if not body_names:
        raise ValueError("it has no body part")
    meshes = {name: _part(data, name, world, order) for name in names}
    starts = np.cumsum([0] + [len(meshes[name].position) for name in body_names])
    parts = {name: slice(int(starts[i]), int(starts[i + 1])) for i, name in enumerate(body_names)}
    skin = max(body_names, key=lambda name: len(meshes[name].position))
    morphs = {}
    for key in data:
        if key.startswith(f"{skin}/morph/") and key.endswith("/index"):
            name = key.split("/")[2].split(".")[-1].removesuffix("_h")
            nodes = data[f"{skin}/joint_nodes"].astype(int)
            turn = (world[nodes[0]] @ data[f"{skin}/inverse_bind"][0])[:3, :3]
            moves = data[key.removesuffix("index") + "delta"].astype(np.float32) @ turn.T.astype(np.float32)
            morphs[name] = (data[key].astype(np.int32) + parts[skin].start, moves.astype(np.float32))
    wig_texture = _picture(data[f"{wigs[0]}/texture"]) if wigs else np.full((8, 8, 3), 128, np.uint8)
    return Avatar(
        identity, outfit, skeleton, joined([meshes[name] for name in body_names]), parts,
        _picture(data[f"{skin}/texture"]), meshes[wigs[0]] if wigs else None, wig_texture, morphs,
    )  # fmt: skip


def _skeleton(data: Mapping[str, NDArray[Any]]) -> tuple[Skeleton, dict[int, NDArray[np.float64]], dict[int, int]]:
    """Give the skeleton, each node's matrix in the bind pose, and each node's number in the skeleton."""
    names, parents, local = data["node/name"], data["node/parent"].astype(int), data["node/local"].astype(float)
    world: dict[int, NDArray[np.float64]] = {}
    waiting = list(range(len(names)))
    while waiting:
        ready = [i for i in waiting if parents[i] < 0 or parents[i] in world]
        if not ready:
            raise ValueError("its skeleton's parents go round in a circle")
        for i in ready:
            world[i] = local[i] if parents[i] < 0 else world[parents[i]] @ local[i]
        waiting = [i for i in waiting if i not in world]
    order = {node: place for place, node in enumerate(world)}
    ordered = tuple(str(names[node]) for node in world)
    missing = [name for name in TORSO + ARMS if name not in ordered]
    if missing:
        raise ValueError(f"its skeleton has no joint {missing[0]}")
    origin = np.array([matrix[:3, 3] for matrix in world.values()], np.float32)
    return Skeleton(ordered, tuple(order.get(int(parents[node]), -1) for node in world), origin), world, order


def _part(
    data: Mapping[str, NDArray[Any]], name: str, world: Mapping[int, NDArray[np.float64]], order: Mapping[int, int]
) -> Mesh:
    """Bring one part to the bind pose in metres."""
    position, uv, triangles, joints, weights, nodes, inverse, _ = (data[f"{name}/{key}"] for key in PART_KEYS)
    if triangles.max() >= len(position) or joints.max() >= len(nodes):
        raise ValueError(f"part {name} points at vertices or joints that it does not have")
    nodes = nodes.astype(int)
    share = weights.astype(np.float32)
    share /= np.maximum(share.sum(1, keepdims=True), 1)
    bind = np.array([world[node] @ inverse[i] for i, node in enumerate(nodes)], np.float32)[:, :3]
    matrices = np.einsum("vk,vkij->vij", share, bind[joints])
    placed = np.einsum("vij,vj->vi", matrices[:, :, :3], position.astype(np.float32)) + matrices[:, :, 3]
    if not np.isfinite(placed).all() or np.abs(placed).max() > 10:
        raise ValueError(f"part {name} is not a few metres large")
    numbers = np.array([order[node] for node in nodes], np.int32)
    faces = triangles.astype(np.int32)
    return Mesh(placed, normals(placed, faces), uv.astype(np.float32), faces, numbers[joints], share)


def _picture(encoded: NDArray[Any]) -> NDArray[np.uint8]:
    picture = cv2.imdecode(encoded, cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise ValueError("its texture is no picture")
    return picture.astype(np.uint8, copy=False)


def welded(position: Floats) -> Indices:
    """Give for each vertex the number of its place: vertices on the two sides of a texture's seam share one. (V,) int32."""
    _, inverse = np.unique(np.round(position * 5000).astype(np.int64), axis=0, return_inverse=True)
    return inverse.reshape(-1).astype(np.int32)


def normals(position: Floats, triangles: Indices) -> Floats:
    """Give (V, 3) unit normals, smooth across the seams of the texture."""
    place = welded(position)
    corner = position[triangles]
    face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    count = int(place.max()) + 1
    at = place[triangles].ravel()
    total = np.stack([np.bincount(at, np.repeat(face[:, axis], 3), count) for axis in range(3)], 1)
    lengths = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return np.asarray((total / lengths)[place], np.float32)


def smoothed(mesh: Mesh, value: Floats, rounds: int) -> Floats:
    """Give values of vertices (V,) averaged with their neighbours', across the seams of the texture."""
    place = welded(mesh.position)
    share = np.bincount(place, value) / np.maximum(np.bincount(place), 1)
    at = place[mesh.triangles]
    times = np.maximum(np.bincount(at.ravel(), minlength=len(share)), 1)
    for _ in range(rounds):
        share = np.bincount(at.ravel(), np.repeat(share[at].mean(1), 3), len(share)) / times
    return np.asarray(share[place], np.float32)


def joined(meshes: list[Mesh]) -> Mesh:
    """Put meshes one behind the other."""
    starts = np.cumsum([0] + [len(mesh.position) for mesh in meshes])
    fields = {
        name: np.concatenate([getattr(mesh, name) for mesh in meshes])
        for name in Mesh.__dataclass_fields__
        if name != "triangles"
    }
    faces = [mesh.triangles + start for mesh, start in zip(meshes, starts[:-1], strict=True)]
    return Mesh(**fields, triangles=np.concatenate(faces).astype(np.int32))
