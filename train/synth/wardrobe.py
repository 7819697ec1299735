"""Dress people: recolour and pattern the painted garment, or cut a new one with its own neckline, sleeves and looseness."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from train.synth.avatar import Avatar, Floats, smoothed
from train.synth.hair import sampled
from train.synth.poses import landmark

AS_PAINTED, RECOLOURED, NEW = 0, 1, 2
PLAIN, STRIPES, CHECKS, DOTS, PRINT, KNIT = range(6)
NECK_M = 0.085  # radius of a neckline
SKIN_DISTANCE = 22.0  # in CIE Lab: what is nearer to the colour of hands or face is skin


@dataclass(frozen=True)
class Outfit:
    """Say what a person wears. cut: neckline height, its rise backwards, depth of the V, sleeve length in metres from the middle.

    loose_m: how far the cloth stands off the body. colours: (2, 3) linear RGB. grain: pattern size in metres, folds, seed.
    """

    garment: int
    cut: Floats
    loose_m: float
    pattern: int
    colours: Floats
    grain: Floats
    extra: str  # "", scarf, hood or collar


def garment_mask(avatar: Avatar) -> NDArray[np.uint8]:
    """Give the texels (H, W), 255 = cloth: those whose bones are neither head nor hand and whose colour is not the skin's."""
    body, skeleton = avatar.body, avatar.skeleton
    bare = np.array([any(part in name for part in ("Head", "Eye", "Hand", "Finger")) for name in skeleton.names])
    bare_share = (body.weights * bare[body.joints]).sum(1)
    clothed = bare_share < 0.5
    skin_part = max(avatar.parts.values(), key=lambda part: part.stop - part.start)
    clothed[: skin_part.start] = clothed[skin_part.stop :] = False
    height, width = avatar.texture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    faces = body.triangles[clothed[body.triangles].all(1)]
    corners = (body.uv[faces] * (width, height) * 8).astype(np.int32)
    for corner in corners:
        cv2.fillConvexPoly(mask, corner, 255, shift=3)
    lab = cv2.cvtColor(cv2.GaussianBlur(avatar.texture, (5, 5), 0), cv2.COLOR_RGB2LAB).astype(np.float32)
    hands = (bare_share > 0.9) & (body.position[:, 1] < skeleton.place("Neck")[1])
    hands[: skin_part.start] = hands[skin_part.stop :] = False
    near = np.full(mask.shape, np.inf, np.float32)
    if hands.any():
        row = np.clip((body.uv[hands, 1] * height).astype(int), 0, height - 1)
        column = np.clip((body.uv[hands, 0] * width).astype(int), 0, width - 1)
        for share in (0.2, 0.5, 0.8):
            near = np.minimum(
                near, np.linalg.norm((lab - np.quantile(lab[row, column], share, axis=0)) * (0.5, 1.2, 1.2), axis=2)
            )
    mask[near < SKIN_DISTANCE * 0.7] = 0
    kernel = np.ones((7, 7), np.uint8)
    mask = np.asarray(
        cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), cv2.MORPH_CLOSE, kernel), np.uint8
    )
    _, label, boxes, _ = cv2.connectedComponentsWithStats(mask)
    small = boxes[:, cv2.CC_STAT_AREA] < mask.size * 0.004  # tattoos, nails, shadows
    mask[small[label]] = 0
    return mask


def skin_colour(avatar: Avatar) -> Floats:
    """Give the colour of bare skin, linear RGB (3,): the cheeks', a little darker."""
    eye, place = landmark(avatar, "eye"), avatar.body.position
    near = (np.abs(place[:, 1] - eye[1] + 0.03) < 0.02) & (place[:, 2] > eye[2] - 0.05) & (np.abs(place[:, 0]) < 0.07)
    return np.asarray(
        0.85 * np.median(sampled(avatar.texture, avatar.body.uv[near]), 0) if near.any() else [0.4, 0.25, 0.18],
        np.float32,
    )


def _cloth_colour(rng: np.random.Generator) -> Floats:
    """Draw a colour people wear: often dark, grey or white, else anything. Linear RGB."""
    kind = rng.random()
    if kind < 0.25:
        return np.asarray(rng.uniform(0.01, 0.06) * rng.normal(1, 0.15, 3).clip(0.5, 1.5), np.float32)
    if kind < 0.45:
        return np.asarray(rng.uniform(0.5, 0.85) * rng.normal(1, 0.05, 3).clip(0.8, 1.1), np.float32)
    if kind < 0.6:
        return np.asarray(rng.uniform(0.08, 0.4) * rng.normal(1, 0.06, 3).clip(0.8, 1.2), np.float32)
    hsv = np.array([[[rng.uniform(0, 360), rng.uniform(0.2, 0.9), rng.uniform(0.15, 0.9)]]], np.float32)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0] ** 2.2, np.float32)


