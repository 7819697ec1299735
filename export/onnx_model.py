"""Write a trained network as an ONNX file with livebg's metadata, and check it against the torch network."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from livebg.errors import ModelError
from livebg.segmenters.onnx import METADATA_KEY, ModelCard, network_size, read_model
from train.networks import load_network, no_memory
from train.recurrent import RecurrentUNet

OPSET = 18
TOLERANCE = 2e-3  # of alpha, between torch and ONNX Runtime, both fp32


class _Alpha(nn.Module):
    """Give alpha in place of logits. src: (N, 3, H, W) RGB, normalised as the card says."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, src: Tensor) -> Tensor:
        return torch.sigmoid(self.network(src))


class _RecurrentAlpha(_Alpha):
    """As _Alpha, with the state passed through."""

    def forward(self, src: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        logits, following = self.network(src, state)
        return torch.sigmoid(logits), following


def export_onnx(weights: Path, output: Path, name: str, description: str) -> float:
    """Write `output` and give the largest difference of alpha from torch over three frame shapes.

    Raises ModelError when ONNX Runtime and torch disagree by more than `TOLERANCE`; nothing is left at `output` then.
    """
    network, card = load_network(weights)
    multiple, area_px = network.multiple, card["area_px"]
    meta = ModelCard(
        name=name,
        description=description,
        parameters=sum(p.numel() for p in network.parameters()),
        area_px=area_px,
        multiple=multiple,
        mean=(0.0, 0.0, 0.0),
        std=(1.0, 1.0, 1.0),
        state=(network.state_shape(0, 0)[0], network.state_stride) if isinstance(network, RecurrentUNet) else (),
    )
    recurrent = isinstance(network, RecurrentUNet)
    wrapped = (_RecurrentAlpha if recurrent else _Alpha)(network).eval()
    beside = output.with_name(f".{output.stem}.partial.onnx")
    output.parent.mkdir(parents=True, exist_ok=True)
    rows, columns = torch.export.Dim("rows"), torch.export.Dim("columns")
    shapes = {"src": {2: rows * multiple, 3: columns * multiple}}
    if recurrent:
        per_state = multiple // meta.state[1]
        shapes["state"] = {2: rows * per_state, 3: columns * per_state}
    torch.onnx.export(
        wrapped,
        _inputs(network, torch.rand(1, 3, 5 * multiple, 9 * multiple)),
        str(beside),
        input_names=["src", "state"][: 1 + recurrent],
        output_names=["pha", "next_state"][: 1 + recurrent],
        dynamic_shapes=shapes,
        opset_version=OPSET,
        external_data=False,
        verbose=False,
    )
    model = onnx.load(beside)
    for part in (*model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output):
        del part.metadata_props[:]  # the exporter notes source lines with this machine's paths
        part.doc_string = ""
    onnx.helper.set_model_props(model, {METADATA_KEY: meta.model_dump_json(), "weights": str(card.get("step", ""))})
    onnx.save(model, beside)
    try:
        worst = _difference(wrapped, beside, area_px, multiple)
        if worst > TOLERANCE:
            raise ModelError(f"{output} differs from torch by {worst:.5f} of alpha; at most {TOLERANCE} is allowed")
        os.replace(beside, output)
    finally:
        beside.unlink(missing_ok=True)
    return worst


def _difference(network: _Alpha, path: Path, area_px: int, multiple: int) -> float:
    """Give the largest difference of alpha between torch and ONNX Runtime for 16:9, 4:3 and portrait frames."""
    session = read_model(path).session
    worst = 0.0
    for frame in ((1280, 720), (640, 480), (720, 1280)):
        width, height = network_size(frame, area_px, multiple)
        src = torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(width))
        inputs = _inputs(network.network, src)
        with torch.inference_mode():
            expected = network(*inputs)
        first = expected[0] if isinstance(expected, tuple) else expected
        names = [entry.name for entry in session.get_inputs()]
        got, *_ = session.run(None, dict(zip(names, (part.numpy() for part in inputs), strict=True)))
        worst = max(worst, float(np.abs(got - first.numpy()).max()))
    return worst


def _inputs(network: nn.Module, src: Tensor) -> tuple[Tensor, ...]:
    """Give what the network takes for src (1, 3, H, W): with a recurrent one, a state that is not empty."""
    if not isinstance(network, RecurrentUNet):
        return (src,)
    state = no_memory(network, src) + 1
    return src, state * torch.rand(state.shape, generator=torch.Generator().manual_seed(0))
