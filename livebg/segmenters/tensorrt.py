"""Run a matting network on an NVIDIA GPU from an engine of TensorRT or of TensorRT for RTX."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from livebg.errors import ModelError
from livebg.mattes import shrink
from livebg.segmenters.device_memory import DeviceMemory
from livebg.segmenters.engine_build import (
    PORTABLE,
    Library,
    Progress,
    build_engine,
    engine_key,
    load_library,
    quiet_logger,
)
from livebg.segmenters.engine_file import Shape, cache_folder, kept_or_built
from livebg.segmenters.onnx import ModelCard, normalised, read_model
from livebg.types import Image, Matte, Size, State

HALF = "-fp16"  # an fp16 version beside the model is taken in its place
TIMINGS = "tensorrt.timings"


class Tensor(NamedTuple):
    """Describe one input or output of an engine."""

    shape: Shape
    kind: np.dtype[Any]

    @property
    def size_bytes(self) -> int:
        """Give how much memory it takes."""
        return int(np.prod(self.shape)) * self.kind.itemsize


class Engine(Protocol):
    """Run one loaded engine. Called by the thread that owns the GPU's context; raises ModelError."""

    tensors: Mapping[str, Tensor]

    def capturable(self, stream: int) -> bool:
        """Tell whether what `run` begins on a stream may be recorded by now: see `DeviceMemory.captured`."""
        ...

    def run(self, addresses: Mapping[str, int], stream: int) -> None:
        """Begin to run, on a stream, with each tensor at its address."""
        ...

    def close(self) -> None:
        """Let go of the engine, before the GPU's memory is let go of. May be called twice."""
        ...


class LoadedEngine:
    """Load an engine with the library that built it. See `Engine`."""

    def __init__(self, library: Library, data: bytes) -> None:
        trt = load_library(library)
        errors: list[str] = []
        self._logger = quiet_logger(trt, errors)
        try:
            self._runtime = trt.Runtime(self._logger)
            self._engine = self._runtime.deserialize_cuda_engine(data)
        except Exception as error:  # pybind11 gives TypeError where there is no GPU, and others elsewhere
            raise ModelError(f"{library} cannot be started: {error}") from error
        if self._engine is None:
            reason = errors[-1] if errors else "no reason is given"
            raise ModelError(f"{library} cannot load the engine on this GPU ({reason}); is its driver new enough?")
        self._context = self._engine.create_execution_context()
        if self._context is None:
            raise ModelError(f"{library} cannot set up the engine; is the GPU out of memory?")
        names = [self._engine.get_tensor_name(index) for index in range(self._engine.num_io_tensors)]
        self.tensors: Mapping[str, Tensor] = {
            name: Tensor(
                tuple(self._context.get_tensor_shape(name)),
                np.dtype(trt.nptype(self._engine.get_tensor_dtype(name))),
            )
            for name in names
        }
        self._addressed: dict[str, int] = {}
        self._library = library

    def capturable(self, stream: int) -> bool:
        """See `Engine.capturable`; TensorRT for RTX says itself whether it can."""
        return self._library != PORTABLE or bool(self._context.is_stream_capturable(stream))

    def run(self, addresses: Mapping[str, int], stream: int) -> None:
        """See `Engine.run`."""
        for name, address in addresses.items():
            if self._addressed.get(name) != address:
                self._context.set_tensor_address(name, address)
                self._addressed[name] = address
        if not self._context.execute_async_v3(stream):
            raise ModelError("the GPU refused to run the engine")

    def close(self) -> None:
        """See `Engine.close`."""
        self._context = self._engine = self._runtime = None


def engine_source(model: Path) -> Path:
    """Give the ONNX file that an engine is built from: the fp16 version beside a model, or the model itself."""
    half = model.with_name(f"{model.stem}{HALF}.onnx")
    return half if half.is_file() else model


