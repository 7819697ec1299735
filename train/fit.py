"""Train a network: a straight script of AdamW, cosine rate, EMA, bf16, resumable to the step."""

from __future__ import annotations

import csv
import logging
import math
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader
from tqdm import tqdm

from livebg.errors import LivebgError
from train.augment import Batches, Mix, Phase, Sampler
from train.checkpoint import load_strictly, read_weights, save_checkpoint, save_weights
from train.data import LONGEST_SIDE_PX, Pair, load_split, read_pictures
from train.losses import matting_losses
from train.metrics import summarise
from train.unet import LIGHT_WIDTHS, UNet

KEEP_EVERY = 1000  # steps between two checkpoints

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preset:
    """Hold a whole recipe; it is stored in every checkpoint and weights file, so a run can be rebuilt from them."""

    widths: tuple[int, ...] = LIGHT_WIDTHS
    depth: int = 2
    sets: tuple[tuple[str, float], ...] = (("selfies", 0.65), ("fashion", 0.35))
    backgrounds: str = "backgrounds"
    mix: Mix = field(default_factory=Mix)
    # Progressive sizes, (H, W): most of the learning happens small and cheap, the last part at the size of use.
    phases: tuple[Phase, ...] = (
        Phase(0.50, ((96, 160), (128, 128), (160, 96), (128, 160), (160, 128))),
        Phase(0.80, ((128, 224), (160, 160), (192, 128), (160, 192), (192, 160))),
        Phase(1.00, ((160, 288), (192, 256), (256, 192), (224, 224), (288, 160))),
    )
    steps: int = 16_000
    batch_size: int = 32
    rate: float = 3e-3
    warm_up: int = 300
    weight_decay: float = 1e-4
    ema_decay: float = 0.998
    seed: int = 1


PRESETS = {"unet-light": Preset(widths=(16, 32, 64, 96, 160))}


def rate_at(preset: Preset, step: int) -> float:
    """Give the learning rate of a step: linear warm-up, then a cosine down to 1 %."""
    warm = min(1.0, (step + 1) / preset.warm_up)
    cosine = 0.5 + 0.5 * math.cos(math.pi * step / preset.steps)
    return preset.rate * warm * (0.01 + 0.99 * cosine)


def to_tensors(images: np.ndarray, mattes: np.ndarray) -> tuple[Tensor, Tensor]:
    """Turn (N, H, W, 3) uint8 RGB and (N, H, W) uint8 into src (N, 3, H, W) and pha (N, 1, H, W) floats in [0, 1]."""
    src = torch.from_numpy(images).permute(0, 3, 1, 2).float().div_(255)
    return src.contiguous(memory_format=torch.channels_last), torch.from_numpy(mattes)[:, None].float().div_(255)


def quick_score(model: nn.Module, pairs: list[Pair], shape: tuple[int, int]) -> dict[str, float]:
    """Score a torch model on pairs, each stretched to one shape: a check while training, not the published figure."""

    def mattes() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for pair in pairs:
            size = (shape[1], shape[0])
            image = cv2.resize(pair.image, size, interpolation=cv2.INTER_AREA)[None, :, :, ::-1]
            src, _ = to_tensors(np.ascontiguousarray(image), np.zeros((1, 1, 1), np.uint8))
            alpha = torch.sigmoid(model(src))[0, 0].numpy()
            h, w = pair.matte.shape
            yield cv2.resize(alpha, (w, h), interpolation=cv2.INTER_LINEAR), pair.matte.astype(np.float32) / 255

    model.eval()
    with torch.inference_mode():
        return summarise(mattes())


