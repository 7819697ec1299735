"""Loop over a small matte: find how alpha follows the picture's colours, and the colours of person and room along the edge.

The picture is known at samples, on a grid half the matte's size. Each node is one sample, or the mean of a square of four where there
are many, so that what windows and lines cost does not grow with the network. Rows of nodes are flat, (h, w * CHANNELS): one loop sums
all channels.
"""

from __future__ import annotations

import numpy as np

from livebg.kernels import kernel, piece
from livebg.types import Image, Matte

REACH = 2  # samples to each side of a window; with nodes of four, one node
# 0 colour, 3 alpha, 4 colour * alpha, 7 colour * colour, 13 count, 14 sure person's colour and weight, 18 sure room's, 22 alpha * alpha
CHANNELS = 24
LINE = 5  # slope along b, g, r, offset, and how much of alpha's variance they explain
EDGE = 8  # person's b, g, r, room's b, g, r, mean alpha, mean alpha of the nearest neighbours
SAMPLES = 2  # along each side of a matte's pixel, to know its colour in the picture
ROOM, PERSON = np.uint8(1), np.uint8(2)  # bits: what two neighbours agree on is their "and"
TRUST = np.float32(10)  # a line that explains a tenth of alpha's variance is followed in full
ONE, QUARTER, SHARE = np.float32(1), np.float32(0.25), np.float32(1 / 255)
NEXT = np.uint64(1)
LEAST_CHANGE = 1e-3  # of alpha among neighbours: less is no edge
BAND_GAIN = 2.0  # alpha that changes by half or more among neighbours is an edge in full


@kernel("f32x2 f32x2 f32x2 f32 f32 u8x2! u8x2!", allocates=False)
def find_band(matte: Matte, lowest: Matte, highest: Matte, low: float, high: float, band: Image, sure: Image) -> None:
    """Fill band, (h, w), with 255 where alpha has to be found out, else 0, and sure with ROOM or PERSON elsewhere, else 0.

    lowest, highest: alpha's range among each pixel's neighbours. low, high: alpha that becomes 0 and 1 in the end.
    """
    h, w = matte.shape
    for y in range(h):
        line, least, most = matte[y], lowest[y], highest[y]
        marked, certain = band[y], sure[y]
        for x in range(w):
            edge = (most[x] - least[x] > LEAST_CHANGE) & (most[x] > low) & (least[x] < high)
            open_ = edge | ((line[x] > low) & (line[x] < high))
            marked[x] = 255 if open_ else 0
            certain[x] = 0 if open_ else (PERSON if line[x] >= high else ROOM)


@piece
def _alpha_at(matte: Matte, v: int, u: int, high: int, wide: int) -> np.float32:
    """Give the mean of the matte over the sample (v, u) of a grid of high x wide."""
    h, w = matte.shape
    if h == 2 * high and w == 2 * wide:  # as usual, and without divisions, which take longer than all the rest
        upper, first = np.uint64(2 * v), np.uint64(2 * u)
        lower, second = upper + NEXT, first + NEXT
        total = matte[upper, first] + matte[upper, second] + matte[lower, first] + matte[lower, second]
        return np.float32(total * QUARTER)
    top, bottom = v * h // high, max(v * h // high + 1, (v + 1) * h // high)
    left, right = u * w // wide, max(u * w // wide + 1, (u + 1) * w // wide)
    whole = np.float32(0)
    for i in range(top, bottom):
        for j in range(left, right):
            whole += matte[i, j]
    return whole / np.float32((bottom - top) * (right - left))


@piece
def _add_products(q: Matte, part: np.float32, p: np.float32, b: np.float32, g: np.float32, r: np.float32) -> None:
    """Add a sample's products to a node's channels. q: (CHANNELS,). part: of the node. p: alpha. b, g, r: colour in [0, 1]."""
    person, room = p * p, (ONE - p) * (ONE - p)
    person, room = person * person + np.float32(1e-6), room * room + np.float32(1e-6)
    one = part * p, part * person, part * room
    q[0] += part * b
    q[1] += part * g
    q[2] += part * r
    q[4] += b * one[0]
    q[5] += g * one[0]
    q[6] += r * one[0]
    q[7] += part * b * b
    q[8] += part * b * g
    q[9] += part * b * r
    q[10] += part * g * g
    q[11] += part * g * r
    q[12] += part * r * r
    q[13] += part
    q[14] += b * one[1]
    q[15] += g * one[1]
    q[16] += r * one[1]
    q[17] += one[1]
    q[18] += b * one[2]
    q[19] += g * one[2]
    q[20] += r * one[2]
    q[21] += one[2]
    q[22] += p * one[0]


