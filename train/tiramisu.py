"""The Tiramisu, FC-DenseNet (Jegou, Drozdzal, Vazquez, Romero and Bengio 2017), and light ones for one CPU core."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FIRST, DROPOUT = (
    48,
    0.2,
)  # channels of the paper's first convolution; part of the features dropped after every convolution


@dataclass(frozen=True)
class TiramisuRecipe:
    """Say how many layers each dense block has on the way down, at the bottom and on the way up, and what each layer adds."""

    growth: int
    down: tuple[int, ...]
    bottom: int
    up: tuple[int, ...]
    dropout: float = DROPOUT


PAPER = {
    "tiramisu-56": TiramisuRecipe(12, (4,) * 5, 4, (4,) * 5),
    "tiramisu-67": TiramisuRecipe(16, (5,) * 5, 5, (5,) * 5),
    "tiramisu-103": TiramisuRecipe(16, (4, 5, 7, 10, 12), 15, (12, 10, 7, 5, 4)),
}


class DenseLayer(nn.Sequential):
    """Normalise, rectify, convolve, drop: (N, inputs, H, W) -> (N, outputs, H, W)."""

    def __init__(self, inputs: int, outputs: int, kernel: int, dropout: float) -> None:
        super().__init__(
            nn.BatchNorm2d(inputs),
            nn.ReLU(inplace=False),
            nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2),
            nn.Dropout(dropout),
        )


class DenseBlock(nn.Module):
    """Give the new features of `count` layers, each of which sees the input and all layers before it."""

    def __init__(self, inputs: int, growth: int, count: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(DenseLayer(inputs + i * growth, growth, 3, dropout) for i in range(count))

    def forward(self, x: Tensor) -> Tensor:
        new: list[Tensor] = []
        for layer in self.layers:
            new.append(layer(torch.cat([x, *new], dim=1)))
        return torch.cat(new, dim=1)


class Tiramisu(nn.Module):
    """Give the matte's logits. On the way down a block's input is kept beside its new features, on the way up only the new ones.

    src: (N, 3, H, W) float, RGB in [0, 1], H and W multiples of `multiple`.
    returns: (N, 1, H, W) float logits; sigmoid gives alpha, 1 = person.
    """

    def __init__(self, recipe: TiramisuRecipe) -> None:
        super().__init__()
        self.recipe, self.multiple = recipe, 2 ** len(recipe.down)
        growth, dropout = recipe.growth, recipe.dropout
        self.first = nn.Conv2d(3, FIRST, 3, padding=1)
        self.down, self.transitions = nn.ModuleList(), nn.ModuleList()
        width, skips = FIRST, []
        for count in recipe.down:
            self.down.append(DenseBlock(width, growth, count, dropout))
            width += count * growth
            skips.append(width)
            self.transitions.append(nn.Sequential(DenseLayer(width, width, 1, dropout), nn.MaxPool2d(2)))
        self.bottom = DenseBlock(width, growth, recipe.bottom, dropout)
        self.rise, self.up = nn.ModuleList(), nn.ModuleList()
        width = recipe.bottom * growth
        for count, skip in zip(recipe.up, reversed(skips), strict=True):
            self.rise.append(nn.ConvTranspose2d(width, width, 3, stride=2, padding=1, output_padding=1))
            self.up.append(DenseBlock(width + skip, growth, count, dropout))
            above, width = width + skip, count * growth
        # The paper's last block keeps its input: the classifier sees everything at full size.
        self.head = nn.Conv2d(above + width, 1, 1)
        he_uniform(self)

    def forward(self, src: Tensor) -> Tensor:
        x, skips = self.first(src), []
        for block, transition in zip(self.down, self.transitions, strict=True):
            x = torch.cat((x, block(x)), dim=1)
            skips.append(x)
            x = transition(x)
        x = self.bottom(x)
        for rise, block in zip(self.rise, self.up, strict=True):
            joined = torch.cat((rise(x), skips.pop()), dim=1)
            x = block(joined)
        return self.head(torch.cat((joined, x), dim=1))


def he_uniform(network: nn.Module) -> None:
    """Initialise every convolution by He's uniform rule (He et al. 2015), biases to 0."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            nn.init.kaiming_uniform_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)


