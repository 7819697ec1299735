"""Draw a posed person, and a chair behind them: vertices, light and uniforms for the rasteriser."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from train.synth import wardrobe
from train.synth.avatar import Floats, Indices, Mesh
from train.synth.hair import Hair, ribbons
from train.synth.light import Light, irradiance, map_matrices
from train.synth.people import Person, Posed
from train.synth.raster import Batch, Layer, Raster
from train.synth.skeleton import apply
from train.synth.solids import Solid
from train.synth.things import chair
from train.synth.view import View

BODY, WIG, PROP, HAIR, CLOTH = range(5)


def _block(place: Floats, normal: Floats, kind: int, **more: Floats) -> Floats:
    """Give vertices (V, 22) in the order of raster.COLUMNS."""
    block = np.zeros((len(place), 22), np.float32)
    block[:, 0:3], block[:, 3:6], block[:, 14:18], block[:, 21] = place, normal, 1.0, kind
    for name, columns in (
        ("uv", slice(6, 8)),
        ("rest", slice(8, 11)),
        ("light", slice(11, 14)),
        ("tint", slice(14, 18)),
    ):
        if name in more:
            block[:, columns] = more[name]
    return block


def lighted(raster: Raster, person: Person, now: Posed, light: Light) -> Floats:
    """Give the light (V, 3) on all pieces' vertices, one piece behind the other."""
    skeleton = person.known.avatar.skeleton
    chest = apply(now.moves[skeleton.index("Spine2")], skeleton.place("Spine2") + np.array([0, 0.15, 0.1]))
    matrices = map_matrices(light, chest)
    place, normal = (np.concatenate([piece[k] for piece in now.pieces]) for k in (0, 1))
    maps = raster.shadow_maps(place, _faces(now), matrices)
    return irradiance(light, matrices, maps, place, normal)


def _starts(now: Posed) -> Indices:
    return np.cumsum([0] + [len(place) for place, _, _ in now.pieces]).astype(np.int32)


def _faces(now: Posed) -> Indices:
    return np.concatenate([piece[2] + start for piece, start in zip(now.pieces, _starts(now), strict=False)])


@dataclass(frozen=True)
class Scene:
    """Hold what a picture is drawn from besides the pose. size: (width, height). exposure: factor on linear light."""

    person: Person
    light: Light
    view: View
    size: tuple[int, int]
    exposure: float


def draw_person(raster: Raster, scene: Scene, now: Posed, then: Posed, lit: Floats) -> Layer:
    """Draw a person. then: the same person a moment later, for the motion. lit: as `lighted` gives it."""
    person, eye = scene.person, scene.view.eye
    avatar, starts, faces = person.known.avatar, _starts(now), _faces(now)
    blocks, orders, afters = [], [faces], [np.concatenate([piece[0] for piece in then.pieces])]
    for i, (piece, normals, _) in enumerate(now.pieces):
        here = lit[starts[i] : starts[i + 1]]
        blocks.append(_piece(person, i, piece, normals, here))
    if now.strands is not None and then.strands is not None and person.hair is not None:
        block, order = _strand_block(
            person, person.hair, now.strands, eye, lit[starts[1 if person.hair.on_wig else 0] :]
        )
        orders.append(order + int(starts[-1]))
        blocks.append(block)
        afters.append(ribbons(then.strands, eye, person.hair.width_m)[0])
    vertices = np.concatenate(blocks)
    vertices[:, 18:21] = np.concatenate(afters)
    textures = {"skin": person.known.skin, "wig": avatar.wig_texture}
    return raster.draw(Batch(vertices, np.concatenate(orders)), scene.size, textures, _uniforms(scene))


