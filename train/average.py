"""Average the weights of runs that began from the same ones: they lie in one basin, and their mean is often better than each.

Model soups (Wortsman et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from livebg.errors import ModelError
from train.checkpoint import save_weights
from train.networks import load_network


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
    with_ = [{"preset": other["preset"], "samples": other["samples"]} for _, other in read[:-1]]
    save_weights(
        output, network, {key: value for key, value in card.items() if key != "quick_scores"} | {"mean_with": with_}
    )
