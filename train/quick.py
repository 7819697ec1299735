"""Score a torch model on pairs at the size of use, while it trains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from livebg.segmenters.onnx import network_size
from train.data import Pair
from train.metrics import Matte, summarise
from train.networks import alpha_of, logits_of


def to_tensors(batch: Sequence[Tensor], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Turn a uint8 batch into src (N, 3, H, W), pha and band (N, 1, H, W): floats in [0, 1] on the device.

    A batch of sequences has its T frames after N everywhere. What else is in the batch is left out.
    """
    images, mattes, bands = (part.to(device, non_blocking=True) for part in batch[:3])
    src = images.movedim(-1, -3).float().div_(255)
    if src.dim() == 4:
        src = src.contiguous(memory_format=torch.channels_last)
    return src, mattes.unsqueeze(-3).float().div_(255), bands.unsqueeze(-3).float().div_(255)


def mattes_of(
    model: nn.Module, pairs: Sequence[Pair], area_px: int, device: torch.device
) -> Iterator[tuple[Matte, Matte]]:
    """Give a torch model's matte and the truth for each pair, both (H, W) float32 in [0, 1], at the size of use."""
    model.eval()
    for pair in pairs:
        height, width = pair.matte.shape
        size = network_size((width, height), area_px, model.multiple)
        image = np.ascontiguousarray(cv2.resize(pair.image, size, interpolation=cv2.INTER_AREA)[None, :, :, ::-1])
        nothing = torch.zeros(1, 1, 1, dtype=torch.uint8)
        src, _, _ = to_tensors((torch.from_numpy(image), nothing, nothing), device)
        with torch.inference_mode():
            alpha = alpha_of(logits_of(model, src))[0, 0].float().cpu().numpy()
        matte = cv2.resize(alpha, (width, height), interpolation=cv2.INTER_LINEAR)
        yield matte, pair.matte / np.float32(255)


def quick_score(model: nn.Module, pairs: Sequence[Pair], area_px: int, device: torch.device) -> dict[str, float]:
    """Score a torch model on pairs at the size of use: a check while training, not the published figure."""
    return summarise(mattes_of(model, pairs, area_px, device))
