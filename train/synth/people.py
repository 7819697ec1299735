"""Put a whole person together: who, what they wear and hold, their hair; and pose them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train.synth import wardrobe
from train.synth.avatar import Avatar, Floats, Indices, read_avatar
from train.synth.hair import Hair, sampled, scalp, scalp_lift, short_hair, wig_hair
from train.synth.poses import Pose, rotations
from train.synth.props import Prop, cap, glasses, headphones
from train.synth.skeleton import apply, blended, skinned, turns
from train.synth.things import held, neckwear

NO_HAT = np.array([0, 0, 0, -1], np.float32)


@dataclass(frozen=True)
class Known:
    """Hold what is worked out once per avatar: its garment's texels and brightness, where hair is painted, the wig's strands."""

    avatar: Avatar
    skin: NDArray[np.uint8]  # (H, W, 4), alpha = cloth
    brightness: float
    covered: NDArray[np.bool_]
    strands: Hair | None
    cloth: Floats


@dataclass(frozen=True)
class Person:
    """Hold one dressed person: all that stays the same while they move."""

    known: Known
    outfit: wardrobe.Outfit
    props: list[Prop]
    names: list[str]
    hat: Floats
    lift: Floats
    hair: Hair | None
    hair_colour: Floats


@lru_cache(maxsize=80)
def known(path: Path) -> Known:
    """Read an avatar and work out what never changes."""
    avatar = read_avatar(path)
    mask = wardrobe.garment_mask(avatar)
    strands = wig_hair(np.random.default_rng(7), avatar.wig) if avatar.wig is not None else None
    return Known(
        avatar,
        np.dstack([avatar.texture, mask]),
        wardrobe.mean_brightness(avatar, mask),
        scalp(avatar),
        strands,
        wardrobe.cloth_share(avatar, mask),
    )


def dress(rng: np.random.Generator, about: Known, arms: tuple[str, str]) -> Person:
    """Draw an outfit, a hair style and things."""
    avatar = about.avatar
    outfit = wardrobe.draw_outfit(rng, avatar)
    length, curl = (
        float(rng.choice([0.006, 0.012, 0.020, 0.032], p=[0.35, 0.35, 0.22, 0.08])),
        float(rng.choice([0.05, 0.3, 0.7])),
    )
    hair, lift = about.strands, np.zeros(len(avatar.body.position), np.float32)
    if hair is None and about.covered.any():
        hair = short_hair(rng, avatar, about.covered, length, curl)
        lift = scalp_lift(avatar, about.covered, length * 0.45)
    colour = _hair_colour(rng, avatar)
    props: list[Prop] = []
    names: list[str] = []
    hat = NO_HAT
    if rng.random() < 0.28:
        props, names = props + glasses(rng, avatar), [*names, "glasses"]
    touched = any(arm in ("phone", "cheek", "hair", "glasses", "crown", "nape", "brow") for arm in arms)
    if (worn := rng.random()) < 0.17 and not touched:
        props, names = props + headphones(rng, avatar, lift), [*names, "headphones"]
    elif 0.2 <= worn < 0.27:
        added, hat = cap(rng, avatar, lift)
        props, names = props + added, [*names, "cap"]
    if outfit.extra:
        props, names = props + neckwear(rng, avatar, outfit.extra), [*names, outfit.extra]
    for side, action in zip(("Left", "Right"), arms, strict=True):
        if action in ("mug", "drink", "phone", "screen"):
            props, names = (
                props + held(rng, avatar, side, action),
                [*names, "mug" if action in ("mug", "drink") else "phone"],
            )
    return Person(about, outfit, props, names, hat, lift, hair, colour)


def _hair_colour(rng: np.random.Generator, avatar: Avatar) -> Floats:
    """Draw a wig's colour, linear RGB: mostly its own, else black, brown, blond, red, grey, or dyed."""
    own = sampled(avatar.wig_texture, np.random.default_rng(0).random((500, 2)).astype(np.float32)).mean(0)
    kind = rng.random()
    if kind < 0.45:
        return np.asarray(own, np.float32)
    tones = np.array(
        [
            [0.010, 0.008, 0.007],
            [0.045, 0.022, 0.012],
            [0.10, 0.05, 0.022],
            [0.36, 0.22, 0.09],
            [0.16, 0.04, 0.015],
            [0.3, 0.3, 0.3],
        ]
    )
    if kind < 0.96:
        return np.asarray(tones[rng.integers(len(tones))] * rng.uniform(0.7, 1.3), np.float32)
    return np.asarray(rng.uniform(0.02, 0.5, 3), np.float32)


