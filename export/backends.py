"""Open one network in every runtime that is here, behind one call, for `verify` and `bench`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from livebg.assets import INT8, asset, int8_beside, model_names
from livebg.errors import ModelError, UsageError
from livebg.segmenters.device_memory import DeviceMemory, open_device
from livebg.segmenters.engine_build import any_library, build_engine
from livebg.segmenters.onnx import PLANES, ModelCard, network_feed, network_size, read_model
from livebg.segmenters.tensorrt import Engine, LoadedEngine, input_shapes
from livebg.types import Size

Array = NDArray[np.float32]
Call = Callable[[Mapping[str, NDArray[np.generic]]], list[Array]]
"""Run a network once: inputs by name in (as `network_feed` gives them, and state), outputs in order out (pha, and next_state)."""

Limits = tuple[float, float, float]
# A runtime that computes in fp32 may only round differently. Int8 may move edges; the mean then says how much of the picture it is.
FP32_LIMITS, FP16_LIMITS = (1e-3, 1e-4, 1e-5), (0.1, 0.01, 1e-3)
# Alpha is 1.5 times as steep as it was trained (`networks.SHARPNESS`), so a hand blurred by its motion may flip; the mean may not move.
# What int8 costs in quality is in train/README.md.
INT8_LIMITS = (0.9, 0.4, 0.01)


@dataclass(frozen=True)
class Model:
    """Hold the files of one network: its ONNX file, and where there are such, its int8 file and its weights."""

    name: str
    path: Path
    int8: Path | None
    weights: Path | None

    @property
    def card(self) -> ModelCard:
        """Give what the ONNX file says of itself. Raises ModelError."""
        return read_model(self.path).card


@dataclass(frozen=True)
class Backend:
    """Hold one way to run a network. limits: the largest allowed (max, p99.9, mean) of |Δalpha| to the reference, in [0, 1].

    card: says how it is fed.
    """

    name: str
    call: Call
    limits: Limits
    card: ModelCard


@dataclass(frozen=True)
class Absent:
    """Say why a network cannot be run in some way here."""

    name: str
    reason: str


def shipped_models(weights: Path) -> list[Model]:
    """Give every bundled network with its int8 file and its weights from the folder `weights`, in name order."""
    return [model_of(asset(f"models/{name}.onnx"), weights) for name in model_names()]


def model_of(path: Path, weights: Path) -> Model:
    """Give the files that belong to an ONNX file of ours: NAME-int8.onnx beside it, and `weights`/NAME.safetensors."""
    if path.stem.endswith(INT8):
        raise UsageError(
            f"{path} is an int8 file; name the fp32 one, {path.stem.removesuffix(INT8)}.onnx, and both are taken"
        )
    int8, tensors = int8_beside(path), weights / f"{path.stem}.safetensors"
    return Model(path.stem, path, int8 if int8.is_file() else None, tensors if tensors.is_file() else None)


def input_size(card: ModelCard, frame: Size) -> Size:
    """Give the network's input (width, height) for a frame."""
    return network_size(frame, card.area_px, card.multiple)


