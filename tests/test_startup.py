"""The start of the window is measured on a process of its own, and what hinders it is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from livebg.cli import main

HEAVY = ("numpy", "cv2", "av", "onnxruntime", "pyvirtualcam", "mss")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


def test_starts_are_counted_and_timed(capsys: pytest.CaptureFixture[str]):
    assert main(["bench", "--startup", "1", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert len(report["starts_s"]) == 1 and 0 < report["best_s"] < 60
    assert main(["bench", "--startup", "0"]) == 2


def test_no_display_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["bench", "--startup", "1"]) == 1
    assert "display" in capsys.readouterr().err


def test_nothing_heavy_is_loaded_before_the_first_paint():
    code = (
        "import sys; from livebg.cli import main; from livebg.gui.startup import paint_once; paint_once(); "
        "from livebg.gui.sentences import sentences; read = ['sentences'] * sentences.cache_info().currsize; "
        f"print([name for name in {HEAVY} if name in sys.modules] + read)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
