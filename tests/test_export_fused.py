"""Hold the fused graph's stages to the functions of the CPU path, and the whole graph to the CPU path on the bundled clip."""

from __future__ import annotations

import importlib.util

import cv2
import numpy as np
import onnx
import pytest
import torch

from export import fused_graph
from export.__main__ import main
from export.onnx_model import RecurrentAlpha
from livebg import compose, mattes
from livebg.segmenters.onnx import ModelCard
from tests.small_network import write_weights
from train.networks import build
from train.recurrent import RecurrentUNetRecipe

SIZE = (320, 192)


@pytest.fixture(scope="module")
def picture():
    rng = np.random.default_rng(5)
    small = rng.integers(0, 256, (24, 40, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(small, SIZE, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


@pytest.fixture(scope="module")
def matte():
    return cv2.GaussianBlur((np.random.default_rng(6).random((48, 80)) > 0.6).astype(np.float32), (9, 9), 0)


def tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array, dtype=np.float32))[None, None]


def test_shrinking_and_brightness_are_within_a_level(picture):
    image = fused_graph.unpacked(torch.from_numpy(picture))
    small = fused_graph.shrink(image, (80, 48))
    expected = mattes.shrink(picture, (80, 48))
    assert np.abs(small[0].permute(1, 2, 0).numpy() - expected).max() <= 1
    bright = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    assert np.abs(fused_graph.grey(image)[0, 0].numpy() - bright).max() <= 1


@pytest.mark.parametrize("strength", [0.0, 0.6, 1.0])
def test_steadying_is_the_same_with_and_without_a_past(matte, strength):
    rng = np.random.default_rng(7)
    state, past = torch.zeros(1, 3, 48, 80), None
    for step in range(3):
        bright = (rng.random((48, 80)) * 9 + 100).astype(np.float32)
        now = np.clip(matte + 0.1 * step, 0, 1).astype(np.float32)
        expected, past = mattes.steady(now, bright, past, strength)
        got, state = fused_graph.steady(tensor(now), tensor(bright), state, torch.tensor(strength))
        np.testing.assert_allclose(got[0, 0].numpy(), expected, atol=1e-5)
        np.testing.assert_allclose(state[0, 0].numpy(), past.grey, atol=1e-3)


@pytest.mark.parametrize("edges", [0.0, 0.5, 1.0])
def test_enlarging_follows_the_guided_filter(picture, matte, edges):
    image = fused_graph.unpacked(torch.from_numpy(picture))
    got = fused_graph.enlarge(tensor(matte), image, torch.tensor(edges))[0, 0].float().numpy()
    apart = np.abs(got - mattes.enlarge(matte, picture, edges))
    assert np.quantile(apart, 0.999) < 0.01


def test_blending_is_within_a_level_and_exact_at_the_ends(picture):
    alpha = np.linspace(0, 1, SIZE[0], dtype=np.float32)[None].repeat(SIZE[1], axis=0)
    behind = picture[::-1].copy()
    unpacked = (fused_graph.unpacked(torch.from_numpy(p)) for p in (picture, behind))
    got = fused_graph.over(*unpacked, tensor(alpha).half()).numpy()
    assert np.abs(got.astype(int) - compose.over(picture, behind, alpha)).max() <= 1
    np.testing.assert_array_equal(got[:, -1], picture[:, -1])
    np.testing.assert_array_equal(got[:, 0], behind[:, 0])


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    output = tmp_path_factory.mktemp("fused") / "fused.onnx"
    assert main(["fused", "balanced", "--size", "640x360", "--output", str(output)]) == 0
    return output


def test_the_whole_graph_was_held_to_the_cpu_path_and_keeps_uint8_at_its_ends(graph):
    model = onnx.load(graph)
    kinds = {e.name: e.type.tensor_type.elem_type for e in (*model.graph.input, *model.graph.output)}
    assert {name for name, kind in kinds.items() if kind == onnx.TensorProto.UINT8} == {
        "frame", "background", "composite",
    }  # fmt: skip
    assert kinds["next_state"] == kinds["state"] == kinds["look"] == onnx.TensorProto.FLOAT
    assert {entry.key: entry.value for entry in model.metadata_props}["livebg.size"] == "640x360"


def test_a_recurrent_network_passes_its_memory_through(picture):
    recipe = RecurrentUNetRecipe(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1), decoder=(16, 8))
    network = build(recipe).eval()
    shape = network.state_shape(64, 96)
    card = ModelCard(
        name="r",
        description="",
        parameters=1,
        area_px=6144,
        multiple=16,
        mean=(0, 0, 0),
        std=(1, 1, 1),
        state=shape[:2],
    )
    fused = fused_graph.FusedFrame(RecurrentAlpha(network), card, (96, 64)).eval()
    frame, look = torch.from_numpy(picture), torch.tensor([0.6, 0.75])
    memory = torch.zeros(1, *shape, dtype=torch.float16)
    with torch.inference_mode():
        composite, raw, state, following = fused(frame, frame, look, torch.zeros(1, 3, 64, 96), memory)
    np.testing.assert_allclose(composite.numpy(), picture, atol=1)  # over itself
    assert (raw.shape, state.shape, following.shape) == ((64, 96), (1, 3, 64, 96), memory.shape)
    assert (state[0, 2] == 1).all() and (following[0, -1] == 1).all()


@pytest.mark.skipif(importlib.util.find_spec("tensorrt_rtx") is None, reason="tensorrt_rtx is not installed")
def test_the_fused_graph_builds_without_a_gpu(graph, tmp_path, capsys):
    assert main(["engine", str(graph), "--output", str(tmp_path)]) == 0
    assert (tmp_path / "fused.engine").stat().st_size > 1e5
    assert '"composite"' not in (tmp_path / "fused.engine.json").read_text()
    assert "`fused.engine`" in capsys.readouterr().out


@pytest.mark.parametrize("size", ["1366x768", "64x48", "1281x720"])
def test_a_size_that_cannot_be_halved_as_the_cpu_path_does_is_refused(size, tmp_path, capsys):
    weights = write_weights(tmp_path / "small.safetensors")
    assert main(["fused", str(weights), "--size", size, "--output", str(tmp_path / "x.onnx")]) == 2
    assert "expected both sides multiples of" in capsys.readouterr().err
    assert not (tmp_path / "x.onnx").exists()
