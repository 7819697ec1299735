"""A light U-Net that borrows what it knows of the world: a context path of a classification network's blocks in its coarse levels.

Light networks that only ever saw our few thousand people learn those by heart before they have found features that hold elsewhere. Those
of ImageNet's million pictures do; what is dear in a classification network are its first, large levels, and these the U-Net has already.
So the other's blocks run at half the size they were trained at, on features of the U-Net instead of a picture (BiSeNet's context path, Yu
et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.efficientnet import EfficientNetLite, Unit
from train.unet import UNet, UNetRecipe

FIRST = 1  # the first block that is borrowed: the one before it works at half the picture's size
ENTRY, MIDDLE, END = 1, 3, 4  # levels of the U-Net that the path starts from, adds to, and stands for


@dataclass(frozen=True)
class ContextUNetRecipe(UNetRecipe):
    """Say how wide and deep the U-Net is, of five levels, and whose blocks its context path has.

    encoder: one of `train.efficientnet.SCALES`. blocks: the number of the block before which the path ends.
    """

    encoder: str = "efficientnet_lite0"
    blocks: int = 11


class ContextUNet(UNet):
    """Give the matte's logits, as `UNet` does.

    The path begins at 1/4 with what stands for the classification network's features at 1/2 of a half-size picture (`entry`), adds to
    the level at 1/16, and is the level at 1/32. `train.graft` starts it so that it computes what both networks did.
    """

    recipe: ContextUNetRecipe

    def __init__(self, recipe: ContextUNetRecipe) -> None:
        super().__init__(recipe)
        encoder = EfficientNetLite(recipe.encoder, recipe.blocks)
        self.down = self.down[:-1]
        self.entry = Unit(recipe.widths[ENTRY], encoder.channels[0], 3, linear=True)
        self.path = encoder.blocks[FIRST:]
        self.middle = encoder.ends[-1] - FIRST  # this many blocks lie before the last stride
        before = encoder.channels[-2]
        self.join = nn.Sequential(
            nn.Conv2d(before, recipe.widths[MIDDLE], 1, bias=False), nn.BatchNorm2d(recipe.widths[MIDDLE])
        )
        self.end = nn.Sequential(
            nn.Conv2d(encoder.channels[-1], recipe.widths[END], 1, bias=False), nn.BatchNorm2d(recipe.widths[END])
        )
        nn.init.zeros_(self.join[1].weight)

    def look_around(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Give the path's features at 1/16 and 1/32 of the picture, for the U-Net's at 1/4."""
        x = self.entry(x)
        for block in self.path[: self.middle]:
            x = block(x)
        middle = x
        for block in self.path[self.middle :]:
            x = block(x)
        return middle, x

    def descend(self, src: Tensor) -> list[Tensor]:
        levels = [self.context[0](self.stem(src))]
        for block, context in zip(self.down, self.context[1:-1], strict=True):
            levels.append(context(block(levels[-1])))
        middle, last = self.look_around(levels[ENTRY])
        levels[MIDDLE] = F.relu(levels[MIDDLE] + self.join(middle))
        return [*levels, self.context[END](F.relu(self.end(last)))]


def half_size(src: Tensor) -> Tensor:
    """Give the picture (N, 3, H, W) at half its size: what the borrowed blocks would have been shown."""
    return F.avg_pool2d(src, 2)


def borrowed_entry(encoder: EfficientNetLite, src: Tensor) -> Tensor:
    """Give what `entry` stands for: the classification network's own features of src (N, 3, H, W) before its block `FIRST`."""
    x = encoder.stem(half_size(src))
    for block in encoder.blocks[:FIRST]:
        x = block(x)
    return torch.as_tensor(x)
