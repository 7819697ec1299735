"""Draw the side-by-side pictures of docs/picture from the bundled demo clip: `python -m tests.pictures`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from livebg.assets import asset
from livebg.backgrounds.blur import blur_sigma, blurred_room
from livebg.compose import edge_light, over, over_cleanly
from livebg.mattes import Refined, refine_edges
from livebg.segmenters import open_segmenter
from livebg.settings import LookSettings, ModelSettings
from livebg.spill import find_spill
from livebg.types import Image, Matte, State
from train.evaluate import clip_frames
from train.metrics import iou, mad

OUT = Path(__file__).parents[1] / "docs" / "picture"
WARM_UP = 12  # frames before the one that is drawn, so that smoothing has a past
BLUR = 0.5
GREEN = (60, 160, 60)
SCREEN, SCREEN_LIGHT, SCREEN_REACH_PX = (60, 190, 50), 0.35, 8  # a green screen, and what it throws on the person's rim
GREY = (150, 140, 130)
WALL = 225  # grey levels of a white wall that is lit from one side
SHIRT_FROM = 56  # percent of the picture's height
JPEG_QUALITY = 88

Room = Callable[[Image, Matte], Image]
"""Give the picture in which the clip's person, by their exact matte, stands somewhere else."""

Worn = Callable[[Image, Matte], tuple[Image, Matte]]
"""Give the picture in which the person wears something, and their exact matte with it."""


def own_room(image: Image, matte: Matte) -> Image:
    """Give the picture as it is."""
    return image


def nothing_on(image: Image, matte: Matte) -> tuple[Image, Matte]:
    """Give the picture as it is."""
    return image, matte


def headphones(image: Image, matte: Matte) -> tuple[Image, Matte]:
    """Draw headphones, a band and two cups, where the head is by its matte."""
    top = int(np.argmax((matte > 0.5).sum(axis=1) > 20))
    left, right = (int(edge) for edge in np.flatnonzero(matte[top + 105] > 0.5)[[0, -1]])
    middle, reach = (left + right) // 2, (right - left) // 2
    shape = np.zeros(matte.shape, np.uint8)
    cv2.ellipse(shape, (middle, top + 110), (reach + 4, 124), 0, 180, 360, 255, 14, cv2.LINE_AA)
    for cup in (left - 2, right + 2):
        cv2.ellipse(shape, (cup, top + 125), (19, 36), 0, 0, 360, 255, -1, cv2.LINE_AA)
    soft = np.asarray(cv2.GaussianBlur(shape, (0, 0), 0.8), dtype=np.float32) / 255
    return over(np.full_like(image, (48, 44, 42)), image, soft), np.maximum(matte, soft)


