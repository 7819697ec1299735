"""Open matting networks by name or file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from livebg.assets import INT8, asset, asset_names, int8_beside
from livebg.errors import ModelError
from livebg.segmenters.onnx import OnnxSegmenter, read_model
from livebg.segmenters.precision import int8_pays
from livebg.settings import ModelSettings
from livebg.types import Segmenter


@dataclass(frozen=True)
class ModelChoice:
    """Describe one bundled model for `livebg models`."""

    name: str
    path: Path
    parameters: int
    description: str


def model_path(model: str) -> Path:
    """Find a model by bundled name or by file. Raises ModelError naming what there is."""
    if model in asset_names("models", (".onnx",)):
        return asset(f"models/{model}.onnx")
    path = Path(model)
    if path.suffix == ".onnx" or path.exists():
        return path
    raise ModelError(
        f"no model {model!r}; expected one of {', '.join(asset_names('models', ('.onnx',))) or '(none bundled)'} or an .onnx file"
    )


def list_models() -> list[ModelChoice]:
    """Describe every bundled model, in name order."""
    choices = []
    for name in asset_names("models", (".onnx",)):
        path = asset(f"models/{name}.onnx")
        card = read_model(path).card
        choices.append(ModelChoice(name, path, card.parameters, card.description))
    return choices


def cpu_path(settings: ModelSettings) -> Path:
    """Find the file that serves a model on the CPU: NAME.onnx, or the NAME-int8.onnx beside it. Raises ModelError."""
    whole = model_path(settings.model)
    if settings.precision == "fp32" or whole.stem.endswith(INT8):
        return whole
    int8 = int8_beside(whole)
    if int8.is_file():
        return int8 if settings.precision == "int8" or int8_pays() else whole
    if settings.precision == "int8":
        raise ModelError(f"the model {settings.model} has no int8 file; choose --precision auto, or another model")
    return whole


def open_segmenter(settings: ModelSettings) -> Segmenter:
    """Load the chosen model; takes up to a second. Raises ModelError."""
    return OnnxSegmenter(cpu_path(settings), threads=settings.threads)
