"""Check that several networks learn from the same samples: tiny, real, each with a recipe that tells the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from livebg.errors import SettingsError
from livebg.segmenters import model_path
from tests.test_train import TINY, data  # noqa: F401
from train.__main__ import main
from train.checkpoint import read_weights
from train.networks import alpha_of, load_network
from train.samples import edge_band
from train.together import OWN_SHARE, edge_bands, shrunk, taught, train_together


def test_networks_learn_together_and_their_headers_say_so(data, tmp_path):  # noqa: F811
    first = replace(TINY, teachers=(str(model_path("fast")),), taught=0.5)
    presets = {"first": first, "second": replace(TINY, batch_size=2), "smaller": replace(TINY, area_px=384)}
    files = train_together(presets, [data], tmp_path / "out", 0.05)
    assert [file.name for file in files] == ["first.safetensors", "second.safetensors", "smaller.safetensors"]
    cards = [load_network(file)[1] for file in files]
    for card in cards:
        assert card["together"] == list(presets)
        assert card["step"] == card["recipe"]["steps"] == cards[0]["step"] > 1
        assert card["samples"] == card["step"] * TINY.batch_size
        assert card["recipe"]["teachers"] == [model_path("fast").name] and card["recipe"]["taught"] == 0.5
    assert cards[1]["recipe"]["rate"] == TINY.rate * 2  # half of its batch's share, and no more
    on = train_together({"first": first}, [data], tmp_path / "on", 0.02, init={"first": files[0]})
    assert read_weights(on[0])[1]["history"][0]["step"] == cards[0]["step"]


class Sure(nn.Module):
    """See a person in the left half of every picture."""

    def forward(self, src):
        left = torch.arange(src.shape[-1], device=src.device) < src.shape[-1] // 2
        return torch.where(left, 20.0, -20.0).expand(len(src), 1, *src.shape[-2:])


def test_what_files_labelled_has_the_leaders_opinion_in_it_and_nothing_else_has():
    rng = torch.Generator().manual_seed(1)
    src, pha = torch.rand(4, 3, 16, 32, generator=rng), (torch.rand(4, 1, 16, 32, generator=rng) > 0.5).float()
    band, by_files = torch.full_like(pha, 0.25), torch.tensor([True, False, True, False])
    mixed, bands = taught(Sure(), src, pha, band, by_files, 3)
    # Mirrored, it sees the person on the right: both halves are half a person.
    torch.testing.assert_close(mixed[::2], OWN_SHARE * 0.5 + (1 - OWN_SHARE) * pha[::2], atol=1e-6, rtol=0)
    assert torch.equal(mixed[1::2], pha[1::2]) and torch.equal(bands[1::2], band[1::2])
    assert torch.equal(bands[::2], edge_bands(mixed[::2]))
    assert taught(Sure(), src, pha, band, by_files, 0) == (pha, band)
    assert alpha_of(Sure()(src)).max() > 0.99


def test_edge_bands_are_those_of_the_loader():
    mattes = np.random.default_rng(2).integers(256, size=(3, 20, 30), dtype=np.uint8)
    found = edge_bands(torch.from_numpy(mattes)[:, None].float())
    np.testing.assert_array_equal(found[:, 0].numpy(), [edge_band(matte) for matte in mattes])


def test_pictures_are_shrunk_to_sides_that_the_network_takes():
    picture = torch.zeros(1, 3, 192, 352)
    assert shrunk(picture, 0.66, 16).shape == (1, 3, 128, 240)
    assert shrunk(picture, 0.01, 16).shape == (1, 3, 16, 16)
    torch.testing.assert_close(shrunk(picture + 0.5, 0.5, 32), torch.full((1, 3, 96, 192), 0.5))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nobody", "--minutes", "1"], "no preset 'nobody'"),
        (["teacher", "--minutes", "0"], "--minutes 0 is too short"),
        (["teacher", "--minutes", "1", "--init", "fast=a.safetensors"], "'fast=a.safetensors' names no network"),
        (["teacher", "--minutes", "1", "--encoder", "teacher"], "'teacher' names no network"),
        (["teacher", "--minutes", "1", "--encoder", "teacher=nowhere.pth"], "there is no file nowhere.pth"),
        (["teacher", "--minutes", "1", "--without", "cats"], "--without cats: teacher trains on selfies"),
        (["teacher", "--minutes", "1", "--batch-size", "0"], "--batch-size 0 is too small"),
        (["balanced-recurrent", "--minutes", "1"], "balanced-recurrent learns from sequences"),
    ],
)
def test_wrong_arguments_are_named(arguments, complaint, tmp_path, capsys):
    assert main(["together", *arguments, "--data", str(tmp_path), "--output", str(tmp_path / "out")]) == 1
    assert complaint in capsys.readouterr().err


def test_sequences_are_refused(tmp_path):
    with pytest.raises(SettingsError, match="second learns from sequences"):
        train_together({"first": TINY, "second": replace(TINY, frames=3)}, [tmp_path], tmp_path, 1)
