"""Grow hair strands on a wig along its texture's v, and short ones on a painted scalp."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.synth.avatar import Avatar, Floats, Indices, Mesh, smoothed
from train.synth.skeleton import unit

WIG_STRANDS, WIG_POINTS, STEP_M = 3600, 9, 0.018
OFF_M = 0.016  # a strand this far from the wig has passed its edge: the tip is short
SHORT_STRANDS, SHORT_POINTS = 7000, 4
NEIGHBOURS = 10


@dataclass(frozen=True)
class Hair:
    """Hold strands in the bind pose. points: (S, P, 3) metres. root: (S, P) int32, the mesh's vertex that each point follows.

    colour: (S, 3) linear RGB. width_m: (P,) from root to tip. on_wig: the vertices are the wig's, not the body's.
    """

    points: Floats
    root: Indices
    colour: Floats
    width_m: Floats
    on_wig: bool


def sampled(texture: NDArray[np.uint8], uv: Floats) -> Floats:
    """Give the texture's colour (V, 3), linear RGB 0 to 1, at each place (V, 2)."""
    height, width = texture.shape[:2]
    column = np.clip((uv[:, 0] * width).astype(int), 0, width - 1)
    row = np.clip((uv[:, 1] * height).astype(int), 0, height - 1)
    return np.asarray((texture[row, column] / 255.0) ** 2.2, np.float32)


def scattered(rng: np.random.Generator, mesh: Mesh, faces: Indices, count: int) -> tuple[Floats, Indices, Floats]:
    """Draw points evenly over some triangles. Gives places (N, 3), the nearest corner (N,), normals (N, 3)."""
    corners = mesh.position[mesh.triangles[faces]]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    chosen = faces[rng.choice(len(faces), count, p=area / area.sum())]
    part = rng.dirichlet((1.0, 1.0, 1.0), count).astype(np.float32)
    at = mesh.triangles[chosen]
    places = np.einsum("nk,nkc->nc", part, mesh.position[at])
    ways = unit(np.einsum("nk,nkc->nc", part, mesh.normal[at]))
    return places.astype(np.float32), at[np.arange(count), part.argmax(1)], ways.astype(np.float32)


def _along(mesh: Mesh) -> Floats:
    """Give each vertex's direction (V, 3) of the strands there, towards their tips."""
    at = mesh.triangles
    side = mesh.position[at[:, 1:]] - mesh.position[at[:, :1]]
    step = mesh.uv[at[:, 1:]] - mesh.uv[at[:, :1]]
    area = step[:, 0, 0] * step[:, 1, 1] - step[:, 0, 1] * step[:, 1, 0]
    area = np.where(np.abs(area) < 1e-12, 1e-12, area)
    way = unit((side[:, 1] * step[:, 0, :1] - side[:, 0] * step[:, 1, :1]) / area[:, None])
    total = np.zeros_like(mesh.position)
    for corner in range(3):
        np.add.at(total, at[:, corner], way)
    island = _islands(len(mesh.position), at)
    falls = np.bincount(island, -total[:, 1]) + 0.2 * np.bincount(island, -total[:, 2])
    return unit(total * np.where(falls >= 0, 1, -1)[island][:, None])


def _islands(count: int, triangles: Indices) -> Indices:
    """Give each vertex the number (V,) of its connected piece: labels fall to the lowest of their triangle until all rest."""
    label = np.arange(count)
    while True:
        lowest = label.copy()
        for corner in range(3):
            np.minimum.at(lowest, triangles[:, corner], label[triangles].min(1))
        lowest = lowest[lowest]
        if (lowest == label).all():
            return np.unique(label, return_inverse=True)[1].astype(np.int32)
        label = lowest


def _neighbours(count: int, triangles: Indices) -> Indices:
    """Give (V, NEIGHBOURS) vertices beside each one; places left over hold the vertex itself."""
    pairs = np.unique(
        np.concatenate([triangles[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2))]), axis=0
    )
    place = np.arange(len(pairs)) - np.searchsorted(pairs[:, 0], pairs[:, 0])
    kept = place < NEIGHBOURS
    found = np.tile(np.arange(count)[:, None], (1, NEIGHBOURS))
    found[pairs[kept, 0], place[kept]] = pairs[kept, 1]
    return found.astype(np.int32)


def wig_hair(rng: np.random.Generator, wig: Mesh) -> Hair:
    """Trace strands over the wig: from each start step by step along v, from vertex to neighbouring vertex."""
    way, beside = _along(wig), _neighbours(len(wig.position), wig.triangles)
    faces = np.arange(len(wig.triangles), dtype=np.int32)
    at, nearest, _ = scattered(rng, wig, faces, WIG_STRANDS)
    lift = np.abs(rng.normal(0.001, 0.0018, (WIG_STRANDS, 1)))
    stray = rng.random(WIG_STRANDS) < 0.05
    lift[stray] += rng.uniform(0.001, 0.008, (int(stray.sum()), 1))
    wander = rng.normal(0, 0.07, (WIG_STRANDS, 3)) * (1 + 1.5 * stray[:, None])
    points, roots = [], []
    for step in range(WIG_POINTS):
        points.append(at + wig.normal[nearest] * lift * min(1.0, step / 3))
        roots.append(nearest)
        loose = np.linalg.norm(at - wig.position[nearest], axis=1, keepdims=True) > OFF_M
        fall = np.array([0.0, -0.8, 0.0]) * loose
        at = at + unit(way[nearest] + wander + fall) * STEP_M * np.where(loose, 0.3, 1.0)
        options = np.concatenate([beside[nearest], nearest[:, None]], 1)
        nearest = options[np.arange(len(at)), ((wig.position[options] - at[:, None]) ** 2).sum(2).argmin(1)]
        off = ((at - wig.position[nearest]) * wig.normal[nearest]).sum(1, keepdims=True)
        at = at - 0.8 * off * wig.normal[nearest]
    width = np.array([0.9, 1, 1, 1, 0.9, 0.8, 0.65, 0.45, 0.2]) * 0.0008
    colour = rng.normal(1, 0.25, (WIG_STRANDS, 1)).clip(0.3, 2) * np.ones((1, 3))
    return Hair(
        np.stack(points, 1).astype(np.float32),
        np.stack(roots, 1),
        colour.astype(np.float32),
        width.astype(np.float32),
        True,
    )


