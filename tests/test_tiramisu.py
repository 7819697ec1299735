"""Check the Tiramisus: the paper's sizes, shapes, dropout, and that every weight learns."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn

from train.tiramisu import LIGHT, PAPER, DenseBlock, LightTiramisu, Tiramisu, TiramisuRecipe

SMALL = TiramisuRecipe(4, (2, 2), 2, (2, 2))


@pytest.mark.parametrize(("name", "millions"), [("tiramisu-56", 1.38), ("tiramisu-67", 3.46), ("tiramisu-103", 9.32)])
def test_the_papers_networks_have_the_papers_sizes(name, millions):
    network = Tiramisu(PAPER[name])
    assert sum(p.numel() for p in network.parameters()) / 1e6 == pytest.approx(millions, rel=0.01)
    layers = sum(isinstance(module, nn.Conv2d | nn.ConvTranspose2d) for module in network.modules())
    assert layers == int(name.removeprefix("tiramisu-"))  # the paper counts its convolutions


def test_a_dense_block_gives_only_its_new_features():
    block = DenseBlock(6, growth=4, count=3, dropout=0.0)
    assert [layer[2].in_channels for layer in block.layers] == [6, 10, 14]
    assert block(torch.rand(1, 6, 8, 8)).shape == (1, 12, 8, 8)


@pytest.mark.parametrize("network", [Tiramisu(SMALL), LightTiramisu(LIGHT["tiramisu"])], ids=["paper", "light"])
def test_logits_have_the_pictures_size_and_every_weight_learns(network):
    side = 2 * network.multiple
    logits = network(torch.rand(2, 3, side, side + network.multiple))
    assert logits.shape == (2, 1, side, side + network.multiple)
    logits.square().mean().backward()
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in network.parameters())


def test_dropout_works_in_training_only():
    light = LightTiramisu(replace(LIGHT["tiramisu"], dropout=0.2))
    assert sum(isinstance(module, nn.Dropout) for module in light.modules()) == sum((1, 2, 2, 3, 2, 2, 1))
    network, src = Tiramisu(SMALL), torch.rand(1, 3, 16, 16)
    network(src)  # moves the running statistics off their start
    assert not torch.equal(network(src), network(src))
    network.eval()
    torch.testing.assert_close(network(src), network(src))


def test_weights_start_by_hes_uniform_rule():
    torch.manual_seed(0)
    weight = Tiramisu(PAPER["tiramisu-56"]).bottom.layers[0][2].weight.detach()
    bound = (6 / weight[0].numel()) ** 0.5
    assert weight.abs().max() <= bound
    assert weight.std() == pytest.approx(bound / 3**0.5, rel=0.05)
