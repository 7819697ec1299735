"""Write a trained network as an ONNX file with livebg's metadata, and check it against the torch network."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxscript.optimizer
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from export.half_weights import round_weights, stored_as_half
from livebg.errors import ModelError
from livebg.segmenters.fused import WEIGHTS_KEY
from livebg.segmenters.onnx import METADATA_KEY, ModelCard, network_size, read_model
from train.networks import alpha_of, load_network, no_memory
from train.recurrent import RecurrentUNet

OPSET = 18
TOLERANCE = 2e-3  # of alpha, between torch and ONNX Runtime, both fp32
COMMIT_KEY, STEP_KEY = "livebg.training_commit", "livebg.step"
CHECKED_FRAMES = ((1280, 720), (640, 480), (720, 1280))  # (width, height): 16:9, 4:3 and portrait


class Alpha(nn.Module):
    """Give alpha in place of logits. src: (N, 3, H, W) RGB, normalised as the card says."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, src: Tensor) -> Tensor:
        return alpha_of(self.network(src))


class RecurrentAlpha(Alpha):
    """As Alpha, with the state passed through."""

    def forward(self, src: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        logits, following = self.network(src, state)
        return alpha_of(logits), following


def load_alpha(weights: Path, name: str, description: str) -> tuple[Alpha, ModelCard, dict[str, Any]]:
    """Rebuild a trained network that gives alpha, in evaluation mode, with the card of its ONNX file and that of its training.

    Batch normalisation is folded, and what is left is rounded as it will be stored.
    """
    network, trained = load_network(weights)
    recurrent = isinstance(network, RecurrentUNet)
    card = ModelCard(
        name=name,
        description=description,
        parameters=sum(p.numel() for p in network.parameters()),
        area_px=trained["area_px"],
        multiple=network.multiple,
        mean=(0.0, 0.0, 0.0),
        std=(1.0, 1.0, 1.0),
        state=(network.state_shape(0, 0)[0], network.state_stride) if recurrent else (),
    )
    alpha = (RecurrentAlpha if recurrent else Alpha)(network).eval()
    _fold_norms(alpha)
    round_weights(alpha)
    return alpha, card, trained


def _fold_norms(network: nn.Module) -> None:
    """Fold each batch normalisation into the convolution before it, so that its weights are those that are stored; in fp32: variances
    of thousands squared are infinite in fp16.
    """
    for module in network.modules():
        for (before, conv), (after, norm) in pairwise(list(module.named_children())):
            if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                setattr(module, before, fuse_conv_bn_eval(conv, norm))
                setattr(module, after, nn.Identity())


def training_commit(weights: Path, trained: dict[str, Any]) -> str:
    """Give the commit that a training card names, else the one that last changed the weights file, else "unknown"."""
    if "commit" in trained:
        return str(trained["commit"])
    try:
        asked = ["git", "log", "-1", "--format=%H", "--", weights.name]
        ran = subprocess.run(
            asked, cwd=weights.resolve().parent, capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):  # no git here
        return "unknown"
    return ran.stdout.strip() or "unknown"


def export_onnx(weights: Path, output: Path, name: str, description: str) -> float:
    """Write `output` and give the largest difference of alpha from torch over three frame shapes.

    Raises ModelError when ONNX Runtime and torch disagree by more than `TOLERANCE`; nothing is left at `output` then.
    """
    network, card, trained = load_alpha(weights, name, description)
    beside = output.with_name(f".{output.stem}.partial.onnx")
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        model = stored_as_half(traced(network, card, beside))
        entries = {
            METADATA_KEY: card.model_dump_json(),
            WEIGHTS_KEY: hashlib.sha256(weights.read_bytes()).hexdigest(),
            COMMIT_KEY: training_commit(weights, trained),
            STEP_KEY: str(trained.get("step", "unknown")),
        }
        onnx.helper.set_model_props(model, entries)
        onnx.save(model, beside)
        worst = _difference(network, beside, card)
        if not worst <= TOLERANCE:  # NaN fails, too
            raise ModelError(f"{output} differs from torch by {worst:.5f} of alpha; at most {TOLERANCE} is allowed")
        os.replace(beside, output)
    finally:
        beside.unlink(missing_ok=True)
    return worst


def traced(network: Alpha, card: ModelCard, scratch: Path) -> onnx.ModelProto:
    """Give the network as a simplified, checked ONNX model whose input takes every multiple of `card.multiple`."""
    rows, columns = torch.export.Dim("rows"), torch.export.Dim("columns")
    shapes = {"src": {2: rows * card.multiple, 3: columns * card.multiple}}
    if card.state:
        per_state = card.multiple // card.state[1]
        shapes["state"] = {2: rows * per_state, 3: columns * per_state}
    inputs = _inputs(network.network, torch.rand(1, 3, 5 * card.multiple, 9 * card.multiple))
    names = ["src", "state"][: len(shapes)], ["pha", "next_state"][: len(shapes)]
    export_quietly(network, inputs, scratch, *names, shapes)
    return simplified(onnx.load(scratch))


def export_quietly(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    output: Path,
    input_names: list[str],
    output_names: list[str],
    dynamic_shapes: dict[str, Any] | None = None,
) -> None:
    """Run torch's ONNX exporter without its remarks on packages that are not here and on its own deprecations."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        torch.onnx.export(
            module,
            inputs,
            str(output),
            input_names=input_names,
            output_names=output_names,
            dynamic_shapes=dynamic_shapes,
            opset_version=OPSET,
            external_data=False,
            verbose=False,
        )


def simplified(model: onnx.ModelProto) -> onnx.ModelProto:
    """Fold constants, drop what nothing needs and what names the machine it was made on, and check the result.

    Raises ModelError when it is no valid model of `OPSET`.
    """
    model = onnxscript.optimizer.optimize(model)
    for part in (*model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output):
        del part.metadata_props[:]  # the exporter notes source lines with this machine's paths
        part.doc_string = ""
    opset = next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    if opset != OPSET:
        raise ModelError(f"the exporter gave opset {opset}; expected {OPSET}")
    try:
        onnx.checker.check_model(model, full_check=True)
    except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        raise ModelError(f"the exporter gave an invalid ONNX model: {str(error).splitlines()[0]}") from error
    return model


def _difference(network: Alpha, path: Path, card: ModelCard) -> float:
    """Give the largest difference of alpha between torch and ONNX Runtime over `CHECKED_FRAMES`."""
    session = read_model(path).session
    worst = 0.0
    for frame in CHECKED_FRAMES:
        width, height = network_size(frame, card.area_px, card.multiple)
        src = torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(width))
        inputs = _inputs(network.network, src)
        with torch.inference_mode():
            expected = network(*inputs)
        first = expected[0] if isinstance(expected, tuple) else expected
        names = [entry.name for entry in session.get_inputs()]
        got, *_ = session.run(None, dict(zip(names, (part.numpy() for part in inputs), strict=True)))
        worst = float(np.maximum(worst, np.abs(got - first.numpy()).max()))  # unlike max, keeps NaN
    return worst


def _inputs(network: nn.Module, src: Tensor) -> tuple[Tensor, ...]:
    """Give what the network takes for src (1, 3, H, W): with a recurrent one, a state that is not empty."""
    if not isinstance(network, RecurrentUNet):
        return (src,)
    state = no_memory(network, src) + 1
    return src, state * torch.rand(state.shape, generator=torch.Generator().manual_seed(0))
