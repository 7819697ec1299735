"""Hold how still files and decoded frames become pictures: colours, orientation, depth, transparency, and what is refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from livebg.errors import BackgroundError, SourceError
from livebg.pictures import FrameConverter, exif_orientation, on_white, read_picture
from livebg.types import Image
from tests.clips import UNNAMED_MATRIX, plain

# One colour per corner, so that every one of the eight orientations looks different; BGR.
TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT = (0, 0, 255), (0, 255, 0), (255, 0, 0), (0, 255, 255)


def corners(width: int = 48, height: int = 32) -> Image:
    image = np.empty((height, width, 3), np.uint8)
    top, left = height // 2, width // 2
    image[:top, :left], image[:top, left:] = TOP_LEFT, TOP_RIGHT
    image[top:, :left], image[top:, left:] = BOTTOM_LEFT, BOTTOM_RIGHT
    return image


def stored_as(upright: Image, orientation: int) -> Image:
    """Give what a camera stores so that a viewer who obeys `orientation` sees `upright`; by EXIF 2.3's own words."""
    return {
        1: lambda: upright,
        2: lambda: upright[:, ::-1],
        3: lambda: upright[::-1, ::-1],
        4: lambda: upright[::-1],
        5: lambda: upright.transpose(1, 0, 2),
        6: lambda: np.rot90(upright, 1),  # row 0 is the visual right side: stored turned anticlockwise
        7: lambda: upright[::-1, ::-1].transpose(1, 0, 2),
        8: lambda: np.rot90(upright, -1),
    }[orientation]()


def exif(orientation: int, order: str = "<") -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return head + struct.pack(f"{order}IH", 8, 1) + entries + struct.pack(f"{order}I", 0)


def save(path: Path, image: np.ndarray, block: bytes = b"") -> Path:
    parameters = [cv2.IMWRITE_JPEG_QUALITY, 98] if path.suffix == ".jpg" else []
    if block:
        ok, data = cv2.imencodeWithMetadata(
            path.suffix, np.ascontiguousarray(image), [cv2.IMAGE_METADATA_EXIF], [np.frombuffer(block, np.uint8)], parameters
        )
    else:
        ok, data = cv2.imencode(path.suffix, image, parameters)
    assert ok
    path.write_bytes(data.tobytes())
    return path


