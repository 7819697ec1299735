"""Quantise an ONNX model of ours to int8 (QDQ), calibrated on training pictures."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import onnx
from numpy.typing import NDArray

from export.int8_graph import rewritten, take_bytes, takes_patches
from export.rounding import round_weights
from livebg.assets import INT8
from livebg.segmenters.onnx import METADATA_KEY, PATCHES, network_feed, network_size, read_model
from livebg.types import Image
from train.samples import Mix, Sampler
from train.sets import pairs_of, real_rooms, training_rooms

LEAST_AREA_PX, MOST_AREA_PX = 4096, 1 << 20
ROUNDING_SHARE = 0.5  # of the calibration pictures, to round weights to 7 bits by
STEPS = 64  # that 7 bits hold to each side of 0; two products with bytes then fit into 16 bits
PERCENTILE = 99.999  # of each layer's values lie within its range
AT_ONCE = 8  # pictures of which all layers' values are held in memory
MIX = Mix(empty=0.25)  # what a network sees in an empty room is unlike anything it sees of a person


def calibration_pictures(
    roots: Sequence[Path], sets: Sequence[str], backgrounds: str, shape: tuple[int, int], count: int
) -> list[Image]:
    """Give `count` pictures (H, W, 3) uint8 BGR of this shape (H, W), drawn as training draws them, so that every light and camera
    fault is in the ranges. Raises DataError for unusable data.
    """
    pairs = [pairs_of(roots, name, validation=False) for name in sets]
    real = real_rooms(roots, backgrounds)
    sampler = Sampler([(1.0, some) for some in pairs], training_rooms(real, pairs), real=real)
    rng = np.random.default_rng(8)
    return [sampler.draw(rng, shape, MIX).image for _ in range(count)]


def quantise(
    model: Path,
    roots: Sequence[Path],
    sets: Sequence[str],
    backgrounds: str,
    output: Path,
    *,
    area_px: int | None,
    area_without_dot_px: int | None,
    bits: Literal[7, 8],
    count: int,
) -> None:
    """Write `output`: weights int8 per channel, activations uint8, with the model's card; what makes the logits gives floats.

    Calibrated at the network's size for 16:9. area_px: of its input, where what int8 saves is spent on more pixels; area_without_dot_px:
    the same on x86 without VNNI, where it saves less. bits: of the weights; 7 cannot overflow there, and are rounded by what they do to
    the layers' outputs (`export.rounding`). count: of the pictures that it is calibrated on.
    Raises ModelError when the model is none of ours, DataError for unusable data.
    See Jacob et al. 2018 for the scheme.
    """
    from onnxruntime.quantization import (
        CalibrationDataReader,
        CalibrationMethod,
        QuantFormat,
        QuantType,
        quantize_static,
    )
    from onnxruntime.quantization.shape_inference import quant_pre_process

    card = read_model(model).card
    card = card.model_copy(update={"area_px": area_px or card.area_px, "area_without_dot_px": area_without_dot_px})
    width, height = network_size((16, 9), card.area_px, card.multiple)
    pictures = calibration_pictures(roots, sets, backgrounds, (height, width), count)

    def feeds(some: Sequence[Image]) -> Iterator[dict[str, NDArray[np.generic]]]:
        for small in some:
            feed = network_feed(small, card)
            yield {PATCHES: feed[PATCHES] / np.float32(255)} if PATCHES in feed else feed

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self.feeds: Iterator[dict[str, NDArray[np.generic]]] = iter(())

        def __len__(self) -> int:
            return len(pictures)

        def set_range(self, start_index: int, end_index: int) -> None:
            self.feeds = feeds(pictures[start_index:end_index])

        def get_next(self) -> dict[str, NDArray[np.generic]] | None:
            return next(self.feeds, None)

    with tempfile.TemporaryDirectory(prefix="livebg-") as scratch:
        prepared, raw = Path(scratch) / "prepared.onnx", Path(scratch) / "int8.onnx"
        quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
        work = rewritten(onnx.load(prepared), card)
        patches = takes_patches(work.model)
        card = card.model_copy(update={"input": "patches" if patches else "planes", "weight_bits": bits})
        if bits == 7:
            some = pictures[: math.ceil(ROUNDING_SHARE * count)]
            round_weights(work.model, feeds(some), work.fp32, STEPS)
        onnx.save(work.model, prepared)
        quantize_static(
            str(prepared),
            str(raw),
            Reader(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            reduce_range=bits == 7,
            # A few values far out would make the steps of all the others coarse.
            calibrate_method=CalibrationMethod.Percentile,
            # Alpha needs more than 256 steps before the sigmoid.
            extra_options={
                "CalibPercentile": PERCENTILE,
                "CalibStridedMinMax": math.gcd(count, AT_ONCE),
                "OpTypesToExcludeOutputQuantization": ["MatMul"],
            },
            nodes_to_exclude=work.fp32,
        )
        quantised = onnx.load(raw)
        if patches:
            take_bytes(quantised)
        named = card.model_copy(update={"name": f"{card.name}{INT8}", "description": f"{card.description}, in int8"})
        onnx.helper.set_model_props(quantised, {METADATA_KEY: named.model_dump_json()})
        beside = output.with_name(f".{output.stem}.partial.onnx")
        output.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(quantised, beside)
        os.replace(beside, output)
