"""Train a network: a straight script, in one process or many, resumable to the step."""

from __future__ import annotations

import logging
import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader
from tqdm import tqdm

from livebg.errors import DataError, LivebgError
from train.checkpoint import save_weights
from train.clips import DEMO
from train.data import Pair, Picture
from train.distil import Teacher
from train.drawn import Drawn, labelled_by
from train.focus import find_focus
from train.journal import Journal
from train.losses import LOSSES
from train.motion import Sequences
from train.networks import describe, no_memory
from train.precision import training_autocast
from train.presets import Preset
from train.quick import quick_score, to_tensors
from train.recurrent import RecurrentUNet
from train.samples import Batches, Sampler
from train.sets import NEAR, pairs_of, real_rooms, rendered_sequences, training_rooms
from train.state import State, earlier_samples
from train.team import Team

KEEP_EVERY, LOG_EVERY = 500, 100  # steps
LEAST_PERSON, MOST_PERSON = 0.02, 0.9  # of the first batch's pixels
EPOCH_DECAY, EPOCH_SAMPLES = (
    0.995,
    2000,
)  # the Tiramisu paper decays once an epoch; ours has about as many labelled pictures
CHECKED_SETS = ("selfies", "fashion", DEMO)  # scored while training, as far as the preset trains on them

log = logging.getLogger(__name__)


def warmth(preset: Preset, step: int) -> float:
    """Give the part of the rate that the warm-up leaves at a step: it grows linearly to 1."""
    return min(1.0, (step + 1) / preset.warm_up)


def cosine(done: float) -> float:
    """Give the part of the full rate when `done` of a run, in [0, 1], is gone: a cosine from 1 to 1 %."""
    return 0.01 + 0.99 * (0.5 + 0.5 * math.cos(math.pi * done))


def pace_at(preset: Preset, step: int) -> float:
    """Give the part of the full learning rate for a step: linear warm-up, then a cosine to 1 %, or the paper's slow decay."""
    if preset.schedule == "exponential":
        return warmth(preset, step) * float(EPOCH_DECAY ** (step * preset.batch_size / EPOCH_SAMPLES))
    return warmth(preset, step) * cosine(step / preset.steps)


def predict(network: nn.Module, core: nn.Module, src: Tensor) -> Tensor:
    """Give the logits of pictures (N, 3, H, W), or of sequences (N, T, 3, H, W) frame after frame with the state passed on.

    core: the network itself, where `network` is its distributed wrapper.
    """
    if not isinstance(core, RecurrentUNet):
        return network(src)
    state, logits = no_memory(core, src[:, 0]), []
    for frame in src.unbind(1):
        one, state = network(frame.contiguous(memory_format=torch.channels_last), state)
        logits.append(one)
    return torch.stack(logits, dim=1)


def check_first(pha: Tensor, logits: Tensor) -> None:
    """Refuse what cannot be trained on before an hour is lost. Raises DataError or LivebgError.

    pha, logits: of the first batch.
    """
    share = float(pha.mean())
    if not LEAST_PERSON < share < MOST_PERSON:
        raise DataError(
            f"the first batch is {share:.0%} person; expected {LEAST_PERSON:.0%} to {MOST_PERSON:.0%}: are the mattes empty or inverted? "
            "255 has to mean person"
        )
    if not torch.isfinite(logits).all():
        raise LivebgError(
            "the untrained network gives numbers that are not finite; were the weights of --init damaged?"
        )


def read_training_sets(preset: Preset, roots: Sequence[Path], team: Team) -> tuple[list[list[Pair]], list[Picture]]:
    """Read a preset's sets and the rooms without people into memory. Raises DataError."""
    sets = [pairs_of(roots, name, validation=False, rank=team.rank, size=team.size) for name, _ in preset.sets]
    real = real_rooms(roots, preset.backgrounds)
    log.info("training on %s", {name: len(pairs) for (name, _), pairs in zip(preset.sets, sets, strict=True)})
    return sets, real


def make_sampler(
    preset: Preset,
    sets: Sequence[Sequence[Pair]],
    real: Sequence[Picture],
    likely: Mapping[int, NDArray[np.float64]] | None = None,
) -> Sampler:
    """Draw from the sets by the preset's shares, before the rooms and the training pictures with their people painted over."""
    seen_whole = [pairs for (name, _), pairs in zip(preset.sets, sets, strict=True) if not name.startswith(NEAR)]
    shares = [(share, pairs) for (_, share), pairs in zip(preset.sets, sets, strict=True)]
    return Sampler(shares, training_rooms(real, seen_whole), likely, real)


def checked_pairs(preset: Preset, roots: Sequence[Path]) -> dict[str, list[Pair]]:
    """Read the held-out pairs that a run is scored on."""
    return {name: pairs_of(roots, name, validation=True) for name, _ in preset.sets if name in CHECKED_SETS}


def teacher_of(preset: Preset) -> Teacher | None:
    """Give what labels the preset's taught samples, if anything does."""
    return Teacher([Path(file) for file in preset.teachers]) if preset.teachers else None


