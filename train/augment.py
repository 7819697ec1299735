"""Make training samples from labelled pictures: webcam framing, new backgrounds, clutter, light, camera faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from train.data import Mask, Pair, Picture


def _window(rng: np.random.Generator, matte: Mask, aspect: float, beyond: bool) -> tuple[float, float, float, float]:
    """Choose a crop (x, y, w, h) of the wanted aspect (w / h) around the person, as a webcam would frame it.

    With `beyond` the crop may reach outside the picture, but not across a side that cuts the person: no floating torso.
    """
    height, width = matte.shape
    columns, rows = np.flatnonzero(matte.max(axis=0) > 127), np.flatnonzero(matte.max(axis=1) > 127)
    if len(columns) == 0:
        x0, x1, y0, y1 = 0, width, 0, height
    else:
        x0, x1, y0, y1 = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
    left, right, top, bottom = x0 <= 2, x1 >= width - 2, y0 <= 2, y1 >= height - 2
    person = max(y1 - y0, 8)
    # From the head alone to the whole body with air around it, log-uniform.
    h = float(person * np.exp(rng.uniform(np.log(0.35 if person > 1.6 * (x1 - x0) else 0.6), np.log(1.6))))
    h = max(h, 48.0)
    w = h * aspect
    limit_w = width if not beyond or (left and right) else 3.0 * width
    limit_h = height if not beyond or (top and bottom) else 2.0 * height
    shrink = min(1.0, limit_w / w, limit_h / h)
    w, h = w * shrink, h * shrink

    def place(low: float, high: float, size: float, full: int, cut_low: bool, cut_high: bool) -> float:
        centre = rng.uniform(low, high) if high > low else low
        start = centre - size * rng.uniform(0.3, 0.7)
        if not beyond or cut_low:
            start = max(start, 0.0)
        if not beyond or cut_high:
            start = min(start, full - size)
        return float(start)

    x = place(x0 + 0.3 * (x1 - x0), x0 + 0.7 * (x1 - x0), w, width, left, right)
    head_room = rng.uniform(-0.1, 0.35) * h
    y = y0 - head_room if rng.random() < 0.7 else place(y0, y1, h, height, top, bottom)
    if not beyond or top:
        y = max(y, 0.0)
    if not beyond or bottom:
        y = min(y, height - h)
    return x, y, w, h


def _warp(
    rng: np.random.Generator, pair: Pair, shape: tuple[int, int], beyond: bool, roll_deg: float
) -> tuple[Picture, Mask]:
    """Cut a random window out of a pair and bring it to `shape` (H, W), rolled and perhaps mirrored."""
    x, y, w, h = _window(rng, pair.matte, shape[1] / shape[0], beyond)
    angle, scale = np.deg2rad(rng.uniform(-roll_deg, roll_deg)), shape[0] / h
    flip = -1.0 if rng.random() < 0.5 else 1.0
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    centre = np.array([x + w / 2, y + h / 2])
    matrix = np.array([[flip * cos, flip * -sin, 0.0], [sin, cos, 0.0]])
    matrix[:, 2] = np.array([shape[1] / 2, shape[0] / 2]) - matrix[:, :2] @ centre
    image, matte = pair.image, pair.matte
    if scale < 0.6:  # anti-alias before a strong reduction
        image, matte = cv2.blur(image, (2, 2)), cv2.blur(matte, (2, 2))
    size = (shape[1], shape[0])
    border = cv2.BORDER_CONSTANT if beyond else cv2.BORDER_REFLECT_101
    image = cv2.warpAffine(
        image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE if beyond else border
    )
    matte = cv2.warpAffine(matte, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)
    return image.astype(np.uint8, copy=False), matte.astype(np.uint8, copy=False)


def _background(rng: np.random.Generator, rooms: Sequence[Picture], shape: tuple[int, int]) -> Picture:
    """Cut a random piece of a random room, or now and then draw a plain gradient wall."""
    height, width = shape
    if not rooms or rng.random() < 0.12:
        corners = rng.uniform(0, 255, (2, 2, 3)) * rng.uniform(0.0, 1.0) + rng.uniform(0, 255, 3) * 0.5
        return cv2.resize(np.clip(corners, 0, 255).astype(np.float32), (width, height)).astype(np.uint8)
    room = rooms[rng.integers(len(rooms))]
    full_h, full_w = room.shape[:2]
    h = full_h * rng.uniform(0.35, 1.0)
    w = min(h * width / height, full_w)
    h = w * height / width
    x, y = int(rng.uniform(0, full_w - w + 1)), int(rng.uniform(0, full_h - h + 1))
    piece = cv2.resize(
        room[y : y + max(1, int(h)), x : x + max(1, int(w))], (width, height), interpolation=cv2.INTER_AREA
    )
    if rng.random() < 0.5:
        piece = piece[:, ::-1]
    if rng.random() < 0.3:
        piece = cv2.GaussianBlur(piece, (0, 0), rng.uniform(0.5, 3.0))
    return _light(rng, np.ascontiguousarray(piece), 0.35)


def _clutter(rng: np.random.Generator, image: Picture, matte: Mask, rooms: Sequence[Picture]) -> Picture:
    """Put a few hard-edged things behind the person: boards, screens, chair backs, which no labelled set has enough of.

    Without them a network trained on selfies takes any sharp shape at the frame's edge for a person.
    """
    height, width = matte.shape
    for _ in range(int(rng.integers(1, 5))):
        shape = np.zeros((height, width), np.uint8)
        centre = (rng.uniform(-0.1, 1.1) * width, rng.uniform(-0.1, 1.1) * height)
        sides = (rng.uniform(0.06, 0.5) * width, rng.uniform(0.06, 0.7) * height)
        kind = rng.random()
        if kind < 0.55:  # boards, screens, doors
            corners = cv2.boxPoints((centre, sides, rng.normal(0, 8)))
            corners += rng.normal(0, 0.02, corners.shape) * width
            cv2.fillConvexPoly(shape, corners.astype(np.int32), 255, cv2.LINE_AA)
        elif kind < 0.85:  # chair backs, cushions, lamps
            cv2.ellipse(shape, (centre, sides, float(rng.normal(0, 20))), 255, -1, cv2.LINE_AA)
        else:  # a person-like heap: any convex outline
            points = np.array(centre) + rng.normal(0, 0.2, (7, 2)) * np.array(sides)
            cv2.fillConvexPoly(shape, cv2.convexHull(points.astype(np.int32)), 255, cv2.LINE_AA)
        if rng.random() < 0.25:  # a frame, not a filled thing
            shape = cv2.subtract(shape, cv2.erode(shape, np.ones((5, 5), np.uint8), iterations=int(rng.integers(1, 3))))
        filling = _background(rng, rooms, (height, width))
        if rng.random() < 0.5:
            colour = np.full_like(filling, rng.uniform(0, 255, 3).astype(np.uint8))
            filling = cv2.addWeighted(filling, (part := rng.uniform(0.0, 0.35)), colour, 1 - part, 0).astype(np.uint8)
        behind = shape.astype(np.float32) / 255 * (1 - matte.astype(np.float32) / 255)
        image = np.asarray(cv2.blendLinear(filling, image, behind, 1 - behind), dtype=np.uint8)
    return image


# ---- light, colour and camera ------------------------------------------------------------------------------------


def _light(rng: np.random.Generator, image: Picture, strength: float) -> Picture:
    """Change exposure, gamma and the colour of the light by per-channel look-up tables; 0 = not at all."""
    levels = np.arange(256, dtype=np.float32) / 255.0
    gamma = np.exp(rng.uniform(-strength, strength))
    gain = np.exp(rng.uniform(-strength, strength))
    cast = np.exp(rng.uniform(-0.4, 0.4, 3) * strength)
    offset = rng.uniform(-0.15, 0.15) * strength
    curve = np.power(levels, gamma)[:, None] * gain * cast[None, :] + offset
    table = np.clip((curve - 0.5) * np.exp(rng.uniform(-strength, strength)) + 0.5, 0, 1) * 255.0
    return np.asarray(cv2.LUT(image, table.astype(np.uint8)[None]), dtype=np.uint8)


def _camera(rng: np.random.Generator, image: Picture) -> Picture:
    """Add what webcams add: grey or weak colour, blur, darkness with noise, JPEG blocks, banding."""
    if rng.random() < 0.15:
        grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
        image = cv2.addWeighted(grey, (mix := rng.uniform(0.5, 1.0)), image, 1 - mix, 0).astype(np.uint8)
    kind = rng.random()
    if kind < 0.15:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.4)).astype(np.uint8)
    elif kind < 0.25:
        image = cv2.blur(image, (int(rng.integers(1, 6)), int(rng.integers(1, 3)))).astype(np.uint8)
    if rng.random() < 0.15:  # low light
        image = cv2.convertScaleAbs(image, alpha=rng.uniform(0.25, 0.7)).astype(np.uint8)
    if rng.random() < 0.35:
        noise = rng.normal(0, rng.uniform(1, 12), (*image.shape[:2], 1 if rng.random() < 0.5 else 3))
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        _, code = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 85))])
        image = np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), dtype=np.uint8)
    return image


def _composite(rng: np.random.Generator, image: Picture, matte: Mask, room: Picture) -> tuple[Picture, Mask]:
    """Put the person on a room; half the time lit towards the room's mean colour, edges softened a little."""
    if rng.random() < 0.5:
        person = image[matte > 127]
        if len(person):
            gain = (room.reshape(-1, 3).mean(axis=0) + 40) / (person.mean(axis=0) + 40)
            gain = np.clip(gain ** rng.uniform(0.0, 0.7), 0.5, 1.8)
            image = np.clip(image * gain.astype(np.float32), 0, 255).astype(np.uint8)
    # The labels are binary: a soft, slightly shrunk edge hides the rim of the old background.
    soft = cv2.GaussianBlur(matte, (0, 0), rng.uniform(0.4, 0.9))
    alpha = np.clip(soft.astype(np.float32) / 255.0 * 1.25 - rng.uniform(0.05, 0.25), 0, 1)
    mixed = cv2.blendLinear(image, room, alpha, 1 - alpha)
    return np.asarray(mixed, dtype=np.uint8), (alpha * 255).astype(np.uint8)


