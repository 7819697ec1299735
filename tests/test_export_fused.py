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
from export.fused import Parity, as_table
from export.onnx_model import RecurrentAlpha
from livebg import compose, mattes
from livebg.segmenters.onnx import ModelCard
from tests.small_network import write_weights
from train.networks import build
from train.recurrent import RecurrentUNetRecipe

SIZE, NETWORK = (384, 256), (96, 64)


@pytest.fixture(scope="module")
def picture():
    small = np.random.default_rng(5).integers(0, 256, (24, 40, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(small, SIZE, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


@pytest.fixture(scope="module")
def matte():
    noise = (np.random.default_rng(6).random(NETWORK[::-1]) > 0.6).astype(np.float32)
    return cv2.GaussianBlur(noise, (9, 9), 0)


def tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array, dtype=np.float32))


def test_small_pictures_are_the_same_to_the_level(picture):
    image = fused_graph.unpacked(torch.from_numpy(picture))
    small = fused_graph.average_cells(image, NETWORK, 2)
    np.testing.assert_array_equal(small[0].permute(1, 2, 0).numpy(), mattes.shrink(picture, NETWORK))
    nodes = fused_graph.halved(small)
    np.testing.assert_array_equal(nodes[0].permute(1, 2, 0).numpy(), mattes.halved(mattes.shrink(picture, NETWORK)))


@pytest.mark.parametrize("size", [NETWORK, (176, 96), (192, 128)])
def test_the_networks_picture_is_the_cpus_for_large_and_for_small_factors(picture, size):
    assert fused_graph.fits(SIZE, size)
    small = fused_graph.shrink(fused_graph.unpacked(torch.from_numpy(picture)), size)
    np.testing.assert_allclose(small[0].permute(1, 2, 0).numpy(), mattes.shrink(picture, size), atol=1)


def test_sizes_at_which_the_cpu_shrinks_otherwise_do_not_fit():
    assert not fused_graph.fits(SIZE, (200, 128))
    assert not fused_graph.fits((383, 255), (176, 96))
    assert not fused_graph.fits(SIZE, (95, 64))
    assert not fused_graph.fits((1600, 1600), (96, 96))


@pytest.mark.parametrize("strength", [0.0, 0.6, 1.0])
def test_steadying_is_the_same_with_and_without_a_past(matte, strength):
    rng = np.random.default_rng(7)
    state, past = torch.zeros(1 + 48 * 32 + 96 * 64), None
    look = torch.tensor([strength, 0.15, 0.8])
    for step in range(3):
        small = rng.integers(100, 110, (32, 48, 3), dtype=np.uint8)
        now = np.clip(matte + 0.1 * step, 0, 1).astype(np.float32)
        expected, past = mattes.steady(now, cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), past, strength, (0.15, 0.8))
        nodes = tensor(small.transpose(2, 0, 1))[None]
        got, state = fused_graph.steady(tensor(now)[None, None], nodes, state, look)
        np.testing.assert_allclose(got[0, 0].numpy(), expected, atol=1e-5)
        np.testing.assert_allclose(state[1 : 1 + 48 * 32].reshape(32, 48).numpy(), past.grey, atol=1e-3)


@pytest.mark.parametrize("edges", [0.0, 0.5, 1.0])
def test_alpha_follows_edges_as_on_the_cpu(picture, matte, edges):
    image, behind = picture, np.ascontiguousarray(picture[::-1])
    small = mattes.halved(mattes.shrink(image, NETWORK))
    refined = mattes.enlarge(matte, image, edges, small=small, sharpen=mattes.SHARPEN)
    frames = [fused_graph.unpacked(torch.from_numpy(p)) for p in (image, behind)]
    nodes, strength = tensor(small.transpose(2, 0, 1))[None], torch.tensor(edges)
    alpha, colours = fused_graph.enlarge(tensor(matte)[None, None], frames[0], nodes, strength)
    apart = np.abs(alpha[0, 0].float().numpy() - refined.matte)
    assert apart.max() < 0.005  # nowhere: what is surely room or person on the CPU is so in the graph
    assert np.isfinite(colours.numpy()).all()


def test_nodes_of_four_samples_are_the_cpus(picture, matte):
    large = np.clip(
        cv2.resize(matte, (288, 192), interpolation=cv2.INTER_LINEAR), 0.02, 0.98
    )  # nowhere certain: nodes everywhere
    small = mattes.halved(cv2.resize(picture, (288, 192)))
    refined = mattes.enlarge(large, picture, 1.0, small=small, sharpen=mattes.SHARPEN)
    assert mattes.node_side(*small.shape[:2]) == 2 and refined.edges.shape == (48, 72, 8)
    frame = fused_graph.unpacked(torch.from_numpy(picture))
    nodes = tensor(small.transpose(2, 0, 1))[None]
    alpha, colours = fused_graph.enlarge(tensor(large)[None, None], frame, nodes, torch.tensor(1.0))
    assert np.abs(alpha[0, 0].float().numpy() - refined.matte).max() < 0.005
    np.testing.assert_allclose(colours[0].permute(1, 2, 0).numpy(), refined.edges, atol=0.05)


@pytest.mark.parametrize("sigma_px", [0.0, 0.3, 1.0])
def test_a_noisy_picture_is_calmed_as_on_the_cpu(picture, sigma_px):
    noise = np.random.default_rng(8).normal(0, 6, picture.shape)
    grainy = np.clip(picture + noise, 0, 255).astype(np.uint8)
    expected = cv2.GaussianBlur(grainy, (5, 5), sigma_px) if sigma_px else grainy
    got = fused_graph.calmed(fused_graph.unpacked(torch.from_numpy(grainy)), torch.tensor(sigma_px))
    np.testing.assert_allclose(got[0].permute(1, 2, 0).float().numpy(), expected, atol=1)