def fit(
    name: str,
    data: Path,
    runs: Path,
    *,
    steps: int | None = None,
    init: Path | None = None,
    weights: Path | None = None,
    threads: int | None = None,
) -> Path:
    """Train preset `name` on `data` and give the path of the weights file it keeps up to date.

    A run lives in `runs/<name>`: checkpoint.pt, log.csv, scores.csv. Called again, it resumes at its last checkpoint.
    Raises DataError for unusable data and LivebgError when the loss is no longer a number (the last good checkpoint stays).
    """
    preset = PRESETS[name]
    if steps:
        preset = Preset(**{**vars(preset), "steps": steps})
    cv2.setNumThreads(1)  # before the loader forks: a forked OpenCV thread pool hangs
    torch.set_flush_denormal(True)
    torch.manual_seed(preset.seed)
    if threads:
        torch.set_num_threads(threads)
    folder, weights = runs / name, weights or Path("train/weights") / f"{name}.safetensors"
    folder.mkdir(parents=True, exist_ok=True)

    sets = [
        (share, list(load_split(data / s, validation=False, longest_px=LONGEST_SIDE_PX))) for s, share in preset.sets
    ]
    checks = {s: list(load_split(data / s, validation=True, longest_px=LONGEST_SIDE_PX)) for s, _ in preset.sets}
    sampler = Sampler(sets, read_pictures(data / preset.backgrounds), preset.mix)
    batches = Batches(sampler, preset.phases, preset.steps, preset.batch_size, preset.seed)

    model: nn.Module = UNet(preset.widths, preset.depth).to(memory_format=torch.channels_last)
    ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(preset.ema_decay), use_buffers=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=preset.rate, weight_decay=preset.weight_decay)
    start = 0
    if (folder / "checkpoint.pt").exists():
        state = torch.load(folder / "checkpoint.pt", weights_only=True)
        load_strictly(model, state["model"], folder / "checkpoint.pt")
        ema.load_state_dict(state["ema"])
        optimiser.load_state_dict(state["optimiser"])
        start = state["step"]
        log.info("resuming %s at step %d", name, start)
    elif init:
        tensors, _ = read_weights(init)
        load_strictly(model, tensors, init)
        ema.module.load_state_dict(model.state_dict())

    def keep(step: int) -> None:
        scores = {s: quick_score(ema.module, pairs, (224, 192)) for s, pairs in checks.items()}
        with (folder / "scores.csv").open("a", newline="") as file:
            writer = csv.writer(file)
            for s, score in scores.items():
                writer.writerow(
                    [step, step * preset.batch_size, s, *(f"{score[k]:.3f}" for k in ("iou", "boundary_f", "mad"))]
                )
        card: dict[str, Any] = {
            "preset": name,
            "recipe": asdict(preset),
            "step": step,
            "samples": step * preset.batch_size,
            "quick_scores": scores,
        }
        save_weights(weights, ema.module, card)
        state = {
            "model": model.state_dict(),
            "ema": ema.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
        }
        save_checkpoint(folder / "checkpoint.pt", state)
        log.info("step %d: %s", step, {s: round(score["iou"], 2) for s, score in scores.items()})

    loader = DataLoader(
        batches,
        batch_size=None,
        sampler=range(start, preset.steps),
        num_workers=1,
        prefetch_factor=8,
        worker_init_fn=lambda _: os.nice(1),
    )
    with (folder / "log.csv").open("a", newline="") as file:
        curve = csv.writer(file)
        began, sums = time.monotonic(), torch.zeros(())
        for step, (images, mattes) in enumerate(tqdm(loader, initial=start, total=preset.steps, mininterval=5), start):
            model.train()
            for group in optimiser.param_groups:
                group["lr"] = rate_at(preset, step)
            src, pha = to_tensors(images.numpy(), mattes.numpy())
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(src)
            losses = matting_losses(logits.float(), pha)
            if not torch.isfinite(losses["total"]):
                raise LivebgError(
                    f"the loss of batch {step} is {losses['total'].item()}; the last good checkpoint is kept in {folder}"
                )
            optimiser.zero_grad(set_to_none=True)
            losses["total"].backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            ema.update_parameters(model)
            sums = sums + losses["total"].detach()
            if (step + 1) % 100 == 0:
                speed = 100 * preset.batch_size / (time.monotonic() - began)
                curve.writerow([step + 1, f"{sums.item() / 100:.5f}", f"{rate_at(preset, step):.6f}", f"{speed:.1f}"])
                file.flush()
                began, sums = time.monotonic(), torch.zeros(())
            if (step + 1) % KEEP_EVERY == 0 or step + 1 == preset.steps:
                keep(step + 1)
                began = time.monotonic()
    return weights