# ---- batches -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mix:
    """Say how often each kind of sample is drawn; what is left of 1 is the picture as it is, on its own background."""

    replaced: float = 0.5
    empty: float = 0.08
    clutter: float = 0.4  # of all samples, whatever their kind


class Sampler:
    """Draw training samples from several sets of pairs, each set with its weight."""

    def __init__(self, sets: Sequence[tuple[float, Sequence[Pair]]], rooms: Sequence[Picture], mix: Mix) -> None:
        self.sets = [pairs for _, pairs in sets]
        weights = np.array([weight for weight, _ in sets], dtype=np.float64)
        self.weights = weights / weights.sum()
        self.rooms, self.mix = rooms, mix

    def draw(self, rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Picture, Mask]:
        """Give one sample: image (H, W, 3) uint8 BGR and matte (H, W) uint8, 255 = person; `shape` is (H, W)."""
        kind = rng.random()
        if kind < self.mix.empty:
            image, matte = _background(rng, self.rooms, shape), np.zeros(shape, np.uint8)
        else:
            pairs = self.sets[rng.choice(len(self.sets), p=self.weights)]
            pair = pairs[rng.integers(len(pairs))]
            replaced = kind < self.mix.empty + self.mix.replaced
            image, matte = _warp(rng, pair, shape, beyond=replaced, roll_deg=12.0 if rng.random() < 0.2 else 1.5)
            if replaced:
                image = _light(rng, image, 0.3)
                image, matte = _composite(rng, image, matte, _background(rng, self.rooms, shape))
        if rng.random() < self.mix.clutter:
            image = _clutter(rng, image, matte, self.rooms)
        return _camera(rng, _light(rng, image, rng.uniform(0.0, 0.45))), matte

    def batch(self, rng: np.random.Generator, shape: tuple[int, int], size: int) -> tuple[Picture, Mask]:
        """Give `size` samples stacked: (N, H, W, 3) uint8 RGB and (N, H, W) uint8."""
        drawn = [self.draw(rng, shape) for _ in range(size)]
        return np.stack([image[:, :, ::-1] for image, _ in drawn]), np.stack([matte for _, matte in drawn])


@dataclass(frozen=True)
class Phase:
    """Train until `until` (a share of all steps, in (0, 1]) on batches of one of these (H, W) shapes each."""

    until: float
    shapes: tuple[tuple[int, int], ...]


class Batches:
    """A map-style data set: item `step` is always the same batch, so a resumed run goes on exactly where it was."""

    def __init__(self, sampler: Sampler, phases: Sequence[Phase], steps: int, batch_size: int, seed: int) -> None:
        self.sampler, self.phases, self.steps, self.batch_size, self.seed = sampler, phases, steps, batch_size, seed

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> tuple[Picture, Mask]:
        rng = np.random.default_rng((self.seed, step))
        phase = next(phase for phase in self.phases if step < phase.until * self.steps or phase is self.phases[-1])
        shape = phase.shapes[rng.integers(len(phase.shapes))]
        return self.sampler.batch(rng, shape, self.batch_size)
