"""Check that graphs rewritten for int8 compute the same as before, and that what has another form is left alone."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnxruntime.quantization.shape_inference import quant_pre_process

from export.int8_graph import rewritten, rounded_evenly, takes_patches
from export.onnx_model import export_onnx
from livebg.assets import asset
from livebg.kernels.mattes import PATCH, cut_patches
from livebg.mattes import shrink
from livebg.segmenters.onnx import PATCHES, OnnxSegmenter, network_feed, open_session, read_model
from tests.small_network import write_weights
from train.clips import clip_frames

SIZES = ((224, 128), (128, 224), (160, 160))


def picture(width, height):
    """Give the middle of a frame of the bundled clip, (height, width, 3) uint8."""
    frame = list(clip_frames(asset("demo/person.mp4"), 60))[1]
    wide = min(frame.shape[1], frame.shape[0] * width // height)
    left = (frame.shape[1] - wide) // 2
    return shrink(frame[:, left : left + wide], (width, height))


def prepared(path, folder):
    """Give an fp32 model of ours as it is before it is quantised."""
    quant_pre_process(str(path), str(folder / "prepared.onnx"), skip_symbolic_shape=True)
    return onnx.load(folder / "prepared.onnx")


@pytest.mark.parametrize(("name", "networks", "heads"), [("fast", 1, 1), ("quality", 2, 2), ("tiramisu", 1, 0)])
def test_it_computes_the_same_at_every_size(name, networks, heads, tmp_path, monkeypatch):
    """A mean of two networks, too, which share the patches and the end; heads: of 1x1, which become products."""
    monkeypatch.setattr("export.int8_graph.rounded_evenly", lambda filters: filters)
    path = asset(f"models/{name}.onnx")
    work = rewritten(prepared(path, tmp_path), read_model(path).card)
    assert takes_patches(work.model) and not [each for each in work.fp32 if each.startswith("stem")]
    kinds = [node.op_type for node in work.graph.node]
    assert "Resize" not in kinds and kinds.count("Expand") == 3 * networks
    assert kinds.count("MatMul") == heads and kinds.count("DepthToSpace") == kinds.count("Sigmoid") == 1
    assert sorted(node.name for node in work.graph.node if PATCHES in node.input) == ["input_shape", "patches_first"]
    changed, whole = open_session(work.model.SerializeToString()), read_model(path)
    for size in SIZES:
        small = picture(*size)
        patches = network_feed(small, whole.card.model_copy(update={"input": "patches"}))
        (expected,) = whole.session.run(None, network_feed(small, whole.card))
        (given,) = changed.run(None, {name: part / np.float32(255) for name, part in patches.items()})
        assert expected.std() > 0.01
        np.testing.assert_allclose(given, expected, atol=1e-4)


def test_a_network_of_another_form_keeps_its_first_and_last_layer_in_fp32(tmp_path):
    """Its first convolution does not stride, its head is 3x3."""
    model = prepared(asset("models/tiramisu.onnx"), tmp_path)
    first, *_, last = (node for node in model.graph.node if node.op_type == "Conv")
    strides = next(entry for entry in first.attribute if entry.name == "strides")
    strides.ints[:] = [1, 1]
    for resize in (node for node in model.graph.node if node.op_type == "Resize"):
        next(entry for entry in resize.attribute if entry.name == "mode").s = b"linear"
    names = [node.name for node in model.graph.node]
    del model.graph.value_info[:]
    work = rewritten(model, read_model(asset("models/tiramisu.onnx")).card)
    assert not takes_patches(work.model)
    assert [node.name for node in work.graph.node] == names
    assert work.fp32[0] == first.name and last.name in work.fp32


def test_a_head_that_adds_nothing_is_rewritten_too(tmp_path):
    """As of a network whose head has just been initialised."""
    path = asset("models/fast.onnx")
    model = prepared(path, tmp_path)
    head = [node for node in model.graph.node if node.op_type == "Conv"][-1]
    bias = next(tensor for tensor in model.graph.initializer if tensor.name == head.input[2])
    bias.CopyFrom(onnx.numpy_helper.from_array(np.zeros_like(onnx.numpy_helper.to_array(bias)), bias.name))
    expected = open_session(rewritten(model, read_model(path).card).model.SerializeToString())
    without = prepared(path, tmp_path)
    head = [node for node in without.graph.node if node.op_type == "Conv"][-1]
    del head.input[2]
    given = open_session(rewritten(without, read_model(path).card).model.SerializeToString())
    patches = np.random.default_rng(1).random((1, 64, 112, PATCH), np.float32)
    feed = {expected.get_inputs()[0].name: patches}
    np.testing.assert_allclose(given.run(None, feed)[0], expected.run(None, feed)[0], atol=1e-6)


def test_filters_are_rounded_to_8_bits_and_keep_their_sums():
    filters = np.random.default_rng(0).normal(size=(40, 27)).astype(np.float32)
    filters[0] = 0.3  # cannot be rounded better than all alike
    given = rounded_evenly(filters)
    scale = np.abs(filters).max(axis=1) / 127
    np.testing.assert_allclose(np.abs(given).max(axis=1), 127 * scale, rtol=1e-6)
    steps = given / scale[:, None]
    np.testing.assert_allclose(steps, steps.round(), atol=1e-4)
    assert np.abs(given - filters).max() <= 1.01 * scale.max()
    plain = (np.round(filters / scale[:, None]) * scale[:, None] - filters).sum(axis=1) / scale
    assert np.abs((given - filters).sum(axis=1) / scale).max() < 0.51 < np.abs(plain).max()
    assert not rounded_evenly(np.zeros((1, 27), np.float32)).any()


def test_a_network_that_wants_normalised_planes_keeps_them(tmp_path):
    path = asset("models/fast.onnx")
    card = read_model(path).card.model_copy(update={"mean": (0.5, 0.5, 0.5)})
    work = rewritten(prepared(path, tmp_path), card)
    assert not takes_patches(work.model)
    assert [node.op_type for node in work.graph.node].count("Expand") == 3
    changed, whole = open_session(work.model.SerializeToString()), read_model(path)
    feed = network_feed(picture(*SIZES[0]), whole.card)
    np.testing.assert_allclose(changed.run(None, feed)[0], whole.session.run(None, feed)[0], atol=1e-4)


def test_patches_are_the_pixels_around_every_second_one():
    small = picture(12, 8)
    patches = np.full((4, 6, PATCH), 99, np.uint8)
    cut_patches(small.reshape(8, -1), patches)
    around = np.pad(small, ((1, 0), (1, 0), (0, 0)))
    for y in range(4):
        for x in range(6):
            np.testing.assert_array_equal(patches[y, x, :27], around[2 * y : 2 * y + 3, 2 * x : 2 * x + 3].ravel())
    assert not patches[..., 27:].any()


def test_a_small_network_is_quantised_and_run_from_bytes(tmp_path, capsys):
    from export.__main__ import main

    weights = write_weights(tmp_path / "small.safetensors")
    export_onnx(weights, tmp_path / "small.onnx", "small", "a test")
    sets = ["--sets", "demo", "--backgrounds", "bundled"]
    assert main(["int8", str(tmp_path / "small.onnx"), str(tmp_path / "small-int8.onnx"), *sets]) == 0
    session, card = read_model(tmp_path / "small-int8.onnx")
    assert card.input == "patches"
    (entry,) = session.get_inputs()
    assert (entry.name, entry.type, entry.shape[3]) == ("patches", "tensor(uint8)", PATCH)
    image = picture(640, 360)
    exact, _ = OnnxSegmenter(tmp_path / "small.onnx", threads=1).segment(image, None)
    given, _ = OnnxSegmenter(tmp_path / "small-int8.onnx", threads=1).segment(image, None)
    assert given.shape == exact.shape and np.abs(given - exact).mean() < 0.02
