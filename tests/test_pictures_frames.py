"""Check the colours of decoded video frames: matrix, range, depth, alpha, with values computed from the standards."""

from __future__ import annotations

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange

from livebg.pictures import FrameConverter
from livebg.types import Image

BGR = [(0, 0, 255), (60, 220, 40), (200, 30, 90), (250, 250, 250), (5, 5, 5)]
# Kr and Kb of ITU-R BT.601-7, BT.709-6, BT.2020-2, SMPTE 240M.
MATRICES = {"601": (0.299, 0.114), "709": (0.2126, 0.0722), "2020": (0.2627, 0.0593), "240": (0.212, 0.087)}
UNSPECIFIED = 2  # in H.273


def ycbcr(bgr: tuple[int, int, int], matrix: str, full: bool) -> list[int]:
    """Give 8-bit Y', Cb, Cr of a colour, as the standards define them."""
    kr, kb = MATRICES[matrix]
    b, g, r = (value / 255 for value in bgr)
    y = kr * r + (1 - kr - kb) * g + kb * b
    cb, cr = (b - y) / (2 - 2 * kb), (r - y) / (2 - 2 * kr)
    coded = (255 * y, 128 + 255 * cb, 128 + 255 * cr) if full else (16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr)
    return [min(255, round(value)) for value in coded]


def plain(size: tuple[int, int], form: str, values: list[int], space: int, span: ColorRange) -> av.VideoFrame:
    """Give a frame of one colour. space: the matrix's number in H.273."""
    frame = av.VideoFrame(*size, form)
    for plane, value in zip(frame.planes, values, strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    frame.colorspace, frame.color_range = space, span
    return frame


def colour(image: Image) -> Image:
    """Give the one colour of a picture."""
    assert (image == image[0, 0]).all()
    return image[0, 0].astype(int)


@pytest.mark.parametrize(
    ("matrix", "space"), [("709", 1), ("601", 5), ("601", 6), ("240", 7), ("2020", 9), ("2020", 10)]
)
@pytest.mark.parametrize("span", [ColorRange.MPEG, ColorRange.JPEG])
@pytest.mark.parametrize("form", ["yuv420p", "yuv444p"])
def test_the_matrix_and_range_that_the_video_names_are_used(matrix: str, space: int, span: ColorRange, form: str):
    for bgr in BGR:
        frame = plain((64, 48), form, ycbcr(bgr, matrix, span == ColorRange.JPEG), space, span)
        np.testing.assert_allclose(colour(FrameConverter().picture(frame)), bgr, atol=2)


@pytest.mark.parametrize(("height", "matrix"), [(48, "601"), (576, "601"), (720, "709"), (1080, "709")])
@pytest.mark.parametrize("space", [UNSPECIFIED, 3, 8, 14])
def test_an_unnamed_or_unusual_matrix_is_chosen_by_the_height(height: int, matrix: str, space: int):
    for bgr in BGR:
        frame = plain((16, height), "yuv420p", ycbcr(bgr, matrix, False), space, ColorRange.UNSPECIFIED)
        np.testing.assert_allclose(colour(FrameConverter().picture(frame)), bgr, atol=2)


@pytest.mark.parametrize("span", [ColorRange.UNSPECIFIED, ColorRange.JPEG])
def test_yuvj_is_full_range_whatever_it_says(span: ColorRange):
    for bgr in BGR:
        frame = plain((64, 48), "yuvj420p", ycbcr(bgr, "601", True), UNSPECIFIED, span)
        np.testing.assert_allclose(colour(FrameConverter().picture(frame)), bgr, atol=2)


@pytest.mark.parametrize(
    "form",
    ["bgr24", "rgb24", "bgr0", "bgra", "gbrp", "rgb48le", "yuv420p10le", "yuv422p", "nv12", "p010le", "yuva420p"],
)
@pytest.mark.parametrize("size", [(64, 48), (63, 47), (1, 1)])
def test_every_pixel_format_and_odd_sizes(form: str, size: tuple[int, int]):
    image = np.full((size[1], size[0], 3), (60, 220, 40), np.uint8)
    frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format=form)
    got = FrameConverter().picture(frame)
    assert got.shape == image.shape
    np.testing.assert_allclose(got, image, atol=2)


@pytest.mark.parametrize(("form", "scale"), [("gray", 1), ("gray10le", 4), ("gray16le", 257)])
def test_grey_is_full_range(form: str, scale: int):
    values = np.array([[0, 1, 128, 254, 255]] * 2)
    pixels = (values * scale).astype(np.uint8 if form == "gray" else np.uint16)
    got = FrameConverter().picture(av.VideoFrame.from_ndarray(pixels, format=form))
    assert got.shape == (2, 5, 3)
    np.testing.assert_allclose(got, np.repeat(values[..., None], 3, axis=2), atol=1)


def test_bgr_is_exact():
    image = np.random.default_rng(1).integers(0, 256, (47, 63, 3), dtype=np.uint8)
    for form in ("bgr24", "bgra", "gbrp"):
        frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format=form)
        np.testing.assert_array_equal(FrameConverter().picture(frame), image)


def test_transparency_is_laid_on_white():
    image = np.array([[[60, 220, 40, 255], [60, 220, 40, 0], [60, 220, 40, 128]]] * 2, np.uint8)
    got = FrameConverter().picture(av.VideoFrame.from_ndarray(image, format="bgra"))
    assert got[0, :2].tolist() == [[60, 220, 40], [255, 255, 255]]
    np.testing.assert_allclose(got[0, 2], [157, 237, 147], atol=1)


def test_one_converter_takes_frames_of_all_kinds_in_turn():
    converter = FrameConverter()
    for _ in range(2):
        for size, form in (((64, 48), "yuv420p"), ((31, 17), "bgra"), ((64, 48), "yuvj420p")):
            image = np.full((size[1], size[0], 3), (60, 220, 40), np.uint8)
            frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format=form)
            np.testing.assert_allclose(colour(converter.picture(frame)), (60, 220, 40), atol=2)


def test_pictures_are_read_only_and_their_own():
    converter = FrameConverter()
    first = converter.picture(plain((64, 48), "yuv420p", [40, 128, 128], 1, ColorRange.MPEG))
    kept = first.copy()
    second = converter.picture(plain((64, 48), "yuv420p", [200, 128, 128], 1, ColorRange.MPEG))
    assert not np.shares_memory(first, second)
    np.testing.assert_array_equal(first, kept)
    assert first.dtype == np.uint8 and first.flags.c_contiguous and not first.flags.writeable


def test_the_frame_itself_is_left_as_it_is():
    frame = plain((64, 48), "yuv420p", [40, 128, 128], UNSPECIFIED, ColorRange.UNSPECIFIED)
    FrameConverter().picture(frame)
    assert (frame.colorspace, frame.color_range) == (UNSPECIFIED, ColorRange.UNSPECIFIED)
