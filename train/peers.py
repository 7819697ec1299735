"""Load the models that are compared, MediaPipe's selfie models and ours, behind one interface."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from livebg.errors import ModelError, UsageError
from livebg.ghosts import without_ghosts
from livebg.mattes import refine
from livebg.segmenters.onnx import OnnxSegmenter, network_feed, network_size, read_model
from livebg.settings import LookSettings
from livebg.types import Image, Matte, Size, State

FRAME: Size = (1280, 720)  # (width, height) of what a webcam gives
DIGEST_CHARACTERS = 12
WITHOUT_VNNI = " without VNNI"  # ends the name of an int8 model on the pixels that CPUs without dot products of 8-bit numbers give it

Predict = Callable[[Image, State], tuple[Matte, State]]
"""Give the (H, W) float32 alpha of a (H, W, 3) uint8 BGR picture, and the state for the next frame. None = the beginning."""


@dataclass(frozen=True)
class Contender:
    """Hold one model to score.

    ways: what is scored, by its row's name; the last one is what a user sees. size: (width, height) of the network's input for a
    16:9 frame. sha256: the first characters of the file's digest.
    """

    path: Path
    ways: dict[str, Predict]
    runtime: str
    parameters: int
    size: Size
    sha256: str

    @property
    def landscape_peer(self) -> bool:
        """Tell whether this is the peer that costs are compared with."""
        return self.path.suffix == ".tflite" and self.size[0] > self.size[1]


def _digest(path: Path) -> str:
    """Give the first characters of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST_CHARACTERS]


def livebg_raw(segmenter: OnnxSegmenter) -> Predict:
    """Score the network alone: its matte, enlarged linearly."""

    def predict(image: Image, state: State) -> tuple[Matte, State]:
        matte, state = segmenter.segment(image, state)
        size = (image.shape[1], image.shape[0])
        return np.asarray(cv2.resize(matte, size, interpolation=cv2.INTER_LINEAR), dtype=np.float32), state

    return predict


def livebg_refined(segmenter: OnnxSegmenter) -> Predict:
    """Score what the app composites: ghosts taken away, smoothing, levels and edge refinement with default settings."""
    look = LookSettings()

    def predict(image: Image, state: State) -> tuple[Matte, State]:
        network_state, past = state or (None, None)
        seen = segmenter.look(image)
        matte, network_state = segmenter.segment(image, network_state, seen)
        refined, past = refine(without_ghosts(matte), image, look, past, seen)
        return refined, (network_state, past)

    return predict


def _ours(path: Path, threads: int) -> list[Contender]:
    """Load an ONNX file of ours: the network alone, and refined as in the app, whatever this CPU is: at the size for those with dot
    products of 8-bit numbers, and, where the card has one, at that for those without. Raises ModelError.
    """
    card = read_model(path).card
    areas = {f"livebg {path.stem}": card.area_px}
    if card.area_without_dot_px is not None:
        areas[f"livebg {path.stem}{WITHOUT_VNNI}"] = card.area_without_dot_px
    return [_ours_at(path, name, threads, area_px) for name, area_px in areas.items()]


def _ours_at(path: Path, name: str, threads: int, area_px: int) -> Contender:
    segmenter = OnnxSegmenter(path, threads=threads, area_px=area_px)
    ways = {f"{name}, network alone": livebg_raw(segmenter), f"{name}, refined": livebg_refined(segmenter)}
    card, runtime = segmenter.card, f"ONNX Runtime {version('onnxruntime')}"
    return Contender(path, ways, runtime, card.parameters, network_size(FRAME, area_px, card.multiple), _digest(path))


def _open_tflite(path: Path, threads: int) -> Any:
    """Open a MediaPipe file that takes one RGB picture and gives one matte. Raises ModelError."""
    if not path.is_file():
        raise ModelError(f"there is no model file {path}")
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError as error:
        raise ModelError("peers need the package ai-edge-litert; install livebg's extra: peers") from error
    try:
        interpreter = Interpreter(str(path), num_threads=threads)
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError) as error:
        raise ModelError(f"{path} cannot be loaded: it is corrupt or no TensorFlow Lite model") from error
    taken, given = (
        details[0]["shape"] for details in (interpreter.get_input_details(), interpreter.get_output_details())
    )
    if len(taken) != 4 or taken[3] != 3 or len(given) != 4 or given[3] != 1:
        raise ModelError(
            f"{path} is no MediaPipe selfie model: it maps {list(taken)} to {list(given)}, "
            "expected one RGB picture (1, H, W, 3) and one matte (1, H, W, 1)"
        )
    return interpreter


def _tflite_parameters(path: Path) -> int:
    """Count the trained numbers of a TensorFlow Lite file: its constants, apart from shapes."""
    from ai_edge_litert.schema_py_generated import Model, ModelT, TensorType

    model = ModelT.InitFromObj(Model.GetRootAs(path.read_bytes(), 0))
    shapes = (TensorType.INT32, TensorType.INT64)
    constants = [t for t in model.subgraphs[0].tensors if model.buffers[t.buffer].data is not None]
    return sum(int(np.prod(tensor.shape)) for tensor in constants if tensor.type not in shapes)


def _mediapipe(path: Path, threads: int) -> list[Contender]:
    """Load a MediaPipe selfie model as its authors feed it: plain stretch, RGB in [0, 1], linear both ways. Raises ModelError."""
    interpreter = _open_tflite(path, threads)
    source, target = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    height, width = (int(side) for side in source["shape"][1:3])

    def predict(image: Image, state: State) -> tuple[Matte, State]:
        small = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
        interpreter.set_tensor(source["index"], small[None, :, :, ::-1].astype(np.float32) / 255)
        interpreter.invoke()
        alpha = interpreter.get_tensor(target["index"])[0, :, :, 0]
        size = (image.shape[1], image.shape[0])
        return np.clip(cv2.resize(alpha, size, interpolation=cv2.INTER_LINEAR), 0, 1, dtype=np.float32), state

    runtime = f"LiteRT {version('ai-edge-litert')}"
    ways: dict[str, Predict] = {f"MediaPipe {path.stem}": predict}
    return [Contender(path, ways, runtime, _tflite_parameters(path), (width, height), _digest(path))]


def load_contenders(path: Path, threads: int = 1) -> list[Contender]:
    """Load a model by its suffix: .onnx is ours, .tflite MediaPipe's; ours may count as two, see `_ours`.

    Raises UsageError for others, ModelError for bad files.
    """
    loaders = {".onnx": _ours, ".tflite": _mediapipe}
    if path.suffix not in loaders:
        raise UsageError(f"{path} is no model that can be scored; expected .onnx (ours) or .tflite (MediaPipe's)")
    return loaders[path.suffix](path, threads)


def network_call(path: Path, size: Size) -> Callable[[], object]:
    """Give a call that runs a model's network once, one thread, on noise at its own input size (width, height), and nothing else."""
    width, height = size
    noise = np.random.default_rng(0).integers(256, size=(height, width, 3), dtype=np.uint8)
    if path.suffix == ".tflite":
        interpreter = _open_tflite(path, 1)
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], noise[None].astype(np.float32) / 255)
        return lambda: interpreter.invoke()
    session, card = read_model(path, 1)
    inputs = network_feed(noise, card)
    if card.state:
        channels, stride = card.state
        inputs["state"] = np.zeros((1, channels, height // stride, width // stride), np.float32)
    return lambda: session.run(None, inputs)
