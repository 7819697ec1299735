"""Check that runtimes are compared on real pictures, that limits bite, and what `bench` prints."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from export.__main__ import main
from export.backends import device_call, input_size, open_backends, shipped_models
from export.onnx_model import export_onnx
from export.verify import Difference, compare, real_pictures
from livebg.room import scene
from livebg.segmenters.onnx import network_input, open_session, read_model
from tests.array_gpu import ArrayEngine, ArrayMemory
from tests.small_network import write_weights


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify")
    weights = write_weights(folder / "small.safetensors")
    export_onnx(weights, folder / "small.onnx", "small", "a test")
    return folder


def test_the_file_of_the_same_weights_is_within_the_limits(small, capsys):
    assert main(["verify", str(small / "small.onnx"), "--weights", str(small)]) == 0
    out = capsys.readouterr().out
    assert "| `small` | ONNX Runtime " in out and out.count("| ok |") >= 1
    assert "not here: ONNX Runtime int8: small has no int8 file" in out


def test_the_file_of_other_weights_is_too_far(small, tmp_path, capsys):
    write_weights(tmp_path / "small.safetensors", seed=4)
    assert main(["verify", str(small / "small.onnx"), "--weights", str(tmp_path)]) == 1
    assert "TOO FAR" in capsys.readouterr().out


@pytest.mark.parametrize("which", [0, 1, 2])
def test_each_limit_bites_and_so_does_what_is_no_number(which):
    row = Difference("m", "b", 1, 0.1, 0.01, 0.001, (0.1, 0.01, 0.001))
    assert row.within
    limits = tuple(0.9 * most if place == which else most for place, most in enumerate(row.limits))
    assert not replace(row, limits=limits).within
    assert not replace(row, mean=float("nan")).within


def test_every_bundled_model_runs_here_and_gives_mattes_of_the_clip(tmp_path):
    pictures = real_pictures([], [])[:2]
    for model in shipped_models(tmp_path):
        rows, absent = compare(model, pictures, 1)
        assert all(row.within for row in rows), rows
        assert "torch fp32" in [entry.name for entry in absent]
        backends, _ = open_backends(model, (640, 480), 1)
        assert backends[0].name.startswith("ONNX Runtime")


def test_an_engine_is_called_with_what_goes_up_and_what_comes_down():
    model, memory = shipped_models(Path())[0], ArrayMemory()
    size = input_size(model.card, (1280, 720))
    call = device_call(ArrayEngine.of_network(model.path, size, memory), memory)
    src = network_input(scene(0, (640, 360))[0], size, model.card)
    (expected,) = open_session(model.path).run(None, {"src": src})
    first, second = call({"src": src})[0], call({"src": src * 0})[0]
    np.testing.assert_array_equal(first, expected)
    assert (first != second).any()


def test_openvino_is_imported_without_what_reports_home():
    """It keeps an identifier in the home folder and reports each import, unless it lacks its package for that."""
    if importlib.util.find_spec("openvino") is None:
        pytest.skip("openvino is not installed")
    program = (
        "from export.backends import device_call, input_size, open_backends, shipped_models\n"
        "import sys, threading\nfrom pathlib import Path\n"
        "print(*[b.name for b in open_backends(shipped_models(Path())[0], (64, 64), 1)[0]])\n"
        "print(sys.modules['openvino_telemetry'], threading.active_count())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert "OpenVINO fp32" in ran.stdout
    assert "None 1" in ran.stdout


def test_network_input_is_rgb_between_0_and_1():
    image = np.zeros((90, 160, 3), np.uint8)
    image[..., 2] = 255
    given = network_input(image, (32, 16), read_model(shipped_models(Path())[0].path).card)
    assert given.shape == (1, 3, 16, 32) and given.dtype == np.float32
    assert [float(given[0, channel].mean()) for channel in range(3)] == [1.0, 0.0, 0.0]


def test_bench_names_the_device_and_counts_its_runs(small, capsys):
    arguments = ["bench", str(small / "small.onnx"), "--weights", str(small), "--rounds", "3"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "1 thread(s), in turns" in out
    assert "| `small` | 104x56 | torch fp32 | 3 |" in out


@pytest.mark.parametrize(
    ("more", "words"), [(["--rounds", "0"], "--rounds must be at least 1"), (["--threads", "0"], "--threads must be")]
)
def test_counts_that_cannot_be_are_named(more, words, capsys):
    assert main(["bench", *more]) == 2
    assert words in capsys.readouterr().err


def test_an_int8_file_is_not_taken_for_a_model_of_its_own(capsys):
    assert main(["verify", "x-int8.onnx"]) == 2
    assert "name the fp32 one, x.onnx" in capsys.readouterr().err
