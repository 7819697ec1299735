"""A light U-Net that remembers: a gate mixes what it sees with what it saw one frame ago."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from train.unet import UNet, UNetRecipe

REMEMBERED = 1  # this step on the way up has a memory: its features are coarse, so they move little between frames
SHUT = -4.0  # the gate starts almost shut, so that the network begins as the one without memory that it was trained as


@dataclass(frozen=True)
class RecurrentUNetRecipe(UNetRecipe):
    """Say how wide and deep the network is, as UNetRecipe does."""


class GatedMemory(nn.Module):
    """Mix features with their memory by a learnt gate, position by position.

    The update gate of a ConvGRU (Ballas et al. 2016) without its candidate and its reset gate: one convolution in place of three.

    x: (N, C, H, W) float. state: (N, C + 1, H, W) float, the features remembered and a last channel of ones; all zeros is no memory,
    and then x comes out as it is. returns: the mixture and the next state.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gate = nn.Conv2d(2 * channels, channels, 3, padding=1)
        nn.init.kaiming_uniform_(self.gate.weight, nonlinearity="sigmoid")
        nn.init.constant_(self.gate.bias, SHUT)

    def forward(self, x: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        remembered, known = state[:, :-1], state[:, -1:]
        keep = known * torch.sigmoid(self.gate(torch.cat((x, remembered), dim=1)))
        mixed = x + keep * (remembered - x)
        return mixed, torch.cat((mixed, torch.ones_like(known)), dim=1)


class RecurrentUNet(UNet):
    """Give the matte's logits for a batch of frames, and what to remember for the next ones.

    src: (N, 3, H, W) as for UNet. state: (N, *state_shape(H, W)) float; zeros for the first frame.
    returns: (N, 1, H, W) float logits, next state.
    """

    def __init__(self, recipe: RecurrentUNetRecipe) -> None:
        super().__init__(recipe)
        self.memory = GatedMemory(recipe.decoder[REMEMBERED])
        self.state_stride = 2 ** (len(recipe.widths) - 1 - REMEMBERED)  # px of the input per position of the state

    def state_shape(self, height: int, width: int) -> tuple[int, int, int]:
        """Give (channels, rows, columns) of the state for an input of this height and width in px."""
        return self.recipe.decoder[REMEMBERED] + 1, height // self.state_stride, width // self.state_stride

    def forward(self, src: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        levels = self.descend(src)
        x = levels.pop()
        for step in range(len(self.up)):
            x = self.ascend(step, x, levels.pop())
            if step == REMEMBERED:
                x, state = self.memory(x, state)
        return self.finish(x), state
