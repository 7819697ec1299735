"""Write the whole frame as one fp16 graph: each stage a function that follows the one of livebg that it names.

Pictures are (1, 3, H, W) fp16 BGR in [0, 255], whole levels; mattes and grids of nodes (1, C, h, w) fp32, as variances and lines subtract
what they nearly equal. The network, the pictures and the blend are fp16.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from livebg.kernels.edges import DEEP, SLOPE
from livebg.kernels.guide import BAND_GAIN, LEAST_CHANGE, REACH, SAMPLES, TRUST
from livebg.kernels.mattes import FLICKER
from livebg.mattes import LEAST_FACTOR, MOTION_SIGMA, SHARPEN, SOFTNESS, node_side
from livebg.segmenters.onnx import ModelCard
from livebg.types import Size

GREY = (0.114, 0.587, 0.299)  # of B, G and R, as OpenCV's BGR2GRAY
NETWORK_STEP, LIGHT_STEP = 2, 4  # every so many rows are read for the network, and for the light of a backdrop
MOST_ROWS_READ = 8  # of one cell: their sum, at most 2040, is exact in fp16


def fits(frame: Size, network: Size) -> bool:
    """Tell whether the graph can follow the CPU path: averages of whole pixels for a backdrop's light, and sums that fit fp16."""
    factors = frame[0] / network[0], frame[1] / network[1]
    even = all(side % 2 == 0 for side in (*network, *(frame if min(factors) < LEAST_FACTOR else ())))
    return even and min(factors) >= 2 and factors[1] < NETWORK_STEP * MOST_ROWS_READ


def rounded(values: Tensor) -> Tensor:
    """Give whole grey levels, halves upwards."""
    return torch.floor(values + 0.5)


def unpacked(picture: Tensor) -> Tensor:
    """Give (1, 3, H, W) fp16 of a (H, W, 3) uint8 picture."""
    return picture.half().permute(2, 0, 1)[None]


