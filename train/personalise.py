"""Tune a trained network on the user's own room: clips of the empty room, and of the user in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from livebg.assets import asset, int8_beside
from livebg.errors import DataError
from livebg.mattes import refine
from livebg.segmenters.onnx import ModelCard, network_size, read_model
from livebg.settings import LookSettings
from livebg.types import Matte
from train.clips import DEMO, bundled_rooms, clip_frames, demo_pairs
from train.data import Picture
from train.metrics import iou
from train.networks import alpha_of, load_network, logits_of
from train.presets import BALANCED, PRESETS, SIZES_15K, SIZES_20K, SIZES_29K, SIZES_49K, SIZES_66K, Preset
from train.quick import to_tensors
from train.samples import Mix

FRAMES = 60  # used of each clip, spread over it
EMPTY_SHARE = 0.03  # a clip with less person than this, in the median frame, is the empty room
AGREED = 0.9  # IoU of a picture's matte and its mirror image's; below, the label is not trusted
SAME_LEVELS, MOVED_LEVELS = (
    10,
    14,
)  # grey levels between a frame and the empty room: background; camera or light has moved

SIZES = SIZES_15K + SIZES_20K + SIZES_29K + SIZES_49K + SIZES_66K
LEAST, MOST = 0.4, 1.1  # of the pixels that a network is used on: the sizes that it is tuned on
MIX = Mix(replaced=0.4, empty=0.2, clutter=0.2, company=0.0)
PRESET = replace(
    BALANCED,
    sets=(("me", 0.7), (DEMO, 0.3)),
    backgrounds="room",
    steps=300,
    batch_size=16,
    rate=3e-4,
    muon_rate=0.005,
    warm_up=30,
    ema_decay=0.98,
)


@dataclass(frozen=True)
class Figures:
    """Hold how a network does: false person % in the empty room, IoU % on the user's held-out frames and on the bundled clip."""

    false_person: float
    me: float
    demo: float


def network_matte(network: nn.Module, area_px: int, image: Picture) -> Matte:
    """Give the matte (H, W) float32 of one picture (H, W, 3) uint8 BGR, enlarged linearly to its size."""
    height, width = image.shape[:2]
    size = network_size((width, height), area_px, int(network.multiple))  # type: ignore[arg-type]
    small = np.ascontiguousarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA)[None, :, :, ::-1])
    nothing = torch.zeros(1, 1, 1, dtype=torch.uint8)
    with torch.inference_mode():
        src, _, _ = to_tensors((torch.from_numpy(small), nothing, nothing), torch.device("cpu"))
        alpha = alpha_of(logits_of(network, src))[0, 0].numpy()
    return np.asarray(cv2.resize(alpha, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def spread(path: Path) -> list[Picture]:
    """Give up to `FRAMES` frames spread evenly over a clip. Raises DataError when it has none."""
    frames = list(clip_frames(path))
    if not frames:
        raise DataError(f"{path} has no frames; record a few seconds with the camera you use")
    return [frames[i] for i in np.linspace(0, len(frames) - 1, min(FRAMES, len(frames))).round().astype(int)]


def sort_clips(clips: Sequence[list[Picture]], network: nn.Module, area_px: int) -> tuple[list[Picture], list[Picture]]:
    """Give the frames of the empty room and those of the user. Raises DataError when either is missing."""
    room: list[Picture] = []
    me: list[Picture] = []
    for frames in clips:
        shares = [float((network_matte(network, area_px, frame) > 0.5).mean()) for frame in frames[::6]]
        (room if np.median(shares) < EMPTY_SHARE else me).extend(frames)
    if not room or not me:
        missing = "the empty room" if not room else "you in the room"
        raise DataError(
            f"no clip shows {missing} (a clip is taken for the empty room when the network finds less than {EMPTY_SHARE:.0%} person in "
            "it); give one of each: --clip empty_room.mp4 --clip me.mp4"
        )
    return room, me


def label(image: Picture, plate: Picture | None, network: nn.Module, area_px: int) -> Matte | None:
    """Give a matte to train on, or None where the network is unsure: where it and its mirror image disagree.

    plate: the empty room from the same camera; what looks just like it is no person, whatever the network says.
    """
    straight = network_matte(network, area_px, image)
    mirrored = network_matte(network, area_px, np.ascontiguousarray(image[:, ::-1]))[:, ::-1]
    if iou(straight, np.ascontiguousarray(mirrored)) < AGREED:
        return None
    matte = refine((straight + mirrored) / 2, image, LookSettings(), None)[0]
    if plate is not None and plate.shape == image.shape:
        gap = cv2.blur(cv2.absdiff(image, plate).max(axis=2), (9, 9))
        if np.median(gap[matte < 0.1]) < MOVED_LEVELS:
            matte = np.where((gap < SAME_LEVELS) & (matte < 0.9), 0, matte).astype(np.float32)
    return matte


def lay_out(folder: Path, room: Sequence[Picture], me: Sequence[Picture], network: nn.Module, area_px: int) -> int:
    """Write frames and labels as a data set (`me/images`, `me/mattes`, `room`) and give how many of the user's frames were kept."""
    for part in ("me/images", "me/mattes", "room"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    plate = np.median(np.stack(room), axis=0).astype(np.uint8) if len({frame.shape for frame in room}) == 1 else None
    kept = 0
    for number, image in enumerate(me):
        matte = label(image, plate, network, area_px)
        if matte is not None:
            cv2.imwrite(str(folder / f"me/images/{number:03d}.png"), image)
            cv2.imwrite(str(folder / f"me/mattes/{number:03d}.png"), (matte * 255).round().astype(np.uint8))
            kept += 1
    rooms = [*room, *bundled_rooms()]
    for number, image in enumerate(rooms):
        cv2.imwrite(str(folder / f"room/{number:03d}.png"), image)
    return kept


def measure(weights: Path, room: Sequence[Picture], me: Sequence[tuple[Picture, Matte]], area_px: int) -> Figures:
    """Score a weights file, on about `area_px` pixels, on held-out frames of the room and of the user, and on the bundled clip."""
    network, _ = load_network(weights)
    false = [float((network_matte(network, area_px, image) > 0.5).mean()) for image in room]
    mine = [iou(network_matte(network, area_px, image), matte) for image, matte in me]
    demo = [
        iou(network_matte(network, area_px, p.image), p.matte / np.float32(255)) for p in demo_pairs(validation=True)
    ]
    return Figures(100 * float(np.mean(false)), 100 * float(np.mean(mine)), 100 * float(np.mean(demo)))


def family(card: dict[str, object]) -> str:
    """Give the name under which a network of these weights is bundled: `balanced` of the run `balanced-15`."""
    return str(card["preset"]).split("-")[0]


def bundled_int8(card: dict[str, object]) -> ModelCard | None:
    """Give the card of the int8 file that is bundled of this network, which says how many pixels are used; None where there is none."""
    path = int8_beside(asset("models") / f"{family(card)}.onnx")
    return read_model(path).card if path.is_file() else None


def preset_for(card: dict[str, object], area_px: int) -> Preset:
    """Give the recipe for a network of these weights, used on about `area_px` pixels: trained on these and on fewer."""
    base = PRESETS.get(family(card), BALANCED)
    sizes = tuple(size for size in SIZES if LEAST * area_px <= size[0] * size[1] <= MOST * area_px)
    phase = replace(base.phases[-1], mix=MIX, shapes=sizes or base.phases[-1].shapes)
    return replace(
        PRESET, network=base.network, optimiser=base.optimiser, area_px=int(str(card["area_px"])), phases=(phase,)
    )
