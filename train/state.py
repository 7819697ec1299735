"""Hold everything that a resumed training run needs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from livebg.errors import ModelError
from train.checkpoint import load_strictly, read_weights, save_checkpoint
from train.encoders import load_encoder
from train.muon import Muon
from train.networks import build
from train.presets import Preset
from train.recurrent import RecurrentUNet
from train.unet import UNet
from train.unet_classic import EncoderUNet

log = logging.getLogger(__name__)


def make_optimisers(preset: Preset, network: nn.Module) -> list[torch.optim.Optimizer]:
    """Give the preset's optimisers; with Muon, AdamW serves the first and last layers, biases and normalisation."""
    if preset.optimiser == "rmsprop":
        return [torch.optim.RMSprop(network.parameters(), lr=preset.rate, weight_decay=preset.weight_decay)]
    inner = [p for p in network.parameters() if p.dim() == 4][1:-1] if preset.optimiser == "muon" else []
    chosen = {id(parameter) for parameter in inner}
    rest = [parameter for parameter in network.parameters() if id(parameter) not in chosen]
    others = torch.optim.AdamW(rest, lr=preset.rate, weight_decay=preset.weight_decay)
    return [Muon(inner, preset.muon_rate), others] if inner else [others]


def moving_average(decay: float) -> Callable[[list[Tensor], list[Tensor], int | Tensor], None]:
    """Give the update of an exponential moving average whose memory grows with the steps done, up to `decay`.

    Without the growth the first thousands of steps would be scored on what is left of the random start.
    """

    def update(averages: list[Tensor], values: list[Tensor], count: int | Tensor) -> None:
        if not averages[0].is_floating_point():
            torch._foreach_copy_(averages, values)
            return
        # As a tensor of the device: a GPU would be waited for to read `count`.
        steps = torch.as_tensor(count, dtype=torch.float32, device=averages[0].device)
        away = torch._foreach_sub(values, averages)
        torch._foreach_mul_(away, 1 - ((1 + steps) / (10 + steps)).clamp(max=decay))
        torch._foreach_add_(averages, away)

    return update


RUN_KEYS = ("preset", "recipe", "step", "encoder", "mean_with", "shifted")  # of a card: what was done in its last run


def runs_of(card: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every run that led to a weights file, oldest first. A mean of networks, which names its parts, had no run of its own."""
    history = card.get("history", [])
    last = {key: card[key] for key in RUN_KEYS if key in card} | {"samples": card["samples"] - earlier_samples(card)}
    return list(history) if "parts" in card else [*history, last]


def earlier_samples(card: dict[str, Any]) -> int:
    """Give how many of a weights file's samples were seen before its last run."""
    return sum(run["samples"] for run in card.get("history", []))


class State:
    """Hold everything that a resumed run needs: network, its moving average, optimiser, step."""

    def __init__(self, preset: Preset, device: torch.device) -> None:
        self.network = build(preset.network).to(device, memory_format=torch.channels_last)
        self.ema = AveragedModel(self.network, multi_avg_fn=moving_average(preset.ema_decay), use_buffers=True)
        self.optimisers = make_optimisers(preset, self.network)
        self.full_rates = [group["lr"] for optimiser in self.optimisers for group in optimiser.param_groups]
        self.step = 0
        self.encoder = ""  # name of the published file that the encoder started from, if it did
        self.history: list[
            dict[str, Any]
        ] = []  # of the weights that it started from: what was done before, oldest first

    def set_pace(self, pace: float) -> None:
        """Let every optimiser step at this part of its full rate, in [0, 1]."""
        groups = [group for optimiser in self.optimisers for group in optimiser.param_groups]
        for group, rate in zip(groups, self.full_rates, strict=True):
            group["lr"] = rate * pace

    def descend(self, loss: Tensor) -> None:
        """Take one step down this loss, a scalar, and let the moving average follow."""
        self.network.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        for optimiser in self.optimisers:
            optimiser.step()
        self.ema.update_parameters(self.network)
        self.step += 1

    def load(self, path: Path, device: torch.device) -> None:
        """Take up a checkpoint. Raises ModelError when it is of another architecture."""
        saved = torch.load(path, weights_only=True, map_location=device)
        load_strictly(self.network, saved["model"], path)
        self.ema.load_state_dict(saved["ema"])
        for optimiser, part in zip(self.optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(part)
        self.step, self.history, self.encoder = saved["step"], saved["history"], saved.get("encoder", "")
        log.info("resuming at step %d", self.step)

    def start_from(self, weights: Path) -> None:
        """Start from kept weights. Raises ModelError when they are of another architecture.

        A recurrent network may start from the one without memory: its gates then start shut. So may one with context blocks start
        from one with fewer: the new ones do nothing at first. A 1x1 head may start from a 3x3 one, whose taps are added up.
        """
        tensors, card = read_weights(weights)
        head = tensors.get("head.weight")
        if (
            head is not None
            and head.shape[2:] == (3, 3)
            and self.network.state_dict()["head.weight"].shape[2:] == (1, 1)
        ):
            tensors = {**tensors, "head.weight": head.sum(dim=(2, 3), keepdim=True)}
        if isinstance(self.network, RecurrentUNet) and card["network"]["family"] == "unet":
            fresh = self.network.memory.state_dict(prefix="memory.")
            tensors = {**fresh, **tensors}
        if isinstance(self.network, UNet):
            tensors = {**self.network.context.state_dict(prefix="context."), **tensors}
        load_strictly(self.network, tensors, weights)
        self.ema.module.load_state_dict(self.network.state_dict())
        self.history = runs_of(card)

    def start_encoder_from(self, file: Path) -> None:
        """Start the encoder from published weights, the rest as it is. Raises ModelError, also for a network without such an encoder."""
        if not isinstance(self.network, EncoderUNet):
            raise ModelError(
                f"--encoder {file}: this preset has no encoder with weights of others; train teacher, or unet-vgg16"
            )
        load_encoder(self.network.encoder, file)
        self.encoder = file.name
        self.ema.module.load_state_dict(self.network.state_dict())

    def save(self, path: Path) -> None:
        """Write a checkpoint that `load` reads."""
        save_checkpoint(
            path,
            {
                "model": self.network.state_dict(),
                "ema": self.ema.state_dict(),
                "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
                "step": self.step,
                "history": self.history,
                "encoder": self.encoder,
            },
        )