def _piece(person: Person, number: int, place: Floats, normal: Floats, lit: Floats) -> Floats:
    """Give one piece's vertices: number 0 is the body, then the wig if any, then the props."""
    avatar = person.known.avatar
    meshes: list[Mesh] = [avatar.body] + ([avatar.wig] if avatar.wig is not None else [])
    if number < len(meshes):
        mesh = meshes[number]
        return _block(place, normal, BODY if number == 0 else WIG, uv=mesh.uv, rest=mesh.position, light=lit)
    prop = person.props[number - len(meshes)]
    tint = np.array(prop.solid.tint, np.float32)
    return _block(place, normal, CLOTH if prop.cloth else PROP, rest=prop.solid.position, light=lit, tint=tint)


def _strand_block(person: Person, hair: Hair, strands: Floats, eye: Floats, lit: Floats) -> tuple[Floats, Indices]:
    """Give the hair's vertices and triangles; a strand takes the light of the surface that it follows."""
    place, along, faces = ribbons(strands, eye, hair.width_m)
    colour = hair.colour * (person.hair_colour if hair.on_wig else 1.0)
    points = strands.shape[1]
    tint = np.ones((len(place), 4), np.float32)
    tint[:, :3] = np.repeat(colour, points * 2, 0)
    light = np.repeat(lit[hair.root].reshape(-1, 3), 2, 0)
    rest = np.repeat(hair.points.reshape(-1, 3), 2, 0)
    return _block(place, along, HAIR, rest=rest, light=light, tint=tint), faces


def _uniforms(scene: Scene) -> dict[str, float | int | Floats]:
    person, light = scene.person, scene.light
    outfit, avatar = person.outfit, person.known.avatar
    neck = avatar.skeleton.place("Neck")
    wig = (avatar.wig_texture.reshape(-1, 3)[::97] / 255.0) ** 2.2 @ np.array([0.3, 0.5, 0.2])
    return {
        "matrix": scene.view.matrix, "eye": scene.view.eye, "key": light.key, "key_colour": light.key_colour, "exposure": scene.exposure,
        "hair_colour": person.hair_colour, "wig_mean": float(max(0.003, wig.mean())), "garment": outfit.garment,
        "cut": outfit.cut, "painted": np.array([person.known.brightness, avatar.skeleton.place("Hips")[1]], np.float32),
        "pattern": outfit.pattern, "colour_a": outfit.colours[0], "colour_b": outfit.colours[1], "grain": outfit.grain,
        "skin_colour": wardrobe.skin_colour(avatar),
        "hat": person.hat, "neck": np.array([neck[1], neck[2] - 0.01, wardrobe.NECK_M], np.float32),
    }  # fmt: skip


def draw_chair(raster: Raster, rng: np.random.Generator, scene: Scene, now: Posed) -> Layer:
    """Draw a chair's back alone, as it stands behind the person."""
    person = scene.person
    avatar = person.known.avatar
    shoulder = apply(now.moves[avatar.skeleton.index("Spine2")], avatar.skeleton.place("LeftArm"))
    body = now.pieces[0][0]
    torso = body[(np.abs(body[:, 0]) < 0.2) & (body[:, 1] > shoulder[1] - 0.4) & (body[:, 1] < shoulder[1])]
    parts = chair(rng, float(shoulder[1]), float(torso[:, 2].min(initial=-0.15)))
    batch = _chair_batch(parts, scene.light)
    textures = {"skin": person.known.skin[:8, :8], "wig": avatar.wig_texture[:8, :8]}
    return raster.draw(batch, scene.size, textures, _uniforms(scene))


def _chair_batch(parts: list[Solid], light: Light) -> Batch:
    starts = np.cumsum([0] + [len(part.position) for part in parts])
    blocks = []
    for part in parts:
        lit = np.clip(part.normal @ light.towards.T, 0, None) @ light.radiance
        block = _block(part.position, part.normal, PROP, light=lit, tint=np.array(part.tint, np.float32))
        block[:, 18:21] = part.position
        blocks.append(block)
    faces = np.concatenate([part.triangles + start for part, start in zip(parts, starts, strict=False)])
    return Batch(np.concatenate(blocks), faces.astype(np.int32))
