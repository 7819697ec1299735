"""Check the encoders by name and the U-Nets on them: layouts, sizes, features, and that every weight learns."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from livebg.errors import ModelError
from train.card import recipe_text
from train.checkpoint import save_weights
from train.efficientnet import SCALES
from train.encoders import build_encoder, load_encoder
from train.fit import card as training_card
from train.networks import build
from train.presets import PRESETS
from train.state import State
from train.unet_classic import EncoderUNet, EncoderUNetRecipe

# Parameters of torchvision's `features` of the same name, in millions: theirs without the classifiers.
MILLIONS = {"alexnet": 2.470, "vgg16": 14.715, "vgg16_bn": 14.723, "vgg19": 20.024, "vgg19_bn": 20.035}
# Of the published EfficientNet-Lites (4.652, 5.417 and 6.092), less a 1x1 convolution to 1280, its normalisation and 1000 classes.
MILLIONS_LITE = {"efficientnet_lite0": 2.959, "efficientnet_lite1": 3.724, "efficientnet_lite2": 4.358}


@pytest.mark.parametrize("name", MILLIONS)
def test_an_encoder_is_laid_out_as_torchvisions(name):
    encoder = build_encoder(name)
    assert sum(p.numel() for p in encoder.parameters()) / 1e6 == pytest.approx(MILLIONS[name], abs=0.0006)
    names = [key for key in encoder.state_dict() if key.endswith("weight")]
    assert all(key.startswith("features.") for key in encoder.state_dict())
    second = {"alexnet": "features.3.weight", "vgg16": "features.2.weight", "vgg19": "features.2.weight"}
    assert (second.get(name) or "features.3.weight") in names


def published(encoder):
    """Give an EfficientNet-Lite's tensors under the names of the published files, with a classifier among them."""
    names = {"stem.1": "_conv_stem", "stem.2": "_bn0"}
    layers = {
        "expand": ("_expand_conv", "_bn0"),
        "depthwise": ("_depthwise_conv", "_bn1"),
        "project": ("_project_conv", "_bn2"),
    }
    result = {
        "_conv_head.weight": torch.zeros(1280, 320, 1, 1),
        "_bn1.bias": torch.zeros(1280),
        "_fc.bias": torch.zeros(1000),
    }
    for key, value in encoder.state_dict().items():
        if key.startswith("stem"):
            result[names[key[:6]] + key[6:]] = value
        else:
            _, number, layer, place, rest = key.split(".")
            result[f"_blocks.{number}.{layers[layer][int(place) - 1]}.{rest}"] = value
    return result


@pytest.mark.parametrize("name", SCALES)
def test_an_efficientnet_lite_has_the_published_size(name):
    assert sum(p.numel() for p in build_encoder(name).parameters()) / 1e6 == pytest.approx(
        MILLIONS_LITE[name], abs=0.0006
    )


def test_an_efficientnet_lite_starts_from_a_published_file(tmp_path):
    trained = build_encoder("efficientnet_lite0").eval()
    torch.save(published(trained), tmp_path / "lite0.pth")
    state = State(replace(PRESETS["teacher"], network=EncoderUNetRecipe("efficientnet_lite0")), torch.device("cpu"))
    state.start_encoder_from(tmp_path / "lite0.pth")
    src, pixels = torch.rand(1, 3, 64, 96), (127, 128)  # what is taken off and divided by, of 255
    normalised = (src * 255 - pixels[0]) / pixels[1]
    with torch.inference_mode():
        for network in (state.network, state.ema.module):
            encoder = network.eval().encoder
            got, expected = encoder.stem(src), trained.stem(normalised)
            assert torch.allclose(got[:, :, 1:, 1:], expected[:, :, 1:, 1:], atol=1e-4)  # all but what sees the border
            inner = encoder.blocks.state_dict()
            assert all(torch.equal(inner[key], value) for key, value in trained.blocks.state_dict().items())


