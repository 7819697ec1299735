"""The U-Net of Ronneberger, Fischer and Brox (2015) on a classification network's encoder: a teacher's size, not a webcam's."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from train.encoders import build_encoder
from train.tiramisu import he_uniform
from train.unet import ConvBlock


@dataclass(frozen=True)
class EncoderUNetRecipe:
    """Name the encoder, one of `train.encoders.NAMES`."""

    encoder: str


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
        self.encoder = build_encoder(recipe.encoder)
        self.multiple = stride = self.encoder.strides[-1]
        beside = dict(zip(self.encoder.strides, self.encoder.channels, strict=True))
        self.rise, self.up = nn.ModuleList(), nn.ModuleList()
        below = beside[stride]
        while stride > 1:
            stride //= 2
            skip = beside.get(stride, 0)
            after = skip or below // 2
            self.rise.append(nn.ConvTranspose2d(below, after, 2, stride=2))
            self.up.append(ConvBlock(after + skip, after, count=2))
            below = after
        self.head = nn.Conv2d(below, 1, 1)
        he_uniform(self)

    def forward(self, src: Tensor) -> Tensor:
        skips = self.encoder(src)
        x = skips.pop()
        for rise, block in zip(self.rise, self.up, strict=True):
            x = rise(x)
            if skips:
                x = torch.cat((x, skips.pop()), dim=1)
            x = block(x)
        return self.head(x)
