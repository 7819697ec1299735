"""Check that every kind of picture file becomes the same upright 8-bit BGR, with real files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.errors import BackgroundError, SourceError
from livebg.pictures import exif_orientation, read_picture
from livebg.types import Image

# What EXIF 2.3 says of each orientation, as: how the stored picture is made from the upright one.
STORED: dict[int, Callable[[Image], Image]] = {
    1: lambda upright: upright,
    2: np.fliplr,
    3: lambda upright: np.rot90(upright, 2),
    4: np.flipud,
    5: lambda upright: upright.swapaxes(0, 1),
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: np.rot90(upright, 2).swapaxes(0, 1),
    8: lambda upright: np.rot90(upright, -1),
}


def noise(width: int, height: int, channels: int = 3) -> Image:
    return np.random.default_rng(3).integers(0, 256, (height, width, channels), dtype=np.uint8)


def exif(orientation: int, order: str = "<") -> bytes:
    entries = [(0x010F, 2, 4, 0x41424344), (0x0112, 3, 1, orientation if order == "<" else orientation << 16)]
    packed = b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(f"{order}IH", 8, len(entries)) + packed + bytes(4)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(image: Image, *, exif_block: bytes = b"") -> bytes:
    coded = cv2.imencode(".png", image)[1].tobytes()
    return coded[:33] + (chunk(b"eXIf", exif_block) if exif_block else b"") + coded[33:]


def raw_png(size: tuple[int, int], depth: int, kind: int, rows: list[bytes], *extra: bytes) -> bytes:
    """Write a PNG by hand: the kinds that OpenCV does not write."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + data + chunk(b"IEND", b"")


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def read(path: Path, data: bytes) -> Image:
    return read_picture(written(path, data), SourceError)


@pytest.mark.parametrize("orientation", STORED)
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int):
    upright = noise(6, 4)
    stored = np.ascontiguousarray(STORED[orientation](upright))
    np.testing.assert_array_equal(read(tmp_path / "a.png", png(stored, exif_block=exif(orientation))), upright)
    big_endian = read(tmp_path / "b.png", png(stored, exif_block=exif(orientation, ">")))
    np.testing.assert_array_equal(big_endian, upright)


