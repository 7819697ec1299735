"""Blend pictures: the person over a backdrop, a free cutout, letterboxing, and the placeholder card. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import cv2
import numpy as np

from livebg.kernels import flat
from livebg.kernels.blending import blend_edges, blend_edges_i420, room_to_work
from livebg.kernels.edges import BITS, BLUE, LUMA, RED
from livebg.kernels.mattes import average_cells
from livebg.kernels.plain import blend
from livebg.kernels.spill import clean_spill
from livebg.types import AlphaRows, Composite, EdgeColours, Image, Matte, Size

LIGHT_WINDOW = (5, 5)  # nodes over which a backdrop's light is averaged
ROUNDING = 0, 0, 0, 0.5  # what the kernels' offsets hold beside the offset itself
TO_YUV = np.array((LUMA, BLUE, RED), np.float64) / (1 << BITS) - ROUNDING  # of BGR
STRIP_ROWS = 60  # that are blended at a time: their alpha and their pixels stay in the cache


def _strips(alpha: Matte | AlphaRows, image: Image) -> Iterator[tuple[int, Matte]]:
    """Give alpha in strips of rows: the first row of each, and (n, W) float32 that the next one is written over."""
    if isinstance(alpha, np.ndarray):
        yield 0, np.ascontiguousarray(alpha)
        return
    height, width = image.shape[:2]
    strip = np.empty((min(STRIP_ROWS, height), width), np.float32)
    for since in range(0, height, STRIP_ROWS):
        part = strip[: height - since]
        alpha.fill(since, part)
        yield since, part


def over(image: Image, backdrop: Image, matte: Matte) -> Image:
    """Blend a picture over a backdrop: matte * image + (1 - matte) * backdrop.

    image, backdrop: (H, W, 3) uint8 BGR. matte: (H, W) float32 in [0, 1]. Returns a new (H, W, 3) uint8 BGR, within 1 level of
    the exact blend, and exact where the matte is 0 or 1.
    """
    out = np.empty(image.shape, np.uint8)
    blend(flat(image), flat(backdrop), np.ascontiguousarray(matte), flat(out))
    return out


def edge_light(backdrop: Image, edges: EdgeColours) -> Matte:
    """Give the light that comes from a backdrop, blurred: (rows, columns, 3) float32 BGR in [0, 255], at the nodes of `edges`."""
    rows, columns = edges.shape[:2]
    height, width = backdrop.shape[:2]
    if width >= 4 * columns and 4 * rows <= height < 250 * rows:  # at most 257 rows may fall into a cell
        small = np.empty((rows, columns, 3), np.uint8)
        average_cells(flat(backdrop), 4, small)
    else:
        small = np.asarray(cv2.resize(backdrop, (columns, rows), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cv2.blur(small, LIGHT_WINDOW), dtype=np.float32)


def over_cleanly(
    image: Image,
    backdrop: Image,
    alpha: Matte | AlphaRows,
    edges: EdgeColours,
    light: Matte,
    cleanup: float,
    wrap: float,
    spill: Matte | None = None,
) -> Image:
    """Blend a picture over a backdrop without a rim of the old room, and with the new one's light on the edge.

    The person's own colour along the edge is found by Blur-Fusion (Forte 2021) from what is surely person and surely room nearby.
    image, backdrop: as for `over`. alpha: a matte as for `over`, or what gives its rows. edges: of this matte. light: `edge_light` of
    this backdrop. cleanup, wrap: 0 = not at all, 1 = in full. spill: of `livebg.spill`, None = leave it. Returns a new (H, W, 3) uint8
    BGR: the backdrop where alpha is 0, and the image where it is 1 and far from the edge, or wrap is 0 and spill None.
    """
    out = np.empty(image.shape, np.uint8)
    far, mixed = flat(backdrop), flat(out)
    nodes, lights = edges.reshape(edges.shape[0], -1), light.reshape(edges.shape[0], -1)
    work = room_to_work(image.shape[1], edges.shape[1])
    for since, matte, near, clean in _cleaned(image, alpha, nodes, cleanup, spill):
        blend_edges(near, far, matte, since, nodes, lights, clean, wrap, *work, mixed)
    return out


def over_cleanly_i420(
    image: Image,
    backdrop: Image | None,
    alpha: Matte | AlphaRows,
    edges: EdgeColours,
    light: Matte,
    cleanup: float,
    wrap: float,
    spill: Matte | None = None,
    behind: Image | None = None,
) -> Image:
    """Give `to_i420` of what `over_cleanly` gives, to the bit, in one pass: (H * 3 / 2, W) uint8. Both sides of the picture are even.

    behind: `to_i420` of the backdrop, where it is known already; else it is converted where it is seen. backdrop: None where only `behind`
    is known, as of `soft_i420`.
    """
    height, width = image.shape[:2]
    out = np.empty((height * 3 // 2, width), np.uint8)
    far = np.empty((0, 0), np.uint8) if backdrop is None else flat(backdrop)
    room = np.empty(0, np.uint8) if behind is None else behind.reshape(-1)
    nodes, lights = edges.reshape(edges.shape[0], -1), light.reshape(edges.shape[0], -1)
    work, flow = room_to_work(width, edges.shape[1]), out.reshape(-1)
    for since, matte, near, clean in _cleaned(image, alpha, nodes, cleanup, spill):
        blend_edges_i420(near, far, room, matte, since, nodes, lights, clean, wrap, *work, flow)
    return out


def _cleaned(
    image: Image, alpha: Matte | AlphaRows, nodes: Matte, cleanup: float, spill: Matte | None
) -> Iterator[tuple[int, Matte, Image, float]]:
    """Give strips of rows: the first one, alpha, the picture whose rows are free of spill, and how much of its edge is to be cleaned."""
    near = flat(image)
    cleaned = None if spill is None else near.copy()
    for since, matte in _strips(alpha, image):
        if spill is None or cleaned is None:
            yield since, matte, near, cleanup
        else:
            clean_spill(near, matte, since, nodes, spill, cleanup, cleaned)
            yield since, matte, cleaned, 0.0


def cut_free(image: Image, matte: Matte) -> Image:
    """Give the picture with the matte as its alpha channel: (H, W, 4) uint8 BGRA, straight alpha.

    Where alpha is 0 the colour is black: a transparent file must not carry the room along in hidden pixels.
    """
    alpha = cv2.convertScaleAbs(matte, alpha=255.0)
    person = cv2.copyTo(image, (alpha > 0).astype(np.uint8))
    return np.asarray(cv2.merge([*cv2.split(person), alpha]), dtype=np.uint8)


def to_i420(image: Image) -> Image:
    """Give a picture as I420 (BT.601, limited range): (H * 3 / 2, W) uint8. image: (H, W, 3) uint8 BGR, both sides even."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420), dtype=np.uint8)


