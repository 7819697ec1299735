"""Give the pieces of the kernels that put a person on a backdrop: where its edge is, what colour it has there, and luma and chroma.

Unsigned indices need no look for negative ones. Nothing is allocated here: references to arrays would be counted with locked instructions.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from livebg.kernels import Indices, piece
from livebg.types import Image, Matte

BLOCK_PX = 16  # what is looked at as one; even, so that it has chroma of its own
CHUNK_PX, PITCH = 128, 144  # how much of a row is blended at a time, and how far its planes lie apart
EDGE = 8  # channels of a node: person's b, g, r, room's b, g, r, mean alpha, and that of its neighbours; see `livebg.kernels.guide`
DRAWN = 10  # what is drawn from nodes to pixels: a node's first seven channels, and the backdrop's light
NEAR, FAR, ALPHA, SHINE, RESULT, PLANES = 10, 13, 16, 17, 18, 21  # planes of a chunk, after those
DEEP = np.float32(0.8)  # mean alpha from which a pixel is too far inside for light from behind
ONE, HALF, FULL, SHARE = np.float32(1), np.float32(0.5), np.float32(255), np.float32(1 / 255)
SLOPE = np.float32(1 / 0.3)  # brings the mean alpha at the edge, 0.5, to 1
ROOM, PERSON, BAND, INSIDE = 0, 1, 2, 3  # kinds of blocks; inside: of the band, but too deep for light from behind
# BT.601, limited range, as OpenCV has it: whole numbers by 2^20, with the offset and one half.
LUMA = np.int32(102760), np.int32(528482), np.int32(269484), np.int32((16 << 20) + (1 << 19))
BLUE = np.int32(460324), np.int32(-305135), np.int32(-155188), np.int32((128 << 20) + (1 << 19))
RED = np.int32(-74448), np.int32(-385875), np.int32(460324), np.int32((128 << 20) + (1 << 19))
BLACK, HALFWAY, FROM_LUMA = np.float32(16), np.float32(128), np.float32(1.164383)  # and back
FROM_BLUE, FROM_RED = np.float32(2.017232), np.float32(1.596027)  # to blue, and to red
FROM_BOTH = np.float32(-0.391762), np.float32(-0.812968)  # to green, of both chromas
BITS, BYTE = np.int32(20), np.int32(255)
RESULTS = np.uint64(RESULT * PITCH), np.uint64((RESULT + 1) * PITCH), np.uint64((RESULT + 2) * PITCH)
U1, U2, U3, U6 = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(6)


@piece
def mark_blocks(edges: Matte, above: int, below: int, cells: Indices, wrap: float, marks: Image) -> None:
    """Fill marks with the kind of each block between two rows of nodes, as far as nodes tell."""
    columns, width = edges.shape[1] // EDGE, cells.size
    for block in range(marks.size):
        begin, end = cells[block * BLOCK_PX], cells[min(width, (block + 1) * BLOCK_PX) - 1] + 2
        least, total, end = ONE, np.float32(0), min(end, columns)
        for node in range(begin, end):
            i = EDGE * node + 6
            least = min(least, min(edges[above, i], edges[below, i]))
            total += edges[above, i + 1] + edges[below, i + 1]
        inside = wrap <= 0 or least >= DEEP
        full = total >= np.float32(2 * (end - begin))
        marks[block] = ROOM if total <= 0 else INSIDE if inside else BAND
        if full and inside:
            marks[block] = PERSON


@piece
def draw_nodes(
    edges: Matte,
    light: Matte,
    row: int,
    cells: Indices,
    part: Matte,
    first: Indices,
    marks: Image,
    place: int,
    drawn: Matte,
) -> None:
    """Fill drawn[place], (DRAWN, W), with one row of nodes, enlarged linearly along it, in the blocks of the band."""
    columns, width = edges.shape[1] // EDGE, cells.size
    for block in range(marks.size):
        if marks[block] < BAND:
            continue
        begin, end = block * BLOCK_PX, min(width, (block + 1) * BLOCK_PX)
        for cell in range(cells[begin], cells[end - 1] + 1):
            after, left, right = min(cell + 1, columns - 1), max(begin, first[cell]), min(end, first[cell + 1])
            for c in range(DRAWN):
                if c < 7:
                    value, other = edges[row, EDGE * cell + c], edges[row, EDGE * after + c]
                else:
                    value, other = light[row, 3 * cell + c - 7], light[row, 3 * after + c - 7]
                more = other - value
                for x in range(np.uint64(left), np.uint64(max(left, right))):
                    drawn[place, c, x] = value + part[x] * more


@piece
def cut_rows(marks: Image, matte: Matte, row: int, until: int, begins: Indices, kinds: Image) -> int:
    """Fill begins and kinds with stretches of one kind, in pixels, of rows `row` to `until` of a matte; gives how many there are."""
    width, count = matte.shape[1], 0
    for block in range(marks.size):
        kind, begin = marks[block], block * BLOCK_PX
        if kind >= BAND:
            end = min(width, begin + BLOCK_PX)
            total, at = np.float32(0), np.uint64(begin)
            for y in range(row, until):
                for x in range(np.uint64(end - begin)):
                    total += matte[y, at + x]
            inside, kind = kind == INSIDE, BAND
            if total <= 0:
                kind = ROOM
            elif inside and total >= np.float32((until - row) * (end - begin)):
                kind = PERSON
        if count == 0 or kinds[count - 1] != kind:
            begins[count], kinds[count] = begin, kind
            count += 1
    begins[count] = width
    return count


@piece
def blend_colour(colour: int, size: int, cleaning: float, planes: Matte) -> None:
    """Fill one colour of a chunk's results; its room's share is taken out, and the new room's light let in."""
    own_at, room_at, light_at = (
        np.uint64(colour * PITCH),
        np.uint64((3 + colour) * PITCH),
        np.uint64((7 + colour) * PITCH),
    )
    near, far, out = (
        np.uint64((NEAR + colour) * PITCH),
        np.uint64((FAR + colour) * PITCH),
        np.uint64((RESULT + colour) * PITCH),
    )
    for x in range(np.uint64(size)):
        a, value, own = planes[np.uint64(ALPHA * PITCH) + x], planes[near + x], planes[own_at + x]
        rest = ONE - a
        pure = own + a * (value - a * own - rest * planes[room_at + x])
        pure = pure if pure > 0 else np.float32(0)
        pure = pure if pure < FULL else FULL
        value += cleaning * (pure - value)
        value += planes[np.uint64(SHINE * PITCH) + x] * planes[light_at + x] * (ONE - value * SHARE)
        planes[out + x] = a * value + rest * planes[far + x] + HALF


