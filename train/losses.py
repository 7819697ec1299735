"""Name the matting losses; every one is a mean over the batch, 0 = perfect."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

EDGE_WEIGHT = 3.0
TEMPORAL_WEIGHT = 5.0
SMALL_PX = 50.0  # keeps the soft IoU of an empty picture finite


def matting_losses(logits: Tensor, pha: Tensor, band: Tensor) -> dict[str, Tensor]:
    """Give the named losses and their sum `total`.

    logits, pha, band: (N, 1, H, W) float; pha in [0, 1], 1 = person; band in [0, 1], 1 = at the matte's edge. Results are scalars.
    """
    weight = 1 + EDGE_WEIGHT * band
    whole = weight.sum()
    bce = F.binary_cross_entropy_with_logits(logits, pha, weight, reduction="sum") / whole

    alpha = logits.sigmoid()
    l1 = ((alpha - pha).abs() * weight).sum() / whole
    # Soft IoU (Rahman and Wang 2016), per picture so that a small person counts as much as a large one.
    overlap = (alpha * pha).sum(dim=(1, 2, 3))
    union = alpha.sum(dim=(1, 2, 3)) + pha.sum(dim=(1, 2, 3)) - overlap
    iou = (1 - (overlap + SMALL_PX) / (union + SMALL_PX)).mean()
    return {"bce": bce, "l1": l1, "iou": iou, "total": bce + 0.5 * l1 + 0.5 * iou}


def cross_entropy(logits: Tensor, pha: Tensor, band: Tensor) -> dict[str, Tensor]:
    """Give the plain cross-entropy of the Tiramisu paper (Jegou et al. 2017); `band` is not looked at."""
    return {"total": F.binary_cross_entropy_with_logits(logits, pha)}


def sequence_losses(logits: Tensor, pha: Tensor, band: Tensor) -> dict[str, Tensor]:
    """Give the matting losses over all frames, and `temporal`: alpha has to change as the truth does (Lin et al. 2021, RVM).

    logits, pha, band: (N, T, 1, H, W) float, as for matting_losses.
    """
    losses = matting_losses(logits.flatten(0, 1), pha.flatten(0, 1), band.flatten(0, 1))
    moved = logits.sigmoid().diff(dim=1) - pha.diff(dim=1)
    losses["temporal"] = moved.square().mean()
    losses["total"] = losses["total"] + TEMPORAL_WEIGHT * losses["temporal"]
    return losses


LOSSES = {"matting": matting_losses, "cross-entropy": cross_entropy, "sequence": sequence_losses}