def _rigid(avatar: Avatar, moves: Floats, prop: Prop) -> tuple[Floats, Floats]:
    """Give a thing's posed places and normals: it follows its joints."""
    thing = prop.solid
    matrix = sum(share * moves[avatar.skeleton.index(name)] for name, share in prop.hold.items())
    normal = thing.normal @ np.asarray(matrix)[:3, :3].T
    return apply(np.asarray(matrix), thing.position), normal / np.maximum(
        np.linalg.norm(normal, axis=1, keepdims=True), 1e-6
    )


def _expressed(avatar: Avatar, person: Person, pose: Pose) -> Floats:
    """Give the body's bind pose with its expression, its cloth and its hair's thickness."""
    body = avatar.body
    place = (
        body.position
        + body.normal * (wardrobe.looseness(avatar, person.outfit, person.known.cloth) + person.lift)[:, None]
    )
    for name, weight in pose.face.items():
        if name in avatar.morphs and weight > 0:
            at, moves = avatar.morphs[name]
            place[at] += weight * moves
    opened = sum(pose.face.get(name, 0.0) for name in ("MouthOpen", "AE_AA", "AO_a"))
    if "h_TeethDown" in avatar.parts:
        place[avatar.parts["h_TeethDown"], 1] -= 0.012 * min(1.0, opened)
    return place


@dataclass(frozen=True)
class Posed:
    """Hold a person in one pose. moves: (N, 4, 4) of the joints. pieces: (places, normals, triangles) of the body, the wig if any,
    and each thing. strands: (S, P, 3), the hair.
    """

    moves: Floats
    pieces: list[tuple[Floats, Floats, Indices]]
    strands: Floats | None


def posed(person: Person, pose: Pose) -> Posed:
    """Pose a person: the pieces are the body, the wig if any, then the props in order."""
    avatar = person.known.avatar
    moves = turns(avatar.skeleton, rotations(avatar, pose))
    moves[:, :3, 3] += pose.shift
    matrices = blended(avatar.body, moves)
    pieces = [(*skinned(matrices, _expressed(avatar, person, pose), avatar.body.normal), avatar.body.triangles)]
    wig = avatar.wig
    wig_matrices = blended(wig, moves) if wig is not None else matrices
    if wig is not None:
        pieces.append((*skinned(wig_matrices, wig.position, wig.normal), wig.triangles))
    pieces += [(*_rigid(avatar, moves, prop), prop.solid.triangles) for prop in person.props]
    strands = None
    if person.hair is not None:
        follow = (wig_matrices if person.hair.on_wig else matrices)[person.hair.root]
        points = person.hair.points
        if not person.hair.on_wig:
            points = points + (person.lift[:, None] * avatar.body.normal)[person.hair.root[:, :1]]
        strands = np.einsum("spij,spj->spi", follow[..., :3], points) + follow[..., 3]
    return Posed(moves, pieces, strands)


def head_place(person: Person, body: Posed) -> Floats:
    """Give the middle of a posed head, (3,)."""
    skeleton = person.known.avatar.skeleton
    return apply(body.moves[skeleton.index("Head")], skeleton.place("Head") + np.array([0, 0.065, 0.03]))
