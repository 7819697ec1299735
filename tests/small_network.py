"""Write the weights of a small network, untrained, as training writes its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from train.checkpoint import save_weights
from train.networks import build, describe
from train.unet import UNetRecipe

SMALL = UNetRecipe(widths=(8, 8, 16), depths=(1, 1, 1), decoder=(8,))


def write_weights(path: Path, seed: int = 3, **card: Any) -> Path:
    torch.manual_seed(seed)
    save_weights(path, build(SMALL), {"network": describe(SMALL), "area_px": 6144, "step": 7, **card})
    return path
