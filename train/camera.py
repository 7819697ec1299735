"""Do to a picture what rooms and webcams do to it: light, colour cast, blur, darkness, noise, banding, JPEG blocks."""

from __future__ import annotations

import cv2
import numpy as np

from train.data import Mask, Picture


def relight(rng: np.random.Generator, image: Picture, strength: float) -> Picture:
    """Change exposure, gamma, contrast and the colour of the light by per-channel tables; strength 0 = not at all."""
    levels = np.arange(256, dtype=np.float32)[:, None] / 255.0
    gamma, gain, contrast = np.exp(rng.uniform(-strength, strength, 3))
    cast = np.exp(rng.uniform(-0.4, 0.4, 3) * strength)
    offset = rng.uniform(-0.15, 0.15) * strength
    curve = levels**gamma * gain * cast + offset
    table = np.clip((curve - 0.5) * contrast + 0.5, 0, 1) * 255.0
    return np.asarray(cv2.LUT(image, table.astype(np.uint8)[None]), dtype=np.uint8)


def relight_a_little(rng: np.random.Generator, image: Picture) -> Picture:
    """Give the picture in a slightly different light, from a camera without faults."""
    return relight(rng, image, 0.15)


def harmonise(rng: np.random.Generator, image: Picture, matte: Mask, room: Picture) -> Picture:
    """Light the person towards the room's mean colour, by a random part of the way.

    image: (H, W, 3) uint8 BGR with the person where matte (H, W) is 255; room: (H, W, 3) uint8 BGR.
    """
    person = np.array(cv2.mean(image, cv2.threshold(matte, 127, 255, cv2.THRESH_BINARY)[1])[:3])
    gain = (np.array(cv2.mean(room)[:3]) + 40) / (person + 40)
    gain = np.clip(gain ** rng.uniform(0.0, 0.7), 0.5, 1.8)
    table = np.clip(np.arange(256)[:, None] * gain, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table[None]), dtype=np.uint8)


def _ramp(rng: np.random.Generator, shape: tuple[int, int], low: float) -> np.ndarray:
    """Give a smooth (H, W, 1) float32 shade between `low` and 1: a lamp or a window at one side."""
    corners = rng.uniform(low, 1.0, (2, 2)).astype(np.float32)
    return cv2.resize(corners, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)[:, :, None]


def _blur(rng: np.random.Generator, image: Picture) -> Picture:
    """Lose the focus a little, or smear the picture along one direction as a moving camera does."""
    kind = rng.random()
    if kind < 0.15:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.4)), dtype=np.uint8)
    if kind < 0.25:
        return np.asarray(cv2.blur(image, (int(rng.integers(1, 6)), int(rng.integers(1, 3)))), dtype=np.uint8)
    if kind < 0.35:  # a low resolution, enlarged by the driver
        small = cv2.resize(image, None, fx=(part := rng.uniform(0.4, 0.8)), fy=part, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.resize(small, image.shape[1::-1], interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return image


def _noise(rng: np.random.Generator, image: Picture, grain: np.random.Generator) -> Picture:
    """Add sensor noise, grey or in colour."""
    sigma = np.float32(rng.uniform(1, 12))
    noise = grain.standard_normal((*image.shape[:2], 1 if rng.random() < 0.5 else 3), dtype=np.float32) * sigma
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def _banding(rng: np.random.Generator, image: Picture) -> Picture:
    """Give mains flicker's horizontal bands, or the coarse levels of a cheap sensor."""
    if rng.random() < 0.5:
        step = int(rng.integers(4, 20))
        return np.asarray(cv2.LUT(image, (np.arange(256) // step * step).astype(np.uint8)), dtype=np.uint8)
    rows = np.arange(image.shape[0], dtype=np.float32)[:, None, None]
    wave = 1 + rng.uniform(0.03, 0.15) * np.sin(rows / rng.uniform(3, 30) + rng.uniform(0, 6.3))
    return np.clip(image * wave.astype(np.float32), 0, 255).astype(np.uint8)


def photograph(rng: np.random.Generator, image: Picture, grain: np.random.Generator | None = None) -> Picture:
    """Take the scene with a webcam. image: (H, W, 3) uint8 BGR, and so is the result.

    grain: where the noise comes from if not from `rng`: frames of one sequence share all faults but their noise.
    """
    image = relight(rng, image, rng.uniform(0.0, 0.45))
    if rng.random() < 0.15:
        image = np.asarray(image * _ramp(rng, image.shape[:2], 0.35), dtype=np.uint8)
    if rng.random() < 0.15:  # weak colour down to none
        grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
        image = cv2.addWeighted(grey, (mix := rng.uniform(0.5, 1.0)), image, 1 - mix, 0).astype(np.uint8)
    image = _blur(rng, image)
    if rng.random() < 0.15:  # low light
        image = cv2.convertScaleAbs(image, alpha=rng.uniform(0.25, 0.7)).astype(np.uint8)
    if rng.random() < 0.35:
        image = _noise(rng, image, grain or rng)
    if rng.random() < 0.06:
        image = _banding(rng, image)
    if rng.random() < 0.3:
        _, code = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 85))])
        image = np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), dtype=np.uint8)
    return image
