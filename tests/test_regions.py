"""Check what is kept and hidden for good: its file, its limits, and that it moves with the framing."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.cli import main
from livebg.errors import SettingsError
from livebg.framing import Aim, View
from livebg.pipeline import fixed, in_order, mattes
from livebg.regions import (
    HIDE,
    KEEP,
    NEUTRAL,
    Regions,
    limited,
    open_regions,
    read_regions,
    regions_file,
    write_regions,
)
from livebg.settings import LookSettings
from livebg.stats import Stats
from livebg.types import Frame
from tests.fakes import ExactSegmenter, PlainBackground

SHAPE = (90, 160)


def painted(left: int = KEEP, right: int = HIDE) -> Regions:
    """Give a view whose left quarter and right quarter are painted."""
    picture = np.full(SHAPE, NEUTRAL, np.uint8)
    picture[:, :40], picture[:, 120:] = left, right
    return Regions(picture)


def half() -> np.ndarray:
    return np.full((36, 64), 0.4, np.float32)


def test_keep_and_hide_bound_alpha_and_leave_the_rest():
    matte = half()
    out, _ = limited(matte, painted(), Aim(), None)
    np.testing.assert_allclose(out[:, :15], 1)
    np.testing.assert_allclose(out[:, 18:46], 0.4, atol=1e-6)
    np.testing.assert_allclose(out[:, 49:], 0)
    assert (matte == np.float32(0.4)).all() and out is not matte


def test_nothing_painted_changes_nothing_and_limits_are_made_once():
    regions = Regions(np.full(SHAPE, NEUTRAL, np.uint8))
    out, limits = limited(half(), regions, Aim(), None)
    np.testing.assert_array_equal(out, half())
    assert limited(half(), regions, Aim(), limits)[1] is limits
    assert limited(half(), painted(), Aim(), limits)[1] is not limits
    assert limited(half(), regions, Aim(mirror=True), limits)[1] is not limits


def test_regions_move_with_the_framing():
    mirrored, _ = limited(half(), painted(), Aim(mirror=True), None)
    np.testing.assert_allclose(mirrored[:, 50:], 1)
    np.testing.assert_allclose(mirrored[:, :14], 0)
    enlarged, _ = limited(half(), painted(), Aim(View(0.0, 0.5, 2.0)), None)
    np.testing.assert_allclose(enlarged[:, :30], 1)  # a quarter of the view is half of what is seen
    np.testing.assert_allclose(enlarged[:, 36:], 0.4, atol=1e-6)


def test_the_file_is_followed_and_one_that_breaks_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = regions_file("HD Webcam: C920 /dev")
    assert path.parent.parent.parent == tmp_path and path.name == "HD_Webcam_C920_dev.png"
    followed = open_regions(LookSettings(), "HD Webcam: C920 /dev")
    assert followed() is None
    write_regions(path, painted())
    first = followed()
    assert first is not None
    np.testing.assert_array_equal(first.painted, painted().painted)
    assert followed() is first
    path.write_bytes(b"no picture")
    assert followed() is first
    write_regions(path, Regions(np.full(SHAPE, NEUTRAL, np.uint8)))
    assert not path.exists() and followed() is None
    assert open_regions(LookSettings(regions="none"), "HD Webcam: C920 /dev")() is None
    assert open_regions(LookSettings())() is None


def test_what_cannot_be_read_is_named(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"cannot read the picture of regions .*absent\.png: No such file"):
        open_regions(LookSettings(regions=str(tmp_path / "absent.png")))
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(SettingsError, match=r"text\.png is no picture"):
        read_regions(tmp_path / "text.png")


def test_a_large_picture_is_shrunk(tmp_path: Path):
    cv2.imwrite(str(tmp_path / "large.png"), np.full((1080, 1920), KEEP, np.uint8))
    assert read_regions(tmp_path / "large.png").painted.shape == (180, 320)


def test_the_pipeline_hides_and_keeps(tmp_path: Path):
    image = np.full((90, 160, 3), 200, np.uint8)
    look = LookSettings(smoothing=0, edges=0, motion_gate=False)
    regions = painted()
    parts = fixed(
        ExactSegmenter(lambda call: np.full((45, 80), 0.5, np.float32)), look, PlainBackground(), lambda: regions
    )
    (out,) = in_order([Frame(image, 0, 0.0)], parts, Stats())
    assert (out.image[45, 20] == 200).all()
    assert (out.image[45, 140] == 130).all()
    (cutout,) = mattes([Frame(image, 0, 0.0)], parts.segmenter(), look, Stats(), lambda: regions)
    assert cutout.matte[45, 20] == 1 and cutout.matte[45, 140] == 0


def test_the_command_line_takes_a_picture_and_names_one_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    cv2.imwrite(str(tmp_path / "room.png"), np.full((90, 160, 3), 180, np.uint8))
    cv2.imwrite(str(tmp_path / "keep.png"), painted(KEEP, HIDE).painted)
    arguments = ["matte", str(tmp_path / "room.png"), "--output", str(tmp_path / "out")]
    assert main([*arguments, "--regions", str(tmp_path / "keep.png")]) == 0
    matte = cv2.imread(str(next((tmp_path / "out").rglob("*.png"))), cv2.IMREAD_GRAYSCALE)
    assert matte[45, 10] == 255 and matte[45, 150] == 0
    assert main([*arguments, "--regions", str(tmp_path / "absent.png")]) != 0
    assert "absent.png" in capsys.readouterr().err
