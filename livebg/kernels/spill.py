"""Loop over pixels along a person's edge: take out the old room's colour and the light that it throws on them."""

from __future__ import annotations

import numpy as np

from livebg.kernels import kernel
from livebg.kernels.edges import EDGE
from livebg.types import Image, Matte

# Of a node: the room's cast along b, g, r, how much of it the person has inside, as a share of brightness, and how much of what is more
# is taken out.
SPILL = 5
BLUE, GREEN, RED = np.float32(0.114), np.float32(0.587), np.float32(0.299)  # of brightness, BT.601
ONE, ZERO, HALF, FULL = np.float32(1), np.float32(0), np.float32(0.5), np.float32(255)


@kernel("u8x2 f32x2 i32 f32x2 f32x2 f32 u8x2!")
def clean_spill(
    image: Image, matte: Matte, offset: int, edges: Matte, spill: Matte, cleaning: float, out: Image
) -> None:
    """Change rows of `out`, a copy of the image, to the person's own colour: what `blend_edges` does by itself, and without spill.

    image, out: (H, W * 3) uint8 BGR. matte: (n, W), of as many rows from `offset` on. edges: (rows, columns * EDGE). spill: (rows,
    columns * SPILL), casts unit vectors. cleaning: 0 = not at all, 1 = in full. Brightness stays.
    """
    height, width = image.shape[0], matte.shape[1]
    rows, columns = edges.shape[0], edges.shape[1] // EDGE
    colours, casts = np.empty(EDGE * columns, np.float32), np.empty(SPILL * columns, np.float32)
    pure, cast = np.empty(3, np.float32), np.empty(3, np.float32)
    for y in range(offset, offset + matte.shape[0]):
        at = max(ZERO, (y + HALF) * rows / height - HALF)
        above = min(int(at), rows - 1)
        below, down = min(above + 1, rows - 1), np.float32(at - above)
        for j in range(colours.size):
            colours[j] = edges[above, j] + down * (edges[below, j] - edges[above, j])
        for j in range(casts.size):
            casts[j] = spill[above, j] + down * (spill[below, j] - spill[above, j])
        for x in range(width):
            alpha = matte[y - offset, x]
            if alpha <= 0:
                continue
            at = max(ZERO, (x + HALF) * columns / width - HALF)
            cell = min(int(at), columns - 1)
            after, right, rest = min(cell + 1, columns - 1), np.float32(at - cell), ONE - alpha
            u, v = SPILL * cell, SPILL * after
            taken = casts[u + 4] + right * (casts[v + 4] - casts[u + 4])
            if alpha >= 1 and taken <= 0:
                continue
            i, j, more = EDGE * cell, EDGE * after, ZERO
            for c in range(3):
                person = colours[i + c] + right * (colours[j + c] - colours[i + c])
                room = colours[i + 3 + c] + right * (colours[j + 3 + c] - colours[i + 3 + c])
                value = person + alpha * (image[y, 3 * x + c] - alpha * person - rest * room)
                pure[c] = min(FULL, max(ZERO, value))
                cast[c] = casts[u + c] + right * (casts[v + c] - casts[u + c])
                more += pure[c] * cast[c]
            limit = casts[u + 3] + right * (casts[v + 3] - casts[u + 3])
            more -= limit * (BLUE * pure[0] + GREEN * pure[1] + RED * pure[2])
            gone = taken * max(ZERO, more) * (alpha + cleaning * rest)  # of a mixed pixel, the person's share
            for c in range(3):
                value = image[y, 3 * x + c]
                value += cleaning * (pure[c] - value) - gone * cast[c] + HALF
                out[y, 3 * x + c] = np.int32(min(FULL, max(ZERO, value)))
