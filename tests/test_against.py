"""Check the comparison with a peer on a tiny model: its keys, its ratios, and what it says of bad input."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from livebg.cli import main
from livebg.commands.against import PlainPeer
from tests.test_evaluate import bright_peer

MEASURE = ["bench", "--against", "mediapipe", "--frames", "2", "--json"]


def test_the_comparison_gives_ratios_of_whole_frames(tmp_path, capsys):
    pytest.importorskip("ai_edge_litert")
    peer = bright_peer(tmp_path / "peer.tflite")
    assert main([*MEASURE, "--peer-model", str(peer)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["model"] == "balanced"
    assert report["peer"].startswith("peer.tflite")
    ratio = report["cpu_ms_per_frame"] / report["peer_cpu_ms_per_frame"]
    assert report["ratio_cpu_per_frame"] == pytest.approx(ratio)
    assert report["ratio_cpu_per_frame_gated"] > 0
    assert {(row["size"], row["threads"], row["background"]) for row in report["rows"]} >= {
        ("1280x720", 1, "study"), ("1920x1080", 1, "study"), ("1280x720", 4, "study"), ("1280x720", 1, "blur")
    }  # fmt: skip
    assert all(row["cpu_ms_per_frame"] > 0 and row["peer_cpu_ms_per_frame"] > 0 for row in report["rows"])


def test_the_peers_frame_is_the_person_over_the_picture_in_i420(tmp_path):
    pytest.importorskip("ai_edge_litert")
    image = np.zeros((36, 64, 3), np.uint8)
    image[:, 32:] = 250  # the tiny model takes what is bright for a person
    shown = PlainPeer(bright_peer(tmp_path / "peer.tflite"), threads=1).frame(image, np.full_like(image, 100))
    assert shown.shape == (54, 64) and shown.dtype == np.uint8
    assert shown[18, 60] > 210
    assert 90 < shown[18, 4] < 110


@pytest.mark.parametrize(
    ("extra", "code", "words"),
    [
        ([], 2, "--peer-model"),
        (["--peer-model", "gone.tflite"], 1, "gone.tflite"),
        (["--peer-model", "broken.tflite"], 1, "broken.tflite"),
        (["--peer-model", "broken.tflite", "--frames", "0"], 2, "--frames"),
    ],
)
def test_a_peer_that_cannot_be_used_is_named(tmp_path, monkeypatch, capfd, extra, code, words):
    pytest.importorskip("ai_edge_litert")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.tflite").write_bytes(b"no model")
    assert main([*MEASURE, *extra]) == code
    assert words in capfd.readouterr().err


def test_without_its_runtime_the_extra_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    (tmp_path / "peer.tflite").write_bytes(b"never read")
    assert main([*MEASURE, "--peer-model", str(tmp_path / "peer.tflite")]) == 1
    assert "install livebg's extra: peers" in capsys.readouterr().err