@kernel("u8x3 f32x2 u8x2 i32 f32x2!", allocates=False)
def pack_nodes(small: Image, matte: Matte, wanted: Image, side: int, nodes: Matte) -> None:
    """Fill nodes, (rows, columns * CHANNELS), with the products that the sums need; where not wanted, with alpha only.

    small: (rows * side, columns * side, 3) uint8 BGR, the picture at the samples. matte: (h, w) in [0, 1]. wanted: (rows, columns). side:
    of the square of samples whose products a node is the mean of.
    """
    rows, columns = wanted.shape
    high, wide = rows * side, columns * side
    part = ONE / np.float32(side * side)
    for y in range(rows):
        for x in range(columns):
            q = nodes[y, CHANNELS * x : CHANNELS * (x + 1)]
            if wanted[y, x] == 0:
                q[3] = 0
            else:
                for c in range(CHANNELS):
                    q[c] = 0
            for v in range(y * side, (y + 1) * side):
                for u in range(x * side, (x + 1) * side):
                    p = _alpha_at(matte, v, u, high, wide)
                    q[3] += part * p
                    if wanted[y, x] != 0:
                        colour = small[v, u]
                        _add_products(q, part, p, colour[0] * SHARE, colour[1] * SHARE, colour[2] * SHARE)


@kernel("f32x2 i32 i32 u8x2 f32x2!")
def sum_windows(nodes: Matte, channels: int, reach: int, wanted: Image, sums: Matte) -> None:
    """Fill sums with those over the windows of 2 * reach + 1 nodes a side that lie inside the grid. Both: (rows, columns * channels).

    wanted: (rows, columns), where sums are made at all; they need every node in their windows.
    """
    rows, columns = wanted.shape
    column = np.zeros((columns + 2 * reach) * channels, np.float32)
    for y in range(rows):
        end = 0
        while end < columns:
            begin = end
            while begin < columns and wanted[y, begin] == 0:
                begin += 1
            end = begin
            while end < columns and wanted[y, end] != 0:
                end += 1
            if begin == end:
                continue
            first, after = max(0, begin - reach), min(columns, end + reach)
            around = column[: (end - begin + 2 * reach) * channels]
            for j in range(around.size):
                around[j] = 0
            offset = (first - begin + reach) * channels
            middle = around[offset : offset + (after - first) * channels]
            for v in range(max(0, y - reach), min(rows, y + reach + 1)):
                line = nodes[v, first * channels : after * channels]
                for j in range(line.size):
                    middle[j] += line[j]
            out = sums[y, begin * channels : end * channels]
            for j in range(out.size):
                out[j] = 0
            for step in range(2 * reach + 1):
                moved = around[step * channels : step * channels + out.size]
                for j in range(out.size):
                    out[j] += moved[j]


@kernel("f32x2 f32x2 u8x2 f32 f32x2! f32x2!", allocates=False)
def fit_lines(nodes: Matte, sums: Matte, wanted: Image, softness: float, lines: Matte, edges: Matte) -> None:
    """Fill lines with the best alpha = slope . colour + offset in each window, and edges with the colours in it.

    nodes, sums: (rows, columns * CHANNELS). softness: the filter's epsilon. lines: (rows, columns * LINE). edges: (rows, columns * EDGE),
    colours in [0, 255]: what is surely person, what is surely room, the mean alpha, and that of the nearest nodes. Where not wanted,
    far from the edge, alpha is 0 or 1 and colours are 0.
    """
    rows, columns = wanted.shape
    for y in range(rows):
        for x in range(columns):
            if wanted[y, x] == 0:
                certain = ONE if nodes[y, CHANNELS * x + 3] > np.float32(0.5) else np.float32(0)
                for c in range(EDGE):
                    edges[y, EDGE * x + c] = certain if c >= 6 else np.float32(0)
                continue
            q = sums[y, CHANNELS * x : CHANNELS * (x + 1)]
            line, edge = lines[y, LINE * x : LINE * (x + 1)], edges[y, EDGE * x : EDGE * (x + 1)]
            share = np.float32(1) / q[13]
            p = q[3] * share
            edge[6] = edge[7] = p
            if p <= 0 or p >= 1:
                line[0] = line[1] = line[2] = line[4] = 0
                line[3] = p
                for c in range(3):
                    edge[c] = edge[3 + c] = np.float32(255) * share * q[c]
                continue
            near, count = np.float32(0), np.float32(0)
            for v in range(max(0, y - 1), min(rows, y + 2)):
                for u in range(max(0, x - 1), min(columns, x + 2)):
                    near += nodes[v, CHANNELS * u + 3]
                    count += ONE
            edge[7] = near / count
            for c in range(3):
                edge[c], edge[3 + c] = np.float32(255) * q[14 + c] / q[17], np.float32(255) * q[18 + c] / q[21]
            b, g, r = q[0] * share, q[1] * share, q[2] * share
            pb, pg, pr = q[4] * share - b * p, q[5] * share - g * p, q[6] * share - r * p
            bb = q[7] * share - b * b + softness
            gg = q[10] * share - g * g + softness
            rr = q[12] * share - r * r + softness
            bg, br, gr = q[8] * share - b * g, q[9] * share - b * r, q[11] * share - g * r
            i00, i01, i02 = gg * rr - gr * gr, br * gr - bg * rr, bg * gr - br * gg
            i11, i12, i22 = bb * rr - br * br, bg * br - bb * gr, bb * gg - bg * bg
            over = ONE / (bb * i00 + bg * i01 + br * i02)
            line[0] = (i00 * pb + i01 * pg + i02 * pr) * over
            line[1] = (i01 * pb + i11 * pg + i12 * pr) * over
            line[2] = (i02 * pb + i12 * pg + i22 * pr) * over
            explained = line[0] * pb + line[1] * pg + line[2] * pr
            line[4] = explained / (q[22] * share - p * p + softness)
            line[3] = p - line[0] * b - line[1] * g - line[2] * r


