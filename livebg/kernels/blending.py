"""Loop over pixels of pictures: put a person on a backdrop, copying wherever alpha is 0 or 1."""

from __future__ import annotations

import numpy as np

from livebg.kernels import kernel
from livebg.types import Image, Matte

STRETCH_PX = 128  # what `blend` looks at as one
BLOCK_PX = 16  # what `blend_edges` does
EDGE = 8  # channels of a node: person's b, g, r, room's b, g, r, mean alpha, and that of its neighbours; see `livebg.kernels.guide`
DEEP = np.float32(0.8)  # mean alpha from which a pixel is too far inside for light from behind
M, R, G = np.uint64(6), np.uint64(3), np.uint64(1)  # where a node keeps the mean alpha, the room's colour, and green
ONE, HALF, FULL, SHARE = np.float32(1), np.float32(0.5), np.float32(255), np.float32(1 / 255)
SLOPE = np.float32(1 / 0.3)  # brings the mean alpha at the edge, 0.5, to 1


@kernel("u8x2 u8x2 f32x2 u8x2!")
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


@kernel("u8x2 u8x2 f32x2 f32x2 f32x2 f32 f32 u8x2!")
def blend_edges(
    image: Image, backdrop: Image, matte: Matte, edges: Matte, light: Matte, cleaning: float, wrap: float, out: Image
) -> None:
    """Fill `out` like `blend`, with the old room's colour taken out of the edge and the new one's light let in.

    edges: (rows, columns * EDGE), of nodes spread evenly over the frame, colours in [0, 255]. light: (rows, columns * 3), the backdrop at
    the nodes. cleaning, wrap: 0 = not at all, 1 = in full. Stretches that are all room, or all person and away from the edge, are copied.
    """
    height, width = matte.shape
    rows, columns = edges.shape[0], edges.shape[1] // EDGE
    cells, nodes, part = np.empty(width, np.int64), np.empty(width, np.int64), np.empty(width, np.float32)
    first = np.full(columns + 1, width, np.int64)  # of each cell's columns
    for x in range(width):
        at = max(np.float32(0), (x + np.float32(0.5)) * columns / width - np.float32(0.5))
        cell = min(int(at), columns - 1)
        cells[x], nodes[x], part[x] = EDGE * cell, 3 * cell, min(np.float32(1), at - cell)
        first[cell] = min(first[cell], x)
    for cell in range(columns - 1, -1, -1):
        first[cell] = min(first[cell], first[cell + 1])
    colours, lights = np.empty(EDGE * (columns + 1), np.float32), np.empty(3 * (columns + 1), np.float32)
    begins, kinds = (
        np.empty(columns + 1, np.int64),
        np.empty(columns, np.uint8),
    )  # runs of cells: 0 room, 1 person, 2 the band
    runs, last = 0, -1
    for y in range(height):
        at = max(np.float32(0), (y + np.float32(0.5)) * rows / height - np.float32(0.5))
        above = min(int(at), rows - 1)
        below, down = min(above + 1, rows - 1), np.float32(at - above)
        if above != last:
            last, runs = above, 0
            for cell in range(columns):
                i, j = EDGE * cell + 6, EDGE * min(cell + 1, columns - 1) + 6
                least = min(min(edges[above, i], edges[above, j]), min(edges[below, i], edges[below, j]))
                i, j = i + 1, j + 1
                total = edges[above, i] + edges[above, j] + edges[below, i] + edges[below, j]
                kind = 0 if total <= 0 else 1 if total >= 4 and (wrap <= 0 or least >= DEEP) else 2
                if runs == 0 or kinds[runs - 1] != kind:
                    begins[runs], kinds[runs] = cell, kind
                    runs += 1
            begins[runs] = columns
        for run in range(runs):
            begin, end = first[begins[run]], first[begins[run + 1]]
            near, far, mixed = (
                image[y, 3 * begin : 3 * end],
                backdrop[y, 3 * begin : 3 * end],
                out[y, 3 * begin : 3 * end],
            )
            if kinds[run] == 0:
                for j in range(mixed.size):
                    mixed[j] = far[j]
                continue
            if kinds[run] == 1:
                for j in range(mixed.size):
                    mixed[j] = near[j]
                continue
            since, until = begins[run], min(begins[run + 1] + 1, columns)
            p, q = edges[above, EDGE * since : EDGE * until], edges[below, EDGE * since : EDGE * until]
            between = colours[EDGE * since : EDGE * until]
            for j in range(between.size):
                between[j] = p[j] + down * (q[j] - p[j])
            p, q = light[above, 3 * since : 3 * until], light[below, 3 * since : 3 * until]
            between = lights[3 * since : 3 * until]
            for j in range(between.size):
                between[j] = p[j] + down * (q[j] - p[j])
            if until == columns:
                for j in range(EDGE):
                    colours[EDGE * columns + j] = colours[EDGE * (columns - 1) + j]
                for j in range(3):
                    lights[3 * columns + j] = lights[3 * (columns - 1) + j]
            alpha = matte[y, begin:end]
            for block in range((alpha.size + BLOCK_PX - 1) // BLOCK_PX):
                start, stop = block * BLOCK_PX, min(alpha.size, (block + 1) * BLOCK_PX)
                if stop - start == BLOCK_PX:
                    at_px, at_byte = np.uint64(start), np.uint64(3 * start)
                    total = np.float32(0)
                    for x in range(BLOCK_PX):
                        total += alpha[at_px + np.uint64(x)]
                    deep = min(colours[cells[begin + start] + 6], colours[cells[begin + stop - 1] + EDGE + 6])
                    if total <= 0:
                        for x in range(3 * BLOCK_PX):
                            mixed[at_byte + np.uint64(x)] = far[at_byte + np.uint64(x)]
                        continue
                    if total >= BLOCK_PX and (wrap <= 0 or deep >= DEEP):
                        for x in range(3 * BLOCK_PX):
                            mixed[at_byte + np.uint64(x)] = near[at_byte + np.uint64(x)]
                        continue
                for x in range(start, stop):
                    a, w = alpha[x], np.uint64(3 * x)
                    if a <= 0:
                        mixed[w], mixed[w + G], mixed[w + G + G] = far[w], far[w + G], far[w + G + G]
                        continue
                    v, f = np.uint64(cells[begin + x]), part[begin + x]
                    n, m = v + np.uint64(EDGE), np.uint64(nodes[begin + x])
                    open_share = (DEEP - colours[v + M] - f * (colours[n + M] - colours[v + M])) * SLOPE
                    open_share = open_share if open_share > 0 else np.float32(0)
                    open_share = open_share if open_share < 1 else ONE
                    shine = wrap * open_share * open_share
                    if a >= 1:
                        for c in range(3):
                            u = np.uint64(c)
                            value = np.float32(near[w + u])
                            lit = lights[m + u] + f * (lights[m + R + u] - lights[m + u])
                            mixed[w + u] = np.uint8(np.int32(value + shine * lit * (ONE - value * SHARE) + HALF))
                        continue
                    rest = ONE - a
                    for c in range(3):
                        u = np.uint64(c)
                        value = np.float32(near[w + u])
                        person = colours[v + u] + f * (colours[n + u] - colours[v + u])
                        room = colours[v + R + u] + f * (colours[n + R + u] - colours[v + R + u])
                        pure = person + a * (value - a * person - rest * room)
                        pure = pure if pure > 0 else np.float32(0)
                        pure = pure if pure < FULL else FULL
                        value += cleaning * (pure - value)
                        lit = lights[m + u] + f * (lights[m + R + u] - lights[m + u])
                        value += shine * lit * (ONE - value * SHARE)
                        mixed[w + u] = np.uint8(np.int32(a * value + rest * np.float32(far[w + u]) + HALF))
