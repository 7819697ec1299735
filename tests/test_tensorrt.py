"""Check the GPU segmenter's own work on a GPU of arrays, and the engines it keeps; on a real GPU, its mattes."""

from __future__ import annotations

import importlib.util

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from livebg.assets import asset
from livebg.errors import ModelError
from livebg.room import room, scene
from livebg.segmenters.devices import prepare_tensorrt
from livebg.segmenters.engine_file import EngineCard, digest, sidecar_of
from livebg.segmenters.onnx import METADATA_KEY, ModelCard, OnnxSegmenter, read_model
from livebg.segmenters.tensorrt import (
    LoadedEngine,
    TensorRtSegmenter,
    engine_source,
    prepared_engine,
)
from tests.array_gpu import ArrayEngine, ArrayMemory

BALANCED = asset("models/balanced.onnx")
SIZE = (224, 128)
needs_rtx = pytest.mark.skipif(importlib.util.find_spec("tensorrt_rtx") is None, reason="tensorrt_rtx is not installed")


def on_arrays(path, size, memory):
    return TensorRtSegmenter(ArrayEngine.of_network(path, size, memory), read_model(path).card, size, memory)


def test_mattes_are_those_of_the_cpu_and_not_a_buffer_that_is_used_again():
    memory = ArrayMemory()
    segmenter, cpu = on_arrays(BALANCED, SIZE, memory), OnnxSegmenter(BALANCED, threads=1)
    first = second = None
    for index in (0, 5):
        image = scene(index, (1280, 720))[0]
        matte, _ = segmenter.segment(image, None)
        np.testing.assert_allclose(matte, cpu.segment(image, None)[0], atol=1e-5)
        first, second = second, matte
    assert not np.shares_memory(first, second) and (first != second).any()
    segmenter.close()
    assert memory.closed


def remembering(path):
    """Write a network whose alpha is the sigmoid of brightness and of the sum of what it saw."""
    card = ModelCard(
        name="r", description="", parameters=0, area_px=6144, multiple=16, mean=(0, 0, 0), std=(1, 1, 1), state=(1, 8)
    )
    kinds = {"src": [1, 3, 64, 96], "state": [1, 1, 8, 12], "pha": [1, 1, 64, 96], "next_state": [1, 1, 8, 12]}
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in kinds.items()]
    nodes = [
        helper.make_node("ReduceMean", ["src", "axes"], ["bright"], keepdims=1),
        helper.make_node("AveragePool", ["bright"], ["seen"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Add", ["state", "seen"], ["next_state"]),
        helper.make_node("ReduceMean", ["state"], ["past"], keepdims=1),
        helper.make_node("Add", ["bright", "past"], ["logits"]),
        helper.make_node("Sigmoid", ["logits"], ["pha"]),
    ]
    axes = helper.make_tensor("axes", TensorProto.INT64, [1], [1])
    graph = helper.make_graph(nodes, "g", values[:2], values[2:], [axes])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    helper.set_model_props(model, {METADATA_KEY: card.model_dump_json()})
    onnx.save(model, path)
    return path


def test_the_memory_of_a_recurrent_network_stays_there_and_is_forgotten_when_asked(tmp_path):
    path = remembering(tmp_path / "r.onnx")
    segmenter, cpu = on_arrays(path, (96, 64), ArrayMemory()), OnnxSegmenter(path, threads=1)
    state = expected_state = None
    for image in (room((192, 128)), scene(3, (192, 128))[0], None, room((192, 128))):
        if image is None:  # a new beginning
            state = expected_state = None
            continue
        matte, state = segmenter.segment(image, state)
        expected, expected_state = cpu.segment(image, expected_state)
        np.testing.assert_allclose(matte, expected, atol=1e-5)


def test_an_engine_of_another_network_is_refused_and_the_gpu_let_go():
    memory = ArrayMemory()
    engine = ArrayEngine.of_network(BALANCED, (192, 160), memory)
    with pytest.raises(ModelError, match=r"the engine's src is \(1, 3, 160, 192\), expected \(1, 3, 128, 224\)"):
        TensorRtSegmenter(engine, read_model(BALANCED).card, SIZE, memory)
    assert memory.closed


def test_a_gpu_out_of_memory_is_let_go():
    memory = ArrayMemory(most_bytes=1000)
    with pytest.raises(ModelError, match="OUT_OF_MEMORY"):
        on_arrays(BALANCED, SIZE, memory)
    assert memory.closed


def test_an_fp16_version_beside_the_model_is_taken(tmp_path):
    (tmp_path / "a.onnx").touch()
    assert engine_source(tmp_path / "a.onnx") == tmp_path / "a.onnx"
    (tmp_path / "a-fp16.onnx").touch()
    assert engine_source(tmp_path / "a.onnx") == tmp_path / "a-fp16.onnx"


@needs_rtx
@pytest.mark.parametrize("harm", ["cut short", "wrong version"])
def test_a_harmed_engine_in_the_cache_is_really_built_again(tmp_path, harm):
    """TensorRT for RTX builds it anew, and the bytes are those of the first build."""

    def engine():
        return prepared_engine(BALANCED, SIZE, "tensorrt_rtx", "sm_89", lambda phase, share: True, tmp_path)

    whole = engine()
    path = tmp_path / "balanced-224x128-tensorrt_rtx-any.engine"
    if harm == "cut short":
        path.write_bytes(whole[: len(whole) // 2])
    else:
        card = EngineCard.model_validate_json(sidecar_of(path).read_bytes())
        sidecar_of(path).write_text(card.model_copy(update={"version": "0.9"}).model_dump_json())
        path.write_bytes(b"of another version")
    assert digest(engine()) == digest(whole) == digest(path.read_bytes())


@needs_rtx
def test_a_build_that_is_ended_keeps_nothing(tmp_path):
    with pytest.raises(ModelError, match="was ended"):
        prepared_engine(BALANCED, SIZE, "tensorrt_rtx", "sm_89", lambda phase, share: False, tmp_path)
    assert list(tmp_path.iterdir()) == []


@needs_rtx
def test_an_engine_that_cannot_be_loaded_is_a_sentence():
    with pytest.raises(ModelError, match="cannot load the engine on this GPU"):
        LoadedEngine("tensorrt_rtx", b"nothing")


@pytest.mark.gpu
def test_on_a_gpu_mattes_are_near_the_cpus(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    try:
        opened = prepare_tensorrt(BALANCED, SIZE, lambda: True)
    except ModelError as reason:
        pytest.skip(str(reason))
    segmenter, image = opened(), scene(0, (1280, 720))[0]
    try:
        matte, _ = segmenter.segment(image, None)
    finally:
        segmenter.close()
    np.testing.assert_allclose(matte, OnnxSegmenter(BALANCED, threads=1).segment(image, None)[0], atol=0.05)
