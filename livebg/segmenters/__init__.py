"""Open matting networks by name or file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from livebg.assets import asset, asset_names
from livebg.errors import ModelError
from livebg.segmenters.onnx import OnnxSegmenter, read_model
from livebg.settings import ModelSettings
from livebg.types import Segmenter

INT8 = "-int8"  # ends the name of a network's 8-bit version


@dataclass(frozen=True)
class ModelChoice:
    """Describe one bundled model for `livebg models`."""

    name: str
    path: Path
    parameters: int
    description: str


def model_path(model: str) -> Path:
    """Find a model by bundled name or by file. Raises ModelError naming what there is.

    A name means the int8 version where there is one: as good and half the cost. The other is chosen by its file.
    """
    names = asset_names("models", (".onnx",))
    if model in names:
        return asset(f"models/{model}{INT8}.onnx" if f"{model}{INT8}" in names else f"models/{model}.onnx")
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


def open_segmenter(settings: ModelSettings) -> Segmenter:
    """Load the chosen model; takes up to a second. Raises ModelError."""
    return OnnxSegmenter(model_path(settings.model), threads=settings.threads)
