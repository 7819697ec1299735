"""Score models on the validation split, peers beside ours, by the same code in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from livebg.errors import DataError, ModelError
from livebg.mattes import refine
from livebg.segmenters.onnx import OnnxSegmenter
from livebg.settings import LookSettings
from livebg.types import Image, Matte
from train.data import Pair, load_split
from train.metrics import summarise

Predict = Callable[[Image], Matte]  # (H, W, 3) uint8 BGR -> (H, W) float32 alpha


def livebg_raw(path: Path) -> Predict:
    """Score the network alone: its matte, enlarged linearly."""
    segmenter = OnnxSegmenter(path, threads=1)

    def predict(image: Image) -> Matte:
        matte, _ = segmenter.segment(image, None)
        size = (image.shape[1], image.shape[0])
        return np.asarray(cv2.resize(matte, size, interpolation=cv2.INTER_LINEAR), dtype=np.float32)

    return predict


def livebg_refined(path: Path) -> Predict:
    """Score what the app composites: levels and edge refinement with default settings, no past."""
    segmenter, look = OnnxSegmenter(path, threads=1), LookSettings()

    def predict(image: Image) -> Matte:
        matte, _ = segmenter.segment(image, None)
        return refine(matte, image, look, None)[0]

    return predict


def mediapipe(path: Path) -> Predict:
    """Score a MediaPipe selfie model as its authors feed it: plain stretch, RGB in [0, 1], linear both ways."""
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError as error:
        raise ModelError("peers need the package ai-edge-litert; install livebg's extra: peers") from error
    interpreter = Interpreter(str(path), num_threads=1)
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    _, height, width, _ = source["shape"]

    def predict(image: Image) -> Matte:
        small = cv2.resize(image, (int(width), int(height)), interpolation=cv2.INTER_LINEAR)
        interpreter.set_tensor(source["index"], small[None, :, :, ::-1].astype(np.float32) / 255)
        interpreter.invoke()
        alpha = interpreter.get_tensor(target["index"])[0, :, :, 0]
        size = (image.shape[1], image.shape[0])
        return np.clip(cv2.resize(alpha, size, interpolation=cv2.INTER_LINEAR), 0, 1, dtype=np.float32)

    return predict


def load_models(models: list[Path]) -> dict[str, Predict]:
    """Give what to score for each file: .onnx raw and refined, .tflite as a MediaPipe peer. Raises ModelError."""
    found: dict[str, Predict] = {}
    for path in models:
        if path.suffix == ".tflite":
            found[f"MediaPipe {path.stem}"] = mediapipe(path)
        else:
            found[f"livebg {path.stem}, network alone"] = livebg_raw(path)
            found[f"livebg {path.stem}, refined"] = livebg_refined(path)
    return found


def _scored(pairs: Iterable[Pair], predict: Predict) -> Iterator[tuple[Matte, Matte]]:
    """Give (matte, truth) for every pair."""
    for pair in pairs:
        yield predict(pair.image), pair.matte.astype(np.float32) / 255


def evaluate(data: Path, sets: list[str], models: list[Path]) -> list[dict[str, object]]:
    """Score every model on the held-out pictures of every set, at the pictures' own size; one row each."""
    predictors, rows = load_models(models), []
    for name in sets:
        pairs = list(load_split(data / name, validation=True, longest_px=None))
        if not pairs:
            raise DataError(f"{data / name} has no pictures in the validation split; expected about one in ten")
        for model, predict in predictors.items():
            bar = tqdm(pairs, desc=f"{name}: {model}", leave=False)
            rows.append({"set": name, "model": model} | summarise(_scored(bar, predict)))
    return rows


def as_markdown(rows: list[dict[str, object]]) -> str:
    """Lay rows out as a markdown table."""
    lines = [
        "| set | model | pictures | IoU % | boundary F % | MAD x1000 | MSE x1000 |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r['set']} | {r['model']} | {r['pictures']} | {r['iou']:.2f} | {r['boundary_f']:.2f} | {r['mad']:.1f} | {r['mse']:.1f} |"
        for r in rows
    ]
    return "\n".join(lines)