def scalp(avatar: Avatar) -> NDArray[np.bool_]:
    """Say for each vertex of the body (V,) whether painted hair covers it: unlike the skin, and where hair grows."""
    body, skeleton = avatar.body, avatar.skeleton
    place = body.position
    head, eye = (
        skeleton.place("Head"),
        skeleton.place("LeftEye") if "LeftEye" in skeleton.names else skeleton.place("Head"),
    )
    on_head = (body.weights * (body.joints == skeleton.index("Head"))).sum(1) > 0.5
    skin_part = max(avatar.parts.values(), key=lambda part: part.stop - part.start)
    in_skin = np.zeros(len(place), bool)
    in_skin[skin_part] = True
    colour = sampled(avatar.texture, body.uv)
    face = in_skin & on_head & (np.abs(place[:, 1] - eye[1] + 0.03) < 0.03) & (place[:, 2] > eye[2] - 0.02)
    if not face.any():
        return np.zeros(len(place), bool)
    skin = np.median(colour[face], 0)
    bright, skin_bright = colour @ [0.3, 0.5, 0.2], float(skin @ [0.3, 0.5, 0.2])
    unlike = (bright < 0.55 * skin_bright) | (colour[:, 0] / (bright + 1e-3) < 0.8 * skin[0] / (skin_bright + 1e-3))
    grows = (place[:, 1] > eye[1] + 0.045) | ((place[:, 2] < head[2] + 0.01) & (place[:, 1] > eye[1] - 0.09))
    covered = in_skin & on_head & grows & unlike
    return covered if covered[in_skin & on_head & grows].mean() > 0.15 else np.zeros(len(place), bool)


def short_hair(
    rng: np.random.Generator, avatar: Avatar, covered: NDArray[np.bool_], length_m: float, curl: float
) -> Hair | None:
    """Grow strands from the painted hair: they lie back and down, more upright the shorter and curlier they are."""
    body = avatar.body
    faces = np.flatnonzero(covered[body.triangles].sum(1) >= 2).astype(np.int32)
    if not len(faces):
        return None
    at, nearest, normal = scattered(rng, body, faces, SHORT_STRANDS)
    head = avatar.skeleton.place("Head")
    back = np.array([0, -0.6, -0.6]) + 0.5 * (at - head) / 0.1 * np.array([1, 0, 0])
    flat = unit(back - normal * (normal * back).sum(1, keepdims=True))
    upright = rng.uniform(0.35, 0.9, (SHORT_STRANDS, 1)) * min(1.0, 0.012 / length_m) + 0.5 * curl
    way = unit(normal * upright + flat * (1.1 - 0.8 * curl) + rng.normal(0, 0.18 + 0.25 * curl, at.shape))
    length = length_m * rng.uniform(0.5, 1.15, (SHORT_STRANDS, 1))
    points = [at - normal * 0.001]
    for _ in range(1, SHORT_POINTS):
        way = unit(way + 0.30 * (1 - curl) * flat + rng.normal(0, 0.10 + 0.5 * curl, at.shape))
        points.append(points[-1] + way * length / (SHORT_POINTS - 1))
    colour = sampled(avatar.texture, body.uv[nearest]) * rng.normal(1, 0.2, (SHORT_STRANDS, 1)).clip(0.4, 2)
    root = np.repeat(nearest[:, None], SHORT_POINTS, 1)
    width = np.array([1.0, 1.0, 0.7, 0.25]) * 0.0006
    return Hair(
        np.stack(points, 1).astype(np.float32), root, colour.astype(np.float32), width.astype(np.float32), False
    )


def scalp_lift(avatar: Avatar, covered: NDArray[np.bool_], length_m: float) -> Floats:
    """Give how far (V,) the scalp rises below its hair, in metres, falling to nothing at the hairline."""
    share = smoothed(avatar.body, covered.astype(np.float32), 6)
    return np.asarray(np.clip(2 * share - 1, 0, 1) * length_m, np.float32)


def ribbons(points: Floats, eye: Floats, width_m: Floats) -> tuple[Floats, Floats, Indices]:
    """Make strands (S, P, 3) into bands that face the camera.

    Gives places (S * P * 2, 3), directions along the strand (S * P * 2, 3), and triangles.
    """
    strands, count = points.shape[:2]
    along = unit(np.gradient(points, axis=1))
    side = unit(np.cross(along, eye - points)) * (width_m / 2)[None, :, None]
    place = np.stack([points - side, points + side], 2).reshape(-1, 3)
    ways = np.repeat(along.reshape(-1, 3), 2, 0)
    first = (np.arange(strands)[:, None] * count + np.arange(count - 1)[None]).ravel() * 2
    faces = np.concatenate([np.stack([first, first + 1, first + 2], 1), np.stack([first + 1, first + 3, first + 2], 1)])
    return place.astype(np.float32), ways.astype(np.float32), faces.astype(np.int32)