def white_wall(image: Image, matte: Matte) -> Image:
    """Put the person, their red shirt turned white, before a white wall."""
    across = np.linspace(WALL - 25, WALL + 15, image.shape[1], dtype=np.float32)
    wall = np.repeat(np.broadcast_to(across, image.shape[:2])[:, :, None], 3, axis=2).astype(np.uint8)
    blue, green, red = cv2.split(image.astype(np.float32))
    redness = cv2.GaussianBlur((red - np.maximum(blue, green)) / np.maximum(red, 1), (0, 0), 2)
    shirt = np.clip((redness - 0.32) / 0.06, 0, 1)
    shirt[: image.shape[0] * SHIRT_FROM // 100] = 0  # lips and the neck are red, too
    white = np.clip(120 + red, 0, 245)
    dressed = image + shirt[:, :, None] * (white[:, :, None] - image)
    return over(dressed.astype(np.uint8), wall, matte)


def green_screen(image: Image, matte: Matte) -> Image:
    """Put the person before a green screen, whose light falls on the last pixels of them."""
    depth = cv2.distanceTransform((matte > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    share = SCREEN_LIGHT * np.exp(-depth / SCREEN_REACH_PX)[:, :, None]
    lit = image * (1 - share) + share * np.array(SCREEN)
    return over(lit.astype(np.uint8), np.full_like(image, SCREEN), matte)


def low_light(image: Image, matte: Matte) -> Image:
    """Darken the picture to a fifth, with the noise of a webcam that turns up its gain."""
    noise = np.random.default_rng(6).normal(0, 6, image.shape)
    return np.clip(image * 0.2 + noise, 0, 255).astype(np.uint8)


def labelled(image: Image, text: str) -> Image:
    """Give a picture, copied, with words on a dark strip at its foot."""
    out = cv2.copyMakeBorder(image, 0, 30, 0, 0, cv2.BORDER_CONSTANT, value=(30, 30, 30))
    cv2.putText(out, text, (8, out.shape[0] - 9), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (235, 235, 235), 1, cv2.LINE_AA)
    return np.asarray(out, dtype=np.uint8)


def frames(first: int, room: Room, worn: Worn = nothing_on) -> tuple[Image, Matte, Matte, Refined]:
    """Give one frame of the clip in a room, its exact matte, the network's matte enlarged, and the refined one, all at its size."""
    look, segmenter = LookSettings(), open_segmenter(ModelSettings())
    state: State = None
    memory: State = None
    clip = clip_frames(asset("demo/person.mp4"), asset("demo/person_matte.mkv"))
    for number, (image, person) in enumerate(clip):
        if number < first - WARM_UP or person is None:
            continue
        image, truth = worn(image, person)
        seen = room(image, truth)
        raw, memory = segmenter.segment(seen, memory)
        refined, state = refine_edges(raw, seen, look, state)
        if number == first:
            plain = cv2.resize(raw, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_LINEAR)
            return seen, truth, np.asarray(plain, dtype=np.float32), refined
    raise ValueError(f"the demo clip has no frame {first}")


def matte_row(first: int, room: Room, part: tuple[slice, slice], worn: Worn = nothing_on) -> Image:
    """Draw the camera's picture, the network's matte on green, and livebg's on green, of one part of a frame."""
    seen, truth, plain, refined = frames(first, room, worn)
    green = np.full_like(seen, GREEN)
    raw = over(seen, green, plain)
    clean = over_cleanly(seen, green, refined.matte, refined.edges, edge_light(green, refined.edges), 1.0, 0.0)
    figures = [f"IoU {100 * iou(m, truth):.1f}%, MAD {1000 * mad(m, truth):.1f}" for m in (plain, refined.matte)]
    shown = (seen, "camera"), (raw, f"network, enlarged: {figures[0]}"), (clean, f"refined: {figures[1]}")
    return np.hstack([labelled(np.ascontiguousarray(image[part]), text) for image, text in shown])


def blur_row(first: int, part: tuple[slice, slice]) -> Image:
    """Draw the picture blurred as a whole under the person, and livebg's blur, which spreads the room alone."""
    seen, _, _, refined = frames(first, own_room)
    sigma = blur_sigma(BLUR, *seen.shape[:2])
    naive = over(seen, np.asarray(cv2.GaussianBlur(seen, (0, 0), sigma), dtype=np.uint8), refined.matte)
    room = blurred_room(seen, refined.matte, BLUR)
    ours = over_cleanly(seen, room, refined.matte, refined.edges, edge_light(room, refined.edges), 1.0, 0.15)
    shown = (seen, "camera"), (naive, "naive blur: a halo around the person"), (ours, "livebg's blur")
    return np.hstack([labelled(np.ascontiguousarray(image[part]), text) for image, text in shown])


def despill_row(first: int, part: tuple[slice, slice]) -> Image:
    """Draw a person before a green screen, and cut out with clean edges alone and with despill in full."""
    seen, _, _, refined = frames(first, green_screen)
    grey = np.full_like(seen, GREY)
    light = edge_light(grey, refined.edges)
    off, on = (
        over_cleanly(seen, grey, refined.alpha, refined.edges, light, 1.0, 0.0, spill)
        for spill in (None, find_spill(seen, refined.edges, 1.0))
    )
    shown = (seen, "camera"), (off, "clean edges, despill 0"), (on, "despill 1")
    return np.hstack([labelled(np.ascontiguousarray(image[part]), text) for image, text in shown])


def write(name: str, picture: Image) -> None:
    """Write a picture as a JPEG."""
    OUT.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(OUT / name), picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])


HAIR, HAND = (slice(20, 340), slice(330, 810)), (slice(220, 540), slice(0, 480))
HEAD_AND_SHIRT = (slice(60, 540), slice(240, 780))


def main() -> None:
    """Draw all pictures."""
    write("hair.jpg", matte_row(40, own_room, HAIR))
    write("waving-hand.jpg", matte_row(100, own_room, HAND))
    write("headphones.jpg", matte_row(40, own_room, HAIR, headphones))
    write("white-shirt.jpg", matte_row(40, white_wall, HEAD_AND_SHIRT))
    write("low-light.jpg", matte_row(40, low_light, HEAD_AND_SHIRT))
    write("green-screen.jpg", despill_row(40, HAIR))
    write("blur.jpg", blur_row(40, HEAD_AND_SHIRT))


if __name__ == "__main__":
    main()
