"""Check the mean of weights files."""

from __future__ import annotations

from pathlib import Path

import torch

from tests.small_network import write_weights
from train.__main__ import main
from train.card import recipe_text
from train.checkpoint import read_weights, save_weights
from train.networks import load_network

WEIGHTS = Path(__file__).parent.parent / "train/weights"


def changed(path: Path, output: Path, by: float) -> Path:
    """Write weights that differ by `by` everywhere."""
    network, card = load_network(path)
    network.load_state_dict(
        {name: each + by if each.is_floating_point() else each for name, each in network.state_dict().items()}
    )
    save_weights(output, network, card | {"preset": f"other{by:+g}", "samples": 64})
    return output


def test_the_mean_is_written_with_the_others_names(tmp_path, capsys):
    first = write_weights(tmp_path / "first.safetensors")
    up, down, mean = (
        changed(first, tmp_path / "up.safetensors", 0.5),
        changed(first, tmp_path / "down.safetensors", -0.25),
        tmp_path / "m.safetensors",
    )
    assert main(["average", str(up), str(down), str(first), "--output", str(mean)]) == 0
    assert "the mean of 3" in capsys.readouterr().out
    (own, card), (before, _) = read_weights(mean), read_weights(first)
    assert card["mean_with"] == [{"preset": "other+0.5", "samples": 64}, {"preset": "other-0.25", "samples": 64}]
    for name, tensor in own.items():
        moved = before[name] + 0.25 / 3 if tensor.is_floating_point() else before[name]
        torch.testing.assert_close(tensor, moved, atol=2e-3, rtol=2e-3)
    assert "quick_scores" not in card


def test_what_cannot_be_averaged_is_named(tmp_path, capsys):
    first = write_weights(tmp_path / "first.safetensors")
    assert main(["average", str(first), "--output", str(tmp_path / "m.safetensors")]) == 1
    assert "nothing to average" in capsys.readouterr().err
    assert (
        main(["average", str(first), str(WEIGHTS / "fast.safetensors"), "--output", str(tmp_path / "m.safetensors")])
        == 1
    )
    assert f"{first} is of another network than" in capsys.readouterr().err
    assert not (tmp_path / "m.safetensors").exists()


def test_a_card_says_what_was_averaged():
    _, card = read_weights(WEIGHTS / "balanced.safetensors")
    text = recipe_text(card | {"mean_with": [{"preset": "elder", "samples": 12_000}]})
    assert "; then the mean with the weights of `elder` (12,000 samples)" in text.splitlines()[-1]