@piece
def split_chunk(image: Image, y: int, begin: int, size: int, plane: int, planes: Matte) -> None:
    """Fill three planes with the colours of one row's pixels: one plane for each colour, so that the compiler finds vectors."""
    at, blue, green, red = (
        np.uint64(3 * begin),
        np.uint64(plane * PITCH),
        np.uint64((plane + 1) * PITCH),
        np.uint64((plane + 2) * PITCH),
    )
    for x in range(np.uint64(size)):
        j = at + U3 * x
        planes[blue + x] = image[y, j]
        planes[green + x] = image[y, j + U1]
        planes[red + x] = image[y, j + U2]


@piece
def split_i420(picture: Image, height: int, width: int, y: int, begin: int, size: int, planes: Matte) -> None:
    """Fill the backdrop's planes with the colours of pixels of row y from `begin` on, both even, of an I420 picture."""
    at = np.uint64(y * width + begin)
    blue = np.uint64(height * width + y // 2 * (width // 2) + begin // 2)
    red = blue + np.uint64(height // 2 * (width // 2))
    for x in range(np.uint64(size // 2)):
        u, v = picture[blue + x] - HALFWAY, picture[red + x] - HALFWAY
        more_blue, more_green, more_red = FROM_BLUE * u, FROM_BOTH[0] * u + FROM_BOTH[1] * v, FROM_RED * v
        for side in range(2):
            place = U2 * x + np.uint64(side)
            luma = FROM_LUMA * (picture[at + place] - BLACK)
            planes[np.uint64(FAR * PITCH) + place] = min(FULL, max(np.float32(0), luma + more_blue))
            planes[np.uint64((FAR + 1) * PITCH) + place] = min(FULL, max(np.float32(0), luma + more_green))
            planes[np.uint64((FAR + 2) * PITCH) + place] = min(FULL, max(np.float32(0), luma + more_red))


@piece
def blend_chunk(
    matte: Matte,
    row: int,
    image: Image,
    y: int,
    begin: int,
    size: int,
    drawn: Matte,
    down: float,
    cleaning: float,
    wrap: float,
    planes: Matte,
) -> None:
    """Fill the results of a chunk, in planes of PITCH, with the colours of row y's pixels from `begin` on, and one half.

    The backdrop's are in their planes already. row: y's of the matte. drawn: (2, DRAWN, W), the nodes above and below; down: from one to
    the other.
    """
    at, part = np.uint64(begin), np.float32(down)
    for c in range(DRAWN):
        plane = np.uint64(c * PITCH)
        for x in range(np.uint64(size)):
            planes[plane + x] = drawn[0, c, at + x] + part * (drawn[1, c, at + x] - drawn[0, c, at + x])
    split_chunk(image, y, begin, size, NEAR, planes)
    for x in range(np.uint64(size)):
        share = (DEEP - planes[np.uint64(6 * PITCH) + x]) * SLOPE
        share = share if share > 0 else np.float32(0)
        share = share if share < 1 else ONE
        planes[np.uint64(ALPHA * PITCH) + x] = matte[row, at + x]
        planes[np.uint64(SHINE * PITCH) + x] = wrap * share * share
    blend_colour(0, size, cleaning, planes)
    blend_colour(1, size, cleaning, planes)
    blend_colour(2, size, cleaning, planes)


@piece
def find_nodes(y: int, rows: int, height: int) -> tuple[int, int, float, float]:
    """Give the rows of nodes above and below two rows of pixels, and how far each is from one to the other, in [0, 1]."""
    at: float = max(0.0, (y + 0.5) * rows / height - 0.5)
    then: float = max(0.0, (y + 1.5) * rows / height - 0.5)
    above = min(int(at), rows - 1)
    return above, min(above + 1, rows - 1), at - above, min(1.0, then - above)


@piece
def weigh(weights: tuple[np.int32, ...], b: Any, g: Any, r: Any) -> Any:
    """Give luma or chroma of a colour: all of it fits 32 bits."""
    return (weights[0] * b + weights[1] * g + weights[2] * r + weights[3]) >> BITS


@piece
def convert_rows(image: Image, y: int, left: int, right: int, luma: int, blue: int, red: int, out: Image) -> None:
    """Fill two rows of luma and one of each chroma, from places luma, blue and red of `out` on, with pixels left to right of a picture."""
    for row in range(2):
        at, to = np.uint64(3 * left), np.uint64(luma + row * (image.shape[1] // 3))
        for x in range(np.uint64(right - left)):
            j = at + U3 * x
            out[to + x] = weigh(LUMA, image[y + row, j], image[y + row, j + U1], image[y + row, j + U2])
    at, to, beside = np.uint64(3 * left), np.uint64(blue), np.uint64(red)
    for x in range(np.uint64((right - left) // 2)):
        j = at + U6 * x
        b, g, r = image[y, j], image[y, j + U1], image[y, j + U2]
        out[to + x] = weigh(BLUE, b, g, r)
        out[beside + x] = weigh(RED, b, g, r)


@piece
def copy_bytes(given: Image, begin: int, count: int, out: Image) -> None:
    """Fill so many places of `out`, from `begin` on, with what is given there."""
    at = np.uint64(begin)
    for j in range(np.uint64(count)):
        out[at + j] = given[at + j]