def blended(picture, matte, columns):
    """Blend over the mirrored picture on both sides, with nodes spread over the frame; gives how far they differ in levels."""
    alpha = cv2.resize(matte, SIZE, interpolation=cv2.INTER_LINEAR)
    behind = np.ascontiguousarray(picture[:, ::-1])
    rng = np.random.default_rng(9)
    nodes = rng.uniform(0, 255, (32, columns, 8)).astype(np.float32)
    nodes[..., 6:] = rng.uniform(0.1, 0.7, (32, columns, 2))  # an edge
    nodes[:, :3, 6:], alpha[:, : SIZE[0] * 5 // (2 * columns)] = 0, 0  # but for nodes at the left, where nobody is
    light = compose.edge_light(behind, nodes)
    expected = compose.over_cleanly(picture, behind, alpha, nodes, light, 1.0, 0.5)
    near, far = (fused_graph.unpacked(torch.from_numpy(p)) for p in (picture, behind))
    strengths, edges = (torch.tensor(1.0), torch.tensor(0.5)), tensor(nodes.transpose(2, 0, 1))[None]
    got = fused_graph.over_cleanly(near, far, tensor(alpha)[None, None].half(), edges, *strengths)
    return np.abs(got.numpy().astype(int) - expected)


@pytest.mark.parametrize("cell_px", [16, 12])
def test_the_blend_alone_is_the_cpus(picture, matte, cell_px):
    assert blended(picture, matte, SIZE[0] // cell_px).max() <= 2


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """Give the graph of a small network, which the command held to the CPU path over 30 frames."""
    folder = tmp_path_factory.mktemp("fused")
    weights = write_weights(folder / "small.safetensors")
    assert main(["fused", str(weights), "--size", "960x540", "--output", str(folder / "fused.onnx")]) == 0
    return folder / "fused.onnx"


def test_a_written_graph_is_verified_and_one_of_other_weights_is_too_far(graph, tmp_path, capsys):
    assert main(["verify", str(graph), "--weights", str(graph.parent)]) == 0
    assert "| `small` 960x540 | 30 |" in capsys.readouterr().out
    write_weights(tmp_path / "small.safetensors", seed=4)
    assert main(["verify", str(graph), "--weights", str(tmp_path)]) == 1
    assert "TOO FAR" in capsys.readouterr().out
    assert main(["verify", str(graph), "--weights", str(tmp_path / "none")]) == 1
    assert "small, whose weights are not in" in capsys.readouterr().err


def test_the_whole_graph_keeps_uint8_at_its_ends(graph):
    model = onnx.load(graph)
    kinds = {e.name: e.type.tensor_type.elem_type for e in (*model.graph.input, *model.graph.output)}
    assert {name for name, kind in kinds.items() if kind == onnx.TensorProto.UINT8} == {
        "frame", "background", "composite",
    }  # fmt: skip
    assert kinds["next_state"] == kinds["state"] == kinds["look"] == onnx.TensorProto.FLOAT
    assert {entry.key: entry.value for entry in model.metadata_props}["livebg.size"] == "960x540"


def test_a_recurrent_network_passes_its_memory_through(picture):
    recipe = RecurrentUNetRecipe(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1), decoder=(16, 8))
    network = build(recipe).eval()
    shape = network.state_shape(64, 96)
    given = {"name": "r", "description": "", "parameters": 1, "area_px": 6144, "multiple": 16}
    card = ModelCard(**given, mean=(0, 0, 0), std=(1, 1, 1), state=shape[:2])
    fused = fused_graph.FusedFrame(RecurrentAlpha(network), card, NETWORK).eval()
    frame, look = torch.from_numpy(picture), torch.tensor([0.6, 0.15, 0.8, 1.0, 0.0, 0.0, 0.0])
    memory = torch.zeros(1, *shape, dtype=torch.float16)
    with torch.inference_mode():
        composite, raw, state, following = fused(frame, frame, look, torch.zeros(1 + 48 * 32 + 96 * 64), memory)
    np.testing.assert_allclose(composite.numpy(), picture, atol=1)  # over itself
    assert (raw.shape, state.shape, following.shape) == ((64, 96), (1 + 48 * 32 + 96 * 64,), memory.shape)
    assert state[0] == 1 and (following[0, -1] == 1).all()


@pytest.mark.skipif(importlib.util.find_spec("tensorrt_rtx") is None, reason="tensorrt_rtx is not installed")
def test_the_fused_graph_builds_without_a_gpu(graph, tmp_path, capsys):
    assert main(["engine", str(graph), "--output", str(tmp_path)]) == 0
    assert (tmp_path / "fused.engine").stat().st_size > 1e5
    assert "`fused.engine`" in capsys.readouterr().out


@pytest.mark.parametrize("size", ["64x48", "200x120"])
def test_a_size_at_which_the_graph_cannot_follow_the_cpu_is_refused(size, tmp_path, capsys):
    weights = write_weights(tmp_path / "small.safetensors")
    assert main(["fused", str(weights), "--size", size, "--output", str(tmp_path / "x.onnx")]) == 2
    assert "does not go with a network of" in capsys.readouterr().err
    assert not (tmp_path / "x.onnx").exists()


def test_the_table_says_what_is_too_far():
    rows = [Parity("m", (1280, 720), 30, p999, 9.0, 0.01) for p999 in (2.0, 3.0, float("nan"))]
    assert [line.split("|")[-2].strip() for line in as_table(rows).splitlines()[2:]] == ["ok", "TOO FAR", "TOO FAR"]
