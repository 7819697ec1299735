"""Give feature encoders by name, without their classifiers: VGG and AlexNet as torchvision has them, and EfficientNet-Lite."""

from __future__ import annotations

import pickle
from pathlib import Path

import torch
from torch import Tensor, nn

from livebg.errors import ModelError
from train.checkpoint import load_strictly
from train.efficientnet import ALL, SCALES, EfficientNetLite, from_published

# Channels of the 3x3 convolutions between the poolings: configurations D and E of Simonyan and Zisserman (2015).
VGG = {
    "vgg16": ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)),
    "vgg19": ((64, 64), (128, 128), (256,) * 4, (512,) * 4, (512,) * 4),
}
NAMES = ("alexnet", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn", *SCALES)
IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # what torchvision's weights were trained on


class Encoder(nn.Module):
    """Give the features of every level of a classification network: what it has before each pooling, and at its end.

    The `features.*` of a torchvision state dict load into it strictly; so src is normalised here as those weights expect it.
    The last pooling is left out: it has no weights and only fed the classifier.

    channels, strides: of the levels, fine to coarse; src's H and W have to be multiples of the last stride.
    src: (N, 3, H, W) float, RGB in [0, 1].
    returns: per level (N, channels, H / stride, W / stride) float, from 0 up.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, features: nn.Sequential) -> None:
        super().__init__()
        self.features = features
        # Not among the weights: torchvision's files do not hold them.
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1), persistent=False)
        levels, width, stride = [], 3, 1
        for layer in features:
            if isinstance(layer, nn.MaxPool2d):
                levels.append((width, stride))
                stride *= 2
            elif isinstance(layer, nn.Conv2d):
                width, stride = layer.out_channels, stride * layer.stride[0]
        levels.append((width, stride))
        self.channels = tuple(width for width, _ in levels)
        self.strides = tuple(stride for _, stride in levels)

    def forward(self, src: Tensor) -> list[Tensor]:
        x, levels = (src - self.mean) / self.std, []
        for layer in self.features:
            if isinstance(layer, nn.MaxPool2d):
                levels.append(x)
            x = layer(x)
        return [*levels, x]


def build_encoder(name: str, blocks: int = ALL) -> Encoder | EfficientNetLite:
    """Build the untrained encoder of one of `NAMES`; blocks: of an EfficientNet-Lite. Raises ModelError for another name."""
    if name in SCALES:
        return EfficientNetLite(name, blocks)
    if name == "alexnet":
        return Encoder(_alexnet())
    kind = name.removesuffix("_bn")
    if kind not in VGG:
        raise ModelError(f"no encoder is called {name!r}; choose one of: {', '.join(NAMES)}")
    return Encoder(_vgg(VGG[kind], normalised=name.endswith("_bn")))


def load_encoder(encoder: Encoder | EfficientNetLite, file: Path) -> None:
    """Start an encoder from weights that were trained to classify: a state dict as torchvision or EfficientNet-Lite's packages publish it.

    Raises ModelError when it is none, or of another encoder.
    """
    try:
        tensors = torch.load(file, weights_only=True, map_location="cpu")
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise ModelError(
            f"cannot read encoder weights from {file}: {error}; expected a .pth file with a state dict"
        ) from error
    published = from_published(tensors, len(encoder.blocks)) if isinstance(encoder, EfficientNetLite) else tensors
    load_strictly(encoder, {key: value for key, value in published.items() if not key.startswith("classifier.")}, file)


def _vgg(blocks: tuple[tuple[int, ...], ...], *, normalised: bool) -> nn.Sequential:
    """Give VGG's convolutions. normalised: each is followed by batch normalisation (Ioffe and Szegedy 2015)."""
    layers: list[nn.Module] = []
    width = 3
    for block in blocks:
        for after in block:
            layers.append(nn.Conv2d(width, after, 3, padding=1))
            if normalised:
                layers.append(nn.BatchNorm2d(after))
            layers.append(nn.ReLU(inplace=True))
            width = after
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers[:-1])


def _alexnet() -> nn.Sequential:
    """Give the convolutions of AlexNet (Krizhevsky, Sutskever and Hinton 2012) in the one-column widths of Krizhevsky (2014).

    torchvision pads the stem by 2 and the poolings by 0, and maps of 224 pixels come out 55, 27 and 13 wide. Padded by 4 and by 1,
    every map is exactly 1/4, 1/8 and 1/16 of the picture. The weights are the same; features lie less than half a cell to
    the upper left of where an even kernel would have them, which the convolutions after them learn.
    """
    return nn.Sequential(
        nn.Conv2d(3, 64, 11, stride=4, padding=4),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2, padding=1),
        nn.Conv2d(64, 192, 5, padding=2),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2, padding=1),
        nn.Conv2d(192, 384, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(384, 256, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(256, 256, 3, padding=1),
        nn.ReLU(inplace=True),
    )