def _cells(length: int, count: int, step: int) -> NDArray[np.float32]:
    """Give (count, length): 1 where a place belongs to a cell and is read, else 0."""
    chosen = np.zeros((count, length), np.float32)
    for cell in range(count):
        begin = cell * length // count
        chosen[cell, begin : max(begin + 1, (cell + 1) * length // count) : step] = 1
    return chosen


def average_cells(image: Tensor, size: Size, step: int) -> Tensor:
    """Follow `kernels.mattes.average_cells`: (1, 3, h, w) fp32 in whole levels, at `size` (width, height)."""
    rows, columns = _cells(image.shape[2], size[1], step), _cells(image.shape[3], size[0], 1)
    share = torch.from_numpy(1 / (rows.sum(1)[:, None] * columns.sum(1)))
    totals = torch.matmul(torch.from_numpy(rows).half(), image).float()  # of at most MOST_ROWS_READ levels: exact
    return rounded(torch.matmul(totals, torch.from_numpy(np.ascontiguousarray(columns.T))) * share)


def shrink(image: Tensor, size: Size) -> Tensor:
    """Follow `mattes.shrink` for sizes that `fits` allows: (1, 3, h, w) fp32 in whole levels, at `size` (width, height)."""
    if min(image.shape[3] / size[0], image.shape[2] / size[1]) >= LEAST_FACTOR:
        return average_cells(image, size, NETWORK_STEP)
    return rounded(enlarged(halved(image.float()), (size[1], size[0])))


def halved(image: Tensor) -> Tensor:
    """Follow `mattes.halved`: the means of 2x2 pixels, fp32 in whole levels. image: (1, C, h, w) fp32, both sides even."""
    return rounded(F.avg_pool2d(image, 2))


def network_input(small: Tensor, card: ModelCard) -> Tensor:
    """Follow `segmenters.onnx.network_input`: fp16 RGB, normalised as the card says."""
    mean, std = (torch.tensor(values).reshape(1, 3, 1, 1) for values in (card.mean, card.std))
    return ((small.flip(1) / 255 - mean) / std).half()


def box(values: Tensor, side: int) -> Tensor:
    """Give means over square windows as `cv2.blur` does, mirrored at the border."""
    reach = side // 2
    return F.avg_pool2d(F.pad(values, (reach, reach, reach, reach), mode="reflect"), side, stride=1)


def dilate(values: Tensor) -> Tensor:
    """Follow `cv2.dilate` with a square of 3 pixels."""
    return F.max_pool2d(values, 3, stride=1, padding=1)


def enlarged(values: Tensor, size: tuple[int, int]) -> Tensor:
    """Bring to (rows, columns) linearly."""
    return F.interpolate(values, size, mode="bilinear", align_corners=False)


def steady(matte: Tensor, small: Tensor, state: Tensor, look: Tensor) -> tuple[Tensor, Tensor]:
    """Follow `mattes.steady`. small: the picture at the samples. state: (1 + samples + pixels,), zeros at first.

    Gives the levelled matte, and the next state: 1 (a past is known), brightness and matte remembered.
    """
    (rows, columns), (h, w) = small.shape[2:], matte.shape[2:]
    known, greys, mattes = state.split((1, rows * columns, h * w))
    past_grey, past_matte = greys.reshape(1, 1, rows, columns), mattes.reshape(1, 1, h, w)
    grey = rounded((small * torch.tensor(GREY).reshape(1, 3, 1, 1)).sum(1, keepdim=True))
    taps = torch.tensor((0.25, 0.5, 0.25))
    change = F.pad((grey - torch.round(past_grey)).abs(), (1, 1, 1, 1), mode="reflect")
    moving = dilate(rounded(F.conv2d(change, (taps[:, None] * taps).reshape(1, 1, 3, 3)))) / MOTION_SIGMA
    keep = known * (0.9 * look[0]) * torch.exp(-(moving * moving))
    kept, change = F.interpolate(keep, (h, w), mode="nearest"), past_matte - matte
    again = 1 - kept * (1 - change.abs() / float(FLICKER)).clamp(min=0)
    mixed = matte + (1 - (1 - kept) * again * again) * change
    remembered = grey + keep * (past_grey - grey)
    levelled = ((mixed - look[1]) / (look[2] - look[1])).clamp(0, 1)
    return levelled, torch.cat((torch.ones(1), remembered.flatten(), mixed.flatten()))


def windows(nodes: Tensor, reach: int) -> Tensor:
    """Follow `kernels.guide.sum_windows`."""
    side = 2 * reach + 1
    return F.avg_pool2d(nodes, side, stride=1, padding=reach) * side**2


def fit_lines(small: Tensor, matte: Tensor, side: int) -> tuple[Tensor, Tensor, Tensor]:
    """Follow `kernels.guide.pack_nodes` and `fit_lines`: lines (1, 5, rows, columns), edges (1, 8, ...), how many nodes (1, 1, ...).

    small: the picture at the samples. side: see `mattes.node_side`.
    """
    colour, p = small / 255, F.avg_pool2d(matte, 2)
    person, room = p**4 + 1e-6, (1 - p) ** 4 + 1e-6
    b, g, r = colour.split(1, dim=1)
    squares = torch.cat((b * b, b * g, b * r, g * g, g * r, r * r), dim=1)
    weighted = colour * person, person, colour * room, room
    nodes = F.avg_pool2d(torch.cat((torch.ones_like(p), colour, p, colour * p, squares, p * p, *weighted), dim=1), side)
    sums = windows(nodes, REACH // side)
    count, means, (person, some, room, others) = (
        sums[:, :1],
        sums[:, :15] / sums[:, :1],
        sums[:, 15:].split((3, 1, 3, 1), 1),
    )
    _, mean, p, mixed, squares, pp = means.split((1, 3, 1, 3, 6, 1), dim=1)
    near = F.avg_pool2d(nodes[:, 4:5], 3, stride=1, padding=1, count_include_pad=False)
    edges = torch.cat((255 * person / some, 255 * room / others, p, near), dim=1)
    b, g, r = mean.split(1, dim=1)
    pb, pg, pr = (mixed - mean * p).split(1, dim=1)
    bb, bg, br, gg, gr, rr = (squares - torch.cat((b * b, b * g, b * r, g * g, g * r, r * r), dim=1)).split(1, dim=1)
    bb, gg, rr = bb + SOFTNESS, gg + SOFTNESS, rr + SOFTNESS
    i00, i01, i02 = gg * rr - gr * gr, br * gr - bg * rr, bg * gr - br * gg
    i11, i12, i22 = bb * rr - br * br, bg * br - bb * gr, bb * gg - bg * bg
    parts = (i00 * pb + i01 * pg + i02 * pr, i01 * pb + i11 * pg + i12 * pr, i02 * pb + i12 * pg + i22 * pr)
    slope = torch.cat(parts, dim=1) / (bb * i00 + bg * i01 + br * i02)
    explained = (slope * torch.cat((pb, pg, pr), dim=1)).sum(1, keepdim=True) / (pp - p * p + SOFTNESS)
    return torch.cat((slope, p - (slope * mean).sum(1, keepdim=True), explained), dim=1), edges, count


def calmed(image: Tensor, sigma_px: Tensor) -> Tensor:
    """Follow `cv2.GaussianBlur` with 5 x 5 taps, of the picture itself where sigma is 0."""
    places = torch.arange(-2, 3).float()
    taps = torch.exp(-places * places / (2 * sigma_px.clamp(min=0.1) ** 2))
    taps = (taps / taps.sum()).half()
    height, width = image.shape[2:]
    tall = F.pad(image, (0, 0, 2, 2), mode="reflect")
    column = sum(taps[step] * tall[:, :, step : step + height] for step in range(5))
    wide = F.pad(column, (2, 2, 0, 0), mode="reflect")
    return rounded(sum(taps[step] * wide[:, :, :, step : step + width] for step in range(5)))


def sampled(image: Tensor, size: tuple[int, int]) -> Tensor:
    """Give the mean colour of SAMPLES**2 places in each pixel of a matte of (rows, columns), (1, 3, rows, columns) fp32 in [0, 1]."""
    places = [
        torch.tensor([((2 * at + 1) * full) // (2 * SAMPLES * small) for at in range(SAMPLES * small)])
        for full, small in zip(image.shape[2:], size, strict=True)
    ]
    picked = image.index_select(2, places[0]).index_select(3, places[1]).float()
    return F.avg_pool2d(picked, SAMPLES) / 255


def enlarge(matte: Tensor, image: Tensor, small: Tensor, edges: Tensor) -> tuple[Tensor, Tensor]:
    """Follow `mattes.enlarge`: alpha (1, 1, H, W) fp16, sharpened, and the colours along the edge."""
    shape = (matte.shape[2], matte.shape[3])
    side = node_side(small.shape[2], small.shape[3])
    lines, colours, count = fit_lines(small, matte, side)
    line = enlarged(torch.cat((windows(lines, REACH // side), count), dim=1), shape)
    slope, offset, explained = (line[:, :5] / line[:, 5:]).split((3, 1, 1), dim=1)
    least, most = -dilate(-matte), dilate(matte)
    low, high = SHARPEN
    changes = (most - least > LEAST_CHANGE) & (most > low) & (least < high)
    edge = (
        changes | ((matte > low) & (matte < high))
    ).float()  # elsewhere alpha is 0 or 1 in the end: see `kernels.guide.find_band`
    bend = (slope * sampled(image, shape)).sum(1, keepdim=True)
    value = torch.minimum(torch.maximum(bend + offset, least), most)
    trust = edge * edges * (float(TRUST) * explained).clamp(0, 1)
    gain = edge * edges * (BAND_GAIN * (most - least)).clamp(max=1)
    plain = matte + trust * (value - matte) - gain * bend
    full = enlarged(torch.cat((plain, gain * slope / 255), dim=1), (image.shape[2], image.shape[3]))
    alpha = full[:, :1] + (full[:, 1:] * image.float()).sum(1, keepdim=True)
    return ((alpha - low) / (high - low)).clamp(0, 1).half(), colours


def over_cleanly(
    image: Tensor, backdrop: Tensor, alpha: Tensor, edges: Tensor, cleanup: Tensor, wrap: Tensor
) -> Tensor:
    """Follow `compose.edge_light` and `compose.over_cleanly`. Returns (H, W, 3) uint8."""
    nodes = (edges.shape[3], edges.shape[2])
    light = rounded(box(average_cells(backdrop, nodes, LIGHT_STEP), 5))
    full = enlarged(torch.cat((edges[:, :7], light), dim=1).half(), (image.shape[2], image.shape[3]))
    person, room, mean, lit = full.split((3, 3, 1, 3), dim=1)
    opened = ((float(DEEP) - mean) * float(SLOPE)).clamp(0, 1)
    pure = (person + alpha * (image - alpha * person - (1 - alpha) * room)).clamp(0, 255)
    value = image + cleanup.half() * (pure - image)
    value = value + wrap.half() * opened * opened * lit * (1 - value / 255)
    blended = rounded(backdrop + alpha * (value - backdrop)).clamp(0, 255)
    return blended[0].permute(1, 2, 0).to(torch.uint8)


class FusedFrame(nn.Module):
    """Give a composite: everything from the camera's frame to the picture that sinks take, for opaque backgrounds.

    frame, background: (H, W, 3) uint8 BGR. look: (7,) fp32, see `livebg.segmenters.fused.look_of`. state: fp32, see `steady`. memory: of a
    recurrent network only, fp16, zeros at first. Returns the composite (H, W, 3) uint8, the network's matte (h, w) fp32, the next
    state, and the next memory.
    """

    def __init__(self, alpha: nn.Module, card: ModelCard, size: Size) -> None:
        super().__init__()
        self.alpha, self.card, self.size = alpha.half(), card, size

    def forward(
        self, frame: Tensor, background: Tensor, look: Tensor, state: Tensor, memory: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        image = unpacked(frame)
        seen = shrink(image, self.size)
        given = self.alpha(
            network_input(seen, self.card),
            *(() if memory is None else (memory,)),
        )
        raw, *following = given if isinstance(given, tuple) else (given,)
        raw = raw.float()
        small = halved(seen)
        matte, state = steady(raw, small, state, look)
        alpha, edges = enlarge(matte, calmed(image, look[6]), small, look[3])
        picture = over_cleanly(image, unpacked(background), alpha, edges, look[4], look[5])
        return picture, raw[0, 0], state, *following
