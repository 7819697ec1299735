"""List what can run a network besides the CPU, say why something cannot, and make it ready."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from livebg.errors import ModelError
from livebg.renderers import Renderer
from livebg.segmenters.device_memory import DeviceMemory, open_device
from livebg.segmenters.engine_build import Library, any_library
from livebg.segmenters.fused import FusedRenderer, find_fused, fused_name, list_fused
from livebg.segmenters.onnx import OnnxSegmenter, offered_providers, read_model
from livebg.segmenters.tensorrt import LoadedEngine, TensorRtSegmenter, kept_engine, prepared_engine
from livebg.types import Segmenter, Size

EXCLUDE = "the onnxruntime packages exclude one another, so first: pip uninstall onnxruntime"


@dataclass(frozen=True)
class _Provider:
    """Describe an execution provider of ONNX Runtime. system: the only one that has it, as `sys.platform` names it."""

    name: str
    package: str
    system: str = ""
    description: str = ""


PROVIDERS = {
    "cuda": _Provider("CUDAExecutionProvider", "onnxruntime-gpu", "", "NVIDIA GPUs through ONNX Runtime"),
    "directml": _Provider("DmlExecutionProvider", "onnxruntime-directml", "win32", "any GPU on Windows"),
    "coreml": _Provider("CoreMLExecutionProvider", "onnxruntime", "darwin", "Apple's GPU and Neural Engine"),
    "openvino": _Provider("OpenVINOExecutionProvider", "onnxruntime-openvino", "", "Intel GPUs and NPUs"),
}
TENSORRT = "tensorrt"

Open = Callable[[], Segmenter]
"""Open a segmenter, on the thread that will use and close it. Raises ModelError."""

Prepare = Callable[[Path, Size, Callable[[], bool]], Open]
"""Do what takes long, on any thread: (model, the network's (width, height), tells whether to go on). Raises ModelError."""


@dataclass(frozen=True)
class Device:
    """Say whether something can run a network here. reason: why not, and what to install or replace; "" when available.

    fused: the fused graphs that are there for it, each a model and a size: with one it renders whole frames.
    """

    name: str
    description: str
    available: bool
    reason: str = ""
    fused: tuple[str, ...] = ()


def list_devices() -> list[Device]:
    """Describe the CPU and all that could take its place, each tried as far as it goes without a network."""
    return [Device("cpu", "any processor", True), _tensorrt(), *map(_provider, PROVIDERS)]


def _tensorrt() -> Device:
    text = "NVIDIA GPUs"
    try:
        library, memory = any_library(), open_device()
    except ModelError as error:
        return Device(TENSORRT, text, False, str(error), list_fused())
    try:
        of_version = f"{library} {version(library)}"
    except PackageNotFoundError:  # installed under another name
        of_version = library
    finally:
        memory.close()
    return Device(TENSORRT, f"{memory.name}, {memory.architecture}, through {of_version}", True, "", list_fused())


def _provider(name: str) -> Device:
    known = PROVIDERS[name]
    if known.system and sys.platform != known.system:
        systems = {"win32": "Windows", "darwin": "macOS"}
        return Device(name, known.description, False, f"only on {systems[known.system]}")
    runtime, offered = offered_providers()
    if known.name not in offered:
        install = f"{EXCLUDE}, then: pip install {known.package}"
        return Device(name, known.description, False, f"onnxruntime {runtime} is without it; {install}")
    return Device(name, known.description, True)


def _architecture() -> str:
    """Give the GPU's architecture. Raises ModelError when there is none."""
    memory = open_device()
    architecture = memory.architecture
    memory.close()
    return architecture


def _on_gpu(library: Library, data: bytes) -> tuple[LoadedEngine, DeviceMemory]:
    """Load an engine on the GPU, and give the memory that it is to run in. Raises ModelError."""
    memory = open_device()
    try:
        return LoadedEngine(library, data), memory
    except ModelError:
        memory.close()
        raise


def prepare_tensorrt(model: Path, size: Size, going_on: Callable[[], bool]) -> Open:
    """Build the engine, or take it from the user's cache. See `Prepare`."""
    library, architecture = any_library(), _architecture()
    data = prepared_engine(model, size, library, architecture, lambda phase, share: going_on())

    def opened() -> Segmenter:
        engine, memory = _on_gpu(library, data)
        return TensorRtSegmenter(engine, read_model(model).card, size, memory)

    return opened


def prepare_fused(model: Path, size: Size, going_on: Callable[[], bool]) -> Callable[[], Renderer]:
    """Build the engine of a model's fused graph for frames of `size`, or take it from the user's cache; gives what opens it on the GPU.

    For any thread. Raises ModelError when there is no such graph, no library or no GPU.
    """
    library, architecture = any_library(), _architecture()
    graph = find_fused(model, size)
    name = fused_name(model.stem, size).removesuffix(".onnx")
    data = kept_engine(name, graph.data, graph.shapes, library, architecture, lambda phase, share: going_on())

    def opened() -> Renderer:
        engine, memory = _on_gpu(library, data)
        return FusedRenderer(engine, graph, memory)

    return opened


def prepare_provider(provider: str, model: Path, size: Size, going_on: Callable[[], bool]) -> Open:
    """Leave everything to ONNX Runtime. See `Prepare`."""
    return lambda: OnnxSegmenter(model, threads=1, provider=provider)


def ways_of(accelerator: str) -> dict[str, Prepare]:
    """Give what is to be tried for the setting: nothing for cpu, what is available for auto, else the one asked for.

    Raises ModelError with the reason when the one asked for is not available.
    """
    ways: dict[str, Prepare] = {name: partial(prepare_provider, known.name) for name, known in PROVIDERS.items()}
    ways = {TENSORRT: prepare_tensorrt, **ways}
    if accelerator == "cpu":
        return {}
    devices = {device.name: device for device in list_devices() if device.name in ways}
    if accelerator == "auto":
        return {name: ways[name] for name, device in devices.items() if device.available}
    if not devices[accelerator].available:
        raise ModelError(f"{accelerator} is not available: {devices[accelerator].reason}")
    return {accelerator: ways[accelerator]}
