"""Check the ONNX export: its metadata, its agreement with torch, and what it refuses."""

from __future__ import annotations

import hashlib
import math
import subprocess

import numpy as np
import onnx
import pytest
import torch

from export.__main__ import main
from export.half_weights import LEAST, as_float
from export.onnx_model import OPSET, export_onnx, load_alpha, training_commit
from livebg.errors import ModelError
from livebg.segmenters.onnx import METADATA_KEY, ModelCard, open_session
from tests.small_network import SMALL, write_weights
from train.checkpoint import save_weights
from train.networks import build, describe


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("onnx")
    weights = write_weights(folder / "small.safetensors", commit="c0ffee")
    assert main(["onnx", str(weights), "--output", str(folder / "small.onnx")]) == 0
    return weights, folder / "small.onnx"


def test_metadata_names_the_input_the_commit_and_the_weights(exported):
    weights, path = exported
    model = onnx.load(path)
    entries = {entry.key: entry.value for entry in model.metadata_props}
    card = ModelCard.model_validate_json(entries[METADATA_KEY])
    assert (card.name, card.area_px, card.multiple, card.mean, card.std, card.state) == (
        "small", 6144, 8, (0, 0, 0), (1, 1, 1), (),
    )  # fmt: skip
    assert entries["livebg.weights_sha256"] == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert entries["livebg.training_commit"] == "c0ffee"
    assert entries["livebg.step"] == "7"


def test_the_file_is_valid_of_the_fixed_opset_and_names_no_source_line(exported):
    model = onnx.load(exported[1])
    onnx.checker.check_model(model, full_check=True)
    assert [entry.version for entry in model.opset_import if entry.domain == ""] == [OPSET]
    assert not any(node.metadata_props or node.doc_string for node in model.graph.node)
    assert [dim.dim_param for dim in model.graph.input[0].type.tensor_type.shape.dim[2:]] == ["8*rows", "8*columns"]


def test_weights_that_are_not_numbers_are_refused_and_leave_nothing(tmp_path):
    network = build(SMALL)
    with torch.no_grad():
        next(network.parameters()).fill_(float("inf"))
    weights = tmp_path / "broken.safetensors"
    save_weights(weights, network, {"network": describe(SMALL), "area_px": 6144})
    with pytest.raises(ModelError, match="differs from torch by nan"):
        export_onnx(weights, tmp_path / "broken.onnx", "broken", "a test")
    assert [path.name for path in tmp_path.iterdir()] == ["broken.safetensors"]


def test_without_a_note_the_commit_is_the_one_that_last_changed_the_file(tmp_path):
    weights = write_weights(tmp_path / "small.safetensors")
    _, _, trained = load_alpha(weights, "small", "a test")
    assert training_commit(weights, trained) == "unknown"
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in (["init", "-q"], ["add", weights.name], ["commit", "-q", "-m", "weights"]):
        subprocess.run([*git, *arguments], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    assert training_commit(weights, trained) == head


@pytest.mark.parametrize("more", [[], ["a.onnx", "--output", "b.onnx"]])
def test_one_output_must_be_named(tmp_path, capsys, more):
    assert main(["onnx", str(tmp_path / "w.safetensors"), *more]) == 2
    assert "--output FILE" in capsys.readouterr().err


def test_a_file_that_is_no_checkpoint_is_told_in_a_sentence(tmp_path, capsys):
    (tmp_path / "w.safetensors").write_bytes(b"nothing")
    assert main(["onnx", str(tmp_path / "w.safetensors"), "--output", str(tmp_path / "x.onnx")]) == 1
    assert "expected a file written by train fit" in capsys.readouterr().err


def test_large_weights_are_stored_in_half_of_the_bytes_and_nothing_is_lost_by_it(exported):
    stored = onnx.load(exported[1])
    kinds = {tensor.name: tensor.data_type for tensor in stored.graph.initializer if math.prod(tensor.dims) >= LEAST}
    assert kinds and set(kinds.values()) == {onnx.TensorProto.FLOAT16}
    plain = as_float(stored)
    assert not any(tensor.data_type == onnx.TensorProto.FLOAT16 for tensor in plain.graph.initializer)
    assert not any(node.op_type == "Cast" for node in plain.graph.node)
    src = np.random.default_rng(1).random((1, 3, 64, 96), np.float32)
    first, second = (open_session(model.SerializeToString()).run(None, {"src": src})[0] for model in (stored, plain))
    assert np.array_equal(first, second)
    assert len(stored.SerializeToString()) < 0.75 * len(plain.SerializeToString())
