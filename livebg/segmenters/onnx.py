"""Run a matting network on the CPU through ONNX Runtime."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

# From 1.29 on ONNX Runtime reports to its maker from Linux and macOS as well, unless it is told not to before it loads.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime as ort

from livebg.errors import ModelError
from livebg.kernels.mattes import PATCH, cut_patches, split_planes
from livebg.mattes import shrink
from livebg.segmenters.precision import has_dot_products
from livebg.types import Image, Matte, Size, State

METADATA_KEY = "livebg"
SEVEN_BITS = b'"weight_bits":7'  # as a card says it in the file, where it lies as text: a session's options come before the session
PLANES, PATCHES = "src", "patches"  # names of a network's input
CPU_PROVIDER = "CPUExecutionProvider"
MOST_STRETCH = 2.5  # a picture longer than this times its other side is squeezed, not followed


class ModelCard(BaseModel):
    """Hold what a model says of itself in its ONNX metadata (key `livebg`, JSON).

    area_px, multiple: the network's input has about this many pixels, both sides multiples of `multiple`; the shape follows the
    frame's. mean, std: RGB in [0, 1] is normalised as (x - mean) / std. input: planes, `src` (1, 3, h, w) float32, or patches,
    `patches` (1, h / 2, w / 2, 32) uint8 as `kernels.mattes.cut_patches` gives them, not normalised. output: what the network gives.
    state: a recurrent network's memory, (channels, px of the input per position): input `state`, output `next_state`; zeros at first.
    weight_bits: what an int8 network's weights have; with 7 nothing overflows where CPUs add products of 8-bit numbers up in 16 bits.
    area_without_dot_px: takes area_px's place on CPUs without dot products of 8-bit numbers (VNNI), where every pixel costs twice as much.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = 1
    name: str
    description: str
    parameters: int
    area_px: int
    multiple: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    input: Literal["planes", "patches"] = "planes"
    output: Literal["alpha"] = "alpha"
    state: tuple[int, int] | tuple[()] = ()
    weight_bits: Literal[7, 8] = 8
    area_without_dot_px: int | None = None

    def area_here_px(self) -> int:
        """Give the area for this machine's CPU."""
        return self.area_px if self.area_without_dot_px is None or has_dot_products() else self.area_without_dot_px


class LoadedModel(NamedTuple):
    """Hold a runtime session and the model's card."""

    session: ort.InferenceSession
    card: ModelCard


def network_size(frame: Size, area_px: int, multiple: int) -> Size:
    """Choose the network's input (width, height) for a frame: near its aspect, near the area, multiples of `multiple`.

    The frame is stretched to this size, at most a few percent for usual shapes: 16:9, 16:10, 4:3, 1:1 and the portrait ones.
    """
    aspect = min(max(frame[0] / frame[1], 1 / MOST_STRETCH), MOST_STRETCH)
    best: tuple[float, Size] = (math.inf, (multiple, multiple))
    for columns in range(1, 64):
        for rows in range(1, 64):
            width, height = columns * multiple, rows * multiple
            bent = abs(math.log(width / height / aspect))
            more = abs(math.log(width * height / area_px))
            best = min(best, (2 * bent + more, (width, height)))
    return best[1]


def open_session(model: Path | bytes, threads: int = 1, provider: str = CPU_PROVIDER) -> ort.InferenceSession:
    """Load any ONNX file, or the bytes of one; what the runtime raises has no common type."""
    ort.disable_telemetry_events()  # Windows knows no such variable
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # errors are raised and told in our words
    # Spinning worker threads would burn a core between two frames of a camera.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # x86 without VNNI sums products of 8-bit numbers in 16 bits, which overflows, unless the weights have 7 bits; slower and right is
    # wanted there, and only there.
    overflows = not has_dot_products() and SEVEN_BITS not in (model if isinstance(model, bytes) else model.read_bytes())
    options.add_session_config_entry("session.x64quantprecision", "1" if overflows else "0")
    return ort.InferenceSession(model if isinstance(model, bytes) else str(model), options, providers=[provider])


def offered_providers() -> tuple[str, list[str]]:
    """Give ONNX Runtime's version and the execution providers that the installed package has."""
    return ort.__version__, ort.get_available_providers()


