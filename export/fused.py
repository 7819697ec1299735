"""Export the whole frame as one fp16 ONNX graph, and hold it to the CPU path on the bundled clip."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError
from numpy.typing import NDArray

from export.backends import first_state, input_size
from export.fused_graph import FusedFrame, fits
from export.half_model import refuse_overflow
from export.half_weights import load_float
from export.onnx_model import export_onnx, export_quietly, load_alpha, simplified
from livebg.assets import asset
from livebg.backgrounds.stills import fit_picture
from livebg.errors import ModelError, UsageError
from livebg.renderers import CpuRenderer
from livebg.segmenters.fused import FUSED_KEY, SIZE_KEY, WEIGHTS_KEY, look_of
from livebg.segmenters.onnx import ModelCard, OnnxSegmenter, network_input, open_session
from livebg.settings import CameraSettings, LookSettings, parse_size
from livebg.sources import open_source
from livebg.types import Image, Size

CLIP_FRAMES = 30
MOST_LEVELS = 2.0  # of 255: what 99.9 % of the composite's values may differ from the CPU path's
INPUTS = ["frame", "background", "look", "state"]
OUTPUTS = ["composite", "matte", "next_state"]


@dataclass(frozen=True)
class Parity:
    """Hold how far the graph's composites are from the CPU path's, in grey levels of 255, over `frames` frames with state."""

    model: str
    size: Size
    frames: int
    p999: float
    largest: float
    matte_largest: float

    @property
    def within(self) -> bool:
        """Tell whether the limit holds; NaN does not."""
        return self.p999 <= MOST_LEVELS


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
        entries = {FUSED_KEY: card.model_dump_json(), SIZE_KEY: f"{size[0]}x{size[1]}"}
        onnx.helper.set_model_props(model, entries | {WEIGHTS_KEY: hashlib.sha256(weights.read_bytes()).hexdigest()})
        onnx.save(model, beside)
        with tempfile.TemporaryDirectory(prefix="livebg-") as scratch:
            plain = Path(scratch) / "plain.onnx"
            export_onnx(weights, plain, weights.stem, "")
            _refuse_overflow(plain, card, size)
            parity = compare(beside, plain, card, size)
        if not parity.within:
            raise ModelError(
                f"the fused graph differs from the CPU path by {parity.p999:g} grey levels (p99.9); at most {MOST_LEVELS:g} are allowed"
            )
        os.replace(beside, output)
    finally:
        beside.unlink(missing_ok=True)
    return parity


def _check_size(size: Size, network: Size) -> None:
    """Raise UsageError for a size at which the graph cannot follow the CPU path."""
    if not fits(size, network):
        raise UsageError(
            f"--size {size[0]}x{size[1]} does not go with a network of {network[0]}x{network[1]}: "
            "expected 2 to 16 times its sides, and even ones, such as 1280x720"
        )


def _refuse_overflow(plain: Path, card: ModelCard, size: Size) -> None:
    """Raise ModelError when the network's fp32 values on the clip come near what fp16 can hold."""
    network = input_size(card, size)
    memory = first_state(card, network)
    feeds = [{"src": network_input(image, network, card), **memory} for image in islice(clip_at(size), 0, None, 10)]
    refuse_overflow(load_float(plain), feeds)


def properties(path: Path) -> dict[str, str]:
    """Give what an ONNX file says of itself; nothing for a file that is none."""
    try:
        return {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    except (OSError, DecodeError):
        return {}


def verify_fused(path: Path, weights: Path) -> Parity:
    """Hold a fused graph against the CPU path of the network that it was made of, in fp32. weights: the folder of its weights.

    Raises ModelError when those are not there.
    """
    said = properties(path)
    card = ModelCard.model_validate_json(said[FUSED_KEY])
    own = weights / f"{card.name}.safetensors"
    if not own.is_file():
        raise ModelError(
            f"{path} was made of {card.name}, whose weights are not in {weights}; name their folder: --weights DIR"
        )
    with tempfile.TemporaryDirectory(prefix="livebg-") as scratch:
        plain = Path(scratch) / "plain.onnx"
        export_onnx(own, plain, card.name, "")
        return compare(path, plain, card, parse_size(said[SIZE_KEY]))


def first_inputs(card: ModelCard, size: Size, network: Size) -> dict[str, NDArray[Any]]:
    """Give the graph's inputs at the beginning: black pictures, the default look, no past."""
    feed: dict[str, NDArray[Any]] = {
        "frame": np.zeros((size[1], size[0], 3), np.uint8),
        "background": np.zeros((size[1], size[0], 3), np.uint8),
        "look": np.array(look_of(LookSettings(), np.zeros((size[1], size[0], 3), np.uint8)), np.float32),
        "state": np.zeros(1 + network[0] * network[1] * 5 // 4, np.float32),  # see fused_graph.steady
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
    look, cpu = LookSettings(), CpuRenderer(OnnxSegmenter(onnx_model, threads=1))
    room = cv2.imread(str(asset("backgrounds/study.jpg")))
    backdrop = fit_picture(np.asarray(room, dtype=np.uint8), size, "cover")
    feed = first_inputs(card, size, input_size(card, size)) | {"background": backdrop}
    counts, matte_largest, state = np.zeros(256, np.int64), 0.0, None
    for image in clip_at(size):
        expected, small, state = cpu.render(image, backdrop, look, state)
        composite, own, *following = session.run(
            None, feed | {"frame": image, "look": np.array(look_of(look, image), np.float32)}
        )
        feed |= dict(zip([name for name in ("state", "memory") if name in feed], following, strict=True))
        if not np.isfinite(own).all():
            raise ModelError("the fused graph gives alpha that is not a number: it overflows in fp16")
        matte_largest = max(matte_largest, float(np.abs(own - small).max()))
        counts += np.bincount(cv2.absdiff(composite, expected).ravel(), minlength=256)
    share = np.cumsum(counts) / counts.sum()
    return Parity(
        card.name, size, CLIP_FRAMES, float(np.argmax(share >= 0.999)), float(np.flatnonzero(counts)[-1]), matte_largest
    )


def as_table(rows: Sequence[Parity]) -> str:
    """Lay out as a Markdown table how far fused graphs are from the CPU path."""
    lines = [
        "| fused | frames with state | p99.9, levels of 255 | largest | matte, max \\|Δalpha\\| | limit, p99.9 | |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{row.model}` {row.size[0]}x{row.size[1]} | {row.frames} | {row.p999:g} | {row.largest:g} "
        f"| {row.matte_largest:.1e} | {MOST_LEVELS:g} | {'ok' if row.within else 'TOO FAR'} |"
        for row in rows
    ]
    return "\n".join(lines)
