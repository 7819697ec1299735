"""The U-Net of Ronneberger, Fischer and Brox (2015) on a classification network's encoder: a teacher's size, not a webcam's."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.efficientnet import ALL
from train.encoders import build_encoder
from train.tiramisu import he_uniform
from train.unet import Context, ConvBlock


@dataclass(frozen=True)
class EncoderUNetRecipe:
    """Name the encoder, one of `train.encoders.NAMES`.

    narrowest: the least channels of a level on the way up, where the encoder has fewer at that level.
    finest: the stride at which it stops; the head predicts the rest of the way as a block of pixels per position (Shi et al. 2016).
    light: each step up is a 1x1 convolution, the nearest enlargement and one 3x3 convolution, which int8 operators are fast at.
    blocks: how many of an EfficientNet-Lite's are kept. context: blocks that know the whole picture, after the first step up; see
    `train.unet.Context`.
    """

    encoder: str
    narrowest: int = 1
    finest: int = 1
    light: bool = False
    blocks: int = ALL
    context: int = 0


class EncoderUNet(nn.Module):
    """Give the matte's logits.

    As in the paper every step up is a 2x2 up-convolution, the features of that level beside it, and two 3x3 convolutions;
    these are padded, so that the matte is as large as the picture, and batch-normalised, which the paper did not know yet.
    Above the encoder's finest level (AlexNet's is at 1/4) there is nothing to put beside, and the widths go on halving.

    src: (N, 3, H, W) float, RGB in [0, 1], H and W multiples of `multiple`.
    returns: (N, 1, H, W) float logits; sigmoid gives alpha, 1 = person.
    """

    def __init__(self, recipe: EncoderUNetRecipe) -> None:
        super().__init__()
        self.recipe = recipe
        self.encoder = build_encoder(recipe.encoder, recipe.blocks)
        self.multiple = stride = self.encoder.strides[-1]
        beside = dict(zip(self.encoder.strides, self.encoder.channels, strict=True))
        self.rise, self.up = nn.ModuleList(), nn.ModuleList()
        below = beside[stride]
        while stride > recipe.finest:
            stride //= 2
            skip = beside.get(stride, 0)
            after = max(recipe.narrowest, skip or below // 2)
            self.rise.append(
                nn.Sequential(nn.Conv2d(below, after, 1), nn.Upsample(scale_factor=2.0, mode="nearest"))
                if recipe.light
                else nn.ConvTranspose2d(below, after, 2, stride=2)
            )
            self.up.append(ConvBlock(after + skip, after, count=1 if recipe.light else 2))
            below = after
        self.head = nn.Conv2d(below, recipe.finest**2, 1)
        self.context = nn.Sequential(*(Context(self.up[0][0].out_channels) for _ in range(recipe.context)))
        he_uniform(self)
        for block in self.context:
            nn.init.zeros_(block.norm.weight)

    def forward(self, src: Tensor) -> Tensor:
        skips = self.encoder(src)
        x = skips.pop()
        for step, (rise, block) in enumerate(zip(self.rise, self.up, strict=True)):
            x = rise(x)
            if skips:
                x = torch.cat((x, skips.pop()), dim=1)
            x = block(x)
            if step == 0:
                x = self.context(x)
        return F.pixel_shuffle(self.head(x), self.recipe.finest)
