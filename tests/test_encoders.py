"""Check the encoders by name and the U-Nets on them: layouts, sizes, features, and that every weight learns."""

from __future__ import annotations

import pytest
import torch

from livebg.errors import ModelError
from train.encoders import NAMES, build_encoder
from train.unet_classic import EncoderUNet, EncoderUNetRecipe

# Parameters of torchvision's `features` of the same name, in millions: theirs without the classifiers.
MILLIONS = {"alexnet": 2.470, "vgg16": 14.715, "vgg16_bn": 14.723, "vgg19": 20.024, "vgg19_bn": 20.035}


@pytest.mark.parametrize("name", NAMES)
def test_an_encoder_is_laid_out_as_torchvisions(name):
    encoder = build_encoder(name)
    assert sum(p.numel() for p in encoder.parameters()) / 1e6 == pytest.approx(MILLIONS[name], abs=0.0006)
    names = [key for key in encoder.state_dict() if key.endswith("weight")]
    assert all(key.startswith("features.") for key in encoder.state_dict())
    second = {"alexnet": "features.3.weight", "vgg16": "features.2.weight", "vgg19": "features.2.weight"}
    assert (second.get(name) or "features.3.weight") in names


@pytest.mark.parametrize("name", ["alexnet", "vgg16", "vgg19_bn"])
def test_features_have_the_sizes_that_are_promised(name):
    encoder = build_encoder(name).eval()
    with torch.inference_mode():
        levels = encoder(torch.rand(1, 3, 64, 96))
    assert [x.shape[1] for x in levels] == list(encoder.channels)
    assert [(64 // x.shape[2], 96 // x.shape[3]) for x in levels] == [(s, s) for s in encoder.strides]
    assert all((x >= 0).all() for x in levels)


@pytest.mark.parametrize("name", ["alexnet", "vgg16_bn"])
def test_a_unet_on_an_encoder_gives_the_pictures_size_and_learns(name):
    network = EncoderUNet(EncoderUNetRecipe(name))
    side = 2 * network.multiple
    logits = network(torch.rand(2, 3, side, side))
    assert logits.shape == (2, 1, side, side)
    logits.square().mean().backward()
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in network.parameters())


def test_an_unknown_encoder_is_named_with_those_there_are():
    with pytest.raises(ModelError, match=r"no encoder is called 'resnet50'; choose one of: alexnet, vgg16"):
        build_encoder("resnet50")
