"""Loop over pixels of pictures: put a person on a backdrop, copying wherever alpha is 0 or 1."""

from __future__ import annotations

import numpy as np

from livebg.kernels import Indices, kernel
from livebg.types import Image, Matte

STRETCH_PX = 128  # what `blend` looks at as one
BLOCK_PX = 16  # what `blend_edges` does
EDGE = 8  # channels of a node: person's b, g, r, room's b, g, r, mean alpha, and that of its neighbours; see `livebg.kernels.guide`
DEEP = np.float32(0.8)  # mean alpha from which a pixel is too far inside for light from behind
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


@kernel("u8x2 u8x2 f32x2 i32 f32x2 f32x2 i64x1 f32x1 i64x1 f32 f32 u8x2!")
def blend_edges(
    image: Image,
    backdrop: Image,
    matte: Matte,
    offset: int,
    edges: Matte,
    light: Matte,
    cells: Indices,
    part: Matte,
    first: Indices,
    cleaning: float,
    wrap: float,
    out: Image,
) -> None:
    """Fill rows of `out` like `blend`, with the old room's colour taken out of the edge and the new one's light let in.

    matte: (n, W), of as many rows from `offset` on. edges: (rows, columns * EDGE), of nodes spread evenly over the frame, colours in
    [0, 255]. light: (rows, columns * 3), the backdrop at the nodes. cells, part, first: `spread(W, columns)`. cleaning, wrap:
    0 = not at all, 1 = in full. Stretches that are all room, or all person and away from the edge, are copied.
    """
    height = image.shape[0]
    rows, columns = edges.shape[0], edges.shape[1] // EDGE
    colours, lights = np.empty(EDGE * (columns + 1), np.float32), np.empty(3 * (columns + 1), np.float32)
    begins, kinds = (
        np.empty(columns + 1, np.int64),
        np.empty(columns, np.uint8),
    )  # runs of cells: 0 room, 1 person, 2 the band
    base, slope, shine = np.empty(EDGE + 3, np.float32), np.empty(EDGE + 3, np.float32), np.empty(BLOCK_PX, np.float32)
    planes = np.empty((6, BLOCK_PX), np.float32)
    runs, last = 0, -1
    for y in range(offset, offset + matte.shape[0]):
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
            alpha = matte[y - offset, begin:end]
            for block in range((alpha.size + BLOCK_PX - 1) // BLOCK_PX):
                start, stop = block * BLOCK_PX, min(alpha.size, (block + 1) * BLOCK_PX)
                if stop - start == BLOCK_PX:
                    at_px, at_byte = np.uint64(start), np.uint64(3 * start)
                    total = np.float32(0)
                    for x in range(BLOCK_PX):
                        total += alpha[at_px + np.uint64(x)]
                    deep = min(
                        colours[EDGE * cells[begin + start] + 6], colours[EDGE * cells[begin + stop - 1] + EDGE + 6]
                    )
                    if total <= 0:
                        for x in range(3 * BLOCK_PX):
                            mixed[at_byte + np.uint64(x)] = far[at_byte + np.uint64(x)]
                        continue
                    if total >= BLOCK_PX and (wrap <= 0 or deep >= DEEP):
                        for x in range(3 * BLOCK_PX):
                            mixed[at_byte + np.uint64(x)] = near[at_byte + np.uint64(x)]
                        continue
                # Between the block's first and last pixel the nodes' values are taken as linear.
                count = stop - start
                u, v = EDGE * cells[begin + start], EDGE * cells[begin + stop - 1]
                f, g, step = part[begin + start], part[begin + stop - 1], ONE / np.float32(max(1, count - 1))
                for c in range(EDGE):
                    value = colours[u + c] + f * (colours[u + EDGE + c] - colours[u + c])
                    base[c] = value
                    slope[c] = (colours[v + c] + g * (colours[v + EDGE + c] - colours[v + c]) - value) * step
                u, v = 3 * cells[begin + start], 3 * cells[begin + stop - 1]
                for c in range(3):
                    value = lights[u + c] + f * (lights[u + 3 + c] - lights[u + c])
                    base[EDGE + c] = value
                    slope[EDGE + c] = (lights[v + c] + g * (lights[v + 3 + c] - lights[v + c]) - value) * step
                block_alpha, block_near = alpha[start:stop], near[3 * start : 3 * stop]
                block_far, block_mixed = far[3 * start : 3 * stop], mixed[3 * start : 3 * stop]
                mean, more = base[6], slope[6]
                for x in range(count):
                    share = (DEEP - mean - more * np.float32(x)) * SLOPE
                    share = share if share > 0 else np.float32(0)
                    share = share if share < 1 else ONE
                    shine[x] = wrap * share * share
                for x in range(count):  # one plane for each colour: so the compiler finds vectors
                    planes[0, x] = block_near[3 * x]
                    planes[1, x] = block_near[3 * x + 1]
                    planes[2, x] = block_near[3 * x + 2]
                    planes[3, x] = block_far[3 * x]
                    planes[4, x] = block_far[3 * x + 1]
                    planes[5, x] = block_far[3 * x + 2]
                for c in range(3):
                    person, person_more, room, room_more = base[c], slope[c], base[3 + c], slope[3 + c]
                    lit, lit_more = base[EDGE + c], slope[EDGE + c]
                    plane, behind = planes[c], planes[3 + c]
                    for x in range(count):
                        a, t, value = block_alpha[x], np.float32(x), plane[x]
                        rest = ONE - a
                        own = person + t * person_more
                        pure = own + a * (value - a * own - rest * (room + t * room_more))
                        pure = pure if pure > 0 else np.float32(0)
                        pure = pure if pure < FULL else FULL
                        value += cleaning * (pure - value)
                        value += shine[x] * (lit + t * lit_more) * (ONE - value * SHARE)
                        plane[x] = a * value + rest * behind[x] + HALF
                for x in range(count):
                    block_mixed[3 * x] = np.int32(planes[0, x])
                    block_mixed[3 * x + 1] = np.int32(planes[1, x])
                    block_mixed[3 * x + 2] = np.int32(planes[2, x])


@kernel("u8x3 u8x2 f32 f32x3!")
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
