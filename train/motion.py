"""Make short sequences for recurrent networks: people who drift or were rendered moving, before a fixed room, seen by one camera."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from train.camera import photograph, relight
from train.clutter import clutter
from train.data import Mask, Pair, Picture
from train.framing import Placement, look, place
from train.samples import Batch, Mix, Phase, Sampler, edge_band, with_chair
from train.scenes import composite, room

RENDERED_SHARE = 0.4  # of the sequences, where there are rendered ones
STILL_SHARE = 0.3  # of the sequences: nothing moves but the noise, so nothing may flicker
DRIFT, TURN = 0.10, np.deg2rad(6)  # of the frame's height, and how far a person tilts within a sequence


def drift(rng: np.random.Generator, start: Placement, frames: int) -> list[Placement]:
    """Move where the camera looks, smoothly from `start`, so that the person moves the other way; the lower side never rises."""
    if rng.random() < STILL_SHARE:
        return [start] * frames
    aside, up = rng.normal(0, DRIFT, 2) * start.h
    grow, turn = np.exp(rng.normal(0, DRIFT / 2)), rng.normal(0, TURN / 2)
    placements = []
    for t in np.linspace(0, 1, frames) ** rng.uniform(0.7, 2.0):
        w, h = start.w * grow**t, start.h * grow**t
        x, y = start.x + aside * t - (w - start.w) / 2, start.y + start.h - h - abs(up) * t
        placements.append(start._replace(x=x, y=y, w=w, h=h, tilt=start.tilt + turn * t))
    return placements


def rendered(
    rng: np.random.Generator, clips: Sequence[Sequence[Pair]], shape: tuple[int, int], frames: int
) -> tuple[list[Pair], list[Placement]]:
    """Choose some frames of a rendered sequence, forwards or backwards, and one placement for all."""
    clip = clips[rng.integers(len(clips))]
    apart = int(rng.integers(1, max(2, min(3, (len(clip) - 1) // max(1, frames - 1) + 1))))
    first = int(rng.integers(max(1, len(clip) - apart * (frames - 1))))
    chosen = [clip[min(first + apart * i, len(clip) - 1)] for i in range(frames)]
    if rng.random() < 0.5:
        chosen.reverse()
    return chosen, [place(rng, chosen[frames // 2].matte, shape, beyond=True)] * frames


def draw_sequence(
    sampler: Sampler,
    rng: np.random.Generator,
    shape: tuple[int, int],
    frames: int,
    mix: Mix,
    clips: Sequence[Sequence[Pair]] = (),
) -> list[tuple[Picture, Mask]]:
    """Give the frames of one sequence: image (H, W, 3) uint8 BGR and matte (H, W) uint8; `shape` is (H, W).

    clips: rendered sequences, some of which are shown in place of a still that drifts.
    """
    backdrop = room(rng, sampler.rooms, shape)
    if clips and rng.random() < RENDERED_SHARE:
        people, placements = rendered(rng, clips, shape, frames)
    else:
        pair = sampler.pair(rng)
        people, placements = [pair] * frames, drift(rng, place(rng, pair.matte, shape, beyond=True), frames)
    cluttered = rng.random() < mix.clutter
    same, drawn = int(rng.integers(2**32)), []
    for pair, placement in zip(people, placements, strict=True):
        once = np.random.default_rng(same)  # the same room, light, clutter and camera in every frame
        seen = look(pair, placement, shape, beyond=True)
        scene = with_chair(backdrop, seen.behind)
        image, matte = composite(once, relight(once, seen.image, 0.3), seen.matte, scene, exact=pair.exact)
        if cluttered:
            image = clutter(np.random.default_rng(same + 1), image, matte, sampler.rooms)
        drawn.append((photograph(np.random.default_rng(same + 2), image, grain=rng), matte))
    return drawn


class Sequences:
    """A map-style data set: item `step` is always the same batch of sequences.

    An item is (N, T, H, W, 3) RGB, (N, T, H, W) matte and (N, T, H, W) edge band, all uint8, and (N,) False: no teacher labels them.
    """

    def __init__(
        self,
        sampler: Sampler,
        phases: Sequence[Phase],
        steps: int,
        batch_size: int,
        seed: tuple[int, ...],
        frames: int,
        clips: Sequence[Sequence[Pair]],
    ) -> None:
        self.sampler, self.phases, self.steps, self.seed, self.clips = sampler, phases, steps, seed, clips
        self.batch_size, self.frames = batch_size, frames

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> Batch:
        rng = np.random.default_rng((*self.seed, step))
        phase = self.phases[-1]
        shape = phase.shapes[rng.integers(len(phase.shapes))]
        drawn = [
            draw_sequence(self.sampler, rng, shape, self.frames, phase.mix, self.clips) for _ in range(self.batch_size)
        ]
        images = np.stack([np.stack([image[:, :, ::-1] for image, _ in sequence]) for sequence in drawn])
        mattes = np.stack([np.stack([matte for _, matte in sequence]) for sequence in drawn])
        bands = np.stack([[edge_band(matte) for matte in sequence] for sequence in mattes])
        return images, mattes, bands, np.zeros(self.batch_size, bool)
