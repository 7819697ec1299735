"""Start a U-Net with a context path from two trained networks, so that it nearly computes at once what both have learnt.

What joins them is fitted by least squares, in closed form: the path's entry to the features that its blocks were trained on, and its end
to the coarsest level of the U-Net that it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from livebg.errors import ModelError
from train.checkpoint import read_weights, save_weights
from train.efficientnet import EfficientNetLite
from train.encoders import load_encoder
from train.networks import build, describe, load_network
from train.presets import Preset
from train.state import earlier_samples
from train.unet import UNet
from train.unet_context import END, ENTRY, FIRST, ContextUNet, borrowed_entry

RIDGE = 1e-4  # of the mean square of the features: keeps near-equal ones from cancelling


def graft(name: str, preset: Preset, trunk: Path, encoder: Path, batches: Sequence[Tensor], output: Path) -> None:
    """Write the weights of a preset's `ContextUNet`, begun from a U-Net of its widths and an encoder's weights.

    trunk: a weights file of a `UNet`. encoder: one of a network on EfficientNet-Lite, or a published .pth of it.
    batches: src, each (N, 3, H, W) float, what the joints are fitted on. Prints how much of the features' variance they explain.
    Raises ModelError for files of other networks.
    """
    unet, card = load_network(trunk)
    network = build(preset.network)
    if not isinstance(network, ContextUNet):
        raise ModelError(f"{name} has no context path to graft; expected a preset that has, such as context")
    if type(unet) is not UNet or unet.recipe.widths != network.recipe.widths:
        raise ModelError(f"{trunk} is no U-Net of widths {network.recipe.widths}; expected what {name} goes on from")
    known = read_encoder(encoder, network.recipe.encoder, network.recipe.blocks)
    own, kept = network.state_dict(), unet.state_dict()
    network.load_state_dict({key: kept.get(key, value) for key, value in own.items()})
    network.path.load_state_dict(known.blocks[FIRST:].state_dict())
    network.eval()
    with torch.inference_mode():
        seen = [unet.descend(src) for src in batches]
        stems = [levels[ENTRY] for levels in seen]
        entry = fit_joint(network.entry[1], network.entry[2], stems, [borrowed_entry(known, src) for src in batches])
        ends = [network.look_around(stem)[1] for stem in stems]
        coarsest = [unet.down[-1](levels[END - 1]) for levels in seen]
        end = fit_joint(network.end[0], network.end[1], ends, coarsest)
    print(f"the entry explains {entry:.1%} of the variance of what it stands for, the end {end:.1%}")
    done = {key: card[key] for key in ("preset", "recipe", "step", "mean_with", "shifted") if key in card}
    save_weights(
        output,
        network,
        {
            "preset": name,
            "network": describe(preset.network),
            "area_px": preset.area_px,
            "step": 0,
            "samples": card["samples"],
            "history": [*card.get("history", []), done | {"samples": card["samples"] - earlier_samples(card)}],
            "encoder": encoder.name,
        },
    )


def read_encoder(file: Path, name: str, blocks: int) -> EfficientNetLite:
    """Read an EfficientNet-Lite's first blocks, of a trained network's encoder or as published. Raises ModelError."""
    encoder = EfficientNetLite(name, blocks)
    if file.suffix == ".safetensors":
        tensors, card = read_weights(file)
        start = "encoder."
        own = {key.removeprefix(start): value for key, value in tensors.items() if key.startswith(start)}
        missing = [key for key in encoder.state_dict() if key not in own]
        if card["network"].get("encoder") != name or missing:
            raise ModelError(f"{file} has no encoder {name} of {blocks} blocks; expected weights of lite, say")
        encoder.load_state_dict({key: own[key] for key in encoder.state_dict()})
    else:
        load_encoder(encoder, file)
    return encoder.eval()


def fit_joint(conv: nn.Conv2d, norm: nn.BatchNorm2d, given: Sequence[Tensor], wanted: Sequence[Tensor]) -> float:
    """Let a convolution and the normalisation after it give what is wanted, as nearly as they can (ridge regression).

    given, wanted: batches (N, C, H, W) float, of the convolution's inputs and outputs.
    returns: the share of the variance of what is wanted that they explain, at most 1.
    """
    taps = conv.weight[0].numel()
    gram, product = torch.zeros(taps + 1, taps + 1).double(), torch.zeros(taps + 1, conv.out_channels).double()
    count, square = 0, torch.zeros(conv.out_channels).double()
    for x, y in zip(given, wanted, strict=True):
        columns = F.unfold(x, conv.kernel_size, padding=conv.padding).transpose(1, 2).reshape(-1, taps)
        rows = torch.cat((columns, torch.ones(len(columns), 1)), dim=1)
        values = y.movedim(1, -1).reshape(len(rows), -1)
        gram += (rows.T @ rows).double()
        product += (rows.T @ values).double()
        square += values.double().square().sum(0)
        count += len(rows)
    gram[:-1, :-1] += RIDGE * gram.diagonal()[:-1].mean() * torch.eye(taps)
    solved = torch.linalg.solve(gram, product)
    sums = gram[-1, :-1]
    mean = solved[:-1].T @ (sums / count)
    explained = (solved * product).sum(0)
    spread = square / count - (product[-1] / count).square()
    variance = (explained / count - (mean + solved[-1]).square()).clamp_min(1e-6)
    conv.weight.copy_(solved[:-1].T.reshape(conv.weight.shape))
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight.copy_((variance + norm.eps).sqrt())
    norm.bias.copy_(mean + solved[-1])
    return float(1 - (square - explained).sum() / count / spread.sum())