def read_model(path: Path, threads: int = 1, provider: str = CPU_PROVIDER) -> LoadedModel:
    """Load an ONNX file of ours. Raises ModelError when it is missing, corrupt, or has no livebg metadata, and when the execution
    provider does not take it: ONNX Runtime would run it on the CPU without a word.
    """
    if not path.is_file():
        raise ModelError(f"there is no model file {path}; try: livebg models")
    try:
        session = open_session(path, threads, provider)
    except Exception as error:  # the runtime's errors have no common type
        raise ModelError(
            f"{path} is not a model that can be loaded: it is corrupt or no ONNX file; try: livebg models"
        ) from error
    if session.get_providers()[0] != provider:
        raise ModelError(
            f"{provider} of ONNX Runtime does not run {path} here; are its driver and libraries installed?"
        )
    text = session.get_modelmeta().custom_metadata_map.get(METADATA_KEY)
    if text is None:
        raise ModelError(
            f"{path} is an ONNX file but not a livebg model (it has no livebg metadata); export one with: python -m export onnx"
        )
    try:
        card = ModelCard.model_validate_json(text)
    except ValidationError as error:
        problem = error.errors()[0]
        raise ModelError(
            f"the livebg metadata of {path} cannot be used: {'.'.join(map(str, problem['loc']))}: {problem['msg']}; "
            "was it made by another version? export it again with: python -m export onnx"
        ) from error
    return LoadedModel(session, card)


def network_input(image: Image, size: Size, card: ModelCard) -> NDArray[np.float32]:
    """Give (1, 3, h, w) float32 RGB at `size` (width, height), normalised as the card says. image: (H, W, 3) uint8 BGR."""
    return normalised(shrink(image, size), card)


def normalised(small: Image, card: ModelCard) -> NDArray[np.float32]:
    """Give (1, 3, h, w) float32 RGB of a picture (h, w, 3) uint8 BGR at the network's size, as the card says."""
    scale = np.asarray(1 / 255 / np.array(card.std, np.float32), dtype=np.float32)
    shift = np.asarray(-np.array(card.mean) / np.array(card.std), dtype=np.float32)
    src = np.empty((3, *small.shape[:2]), np.float32)
    split_planes(np.ascontiguousarray(small).reshape(-1), scale, shift, src.reshape(-1))
    return src[None]


def network_feed(small: Image, card: ModelCard) -> dict[str, NDArray[np.generic]]:
    """Give the network's input by its name, as the card says, for a picture (h, w, 3) uint8 BGR at the network's size."""
    if card.input == "planes":
        return {PLANES: normalised(small, card)}
    height, width = small.shape[:2]
    patches = np.empty((height // 2, width // 2, PATCH), np.uint8)
    cut_patches(np.ascontiguousarray(small).reshape(height, -1), patches)
    return {PATCHES: patches[None]}


class OnnxSegmenter:
    """Give mattes from an ONNX file whose metadata says how to feed it. See `livebg.types.Segmenter`.

    provider: the execution provider of ONNX Runtime that runs it. area_px: of the network's input, the card's for this CPU if not given.
    """

    def __init__(self, path: Path, *, threads: int, provider: str = CPU_PROVIDER, area_px: int | None = None) -> None:
        self._session, self.card = read_model(path, threads, provider)
        self.name = self.card.name
        self.area_px = area_px or self.card.area_here_px()
        self._sizes: dict[Size, Size] = {}

    def look(self, image: Image) -> Image:
        """Give the picture as the network sees it. See `livebg.types.Segmenter`."""
        frame = (image.shape[1], image.shape[0])
        if frame not in self._sizes:
            self._sizes = {frame: network_size(frame, self.area_px, self.card.multiple)}
        return shrink(image, self._sizes[frame])

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the matte at the network's size. image: (H, W, 3) uint8 BGR. Raises ModelError when the network fails."""
        small = self.look(image) if seen is None else seen
        inputs = network_feed(small, self.card)
        if self.card.state:
            inputs["state"] = self._memory(state, small.shape[:2])
        try:
            alpha, *rest = self._session.run(None, inputs)
        except Exception as error:  # the runtime's errors have no common type
            raise ModelError(
                f"the model {self.name} failed on a {image.shape[1]}x{image.shape[0]} picture: {error}"
            ) from error
        return np.asarray(alpha[0, 0], dtype=np.float32), rest[0] if rest else None

    def _memory(self, state: State, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Give the state to go on from: zeros at first, and after the size (h, w) of the network's picture has changed."""
        channels, stride = self.card.state  # type: ignore[misc]
        wanted = (1, channels, shape[0] // stride, shape[1] // stride)
        return state if state is not None and state.shape == wanted else np.zeros(wanted, np.float32)

    def close(self) -> None:
        """Let go of the network; ONNX Runtime frees it with its last reference."""
