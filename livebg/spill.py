"""Find the light that the old room's colour throws on the person's edge, such as a green screen's. Pure functions."""

from __future__ import annotations

import cv2
import numpy as np

from livebg.kernels.spill import BLUE, GREEN, RED, SPILL
from livebg.types import EdgeColours, Image, Matte

LUMA = np.array([BLUE, GREEN, RED])
CAST_LEVELS = 40.0  # a room's distance from grey from which its cast is taken out in full; a grey room has none
INSIDE_NODES = 11  # a window's side: how far inside the person's own colour is looked for
RIM = 2.5  # brings the share of room around a pixel, 0.4, to 1: from there on spill is taken out in full


def find_spill(image: Image, edges: EdgeColours, strength: float) -> Matte:
    """Give what `livebg.kernels.spill` takes out: the old room's cast, where the person has more of it at the edge than inside.

    Keyers limit a person's green by their red and blue; here the limit is that of the person nearby but inside, along any cast, for as
    much brightness.
    image: (H, W, 3) uint8 BGR. edges: of its matte, (rows, columns, 8). strength: 0 = take nothing out, 1 = all. Returns (rows,
    columns * SPILL) float32.
    """
    rows, columns = edges.shape[:2]
    step = max(1, image.shape[0] // (2 * rows))  # a few rows of each cell are enough
    small = cv2.resize(image[::step], (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float32)
    person, room, window = edges[..., :3], edges[..., 3:6], (INSIDE_NODES, INSIDE_NODES)
    deep = (edges[..., 7] >= 1).astype(np.float32)
    weight = cv2.blur(deep, window)[..., None]
    inside = np.where(weight > 0, cv2.blur(small * deep[..., None], window) / np.maximum(weight, 1e-6), person)
    cast = room - (room @ LUMA)[..., None]
    size = np.linalg.norm(cast, axis=2, keepdims=True)
    cast = cast / np.maximum(size, 1e-3)
    rim = np.clip((1 - edges[..., 6]) * RIM, 0, 1) * (edges[..., 6] > 0)
    taken = strength * rim * np.clip(size[..., 0] / CAST_LEVELS, 0, 1)
    limit = (inside * cast).sum(2) / np.maximum(inside @ LUMA, 1)
    nodes = np.dstack((cast, limit, taken)).astype(np.float32)
    return np.ascontiguousarray(nodes.reshape(rows, columns * SPILL))
