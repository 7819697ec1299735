"""Loop over pixels of mattes: bring a small matte to the frame's size, working only where alpha changes."""

from __future__ import annotations

import numpy as np

from livebg.kernels import Indices, kernel
from livebg.types import Image, Matte

FLICKER = np.float32(
    0.25
)  # a change of alpha as large as this is real, and taken as smoothing says; the smaller, the more is held back
ONE = np.float32(1)
PATCH = 32  # bytes: 3x3 pixels of three colours, and zeros up to a size that multiplies well


@kernel("u8x2 i32 u8x3!")
def average_cells(rows: Image, step: int, out: Image) -> None:
    """Give each pixel of `out`, (h, w, 3) uint8, the mean of its cell of a picture, of which only every `step`th row is read.

    rows: the picture as (H, W * 3) uint8; at most 257 rows fall into a cell.
    """
    height, width = rows.shape[0], rows.shape[1] // 3
    h, w = out.shape[0], out.shape[1]
    total = np.empty(rows.shape[1], np.uint16)
    first, sums, shares = np.empty(w + 1, np.int64), np.empty(3 * w, np.uint32), np.empty(3 * w, np.float32)
    for x in range(w + 1):
        first[x] = x * width // w
    means = out.reshape(h, 3 * w)
    last = 0
    for y in range(h):
        top, bottom = y * height // h, max(y * height // h + 1, (y + 1) * height // h)
        taken = (bottom - top + step - 1) // step
        if taken == 2:  # the usual ones in one pass
            one, two = rows[top], rows[top + step]
            for j in range(total.size):
                total[j] = np.uint16(one[j]) + np.uint16(two[j])
        elif taken == 3:
            one, two, three = rows[top], rows[top + step], rows[top + 2 * step]
            for j in range(total.size):
                total[j] = np.uint16(one[j]) + np.uint16(two[j]) + np.uint16(three[j])
        else:
            total[:] = 0
            for row in range(top, bottom, step):
                line = rows[row]
                for j in range(total.size):
                    total[j] += line[j]
        for x in range(w):
            begin, pixels = np.uint64(3 * first[x]), first[x + 1] - first[x]
            b, g, r = np.uint32(0), np.uint32(0), np.uint32(0)
            for _ in range(pixels >> 2):
                for _ in range(4):  # of constant length: the compiler makes straight code of it
                    b += total[begin]
                    g += total[begin + np.uint64(1)]
                    r += total[begin + np.uint64(2)]
                    begin += np.uint64(3)
            for _ in range(pixels & 3):
                b += total[begin]
                g += total[begin + np.uint64(1)]
                r += total[begin + np.uint64(2)]
                begin += np.uint64(3)
            at = np.uint64(3 * x)
            sums[at] = b
            sums[at + np.uint64(1)] = g
            sums[at + np.uint64(2)] = r
        if taken != last:
            last = taken
            for x in range(w):
                for c in range(3):
                    shares[3 * x + c] = np.float32(1.0 / ((first[x + 1] - first[x]) * taken))  # exact to the last bit
        for j in range(np.uint64(3 * w)):
            means[y, j] = np.int32(np.float32(np.int32(sums[j])) * shares[j] + np.float32(0.5))