def make_loader(
    preset: Preset, roots: Sequence[Path], state: State, team: Team, folder: Path, workers: int, drawn: Path | None
) -> DataLoader[Any]:
    """Give the batches from the state's step on: kept ones, or drawn in worker processes from training sets that lie in memory.

    A run that started from kept weights draws other samples than the runs before it.
    """
    steps = range(state.step, preset.steps)
    if drawn:
        kept = Drawn(drawn, preset.steps, preset.batch_size, (preset.seed, team.rank))
        return DataLoader(kept, batch_size=None, sampler=steps, num_workers=workers, prefetch_factor=8)
    sets, real = read_training_sets(preset, roots, team)
    sampler = make_sampler(preset, sets, real, find_focus(preset, sets, state, team, folder))
    seed = (preset.seed, len(state.history), team.rank)
    order = (sampler, preset.phases, preset.steps, preset.batch_size, seed)
    if preset.frames == 1:
        batches: Batches | Sequences = Batches(*order, preset.taught, teacher_of(preset))
    else:
        clips = [clip for name, _ in preset.sets for clip in rendered_sequences(roots, name)]
        batches = Sequences(*order, preset.frames, clips)
    return DataLoader(batches, batch_size=None, sampler=steps, num_workers=workers, prefetch_factor=8)


def fit(
    name: str,
    preset: Preset,
    roots: Sequence[Path],
    folder: Path,
    weights: Path,
    *,
    init: Path | None = None,
    encoder: Path | None = None,
    drawn: Path | None = None,
    workers: int = 1,
) -> Path:
    """Train a preset and give `weights`, the safetensors file that it keeps up to date.

    The run lives in `folder`: checkpoint.pt, log.csv, scores.csv, TensorBoard events. Called again, it resumes at its last
    checkpoint. Under torchrun every process draws samples of its own and gradients are averaged; rank 0 keeps the files.
    Raises DataError for unusable data and LivebgError when the loss is no longer a number (the last good checkpoint stays).
    """
    cv2.setNumThreads(1)  # before the loader forks: a forked OpenCV thread pool hangs
    preset = replace(preset, teachers=labelled_by(drawn)) if drawn else preset
    torch.set_flush_denormal(True)
    torch.manual_seed(preset.seed)
    team = Team.join()
    state, checkpoint = State(preset, team.device), folder / "checkpoint.pt"
    if checkpoint.exists():
        state.load(checkpoint, team.device)
    elif init:
        state.start_from(init)
    elif encoder:
        state.start_encoder_from(encoder)
    checks = checked_pairs(preset, roots) if team.leads else {}
    loader = make_loader(preset, roots, state, team, folder, workers, drawn)
    journal = Journal(folder) if team.leads else None
    network = team.wrap(state.network)
    sums, began = Counter[str](), time.monotonic()
    for batch in tqdm(loader, initial=state.step, total=preset.steps, mininterval=5, disable=not team.leads):
        src, pha, band = to_tensors(batch, team.device)
        losses, logits = one_step(preset, state, network, src, pha, band, folder)
        sums.update({key: value.item() for key, value in losses.items()})
        if not journal:
            continue
        if state.step % LOG_EVERY == 0:
            speed = LOG_EVERY * preset.batch_size * preset.frames * team.size / (time.monotonic() - began)
            means = {key: value / LOG_EVERY for key, value in sums.items()}
            journal.losses(state.step, means, pace_at(preset, state.step) * preset.rate, speed)
            sums, began = Counter(), time.monotonic()
        if state.step % KEEP_EVERY == 0 or state.step == preset.steps:
            scores = {n: quick_score(state.ema.module, p, preset.area_px, team.device) for n, p in checks.items()}
            journal.scores(state.step, scores)
            journal.mattes(state.step, src, logits, pha)
            save_weights(weights, state.ema.module, card(name, preset, state, team.size, scores))
            state.save(checkpoint)
            log.info("step %d: %s", state.step, {n: round(score["iou"], 2) for n, score in scores.items()})
            began = time.monotonic()
    if journal:
        journal.close()
    team.leave()
    return weights


def one_step(
    preset: Preset, state: State, network: nn.Module, src: Tensor, pha: Tensor, band: Tensor, folder: Path
) -> tuple[dict[str, Tensor], Tensor]:
    """Take one optimiser step and give its losses and logits. Raises LivebgError when the loss is no number."""
    network.train()
    state.set_pace(pace_at(preset, state.step))
    with training_autocast(src.device.type):
        logits = predict(network, state.network, src)
    if state.step == 0:
        check_first(pha, logits)
    losses = LOSSES[preset.loss](logits.float(), pha, band)
    if not torch.isfinite(losses["total"]):
        raise LivebgError(
            f"the loss of batch {state.step} is {losses['total'].item()}; the last good checkpoint is kept in {folder}; "
            "try a lower rate, or look at that batch's pictures"
        )
    state.descend(losses["total"])
    return losses, logits


def card(
    name: str, preset: Preset, state: State, processes: int, scores: dict[str, dict[str, float]]
) -> dict[str, Any]:
    """Give what a weights file says of itself; of teachers their file names."""
    recipe = {key: value for key, value in asdict(preset).items() if key != "network"}
    return {
        "preset": name,
        "network": describe(preset.network),
        "area_px": preset.area_px,
        "recipe": recipe | {"teachers": [Path(file).name for file in preset.teachers]},
        "step": state.step,
        "samples": earlier_samples({"history": state.history})
        + state.step * preset.batch_size * preset.frames * processes,
        "history": state.history,
        **({"encoder": state.encoder} if state.encoder else {}),
        "quick_scores": scores,
    }
