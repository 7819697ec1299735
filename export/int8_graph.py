"""Rewrite a network's graph into what ONNX Runtime's int8 operators do fast; it computes the same.

Its int8 convolutions want channels last, and it moves the transposes that this needs to where they cancel. What is left in the way
costs as much as a quarter of the convolutions: see export/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import ArrayLike, NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from livebg.kernels.mattes import PATCH
from livebg.segmenters.onnx import PATCHES, PLANES, ModelCard

LAST, FIRST = [0, 2, 3, 1], [0, 3, 1, 2]  # (N, C, H, W) with its channels last, and back
PROBE_PX = 1024  # a side that every network of ours takes, to see how its layers' sizes follow it


@dataclass
class Rewriting:
    """Hold a model while it is rewritten. fp32: names of the nodes that are not to be quantised."""

    model: ModelProto
    fp32: list[str] = field(default_factory=list)

    @property
    def graph(self) -> GraphProto:
        """Give the model's graph."""
        return self.model.graph

    @property
    def constants(self) -> dict[str, np.ndarray]:
        """Give the graph's constants by name."""
        return {tensor.name: numpy_helper.to_array(tensor) for tensor in self.graph.initializer}

    def constant(self, name: str, values: ArrayLike, kind: type[np.generic] = np.int64) -> str:
        """Add a constant and give its name."""
        self.graph.initializer.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def replace(self, old: list[NodeProto], new: list[NodeProto]) -> None:
        """Put new nodes in the place of old ones, the first of which says where."""
        nodes = list(self.graph.node)
        place = nodes.index(old[0])
        kept = [node for node in nodes if node not in old]
        kept[place:place] = new
        del self.graph.node[:]
        self.graph.node.extend(kept)

    def users(self, name: str) -> list[NodeProto]:
        """Give the nodes that read a tensor."""
        return [node for node in self.graph.node if name in node.input]


def rewritten(model: ModelProto, card: ModelCard) -> Rewriting:
    """Rewrite a network of ours, fp32, batch normalisation folded, whatever of it has the wanted form; and check the result.

    It keeps planes where its card wants them normalised. Its first and last convolutions, of which a mean of networks has several, stay
    fp32 where they have another form: alpha needs more than 256 steps before the sigmoid, and of three channels ONNX Runtime's int8
    convolution takes 2.5 times as long as its fp32 one.
    """
    work = Rewriting(model)
    sizes = _sizes(model)
    _take_patches(work, card)
    _enlarge_by_copying(work, sizes)
    _end_in_blocks(work)
    used = {name for node in work.graph.node for name in node.input}
    for tensor in [tensor for tensor in work.graph.initializer if tensor.name not in used]:
        work.graph.initializer.remove(tensor)
    del work.graph.value_info[:]
    onnx.checker.check_model(model, full_check=True)
    return work


def takes_patches(model: ModelProto) -> bool:
    """Tell whether a model's input is patches."""
    return bool(model.graph.input[0].name == PATCHES)


def take_bytes(model: ModelProto) -> None:
    """Let a quantised network whose input is patches take them as the bytes that they are, in place of floats that it quantises."""
    graph = model.graph
    quantise = next(
        node for node in graph.node if node.op_type == "QuantizeLinear" and node.input[0] == f"{PATCHES}_first"
    )
    for tensor in graph.initializer:
        if tensor.name == quantise.input[1]:
            tensor.CopyFrom(numpy_helper.from_array(np.float32(1 / 255), tensor.name))
        elif tensor.name == quantise.input[2]:
            tensor.CopyFrom(numpy_helper.from_array(np.uint8(0), tensor.name))
    for node in graph.node:
        for place, name in enumerate(node.input):
            if name == quantise.output[0]:
                node.input[place] = quantise.input[0]
    graph.node.remove(quantise)
    graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    del graph.value_info[:]


def rounded_evenly(filters: NDArray[np.float32]) -> NDArray[np.float32]:
    """Round each filter, (N, taps), to what 8 bits hold, so that its sum stays: an even surface then gives what it gave.

    Bytes are 0 and more, so errors of rounding do not cancel on a plain wall as they do on values around 0. What is rounded the other way
    for it are the taps that were nearest to that. The largest keeps its value, and with it the quantiser its scale.
    """
    scale = np.abs(filters).max(axis=1, keepdims=True) / 127
    exact = filters / np.maximum(scale, np.finfo(np.float32).tiny)
    steps = exact.round()
    for line, wanted in zip(steps, exact, strict=True):
        missing = wanted - line
        count = round(float(missing.sum()))
        way = np.sign(count)
        nearest = np.argsort(-way * missing, kind="stable")
        inside = nearest[np.abs(line[nearest] + way) <= 127]
        line[inside[: abs(count)]] += way
    return np.asarray(steps * scale, dtype=np.float32)


