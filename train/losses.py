"""Name the matting losses; every one is a mean over the batch, 0 = perfect."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

EDGE_BAND_PX = 7  # positions this near to the matte's edge weigh more
EDGE_WEIGHT = 3.0


def matting_losses(logits: Tensor, pha: Tensor) -> dict[str, Tensor]:
    """Give the named losses and their sum `total`.

    logits, pha: (N, 1, H, W) float; pha in [0, 1], 1 = person. All results are scalars.
    """
    thick = F.max_pool2d(pha, EDGE_BAND_PX, 1, EDGE_BAND_PX // 2)
    thin = -F.max_pool2d(-pha, EDGE_BAND_PX, 1, EDGE_BAND_PX // 2)
    weight = 1 + EDGE_WEIGHT * (thick - thin)
    bce = (F.binary_cross_entropy_with_logits(logits, pha, reduction="none") * weight).sum() / weight.sum()

    alpha = logits.sigmoid()
    l1 = ((alpha - pha).abs() * weight).sum() / weight.sum()
    # Soft IoU (Rahman and Wang 2016), per picture so that a small person counts as much as a large one; the
    # constant keeps empty pictures finite.
    overlap = (alpha * pha).sum(dim=(1, 2, 3))
    union = (alpha + pha - alpha * pha).sum(dim=(1, 2, 3))
    iou = (1 - (overlap + 50) / (union + 50)).mean()
    return {"bce": bce, "l1": l1, "iou": iou, "total": bce + 0.5 * l1 + 0.5 * iou}
