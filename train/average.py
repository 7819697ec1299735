"""Average the weights of runs that began from the same ones, or the logits of any networks, or add to a network what a run has changed.

Runs from the same weights lie in one basin, and their mean is often better than each: model soups (Wortsman et al. 2022). What a run
has changed works in relatives, too: task arithmetic (Ilharco et al. 2023). Networks that have nothing in common are averaged in what they
give: `train.networks.Mean`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from livebg.errors import ModelError
from train.checkpoint import part_of, save_weights
from train.networks import Mean, MeanRecipe, describe, described, load_network
from train.recurrent import RecurrentUNet
from train.state import runs_of

LEAST_VARIANCE = 1e-6
STARTS = ("preset", "samples")  # what names the weights that went into others


def average_weights(files: Sequence[Path], output: Path) -> None:
    """Write the mean of weights files, each counted alike; the header is that of the last, and names the others as `mean_with`.

    Numbers that are not averaged, such as counts of batches, are the last file's. Raises ModelError when a file cannot be read, or is of
    another network than the last.
    """
    read = [load_network(path) for path in files]
    network, card = read[-1]
    for path, (_, other) in zip(files, read, strict=True):
        if other["network"] != card["network"]:
            raise ModelError(f"{path} is of another network than {files[-1]}; only runs of one network can be averaged")
    states = [own.state_dict() for own, _ in read]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0) if tensor.is_floating_point() else tensor
        for name, tensor in states[-1].items()
    }
    network.load_state_dict(mean)
    with_ = [{key: other[key] for key in STARTS} for _, other in read[:-1]]
    _write(output, network, card, mean_with=with_)


def mean_of_logits(files: Sequence[Path], output: Path) -> None:
    """Write a network that gives the mean of several networks' logits. The file has no tensors: it names the others, beside it.

    It is used on as many pixels as the largest of them. Raises ModelError when a file cannot be read, lies elsewhere, or is of a network
    with memory or of a mean.
    """
    read = [load_network(path) for path in files]
    for path, (network, _) in zip(files, read, strict=True):
        if path.resolve().parent != output.resolve().parent:
            raise ModelError(f"{path} has to lie beside {output}, which names it; copy it into {output.parent}")
        if isinstance(network, RecurrentUNet | Mean):
            kind = "a mean itself" if isinstance(network, Mean) else "a network with memory"
            raise ModelError(f"{path} is {kind}; the logits of plain networks are averaged")
    cards = [card for _, card in read]
    recipe = MeanRecipe(tuple(described(card["network"]) for card in cards))
    header = {
        "preset": output.stem,
        "network": describe(recipe),
        "area_px": max(card["area_px"] for card in cards),
        "step": 0,
        "samples": sum(card["samples"] for card in cards),
        "history": [run for card in cards for run in runs_of(card)],
        "parts": [part_of(path) for path in files],
    }
    save_weights(output, nn.Identity(), header)


def shift_weights(file: Path, before: Path, after: Path, output: Path) -> None:
    """Write the weights of `file` plus what was changed between `before` and `after`, wherever all three have a tensor of one shape.

    So a network with more blocks takes up what a run has taught the one that it went on from. The header is that of `file`, and names
    the two as `shifted`. Raises ModelError when a file cannot be read, or they are of several families.
    """
    (network, card), (old, from_), (new, to) = (load_network(path) for path in (file, before, after))
    own, old_state, new_state = network.state_dict(), old.state_dict(), new.state_dict()
    families = {part["network"]["family"] for part in (card, from_, to)}
    if len(families) > 1:
        raise ModelError(
            f"{file}, {before} and {after} are of several families, {', '.join(sorted(families))}; expected one"
        )
    common = [
        name
        for name, tensor in own.items()
        if tensor.is_floating_point()
        and all(name in state and state[name].shape == tensor.shape for state in (old_state, new_state))
    ]
    for name in common:
        shifted = own[name] + new_state[name] - old_state[name]
        own[name] = shifted.clamp_min(LEAST_VARIANCE) if name.endswith("running_var") else shifted
    network.load_state_dict(own)
    shift = {"from": {key: from_[key] for key in STARTS}, "to": {key: to[key] for key in STARTS}}
    _write(output, network, card, shifted=shift)


def _write(output: Path, network: nn.Module, card: dict[str, Any], **changes: Any) -> None:
    """Write a network with the header of its run, but for the scores, which were other weights', and `changes`."""
    save_weights(output, network, {key: value for key, value in card.items() if key != "quick_scores"} | changes)