def test_a_phones_jpeg_is_turned_upright(tmp_path: Path):
    upright = np.zeros((64, 48, 3), np.uint8)
    upright[:32] = (0, 0, 255)
    coded = cv2.imencode(".jpg", np.ascontiguousarray(STORED[6](upright)))[1].tobytes()
    block = b"Exif\0\0" + exif(6)
    data = coded[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + coded[2:]
    image = read(tmp_path / "phone.JPG", data)
    assert image.shape == (64, 48, 3)
    np.testing.assert_allclose(image[:24], np.broadcast_to((0, 0, 255), (24, 48, 3)), atol=4)
    assert image[40:].max() < 5


def test_transparency_and_orientation_together(tmp_path: Path):
    upright = noise(6, 4, 4)
    upright[..., 3] = np.where(upright[..., 3] > 128, 255, 0)
    stored = np.ascontiguousarray(STORED[6](upright))
    expected = np.where(upright[..., 3:] == 255, upright[..., :3], 255)
    np.testing.assert_array_equal(read(tmp_path / "a.png", png(stored, exif_block=exif(6))), expected)


def test_a_damaged_exif_block_leaves_the_picture_as_it_is():
    whole = exif(6)
    assert exif_orientation(whole) == 6
    assert [exif_orientation(whole[:length]) for length in (0, 3, 8, 12, 30)] == [1] * 5
    assert exif_orientation(exif(9)) == 1
    assert exif_orientation(exif(0)) == 1


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_sixteen_bits_are_scaled_not_clipped(tmp_path: Path, channels: int):
    values = np.arange(256, dtype=np.uint16).reshape(16, 16, 1) * 257
    image = np.ascontiguousarray(np.repeat(values, channels, axis=2))
    if channels == 4:
        image[..., 3] = 65_535
    got = read(tmp_path / "deep.png", png(image))
    np.testing.assert_array_equal(got, np.repeat(values // 257, 3, axis=2).astype(np.uint8))


def test_sixteen_bits_are_rounded(tmp_path: Path):
    image = np.array([[[0] * 3, [128] * 3, [129] * 3, [65_534] * 3, [300] * 3]], np.uint16)
    assert read(tmp_path / "deep.png", png(image))[0, :, 0].tolist() == [0, 0, 1, 255, 1]


def test_floats_are_scaled(tmp_path: Path):
    image = np.array([[[0.0] * 3, [0.5] * 3, [1.0] * 3, [7.0] * 3, [-1.0] * 3]], np.float32)
    coded = cv2.imencode(".tiff", image)[1].tobytes()
    assert read(tmp_path / "float.tiff", coded)[0, :, 0].tolist() == [0, 128, 255, 255, 0]


def test_grey_becomes_three_equal_channels(tmp_path: Path):
    grey = noise(5, 3, 1)
    np.testing.assert_array_equal(read(tmp_path / "grey.png", png(grey)), np.repeat(grey, 3, axis=2))


def test_one_bit_pictures(tmp_path: Path):
    image = read(tmp_path / "bits.png", raw_png((8, 1), 1, 0, [b"\xa5"]))
    assert image[0, :, 1].tolist() == [255, 0, 255, 0, 0, 255, 0, 255]


def test_transparency_is_laid_on_white(tmp_path: Path):
    image = np.array([[[10, 20, 30, 255], [10, 20, 30, 0], [0, 100, 200, 51]]], np.uint8)
    got = read(tmp_path / "clear.png", png(image))
    assert got[0, :2].tolist() == [[10, 20, 30], [255, 255, 255]]
    np.testing.assert_allclose(got[0, 2], [204, 224, 244], atol=1)


def test_grey_with_alpha_and_palettes_with_a_clear_colour(tmp_path: Path):
    grey = read(tmp_path / "la.png", raw_png((2, 1), 8, 4, [bytes([100, 255, 100, 0])]))
    assert grey[0].tolist() == [[100] * 3, [255] * 3]
    palette = chunk(b"PLTE", bytes([255, 0, 0, 0, 255, 0])) + chunk(b"tRNS", bytes([255, 0]))
    assert read(tmp_path / "p.png", raw_png((2, 1), 8, 3, [b"\0\1"], palette))[0].tolist() == [[0, 0, 255], [255] * 3]


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".tiff", ".ppm", ".jp2", ".webp", ".avif", ".jpg", ".gif"])
def test_every_format_is_read(tmp_path: Path, suffix: str):
    image = np.full((64, 80, 3), (0, 0, 255), np.uint8)
    got = read(tmp_path / f"a{suffix}", cv2.imencode(suffix, image)[1].tobytes())
    assert got.shape == (64, 80, 3)
    assert np.abs(got.astype(int) - image).max() <= 4


@pytest.mark.parametrize("size", [(1, 1), (7680, 4320)])
def test_the_smallest_and_8k(tmp_path: Path, size: tuple[int, int]):
    image = read(tmp_path / "a.png", png(np.full((size[1], size[0], 3), 7, np.uint8)))
    assert image.shape == (size[1], size[0], 3)
    assert image.min() == image.max() == 7


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_the_result_can_be_shared(tmp_path: Path, channels: int):
    image = read(tmp_path / "a.png", png(noise(5, 4, channels), exif_block=exif(6)))
    assert image.dtype == np.uint8 and image.flags.c_contiguous and not image.flags.writeable


def test_names_in_any_script(tmp_path: Path):
    assert read(tmp_path / "Sommer 夏 %03d.png", png(noise(3, 2))).shape == (2, 3, 3)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"hello, this is text" * 9, "not a picture"),
        (png(noise(40, 40))[:60], "not a picture"),
        (png(noise(40, 40))[:2000], "not a picture"),
        (raw_png((40_000, 40_000), 8, 2, [b""]), "pixels"),
    ],
    ids=["empty", "text", "head only", "cut off", "too many pixels"],
)
def test_what_is_no_whole_picture_is_refused_by_name(tmp_path: Path, data: bytes, words: str):
    with pytest.raises(BackgroundError, match=r"bad\.png") as refused:
        read_picture(written(tmp_path / "bad.png", data), BackgroundError)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path):
    with pytest.raises(SourceError, match=r"gone\.png: No such file"):
        read_picture(tmp_path / "gone.png", SourceError)
    with pytest.raises(SourceError, match="Is a directory"):
        read_picture(tmp_path, SourceError)