# ---- light ones -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LightTiramisuRecipe:
    """Say how wide and dense a light Tiramisu is.

    stem: channels at 1/2 of the input. widths: channels that each transition down gives, at 1/4, 1/8 ... down: layers of the dense
    blocks there, the last at the bottom; up: layers on the way up, coarse to fine, ending at 1/4. growth: of all layers, at each
    level of `widths`.
    """

    stem: int
    widths: tuple[int, ...]
    growth: tuple[int, ...]
    down: tuple[int, ...]
    up: tuple[int, ...]
    dropout: float = 0.0  # none: at this size a network has nothing to spare


LIGHT = {
    "tiramisu": LightTiramisuRecipe(16, (16, 32, 64, 96), (16, 16, 32, 32), (1, 2, 2, 3), (2, 2, 1)),
}


def conv_bn_relu(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolve, normalise, rectify.

    The paper normalises before it convolves; in this order the normalisation folds into the convolution, while before a convolution
    of concatenated features it would stay a pass of its own over all of them.
    """
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class LightBlock(nn.Module):
    """Give the new features of `count` layers; each sees the input and all layers before it."""

    def __init__(self, inputs: int, growth: int, count: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(conv_bn_relu(inputs + i * growth, growth) for i in range(count))
        if dropout:
            for layer in self.layers:
                layer.append(nn.Dropout(dropout))

    def forward(self, x: Tensor) -> Tensor:
        new: list[Tensor] = []
        for layer in self.layers:
            new.append(layer(torch.cat([x, *new], dim=1) if new else x))
        return torch.cat(new, dim=1)


class LightTiramisu(nn.Module):
    """Give the matte's logits: a Tiramisu behind a stem that strides, ended at 1/4 by a head that predicts 4x4 blocks of pixels.

    Transitions down are strided 3x3 convolutions that compress, transitions up a 1x1 convolution and nearest enlargement: cheaper on a
    CPU than max-pooling and transposed convolutions.

    src: (N, 3, H, W) float, RGB in [0, 1], H and W multiples of `multiple`.
    returns: (N, 1, H, W) float logits; sigmoid gives alpha, 1 = person.
    """

    def __init__(self, recipe: LightTiramisuRecipe) -> None:
        super().__init__()
        self.recipe, self.multiple = recipe, 2 ** (len(recipe.widths) + 1)
        self.stem = conv_bn_relu(3, recipe.stem, stride=2)
        self.transitions, self.down = nn.ModuleList(), nn.ModuleList()
        width, skips = recipe.stem, []
        for after, growth, count in zip(recipe.widths, recipe.growth, recipe.down, strict=True):
            self.transitions.append(conv_bn_relu(width, after, stride=2))
            self.down.append(LightBlock(after, growth, count, recipe.dropout))
            width = after + count * growth
            skips.append(width)
        width = recipe.growth[-1] * recipe.down[-1]  # of the bottom only the new features go on
        skips.pop()
        self.rise, self.up = nn.ModuleList(), nn.ModuleList()
        for narrow, growth, count in zip(recipe.widths[-2::-1], recipe.growth[-2::-1], recipe.up, strict=True):
            self.rise.append(nn.Conv2d(width, narrow, 1))
            self.up.append(LightBlock(narrow + skips.pop(), growth, count, recipe.dropout))
            width = count * growth
        self.head = nn.Conv2d(width, 16, 3, padding=1)
        he_uniform(self)

    def forward(self, src: Tensor) -> Tensor:
        x, skips = self.stem(src), []
        for transition, block in zip(self.transitions[:-1], self.down[:-1], strict=True):
            x = transition(x)
            x = torch.cat((x, block(x)), dim=1)
            skips.append(x)
        x = self.down[-1](self.transitions[-1](x))
        for rise, block in zip(self.rise, self.up, strict=True):
            x = F.interpolate(rise(x), scale_factor=2.0, mode="nearest")
            x = block(torch.cat((x, skips.pop()), dim=1))
        return F.pixel_shuffle(self.head(x), 4)
