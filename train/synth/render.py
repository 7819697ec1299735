"""Render one item: a still or a sequence, drawn from its seed and number alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train.data import held_out
from train.synth.avatar import Floats
from train.synth.drawing import Scene, draw_chair, draw_person, lighted
from train.synth.hair import sampled
from train.synth.light import draw_light
from train.synth.motion import FPS, FRAMES, SHUTTER_S, draw_kind, moving
from train.synth.people import Known, Person, dress, head_place, known, posed
from train.synth.poses import LIVELY, LIVELY_SHARE, draw_legs, draw_pose
from train.synth.raster import Layer, Raster
from train.synth.store import blurred, straight, write_clip, write_still
from train.synth.view import draw_framing, draw_view

WIDE, NARROW, TALL = (512, 288), (384, 288), (288, 384)
TALL_SHARE = 0.25  # of the stills with arms off the body: as a phone sees people
WHOLE_TALL_SHARE = 0.6  # of the stills from head to foot
CHAIR_SHARE, BLUR_SHARE = 0.4, 0.15
BRIGHTNESS = (0.10, 0.30)  # mean of a person's front, linear


@dataclass(frozen=True)
class Item:
    """Name one thing to render: still or sequence number `number` of a run with this seed.

    lively: the share of poses with the arms off the body. whole: the share of stills that show somebody standing, from head to foot.
    """

    still: bool
    number: int
    seed: int
    lively: float = LIVELY_SHARE
    whole: float = 0.0

    def rng(self) -> np.random.Generator:
        """Give the item's own random numbers."""
        return np.random.default_rng([self.seed, int(self.still), self.number])


def interleaved(stills: int, sequences: int, seed: int, lively: float = LIVELY_SHARE, whole: float = 0.0) -> list[Item]:
    """List all items so that a stop half way leaves the same share of both."""
    items = [(number / max(1, stills), Item(True, number, seed, lively, whole)) for number in range(stills)]
    items += [((number + 0.5) / max(1, sequences), Item(False, number, seed, lively)) for number in range(sequences)]
    return [item for _, item in sorted(items, key=lambda pair: (pair[0], pair[1].still))]


def avatar_of(item: Item, avatars: Sequence[Path]) -> Path:
    """Give the avatar that an item shows: all of them in turn, each round in its own order."""
    turn, place = divmod(item.number, len(avatars))
    return avatars[int(np.random.default_rng([item.seed, int(item.still), turn, 1]).permutation(len(avatars))[place])]


def _who(item: Item, avatars: Sequence[Path]) -> tuple[str, str]:
    """Give the identity and the outfit that an item shows."""
    identity, outfit = avatar_of(item, avatars).stem.rsplit("_", 1)
    return identity, outfit


def shows_held_out(item: Item, avatars: Sequence[Path]) -> bool:
    """Tell whether an item shows somebody whom no network is trained on."""
    return held_out(_who(item, avatars)[0])


def item_path(item: Item, avatars: Sequence[Path], output: Path) -> Path:
    """Give the file that says that an item is done; its name holds the avatar's identity."""
    identity, outfit = _who(item, avatars)
    name = f"{item.number:05d}-{identity}-{outfit}"
    return output / "stills" / f"{name}.json" if item.still else output / "sequences" / name / "clip.json"


def _exposure(person: Person, lit: Floats, wanted: float) -> float:
    """Give the exposure at which the person's head and chest are as bright as wanted, linear 0 to 1."""
    avatar = person.known.avatar
    count = len(avatar.body.position)
    seen = (avatar.body.position[:, 1] > avatar.skeleton.place("Spine1")[1]) & (avatar.body.normal[:, 2] > 0.3)
    own = sampled(avatar.texture, avatar.body.uv[seen]).mean(1) if seen.any() else np.full(1, 0.3)
    mean = float((own * lit[:count][seen].mean(1)).mean()) if seen.any() else 0.2
    return float(np.clip(wanted / max(mean, 0.01), 0.5, 6.0))


