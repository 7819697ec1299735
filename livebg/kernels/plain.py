"""Loop over pixels of pictures without looking at edges: blend two, and weigh what is room."""

from __future__ import annotations

import numpy as np

from livebg.kernels import kernel
from livebg.types import Image, Matte

STRETCH_PX = 128  # what `blend` looks at as one
ONE, FULL = np.float32(1), np.float32(255)


@kernel("u8x2 u8x2 f32x2 u8x2!", allocates=False)
def blend(image: Image, backdrop: Image, matte: Matte, out: Image) -> None:
    """Fill `out` with matte * image + (1 - matte) * backdrop. matte: (H, W); the others: (H, W * 3) uint8."""
    height, width = matte.shape
    for y in range(height):
        for begin in range(0, width, STRETCH_PX):
            end = min(width, begin + STRETCH_PX)
            alpha = matte[y, begin:end]
            near, far, mixed = (
                image[y, 3 * begin : 3 * end],
                backdrop[y, 3 * begin : 3 * end],
                out[y, 3 * begin : 3 * end],
            )
            total = np.float32(0)
            for x in range(alpha.size):
                total += alpha[x]
            if total <= 0:
                for j in range(mixed.size):
                    mixed[j] = far[j]
            elif total >= end - begin:
                for j in range(mixed.size):
                    mixed[j] = near[j]
            else:
                for x in range(alpha.size):
                    a = np.int32(alpha[x] * 256 + np.float32(0.5))
                    b = 256 - a
                    mixed[3 * x] = (a * near[3 * x] + b * far[3 * x] + 128) >> 8
                    mixed[3 * x + 1] = (a * near[3 * x + 1] + b * far[3 * x + 1] + 128) >> 8
                    mixed[3 * x + 2] = (a * near[3 * x + 2] + b * far[3 * x + 2] + 128) >> 8


@kernel("u8x2 i32 f32x2!", allocates=False)
def find_grain(image: Image, step: int, grain: Matte) -> None:
    """Fill grain with how much the green of every `step`th pixel of every `step`th row stands out from a plane through its neighbours.

    image: (H, W * 3) uint8 BGR. The mask is 1 -2 1, -2 4 -2, 1 -2 1; the first pixel is that of row 1 and column 1.
    """
    for y in range(grain.shape[0]):
        above, here, below = image[step * y], image[step * y + 1], image[step * y + 2]
        for x in range(grain.shape[1]):
            i = 3 * step * x + 1
            far = np.int32(above[i]) + above[i + 6] + below[i] + below[i + 6]
            near = np.int32(above[i + 3]) + here[i] + here[i + 6] + below[i + 3]
            grain[y, x] = abs(far - 2 * near + 4 * np.int32(here[i + 3]))


@kernel("u8x3 u8x2 f32 f32x3!", allocates=False)
def weigh_room(image: Image, near: Image, certain: float, room: Matte) -> None:
    """Fill room, (h, w, 4), with the picture's BGR times its weight, and the weight in [0, 1].

    image: (h, w, 3) uint8. near: (h, w) uint8, the greatest alpha nearby, in [0, 255]. certain: alpha from which a pixel weighs nothing.
    """
    fall = ONE / (FULL * certain)
    for y in range(room.shape[0]):
        for x in range(room.shape[1]):
            weight = ONE - near[y, x] * fall
            weight = weight if weight > 0 else np.float32(0)
            for c in range(3):
                room[y, x, c] = image[y, x, c] * weight
            room[y, x, 3] = weight


@kernel("f32x2 u8x2!")
def greatest_in_cells(matte: Matte, out: Image) -> None:
    """Fill `out`, (h, w), with the greatest alpha of each pixel's cell of a matte, (H, W) in [0, 1], in [0, 255] and rounded up."""
    height, width = matte.shape
    h, w = out.shape
    greatest, first = np.empty(width, np.float32), np.empty(w + 1, np.int64)
    for x in range(w + 1):
        first[x] = x * width // w
    for y in range(h):
        top, bottom = y * height // h, max(y * height // h + 1, (y + 1) * height // h)
        for x in range(width):
            greatest[x] = matte[top, x]
        for row in range(top + 1, bottom):
            line = matte[row]
            for x in range(width):
                greatest[x] = max(greatest[x], line[x])
        for x in range(w):
            value = greatest[first[x]]
            for other in range(first[x] + 1, first[x + 1]):
                value = max(value, greatest[other])
            out[y, x] = np.int32(min(FULL, value * FULL + np.float32(0.999)))
