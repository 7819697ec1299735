"""Check which file serves a model: int8 where the CPU has instructions for it."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.assets import asset
from livebg.errors import ModelError
from livebg.segmenters import cpu_path, open_segmenter
from livebg.segmenters.precision import multiplies_int8_fast
from livebg.settings import ModelSettings

WHOLE, INT8 = asset("models/balanced.onnx"), asset("models/balanced-int8.onnx")


@pytest.mark.parametrize(
    ("flags", "fast"),
    [
        ("flags\t\t: fpu sse2 avx2 avx512_vnni\n", True),
        ("flags\t\t: fpu avx2 avx_vnni\n", True),
        ("Features\t: fp asimd asimddp\n", True),
        ("flags\t\t: fpu sse2 avx2 avx512f avx512vl\n", False),
        ("", False),
    ],
)
def test_a_cpus_flags_decide(tmp_path, flags, fast):
    (tmp_path / "cpuinfo").write_text(flags)
    assert multiplies_int8_fast(tmp_path / "cpuinfo") is fast


def test_without_flags_numpy_is_asked(tmp_path):
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    assert multiplies_int8_fast(tmp_path / "gone") is bool({"AVX512_ICL", "AVX512_SPR", "ASIMDDP"} & set(found))


def test_the_file_follows_the_precision_asked_for():
    assert cpu_path(ModelSettings(model="balanced", precision="fp32")) == WHOLE
    assert cpu_path(ModelSettings(model="balanced", precision="int8")) == INT8
    assert cpu_path(ModelSettings(model="balanced")) == (INT8 if multiplies_int8_fast() else WHOLE)
    assert cpu_path(ModelSettings(model="balanced-int8", precision="fp32")) == INT8  # a whole name means what it says
    assert cpu_path(ModelSettings(model=str(WHOLE), precision="int8")) == WHOLE  # and so does a file
    assert open_segmenter(ModelSettings(model="balanced", precision="int8")).name == "balanced-int8"


def test_a_model_without_an_int8_file_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("livebg.segmenters.asset_names", lambda folder, suffixes: ["quality"])
    assert cpu_path(ModelSettings(model="quality")) == asset("models/quality.onnx")
    with pytest.raises(ModelError, match="quality has no int8 file; choose --precision auto"):
        cpu_path(ModelSettings(model="quality", precision="int8"))
