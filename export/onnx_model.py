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
from train.networks import load_network

OPSET = 18
TOLERANCE = 2e-3  # of alpha, between torch and ONNX Runtime, both fp32


class _Alpha(nn.Module):
    """Give alpha in place of logits. src: (N, 3, H, W) RGB, normalised as the card says."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, src: Tensor) -> Tensor:
        return torch.sigmoid(self.network(src))


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
    )
    wrapped = _Alpha(network).eval()
    beside = output.with_name(f".{output.stem}.partial.onnx")
    output.parent.mkdir(parents=True, exist_ok=True)
    sides = {2: torch.export.Dim("rows") * multiple, 3: torch.export.Dim("columns") * multiple}
    torch.onnx.export(
        wrapped,
        (torch.rand(1, 3, 5 * multiple, 9 * multiple),),
        str(beside),
        input_names=["src"],
        output_names=["pha"],
        dynamic_shapes={"src": sides},
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


def _difference(network: nn.Module, path: Path, area_px: int, multiple: int) -> float:
    """Give the largest difference of alpha between torch and ONNX Runtime for 16:9, 4:3 and portrait frames."""
    session = read_model(path).session
    worst = 0.0
    for frame in ((1280, 720), (640, 480), (720, 1280)):
        width, height = network_size(frame, area_px, multiple)
        src = torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(width))
        with torch.inference_mode():
            expected = network(src).numpy()
        (got,) = session.run(None, {"src": src.numpy()})
        worst = max(worst, float(np.abs(got - expected).max()))
    return worst
