"""A light U-Net for person matting, after Ronneberger, Fischer and Brox (2015), sized for one CPU core."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class UNetRecipe:
    """Say how wide and deep the network is.

    widths, depths: channels and 3x3 convolutions of the levels at 1/2, 1/4, 1/8 ... of the input; the first is the stem.
    decoder: channels of the levels on the way up, coarse to fine; it stops at 1 / `2 ** head_level` of the input, and the head
    predicts the rest of the way as a block of pixels per position. Stopping at 1/4 halves the cost on a CPU.
    skips: concatenated as in the paper, or added, which needs half the multiplications of the next convolution.
    context: how many blocks that know the whole picture each level has, as many numbers as widths; empty = none. See Context.
    head_kernel: 1 saves 8 % of balanced on a CPU, and more of it in int8, where the head stays in full precision.
    """

    widths: tuple[int, ...]
    depths: tuple[int, ...]
    decoder: tuple[int, ...]
    head_level: int = 2
    skips: Literal["concatenated", "added"] = "added"
    head_kernel: Literal[1, 3] = 3
    context: tuple[int, ...] = ()


# Costs are of a 16:9 frame at the size the network is used at; plain 3x3 convolutions on purpose: at these widths they use
# a CPU's vector units better than depthwise ones.
RECIPES = {
    "small": UNetRecipe((16, 32, 64, 96, 160), (1, 1, 1, 1, 2), (64, 32, 16), head_kernel=1),  # for trying things out
    "balanced": UNetRecipe(
        (16, 32, 64, 96, 160), (1, 1, 1, 2, 2), (64, 32, 32), head_kernel=1, context=(0, 0, 0, 0, 3)
    ),
}


class ConvBlock(nn.Sequential):
    """Convolve, batch-normalise and rectify, `count` times; the first convolution strides.

    (N, inputs, H, W) -> (N, outputs, H / stride, W / stride), float.
    """

    def __init__(self, inputs: int, outputs: int, *, stride: int = 1, count: int = 1) -> None:
        layers: list[nn.Module] = []
        for i in range(count):
            layers += [
                nn.Conv2d(inputs if i == 0 else outputs, outputs, 3, stride if i == 0 else 1, 1, bias=False),
                nn.BatchNorm2d(outputs),
                nn.ReLU(inplace=True),
            ]
        super().__init__(*layers)


class Context(nn.Module):
    """Look at features once more, with the mean of the whole picture added: what is unsure here may be plain elsewhere.

    A residual block (He et al. 2016) behind a squeeze (Hu et al. 2018). It starts as the identity, so that a network without it can go
    on with it. (N, C, H, W) -> (N, C, H, W), float, 0 or more as after a ReLU.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, channels // 4, 1)
        self.spread = nn.Conv2d(channels // 4, channels, 1)
        self.conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        whole = self.spread(F.relu(self.squeeze(x.mean(dim=(2, 3), keepdim=True))))
        return F.relu(x + self.norm(self.conv(F.relu(x + whole))))


class UNet(nn.Module):
    """Give the matte's logits for a batch of pictures.

    The stem strides by 2, so no wide layer ever works at full size; the head predicts a block of pixels per position
    and shuffles it back to full size (Shi et al. 2016), which keeps edges that bilinear upsampling would round.

    src: (N, 3, H, W) float, RGB in [0, 1], H and W multiples of `multiple`.
    returns: (N, 1, H, W) float logits; sigmoid gives alpha, 1 = person.
    """

    def __init__(self, recipe: UNetRecipe) -> None:
        super().__init__()
        self.recipe, self.multiple = recipe, 2 ** len(recipe.widths)
        widths, depths = recipe.widths, recipe.depths
        self.stem = ConvBlock(3, widths[0], stride=2, count=depths[0])
        self.down = nn.ModuleList(
            ConvBlock(a, b, stride=2, count=count) for (a, b), count in zip(pairwise(widths), depths[1:], strict=True)
        )
        self.context = nn.ModuleList(
            nn.Sequential(*(Context(width) for _ in range(count)))
            for width, count in zip(widths, recipe.context or (0,) * len(widths), strict=True)
        )
        self.reduce, self.up = nn.ModuleList(), nn.ModuleList()
        below = widths[-1]
        for beside, after in zip(widths[-2::-1], recipe.decoder, strict=False):
            # Narrow before enlarging: the 1x1 convolution then runs on a quarter of the positions.
            narrow = beside if recipe.skips == "added" else after
            self.reduce.append(nn.Conv2d(below, narrow, 1))
            self.up.append(ConvBlock(beside if recipe.skips == "added" else narrow + beside, after))
            below = after
        self.head = nn.Conv2d(below, 4**recipe.head_level, recipe.head_kernel, padding=recipe.head_kernel // 2)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_uniform_(module.weight, nonlinearity="relu")
        for module in self.context.modules():
            if isinstance(module, Context):
                nn.init.zeros_(module.norm.weight)

    def descend(self, src: Tensor) -> list[Tensor]:
        """Give the features of every level, fine to coarse."""
        levels = [self.context[0](self.stem(src))]
        for block, context in zip(self.down, self.context[1:], strict=True):
            levels.append(context(block(levels[-1])))
        return levels

    def ascend(self, step: int, x: Tensor, beside: Tensor) -> Tensor:
        """Go up by one level: enlarge and narrow x, join it with what was seen on the way down, convolve."""
        x = F.interpolate(self.reduce[step](x), scale_factor=2.0, mode="nearest")
        return self.up[step](x + beside if self.recipe.skips == "added" else torch.cat((x, beside), dim=1))

    def finish(self, x: Tensor) -> Tensor:
        """Predict the logits of every pixel from the finest features."""
        return F.pixel_shuffle(self.head(x), 2**self.recipe.head_level)

    def forward(self, src: Tensor) -> Tensor:
        levels = self.descend(src)
        x = levels.pop()
        for step in range(len(self.up)):
            x = self.ascend(step, x, levels.pop())
        return self.finish(x)
