"""Make engines of models: fp16, checked against fp32 on real pictures, built, and kept with their sidecar."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx

from export.backends import FP16_LIMITS, Backend, Call, Model, first_state, input_size
from export.half_model import as_half, refuse_overflow
from export.half_weights import load_float
from export.verify import Difference, mattes_of
from livebg.errors import ModelError
from livebg.segmenters.engine_build import Library, Progress, build_engine, engine_key
from livebg.segmenters.engine_file import Shape, save_engine, sidecar_of
from livebg.segmenters.onnx import METADATA_KEY, PLANES, network_input, open_session, read_model
from livebg.types import Image, Size

TIMING_CACHE = "tensorrt.timings"


@dataclass(frozen=True)
class Built:
    """Hold what was built. difference: of the fp16 model to the fp32 one in ONNX Runtime; None for a graph that was fp16 already."""

    path: Path
    architecture: str
    version: str
    bytes: int
    seconds: float
    difference: Difference | None


def make_engine(
    path: Path, output: Path, library: Library, frame: Size, pictures: Sequence[Image], progress: Progress
) -> Built:
    """Build the engine of an ONNX file for frames of one size, and write it and its sidecar. Raises ModelError.

    A model of ours is made fp16 first, and compared with fp32 on `pictures`; any other graph is built as it is.
    """
    model = _read(path)
    if any(node.op_type == "DequantizeLinear" for node in model.graph.node):
        raise ModelError(
            f"{path} is an int8 file, whose int32 biases no engine takes; name the fp32 file that it was made from"
        )
    difference, shapes = None, _fixed_shapes(model)
    if any(entry.key == METADATA_KEY for entry in model.metadata_props):
        card = read_model(path).card
        size = input_size(card, frame)
        shapes = {"src": (1, 3, size[1], size[0])} | {n: a.shape for n, a in first_state(card, size).items()}
        if _is_float(model):
            model, difference = half_checked(model, Model(path.stem, path, None, None), pictures)
    data = model.SerializeToString()
    began = time.perf_counter()
    engine = build_engine(library, data, shapes, progress, output.parent / TIMING_CACHE)
    seconds = time.perf_counter() - began
    key = engine_key(library, data, shapes, _architecture(library))
    save_engine(output, engine, key)
    return Built(output, key.architecture, key.version, len(engine), seconds, difference)


def write_half(path: Path, output: Path, pictures: Sequence[Image]) -> Difference:
    """Write the fp16 version of a model of ours and give how far its alpha is from fp32's. Raises ModelError."""
    card = read_model(path).card
    half, difference = half_checked(_read(path), Model(path.stem, path, None, None), pictures)
    named = card.model_copy(
        update={"name": f"{card.name}-fp16", "description": f"{card.description}, in fp16 for GPUs"}
    )
    kept = {entry.key: entry.value for entry in half.metadata_props}
    onnx.helper.set_model_props(half, kept | {METADATA_KEY: named.model_dump_json()})
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.stem}.partial.onnx")
    onnx.save(half, beside)
    os.replace(beside, output)
    return difference


def half_checked(model: onnx.ModelProto, files: Model, pictures: Sequence[Image]) -> tuple[onnx.ModelProto, Difference]:
    """Give the fp16 model with how far its alpha is from fp32's. Raises ModelError when it overflows, saturates or is too far."""
    card = files.card
    size = input_size(card, (1280, 720))
    memory = first_state(card, size)
    refuse_overflow(model, [{PLANES: network_input(image, size, card), **memory} for image in pictures])
    half = as_half(model)
    backends = [
        Backend("fp32", _call(model), (0, 0, 0), card),
        Backend("ONNX Runtime fp16", _call(half), FP16_LIMITS, card),
    ]
    fp32, fp16 = (np.stack(list(mattes_of(backend, files, pictures))) for backend in backends)
    apart = np.abs(fp16 - fp32)
    figures = float(apart.max()), float(np.quantile(apart, 0.999)), float(apart.mean())
    row = Difference(files.name, backends[1].name, len(pictures), *figures, FP16_LIMITS)
    if not row.within:
        raise ModelError(
            f"{files.path} in fp16 differs from fp32 by {row.largest:.3g} at most and {row.mean:.3g} on average; "
            f"allowed are {FP16_LIMITS[0]:g} and {FP16_LIMITS[2]:g}, so no engine is made"
        )
    return half, row


def _read(path: Path) -> onnx.ModelProto:
    """Read an ONNX file. Raises ModelError."""
    try:
        model = load_float(path)
        onnx.checker.check_model(model)
    except Exception as error:  # protobuf's and onnx's own kinds
        raise ModelError(f"{path} cannot be read as ONNX: {str(error).splitlines()[0]}") from error
    return model


def _is_float(model: onnx.ModelProto) -> bool:
    """Tell whether a model computes in fp32: no weight is fp16 or int8."""
    kinds = {tensor.data_type for tensor in model.graph.initializer}
    return not kinds & {onnx.TensorProto.FLOAT16, onnx.TensorProto.INT8, onnx.TensorProto.UINT8}


def _fixed_shapes(model: onnx.ModelProto) -> dict[str, Shape]:
    """Give the inputs' shapes by name; -1 where a graph leaves one open."""
    return {
        entry.name: tuple(dim.dim_value or -1 for dim in entry.type.tensor_type.shape.dim)
        for entry in model.graph.input
    }


def _call(model: onnx.ModelProto) -> Call:
    session = open_session(model.SerializeToString())
    return lambda inputs: list(session.run(None, inputs))


def _architecture(library: Library) -> str:
    """Name the GPU architecture that the engine is tied to."""
    if library == "tensorrt_rtx":
        return "any"
    from livebg.segmenters.device_memory import open_device

    device = open_device()
    try:
        return device.architecture
    finally:
        device.close()


def as_table(rows: Sequence[Built]) -> str:
    """Lay built engines out as a Markdown table."""
    lines = [
        "| engine | library | GPU | MB | built in s | fp16 to fp32, max / p99.9 / mean \\|Δalpha\\| |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        apart = row.difference
        figures = "" if apart is None else f"{apart.largest:.1e} / {apart.p999:.1e} / {apart.mean:.1e}"
        lines.append(
            f"| `{row.path.name}` (`{sidecar_of(row.path).name}`) | {row.version} | {row.architecture} "
            f"| {row.bytes / 1e6:.2f} | {row.seconds:.2f} | {figures} |"
        )
    return "\n".join(lines)
