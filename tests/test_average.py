"""Check the mean of weights files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from livebg.errors import ModelError
from tests.small_network import write_weights
from train.__main__ import main
from train.card import recipe_text
from train.checkpoint import read_weights, save_weights
from train.fit import card
from train.networks import build, describe, described, load_network
from train.presets import BALANCED, PRESETS
from train.state import State
from train.tiramisu import LightTiramisuRecipe
from train.unet import RECIPES

WEIGHTS = Path(__file__).parent.parent / "train/weights"


def changed(path: Path, output: Path, by: float) -> Path:
    """Write weights that differ by `by` everywhere."""
    network, card = load_network(path)
    network.load_state_dict(
        {name: each + by if each.is_floating_point() else each for name, each in network.state_dict().items()}
    )
    save_weights(output, network, card | {"preset": f"other{by:+g}", "samples": 64})
    return output


def other_kind(path: Path) -> Path:
    """Write the weights of a light Tiramisu, untrained."""
    torch.manual_seed(5)
    recipe = LightTiramisuRecipe(stem=8, widths=(8, 16), growth=(8, 8), down=(1, 1), up=(1,))
    header = {"network": describe(recipe), "area_px": 8192, "preset": "wide", "samples": 32, "step": 1, "recipe": {}}
    save_weights(path, build(recipe), header)
    return path


def two_and_their_mean(folder: Path) -> tuple[Path, Path, Path]:
    """Write two networks of different kinds, and the one that is the mean of their logits."""
    one = write_weights(folder / "one.safetensors", preset="small-1", samples=96, recipe={})
    two, mean = other_kind(folder / "two.safetensors"), folder / "mean.safetensors"
    assert main(["average", str(one), str(two), "--logits", "--output", str(mean)]) == 0
    return one, two, mean


def with_memory(path: Path) -> Path:
    """Write the weights of a recurrent network, untrained."""
    recipe = PRESETS["balanced-recurrent"].network
    save_weights(path, build(recipe), {"network": describe(recipe), "area_px": 8192, "samples": 1})
    return path


def with_more_context(path: Path, output: Path) -> Path:
    """Write the weights of a network that goes on from others with one context block more."""
    state = State(replace(BALANCED, network=replace(RECIPES["balanced"], context=(0, 0, 0, 1, 3))), torch.device("cpu"))
    state.start_from(path)
    save_weights(output, state.network, card("more", replace(BALANCED, network=state.network.recipe), state, 1, {}))
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


def test_the_mean_of_logits_is_what_two_networks_give_on_average(tmp_path, capsys):
    """The file has no tensors: it names the two, which may be of different kinds, and what they have learnt."""
    one, two, mean = two_and_their_mean(tmp_path)
    assert "the mean of 2 networks" in capsys.readouterr().out
    assert mean.stat().st_size < 10_000
    networks = [load_network(path)[0] for path in (one, two, mean)]
    picture = torch.rand(1, 3, 64, 96)
    first, second, given = (network(picture) for network in networks)
    torch.testing.assert_close(given, (first + second) / 2)
    assert not torch.allclose(first, second)
    card = read_weights(mean)[1]
    assert (card["preset"], card["samples"], card["area_px"]) == ("mean", 128, 8192)
    assert [(run["preset"], run["samples"]) for run in card["history"]] == [("small-1", 96), ("wide", 32)]


def test_tuning_a_mean_goes_on_from_both_and_keeps_its_own_tensors(tmp_path):
    one, _, mean = two_and_their_mean(tmp_path)
    preset = replace(PRESETS["quality"], network=described(read_weights(mean)[1]["network"]))
    state = State(preset, torch.device("cpu"))
    state.start_from(mean)
    assert [run["preset"] for run in state.history] == ["small-1", "wide"]
    save_weights(tmp_path / "tuned.safetensors", state.network, card("tuned", preset, state, 1, {}))
    one.unlink()
    tuned, header = load_network(tmp_path / "tuned.safetensors")
    assert "parts" not in header and header["network"]["family"] == "mean"
    for name, tensor in state.network.state_dict().items():
        torch.testing.assert_close(tuned.state_dict()[name], tensor, atol=1e-3, rtol=1e-3)


def test_what_has_become_of_the_networks_of_a_mean_is_said(tmp_path):
    _, two, mean = two_and_their_mean(tmp_path)
    changed(two, two, 0.5)
    with pytest.raises(
        ModelError, match=r"two.safetensors, one of them, has changed since; write it anew with: .*--logits"
    ):
        load_network(mean)
    two.unlink()
    with pytest.raises(ModelError, match=r"two.safetensors, one of them, is not there"):
        load_network(mean)


def test_whose_logits_cannot_be_averaged_is_named(tmp_path, capsys):
    one, two, mean = two_and_their_mean(tmp_path)
    other = tmp_path / "m.safetensors"
    arguments = ["average", "--logits", "--output", str(other), str(one)]
    assert main([*arguments, str(mean)]) == 1
    assert f"{mean} is a mean itself; the logits of plain networks are averaged" in capsys.readouterr().err
    assert main([*arguments, str(with_memory(tmp_path / "memory.safetensors"))]) == 1
    assert "memory.safetensors is a network with memory" in capsys.readouterr().err
    assert main([*arguments, str(WEIGHTS / "fast.safetensors")]) == 1
    assert f"fast.safetensors has to lie beside {other}, which names it" in capsys.readouterr().err
    assert main([*arguments, str(two), "--shift", str(one), str(one)]) == 1
    assert "--shift and --logits exclude each other" in capsys.readouterr().err
    assert not other.exists()


def test_what_a_run_changed_is_added_where_shapes_agree(tmp_path, capsys):
    """A network with more context blocks takes up what was changed in the one that it went on from."""
    before = WEIGHTS / "balanced.safetensors"
    own = with_more_context(before, tmp_path / "own.safetensors")
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
    own, other = str(WEIGHTS / "balanced.safetensors"), str(WEIGHTS / "tiramisu.safetensors")
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
