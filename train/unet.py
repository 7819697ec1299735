"""A light U-Net for person matting, after Ronneberger, Fischer and Brox (2015), sized for one CPU core."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

# Plain 3x3 convolutions on purpose: at these widths they use a CPU's vector units better than depthwise ones.
LIGHT_WIDTHS = (16, 32, 64, 96, 128)


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


class UNet(nn.Module):
    """Give the matte's logits for a batch of pictures.

    The stem strides by 2, so no wide layer ever works at full size; the head predicts a 2x2 block per position
    and shuffles it back to full size (Shi et al. 2016), which keeps edges that bilinear upsampling would round.

    src: (N, 3, H, W) float, RGB in [0, 1], H and W multiples of `UNet.multiple(widths)`.
    returns: (N, 1, H, W) float logits; sigmoid gives alpha, 1 = person.
    """

    def __init__(self, widths: tuple[int, ...] = LIGHT_WIDTHS, depth: int = 2) -> None:
        super().__init__()
        self.widths = widths
        self.stem = ConvBlock(3, widths[0], stride=2)
        self.down = nn.ModuleList(ConvBlock(a, b, stride=2, count=depth) for a, b in pairwise(widths))
        self.reduce = nn.ModuleList(
            nn.Conv2d(b, a, 1) for a, b in zip(reversed(widths[:-1]), reversed(widths[1:]), strict=True)
        )
        self.up = nn.ModuleList(ConvBlock(2 * a, a) for a in reversed(widths[:-1]))
        self.head = nn.Conv2d(widths[0], 4, 3, padding=1)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")

    @staticmethod
    def multiple(widths: tuple[int, ...]) -> int:
        """Give what H and W must be multiples of: one halving per width."""
        return 2 ** len(widths)

    def forward(self, src: Tensor) -> Tensor:
        x = self.stem(src * 2 - 1)
        skips = [x]
        for block in self.down:
            x = block(x)
            skips.append(x)
        skips.pop()
        for reduce, block in zip(self.reduce, self.up, strict=True):
            # Narrow before enlarging: the 1x1 convolution then runs on a quarter of the positions.
            x = F.interpolate(reduce(x), scale_factor=2.0, mode="nearest")
            x = block(torch.cat((x, skips.pop()), dim=1))
        return F.pixel_shuffle(self.head(x), 2)