def render(raster: Raster, item: Item, avatars: Sequence[Path], output: Path) -> None:
    """Draw one item and write it, unless it is there already."""
    done = item_path(item, avatars, output)
    if done.exists():
        return
    about = known(avatar_of(item, avatars))
    if item.still:
        _still(raster, item, about, done)
    else:
        _sequence(raster, item, about, done)


def _still(raster: Raster, item: Item, about: Known, done: Path) -> None:
    rng = item.rng()
    size = WIDE if rng.random() < 0.8 else NARROW
    framing = draw_framing(rng)
    legs = np.random.default_rng([item.seed, item.number, 2])  # its own: the other items stay what they are
    whole = legs.random() < item.whole
    if whole:
        framing, size = "whole", TALL if legs.random() < WHOLE_TALL_SHARE else size
    standing = whole or (framing == "upper" and rng.random() < 0.6)
    shake = rng.random() < BLUR_SHARE  # caught in motion
    pose, later = draw_pose(rng, standing=standing, lively=item.lively), None
    if shake:
        at = moving(rng, draw_kind(rng), standing=standing, lively=item.lively)
        moment = float(rng.uniform(0.2, 1.8))
        pose, later = at(moment), at(moment + 0.05)
    if whole:
        stance = draw_legs(legs)
        pose, later = replace(pose, legs=stance), replace(later, legs=stance) if later else None
    elif any(arm in LIVELY for arm in pose.arms) and rng.random() < TALL_SHARE:
        size = TALL
    person = dress(rng, about, pose.arms)
    light, now = draw_light(rng), posed(person, pose)
    view = draw_view(rng, framing, head_place(person, now), size[0] / size[1])
    lit = lighted(raster, person, now, light)
    exposure = _exposure(person, lit, float(rng.uniform(*BRIGHTNESS)))
    scene = Scene(person, light, view, size, exposure)
    layer = draw_person(raster, scene, now, posed(person, later) if later else now, lit)
    colour = blurred(layer, float(rng.uniform(0.3, 0.9))) if later else layer.colour
    behind = None
    if not standing and rng.random() < CHAIR_SHARE:
        behind = straight(draw_chair(raster, rng, scene, now).colour)
    facts = _facts(item, about, person, framing) | {"arms": list(pose.arms), "chair": behind is not None}
    write_still(done.parent, done.stem, straight(colour), behind, facts)


def _sequence(raster: Raster, item: Item, about: Known, done: Path) -> None:
    rng = item.rng()
    framing = draw_framing(rng)
    standing = framing == "upper" and rng.random() < 0.6
    kind = draw_kind(rng)
    at = moving(rng, kind, standing=standing, lively=item.lively)
    person = dress(rng, about, at(0).arms)
    light, now = draw_light(rng), posed(person, at(0))
    view = draw_view(rng, framing, head_place(person, now), WIDE[0] / WIDE[1])
    exposure = _exposure(person, lighted(raster, person, now, light), float(rng.uniform(*BRIGHTNESS)))
    scene = Scene(person, light, view, WIDE, exposure)
    shutter_s, ahead_s = float(rng.uniform(*SHUTTER_S)), 0.02
    frames: list[NDArray[np.uint8]] = []
    for number in range(FRAMES):
        time_s = number / FPS
        now, then = posed(person, at(time_s)), posed(person, at(time_s + ahead_s))
        lit = lighted(raster, person, now, light)
        layer: Layer = draw_person(raster, scene, now, then, lit)
        frames.append(straight(blurred(layer, shutter_s / ahead_s)))
    behind = None
    if not standing and rng.random() < CHAIR_SHARE:
        behind = straight(draw_chair(raster, rng, scene, posed(person, at(0))).colour)
    facts = _facts(item, about, person, framing) | {
        "arms": list(at(0).arms),
        "chair": behind is not None,
        "motion": kind,
        "fps": FPS,
    }
    write_clip(done.parent, frames, behind, facts)


def _facts(item: Item, about: Known, person: Person, framing: str) -> dict[str, Any]:
    return {
        "seed": item.seed, "number": item.number, "identity": about.avatar.identity, "outfit": about.avatar.outfit,
        "framing": framing, "props": person.names,
    }  # fmt: skip
