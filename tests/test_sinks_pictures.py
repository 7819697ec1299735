"""Check written pictures by reading them back, and that no picture of anyone is lost."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.errors import SinkError, UsageError
from livebg.sinks import open_file_sink
from livebg.types import Composite, SourceInfo

INFO = SourceInfo("test", (37, 23), Fraction(25))
RNG = np.random.default_rng(6)
LOSSLESS = [".png", ".webp", ".bmp", ".tif", ".tiff"]


def noise(channels: int = 3) -> np.ndarray:
    return RNG.integers(0, 256, (23, 37, channels), dtype=np.uint8)


def read(path: Path) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)


@pytest.mark.parametrize("suffix", [*LOSSLESS, ".PNG"])
def test_a_picture_is_stored_without_loss(tmp_path: Path, suffix: str):
    path, image = tmp_path / f"grüße 図{suffix}", noise()
    sink = open_file_sink(path, INFO, alpha=False)
    sink.send(Composite(image, 0, 0.0))
    sink.close()
    np.testing.assert_array_equal(read(path), image)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg"])
def test_jpeg_is_close(tmp_path: Path, suffix: str):
    path, image = tmp_path / f"a{suffix}", cv2.resize(noise(), (64, 64), interpolation=cv2.INTER_CUBIC)
    sink = open_file_sink(path, INFO, alpha=False)
    sink.send(Composite(cv2.GaussianBlur(image, (0, 0), 4), 0, 0.0))
    sink.close()
    assert cv2.PSNR(read(path), cv2.GaussianBlur(image, (0, 0), 4)) > 38


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif", ".tiff"])
def test_transparency_is_stored_without_loss(tmp_path: Path, suffix: str):
    path, image = tmp_path / f"a{suffix}", noise(4)
    image[:5] = 0
    image[5:, :, 3] |= 1
    sink = open_file_sink(path, INFO, alpha=True)
    assert sink.alpha
    sink.send(Composite(image, 0, 0.0))
    sink.close()
    stored = read(path)
    np.testing.assert_array_equal(stored[:, :, 3], image[:, :, 3])
    np.testing.assert_array_equal(stored[5:], image[5:])


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg", ".bmp"])
def test_formats_without_transparency_say_which_have_it(tmp_path: Path, suffix: str):
    with pytest.raises(UsageError, match=rf"\{suffix} cannot store transparency; give \.png, \.webp, \.mkv"):
        open_file_sink(tmp_path / f"a{suffix}", INFO, alpha=True)
    assert list(tmp_path.iterdir()) == []


def test_transparency_that_comes_unasked_is_refused(tmp_path: Path):
    sink = open_file_sink(tmp_path / "a.jpg", INFO, alpha=False)
    with pytest.raises(SinkError, match="cannot store transparency"):
        sink.send(Composite(noise(4), 0, 0.0))
    assert list(tmp_path.iterdir()) == []


def test_a_second_picture_is_refused_and_nothing_is_left(tmp_path: Path):
    path = tmp_path / "one.png"
    path.write_bytes(b"the old one")
    sink = open_file_sink(path, INFO, alpha=False)
    sink.send(Composite(noise(), 0, 0.0))
    with pytest.raises(SinkError, match=r"one\.png holds one picture but got a second one; give a folder"):
        sink.send(Composite(noise(), 1, 0.1))
    sink.close()
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"the old one"


def test_a_picture_gets_its_name_at_the_end(tmp_path: Path):
    path = tmp_path / "one.png"
    sink = open_file_sink(path, INFO, alpha=False)
    sink.send(Composite(noise(), 0, 0.0))
    assert not path.exists()
    sink.close()
    sink.close()
    sink.discard()
    assert path.exists()
    with pytest.raises(SinkError, match="is closed"):
        sink.send(Composite(noise(), 1, 0.1))


def test_no_picture_and_a_discarded_one_leave_no_file(tmp_path: Path):
    open_file_sink(tmp_path / "none.png", INFO, alpha=False).close()
    sink = open_file_sink(tmp_path / "one.png", INFO, alpha=False)
    sink.send(Composite(noise(), 0, 0.0))
    sink.discard()
    sink.close()
    assert list(tmp_path.iterdir()) == []


def test_a_picture_too_wide_for_its_format_fails_in_one_sentence(tmp_path: Path):
    sink = open_file_sink(tmp_path / "wide.webp", INFO, alpha=False)
    with pytest.raises(SinkError, match=r"cannot store 20000x1 as .*wide\.webp: .*; try \.png"):
        sink.send(Composite(np.zeros((1, 20_000, 3), np.uint8), 0, 0.0))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("channels", [3, 4])
def test_a_sequence_is_numbered_from_zero_in_the_order_it_came(tmp_path: Path, channels: int):
    folder, images = tmp_path / "out.mp4", [noise(channels) for _ in range(3)]
    sink = open_file_sink(folder, INFO, alpha=channels == 4, as_folder=True)
    for index, image in zip((4, 7, 9), images, strict=True):
        sink.send(Composite(image, index, index / 25))
    sink.close()
    sink.close()
    assert sorted(p.name for p in folder.iterdir()) == ["00000.png", "00001.png", "00002.png"]
    for index, image in enumerate(images):
        np.testing.assert_array_equal(read(folder / f"{index:05d}.png"), image)
    with pytest.raises(SinkError, match="is closed"):
        sink.send(Composite(noise(), 10, 1.0))


def test_a_folder_that_exists_needs_no_slash_and_keeps_what_is_in_it(tmp_path: Path):
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    sink = open_file_sink(tmp_path, INFO, alpha=False)
    sink.send(Composite(noise(), 0, 0.0))
    sink.discard()
    assert list(tmp_path.iterdir()) == [other]


def test_a_folder_with_numbered_pictures_is_refused(tmp_path: Path):
    mine = tmp_path / "00017.png"
    mine.write_bytes(b"mine")
    with pytest.raises(
        UsageError, match=r"already holds numbered pictures such as 00017\.png; give an empty or new folder"
    ):
        open_file_sink(tmp_path, INFO, alpha=False)
    assert list(tmp_path.iterdir()) == [mine]


@pytest.mark.parametrize("pictures", [0, 2])
def test_discard_removes_the_pictures_and_the_folder_made_for_them(tmp_path: Path, pictures: int):
    sink = open_file_sink(tmp_path / "new", INFO, alpha=False, as_folder=True)
    for index in range(pictures):
        sink.send(Composite(noise(), index, 0.0))
    assert len(list((tmp_path / "new").iterdir())) == pictures
    sink.discard()
    sink.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_sequence_without_pictures_leaves_no_folder(tmp_path: Path):
    open_file_sink(tmp_path / "new", INFO, alpha=False, as_folder=True).close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_cannot_be_made_in_a_missing_one_or_over_a_file(tmp_path: Path):
    with pytest.raises(SinkError, match="does not exist; create it first"):
        open_file_sink(tmp_path / "no" / "out", INFO, alpha=False, as_folder=True)
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(SinkError, match="it is a file, not a folder"):
        open_file_sink(tmp_path / "file", INFO, alpha=False, as_folder=True)
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["clip.webm", "clip", "clip.txt", ".mp4"])
def test_an_unknown_suffix_is_refused_with_what_is_possible(tmp_path: Path, name: str):
    with pytest.raises(UsageError, match=r"give a video \(\.mp4, .*\), a picture \(\.png, .*\), or a folder"):
        open_file_sink(tmp_path / name, INFO, alpha=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("as_folder", [True, False])
def test_a_codec_for_pictures_is_refused(tmp_path: Path, as_folder: bool):
    with pytest.raises(UsageError, match="a codec can be chosen for videos only"):
        open_file_sink(tmp_path / "a.png", INFO, alpha=False, codec="h264", as_folder=as_folder)
    assert list(tmp_path.iterdir()) == []
