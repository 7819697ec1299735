"""Fill a real, tiny disk and check that one sentence is said and nothing is left."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from livebg.errors import SinkError
from livebg.sinks import open_file_sink
from livebg.types import Composite, SourceInfo

resource = pytest.importorskip("resource", reason="limits on files are a Unix thing")

SIZE = (160, 120)
INFO = SourceInfo("test", SIZE, Fraction(30))
RNG = np.random.default_rng(7)


def noise() -> np.ndarray:
    return RNG.integers(0, 256, (SIZE[1], SIZE[0], 3), dtype=np.uint8)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that is a disk of 160 KB."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command")
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "none", str(disk)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        pytest.skip(f"a disk cannot be mounted here: {made.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)  # also where a failed test left a file open


@pytest.fixture
def short_files(tmp_path: Path) -> Iterator[Path]:
    """Give a folder where no file can grow over 60 KB: the nearest to a full disk that needs no rights."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
    yield tmp_path
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill(path: Path, pictures: int, **more) -> None:
    sink = open_file_sink(path, INFO, alpha=False, **more)
    try:
        for index in range(pictures):
            sink.send(Composite(noise(), index, index / 30))
        sink.close()
    finally:
        sink.discard()
        sink.close()


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv", "clip.avi"])
@pytest.mark.parametrize("pictures", [3, 60], ids=["at the end", "on the way"])
def test_a_video_that_does_not_fit(tiny_disk: Path, name: str, pictures: int):
    filler = tiny_disk / "filler"
    filler.write_bytes(bytes(80_000 if pictures == 60 else 155_000))
    with pytest.raises(SinkError, match=rf"cannot write .*{name}: No space left on device; is the disk full\?"):
        fill(tiny_disk / name, pictures)
    assert list(tiny_disk.iterdir()) == [filler]


def test_the_old_file_survives_a_new_one_that_does_not_fit(tiny_disk: Path):
    old = tiny_disk / "clip.mkv"
    old.write_bytes(b"the old one")
    with pytest.raises(SinkError, match="is the disk full"):
        fill(old, 60)
    assert list(tiny_disk.iterdir()) == [old]
    assert old.read_bytes() == b"the old one"


def test_a_picture_that_does_not_fit(tiny_disk: Path):
    (tiny_disk / "filler").write_bytes(bytes(150_000))
    with pytest.raises(SinkError, match=r"cannot write .*a\.bmp: No space left on device; is the disk full\?"):
        fill(tiny_disk / "a.bmp", 1)
    assert [p.name for p in tiny_disk.iterdir()] == ["filler"]


def test_a_sequence_that_does_not_fit(tiny_disk: Path):
    with pytest.raises(
        SinkError, match=r"cannot write .*out/0000[1-9]\.png: No space left on device; is the disk full\?"
    ):
        fill(tiny_disk / "out", 20, as_folder=True)
    assert list(tiny_disk.iterdir()) == []


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_a_file_that_cannot_grow(short_files: Path, name: str):
    with pytest.raises(SinkError, match=rf"cannot write .*{name}: File too large; is the disk full\?"):
        fill(short_files / name, 60)
    assert list(short_files.iterdir()) == []
