"""Round a network's weights to few bits so that its layers' outputs, and not its weights, stay near: GPTQ (Frantar et al. 2023).

A filter's weights are rounded one after the other; what each was moved by is made up for by those that are not rounded yet, as far as
training pictures give the layer inputs that are alike (the optimal brain surgeon of Hassibi and Stork 1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, numpy_helper

from export.int8_graph import attributes
from livebg.segmenters.onnx import open_session

DAMPING = 0.01  # of the inputs' mean square
MOST_POSITIONS = 2000  # of each picture that a layer's inputs are taken from
LEAST = 1e-12  # in place of nothing at all: inputs that are always 0, filters of zeros

Feed = Mapping[str, NDArray[np.generic]]


def round_weights(model: ModelProto, feeds: Iterable[Feed], skipped: Iterable[str], steps: int) -> None:
    """Round the weights of every convolution and constant product of a model to `steps` steps to each side of 0, in place.

    feeds: the model's inputs, of some pictures. skipped: names of the nodes that are left as they are.
    """
    constants = {tensor.name: tensor for tensor in model.graph.initializer}
    left = set(skipped)
    layers = [
        node
        for node in model.graph.node
        if node.op_type in ("Conv", "MatMul") and node.name not in left and node.input[1] in constants
    ]
    moments = _moments(model, layers, feeds)
    for node in layers:
        tensor = constants[node.input[1]]
        weights = numpy_helper.to_array(tensor)
        filters = weights.T if node.op_type == "MatMul" else weights.reshape(len(weights), -1)
        groups = zip(np.split(filters, len(moments[node.name])), moments[node.name], strict=True)
        new = np.concatenate([rounded(some, own, steps) for some, own in groups])
        shaped = new.T if node.op_type == "MatMul" else new.reshape(weights.shape)
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(shaped), tensor.name))


def rounded(filters: NDArray[np.float32], moments: NDArray[np.float64], steps: int) -> NDArray[np.float32]:
    """Round filters (N, taps), each to multiples of its largest weight / `steps`.

    The largest keeps its value, and with it a quantiser its scale.
    moments: (taps, taps), the sums of products of the inputs at two taps each.
    """
    taps = filters.shape[1]
    order = np.argsort(-moments.diagonal(), kind="stable")  # what matters most is rounded while most can make up for it
    damped = moments + DAMPING * max(moments.diagonal().mean(), LEAST) * np.eye(taps)
    upper = np.linalg.cholesky(np.linalg.inv(damped[np.ix_(order, order)])).T
    rest = filters[:, order].astype(np.float64)
    largest = np.abs(rest).argmax(axis=1)
    full = rest[np.arange(len(rest)), largest]
    scale = np.maximum(np.abs(full), LEAST) / steps
    done = np.empty_like(rest)
    for tap in range(taps):
        near = np.rint(rest[:, tap] / scale).clip(-steps, steps) * scale
        done[:, tap] = np.where(largest == tap, full, near)
        missed = (rest[:, tap] - done[:, tap]) / upper[tap, tap]
        rest[:, tap + 1 :] -= np.outer(missed, upper[tap, tap + 1 :])
    result = np.empty_like(filters, dtype=np.float32)
    result[:, order] = done
    return result


def _moments(model: ModelProto, layers: list[NodeProto], feeds: Iterable[Feed]) -> dict[str, NDArray[np.float64]]:
    """Give each layer's sums of products of the inputs of its groups, (groups, taps, taps), by its name."""
    probe = ModelProto()
    probe.CopyFrom(model)
    outside = {entry.name for entry in (*probe.graph.input, *probe.graph.output)}
    seen = sorted({node.input[0] for node in layers} - outside)
    probe.graph.output.extend(onnx.ValueInfoProto(name=name) for name in seen)
    session = open_session(probe.SerializeToString())
    shapes = {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer}
    sums: dict[str, NDArray[np.float64]] = {}
    rng = np.random.default_rng(4)
    for feed in feeds:
        values = dict(feed) | dict(zip(seen, session.run(seen, dict(feed)), strict=True))
        for node in layers:
            rows = _inputs(node, np.asarray(values[node.input[0]], np.float32), shapes[node.input[1]], rng)
            parts = rows.reshape(len(rows), attributes(node).get("group", 1), -1).transpose(1, 2, 0)
            sums[node.name] = sums.get(node.name, 0.0) + (parts @ parts.transpose(0, 2, 1)).astype(np.float64)
    return sums


def _inputs(
    node: NodeProto, x: NDArray[np.float32], shape: tuple[int, ...], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Give what a layer's filters are multiplied with, (positions, taps), at `MOST_POSITIONS` places at most; shape: of its weights."""
    if node.op_type == "MatMul":
        rows = x.reshape(-1, x.shape[-1])
        return rows[_some(len(rows), rng)]
    given = attributes(node)
    top, left, bottom, right = given.get("pads", [0, 0, 0, 0])
    down, across = given.get("strides", [1, 1])
    padded = np.pad(x[0], ((0, 0), (top, bottom), (left, right)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, shape[2:], axis=(1, 2))[:, ::down, ::across]
    rows, columns = np.unravel_index(_some(windows.shape[1] * windows.shape[2], rng), windows.shape[1:3])
    return windows[:, rows, columns].swapaxes(0, 1).reshape(len(rows), -1)


def _some(count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw `MOST_POSITIONS` of so many places, or all of them."""
    return np.arange(count) if count <= MOST_POSITIONS else rng.choice(count, MOST_POSITIONS, replace=False)
