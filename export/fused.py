"""Export the whole frame as one fp16 ONNX graph, and hold it to the CPU path on the bundled clip."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from export.backends import first_state, input_size
from export.fused_graph import FusedFrame, halvings
from export.onnx_model import export_onnx, export_quietly, load_alpha, simplified
from livebg.assets import asset
from livebg.backgrounds.stills import fit_picture
from livebg.compose import over
from livebg.errors import ModelError, UsageError
from livebg.mattes import refine
from livebg.segmenters.onnx import ModelCard, OnnxSegmenter, open_session
from livebg.settings import CameraSettings, LookSettings
from livebg.sources import open_source
from livebg.types import Image, Size

CLIP_FRAMES = 30
MOST_LEVELS = 2.0  # of 255: what 99.9 % of the composite's values may differ from the CPU path's
FUSED_KEY, SIZE_KEY = "livebg.fused", "livebg.size"
INPUTS = ["frame", "background", "look", "state"]
OUTPUTS = ["composite", "matte", "next_state"]


@dataclass(frozen=True)
class Parity:
    """Hold how far the graph's composites are from the CPU path's, in grey levels of 255, over `frames` frames with state."""

    frames: int
    p999: float
    largest: float
    matte_largest: float


def export_fused(weights: Path, output: Path, size: Size) -> Parity:
    """Write the graph of a network for frames of `size` (width, height), and give its distance from the CPU path in fp32.

    Raises ModelError when it is further than `MOST_LEVELS`, or gives what is not a number; nothing is left at `output` then.
    """
    alpha, card, _ = load_alpha(weights, weights.stem, "")
    network_size = input_size(card, size)
    _check_size(size, network_size)
    beside = output.with_name(f".{output.stem}.partial.onnx")
    output.parent.mkdir(parents=True, exist_ok=True)
    feed = first_inputs(card, size, network_size)
    names = OUTPUTS + ["next_memory"][: len(feed) - len(INPUTS)]
    try:
        fused = FusedFrame(alpha, card, network_size).eval()
        export_quietly(fused, tuple(torch.from_numpy(part) for part in feed.values()), beside, list(feed), names)
        model = simplified(onnx.load(beside))
        onnx.helper.set_model_props(model, {FUSED_KEY: card.model_dump_json(), SIZE_KEY: f"{size[0]}x{size[1]}"})
        onnx.save(model, beside)
        with tempfile.TemporaryDirectory(prefix="livebg-") as scratch:
            plain = Path(scratch) / "plain.onnx"
            export_onnx(weights, plain, weights.stem, "")
            parity = compare(beside, plain, card, size)
        if not parity.p999 <= MOST_LEVELS:
            raise ModelError(
                f"the fused graph differs from the CPU path by {parity.p999:g} grey levels (p99.9); at most {MOST_LEVELS:g} are allowed"
            )
        os.replace(beside, output)
    finally:
        beside.unlink(missing_ok=True)
    return parity


def _check_size(size: Size, network: Size) -> None:
    """Raise UsageError for a size that the graph cannot halve as the CPU path does."""
    step = 2 ** halvings(size, network)
    if size[0] % step or size[1] % step or size[0] < network[0] or size[1] < network[1]:
        raise UsageError(
            f"--size {size[0]}x{size[1]} does not go with a network of {network[0]}x{network[1]}: "
            f"expected both sides multiples of {step}, and not below the network's"
        )


def first_inputs(card: ModelCard, size: Size, network: Size) -> dict[str, NDArray[Any]]:
    """Give the graph's inputs at the beginning: black pictures, the default look, no past."""
    look = LookSettings()
    feed: dict[str, NDArray[Any]] = {
        "frame": np.zeros((size[1], size[0], 3), np.uint8),
        "background": np.zeros((size[1], size[0], 3), np.uint8),
        "look": np.array([look.smoothing, look.edges], np.float32),
        "state": np.zeros((1, 3, network[1], network[0]), np.float32),
    }
    for array in first_state(card, network).values():
        feed["memory"] = array.astype(np.float16)
    return feed


def clip_at(size: Size) -> Iterator[Image]:
    """Give the first frames of the bundled clip at `size` (width, height)."""
    with closing(open_source(CameraSettings(source=str(asset("demo/person.mp4"))), paced=False)) as source:
        for frame in islice(source, CLIP_FRAMES):
            yield np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def compare(path: Path, onnx_model: Path, card: ModelCard, size: Size) -> Parity:
    """Run the graph and the CPU path side by side over the clip, each with its own state and the default look. Raises ModelError."""
    session = open_session(path)
    look, segmenter = LookSettings(), OnnxSegmenter(onnx_model, threads=1)
    room = cv2.imread(str(asset("backgrounds/study.jpg")))
    backdrop = fit_picture(np.asarray(room, dtype=np.uint8), size, "cover")
    feed = first_inputs(card, size, input_size(card, size)) | {"background": backdrop}
    counts, matte_largest, past, memory = np.zeros(256, np.int64), 0.0, None, None
    for image in clip_at(size):
        small, memory = segmenter.segment(image, memory)
        matte, past = refine(small, image, look, past)
        composite, own, *following = session.run(None, feed | {"frame": image})
        feed |= dict(zip([name for name in ("state", "memory") if name in feed], following, strict=True))
        if not np.isfinite(own).all():
            raise ModelError("the fused graph gives alpha that is not a number: it overflows in fp16")
        matte_largest = max(matte_largest, float(np.abs(own - small).max()))
        counts += np.bincount(cv2.absdiff(composite, over(image, backdrop, matte)).ravel(), minlength=256)
    share = np.cumsum(counts) / counts.sum()
    return Parity(CLIP_FRAMES, float(np.argmax(share >= 0.999)), float(np.flatnonzero(counts)[-1]), matte_largest)