def _sizes(model: ModelProto) -> dict[str, int]:
    """Give how many input pixels lie along a side of each position of each tensor of 4 dimensions."""
    probe = ModelProto()
    probe.CopyFrom(model)
    for entry in probe.graph.input:
        if entry.name == PLANES:
            for dim, size in zip(entry.type.tensor_type.shape.dim, (1, 3, PROBE_PX, PROBE_PX), strict=True):
                dim.dim_value = size
    del probe.graph.value_info[:]
    inferred = onnx.shape_inference.infer_shapes(probe, data_prop=True).graph
    shapes = {entry.name: [dim.dim_value for dim in entry.type.tensor_type.shape.dim] for entry in inferred.value_info}
    return {name: PROBE_PX // shape[2] for name, shape in shapes.items() if len(shape) == 4 and shape[2]}


def attributes(node: NodeProto) -> dict[str, object]:
    """Give a node's attributes by name."""
    return {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}


def _take_patches(work: Rewriting, card: ModelCard) -> None:
    """Let 3x3 convolutions with stride 2 of the picture itself be of 1x1 over patches, which the app cuts out as bytes."""
    stems, constants = work.users(PLANES), work.constants
    if (card.mean, card.std) != ((0, 0, 0), (1, 1, 1)) or not all(_strides(node, constants) for node in stems):
        convolutions = [node for node in stems if node.op_type == "Conv"]
        work.fp32 += [node.name for node in convolutions or [n for n in work.graph.node if n.op_type == "Conv"][:1]]
        return
    first = helper.make_node("Transpose", [PATCHES], [f"{PATCHES}_first"], f"{PATCHES}_first", perm=FIRST)
    for number, stem in enumerate(stems):
        weights = constants[stem.input[1]]
        filters = weights[:, ::-1].transpose(0, 2, 3, 1).reshape(weights.shape[0], -1)  # row, column, then BGR
        flat = np.zeros((weights.shape[0], PATCH, 1, 1), np.float32)
        flat[:, : filters.shape[1], 0, 0] = rounded_evenly(filters)
        inputs = [f"{PATCHES}_first", work.constant(f"stem_{number}_weight", flat, np.float32), *stem.input[2:]]
        new = helper.make_node("Conv", inputs, list(stem.output), f"stem_{number}")
        work.replace([stem], [first, new] if number == 0 else [new])
    planes = next(entry for entry in work.graph.input if entry.name == PLANES)
    planes.CopyFrom(helper.make_tensor_value_info(PATCHES, TensorProto.FLOAT, [1, "rows", "columns", PATCH]))


def _strides(node: NodeProto, constants: dict[str, np.ndarray]) -> bool:
    """Tell whether a node is a 3x3 convolution of three channels with stride 2."""
    given = attributes(node)
    return (
        node.op_type == "Conv"
        and given.get("strides") == [2, 2]
        and given.get("pads") == [1, 1, 1, 1]
        and constants[node.input[1]].shape[1:] == (3, 3, 3)
    )


def _enlarge_by_copying(work: Rewriting, sizes: dict[str, int]) -> None:
    """Let nearest enlargement by 2 copy channels and rows: ONNX Runtime's own, with channels last, goes value by value."""
    constants = work.constants
    wanted = [
        node
        for node in work.graph.node
        if node.op_type == "Resize"
        and attributes(node).get("mode") == b"nearest"
        and attributes(node).get("coordinate_transformation_mode") == b"asymmetric"
        and constants.get(node.input[2], np.zeros(0)).tolist() == [1, 1, 2, 2]
    ]
    patches = takes_patches(work.model)
    unit, channels = (2, PATCH) if patches else (1, 3)
    wanted = [node for node in wanted if sizes[node.output[0]] >= unit]
    if not wanted:
        return
    before = [helper.make_node("Shape", [work.graph.input[0].name], ["input_shape"], "input_shape")]
    if not patches:
        work.constant("last", LAST)
        before.append(helper.make_node("Gather", ["input_shape", "last"], ["input_last"], "input_last", axis=0))
    shape = before[-1].output[0]
    work.constant("beside_each", [2, 4])
    work.constant("twice", [1, 1, 2, 1, 2, 1])
    for number, node in enumerate(wanted):
        name, parts = f"enlarge_{number}", sizes[node.output[0]] // unit
        # The last quotient is -1, which stands for the channels there are.
        divisor = work.constant(f"{name}_parts", [1, parts, parts, -channels])
        new = [
            helper.make_node("Transpose", [node.input[0]], [f"{name}_last"], f"{name}_last", perm=LAST),
            helper.make_node("Unsqueeze", [f"{name}_last", "beside_each"], [f"{name}_one"], f"{name}_one"),
            helper.make_node("Expand", [f"{name}_one", "twice"], [f"{name}_two"], f"{name}_two"),
            helper.make_node("Div", [shape, divisor], [f"{name}_shape"], f"{name}_shape"),
            helper.make_node("Reshape", [f"{name}_two", f"{name}_shape"], [f"{name}_large"], f"{name}_large"),
            helper.make_node("Transpose", [f"{name}_large"], list(node.output), f"{name}_first", perm=FIRST),
        ]
        work.fp32.append(f"{name}_shape")
        work.replace([node], new)
    nodes = [*before, *work.graph.node]
    work.fp32 += [node.name for node in before]
    del work.graph.node[:]
    work.graph.node.extend(nodes)


def _end_in_blocks(work: Rewriting) -> None:
    """Let heads of 1x1, which predict blocks of logits, be products of int8 matrices that give floats; the rest of them is fp32.

    The sum of several heads' logits is made of their blocks, before these are put in their places.
    """
    constants, alpha = work.constants, work.graph.output[0].name
    heads, after = _ends(work, alpha)
    factors = [constants[name] for node in after if node.op_type == "Mul" for name in node.input if name in constants]
    shuffles, muls = [node for node in after if node.op_type == "DepthToSpace"], len(factors)
    usual = [node.op_type for node in after] == [
        "Sigmoid",
        *["Mul"] * muls,
        *["Add"] * (len(heads) - 1),
        *["DepthToSpace"] * len(heads),
    ]
    usual = (
        usual and all(factor.size == 1 for factor in factors) and len({str(attributes(node)) for node in shuffles}) == 1
    )
    if not usual or any(constants[head.input[1]].shape[2:] != (1, 1) for head in heads):
        work.fp32 += [node.name for node in (*heads, *after)]
        return
    scale, bias, total = np.float32(np.prod([*factors, 1.0])), np.zeros((), np.float32), ""
    new, floats = [], []
    for number, head in enumerate(heads):
        name, weights = f"head_{number}", constants[head.input[1]]
        shift = constants[head.input[2]] if len(head.input) > 2 else np.zeros(len(weights), np.float32)
        bias = bias + shift[:, None, None] * scale
        matrix = work.constant(f"{name}_weight", weights[:, :, 0, 0].T * scale, np.float32)
        new += [
            helper.make_node("Transpose", [head.input[0]], [f"{name}_last"], f"{name}_last", perm=LAST),
            helper.make_node("MatMul", [f"{name}_last", matrix], [f"{name}_product"], f"{name}_product"),
        ]
        if total:
            floats.append(helper.make_node("Add", [total, f"{name}_product"], [f"{name}_sum"], f"{name}_sum"))
        total = floats[-1].output[0] if floats else f"{name}_product"
    floats += [
        helper.make_node("Transpose", [total], ["head_first"], "head_first", perm=FIRST),
        helper.make_node(
            "Add", ["head_first", work.constant("head_bias", bias, np.float32)], ["head_logits"], "head_logits"
        ),
        helper.make_node("DepthToSpace", ["head_logits"], ["logits"], "logits", **attributes(shuffles[0])),
        helper.make_node("Sigmoid", ["logits"], [alpha], "alpha"),
    ]
    work.fp32 += [node.name for node in floats]
    work.replace([*after, *heads], [*new, *floats])


def _ends(work: Rewriting, alpha: str) -> tuple[list[NodeProto], list[NodeProto]]:
    """Give the last convolutions, and what lies between them and alpha, from alpha on, level by level."""
    makers = {name: node for node in work.graph.node for name in node.output}
    heads: list[NodeProto] = []
    after: list[NodeProto] = []
    waiting = [makers[alpha]]
    while waiting:
        node = waiting.pop(0)
        found = heads if node.op_type == "Conv" else after
        if node not in found:
            found.append(node)
        if found is after:
            waiting += [makers[name] for name in node.input if name in makers]
    return heads, after