def input_shapes(card: ModelCard, size: Size) -> dict[str, Shape]:
    """Give the shapes of a network's inputs at `size` (width, height)."""
    shapes: dict[str, Shape] = {"src": (1, 3, size[1], size[0])}
    if card.state:
        channels, stride = card.state
        shapes["state"] = (1, channels, size[1] // stride, size[0] // stride)
    return shapes


def prepared_engine(
    model: Path, size: Size, library: Library, architecture: str, progress: Progress, folder: Path | None = None
) -> bytes:
    """Give the engine of a model for a network input of `size`, from the user's cache or newly built there.

    May be called by any thread; takes minutes when TensorRT has to build. folder: another cache. Raises ModelError.
    """
    source = engine_source(model)
    data, shapes = source.read_bytes(), input_shapes(read_model(source).card, size)
    return kept_engine(f"{source.stem}-{size[0]}x{size[1]}", data, shapes, library, architecture, progress, folder)


def kept_engine(
    name: str,
    model: bytes,
    shapes: Mapping[str, Shape],
    library: Library,
    architecture: str,
    progress: Progress,
    folder: Path | None = None,
) -> bytes:
    """Give the engine of an ONNX file, given as bytes, as `prepared_engine` does. name: of its file in the cache, to begin with."""
    folder = folder or cache_folder()
    key = engine_key(library, model, shapes, architecture)
    path = folder / f"{name}-{library}-{key.architecture}.engine"
    timings = None if library == PORTABLE else folder / TIMINGS
    return kept_or_built(path, key, lambda: build_engine(library, model, shapes, progress, timings))


class TensorRtSegmenter:
    """Give mattes from an engine. See `livebg.types.Segmenter`; made and called by one thread.

    The state of a recurrent network stays on the GPU: what `segment` gives as state only says whose it is.
    """

    def __init__(self, engine: Engine, card: ModelCard, size: Size, memory: DeviceMemory) -> None:
        self.name, self._card, self._size = card.name, card, size
        self._engine, self._memory = engine, memory
        try:
            self._check_tensors()
            self._addresses = {name: memory.allocate(tensor.size_bytes) for name, tensor in engine.tensors.items()}
            self._src = memory.pinned(*engine.tensors["src"])
            self._pha = memory.pinned(*engine.tensors["pha"])
        except ModelError:
            self.close()
            raise
        self._newest: object = None

    def _check_tensors(self) -> None:
        """Raise ModelError for an engine that is not this network's."""
        for name, shape in input_shapes(self._card, self._size).items():
            tensor = self._engine.tensors.get(name)
            if tensor is None or tensor.shape != shape:
                raise ModelError(f"the engine's {name} is {tensor and tensor.shape}, expected {shape}")
        if "pha" not in self._engine.tensors:
            raise ModelError("the engine has no output pha")

    def look(self, image: Image) -> Image:
        """Give the picture as the network sees it. See `livebg.types.Segmenter`."""
        return shrink(image, self._size)

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give the matte at the network's size. image: (H, W, 3) uint8 BGR. Raises ModelError when the GPU fails."""
        self._src[...] = normalised(self.look(image) if seen is None else seen, self._card)
        memory, addresses = self._memory, self._addresses
        memory.upload(addresses["src"], self._src)
        if self._card.state:
            if state is None or state is not self._newest:
                memory.clear(addresses["state"], self._engine.tensors["state"].size_bytes)
            self._newest = object()
        self._engine.run(addresses, memory.stream)
        if self._card.state:
            memory.copy(addresses["state"], addresses["next_state"], self._engine.tensors["state"].size_bytes)
        memory.download(self._pha, addresses["pha"])
        memory.synchronize()
        matte: NDArray[np.float32] = np.array(self._pha[0, 0], dtype=np.float32)  # the pinned array is used again
        return matte, self._newest

    def close(self) -> None:
        """Free what is on the GPU. May be called twice, and by another thread once `segment` is no longer called."""
        self._engine.close()
        self._memory.close()