@kernel("u8x2 f32x2 f32x2 f32x2 u8x2 f32x2 f32x2 f32 f32x2! f32x2!")
def apply_lines(
    image: Image,
    matte: Matte,
    lowest: Matte,
    highest: Matte,
    band: Image,
    lines: Matte,
    sums: Matte,
    edges: float,
    plain: Matte,
    slope: Matte,
) -> None:
    """Fill plain, (h, w), and slope, (h, w * 3), so that alpha = plain + slope . colour near each pixel of the band, colour in [0, 255].

    image: (H, W * 3) uint8. lowest, highest: alpha's range among each pixel's neighbours. lines: the window sums of `fit_lines`'s.
    edges: 0 = alpha stays, 1 = alpha follows the picture. Nowhere does it leave its neighbours' range: windows reach further and would
    draw a faint ring.
    """
    h, w = matte.shape
    height, width = image.shape[0], image.shape[1] // 3
    rows, columns = lines.shape[0], lines.shape[1] // LINE
    a, taken = np.empty(LINE + 1, np.float32), np.empty(SAMPLES * w, np.int64)
    for x in range(SAMPLES * w):
        taken[x] = 3 * (((2 * x + 1) * width) // (2 * SAMPLES * w))
    for y in range(h):
        down = min(max(np.float32(0), (y + np.float32(0.5)) * rows / h - np.float32(0.5)), np.float32(rows - 1))
        above = int(down)
        below, down = min(above + 1, rows - 1), np.float32(down - above)
        for x in range(w):
            if band[y, x] == 0:
                continue
            least, most = lowest[y, x], highest[y, x]
            right = min(
                max(np.float32(0), (x + np.float32(0.5)) * columns / w - np.float32(0.5)), np.float32(columns - 1)
            )
            first = int(right)
            second, right = min(first + 1, columns - 1), np.float32(right - first)
            for c in range(LINE + 1):
                a[c] = 0
            for corner in range(4):
                v, u = below if corner >= 2 else above, second if corner % 2 else first
                part = (down if corner >= 2 else ONE - down) * (right if corner % 2 else ONE - right)
                for c in range(LINE):
                    a[c] += part * lines[v, LINE * u + c]
                a[LINE] += part * sums[v, CHANNELS * u + 13]
            total = a[LINE]
            b, g, r = np.float32(0), np.float32(0), np.float32(0)
            for v in range(SAMPLES):
                line = image[((2 * SAMPLES * y + 2 * v + 1) * height) // (2 * SAMPLES * h)]
                for u in range(SAMPLES):
                    j = taken[SAMPLES * x + u]
                    b += line[j]
                    g += line[j + 1]
                    r += line[j + 2]
            bend = (a[0] * b + a[1] * g + a[2] * r) * (SHARE / SAMPLES**2) / total
            value = min(most, max(least, bend + a[3] / total))
            trust = edges * min(ONE, max(np.float32(0), TRUST * a[4] / total))
            gain = edges * min(np.float32(1), np.float32(BAND_GAIN) * (most - least))
            plain[y, x] = matte[y, x] + trust * (value - matte[y, x]) - gain * bend
            for c in range(3):
                slope[y, 3 * x + c] = gain * a[c] / total * SHARE
