"""Write small real videos for tests: plain colours, any pixel format, timing, rotation and sound."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from livebg.types import Image

UNNAMED_MATRIX = 2  # in H.273
GREYS = (20, 60, 100, 140, 180, 220)


def plain(bgr: tuple[int, int, int], size: tuple[int, int] = (64, 48)) -> Image:
    """Give (H, W, 3) uint8 BGR of one colour."""
    return np.full((size[1], size[0], 3), bgr, np.uint8)


def greys(size: tuple[int, int] = (64, 48), levels: Sequence[int] = GREYS) -> list[Image]:
    """Give pictures that can be told apart by their level after any codec."""
    return [plain((level, level, level), size) for level in levels]


def level(image: Image) -> int:
    """Give the mean level of a picture."""
    return round(float(image.mean()))


def write_clip(
    path: Path,
    images: Sequence[Image],
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    matrix: Colorspace = Colorspace.ITU601,
    full: bool = False,
    tagged: bool = True,
    times: Sequence[int] | None = None,
    unit: Fraction = Fraction(1, 25),
    rotation: int = 0,
    sound_tracks: int = 0,
    muxer: dict[str, str] | None = None,
    key_every: int = 12,
) -> Path:
    """Write pictures as a video. times: in units of `unit`, None = 0, 1, 2 ...; matrix and full: how colours are stored;
    tagged: the file says so. Returns path.
    """  # fmt: skip
    height, width = images[0].shape[:2]
    with av.open(str(path), "w", options=muxer or {}) as container:
        stream = container.add_stream(codec, rate=Fraction(1) / unit)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.codec_context.gop_size = key_every
        stream.codec_context.time_base = unit
        if codec == "libx264":
            stream.options = {"crf": "8", "preset": "veryfast", "threads": "1"}
        wanted_range = ColorRange.JPEG if full else ColorRange.MPEG
        if tagged and pixels.startswith("yuv"):
            stream.codec_context.colorspace = matrix
            stream.codec_context.color_range = wanted_range
        if rotation:
            stream.set_display_rotation(rotation)
        voices = [container.add_stream("aac", rate=16000, layout="mono") for _ in range(sound_tracks)]
        for number, image in enumerate(images):
            frame = av.VideoFrame.from_ndarray(image, format="bgra" if image.shape[2] == 4 else "bgr24").reformat(
                format=pixels, dst_colorspace=matrix, dst_color_range=wanted_range
            )
            frame.pts, frame.time_base = (number if times is None else times[number]), unit
            if not tagged:
                frame.colorspace = UNNAMED_MATRIX
                frame.color_range = ColorRange.UNSPECIFIED
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        for voice in voices:
            silence = av.AudioFrame.from_ndarray(np.zeros((1, 4000), np.float32), format="fltp", layout="mono")
            silence.rate, silence.pts = 16000, 0
            container.mux(voice.encode(silence))
            container.mux(voice.encode())
    return path
