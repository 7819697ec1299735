"""Loop over pixels of pictures: put a person on a backdrop, copying wherever alpha is 0 or 1, as BGR or as I420."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from livebg.kernels import Indices, kernel, spread
from livebg.kernels.edges import (
    BAND,
    BLOCK_PX,
    BLUE,
    BYTE,
    CHUNK_PX,
    DRAWN,
    FAR,
    LUMA,
    PITCH,
    PLANES,
    RED,
    RESULTS,
    ROOM,
    U1,
    U2,
    U3,
    blend_chunk,
    convert_rows,
    copy_bytes,
    cut_rows,
    draw_nodes,
    find_nodes,
    mark_blocks,
    split_chunk,
    split_i420,
    weigh,
)
from livebg.types import Image, Matte


class Work(NamedTuple):
    """Hold how pixels lie among nodes, see `livebg.kernels.spread`, and what the kernels work in."""

    cells: Indices
    part: Matte
    first: Indices
    marks: Image
    drawn: Matte
    begins: Indices
    kinds: Image
    planes: Matte


def room_to_work(width: int, columns: int) -> Work:
    """Give what the kernels work in, for rows of so many pixels over so many nodes."""
    blocks = (width + BLOCK_PX - 1) // BLOCK_PX
    return Work(
        *spread(width, columns),
        np.empty(blocks, np.uint8),
        np.zeros((2, DRAWN, width), np.float32),
        np.empty(blocks + 1, np.int64),
        np.empty(blocks, np.uint8),
        np.empty(PLANES * PITCH, np.float32),
    )


@kernel(
    "u8x2 u8x2 f32x2 i32 f32x2 f32x2 f32 f32 i64x1 f32x1 i64x1 u8x1! f32x3! i64x1! u8x1! f32x1! u8x2!", allocates=False
)
def blend_edges(
    image: Image,
    backdrop: Image,
    matte: Matte,
    offset: int,
    edges: Matte,
    light: Matte,
    cleaning: float,
    wrap: float,
    cells: Indices,
    part: Matte,
    first: Indices,
    marks: Image,
    drawn: Matte,
    begins: Indices,
    kinds: Image,
    planes: Matte,
    out: Image,
) -> None:
    """Fill rows of `out`, (H, W * 3), with a blend without the old room's colour in the edge, and with the new one's light on it.

    matte: (n, W), of as many rows from `offset`, which is even, on. edges: (rows, columns * EDGE), of nodes spread evenly over the
    frame, colours in [0, 255]. light: (rows, columns * 3), the backdrop at the nodes. cleaning, wrap: 0 = not at all, 1 = in
    full. cells to planes: `room_to_work(W, columns)`. Stretches that are all room, or all person and away from the edge, are copied.
    """
    height, rows = image.shape[0], edges.shape[0]
    last = -1
    for y in range(offset, offset + matte.shape[0], 2):
        above, below, down, then = find_nodes(y, rows, height)
        if above != last:
            last = above
            mark_blocks(edges, above, below, cells, wrap, marks)
            draw_nodes(edges, light, above, cells, part, first, marks, 0, drawn)
            draw_nodes(edges, light, below, cells, part, first, marks, 1, drawn)
        until = min(y + 2, offset + matte.shape[0])
        for run in range(cut_rows(marks, matte, y - offset, until - offset, begins, kinds)):
            left, right = begins[run], begins[run + 1]
            for row in range(y, until):
                if kinds[run] != BAND:
                    copied, at = backdrop if kinds[run] == ROOM else image, np.uint64(3 * left)
                    for j in range(np.uint64(3 * (right - left))):
                        out[row, at + j] = copied[row, at + j]
                    continue
                for begin in range(left, right, CHUNK_PX):
                    size, step = min(right - begin, CHUNK_PX), down if row == y else then
                    split_chunk(backdrop, row, begin, size, FAR, planes)
                    blend_chunk(matte, row - offset, image, row, begin, size, drawn, step, cleaning, wrap, planes)
                    since = np.uint64(3 * begin)
                    for x in range(np.uint64(size)):
                        place = since + U3 * x
                        out[row, place] = np.int32(planes[RESULTS[0] + x])
                        out[row, place + U1] = np.int32(planes[RESULTS[1] + x])
                        out[row, place + U2] = np.int32(planes[RESULTS[2] + x])


@kernel(
    "u8x2 u8x2 u8x1 f32x2 i32 f32x2 f32x2 f32 f32 i64x1 f32x1 i64x1 u8x1! f32x3! i64x1! u8x1! f32x1! u8x1!",
    allocates=False,
)
def blend_edges_i420(
    image: Image,
    backdrop: Image,
    behind: Image,
    matte: Matte,
    offset: int,
    edges: Matte,
    light: Matte,
    cleaning: float,
    wrap: float,
    cells: Indices,
    part: Matte,
    first: Indices,
    marks: Image,
    drawn: Matte,
    begins: Indices,
    kinds: Image,
    planes: Matte,
    out: Image,
) -> None:
    """Fill rows of `out`, an I420 picture of H * 3 / 2 * W bytes, with what `blend_edges` gives, converted before it is stored.

    behind: the backdrop as I420, from which room is copied; of size 0, the backdrop is converted instead. backdrop: of size 0 where only
    `behind` is known. H, W and n are even. Chroma is that of the upper left of four pixels. For the others see `blend_edges`.
    """
    height, width, rows = image.shape[0], matte.shape[1], edges.shape[0]
    last = -1
    for y in range(offset, offset + matte.shape[0], 2):
        above, below, down, then = find_nodes(y, rows, height)
        if above != last:
            last = above
            mark_blocks(edges, above, below, cells, wrap, marks)
            draw_nodes(edges, light, above, cells, part, first, marks, 0, drawn)
            draw_nodes(edges, light, below, cells, part, first, marks, 1, drawn)
        at_blue = height * width + y // 2 * (width // 2)
        at_red = at_blue + height // 2 * (width // 2)
        for run in range(cut_rows(marks, matte, y - offset, y + 2 - offset, begins, kinds)):
            left, right, kind = begins[run], begins[run + 1], kinds[run]
            at, blue, red = y * width + left, at_blue + left // 2, at_red + left // 2
            if kind == ROOM and behind.size > 0:
                copy_bytes(behind, at, right - left, out)
                copy_bytes(behind, at + width, right - left, out)
                copy_bytes(behind, blue, (right - left) // 2, out)
                copy_bytes(behind, red, (right - left) // 2, out)
                continue
            if kind != BAND:
                convert_rows(backdrop if kind == ROOM else image, y, left, right, at, blue, red, out)
                continue
            for row in range(y, y + 2):
                for begin in range(left, right, CHUNK_PX):
                    size, step = min(right - begin, CHUNK_PX), down if row == y else then
                    if backdrop.size > 0:
                        split_chunk(backdrop, row, begin, size, FAR, planes)
                    else:
                        split_i420(behind, height, width, row, begin, size, planes)
                    blend_chunk(matte, row - offset, image, row, begin, size, drawn, step, cleaning, wrap, planes)
                    to = np.uint64(row * width + begin)
                    for x in range(np.uint64(size)):
                        b, g = np.int32(planes[RESULTS[0] + x]) & BYTE, np.int32(planes[RESULTS[1] + x]) & BYTE
                        r = np.int32(planes[RESULTS[2] + x]) & BYTE
                        out[to + x] = weigh(LUMA, b, g, r)
                    if row > y:
                        continue
                    to, beside = np.uint64(at_blue + begin // 2), np.uint64(at_red + begin // 2)
                    for x in range(np.uint64(size // 2)):
                        b, g = (
                            np.int32(planes[RESULTS[0] + U2 * x]) & BYTE,
                            np.int32(planes[RESULTS[1] + U2 * x]) & BYTE,
                        )
                        r = np.int32(planes[RESULTS[2] + U2 * x]) & BYTE
                        out[to + x] = weigh(BLUE, b, g, r)
                        out[beside + x] = weigh(RED, b, g, r)
