"""Check the bundled network on the bundled clip, and what is not a model of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from livebg.assets import asset
from livebg.errors import ModelError
from livebg.mattes import refine
from livebg.segmenters import list_models, model_path, open_segmenter
from livebg.segmenters.onnx import METADATA_KEY, OnnxSegmenter, network_size, read_model
from livebg.settings import LookSettings, ModelSettings
from train.metrics import iou


@pytest.fixture(scope="module")
def segmenter():
    return open_segmenter(ModelSettings())


def clip(name: str, step: int) -> list[np.ndarray]:
    with av.open(str(asset(f"demo/{name}"))) as container:
        return [frame.to_ndarray(format="bgr24") for i, frame in enumerate(container.decode(video=0)) if i % step == 0]


def test_the_bundled_network_finds_the_person_of_the_demo_clip(segmenter):
    scores = []
    for image, truth in zip(clip("person.mp4", 24), clip("person_matte.mkv", 24), strict=True):
        matte, _ = segmenter.segment(image, None)
        refined, _ = refine(matte, image, LookSettings(), None)
        scores.append(iou(refined, truth[:, :, 0].astype(np.float32) / 255))
    assert np.mean(scores) > 0.93
    assert min(scores) > 0.8  # a raised, blurred hand is the hardest frame


def test_an_empty_room_gives_almost_no_person(segmenter):
    import cv2

    matte, _ = segmenter.segment(cv2.imread(str(asset("demo/room.jpg"))), None)
    assert matte.mean() < 0.03


@pytest.mark.parametrize("shape", [(1, 1), (720, 1280), (480, 640), (1280, 720), (17, 903), (2160, 3840)])
def test_any_frame_shape_gives_a_matte_of_the_networks_size(segmenter, shape):
    matte, _ = segmenter.segment(np.full((*shape, 3), 99, np.uint8), None)
    width, height = network_size((shape[1], shape[0]), segmenter.area_px, segmenter.card.multiple)
    assert matte.shape == (height, width)
    assert 0 <= matte.min() and matte.max() <= 1


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ((1280, 720), (288, 160)),
        ((640, 480), (256, 192)),
        ((720, 1280), (160, 288)),
        ((480, 640), (192, 256)),
        ((500, 500), (224, 224)),
    ],
)
def test_the_networks_size_follows_the_frames_shape(frame, expected):
    assert network_size(frame, 49_152, 32) == expected


def test_a_missing_model_is_named_with_what_there_is():
    with pytest.raises(ModelError, match=r"no model 'fast-one'; expected one of .*quality"):
        model_path("fast-one")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match="there is no model file"):
        OnnxSegmenter(tmp_path / "gone.onnx", threads=1)


def test_a_corrupt_file_is_refused(tmp_path):
    whole = model_path("quality").read_bytes()
    (tmp_path / "half.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="corrupt or no ONNX file"):
        read_model(tmp_path / "half.onnx")


def test_a_foreign_model_is_refused(tmp_path):
    src, out = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, 8, 8]) for name in ("src", "pha"))
    graph = helper.make_graph([helper.make_node("Sigmoid", ["src"], ["pha"])], "foreign", [src], [out])
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), tmp_path / "foreign.onnx"
    )
    with pytest.raises(ModelError, match="not a livebg model"):
        read_model(tmp_path / "foreign.onnx")


def test_metadata_of_another_version_names_the_field(tmp_path):
    model = onnx.load(model_path("quality"))
    helper.set_model_props(model, {METADATA_KEY: '{"name": "x"}'})
    onnx.save(model, tmp_path / "old.onnx")
    with pytest.raises(ModelError, match="description: Field required"):
        read_model(tmp_path / "old.onnx")


def test_bundled_models_are_listed_with_their_size():
    names = {choice.name: choice for choice in list_models()}
    assert 2e6 < names["quality"].parameters < 3e6


def test_the_runtime_leaves_no_identifier_and_no_queue_of_reports(tmp_path):
    # As a user runs it: ONNX Runtime itself keeps still where it sees a CI or a test runner.
    keep = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "USERPROFILE": str(tmp_path)}
    program = "from livebg.segmenters import open_segmenter; from livebg.settings import ModelSettings; open_segmenter(ModelSettings())"
    subprocess.run(
        [sys.executable, "-c", program], check=True, env=environment | home, timeout=60, cwd=Path(__file__).parents[1]
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
