"""Render whole frames on an NVIDIA GPU from the engine of a fused graph, and find the graph for a model and a frame size."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import platformdirs
from numpy.typing import NDArray
from pydantic import ValidationError

from livebg.errors import ModelError
from livebg.noise import calming_px
from livebg.segmenters.device_memory import DeviceMemory
from livebg.segmenters.engine_file import Shape
from livebg.segmenters.onnx import ModelCard, open_session, read_model
from livebg.segmenters.tensorrt import Engine
from livebg.settings import LookSettings
from livebg.types import Image, Matte, Size, State

log = logging.getLogger(__name__)

FUSED_KEY, SIZE_KEY, WEIGHTS_KEY = "livebg.fused", "livebg.size", "livebg.weights_sha256"
LOOKS = ("smoothing", "level_low", "level_high", "edges", "edge_cleanup", "light_wrap")
REMEMBERED = {"state": "next_state", "memory": "next_memory"}  # inputs that are an output of the frame before
WARM_UP = 2  # frames on each set of buffers before they are recorded as a CUDA graph


def look_of(look: LookSettings, image: Image) -> list[float]:
    """Give what the input `look` of a fused graph holds: `LOOKS`, and the blur that calms this picture's noise, in pixels."""
    return [*(getattr(look, name) for name in LOOKS), calming_px(image)]


class FusedGraph(NamedTuple):
    """Hold a fused graph. data: its ONNX file. size: (width, height) of its frames. shapes: of its inputs."""

    card: ModelCard
    size: Size
    data: bytes
    shapes: Mapping[str, Shape]


def fused_folder() -> Path:
    """Give the user's folder of fused graphs."""
    return Path(platformdirs.user_data_dir("livebg", appauthor=False)) / "fused"


def fused_name(model: str, size: Size) -> str:
    """Give the file name of a model's fused graph for frames of `size` (width, height)."""
    return f"{model}-fused-{size[0]}x{size[1]}.onnx"


def list_fused() -> tuple[str, ...]:
    """Name the fused graphs in the user's folder, each as its model and size."""
    files = fused_folder().glob("*-fused-*x*.onnx")
    return tuple(sorted(" ".join(path.stem.rsplit("-fused-", 1)) for path in files))


def find_fused(model: Path, size: Size) -> FusedGraph:
    """Give the fused graph of a model for frames of `size`, from the user's folder or beside the model.

    Raises ModelError naming what to run when there is none, or it was made of other weights: it would show another network's matte.
    """
    name = fused_name(model.stem, size)
    places = [folder / name for folder in (fused_folder(), model.parent)]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise ModelError(
            f"there is no fused graph {places[0]}; make one in a checkout: "
            f"python -m export fused {model.stem} --size {size[0]}x{size[1]} --output {places[0]}"
        )
    graph, said = _read_fused(path)
    if graph.size != size:
        raise ModelError(f"{path} is for frames of {graph.size[0]}x{graph.size[1]}; expected {size[0]}x{size[1]}")
    wanted = read_model(model).session.get_modelmeta().custom_metadata_map.get(WEIGHTS_KEY, "unknown")
    if said.get(WEIGHTS_KEY) != wanted:
        raise ModelError(f"{path} was made of other weights than {model}; make it anew: python -m export fused")
    return graph


def _read_fused(path: Path) -> tuple[FusedGraph, Mapping[str, str]]:
    """Read a fused graph and what it says of itself. Raises ModelError."""
    try:
        data = path.read_bytes()
        session = open_session(data)
    except Exception as error:  # the runtime's errors have no common type
        raise ModelError(f"{path} cannot be read as a fused graph; make it anew: python -m export fused") from error
    said: Mapping[str, str] = session.get_modelmeta().custom_metadata_map
    try:
        card = ModelCard.model_validate_json(said[FUSED_KEY])
        width, height = said[SIZE_KEY].split("x")
        size = int(width), int(height)
    except (KeyError, ValueError, ValidationError) as error:
        raise ModelError(f"{path} does not say what it is made of; make it anew: python -m export fused") from error
    return FusedGraph(card, size, data, {entry.name: tuple(entry.shape) for entry in session.get_inputs()}), said


class _Buffers(NamedTuple):
    """Hold one of the two sets: where each tensor is on the GPU, and the pinned arrays of what goes up and comes down."""

    addresses: Mapping[str, int]
    frame: NDArray[np.uint8]
    composite: NDArray[np.uint8]
    matte: NDArray[np.float32]


