"""Check that weights are rounded by what they do to a layer's outputs."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from export.rounding import round_weights, rounded

STEPS = 8


def alike(rng, count=4000, taps=27):
    """Give inputs (count, taps) that are 0 and more, and alike, as those of a layer are."""
    return np.maximum(
        rng.normal(size=(count, 4)) @ rng.normal(size=(4, taps)) + 0.3 * rng.normal(size=(count, taps)) + 1, 0
    )


def nearest(filters):
    scale = np.abs(filters).max(axis=1, keepdims=True) / STEPS
    return np.rint(filters / scale) * scale


def test_outputs_stay_nearer_than_by_the_nearest_steps():
    rng = np.random.default_rng(1)
    filters, (seen, others) = rng.normal(size=(16, 27)).astype(np.float32), np.split(alike(rng), 2)
    result = rounded(filters, seen.T @ seen, STEPS)
    scale = np.abs(filters).max(axis=1, keepdims=True) / STEPS
    np.testing.assert_allclose(result / scale, np.rint(result / scale), atol=1e-4)
    assert np.abs(result / scale).max() <= STEPS + 1e-4
    largest = np.abs(filters).argmax(axis=1)
    np.testing.assert_array_equal(result[np.arange(16), largest], filters[np.arange(16), largest])

    def off(changed):
        return np.square(others @ (changed - filters).T).mean()

    assert off(result) < 0.5 * off(nearest(filters))


def test_inputs_that_have_nothing_in_common_leave_the_nearest_steps_and_no_input_at_all_too():
    filters = np.random.default_rng(2).normal(size=(8, 9)).astype(np.float32)
    for moments in (np.eye(9), np.zeros((9, 9))):
        np.testing.assert_allclose(rounded(filters, moments, STEPS), nearest(filters), atol=1e-6)
    assert not rounded(np.zeros((2, 9), np.float32), np.eye(9), STEPS).any()


@pytest.fixture
def model():
    """Make a strided convolution, a grouped one, one that is left out, and a product of matrices at the end."""
    rng = np.random.default_rng(3)
    shapes = {"plain": (6, 3, 3, 3), "grouped": (6, 1, 3, 3), "left": (6, 6, 1, 1), "product": (6, 5)}
    constants = [numpy_helper.from_array(rng.normal(size=s).astype(np.float32), n) for n, s in shapes.items()]
    nodes = [
        helper.make_node("Conv", ["src", "plain"], ["a"], "a", strides=[2, 2], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["a"], ["b"], "b"),
        helper.make_node("Conv", ["b", "grouped"], ["c"], "c", group=6),
        helper.make_node("Conv", ["c", "left"], ["d"], "d"),
        helper.make_node("Transpose", ["d"], ["e"], "e", perm=[0, 2, 3, 1]),
        helper.make_node("MatMul", ["e", "product"], ["out"], "f"),
    ]
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "g", [value("src", 1, [1, 3, "h", "w"])], [value("out", 1, [1, "y", "x", 5])], constants
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def test_a_models_layers_are_rounded_by_their_own_inputs(model):
    rng = np.random.default_rng(4)
    before = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    whole = ReferenceEvaluator(onnx.ModelProto.FromString(model.SerializeToString()))
    feeds = [{"src": np.cumsum(rng.normal(size=(1, 3, 24, 32)), axis=3).astype(np.float32)} for _ in range(6)]
    round_weights(model, feeds[:5], ["d"], STEPS)
    after = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    assert {name for name in before if not np.array_equal(before[name], after[name])} == {"plain", "grouped", "product"}
    assert len(model.graph.output) == 1
    filters_of = {
        "plain": after["plain"].reshape(6, -1),
        "grouped": after["grouped"].reshape(6, -1),
        "product": after["product"].T,
    }
    for name, filters in filters_of.items():
        scale = np.abs(filters).max(axis=1, keepdims=True) / STEPS
        np.testing.assert_allclose(filters / scale, np.rint(filters / scale), atol=1e-3, err_msg=name)
    exact = whole.run(None, feeds[5])[0]
    off = np.square(ReferenceEvaluator(model).run(None, feeds[5])[0] - exact).mean()
    plainly = {
        "plain": nearest(before["plain"].reshape(6, -1)).reshape(6, 3, 3, 3),
        "grouped": nearest(before["grouped"].reshape(6, -1)).reshape(6, 1, 3, 3),
        "product": nearest(before["product"].T).T,
    }
    for tensor in model.graph.initializer:
        if tensor.name in plainly:
            tensor.CopyFrom(numpy_helper.from_array(plainly[tensor.name].astype(np.float32), tensor.name))
    assert off < np.square(ReferenceEvaluator(model).run(None, feeds[5])[0] - exact).mean()
