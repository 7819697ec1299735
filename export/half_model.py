"""Turn an fp32 ONNX model of ours into fp16, with inputs and outputs as they were, and refuse what overflows."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from export.half_weights import MOST, narrowed
from livebg.errors import ModelError
from livebg.segmenters.onnx import open_session

HEADROOM = 4.0  # what the comparison pictures reach must stay this many times below the largest fp16 number

Feed = dict[str, NDArray[np.float32]]


def as_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Give a copy that computes in fp16: float weights become fp16, a Cast follows each input and comes before each output.

    Names, inputs and outputs stay. What a Resize takes as scales stays float, as ONNX asks. Raises ModelError for a weight that
    fp16 cannot hold, and for int8 models.
    """
    half = onnx.ModelProto()
    half.CopyFrom(model)
    graph = half.graph
    if any(node.op_type in ("QuantizeLinear", "DequantizeLinear") for node in graph.node):
        raise ModelError("an int8 model cannot be made fp16; name the fp32 file it was made from")
    scales = {name for node in graph.node if node.op_type == "Resize" for name in node.input[1:3]}
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and tensor.name not in scales:
            tensor.CopyFrom(numpy_helper.from_array(narrowed(numpy_helper.to_array(tensor), tensor.name), tensor.name))
    for node in graph.node:
        _narrow_attributes(node)
    renamed = {entry.name: f"{entry.name}.half" for entry in (*graph.input, *graph.output)}
    for node in graph.node:
        for names in (node.input, node.output):
            names[:] = [renamed.get(name, name) for name in names]
    before = [
        helper.make_node("Cast", [e.name], [renamed[e.name]], f"{e.name}.to_half", to=TensorProto.FLOAT16)
        for e in graph.input
    ]
    after = [
        helper.make_node("Cast", [renamed[e.name]], [e.name], f"{e.name}.to_float", to=TensorProto.FLOAT)
        for e in graph.output
    ]
    nodes = [*before, *graph.node, *after]
    del graph.node[:], graph.value_info[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(half, full_check=True)
    return half


def _narrow_attributes(node: onnx.NodeProto) -> None:
    """Make a Cast to float one to fp16, and a float constant an fp16 one."""
    for attribute in node.attribute:
        if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
            attribute.i = TensorProto.FLOAT16
        if node.op_type in ("Constant", "ConstantOfShape") and attribute.t.data_type == TensorProto.FLOAT:
            attribute.t.CopyFrom(numpy_helper.from_array(narrowed(numpy_helper.to_array(attribute.t), node.name)))


def refuse_overflow(model: onnx.ModelProto, feeds: list[Feed]) -> float:
    """Run the fp32 model on real inputs and give the largest number met on the way.

    Raises ModelError naming the node when it comes near what fp16 can hold: on another picture it would be infinite there, and alpha not
    a number. fp16 run on a CPU would not show it, as the CPU computes in fp32 between two nodes.
    """
    seen = onnx.ModelProto()
    seen.CopyFrom(model)
    inferred = onnx.shape_inference.infer_shapes(model)
    floats = [v for v in inferred.graph.value_info if v.type.tensor_type.elem_type == TensorProto.FLOAT]
    seen.graph.output.extend(floats)
    session = open_session(seen.SerializeToString())
    makers = {name: node.name or node.op_type for node in model.graph.node for name in node.output}
    largest = 0.0
    for feed in feeds:
        for entry, values in zip(session.get_outputs(), session.run(None, feed), strict=True):
            peak = float(np.abs(values).max())
            if not peak * HEADROOM <= MOST:
                raise ModelError(
                    f"the node {makers[entry.name]} reaches {peak:.3g}; "
                    f"at most {MOST / HEADROOM:.0f} is safe in fp16, so no fp16 model is made"
                )
            largest = max(largest, peak)
    return largest
