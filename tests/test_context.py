"""Check the U-Net with a borrowed context path: its shape, how it is started from two networks, and its way to the app."""

from __future__ import annotations

from dataclasses import asdict, replace

import cv2
import numpy as np
import pytest
import torch

from tests.test_encoders import published
from tests.test_train import data  # noqa: F401
from train import presets
from train.__main__ import main
from train.checkpoint import read_weights, save_weights
from train.encoders import build_encoder
from train.graft import fit_joint, read_encoder
from train.networks import build, describe, load_network
from train.presets import PRESETS
from train.samples import Phase
from train.unet import UNet
from train.unet_context import ContextUNet, borrowed_entry

RECIPE = PRESETS["context"].network


def unet_recipe():
    """Give the recipe of the U-Net that the preset goes on from."""
    return PRESETS["balanced"].network


@pytest.fixture
def trunk(tmp_path):
    torch.manual_seed(1)
    path, recipe = tmp_path / "trunk.safetensors", unet_recipe()
    card = {"network": describe(recipe), "preset": "balanced", "recipe": asdict(PRESETS["balanced"]), "step": 3}
    save_weights(path, build(recipe), card | {"samples": 96, "area_px": 6144})
    return path


@pytest.fixture
def encoder(tmp_path):
    torch.manual_seed(2)
    path = tmp_path / "efficientnet-lite0.pth"
    torch.save(published(build_encoder("efficientnet_lite0")), path)
    return path


@pytest.fixture
def small(monkeypatch):
    """Make the preset small enough for a test: few, small pictures of one set."""
    preset = replace(
        PRESETS["context"],
        sets=(("people", 1.0),),
        phases=(Phase(1.0, ((64, 64),)),),
        batch_size=4,
        backgrounds="backgrounds",
    )
    monkeypatch.setitem(presets.PRESETS, "context", preset)
    return preset


def test_it_gives_a_logit_for_every_pixel_and_every_weight_learns():
    network = build(RECIPE)
    assert isinstance(network, ContextUNet) and network.multiple == 32
    for parameter in network.join[1].parameters():
        torch.nn.init.ones_(parameter)
    for block in network.context[4]:
        torch.nn.init.ones_(block.norm.weight)
    logits = network(torch.rand(2, 3, 64, 96))
    assert logits.shape == (2, 1, 64, 96)
    logits.square().mean().backward()
    assert [name for name, p in network.named_parameters() if p.grad is None or not p.grad.abs().sum() > 0] == []


def test_the_path_has_the_blocks_and_sizes_of_the_encoder():
    network, encoder = build(RECIPE).eval(), build_encoder("efficientnet_lite0", RECIPE.blocks)
    network.path.load_state_dict(encoder.blocks[1:].state_dict())
    with torch.inference_mode():
        middle, end = network.look_around(torch.rand(1, 32, 16, 24))
    assert middle.shape == (1, 40, 4, 6) and end.shape == (1, 112, 2, 3)


def test_a_joint_finds_the_convolution_that_there_was():
    torch.manual_seed(3)
    wanted = torch.nn.Conv2d(4, 6, 3, padding=1)
    conv, norm = torch.nn.Conv2d(4, 6, 3, padding=1, bias=False), torch.nn.BatchNorm2d(6)
    given = [torch.rand(2, 4, 24, 24) for _ in range(3)]
    with torch.inference_mode():
        targets = [wanted(x) for x in given]
        explained = fit_joint(conv, norm, given, targets)
        assert explained > 0.999
        for mode in (norm.eval, norm.train):  # the statistics that are kept are those of what it gives
            mode()
            torch.testing.assert_close(norm(conv(torch.cat(given))), torch.cat(targets), atol=0.02, rtol=0)
        noise = [torch.rand(2, 6, 24, 24) for _ in range(3)]
        assert abs(fit_joint(conv, norm, given, noise)) < 0.1


def test_grafted_weights_hold_what_both_networks_knew(small, data, trunk, encoder, tmp_path, capsys):  # noqa: F811
    output = tmp_path / "grafted.safetensors"
    arguments = ["graft", "context", "--data", str(data), "--trunk", str(trunk), "--encoder", str(encoder)]
    assert main([*arguments, "--output", str(output)]) == 0
    assert "of the variance of what it stands for" in capsys.readouterr().out
    network, card = load_network(output)
    own, tensors = load_network(trunk)[0].state_dict(), network.state_dict()
    assert torch.equal(tensors["up.2.0.weight"], own["up.2.0.weight"]) and torch.equal(
        tensors["stem.1.bias"], own["stem.1.bias"]
    )
    known = read_encoder(encoder, "efficientnet_lite0", RECIPE.blocks)
    assert torch.equal(tensors["path.3.project.1.weight"], known.blocks[4].project[1].weight.half().float())
    assert card["encoder"] == encoder.name and card["history"][-1]["preset"] == "balanced" and card["samples"] == 96
    picture = np.ascontiguousarray(cv2.imread(str(data / "people/images/0.png"))[:32, :64, ::-1])
    src = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        before = borrowed_entry(known, src)
        after = network.entry(network.down[0](network.stem(src)))
    assert before.shape == after.shape
    assert float(np.corrcoef(before.flatten(), after.flatten())[0, 1]) > 0.5


def test_what_cannot_be_grafted_is_named(small, data, trunk, encoder, tmp_path, capsys):  # noqa: F811
    output = tmp_path / "grafted.safetensors"

    def refused(preset="context", trunk=trunk, encoder=encoder):
        arguments = ["graft", preset, "--data", str(data), "--trunk", str(trunk), "--encoder", str(encoder)]
        assert main([*arguments, "--output", str(output)]) == 1
        assert not output.exists()
        return capsys.readouterr().err

    assert f"{trunk} has no encoder efficientnet_lite0 of 11 blocks" in refused(encoder=trunk)
    other = tmp_path / "other.safetensors"
    recipe = replace(unet_recipe(), widths=(16, 32, 64, 96, 128))
    save_weights(other, UNet(recipe), {"network": describe(recipe)})
    assert f"{other} is no U-Net of widths (16, 32, 64, 96, 160)" in refused(trunk=other)
    encoder.write_bytes(b"none")
    assert f"cannot read encoder weights from {encoder}" in refused()
    assert "nowhere.safetensors" in refused(trunk=tmp_path / "nowhere.safetensors")
    card = read_weights(trunk)[1]
    assert card["samples"] == 96
