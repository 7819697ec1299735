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


def test_what_a_run_changed_is_added_where_shapes_agree(tmp_path, capsys):
    """A network with more context blocks takes up what was changed in the one that it went on from."""
    own, before = WEIGHTS / "quality.safetensors", WEIGHTS / "balanced.safetensors"
    after, output = changed(before, tmp_path / "after.safetensors", 0.125), tmp_path / "m.safetensors"
    assert main(["average", str(own), "--shift", str(before), str(after), "--output", str(output)]) == 0
    assert "shifted by balanced.safetensors to after.safetensors" in capsys.readouterr().out
    (was, _), (given, card), (small, _) = (read_weights(path) for path in (own, output, before))
    assert card["shifted"]["to"] == {"preset": "other+0.125", "samples": 64}
    kept = 0
    for name, tensor in given.items():
        moves = tensor.is_floating_point() and name in small and small[name].shape == tensor.shape
        kept += not moves
        torch.testing.assert_close(tensor, was[name] + 0.125 if moves else was[name], atol=4e-3, rtol=4e-3)
    assert 0 < kept < len(given) / 2
    assert (
        "; then what changed from `balanced-context-2` (4,131,200 samples) to `other+0.125` (64 samples) was added"
        in recipe_text(card)
    )


def test_what_cannot_be_shifted_is_named(tmp_path, capsys):
    own, other = str(WEIGHTS / "quality.safetensors"), str(WEIGHTS / "tiramisu.safetensors")
    output = str(tmp_path / "m.safetensors")
    assert main(["average", own, "--shift", other, other, "--output", output]) == 1
    assert "are of several families, light-tiramisu, unet; expected one" in capsys.readouterr().err
    assert main(["average", own, own, "--shift", own, own, "--output", output]) == 1
    assert "--shift takes one weights file, got 2" in capsys.readouterr().err


def test_a_card_says_what_was_averaged():
    _, card = read_weights(WEIGHTS / "balanced.safetensors")
    text = recipe_text(card | {"mean_with": [{"preset": "elder", "samples": 12_000}]})
    assert "; then the mean with the weights of `elder` (12,000 samples)" in text.splitlines()[-1]
    text = recipe_text(card | {"mean_with": [{"preset": "elder", "samples": 12_000}] * 2})
    assert text.endswith("`elder` (12,000 samples), counted 2 times")
