"""Build a network from its recipe, and rebuild the one of a weights file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from livebg.errors import ModelError
from train.checkpoint import load_strictly, read_weights
from train.recurrent import RecurrentUNet, RecurrentUNetRecipe
from train.tiramisu import LightTiramisu, LightTiramisuRecipe, Tiramisu, TiramisuRecipe
from train.unet import UNet, UNetRecipe
from train.unet_classic import EncoderUNet, EncoderUNetRecipe


@dataclass(frozen=True)
class MeanRecipe:
    """Give the recipes of the networks whose logits are averaged; none of them is recurrent."""

    members: tuple[UNetRecipe | TiramisuRecipe | LightTiramisuRecipe | EncoderUNetRecipe, ...]


class Mean(nn.Module):
    """Give the mean of several networks' logits: where they err in different places, it is better than each (Hansen and Salamon 1990).

    src: (N, 3, H, W) float, RGB in [0, 1], H and W multiples of `multiple`. returns: (N, 1, H, W) float logits.
    """

    def __init__(self, recipe: MeanRecipe) -> None:
        super().__init__()
        self.members = nn.ModuleList(build(member) for member in recipe.members)
        self.multiple = math.lcm(*(int(member.multiple) for member in self.members))  # type: ignore[arg-type]

    def forward(self, src: Tensor) -> Tensor:
        first, *others = (member(src) for member in self.members)
        for logits in others:
            first = first + logits
        return first * (1 / len(self.members))


Recipe = UNetRecipe | RecurrentUNetRecipe | TiramisuRecipe | LightTiramisuRecipe | EncoderUNetRecipe | MeanRecipe
# Cross-entropy teaches alpha to be as unsure as the network is; what is seen is how far alpha is off. At 1.5 the mean difference of
# balanced falls by a tenth to an eighth on held-out pictures, on exact soft mattes, too; at 2 flicker (dtSSD) begins to grow.
SHARPNESS = 1.5
FAMILIES: dict[str, tuple[type[nn.Module], type[Recipe]]] = {
    "unet": (UNet, UNetRecipe),
    "recurrent-unet": (RecurrentUNet, RecurrentUNetRecipe),
    "tiramisu": (Tiramisu, TiramisuRecipe),
    "light-tiramisu": (LightTiramisu, LightTiramisuRecipe),
    "encoder-unet": (EncoderUNet, EncoderUNetRecipe),
    "mean": (Mean, MeanRecipe),
}


def describe(recipe: Recipe) -> dict[str, Any]:
    """Give a recipe as plain data, with the name of its family, for a weights file's header."""
    family = next(name for name, (_, kind) in FAMILIES.items() if type(recipe) is kind)
    if isinstance(recipe, MeanRecipe):
        return {"family": family, "members": [describe(member) for member in recipe.members]}
    return {"family": family, **asdict(recipe)}


def described(plain: Mapping[str, Any]) -> Recipe:
    """Give the recipe that `describe` gave as plain data. Raises KeyError or TypeError for what is none."""
    values = dict(plain)
    _, kind = FAMILIES[values.pop("family")]
    if kind is MeanRecipe:
        return MeanRecipe(tuple(described(member) for member in values["members"]))
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


def build(recipe: Recipe) -> nn.Module:
    """Build an untrained network. It has `multiple`: what H and W of its input must be multiples of."""
    network, _ = next(pair for pair in FAMILIES.values() if type(recipe) is pair[1])
    return network(recipe)


def no_memory(network: RecurrentUNet, src: Tensor) -> Tensor:
    """Give the state of a network that has seen nothing yet, for src (N, 3, H, W)."""
    return torch.zeros(len(src), *network.state_shape(src.shape[2], src.shape[3]), device=src.device)


def logits_of(network: nn.Module, src: Tensor) -> Tensor:
    """Give the logits (N, 1, H, W) of single pictures src (N, 3, H, W), whatever the family."""
    return network(src, no_memory(network, src))[0] if isinstance(network, RecurrentUNet) else network(src)


def alpha_of(logits: Tensor) -> Tensor:
    """Give alpha in [0, 1] of logits of any shape: the sigmoid, SHARPNESS times as steep as it was trained."""
    return torch.sigmoid(SHARPNESS * logits)


def load_network(weights: Path) -> tuple[nn.Module, dict[str, Any]]:
    """Rebuild the trained network of a safetensors file, in evaluation mode, with its card. Raises ModelError."""
    tensors, card = read_weights(weights)
    try:
        built = build(described(card["network"]))
    except (KeyError, TypeError) as error:
        raise ModelError(
            f"{weights} does not say how its network is built (missing {error}); write it with: python -m train fit"
        ) from error
    load_strictly(built, tensors, weights)
    return built.eval(), card