def draw_outfit(rng: np.random.Generator, avatar: Avatar) -> Outfit:
    """Draw an outfit."""
    neck, hand = avatar.skeleton.place("Neck"), avatar.skeleton.place("LeftHand")
    garment = int(rng.choice([AS_PAINTED, RECOLOURED, NEW], p=[0.2, 0.25, 0.55]))
    pattern = int(rng.choice(6, p=[0.42, 0.17, 0.13, 0.06, 0.1, 0.12]))
    sleeve = float(rng.choice([0.2, 0.55, 1.0], p=[0.18, 0.40, 0.42]))
    wrist = float(hand[0]) - 0.01
    upper = 0.13 + (wrist - 0.13) * sleeve * (1 if sleeve == 1.0 else rng.uniform(0.85, 1.15))
    turtle = rng.random() < 0.15
    line = neck[1] + (0.035 if turtle else rng.uniform(-0.035, 0.0))
    depth = rng.uniform(0.02, 0.07) if rng.random() < 0.3 and not turtle else 0.0
    loose = float(rng.choice([0.003, 0.008, 0.016, 0.028], p=[0.3, 0.3, 0.25, 0.15]))
    size = {STRIPES: (0.012, 0.07), CHECKS: (0.015, 0.06), DOTS: (0.012, 0.03)}.get(pattern, (0.02, 0.03))
    extra = str(rng.choice(["", "scarf", "hood", "collar"], p=[0.75, 0.06, 0.11, 0.08]))
    if garment == AS_PAINTED and extra in ("hood", "collar"):
        extra = ""  # they are part of the garment and would not match
    return Outfit(
        garment, np.array([line, 0.4, depth, min(upper, wrist)], np.float32), loose if garment == NEW else loose * 0.5, pattern,
        np.stack([_cloth_colour(rng), _cloth_colour(rng)]),
        np.array([rng.uniform(*size), rng.uniform(0.15, 0.7), rng.uniform(0, 50)], np.float32), extra,
    )  # fmt: skip


def cloth_share(avatar: Avatar, mask: NDArray[np.uint8]) -> Floats:
    """Give how far (V,) each vertex of the body is in painted cloth, 0 to 1, falling smoothly towards its hems."""
    height, width = mask.shape
    row = np.clip((avatar.body.uv[:, 1] * height).astype(int), 0, height - 1)
    column = np.clip((avatar.body.uv[:, 0] * width).astype(int), 0, width - 1)
    share = smoothed(avatar.body, (mask[row, column] > 0).astype(np.float32), 3)
    return np.asarray(np.clip(1.6 * share - 0.6, 0, 1), np.float32)


def looseness(avatar: Avatar, outfit: Outfit, cloth: Floats) -> Floats:
    """Give how far (V,) the cloth stands off each vertex of the body, in metres: more at the elbow and the waist, none at its hems."""
    place = avatar.body.position
    neck = avatar.skeleton.place("Neck")
    side = np.abs(place[:, 0])
    across = np.hypot(place[:, 0], place[:, 2] - neck[2] + 0.01) - NECK_M
    neckline = np.minimum(
        np.maximum(outfit.cut[0] - outfit.cut[1] * place[:, 2] - place[:, 1], across),
        neck[1] + 0.05 - 0.8 * (place[:, 2] - neck[2] + 0.01) - place[:, 1],
    )
    edge = np.clip(np.minimum(neckline, (outfit.cut[3] - side) * 1.2) / 0.07, 0, 1)
    if outfit.garment != NEW:
        torso, arm = np.clip((neck[1] - 0.02 - place[:, 1]) / 0.08, 0, 1), np.clip((side - 0.12) / 0.1, 0, 1)
        edge = cloth * np.maximum(torso, arm)
    skin_part = max(avatar.parts.values(), key=lambda part: part.stop - part.start)
    inside = np.zeros(len(place))
    inside[skin_part] = 1
    wave = sum(
        np.sin(place @ np.array(way) + outfit.grain[2] * (1 + k))
        for k, way in enumerate(((31, 22, 8), (-17, 35, 21), (9, 47, -28)))
    )
    along_arm = np.clip((side - 0.2) / 0.25, 0, 1)
    return np.asarray(inside * edge * outfit.loose_m * (1.0 + 0.22 * wave + 0.35 * along_arm), np.float32)


def mean_brightness(avatar: Avatar, mask: NDArray[np.uint8]) -> float:
    """Give the painted top's mean brightness, linear 0 to 1: recolouring keeps the shades around it."""
    body = avatar.body
    height, width = mask.shape
    top = (body.position[:, 1] > avatar.skeleton.place("Spine1")[1]) & (
        body.position[:, 1] < avatar.skeleton.place("Neck")[1]
    )
    row = np.clip((body.uv[:, 1] * height).astype(int), 0, height - 1)
    column = np.clip((body.uv[:, 0] * width).astype(int), 0, width - 1)
    top &= mask[row, column] > 0
    return float(max(0.01, np.median(sampled(avatar.texture, body.uv[top]) @ [0.3, 0.5, 0.2]))) if top.any() else 0.3
