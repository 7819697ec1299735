"""Write and read training state: a checkpoint to resume a run, and small fp16 weights to keep."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from livebg.errors import ModelError


def save_weights(path: Path, model: nn.Module, card: dict[str, Any]) -> None:
    """Write the model's tensors as safetensors, with `card` (recipe, step, figures) in the header.

    Kernels are fp16. Vectors stay fp32: the variance of a normalisation may be beyond what fp16 holds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {
        name: (tensor.half() if tensor.is_floating_point() and tensor.dim() > 1 else tensor).contiguous()
        for name, tensor in model.state_dict().items()
    }
    beside = path.with_suffix(".partial")
    save_file(tensors, beside, metadata={"card": json.dumps(card)})
    os.replace(beside, path)


def part_of(file: Path) -> dict[str, str]:
    """Name a weights file in the card of a mean of networks, which keeps no tensors of its own; see `train.average`."""
    return {"file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Read what `save_weights` wrote: tensors as fp32, and the card; of a mean of networks the tensors of the files that it names.

    Raises ModelError when it is not such a file, or one that it names is not beside it or has changed.
    """
    tensors, card = _read(path)
    parts = card.get("parts", [])
    files = [path.with_name(Path(part["file"]).name) for part in parts]
    for number, (file, part) in enumerate(zip(files, parts, strict=True)):
        if not file.is_file() or part_of(file) != part:
            state = "has changed since" if file.is_file() else "is not there"
            names = " ".join(map(str, files))
            raise ModelError(
                f"{path} is the mean of networks, and {file}, one of them, {state}; "
                f"write it anew with: python -m train average {names} --logits --output {path}"
            )
        tensors |= {f"members.{number}.{name}": tensor for name, tensor in _read(file)[0].items()}
    return tensors, card


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    try:
        with safe_open(path, framework="pt") as file:
            card = json.loads((file.metadata() or {})["card"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (not a dict)
    except (OSError, SafetensorError, KeyError, json.JSONDecodeError) as error:
        raise ModelError(f"cannot read weights from {path}: {error}; expected a file written by train fit") from error
    return {name: t.float() if t.is_floating_point() else t for name, t in tensors.items()}, card


def load_strictly(model: nn.Module, tensors: dict[str, Tensor], path: Path) -> None:
    """Put tensors into a model; raises ModelError naming the keys when they are of another architecture."""
    expected = model.state_dict()
    wrong = [name for name in expected if name not in tensors or tensors[name].shape != expected[name].shape]
    wrong += [name for name in tensors if name not in expected]
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise ModelError(
            f"{path} does not fit this {type(model).__name__}: {', '.join(wrong[:3])}{more} are missing, unknown or of another shape; "
            "was it trained with another preset?"
        )
    model.load_state_dict(tensors, strict=True)


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Write a resumable checkpoint, beside first and then renamed: a kill never leaves half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".partial")
    torch.save(state, beside)
    os.replace(beside, path)