def palette_png(rows: bytes, width: int, height: int, palette: bytes, alphas: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = b"".join(b"\0" + rows[y * width : (y + 1) * width] for y in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", palette)
        + (chunk(b"tRNS", alphas) if alphas else b"")
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def assert_ready(image: Image) -> None:
    assert image.dtype == np.uint8 and image.ndim == 3 and image.shape[2] == 3
    assert image.flags.c_contiguous and not image.flags.writeable


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_picture_is_turned_upright_by_its_exif_orientation(tmp_path: Path, orientation: int, suffix: str):
    path = save(tmp_path / f"turned{suffix}", stored_as(corners(), orientation), exif(orientation))
    image = read_picture(path, SourceError)
    assert_ready(image)
    assert image.shape == (32, 48, 3)
    for (y, x), colour in zip(
        [(4, 4), (4, 43), (27, 4), (27, 43)], [TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT], strict=True
    ):
        np.testing.assert_allclose(image[y, x].astype(int), colour, atol=6)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_read_in_both_byte_orders(order: str):
    assert exif_orientation(exif(6, order)) == 6


@pytest.mark.parametrize("block", [b"", b"II*\0", exif(6)[:12], exif(0), exif(9), b"nonsense" * 4, b"II*\0\xff\xff\xff\xff"])
def test_a_broken_or_impossible_orientation_means_upright(block: bytes):
    assert exif_orientation(block) == 1


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bits_are_scaled_not_cut(tmp_path: Path, suffix: str):
    deep = np.array([[[0, 257 * 100, 65535]], [[257 * 200, 257, 257 * 254]]], np.uint16)
    image = read_picture(save(tmp_path / f"deep{suffix}", deep), SourceError)
    assert_ready(image)
    assert image.tolist() == [[[0, 100, 255]], [[200, 1, 254]]]


@pytest.mark.parametrize("top", [255, 65535])
def test_grey_becomes_three_equal_channels(tmp_path: Path, top: int):
    grey = np.array([[0, top // 255 * 77], [top // 255 * 128, top]], np.uint8 if top == 255 else np.uint16)
    image = read_picture(save(tmp_path / "grey.png", grey), SourceError)
    assert_ready(image)
    assert image.tolist() == [[[0] * 3, [77] * 3], [[128] * 3, [255] * 3]]


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_transparency_is_laid_on_white(tmp_path: Path, depth: type):
    clear = np.array([[[10, 20, 30, 255], [10, 20, 30, 0], [0, 0, 0, 51], [200, 100, 0, 128]]], np.uint8)
    stored = clear.astype(depth) * (257 if depth is np.uint16 else 1)
    image = read_picture(save(tmp_path / "clear.png", stored), SourceError)
    assert_ready(image)
    expected = [[10, 20, 30], [255, 255, 255], [204, 204, 204], [227, 177, 127]]
    np.testing.assert_allclose(image[0].astype(int), expected, atol=1)


def test_an_opaque_picture_with_alpha_keeps_its_colours_exactly():
    image = np.dstack([corners(), np.full((32, 48), 255, np.uint8)])
    assert np.array_equal(on_white(image), corners())


def test_a_palette_becomes_colours_and_its_transparent_entry_white(tmp_path: Path):
    path = tmp_path / "palette.png"
    path.write_bytes(palette_png(bytes([0, 1, 2, 0]), 2, 2, bytes([255, 0, 0, 0, 255, 0, 9, 9, 9]), b"\xff\xff\x00"))
    assert read_picture(path, SourceError).tolist() == [[[0, 0, 255], [0, 255, 0]], [[255, 255, 255], [0, 0, 255]]]


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp", ".tiff"])
def test_one_pixel_is_a_picture(tmp_path: Path, suffix: str):
    image = read_picture(save(tmp_path / f"one{suffix}", plain((128, 128, 128), (1, 1))), SourceError)
    assert_ready(image)
    np.testing.assert_allclose(image, 128, atol=2)


def test_odd_sizes_and_unicode_names_are_read(tmp_path: Path):
    path = save(tmp_path / "Grüße 背景 😀.png", corners(17, 9))
    assert np.array_equal(read_picture(path, SourceError), corners(17, 9))


@pytest.mark.parametrize("error", [SourceError, BackgroundError])
def test_what_is_no_picture_is_refused_by_name_in_the_callers_words(tmp_path: Path, error: type):
    whole = save(tmp_path / "whole.png", corners()).read_bytes()
    bad = {"empty.png": b"", "text.jpg": b"hello\n" * 50, "cut.png": whole[:40], "head.jpg": b"\xff\xd8\xff\xe0"}
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(error) as caught:
            read_picture(tmp_path / name, error)
        assert str(tmp_path / name) in str(caught.value) and "\n" not in str(caught.value)
    for path in (tmp_path / "missing.png", tmp_path):
        with pytest.raises(error, match="cannot read the picture") as caught:
            read_picture(path, error)
        assert str(path) in str(caught.value)


def test_a_picture_too_large_to_decode_is_refused(tmp_path: Path):
    path = tmp_path / "vast.png"
    path.write_bytes(palette_png(b"", 60000, 0, b"\0\0\0").replace(struct.pack(">II", 60000, 0), struct.pack(">II", 60000, 60000)))
    with pytest.raises(SourceError, match=r"vast\.png") as caught:
        read_picture(path, SourceError)
    assert "\n" not in str(caught.value)


def decoded(image: Image, pixels: str, matrix: Colorspace, value_range: ColorRange) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(image, format="bgra" if image.shape[2] == 4 else "bgr24")
    return frame.reformat(format=pixels, dst_colorspace=matrix, dst_color_range=value_range)


COLOURS = [(0, 0, 0), (255, 255, 255), (30, 60, 200), (40, 200, 60), (220, 80, 30), (128, 128, 128)]


@pytest.mark.parametrize("bgr", COLOURS)
@pytest.mark.parametrize(
    ("pixels", "matrix", "value_range"),
    [
        ("yuv420p", Colorspace.ITU601, ColorRange.MPEG),
        ("yuv420p", Colorspace.ITU709, ColorRange.MPEG),
        ("yuv420p", Colorspace.ITU709, ColorRange.JPEG),
        ("yuv444p", Colorspace.ITU601, ColorRange.JPEG),
        ("yuv420p10le", Colorspace.ITU709, ColorRange.MPEG),
        ("yuv422p10le", Colorspace.ITU601, ColorRange.MPEG),
        ("nv12", Colorspace.ITU709, ColorRange.MPEG),
    ],
)
def test_colours_come_back_by_the_frames_own_matrix_and_range(
    bgr: tuple[int, int, int], pixels: str, matrix: Colorspace, value_range: ColorRange
):
    frame = decoded(plain(bgr), pixels, matrix, value_range)
    frame.colorspace, frame.color_range = matrix, value_range
    image = FrameConverter().picture(frame)
    assert_ready(image)
    np.testing.assert_allclose(image.reshape(-1, 3).astype(int), np.broadcast_to(bgr, (64 * 48, 3)), atol=3)


@pytest.mark.parametrize(("height", "matrix"), [(48, Colorspace.ITU601), (720, Colorspace.ITU709)])
def test_a_frame_without_a_matrix_is_601_when_small_and_709_when_hd(height: int, matrix: Colorspace):
    frame = decoded(plain((30, 60, 200), (32, height)), "yuv420p", matrix, ColorRange.MPEG)
    frame.colorspace, frame.color_range = UNNAMED_MATRIX, ColorRange.UNSPECIFIED
    np.testing.assert_allclose(FrameConverter().picture(frame)[5, 5].astype(int), (30, 60, 200), atol=3)


@pytest.mark.parametrize("pixels", ["gray", "gray10le", "bgr24", "rgb24", "rgb48le", "gbrp"])
def test_grey_and_rgb_frames_keep_their_levels(pixels: str):
    grey = plain((90, 90, 90))
    frame = decoded(grey, pixels, Colorspace.ITU601, ColorRange.JPEG)
    np.testing.assert_allclose(FrameConverter().picture(frame).astype(int), grey, atol=1)


@pytest.mark.parametrize("pixels", ["bgra", "rgba", "gbrap", "yuva444p"])
def test_transparent_frames_are_laid_on_white(pixels: str):
    clear = np.zeros((16, 16, 4), np.uint8)
    clear[:, 8:] = (10, 20, 200, 255)
    frame = decoded(clear, pixels, Colorspace.ITU601, ColorRange.JPEG)
    frame.colorspace, frame.color_range = Colorspace.ITU601, ColorRange.JPEG
    image = FrameConverter().picture(frame)
    np.testing.assert_allclose(image[4, 2].astype(int), (255, 255, 255), atol=3)
    np.testing.assert_allclose(image[4, 13].astype(int), (10, 20, 200), atol=4)


@pytest.mark.parametrize("size", [(1, 1), (17, 9), (3, 64), (65, 33)])
def test_odd_sizes_of_frames_are_kept(size: tuple[int, int]):
    frame = av.VideoFrame.from_ndarray(plain((10, 120, 240), size), format="bgr24")
    image = FrameConverter().picture(frame)
    assert_ready(image)
    assert np.array_equal(image, plain((10, 120, 240), size))
