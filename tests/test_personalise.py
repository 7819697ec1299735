"""Check tuning on one's own room: a real clip of an empty room, the bundled person, a model that the app uses."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from livebg.assets import asset
from livebg.segmenters import open_segmenter
from livebg.segmenters.onnx import read_model
from livebg.settings import ModelSettings
from train.__main__ import main

INIT = str(Path(__file__).parent.parent / "train/weights/fast.safetensors")


def write_clip(path: Path, images: list[np.ndarray]) -> Path:
    """Write pictures as a video."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.height, stream.width = images[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for image in images:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode())
    return path


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    """Give a clip of the empty room with a little noise, and one of the person in it."""
    folder, rng = tmp_path_factory.mktemp("clips"), np.random.default_rng(1)
    plate = cv2.resize(cv2.imread(str(asset("demo/room.jpg"))), (480, 270), interpolation=cv2.INTER_AREA)
    empty = [np.clip(plate + rng.normal(0, 2, plate.shape), 0, 255).astype(np.uint8) for _ in range(12)]
    with av.open(str(asset("demo/person.mp4"))) as container:
        frames = [f.to_ndarray(format="bgr24") for i, f in enumerate(container.decode(video=0)) if i % 10 == 0]
    person = [cv2.resize(image, (480, 270), interpolation=cv2.INTER_AREA) for image in frames]
    return write_clip(folder / "room.mp4", empty), write_clip(folder / "me.mp4", person)


def test_a_tuned_network_is_compared_exported_and_used(clips, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("train.commands.personalise.PICTURES", "8")
    output = tmp_path / "my.onnx"
    (tmp_path / "my-int8.onnx").write_bytes(b"of an earlier run")
    arguments = ["personalise", "--output", str(output), "--steps", "4", "--init", INIT]
    assert main([*arguments, "--clip", str(clips[0]), "--clip", str(clips[1])]) == 0
    assert "before   after" in capsys.readouterr().out
    bundled = read_model(asset("models/fast-int8.onnx")).card
    for precision in ("fp32", "int8"):
        segmenter = open_segmenter(ModelSettings(model=str(output), precision=precision))
        assert "fast, tuned on your room" in segmenter.card.description
        assert (segmenter.card.area_px == bundled.area_px) is (precision == "int8")
        matte, _ = segmenter.segment(cv2.imread(str(asset("demo/room.jpg"))), None)
        assert (matte > 0.5).mean() < 0.02
    assert segmenter.card.area_without_dot_px == bundled.area_without_dot_px
    assert segmenter.card.weight_bits == 7


@pytest.mark.parametrize(
    ("which", "words"), [(0, "no clip shows you in the room"), (1, "no clip shows the empty room")]
)
def test_one_kind_of_clip_is_not_enough(clips, tmp_path, capsys, which, words):
    assert main(["personalise", "--output", str(tmp_path / "x.onnx"), "--init", INIT, "--clip", str(clips[which])]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "x.onnx").exists()


def test_a_file_that_is_no_clip_is_named(tmp_path, capsys):
    (tmp_path / "text.mp4").write_text("no clip")
    arguments = ["personalise", "--output", str(tmp_path / "x.onnx"), "--init", INIT]
    assert main([*arguments, "--clip", str(tmp_path / "text.mp4")]) == 1
    assert "text.mp4 cannot be read as a clip" in capsys.readouterr().err
