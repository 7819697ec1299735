"""Train several networks on the same samples, all taught by the average of the first: for a fast GPU, where drawing samples takes longest.

What a picture shows is asked of a teacher that itself still learns, as its moving average sees it (Tarvainen and Valpola 2017, "Mean
teachers"), straight and mirrored, and of the models that the first preset names as teachers; every network sees the same picture and
learns the mean of these opinions (Beyer et al. 2022, "A good teacher is patient and consistent").
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

from livebg.errors import LivebgError, SettingsError
from train.checkpoint import save_weights
from train.fit import (
    card,
    check_first,
    checked_pairs,
    cosine,
    make_sampler,
    read_training_sets,
    teacher_of,
    warmth,
)
from train.losses import LOSSES
from train.networks import alpha_of
from train.precision import training_autocast
from train.presets import Preset
from train.quick import quick_score, to_tensors
from train.samples import EDGE_BAND_PX, Batches, Sampler
from train.state import State
from train.team import Team

ENDLESS = 10**9  # steps: the clock ends a run
LISTENED_FROM = 0.2  # of the time: before, a first network that starts anew knows too little to teach
OWN_SHARE = 0.6  # of a label: the first network's opinion, beside that of the teachers' files
SMALLER = 0.75  # a network for fewer pixels than this part of a batch's is shown it smaller
MOST_FASTER = 2.0  # a rate for larger batches, times that of the preset
LOG_EVERY, KEEP_S = 50, 60.0

log = logging.getLogger(__name__)


@dataclass
class Learner:
    """Hold one network that learns; what it is shown, and when, is the first one's."""

    name: str
    preset: Preset
    state: State

    def step(self, src: Tensor, pha: Tensor, band: Tensor, done: float) -> Tensor:
        """Learn from a batch, shrunk where this network is for far fewer pixels, and give the loss. done: part of the time, in [0, 1]."""
        share = self.preset.area_px / src[0, 0].numel()
        if share < SMALLER:
            src, pha = (shrunk(part, share**0.5, self.state.network.multiple) for part in (src, pha))
            band = edge_bands(pha)
        self.state.set_pace(warmth(self.preset, self.state.step) * cosine(done))
        with training_autocast(src.device.type):
            logits = self.state.network(src)
        if self.state.step == 0:
            check_first(pha, logits)
        loss = LOSSES[self.preset.loss](logits.float(), pha, band)["total"]
        self.state.descend(loss)
        return loss.detach()


def shrunk(part: Tensor, scale: float, multiple: int) -> Tensor:
    """Shrink (N, C, H, W) to sides that are multiples of `multiple`, without aliases."""
    size = [max(multiple, round(side * scale / multiple) * multiple) for side in part.shape[-2:]]
    small = F.interpolate(part, size, mode="bilinear", antialias=True)
    return small.contiguous(memory_format=torch.channels_last)


def edge_bands(pha: Tensor) -> Tensor:
    """Give `train.samples.edge_band` of mattes (N, 1, H, W) in [0, 1]."""
    around = EDGE_BAND_PX // 2
    most, least = (F.max_pool2d(sign * pha, EDGE_BAND_PX, 1, around) for sign in (1, -1))
    return most + least


@torch.no_grad()
def taught(
    leader: nn.Module, src: Tensor, pha: Tensor, band: Tensor, by_files: Tensor, asked: int
) -> tuple[Tensor, Tensor]:
    """Give mattes and edge bands with the leader's opinion in those that files labelled.

    by_files: (N,) bool. asked: the first samples of a batch, among which these are; always as many, since a GPU looks for its kernels
    anew for every shape.
    """
    if not asked:
        return pha, band
    seen = src[:asked]
    both = torch.cat((seen, seen.flip(-1))).contiguous(memory_format=torch.channels_last)
    with training_autocast(src.device.type):
        logits = leader(both)
    straight, mirrored = alpha_of(logits.float()).chunk(2)
    opinion = (straight + mirrored.flip(-1)) / 2
    share = OWN_SHARE * by_files[:asked, None, None, None].to(opinion)
    mixed = torch.cat((torch.lerp(pha[:asked], opinion, share), pha[asked:]))
    bands = torch.where(by_files[:, None, None, None].to(src.device), edge_bands(mixed), band)
    return mixed, bands


def make_learners(
    presets: Mapping[str, Preset], init: Mapping[str, Path], encoders: Mapping[str, Path], device: torch.device
) -> list[Learner]:
    """Build the networks; rates grow with the square root of the batch, up to MOST_FASTER, and what the first is shown all are shown."""
    first = next(iter(presets.values()))
    shared = {key: getattr(first, key) for key in ("phases", "sets", "taught", "teachers", "backgrounds", "batch_size")}
    learners = []
    for name, preset in presets.items():
        faster = min(MOST_FASTER, math.sqrt(first.batch_size / preset.batch_size))
        preset = replace(preset, rate=preset.rate * faster, muon_rate=preset.muon_rate * faster, focus=0.0, **shared)
        state = State(preset, device)
        if name in init:
            state.start_from(init[name])
        elif name in encoders:
            state.start_encoder_from(encoders[name])
        state.network.train()
        state.ema.module.eval()
        learners.append(Learner(name, preset, state))
    return learners


