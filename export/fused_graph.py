"""Write the whole frame as one fp16 graph: each stage a function that follows the one of `livebg.mattes` or `livebg.compose` it names.

Pictures are (1, 3, H, W) fp16 BGR in [0, 255]; mattes (1, 1, h, w). What is subtracted from what it nearly equals (variances) is fp32.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from livebg.mattes import BAND_GAIN, GUIDE_RADIUS_PX, LEVELS, MOTION_SIGMA
from livebg.segmenters.onnx import ModelCard
from livebg.types import Size

GREY = (0.114, 0.587, 0.299)  # of B, G and R, as OpenCV's BGR2GRAY
BINOMIAL = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)  # OpenCV's 5-tap Gaussian


def halvings(frame: Size, size: Size) -> int:
    """Count how often `livebg.mattes.shrink` halves a frame on its way to `size`, both (width, height)."""
    count = 0
    while frame[0] >= 2 * size[0] and frame[1] >= 2 * size[1]:
        frame, count = (frame[0] // 2, frame[1] // 2), count + 1
    return count


def rounded(image: Tensor) -> Tensor:
    """Give whole grey levels, halves upwards, as 8-bit pictures have them."""
    return torch.floor(image + 0.5)


def unpacked(picture: Tensor) -> Tensor:
    """Give (1, 3, H, W) fp16 of a (H, W, 3) uint8 picture."""
    return picture.half().permute(2, 0, 1)[None]


def shrink(image: Tensor, size: Size) -> Tensor:
    """Follow `mattes.shrink`: halve by averaging as often as it goes, then one linear step, in whole grey levels."""
    for _ in range(halvings((image.shape[3], image.shape[2]), size)):
        image = rounded(F.avg_pool2d(image, 2))
    return rounded(F.interpolate(image, (size[1], size[0]), mode="bilinear", align_corners=False))


def grey(image: Tensor) -> Tensor:
    """Give brightness (1, 1, H, W) in whole grey levels."""
    return rounded(F.conv2d(image, torch.tensor(GREY, dtype=image.dtype, device=image.device).reshape(1, 3, 1, 1)))


def network_input(small: Tensor, card: ModelCard) -> Tensor:
    """Follow `OnnxSegmenter.segment`: RGB in [0, 1], normalised as the card says."""
    mean, std = (
        torch.tensor(v, dtype=small.dtype, device=small.device).reshape(1, 3, 1, 1) for v in (card.mean, card.std)
    )
    return (small.flip(1) / 255 - mean) / std


def box(values: Tensor) -> Tensor:
    """Follow `cv2.blur` with the window of the guided filter."""
    reach = GUIDE_RADIUS_PX
    return F.avg_pool2d(F.pad(values, (reach, reach, reach, reach), mode="reflect"), 2 * reach + 1, stride=1)


def gaussian(values: Tensor) -> Tensor:
    """Follow `cv2.GaussianBlur` of 5x5."""
    taps = torch.tensor(BINOMIAL, dtype=values.dtype, device=values.device)
    return F.conv2d(F.pad(values, (2, 2, 2, 2), mode="reflect"), (taps[:, None] * taps).reshape(1, 1, 5, 5))


def dilate(values: Tensor, side: int) -> Tensor:
    """Follow `cv2.dilate` with a square of `side` pixels."""
    return F.max_pool2d(values, side, stride=1, padding=side // 2)


def steady(matte: Tensor, brightness: Tensor, state: Tensor, strength: Tensor) -> tuple[Tensor, Tensor]:
    """Follow `mattes.steady`. state: (1, 3, h, w) fp32: brightness and matte remembered, and ones; all zeros is no past."""
    past_grey, past_matte, known = state[:, 0:1], state[:, 1:2], state[:, 2:3]
    moving = dilate(gaussian((brightness - past_grey).abs()), 5) / MOTION_SIGMA
    keep = known * (0.9 * strength) * torch.exp(-(moving * moving))
    mixed = matte + keep * (past_matte - matte)
    remembered = brightness + keep * (past_grey - brightness)
    return mixed, torch.cat((remembered, mixed, torch.ones_like(known)), dim=1)


def level(matte: Tensor) -> Tensor:
    """Follow `mattes.level`."""
    low, high = LEVELS
    return ((matte - low) / (high - low)).clamp(0, 1)


def enlarge(matte: Tensor, image: Tensor, edges: Tensor) -> Tensor:
    """Follow `mattes.enlarge`. matte: (1, 1, h, w) fp32. Returns (1, 1, H, W) fp16 in [0, 1]."""
    height, width = image.shape[2:]
    guide_full = grey(image)
    guide = shrink(guide_full, (matte.shape[3], matte.shape[2])).float() / 255
    mean_guide, mean_matte = box(guide), box(matte)
    covariance = box(guide * matte) - mean_guide * mean_matte
    variance = box(guide * guide) - mean_guide * mean_guide
    slope = box(covariance / (variance + torch.pow(10.0, -1.5 - 2 * edges)))
    offset = box(mean_matte - slope * mean_guide)
    low, high = -dilate(-matte, 3), dilate(matte, 3)
    base = torch.minimum(torch.maximum(matte + 0.5 * edges * (slope * guide + offset - matte), low), high)
    slope = slope * (BAND_GAIN * (high - low)).clamp(max=1) * torch.sign(edges)
    parts = torch.cat((base - slope * guide, slope), dim=1).half()
    plain, full_slope = F.interpolate(parts, (height, width), mode="bilinear", align_corners=False).split(1, dim=1)
    return (plain + full_slope * (guide_full / 255)).clamp(0, 1)


def over(image: Tensor, backdrop: Tensor, alpha: Tensor) -> Tensor:
    """Follow `compose.over`, rounded once. Returns (H, W, 3) uint8."""
    blended = rounded(backdrop + alpha * (image - backdrop)).clamp(0, 255)
    return blended[0].permute(1, 2, 0).to(torch.uint8)


class FusedFrame(nn.Module):
    """Give a composite: everything from the camera's frame to the picture that sinks take, for opaque backgrounds.

    frame, background: (H, W, 3) uint8 BGR. look: (2,) fp32, smoothing and edges as in `LookSettings`. state: (1, 3, h, w) fp32, zeros at
    first. memory: of a recurrent network only, fp16, zeros at first. Returns the composite (H, W, 3) uint8, the network's
    matte (h, w) fp32, the next state, and the next memory.
    """

    def __init__(self, alpha: nn.Module, card: ModelCard, size: Size) -> None:
        super().__init__()
        self.alpha, self.card, self.size = alpha.half(), card, size

    def forward(
        self, frame: Tensor, background: Tensor, look: Tensor, state: Tensor, memory: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        image = unpacked(frame)
        small = shrink(image, self.size)
        given = self.alpha(network_input(small, self.card), *(() if memory is None else (memory,)))
        raw, *following = given if isinstance(given, tuple) else (given,)
        raw = raw.float()
        steadied, state = steady(raw, grey(small).float(), state, look[0])
        matte = enlarge(level(steadied), image, look[1])
        return over(image, unpacked(background), matte), raw[0, 0], state, *following