def first_state(card: ModelCard, size: Size) -> dict[str, Array]:
    """Give the input that holds no memory, for an input of `size`: nothing for a network without one."""
    if not card.state:
        return {}
    channels, stride = card.state
    return {"state": np.zeros((1, channels, size[1] // stride, size[0] // stride), np.float32)}


def open_backends(model: Model, frame: Size, threads: int) -> tuple[list[Backend], list[Absent]]:
    """Open a network in every runtime for frames of one size; the first is the reference, torch where its weights are here.

    Gives also what is not here and why. Raises ModelError when a runtime is here and cannot load the file.
    """
    card = model.card
    size = input_size(card, frame)
    int8_card = read_model(model.int8).card if model.int8 else card
    openers: list[tuple[str, Limits, ModelCard, Callable[[], Call]]] = [
        ("torch fp32", FP32_LIMITS, card, partial(_torch, model, threads)),
        (f"ONNX Runtime {version('onnxruntime')} fp32", FP32_LIMITS, card, partial(_onnx_runtime, model.path, threads)),
        ("OpenVINO fp32", FP32_LIMITS, card, partial(_openvino, model.path, size, threads)),
        ("ONNX Runtime int8", INT8_LIMITS, int8_card, partial(_int8, model, partial(_onnx_runtime, threads=threads))),
        (
            "OpenVINO int8",
            INT8_LIMITS,
            int8_card,
            partial(_int8, model, partial(_openvino, size=size, threads=threads)),
        ),
        ("TensorRT engine fp16", FP16_LIMITS, card, partial(_engine, model, size)),
    ]
    opened: list[Backend] = []
    absent: list[Absent] = []
    for name, limits, fed, opener in openers:
        try:
            opened.append(Backend(name, opener(), limits, fed))
        except _NotHereError as reason:
            absent.append(Absent(name, str(reason)))
    return opened, absent


class _NotHereError(Exception):
    """Say that a runtime or a file is not here, which is no fault."""


def _torch(model: Model, threads: int) -> Call:
    from export.onnx_model import load_alpha

    if model.weights is None:
        raise _NotHereError(f"no weights of {model.name}; name their folder with --weights")
    network, _, _ = load_alpha(model.weights, model.name, "")
    torch.set_num_threads(threads)

    def call(inputs: Mapping[str, NDArray[np.generic]]) -> list[Array]:
        with torch.inference_mode():
            given = network(*(torch.from_numpy(inputs[name]) for name in (PLANES, "state") if name in inputs))
        return [part.numpy() for part in (given if isinstance(given, tuple) else (given,))]

    return call


def _onnx_runtime(path: Path, threads: int) -> Call:
    session = read_model(path, threads).session
    return lambda inputs: list(session.run(None, inputs))


def _int8(model: Model, opener: Callable[[Path], Call]) -> Call:
    if model.int8 is None:
        raise _NotHereError(f"{model.name} has no int8 file")
    return opener(model.int8)


def _engine(model: Model, size: Size) -> Call:
    from export.half_model import as_half
    from export.half_weights import load_float

    try:
        library, memory = any_library(), open_device()
    except ModelError as error:
        raise _NotHereError(str(error)) from None
    data = as_half(load_float(model.path)).SerializeToString()
    engine = LoadedEngine(
        library, build_engine(library, data, input_shapes(model.card, size), lambda phase, share: True)
    )
    return device_call(engine, memory)


def device_call(engine: Engine, memory: DeviceMemory) -> Call:
    """Give a call that runs an engine, upload and download included."""
    addresses = {name: memory.allocate(tensor.size_bytes) for name, tensor in engine.tensors.items()}
    pinned = {name: memory.pinned(*tensor) for name, tensor in engine.tensors.items()}

    def call(inputs: Mapping[str, NDArray[np.generic]]) -> list[Array]:
        for name, values in inputs.items():
            pinned[name][...] = values
            memory.upload(addresses[name], pinned[name])
        engine.run(addresses, memory.stream)
        outputs = [name for name in ("pha", "next_state") if name in pinned]
        for name in outputs:
            memory.download(pinned[name], addresses[name])
        memory.synchronize()
        return [pinned[name].copy() for name in outputs]

    return call


def _openvino(path: Path, size: Size, threads: int) -> Call:
    # Importing openvino reports to its maker; without this package of its it cannot, and says nothing.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    try:
        import openvino
    except ImportError:
        raise _NotHereError("OpenVINO is not installed; pip install openvino") from None
    core = openvino.Core()
    card = read_model(path).card
    inputs = network_feed(np.zeros((size[1], size[0], 3), np.uint8), card) | first_state(card, size)
    shapes = {name: array.shape for name, array in inputs.items()}
    # Without the hint a CPU with bf16 units computes in bf16, and then this would compare something else.
    wishes: dict[str, Any] = {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": "f32"}
    try:
        loaded = core.read_model(path)
        loaded.reshape({name: list(shape) for name, shape in shapes.items()})
        request = core.compile_model(loaded, "CPU", wishes).create_infer_request()
    except RuntimeError as error:
        raise ModelError(f"OpenVINO cannot load {path}: {str(error).splitlines()[-1]}") from error

    def call(inputs: Mapping[str, NDArray[np.generic]]) -> list[Array]:
        return [np.array(part) for part in request.infer(inputs).values()]

    return call
