"""Draw training samples from several sets: kinds of scenes in fixed shares, the same batch for the same step for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from train.camera import photograph, relight, relight_a_little
from train.clutter import clutter
from train.data import Mask, Pair, Picture
from train.distil import Teacher, mixed
from train.framing import frame, largest, look, place
from train.scenes import composite, room

PLAIN_EVERY = 3  # of the taught samples every so many-th is not mixed
MOST_COMPANY = 2  # people beside the first
EDGE_BAND_PX = 7  # positions this near to the matte's edge are in the band

# (N, H, W, 3) RGB, (N, H, W) matte, (N, H, W) edge band: all uint8; and (N,) bool, whether a teacher labelled it.
Batch = tuple[Picture, Mask, Mask, NDArray[np.bool_]]


class Sample(NamedTuple):
    """Hold what a network is shown, image (H, W, 3) uint8 BGR, and its label, matte (H, W) uint8, 255 = person.

    exact: the matte is true alpha, not a binary or estimated label; teachers know nothing better.
    """

    image: Picture
    matte: Mask
    exact: bool = False


@dataclass(frozen=True)
class Mix:
    """Say how often each kind of sample is drawn; what is left of 1 is the picture as it is, on its own background."""

    replaced: float = 0.5
    empty: float = 0.08
    clutter: float = 0.4  # of all samples, whatever their kind
    company: float = 0.25  # of the replaced ones: one more person, twice; they are person as well
    faults: float = 1.0  # of all samples: seen by a webcam with its faults; the others are only lit differently
    whole: float = (
        0.0  # of those on their own background: the largest frame that fits, in place of one chosen around the person
    )


NEAR = Mix(replaced=0.4, clutter=0.3, faults=0.7, whole=0.3)
NEARER = Mix(replaced=0.35, empty=0.16, clutter=0.35, faults=0.6, whole=0.4)
GENTLE = Mix(replaced=0.32, empty=0.16, clutter=0.35, faults=0.4, whole=0.6)  # near to what users will show it


@dataclass(frozen=True)
class Phase:
    """Train until `until` (a share of all steps, in (0, 1]) on batches of one of these (H, W) shapes each."""

    until: float
    shapes: tuple[tuple[int, int], ...]
    mix: Mix = Mix()


class Sampler:
    """Draw training samples from several sets of pairs, each set with its weight."""

    def __init__(
        self,
        sets: Sequence[tuple[float, Sequence[Pair]]],
        rooms: Sequence[Picture],
        likely: Mapping[int, NDArray[np.float64]] | None = None,
        real: Sequence[Picture] = (),
    ) -> None:
        """likely: for sets by their place in `sets`, (N,) how likely each pair is to be drawn, summing to 1; all alike without.

        real: rooms that nobody was painted out of. Half of the empty frames are of them, as a camera that sees a room shows all of it.
        """
        self.sets = [pairs for _, pairs in sets]
        self.until = {place: np.cumsum(weights) for place, weights in (likely or {}).items()}
        weights = np.array([weight for weight, _ in sets], dtype=np.float64)
        self.weights = weights / weights.sum()
        self.rooms, self.real = rooms, real

    def pair(self, rng: np.random.Generator) -> Pair:
        """Draw a pair from the sets by their weights."""
        place = int(rng.choice(len(self.sets), p=self.weights))
        pairs = self.sets[place]
        if place in self.until:
            return pairs[min(int(np.searchsorted(self.until[place], rng.random(), side="right")), len(pairs) - 1)]
        return pairs[rng.integers(len(pairs))]

    def _placed(self, rng: np.random.Generator, pair: Pair, backdrop: Picture) -> tuple[Picture, Mask]:
        """Put a person on a backdrop (H, W, 3) uint8, with the chair that was drawn behind them, if any."""
        seen = frame(rng, pair, backdrop.shape[:2], beyond=True)
        backdrop = with_chair(backdrop, seen.behind)
        return composite(rng, relight(rng, seen.image, 0.3), seen.matte, backdrop, exact=pair.exact)

    def draw(self, rng: np.random.Generator, shape: tuple[int, int], mix: Mix) -> Sample:
        """Give one sample; `shape` is (H, W)."""
        kind, exact = rng.random(), False
        if kind < mix.empty:
            seen = self.real if rng.random() < 0.5 and self.real else self.rooms
            image, matte = room(rng, seen, shape, whole=rng.random() < 0.5), np.zeros(shape, np.uint8)
        elif kind < mix.empty + mix.replaced:
            image, matte = self._placed(rng, self.pair(rng), room(rng, self.rooms, shape))
            exact = True  # a composite's alpha is what it was made with
            for _ in range(MOST_COMPANY):
                if rng.random() < mix.company:
                    image, nearer = self._placed(rng, self.pair(rng), image)
                    matte = np.maximum(matte, nearer)
        else:
            pair = self.pair(rng)
            exact = pair.exact
            if pair.cut_out:
                image, matte = self._placed(rng, pair, room(rng, self.rooms, shape))
            else:
                placed = (
                    largest(rng, pair.matte, shape)
                    if rng.random() < mix.whole
                    else place(rng, pair.matte, shape, False)
                )
                image, matte, _ = look(pair, placed, shape, beyond=False)
        if rng.random() < mix.clutter:
            image = clutter(rng, image, matte, self.rooms)
        image = (photograph if rng.random() < mix.faults else relight_a_little)(rng, image)
        return Sample(image, matte, exact)

    def batch(
        self,
        rng: np.random.Generator,
        shape: tuple[int, int],
        size: int,
        mix: Mix,
        taught: int = 0,
        teacher: Teacher | None = None,
    ) -> Batch:
        """Give `size` samples stacked; with a teacher `taught` of them are labelled by it, most of them mixed with others first.

        Those whose matte is exact are taught last. What is not mixed keeps a label that is exact, and a room keeps its own: nobody is in
        it, whatever a teacher sees.
        """
        drawn, learnt = [self.draw(rng, shape, mix) for _ in range(size)], np.zeros(size, bool)
        if teacher:
            drawn.sort(key=lambda sample: sample.exact)
            others = (np.arange(taught) + rng.integers(1, max(2, size), size=taught)) % size  # never itself
            shown = [sample.image for sample in drawn]
            for place, other in enumerate(others):
                image, matte, exact = drawn[place]
                if place % PLAIN_EVERY:
                    image = mixed(rng, image, shown[other])
                elif exact or not matte.any():
                    continue
                drawn[place] = Sample(image, teacher(image))
                learnt[place] = True
        images, mattes = (
            np.stack([sample.image[:, :, ::-1] for sample in drawn]),
            np.stack([sample.matte for sample in drawn]),
        )
        return images, mattes, np.stack([edge_band(matte) for matte in mattes]), learnt


def with_chair(backdrop: Picture, behind: Picture | None) -> Picture:
    """Put what was drawn behind a person, (H, W, 4) uint8 BGRA or nothing, before a backdrop (H, W, 3) uint8."""
    if behind is None:
        return backdrop
    share = behind[:, :, 3].astype(np.float32) / 255
    chair = np.ascontiguousarray(behind[:, :, :3])
    return np.asarray(cv2.blendLinear(chair, backdrop, share, 1 - share), dtype=np.uint8)


def edge_band(matte: Mask) -> NDArray[np.uint8]:
    """Give (H, W) uint8, high near the matte's edge and 0 elsewhere: the local contrast of alpha."""
    square = np.ones((EDGE_BAND_PX, EDGE_BAND_PX), np.uint8)
    return np.asarray(cv2.morphologyEx(matte, cv2.MORPH_GRADIENT, square), dtype=np.uint8)


class Batches:
    """A map-style data set: item `step` is always the same batch, so a resumed run goes on exactly where it was."""

    def __init__(
        self,
        sampler: Sampler,
        phases: Sequence[Phase],
        steps: int,
        batch_size: int,
        seed: tuple[int, ...],
        taught: float = 0,
        teacher: Teacher | None = None,
    ) -> None:
        """taught: the share of the samples that are labelled by `teacher`, in [0, 1]."""
        self.sampler, self.phases, self.steps, self.batch_size, self.seed = sampler, phases, steps, batch_size, seed
        self.taught, self.teacher = round(taught * batch_size), teacher

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> Batch:
        rng = np.random.default_rng((*self.seed, step))
        phase = next(phase for phase in self.phases if step < phase.until * self.steps or phase is self.phases[-1])
        shape = phase.shapes[rng.integers(len(phase.shapes))]
        return self.sampler.batch(rng, shape, self.batch_size, phase.mix, self.taught, self.teacher)
