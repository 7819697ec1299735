"""Check that bundled files are found from a checkout and from a real wheel."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from livebg.assets import asset, asset_names
from livebg.errors import LivebgError

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_has_the_files_beside_the_package():
    assert asset("demo/person.mp4") == ROOT / "assets" / "demo" / "person.mp4"
    assert asset("demo/person.mp4").stat().st_size > 100_000


def test_a_missing_file_is_named_and_what_to_do():
    with pytest.raises(LivebgError, match=r"demo/nobody\.mp4 is missing .*reinstall livebg"):
        asset("demo/nobody.mp4")
    with pytest.raises(LivebgError, match="nowhere is missing"):
        asset_names("nowhere", (".jpg",))


def test_names_are_sorted_stems_of_the_wanted_kind():
    assert asset_names("demo", (".mp4", ".MKV")) == ["person", "person_matte"]
    assert asset_names("demo", (".xyz",)) == []


def test_every_bundled_file_is_in_the_licence_list():
    text = asset("LICENSES.md").read_text(encoding="utf-8")
    for folder in ("backgrounds", "demo"):
        for path in asset(folder).iterdir():
            assert f"`{folder}/{path.name}`" in text, f"{folder}/{path.name} has no line in assets/LICENSES.md"


@pytest.mark.skipif(
    importlib.util.find_spec("build") is None, reason="the package `build`, which makes wheels, is not installed"
)
def test_a_wheel_carries_the_files_inside_the_package(tmp_path: Path):
    made = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    code = (
        "from livebg.assets import asset, asset_names\n"
        "print(asset('demo/person.mp4')); print(asset_names('backgrounds', ('.jpg',)))\n"
        "print(len(asset('demo/person.mp4').read_bytes()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    place, names, size = ran.stdout.splitlines()
    assert Path(place) == (installed / "livebg" / "assets" / "demo" / "person.mp4").resolve()
    assert names == str(asset_names("backgrounds", (".jpg",)))
    assert int(size) == asset("demo/person.mp4").stat().st_size
