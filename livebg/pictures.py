"""Turn still files and decoded video frames into upright 8-bit BGR pictures."""

from __future__ import annotations

import os
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from livebg.errors import LivebgError
from livebg.types import Image

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".jp2"})
HD_LINES = 720  # from here on, video that does not name its matrix is taken for BT.709, below for BT.601
MOST_PIXELS = 1 << 28  # 16384x16384: a larger picture would take gigabytes
# By their numbers in H.273, which is how files name them.
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
_EXIF_TURNS = cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH  # these honour EXIF orientation; IMREAD_UNCHANGED does not


def read_picture(path: Path, error: type[LivebgError]) -> Image:
    """Read a still picture: (H, W, 3) uint8 BGR, upright by its EXIF orientation.

    16-bit pictures are scaled, grey ones get three equal channels, transparent ones are laid on white. Raises `error` when the
    file is missing, unreadable or no picture.
    """
    try:
        data = np.fromfile(path, dtype=np.uint8)  # cv2.imread fails on names outside the system's code page
    except OSError as problem:
        raise error(f"cannot read the picture {path}: {os.strerror(problem.errno or 0)}") from problem
    try:
        image = cv2.imdecode(data, _EXIF_TURNS) if data.size else None
        whole = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if image is not None else None
    except cv2.error as problem:  # too large, or a decoder that gave up
        raise error(f"cannot decode the picture {path}: {problem.err}") from problem
    if image is None or whole is None:
        raise error(
            f"{path} is not a picture that can be decoded; expected a whole JPEG, PNG, WebP, BMP, TIFF or AVIF file"
        )
    if whole.ndim == 3 and whole.shape[2] == 4 and whole.shape[:2] == image.shape[:2]:
        image = _on_white(whole)
    return _eight_bit(np.asarray(image))


def _eight_bit(image: np.ndarray) -> Image:
    """Scale whole numbers by their type's range and floats from [0, 1] to (H, W, 3) uint8."""
    if image.dtype == np.uint16:
        image = (image.astype(np.uint32) * 255 + 32_767) // 65_535
    elif image.dtype.kind == "f":
        image = np.clip(np.nan_to_num(image), 0, 1) * 255
    return np.ascontiguousarray(image, dtype=np.uint8)


def _on_white(image: np.ndarray) -> np.ndarray:
    """Lay a BGRA picture of any depth on white; keeps the depth."""
    top = float(np.iinfo(image.dtype).max) if image.dtype.kind == "u" else 1.0
    alpha = image[:, :, 3:].astype(np.float32) / top
    mixed = image[:, :, :3] * alpha + top * (1 - alpha)
    return np.asarray(np.rint(mixed) if image.dtype.kind == "u" else mixed, dtype=image.dtype)


class FrameConverter:
    """Turn decoded video frames into pictures; keeps what libswscale has prepared for frames of one kind. One thread at a time."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def picture(self, frame: av.VideoFrame) -> Image:
        """Give (H, W, 3) uint8 BGR, upright, by the frame's own matrix and range; 601 or 709 by size where it names none."""
        by_size = Colorspace.ITU709 if frame.height >= HD_LINES else Colorspace.ITU601
        matrix = _MATRICES.get(int(frame.colorspace), by_size)
        full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith(("yuvj", "gray"))
        converted = self._reformatter.reformat(
            frame,
            format="bgr24",
            src_colorspace=matrix,
            src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT,
            threads=1,
        )
        image = np.asarray(converted.to_ndarray(), dtype=np.uint8)
        return np.ascontiguousarray(np.rot90(image, round(frame.rotation / 90)))
