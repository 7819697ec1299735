"""Check the plot of how cost grows: what is varied, that it is drawn, and what is said when it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.cli import main
from livebg.commands import growth
from livebg.commands.growth import Case, cases, crowd


def test_one_thing_is_varied_at_a_time():
    usual = Case("", "")
    for case in cases():
        other = [name for name in ("size", "threads", "people") if getattr(case, name) != getattr(usual, name)]
        assert other in ([], [case.by])
        assert str(getattr(case, case.by)) == case.value


def test_a_crowd_is_the_person_several_times():
    image = np.zeros((20, 60, 3), np.uint8)
    image[:, 28:32] = 255
    assert (crowd(image, 3)[10, :, 0] > 128).sum() == 12
    assert crowd(image, 2).shape == image.shape
    np.testing.assert_array_equal(crowd(image, 1), image)


def test_it_is_measured_drawn_and_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(growth, "SIZES", ("320x180",))
    monkeypatch.setattr(growth, "THREADS", (1, 2))
    monkeypatch.setattr(growth, "PEOPLE", (2,))
    monkeypatch.setattr(growth, "ROUNDS", 1)
    monkeypatch.setattr(growth, "FRAMES", 2)
    pytest.importorskip("matplotlib")
    assert main(["bench", "--plot", str(tmp_path / "cost.png"), "--json", "--background", "#204060"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(row["by"], row["value"]) for row in rows] == [
        ("size", "320x180"),
        ("threads", "1"),
        ("threads", "2"),
        ("people", "2"),
    ]
    assert all(row["cpu_ms"] > 0 and row["wall_ms"] > 0 for row in rows)
    picture = cv2.imread(str(tmp_path / "cost.png"))
    assert picture is not None and picture.std() > 5
    assert main(["bench", "--plot", str(tmp_path / "no" / "cost.png")]) == 1
    assert "cannot write" in capsys.readouterr().err
