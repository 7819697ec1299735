"""Give benchmarks their input, the bundled clip, and the name of the machine."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from livebg.assets import asset
from livebg.settings import CameraSettings
from livebg.sources import open_source
from livebg.types import Frame, Image, Size

CLIP_FRAMES = 60  # decoded once and kept, so that decoding is not measured


def device_name() -> str:
    """Give the CPU's name as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def clip_pictures(size: Size) -> list[Image]:
    """Give the first frames of the bundled clip at `size` (width, height)."""
    with closing(open_source(CameraSettings(source=str(asset("demo/person.mp4"))), paced=False)) as source:
        return [
            np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
            for frame in islice(source, CLIP_FRAMES)
        ]


def play(images: list[Image], count: int) -> Iterator[Frame]:
    """Play pictures forth and back, so that motion stays continuous."""
    there_and_back = images + images[::-1]
    for index in range(count):
        yield Frame(there_and_back[index % len(there_and_back)], index, index / 30)
