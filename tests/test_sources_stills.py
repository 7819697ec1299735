"""Check pictures and folders of pictures as sources, with real files, and the test pattern."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.errors import SourceError
from livebg.sources.pattern import BARS, CROSSING, PatternSource, pattern
from livebg.sources.stills import PicturesSource, StillSource, picture_files


def draw(path: Path, level: int, size: tuple[int, int] = (6, 4)) -> Path:
    assert cv2.imwrite(str(path), np.full((size[1], size[0], 3), level, np.uint8))
    return path


# ---- folders ----


def test_a_folder_is_read_in_natural_order_one_frame_per_picture(tmp_path: Path):
    for level, name in enumerate(("1.png", "2.png", "10.png", "shot 9.bmp", "Shot 10.png", "shot 010b.png")):
        draw(tmp_path / name, level)
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "clip.mp4").write_bytes(b"video")
    names = [path.name for path in picture_files(tmp_path)]
    assert names == ["1.png", "2.png", "10.png", "shot 9.bmp", "Shot 10.png", "shot 010b.png"]
    source = PicturesSource(tmp_path, 30)
    frames = list(source)
    assert [int(frame.image[0, 0, 0]) for frame in frames] == [0, 1, 2, 3, 4, 5]
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4, 5]
    assert [frame.captured_at for frame in frames] == [index / 30 for index in range(6)]
    assert (source.info.frames, source.info.fps, source.info.time_base) == (6, Fraction(30), Fraction(1, 30))


def test_names_that_count_alike_keep_one_order(tmp_path: Path):
    for name in ("a1.png", "a01.png", "A1.png", "a001.png"):
        draw(tmp_path / name, 0)
    names = [path.name for path in picture_files(tmp_path)]
    assert names == sorted(names)


def test_pictures_keep_their_own_sizes(tmp_path: Path):
    for name, size in (("1.png", (6, 4)), ("2.png", (3, 9)), ("3.png", (1, 1))):
        draw(tmp_path / name, 5, size)
    source = PicturesSource(tmp_path, 10)
    assert source.info.size == (6, 4)
    assert [frame.image.shape for frame in source] == [(4, 6, 3), (9, 3, 3), (1, 1, 3)]


def test_frames_can_be_shared(tmp_path: Path):
    for name in ("1.png", "2.jpg"):
        draw(tmp_path / name, 5)
    for frame in PicturesSource(tmp_path, 10):
        assert frame.image.dtype == np.uint8 and frame.image.flags.c_contiguous and not frame.image.flags.writeable


def test_a_folder_without_pictures_is_refused(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("not a picture")
    with pytest.raises(SourceError, match="holds no pictures"):
        PicturesSource(tmp_path, 10)
    with pytest.raises(SourceError, match="cannot read the folder"):
        PicturesSource(tmp_path / "gone", 10)


def test_a_damaged_picture_is_named_when_its_turn_comes(tmp_path: Path):
    draw(tmp_path / "1.png", 5)
    (tmp_path / "2.png").write_bytes(b"not a picture")
    frames = iter(PicturesSource(tmp_path, 10))
    next(frames)
    with pytest.raises(SourceError, match=r"2\.png"):
        next(frames)


def test_closing_ends_a_folder(tmp_path: Path):
    for number in range(3):
        draw(tmp_path / f"{number}.png", 5)
    source = PicturesSource(tmp_path, 10)
    frames = iter(source)
    next(frames)
    source.close()
    source.close()
    assert list(frames) == []


# ---- one picture ----


def test_a_picture_is_one_frame_in_order(tmp_path: Path):
    source = StillSource(draw(tmp_path / "a.png", 77, (31, 17)), 25, 1)
    frames = list(source)
    assert [(frame.index, frame.captured_at, frame.image.shape) for frame in frames] == [(0, 0.0, (17, 31, 3))]
    assert (frames[0].image == 77).all()
    assert not frames[0].image.flags.writeable
    assert (source.info.size, source.info.frames, source.info.live) == ((31, 17), 1, False)


def test_a_picture_stays_when_asked_to(tmp_path: Path):
    path = draw(tmp_path / "a.png", 77)
    source = StillSource(path, 25, None)
    path.unlink()  # read once
    frames = list(islice(source, 4))
    assert [frame.index for frame in frames] == [0, 1, 2, 3]
    assert [frame.captured_at for frame in frames] == [0, 0.04, 0.08, 0.12]
    source.close()
    assert list(source) == []
    assert source.info.frames is None


# ---- the pattern ----


@pytest.mark.parametrize("size", [(640, 480), (7, 6), (1, 1), (2, 300), (321, 3)])
def test_the_pattern_depends_on_index_and_size_only(size: tuple[int, int]):
    for index in (0, 1, 89, 90, 12_345):
        image = pattern(index, size)
        assert image.shape == (size[1], size[0], 3)
        assert image.dtype == np.uint8 and image.flags.c_contiguous and not image.flags.writeable
        np.testing.assert_array_equal(image, pattern(index, size))
        np.testing.assert_array_equal(image, pattern(index + CROSSING, size))


def test_the_pattern_shows_bars_and_moves_with_every_frame():
    first = pattern(0, (700, 120))
    np.testing.assert_array_equal(first[0, 50::100], BARS)
    assert (first[60:80, :20] == 255).all()
    assert (pattern(CROSSING - 1, (700, 120))[60:80, -20:] == 255).all()
    starts = [int(np.flatnonzero((pattern(index, (700, 120))[70] == 255).all(axis=1))[0]) for index in range(CROSSING)]
    assert (np.diff(starts) > 0).all()


def test_the_pattern_as_a_source():
    source = PatternSource((64, 48), 20, 5)
    frames = list(source)
    assert [frame.captured_at for frame in frames] == [0, 0.05, 0.1, 0.15, 0.2]
    for frame in frames:
        np.testing.assert_array_equal(frame.image, pattern(frame.index, (64, 48)))
    assert (source.info.size, source.info.fps, source.info.frames) == ((64, 48), Fraction(20), 5)


def test_an_endless_pattern_ends_when_closed():
    source = PatternSource((8, 6), 30, None)
    frames = iter(source)
    assert [frame.index for frame in islice(frames, 200)] == list(range(200))
    source.close()
    assert list(frames) == []
