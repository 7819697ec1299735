"""Turn still files and decoded video frames into upright 8-bit BGR pictures."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from livebg.errors import LivebgError
from livebg.types import Image

PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".jp2", ".pgm", ".ppm"}
)
HD_LINES = 720  # from here on, video that does not name its matrix is taken for BT.709, below for BT.601
ORIENTATION_TAG, SHORT = 0x0112, 3  # EXIF 2.3, 4.6.4.A, and the type of its value
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
# EXIF's orientation as (transpose, OpenCV's flip afterwards: 1 = left-right, 0 = top-bottom, -1 = both).
_TURNS: dict[int, tuple[bool, int | None]] = {
    1: (False, None),
    2: (False, 1),
    3: (False, -1),
    4: (False, 0),
    5: (True, None),
    6: (True, 1),
    7: (True, -1),
    8: (True, 0),
}


def read_picture(path: Path, error: type[LivebgError]) -> Image:
    """Read a still picture: (H, W, 3) uint8 BGR, C-contiguous, read-only, upright by its EXIF orientation.

    16-bit pictures are scaled, grey ones get three equal channels, transparent ones are laid on white; of an animation it is the
    first picture. Raises `error` when the file is missing, unreadable or no picture.
    """
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)  # cv2.imread fails on names outside the code page
    except OSError as problem:
        raise error(f"cannot read the picture {path}: {problem.strerror or problem}") from problem
    try:
        image, kinds, blocks = (
            cv2.imdecodeWithMetadata(data, flags=cv2.IMREAD_UNCHANGED) if data.size else (None, (), ())
        )
    except (cv2.error, MemoryError) as problem:  # too large, or a decoder that gave up
        too_large = isinstance(problem, MemoryError) or "MAX_IMAGE" in str(problem)
        reason = "it has too many pixels; make it smaller" if too_large else "it is damaged"
        raise error(f"cannot decode the picture {path}: {reason}") from problem
    if image is None:
        raise error(
            f"{path} is not a picture that can be decoded; expected a whole JPEG, PNG, WebP, BMP, TIFF or AVIF file"
        )
    exif = next((bytes(b) for kind, b in zip(kinds, blocks, strict=True) if kind == cv2.IMAGE_METADATA_EXIF), b"")
    return _read_only(_turned(_bgr(_eight_bit(image)), *_TURNS[exif_orientation(exif)]))


def _read_only(image: Image) -> Image:
    packed = np.ascontiguousarray(image, dtype=np.uint8)
    packed.flags.writeable = False
    return packed


def _eight_bit(image: NDArray[Any]) -> Image:
    """Scale whole numbers by their type's range, and floats from [0, 1], to uint8; nothing in range is clipped."""
    if image.dtype == np.uint8:
        return np.asarray(image, dtype=np.uint8)
    if image.dtype.kind == "f":
        image = np.clip(np.nan_to_num(image), 0, 1)
    scale = 1.0 if image.dtype.kind == "f" else np.iinfo(image.dtype).max
    return np.asarray(cv2.convertScaleAbs(image, alpha=255.0 / scale), dtype=np.uint8)


def _bgr(image: Image) -> Image:
    """Turn (H, W) grey, (H, W, 3) BGR or (H, W, 4) BGRA into BGR."""
    if image.ndim == 2 or image.shape[2] == 1:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    return on_white(image) if image.shape[2] == 4 else image


def on_white(image: Image) -> Image:
    """Lay a picture on white. image: (H, W, 4) uint8 BGRA, straight alpha. Returns (H, W, 3) uint8 BGR."""
    colour = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGRA2BGR), dtype=np.uint8)
    alpha = cv2.extractChannel(image, 3)
    if cv2.minMaxLoc(alpha)[0] == 255:
        return colour
    opacity = cv2.merge([alpha] * 3)
    covered = cv2.multiply(colour, opacity, scale=1 / 255)
    return np.asarray(cv2.add(covered, cv2.bitwise_not(opacity)), dtype=np.uint8)


def _turned(image: Image, transpose: bool, flip: int | None) -> Image:
    if transpose:
        image = np.asarray(cv2.transpose(image), dtype=np.uint8)
    return image if flip is None else np.asarray(cv2.flip(image, flip), dtype=np.uint8)


def exif_orientation(exif: bytes) -> int:
    """Give the orientation, 1 to 8 (1 = upright), of an EXIF block that begins with its TIFF header; 1 when it says none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (directory,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, directory + 2 + 12 * entry)
            if tag == ORIENTATION_TAG and kind == SHORT and value in _TURNS:
                return int(value)
    except struct.error:  # cut short: some programs leave such blocks in good pictures
        return 1
    return 1


class FrameConverter:
    """Turn decoded video frames into pictures; keeps what libswscale has prepared for frames of one kind. One thread at a time."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def picture(self, frame: av.VideoFrame) -> Image:
        """Give (H, W, 3) uint8 BGR, read-only, upright, by the frame's own matrix and range; transparency on white.

        Where it names no matrix: BT.601 or BT.709 by its height. Raises FFmpegError for a pixel format that cannot be converted.
        """
        by_size = Colorspace.ITU709 if frame.height >= HD_LINES else Colorspace.ITU601
        matrix = _MATRICES.get(int(frame.colorspace), by_size)
        full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith(("yuvj", "gray"))
        has_alpha = frame.format.has_palette or any(part.is_alpha for part in frame.format.components)
        converted = self._reformatter.reformat(
            frame,
            format="bgra" if has_alpha else "bgr24",
            src_colorspace=matrix,
            src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT,
            threads=1,
        )
        image = np.asarray(converted.to_ndarray(), dtype=np.uint8)
        return _read_only(_turned(_bgr(image), *_upright(frame)))


def _upright(frame: av.VideoFrame) -> tuple[bool, int | None]:
    """Give how to turn a frame by its display matrix, mirrored ones too: (transpose, OpenCV's flip afterwards).

    The matrix takes a stored pixel (x, y) to (a x + c y, b x + d y), y downwards; angles between are rounded to right ones.
    """
    try:
        side_data: Any = frame.side_data
        a, b, _, c, d = np.frombuffer(side_data["DISPLAYMATRIX"], np.int32)[:5].tolist()
    except KeyError:
        return False, None
    except ValueError:  # PyAV gives no side data at all when it does not know one kind of it; the angle is left
        return _TURNS[{0: 1, 1: 8, 2: 3, 3: 6}[round(frame.rotation / 90) % 4]]
    transpose = abs(b) + abs(c) > abs(a) + abs(d)
    across, down = (c, b) if transpose else (a, d)
    return transpose, {(True, True): -1, (True, False): 1, (False, True): 0}.get((across < 0, down < 0))