def train_together(
    presets: Mapping[str, Preset],
    roots: Sequence[Path],
    output: Path,
    minutes: float,
    *,
    init: Mapping[str, Path] | None = None,
    encoders: Mapping[str, Path] | None = None,
    workers: int = 1,
) -> list[Path]:
    """Train for so long and give the weights files, one for each preset, under `output`; they are written about every minute.

    The clock leads: rates fall and phases change with the time that is gone. A run cannot be resumed; --init goes on from its weights.
    Raises SettingsError for presets of sequences, DataError for unusable data, LivebgError when a loss is no longer a number.
    """
    odd = [name for name, preset in presets.items() if preset.frames > 1]
    if odd:
        raise SettingsError(f"{odd[0]} learns from sequences; expected presets that learn from single pictures")
    cv2.setNumThreads(1)  # before the loader forks: a forked OpenCV thread pool hangs
    team = Team.join()
    learners = make_learners(presets, init or {}, encoders or {}, team.device)
    first = learners[0].preset
    checks = checked_pairs(first, roots)
    output.mkdir(parents=True, exist_ok=True)
    sets, real = read_training_sets(first, roots, team)
    sampler = make_sampler(first, sets, real)
    listened_from = 0.0 if learners[0].state.history else LISTENED_FROM  # kept weights can teach at once
    asked = round(first.taught * first.batch_size) if first.teachers else 0
    began = kept = logged = time.monotonic()
    sums = torch.zeros(len(learners), device=team.device)
    drawn = batches(first, sampler, learners[0].state, workers, minutes * 60)
    for batch, done in drawn:
        src, pha, band = to_tensors(batch, team.device)
        if done >= listened_from:
            pha, band = taught(learners[0].state.ema.module, src, pha, band, batch[3], asked)
        sums += torch.stack([learner.step(src, pha, band, done) for learner in learners])
        step, now = learners[0].state.step, time.monotonic()
        if step % LOG_EVERY == 0:
            means = (sums / LOG_EVERY).tolist()
            if not all(map(math.isfinite, means)):
                raise LivebgError(f"a loss is no number at step {step}: {means}; the weights before are in {output}")
            speed = LOG_EVERY * first.batch_size / (now - logged)
            log.info(
                "%3.0f %%, step %d, %.0f samples/s, losses %s", 100 * done, step, speed, [f"{m:.4f}" for m in means]
            )
            sums.zero_()
            logged = now
            if now - kept > KEEP_S:
                keep(learners, output, {}, now - began)
                kept = now
    spent = time.monotonic() - began
    scores = {
        learner.name: {
            name: quick_score(learner.state.ema.module, pairs, learner.preset.area_px, team.device)
            for name, pairs in checks.items()
        }
        for learner in learners
    }
    for name, score in scores.items():
        log.info("%s: %s", name, {n: {k: round(v, 2) for k, v in one.items()} for n, one in score.items()})
    return keep(learners, output, scores, spent)


def batches(
    first: Preset, sampler: Sampler, state: State, workers: int, seconds: float
) -> Iterator[tuple[list[Tensor], float]]:
    """Give batches of each phase while its time lasts, with the part of the time that is gone, in [0, 1].

    A run that started from kept weights (state) draws other samples than the runs before it.
    """
    began, pin = time.monotonic(), torch.cuda.is_available()
    for number, phase in enumerate(first.phases):
        seed = (first.seed, len(state.history), number)
        drawn = Batches(sampler, (phase,), ENDLESS, first.batch_size, seed, first.taught, teacher_of(first))
        loader = DataLoader(
            drawn, batch_size=None, sampler=range(ENDLESS), num_workers=workers, prefetch_factor=4, pin_memory=pin
        )
        for batch in loader:
            done = (time.monotonic() - began) / seconds
            if done >= phase.until:
                break
            yield batch, done


def keep(
    learners: Sequence[Learner], output: Path, scores: Mapping[str, dict[str, dict[str, float]]], spent: float
) -> list[Path]:
    """Write the averages of all networks, each with its recipe, who learnt beside it and for how long, and the scores if there are any."""
    files = []
    for learner in learners:
        own = replace(learner.preset, steps=learner.state.step)
        header = card(learner.name, own, learner.state, 1, scores.get(learner.name, {}))
        header |= {"together": [other.name for other in learners], "seconds": round(spent)}
        files.append(output / f"{learner.name}.safetensors")
        save_weights(files[-1], learner.state.ema.module, header)
    return files
