"""Build an engine from an ONNX file with TensorRT 10.12 and newer, or with TensorRT for RTX, which needs no GPU for it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from livebg.errors import ModelError
from livebg.segmenters.engine_file import EngineKey, Shape, digest, system_name

Library = Literal["tensorrt_rtx", "tensorrt"]
EXTRAS: dict[Library, str] = {"tensorrt_rtx": "rtx", "tensorrt": "tensorrt"}
PORTABLE: Library = "tensorrt_rtx"  # its engines are finished on the GPU that they run on, whichever it is
OLDEST = (10, 12)  # of TensorRT: older ones are not strongly typed as newer ones are

Progress = Callable[[str, float], bool]
"""Told (what is done, share done in [0, 1]) by the thread that builds; gives False to end the build."""


def load_library(library: Library) -> Any:
    """Import one of the two libraries. Raises ModelError when it is not installed or too old."""
    try:
        module = importlib.import_module(library)
    except ImportError as error:
        raise ModelError(f"{library} is not installed ({error}); pip install 'livebg[{EXTRAS[library]}]'") from error
    if library == "tensorrt" and tuple(map(int, module.__version__.split(".")[:2])) < OLDEST:
        raise ModelError(f"TensorRT {module.__version__} is too old; expected 10.12 or newer")
    return module


def any_library() -> Library:
    """Name the first library that is installed. Raises ModelError with the reason of each."""
    reasons = []
    for library in get_args(Library):
        try:
            load_library(library)
        except ModelError as error:
            reasons.append(str(error))
        else:
            return library  # type: ignore[no-any-return]
    raise ModelError("no library that builds engines: " + "; ".join(reasons))


def engine_key(library: Library, model: bytes, shapes: Mapping[str, Shape], architecture: str) -> EngineKey:
    """Say what an engine of this model is tied to. architecture: the GPU's; an RTX engine is tied to none."""
    return EngineKey(
        library=library,
        version=load_library(library).__version__,
        architecture="any" if library == PORTABLE else architecture,
        system=system_name(),
        model_sha256=digest(model),
        shapes=dict(shapes),
    )


def build_engine(
    library: Library, model: bytes, shapes: Mapping[str, Shape], progress: Progress, timing_cache: Path | None = None
) -> bytes:
    """Build an engine for fixed input shapes, each layer in the type that the ONNX file gives it.

    timing_cache: file that TensorRT keeps its measurements in, read and written; RTX measures nothing while it builds. Takes under
    a second with RTX and can take minutes with TensorRT, which needs its GPU. Raises ModelError naming the operator, node or input
    that is not supported, and when it was ended by `progress`.
    """
    trt = load_library(library)
    errors: list[str] = []
    logger = quiet_logger(trt, errors)
    builder = trt.Builder(logger)
    flags = 1 << int(trt.NetworkDefinitionCreationFlag.STRONGLY_TYPED)
    network = builder.create_network(flags)
    parser = trt.OnnxParser(network, logger)
    if not parser.parse(model):
        raise ModelError(_unsupported(parser, library))
    config, profile = builder.create_builder_config(), builder.create_optimization_profile()
    for name, shape in _checked(network, shapes).items():
        profile.set_shape(name, shape, shape, shape)
    config.add_optimization_profile(profile)
    if library == PORTABLE:  # else it allocates memory while it runs, which no CUDA graph can record
        config.set_flag(trt.BuilderFlag.REQUIRE_USER_ALLOCATION)
    monitor = _monitor(trt, progress)
    config.progress_monitor = monitor
    keeps = timing_cache if library != PORTABLE else None
    if keeps is not None:
        config.set_timing_cache(
            config.create_timing_cache(keeps.read_bytes() if keeps.is_file() else b""), ignore_mismatch=True
        )
    engine = builder.build_serialized_network(network, config)
    if monitor.ended:
        raise ModelError("the build of the engine was ended")
    if engine is None:
        raise ModelError(f"{library} cannot build this model: {errors[-1] if errors else 'it gives no reason'}")
    if keeps is not None:
        keeps.parent.mkdir(parents=True, exist_ok=True)
        keeps.write_bytes(bytes(config.get_timing_cache().serialize()))
    return bytes(engine)


def _unsupported(parser: Any, library: Library) -> str:
    """Name the operators and nodes that a parser refused."""
    refused = [parser.get_error(index) for index in range(parser.num_errors)]
    named = [
        f"{error.node_operator()} (node {error.node_name() or error.node()}): {error.desc().partition(chr(10))[0]}"
        for error in refused
    ]
    return f"{library} does not support " + "; ".join(named) if named else f"{library} cannot read this ONNX file"


def _checked(network: Any, shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """Give the shapes back if they fit the network's inputs. Raises ModelError naming the first that does not."""
    inputs = [network.get_input(index) for index in range(network.num_inputs)]
    names = {entry.name for entry in inputs}
    if names != set(shapes):
        raise ModelError(f"the model has the inputs {', '.join(sorted(names))}; expected {', '.join(sorted(shapes))}")
    for entry in inputs:
        own, wanted = tuple(entry.shape), shapes[entry.name]
        if len(own) != len(wanted) or any(a not in (-1, b) for a, b in zip(own, wanted, strict=True)):
            raise ModelError(
                f"the model's input {entry.name} has the shape {own} (-1 = any); expected {wanted}; is its layout another one?"
            )
    return dict(shapes)


def quiet_logger(trt: Any, errors: list[str]) -> Any:
    """Give a logger that keeps the library's errors, in place of one that prints them."""

    class Logger(trt.ILogger):  # type: ignore[misc]
        def log(self, severity: Any, message: str) -> None:
            if severity in (trt.ILogger.ERROR, trt.ILogger.INTERNAL_ERROR):
                errors.append(message)

    return Logger()


def _monitor(trt: Any, progress: Progress) -> Any:
    """Give a monitor that passes on the phases of the first level, and ends the build when it is told to."""

    class Monitor(trt.IProgressMonitor):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.steps: dict[str, int] = {}
            self.ended = False

        def phase_start(self, phase: str, parent: str | None, steps: int) -> None:
            if not parent:
                self.steps[phase] = steps

        def step_complete(self, phase: str, step: int) -> bool:
            if phase in self.steps and not progress(phase, (step + 1) / max(1, self.steps[phase])):
                self.ended = True
            return not self.ended

        def phase_finish(self, phase: str) -> None:
            self.steps.pop(phase, None)

    return Monitor()