def test_header_and_card_say_where_the_encoder_is_from(tmp_path):
    preset = replace(PRESETS["teacher"], network=EncoderUNetRecipe("efficientnet_lite0", blocks=3, light=True))
    torch.save(published(build_encoder("efficientnet_lite0", 3)), tmp_path / "lite0.pth")
    state, resumed = State(preset, torch.device("cpu")), State(preset, torch.device("cpu"))
    state.start_encoder_from(tmp_path / "lite0.pth")
    state.save(tmp_path / "checkpoint.pt")
    resumed.load(tmp_path / "checkpoint.pt", torch.device("cpu"))
    header = training_card("teacher", preset, resumed, 1, {})
    assert recipe_text(header).endswith("; the encoder started from lite0.pth, which was trained on ImageNet")
    save_weights(tmp_path / "first.safetensors", resumed.ema.module, header)
    later = State(preset, torch.device("cpu"))
    later.start_from(tmp_path / "first.safetensors")
    assert later.encoder == "" and later.history[0]["encoder"] == "lite0.pth"


def test_an_encoder_of_fewer_blocks_starts_from_the_same_file(tmp_path):
    trained = build_encoder("efficientnet_lite0").eval()
    torch.save(published(trained), tmp_path / "lite0.pth")
    network = build(EncoderUNetRecipe("efficientnet_lite0", blocks=6, light=True, context=1)).eval()
    load_encoder(network.encoder, tmp_path / "lite0.pth")
    assert network.encoder.channels == (16, 24, 40, 80) and network.encoder.strides == (2, 4, 8, 16)
    src = torch.rand(1, 3, 64, 96)
    with torch.inference_mode():
        levels = network.encoder(src)
        assert torch.equal(network.context(levels[-2].relu()), levels[-2].relu())  # begins as the identity
        assert network(src).shape == (1, 1, 64, 96)


def test_encoder_weights_of_another_encoder_or_none_are_refused(tmp_path):
    torch.save(published(build_encoder("efficientnet_lite1")), tmp_path / "lite1.pth")
    with pytest.raises(ModelError, match=r"lite1\.pth does not fit this EfficientNetLite: blocks\.3\."):
        load_encoder(build_encoder("efficientnet_lite0"), tmp_path / "lite1.pth")
    (tmp_path / "text.pth").write_text("no weights")
    with pytest.raises(ModelError, match=r"cannot read encoder weights from .*text\.pth"):
        load_encoder(build_encoder("vgg16"), tmp_path / "text.pth")
    with pytest.raises(ModelError, match=r"cannot read encoder weights from .*none\.pth"):
        load_encoder(build_encoder("vgg16"), tmp_path / "none.pth")
    with pytest.raises(ModelError, match=r"--encoder .*: this preset has no encoder"):
        State(PRESETS["smoke"], torch.device("cpu")).start_encoder_from(tmp_path / "lite1.pth")


def test_torchvisions_classifier_is_left_out(tmp_path):
    encoder = build_encoder("alexnet")
    torch.save({**encoder.state_dict(), "classifier.1.bias": torch.zeros(4096)}, tmp_path / "alexnet.pth")
    other = build_encoder("alexnet")
    load_encoder(other, tmp_path / "alexnet.pth")
    assert torch.equal(other.features[0].weight, encoder.features[0].weight)


def test_the_teacher_gives_the_pictures_size_from_a_decoder_that_stops_early():
    network = build(PRESETS["teacher"].network)
    assert network.head.out_channels == network.recipe.finest**2
    assert network(torch.rand(2, 3, 64, 96)).shape == (2, 1, 64, 96)


def test_a_light_decoder_gives_the_pictures_size_and_learns():
    network = build(EncoderUNetRecipe("efficientnet_lite0", narrowest=32, finest=4, light=True))
    logits = network(torch.rand(2, 3, 64, 96))
    assert logits.shape == (2, 1, 64, 96)
    logits.square().mean().backward()
    assert all(p.grad is not None for p in network.parameters())


@pytest.mark.parametrize("name", ["alexnet", "vgg16", "vgg19_bn"])
def test_features_have_the_sizes_that_are_promised(name):
    encoder = build_encoder(name).eval()
    with torch.inference_mode():
        levels = encoder(torch.rand(1, 3, 64, 96))
    assert [x.shape[1] for x in levels] == list(encoder.channels)
    assert [(64 // x.shape[2], 96 // x.shape[3]) for x in levels] == [(s, s) for s in encoder.strides]
    assert all((x >= 0).all() for x in levels)


@pytest.mark.parametrize("name", ["alexnet", "vgg16_bn", "efficientnet_lite0"])
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
