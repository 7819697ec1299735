"""Hold everything that a resumed training run needs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from train.checkpoint import load_strictly, read_weights, save_checkpoint
from train.networks import build
from train.presets import Preset
from train.recurrent import RecurrentUNet

log = logging.getLogger(__name__)


def make_optimiser(preset: Preset, network: nn.Module) -> torch.optim.Optimizer:
    """Give the preset's optimiser."""
    if preset.optimiser == "rmsprop":
        return torch.optim.RMSprop(network.parameters(), lr=preset.rate, weight_decay=preset.weight_decay)
    return torch.optim.AdamW(network.parameters(), lr=preset.rate, weight_decay=preset.weight_decay)


def moving_average(decay: float) -> Callable[[list[Tensor], list[Tensor], int | Tensor], None]:
    """Give the update of an exponential moving average whose memory grows with the steps done, up to `decay`.

    Without the growth the first thousands of steps would be scored on what is left of the random start.
    """

    def update(averages: list[Tensor], values: list[Tensor], count: int | Tensor) -> None:
        part = min(decay, (1 + int(count)) / (10 + int(count)))
        for average, value in zip(averages, values, strict=True):
            if average.is_floating_point():
                average.lerp_(value, 1 - part)
            else:
                average.copy_(value)

    return update


class State:
    """Hold everything that a resumed run needs: network, its moving average, optimiser, step."""

    def __init__(self, preset: Preset, device: torch.device) -> None:
        self.network = build(preset.network).to(device, memory_format=torch.channels_last)
        self.ema = AveragedModel(self.network, multi_avg_fn=moving_average(preset.ema_decay), use_buffers=True)
        self.optimiser = make_optimiser(preset, self.network)
        self.step = 0

    def load(self, path: Path, device: torch.device) -> None:
        """Take up a checkpoint. Raises ModelError when it is of another architecture."""
        saved = torch.load(path, weights_only=True, map_location=device)
        load_strictly(self.network, saved["model"], path)
        self.ema.load_state_dict(saved["ema"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.step = saved["step"]
        log.info("resuming at step %d", self.step)

    def start_from(self, weights: Path) -> None:
        """Start from kept weights. Raises ModelError when they are of another architecture.

        A recurrent network may start from the one without memory: its gates then start shut.
        """
        tensors, card = read_weights(weights)
        if isinstance(self.network, RecurrentUNet) and card["network"]["family"] == "unet":
            fresh = self.network.memory.state_dict(prefix="memory.")
            tensors = {**fresh, **tensors}
        load_strictly(self.network, tensors, weights)
        self.ema.module.load_state_dict(self.network.state_dict())

    def save(self, path: Path) -> None:
        """Write a checkpoint that `load` reads."""
        parts = {"model": self.network, "ema": self.ema, "optimiser": self.optimiser}
        save_checkpoint(path, {name: part.state_dict() for name, part in parts.items()} | {"step": self.step})
