"""Check which file serves a model, and on how many pixels: int8 where the CPU has instructions for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from livebg.assets import asset
from livebg.errors import ModelError
from livebg.segmenters import cpu_path, open_segmenter
from livebg.segmenters.precision import CPU_FLAGS, has_dot_products, int8_pays
from livebg.settings import ModelSettings

WHOLE, INT8 = asset("models/balanced.onnx"), asset("models/balanced-int8.onnx")


@pytest.mark.parametrize(
    ("flags", "dot_products", "pays"),
    [
        ("flags\t\t: fpu sse2 avx2 avx512_vnni\n", True, True),
        ("flags\t\t: fpu avx2 avx_vnni\n", True, True),
        ("Features\t: fp asimd asimddp\n", True, True),
        ("flags\t\t: fpu sse2 avx2 avx512f avx512vl\n", False, True),
        ("flags\t\t: fpu sse2 sse4_1 avx\n", False, False),
        ("Features\t: fp asimd crc32\n", False, False),
        ("", False, False),
    ],
)
def test_a_cpus_flags_decide(tmp_path, flags, dot_products, pays):
    (tmp_path / "cpuinfo").write_text(flags)
    assert has_dot_products(tmp_path / "cpuinfo") is dot_products
    assert int8_pays(tmp_path / "cpuinfo") is pays


@pytest.mark.skipif(not CPU_FLAGS.is_file(), reason="without /proc/cpuinfo there is nothing to hold NumPy's answer to")
def test_without_flags_numpy_is_asked_and_says_what_linux_says(tmp_path):
    gone, flags = tmp_path / "gone", set(CPU_FLAGS.read_text().split())
    assert int8_pays(gone) is not flags.isdisjoint({"avx2", "asimddp"})
    assert has_dot_products(gone) <= has_dot_products()  # it does not know each of them


def test_a_mac_with_apples_own_cpu_has_dot_products(tmp_path, monkeypatch):
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    monkeypatch.setattr("platform.machine", lambda: "arm64")
    assert has_dot_products(tmp_path / "gone") and int8_pays(tmp_path / "gone")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("numpy.show_config", lambda mode: {"SIMD Extensions": {"baseline": ["X86_V2"]}})
    assert not has_dot_products(tmp_path / "gone") and not int8_pays(tmp_path / "gone")


@pytest.mark.parametrize("dot_products", [True, False])
def test_without_dot_products_fewer_pixels_are_looked_at(monkeypatch, dot_products):
    monkeypatch.setattr("livebg.segmenters.onnx.has_dot_products", lambda: dot_products)
    segmenter = open_segmenter(ModelSettings(model="balanced", precision="int8"))
    frame = np.zeros((720, 1280, 3), np.uint8)
    expected = (192, 352) if dot_products else (160, 288)
    assert segmenter.look(frame).shape[:2] == segmenter.segment(frame, None)[0].shape == expected


def test_the_file_follows_the_precision_asked_for():
    assert cpu_path(ModelSettings(model="balanced", precision="fp32")) == WHOLE
    assert cpu_path(ModelSettings(model="balanced", precision="int8")) == INT8
    assert cpu_path(ModelSettings(model="balanced")) == (INT8 if int8_pays() else WHOLE)
    assert cpu_path(ModelSettings(model="balanced-int8", precision="fp32")) == INT8  # a whole name means what it says
    assert cpu_path(ModelSettings(model=str(WHOLE), precision="int8")) == INT8
    assert cpu_path(ModelSettings(model=str(INT8), precision="fp32")) == INT8
    assert open_segmenter(ModelSettings(model="balanced", precision="int8")).name == "balanced-int8"


def test_a_file_of_ones_own_is_served_by_the_int8_file_beside_it(tmp_path):
    own = Path(shutil.copy(WHOLE, tmp_path / "my.onnx"))
    assert cpu_path(ModelSettings(model=str(own))) == own
    with pytest.raises(ModelError, match=r"my\.onnx has no int8 file; choose --precision auto"):
        cpu_path(ModelSettings(model=str(own), precision="int8"))
    shutil.copy(INT8, tmp_path / "my-int8.onnx")
    assert cpu_path(ModelSettings(model=str(own), precision="int8")) == tmp_path / "my-int8.onnx"
    assert cpu_path(ModelSettings(model=str(own), precision="fp32")) == own