class FusedRenderer:
    """Give finished pictures from the engine of a fused graph. See `livebg.renderers.Renderer`.

    Frames take turns on two sets of buffers: what is the next state in one is the state in the other, so that nothing is copied on the
    GPU and each set's frame is one CUDA graph. Background and look stay there and go up only when they change; the state stays for good:
    what `render` gives as state only says whose it is.
    """

    def __init__(self, engine: Engine, graph: FusedGraph, memory: DeviceMemory) -> None:
        self.name, self._graph, self._engine, self._memory = graph.card.name, graph, engine, memory
        try:
            self._check_tensors()
            shared = {name: self._room(name) for name in ("background", "look")}
            self._backdrop, self._look = (memory.pinned(*engine.tensors[name]) for name in shared)
            states = {name: (self._room(name), self._room(name)) for name in REMEMBERED if name in engine.tensors}
            self._sets = [self._buffers(shared, states, turn) for turn in (0, 1)]
        except ModelError:
            self.close()
            raise
        self._begin: list[Callable[[], None]] = [partial(self._frame, buffers) for buffers in self._sets]
        self._frames, self._recorded = 0, [False, False]
        self._newest: object = None
        self._shown: tuple[Image | None, list[float]] = (None, [])  # the background and look that are on the GPU

    def _check_tensors(self) -> None:
        """Raise ModelError for an engine that is not this graph's."""
        tensors = self._engine.tensors
        for name, shape in self._graph.shapes.items():
            if name not in tensors or tensors[name].shape != shape:
                raise ModelError(f"the engine's {name} is {name in tensors and tensors[name].shape}, expected {shape}")
        expected = {"frame", "background", "look", "state", "composite", "matte", "next_state"}
        missing = expected - set(tensors)
        if missing:
            raise ModelError(f"the engine has no {', '.join(sorted(missing))}")

    def _room(self, name: str) -> int:
        return self._memory.allocate(self._engine.tensors[name].size_bytes)

    def _buffers(self, shared: Mapping[str, int], states: Mapping[str, tuple[int, int]], turn: int) -> _Buffers:
        """Allocate the set of every second frame."""
        addresses = dict(shared)
        for name, places in states.items():
            addresses[name], addresses[REMEMBERED[name]] = places[turn], places[1 - turn]
        pinned: dict[str, Any] = {}
        for name in ("frame", "composite", "matte"):
            addresses[name] = self._room(name)
            pinned[name] = self._memory.pinned(*self._engine.tensors[name])
        return _Buffers(addresses, **pinned)

    def _frame(self, buffers: _Buffers) -> None:
        """Begin all that one frame needs, on the stream."""
        memory, addresses = self._memory, buffers.addresses
        memory.upload(addresses["frame"], buffers.frame)
        self._engine.run(addresses, memory.stream)
        memory.download(buffers.composite, addresses["composite"])
        memory.download(buffers.matte, addresses["matte"])

    def render(self, image: Image, backdrop: Image, look: LookSettings, state: State) -> tuple[Image, Matte, State]:
        """See `livebg.renderers.Renderer.render`."""
        turn = self._frames % 2
        buffers = self._sets[turn]
        for picture in (image, backdrop):
            if picture.shape != buffers.frame.shape:
                raise ModelError(f"a fused graph was given {picture.shape}; expected {buffers.frame.shape}")
        if state is None or state is not self._newest:
            self._forget(buffers)
        self._bring(backdrop, look_of(look, image))
        buffers.frame[...] = image
        self._record(turn)
        self._begin[turn]()
        self._memory.synchronize()
        self._newest, self._frames = object(), self._frames + 1
        return np.array(buffers.composite), np.array(buffers.matte), self._newest  # the pinned arrays are used again

    def _forget(self, buffers: _Buffers) -> None:
        """Begin without a past."""
        for name in REMEMBERED:
            if name in buffers.addresses:
                self._memory.clear(buffers.addresses[name], self._engine.tensors[name].size_bytes)

    def _bring(self, backdrop: Image, look: list[float]) -> None:
        """Have this background and look on the GPU."""
        addresses = self._sets[0].addresses
        if backdrop is not self._shown[0]:
            self._backdrop[...] = backdrop
            self._memory.upload(addresses["background"], self._backdrop)
        if look != self._shown[1]:
            self._look[...] = look
            self._memory.upload(addresses["look"], self._look)
        self._shown = backdrop, look

    def _record(self, turn: int) -> None:
        """Make a CUDA graph of a set's frame once the engine has warmed up on it; what cannot be recorded is begun piece by piece."""
        if self._recorded[turn] or self._frames < 2 * WARM_UP or not self._engine.capturable(self._memory.stream):
            return
        self._recorded[turn] = True
        try:
            self._begin[turn] = self._memory.captured(self._begin[turn])
        except ModelError as error:
            log.info("no CUDA graph can be made, which costs a little time: %s", error)

    def close(self) -> None:
        """Free what is on the GPU. May be called twice, and by another thread once `render` is no longer called."""
        self._engine.close()
        self._memory.close()
