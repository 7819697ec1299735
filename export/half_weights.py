"""Keep a model's large weights as fp16 numbers in its file, which then is half as long; it computes in fp32 as before.

Each is followed by a Cast to float, which ONNX Runtime, OpenVINO and TensorRT fold when they load the file.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from livebg.errors import ModelError

LEAST = 256  # values of a tensor: biases are short, and stay as they are
MOST = float(np.finfo(np.float16).max)
STORED = ".half"  # ends the name of a tensor that is stored as fp16


def round_weights(network: nn.Module) -> None:
    """Round every large weight of a torch network to what fp16 holds, in place, so that storing it so loses nothing."""
    for weights in network.parameters():
        if weights.numel() >= LEAST:
            weights.data = weights.data.half().float()


def stored_as_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Give a copy of a float model that stores its large weights as fp16. Raises ModelError for a weight that fp16 cannot hold."""
    stored = onnx.ModelProto()
    stored.CopyFrom(model)
    graph = stored.graph
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= LEAST:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(narrowed(numpy_helper.to_array(tensor), name), name + STORED))
            casts.append(helper.make_node("Cast", [name + STORED], [name], f"{name}.cast", to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(stored, full_check=True)
    return stored


def load_float(path: Path) -> onnx.ModelProto:
    """Load a float model with weights of the kind that it computes with, whatever its file stores."""
    return as_float(onnx.load(path))


def as_float(model: onnx.ModelProto) -> onnx.ModelProto:
    """Give a copy of a model whose weights are all of the kind that it computes with: `stored_as_half` undone."""
    plain = onnx.ModelProto()
    plain.CopyFrom(model)
    graph = plain.graph
    halves = {tensor.name: tensor for tensor in graph.initializer if tensor.name.endswith(STORED)}
    casts = {node.input[0]: node for node in graph.node if node.op_type == "Cast" and node.input[0] in halves}
    for name, cast in casts.items():
        values = numpy_helper.to_array(halves[name]).astype(np.float32)
        halves[name].CopyFrom(numpy_helper.from_array(values, cast.output[0]))
        graph.node.remove(cast)
    return plain


def narrowed(values: NDArray[np.float32], name: str) -> NDArray[np.float16]:
    """Give values as fp16. Raises ModelError when one is too large for it."""
    if not (np.abs(values) <= MOST).all():
        raise ModelError(
            f"the weights {name} hold values that are no numbers or beyond {MOST:.0f}, the largest fp16 number"
        )
    return values.astype(np.float16)
