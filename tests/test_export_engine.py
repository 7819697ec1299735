"""Check fp16 models and engines: that they are near fp32, refuse what overflows, and really build where the library is."""

from __future__ import annotations

import importlib.util

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from export.__main__ import main
from export.half_model import as_half, refuse_overflow
from livebg.assets import asset
from livebg.errors import ModelError
from livebg.segmenters.engine_build import any_library, build_engine, load_library
from livebg.segmenters.engine_file import EngineCard, digest, sidecar_of

BALANCED = asset("models/balanced.onnx")
needs_rtx = pytest.mark.skipif(
    importlib.util.find_spec("tensorrt_rtx") is None, reason="tensorrt_rtx is not installed: pip install 'livebg[rtx]'"
)


def one_node(operator, shape=(1, 3, 16, 32), weight=None, **attributes):
    """Give a model of one node named "the-node", from src to pha."""
    inputs = ["src"] if weight is None else ["src", "w"]
    tensors = [] if weight is None else [numpy_helper.from_array(np.asarray(weight, np.float32), "w")]
    graph = helper.make_graph(
        [helper.make_node(operator, inputs, ["pha"], name="the-node", **attributes)],
        "g",
        [helper.make_tensor_value_info("src", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("pha", TensorProto.FLOAT, None)],
        tensors,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def test_an_fp16_model_keeps_its_inputs_and_is_near_fp32(tmp_path, capsys):
    output = tmp_path / "half.onnx"
    assert main(["half", str(BALANCED), "--output", str(output)]) == 0
    assert "| `balanced` | ONNX Runtime fp16 | 31 |" in capsys.readouterr().out
    half = onnx.load(output)
    assert TensorProto.FLOAT16 in {tensor.data_type for tensor in half.graph.initializer}
    assert not [node for node in half.graph.node[1:-1] if node.op_type == "Cast"]  # no weight is made fp32 again
    assert {entry.type.tensor_type.elem_type for entry in (*half.graph.input, *half.graph.output)} == {
        TensorProto.FLOAT
    }
    assert [node.op_type for node in half.graph.node][:: len(half.graph.node) - 1] == ["Cast", "Cast"]


def test_weights_that_fp16_cannot_hold_are_named():
    with pytest.raises(ModelError, match="the weights w hold values that are no numbers or beyond 65504"):
        as_half(one_node("Mul", weight=[1e5]))


def test_the_largest_number_on_the_way_is_given():
    assert refuse_overflow(one_node("Mul", weight=[7]), [{"src": np.ones((1, 3, 16, 32), np.float32)}]) == 7


@pytest.mark.parametrize("factor", [3e4, np.nan])
def test_a_model_that_overflows_on_a_real_picture_is_refused_and_the_node_named(factor):
    model = one_node("Mul", weight=[factor])
    with pytest.raises(ModelError, match=r"the-node reaches .* no fp16 model is made"):
        refuse_overflow(model, [{"src": np.ones((1, 3, 16, 32), np.float32)}])


def test_an_int8_model_is_not_made_fp16():
    with pytest.raises(ModelError, match="an int8 model cannot be made fp16"):
        as_half(onnx.load(asset("models/balanced-int8.onnx")))


def test_no_engine_is_made_of_an_int8_file(tmp_path, capsys):
    library = "tensorrt_rtx" if importlib.util.find_spec("tensorrt_rtx") else "tensorrt"
    path = asset("models/balanced-int8.onnx")
    assert main(["engine", str(path), "--output", str(tmp_path), "--library", library]) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert (
        told
        == f"export: {path} is an int8 file, whose int32 biases no engine takes; name the fp32 file that it was made from"
    )
    assert list(tmp_path.iterdir()) == []


@needs_rtx
def test_what_the_library_says_of_a_node_is_one_line():
    with pytest.raises(ModelError, match="does not support DequantizeLinear") as told:
        build_engine("tensorrt_rtx", asset("models/balanced-int8.onnx").read_bytes(), {}, lambda phase, share: True)
    assert "\n" not in str(told.value)


@needs_rtx
def test_every_bundled_model_builds_without_a_gpu(tmp_path, capsys):
    assert main(["engine", "--output", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    for name in ("balanced", "quality"):
        engine = tmp_path / f"{name}.engine"
        card = EngineCard.model_validate_json(sidecar_of(engine).read_bytes())
        assert (card.library, card.architecture) == ("tensorrt_rtx", "any")
        assert card.version == load_library("tensorrt_rtx").__version__
        assert card.engine_sha256 == digest(engine.read_bytes())
        assert card.shapes["src"][:2] == (1, 3)
        assert f"`{name}.engine`" in out
        assert f"{name}: 100%" in err


@needs_rtx
def test_an_operator_that_is_not_supported_is_named_with_its_node():
    with pytest.raises(ModelError, match=r"does not support NonZero \(node the-node\)"):
        build_engine("tensorrt_rtx", one_node("NonZero").SerializeToString(), {}, lambda phase, share: True)


@needs_rtx
@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        ({"src": (1, 16, 32, 3)}, r"src has the shape \(1, 3, 16, 32\).*is its layout another one"),
        ({"image": (1, 3, 16, 32)}, "has the inputs src; expected image"),
    ],
)
def test_another_layout_is_named(shapes, words):
    with pytest.raises(ModelError, match=words):
        build_engine("tensorrt_rtx", one_node("Relu").SerializeToString(), shapes, lambda phase, share: True)


@needs_rtx
def test_a_build_can_be_ended():
    with pytest.raises(ModelError, match="was ended"):
        build_engine(
            "tensorrt_rtx", one_node("Relu").SerializeToString(), {"src": (1, 3, 16, 32)}, lambda phase, share: False
        )


@pytest.mark.skipif(importlib.util.find_spec("tensorrt") is not None, reason="tensorrt is installed")
def test_a_library_that_is_not_here_is_named_with_what_to_install():
    with pytest.raises(ModelError, match=r"tensorrt is not installed .*livebg\[tensorrt\]"):
        load_library("tensorrt")
    if importlib.util.find_spec("tensorrt_rtx") is None:
        with pytest.raises(ModelError, match=r"livebg\[rtx\].*livebg\[tensorrt\]"):
            any_library()


def test_a_file_that_is_no_onnx_is_named(tmp_path, capsys):
    (tmp_path / "x.onnx").write_bytes(b"nothing")
    library = "tensorrt_rtx" if importlib.util.find_spec("tensorrt_rtx") else "tensorrt"
    assert main(["engine", str(tmp_path / "x.onnx"), "--output", str(tmp_path), "--library", library]) == 1
    assert "x.onnx cannot be read as ONNX" in capsys.readouterr().err