@kernel("u8x1 f32x1 f32x1 f32x1!", allocates=False)
def split_planes(small: Image, scale: Matte, shift: Matte, planes: Matte) -> None:
    """Fill planes, (3 * h * w,), with R, G and B of small, (h * w * 3,) uint8 BGR, each as value * scale + shift."""
    size, two = np.uint64(small.size // 3), np.uint64(2)
    red, green, blue = scale[0], scale[1], scale[2]
    more_red, more_green, more_blue = shift[0], shift[1], shift[2]
    for x in range(size):
        at = np.uint64(3) * x
        planes[x] = small[at + two] * red + more_red
        planes[size + x] = small[at + np.uint64(1)] * green + more_green
        planes[two * size + x] = small[at] * blue + more_blue


@kernel("u8x2 u8x3!", allocates=False)
def cut_patches(small: Image, patches: Image) -> None:
    """Fill patches, (h / 2, w / 2, PATCH), with the 3x3 pixels around every second one of every second row: row, column, then BGR.

    small: (h, w * 3) uint8 BGR, h and w even. Beyond the picture, above and to the left, are zeros.
    """
    rows, columns = patches.shape[0], patches.shape[1]
    for y in range(rows):
        for x in range(columns):
            for k in range(27, PATCH):
                patches[y, x, k] = 0
        for down in range(3):
            at, v = 9 * down, 2 * y + down - 1
            if v < 0:
                for x in range(columns):
                    for k in range(9):
                        patches[y, x, at + k] = 0
                continue
            line = small[v]
            for k in range(3):
                patches[y, 0, at + k] = 0
            for k in range(6):
                patches[y, 0, at + 3 + k] = line[k]
            for x in range(1, columns):
                i, out = np.uint64(6 * x - 3), patches[y, x, at : at + 9]
                # All are read before any is written: as far as the compiler knows, the one could be part of the other.
                a, b, c = line[i], line[i + np.uint64(1)], line[i + np.uint64(2)]
                d, e, f = line[i + np.uint64(3)], line[i + np.uint64(4)], line[i + np.uint64(5)]
                g, h, j = line[i + np.uint64(6)], line[i + np.uint64(7)], line[i + np.uint64(8)]
                out[0], out[1], out[2], out[3], out[4], out[5], out[6], out[7], out[8] = a, b, c, d, e, f, g, h, j


@kernel("u8x2 f32x2 f32x1 f32x2! f32x2!")
def find_still(grey: Image, past: Matte, table: Matte, keep: Matte, remembered: Matte) -> None:
    """Fill keep with what `table` says of the largest change near each place, and remembered with the picture drawn towards its past by it.

    All but table are (h, w), in grey levels. table: (256,), by the change in whole grey levels, smoothed by a binomial 3x3 window; the
    largest one among a place's neighbours counts, so that both sides of a moving edge move.
    """
    h, w = grey.shape
    change, smooth = np.empty((h + 2, w + 2), np.int32), np.zeros((h + 2, w + 2), np.int32)
    for y in range(h):
        line, now, before = change[y + 1], grey[y], past[y]
        for x in range(w):
            line[x + 1] = abs(np.int32(now[x]) - np.int32(before[x] + np.float32(0.5)))
        line[0], line[w + 1] = line[min(2, w)], line[max(1, w - 1)]  # mirrored at the border
    for x in range(w + 2):
        change[0, x], change[h + 1, x] = change[min(2, h), x], change[max(1, h - 1), x]
    for y in range(h):
        above, here, below, line = change[y], change[y + 1], change[y + 2], smooth[y + 1]
        for x in range(w):
            total = above[x] + 2 * above[x + 1] + above[x + 2] + below[x] + 2 * below[x + 1] + below[x + 2]
            line[x + 1] = (total + 2 * here[x] + 4 * here[x + 1] + 2 * here[x + 2] + 8) >> 4
    for y in range(h):
        above, here, below = smooth[y], smooth[y + 1], smooth[y + 2]
        line, now, before, out = keep[y], grey[y], past[y], remembered[y]
        for x in range(w):
            top = max(max(above[x], above[x + 1]), above[x + 2])
            bottom = max(max(below[x], below[x + 1]), below[x + 2])
            largest = max(max(top, bottom), max(max(here[x], here[x + 1]), here[x + 2]))
            share = table[largest]
            line[x] = share
            out[x] = now[x] + share * (before[x] - now[x])


@kernel("f32x2 f32x2 f32x2 f32 f32 f32x2! f32x2!", allocates=False)
def mix_with_past(
    matte: Matte, past: Matte, keep: Matte, low: float, high: float, mixed: Matte, levelled: Matte
) -> None:
    """Fill mixed with matte drawn towards its past by keep, and levelled with it stretched from [low, high]. All are (h, w).

    Small changes are held back up to three times over, which is hysteresis without a step.
    """
    stretch = np.float32(1) / (high - low)
    for y in range(matte.shape[0]):
        line, before, kept, out, even = matte[y], past[y], keep[y], mixed[y], levelled[y]
        for x in range(line.size):
            change = before[x] - line[x]
            hold = ONE - abs(change) * (ONE / FLICKER)
            hold = hold if hold > 0 else np.float32(0)
            again = ONE - kept[x] * hold
            value = line[x] + (ONE - (ONE - kept[x]) * again * again) * change
            out[x] = value
            value = (value - low) * stretch
            value = value if value > 0 else np.float32(0)
            even[x] = value if value < 1 else np.float32(1)


@kernel("f32x2 f32x2 u8x2 u8x2 f32x1 i64x1 f32 f32 i32 f32x3! i64x1! u8x1! f32x2!", allocates=False)
def enlarge_band(
    plain: Matte,
    slope: Matte,
    sure: Image,
    image: Image,
    part: Matte,
    first: Indices,
    low: float,
    high: float,
    since: int,
    drawn: Matte,
    begins: Indices,
    kinds: Image,
    out: Matte,
) -> None:
    """Fill `out`, (n, W), with plain + slope . colour, both enlarged linearly, then stretched from [low, high] to [0, 1].

    plain: (h, w). slope: (h, w * 3), colour in [0, 255]. sure: (h, w), see `livebg.kernels.guide.find_band`. image: (H, W * 3) uint8
    BGR. part, first: of `spread(W, w)`. since: the first row that is given, of H. Runs of cells that are surely room or surely person are
    filled. drawn: (2, 4, W), begins: (w + 1,), kinds: (w,), all to work in: what is between two rows, and runs of cells of one kind.
    """
    height, count = image.shape[0], out.shape[0]
    h, w = plain.shape
    stretch = np.float32(1) / (high - low)
    top, bottom = drawn[0], drawn[1]
    runs, last = 0, -1
    for y in range(since, since + count):
        at = max(np.float32(0), (y + np.float32(0.5)) * h / height - np.float32(0.5))
        above = min(int(at), h - 1)
        below, down = min(above + 1, h - 1), np.float32(at - above)
        if above != last:
            last, runs = above, 0
            a, b = sure[above], sure[below]
            for cell in range(w):
                after = min(cell + 1, w - 1)
                kind = a[cell] & a[after] & b[cell] & b[after]
                if runs == 0 or kinds[runs - 1] != kind:
                    begins[runs], kinds[runs] = cell, kind
                    runs += 1
            begins[runs] = w
            for run in range(runs):
                if kinds[run] == 0:
                    for cell in range(begins[run], begins[run + 1]):
                        after = min(cell + 1, w - 1)
                        for x in range(first[cell], first[cell + 1]):
                            f = part[x]
                            top[0, x] = plain[above, cell] + f * (plain[above, after] - plain[above, cell])
                            bottom[0, x] = plain[below, cell] + f * (plain[below, after] - plain[below, cell])
                            for c in range(3):
                                i, j = 3 * cell + c, 3 * after + c
                                top[1 + c, x] = slope[above, i] + f * (slope[above, j] - slope[above, i])
                                bottom[1 + c, x] = slope[below, i] + f * (slope[below, j] - slope[below, i])
        for run in range(runs):
            begin, end = first[begins[run]], first[begins[run + 1]]
            filled = out[y - since, begin:end]
            if kinds[run] > 0:
                value = np.float32(kinds[run] - 1)
                for x in range(filled.size):
                    filled[x] = value
                continue
            colours = image[y, 3 * begin : 3 * end]
            p0, p1, p2, p3 = top[0, begin:end], top[1, begin:end], top[2, begin:end], top[3, begin:end]
            q0, q1, q2, q3 = bottom[0, begin:end], bottom[1, begin:end], bottom[2, begin:end], bottom[3, begin:end]
            for x in range(filled.size):
                alpha = p0[x] + down * (q0[x] - p0[x])
                alpha += (p1[x] + down * (q1[x] - p1[x])) * colours[3 * x]
                alpha += (p2[x] + down * (q2[x] - p2[x])) * colours[3 * x + 1]
                alpha += (p3[x] + down * (q3[x] - p3[x])) * colours[3 * x + 2]
                alpha = (alpha - low) * stretch
                alpha = alpha if alpha > 0 else np.float32(0)
                filled[x] = alpha if alpha < 1 else np.float32(1)
