"""Run the networks as on a CPU with AVX2 alone: this one, with AVX-512 and VNNI hidden from what runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

SOURCE = Path(__file__).with_name("without_avx512.c")
CPU = Path("/proc/cpuinfo")

SEEN = """
import json, sys
import numpy as np
found = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
from livebg.assets import asset
from livebg.segmenters.onnx import network_feed, read_model
session, card = read_model(asset("models/balanced-int8.onnx"))
image = np.random.default_rng(3).integers(256, size=(160, 288, 3), dtype=np.uint8)
np.save(sys.argv[1], session.run(None, network_feed(image, card))[0])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def hider(tmp_path_factory: pytest.TempPathFactory) -> Path:
    flags = CPU.read_text(encoding="utf-8").split() if CPU.is_file() else []
    if "cpuid_fault" not in flags or "avx512f" not in flags or not shutil.which("cc"):
        pytest.skip("needs an x86 with AVX-512 and CPUID faulting, Linux, and a C compiler")
    built = tmp_path_factory.mktemp("hider") / "without_avx512.so"
    subprocess.run(["cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", built, SOURCE], check=True)
    return built


def seen(output: Path, **environment: str) -> list[str]:
    """Run balanced-int8 in a process of its own and give what NumPy finds in the CPU."""
    command = [sys.executable, "-c", SEEN, str(output)]
    ran = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(ran.stdout)
    return found


def test_int8_gives_the_same_alpha_where_there_is_avx2_alone(hider: Path, tmp_path: Path):
    """7-bit weights overflow nowhere: without VNNI products are added up in pairs, in 16 bits."""
    assert any(name.startswith(("AVX512", "X86_V4")) for name in seen(tmp_path / "all.npy"))
    hidden = seen(tmp_path / "avx2.npy", LD_PRELOAD=str(hider))
    assert "X86_V3" in hidden or "AVX2" in hidden
    assert not any(name.startswith(("AVX512", "X86_V4")) for name in hidden)
    with_all, with_avx2 = (np.load(tmp_path / f"{name}.npy") for name in ("all", "avx2"))
    assert with_all.std() > 0.01
    assert np.abs(with_all - with_avx2).max() < 1e-5