def soft_i420(small: Image, size: Size) -> Image:
    """Enlarge a picture (h, w, 3) uint8 BGR linearly to `size` (width, height), both even, as I420: (height * 3 / 2, width) uint8.

    Chroma is enlarged as such, which is less work than enlarging colours, and shows no difference where a picture is soft.
    """
    width, height = size
    planes = cv2.transform(small, TO_YUV)
    out = np.empty((height * 3 // 2, width), np.uint8)
    chroma = out[height:].reshape(2, height // 2, width // 2)
    for plane, place in zip(cv2.split(planes), (out[:height], chroma[0], chroma[1]), strict=True):
        cv2.resize(plane, (place.shape[1], place.shape[0]), dst=place, interpolation=cv2.INTER_LINEAR)
    return out


class I420Composite(Composite):
    """Be a composite that was blended as I420, as virtual cameras show it; its BGR is made for whoever asks."""

    def __init__(self, i420: Image, index: int, captured_at: float) -> None:
        """i420: (H * 3 / 2, W) uint8, see `to_i420`."""
        self.i420: Image
        for name, value in (("i420", i420), ("index", index), ("captured_at", captured_at)):
            object.__setattr__(self, name, value)

    @cached_property
    def image(self) -> Image:
        """Give the picture as others see it, (H, W, 3) uint8 BGR."""
        return np.asarray(cv2.cvtColor(self.i420, cv2.COLOR_YUV2BGR_I420), dtype=np.uint8)


def has_alpha(composite: Composite) -> bool:
    """Tell whether a composite is BGRA."""
    return not isinstance(composite, I420Composite) and composite.image.shape[2] != 3


def as_i420(composite: Composite, size: Size) -> Image:
    """Give a composite without alpha as I420 of `size` (width, height), letterboxed where it is another: (height * 3 / 2, width) uint8."""
    shown = fitted(composite, size)
    return shown.i420 if isinstance(shown, I420Composite) else to_i420(shown.image)


def fitted(composite: Composite, size: Size) -> Composite:
    """Give a composite letterboxed into `size` (width, height); itself where it has that size."""
    if isinstance(composite, I420Composite) and composite.i420.shape == (size[1] * 3 // 2, size[0]):
        return composite
    return Composite(letterbox(composite.image, size), composite.index, composite.captured_at)


def letterbox(image: Image, size: Size) -> Image:
    """Fit a picture into `size` (width, height), aspect kept, with black (for BGRA: transparent) bars."""
    width, height = size
    h, w = image.shape[:2]
    if (w, h) == size:
        return image
    scale = min(width / w, height / h)
    inner_w, inner_h = max(1, min(width, round(w * scale))), max(1, min(height, round(h * scale)))
    inner = cv2.resize(image, (inner_w, inner_h), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    x, y = (width - inner_w) // 2, (height - inner_h) // 2
    out = np.zeros((height, width, image.shape[2]), np.uint8)
    out[y : y + inner_h, x : x + inner_w] = inner
    return out


def placeholder(size: Size, text: str) -> Image:
    """Draw the card that is shown in place of a picture: (H, W, 3) uint8 BGR, dark, with one line of text."""
    width, height = size
    ramp = np.linspace(1.0, 0.6, max(1, height), dtype=np.float32)[:, None, None]
    card = np.ascontiguousarray(
        np.broadcast_to(np.array([58, 46, 40], np.float32) * ramp, (height, width, 3)).astype(np.uint8)
    )
    font, thickness = cv2.FONT_HERSHEY_DUPLEX, max(1, height // 360)
    (w, h), _ = cv2.getTextSize(text, font, 1.0, thickness)
    scale = min(0.8 * width / max(1, w), height / 18 / max(1, h))
    if scale * h >= 5:  # smaller than this nobody can read it
        origin = (round((width - w * scale) / 2), round((height + h * scale) / 2))
        cv2.putText(card, text, origin, font, scale, (225, 220, 215), thickness, cv2.LINE_AA)
    return card
