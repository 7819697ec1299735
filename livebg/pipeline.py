"""Join the stages: in order for files, live on threads for cameras."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from livebg.plate import Plate
from livebg.realtime import latest
from livebg.regions import Regions
from livebg.settings import LookSettings
from livebg.stages import composite, cut_out, framed, kept, smooth, thinned
from livebg.stats import Stats
from livebg.types import Background, Composite, Cutout, Frame, Segmenter, Size


@dataclass(frozen=True)
class Parts:
    """Hold what a pipeline asks for at every frame, so that each can change between two frames."""

    segmenter: Callable[[], Segmenter]
    look: Callable[[], LookSettings]
    background: Callable[[], Background]
    seen: Callable[[Cutout], None] | None = None  # told of every refined cutout, on the delivery thread
    every: Callable[[], int] = lambda: 1  # of how many frames one is shown live
    regions: Callable[[], Regions | None] = lambda: None
    plate: Callable[[], Plate | None] = lambda: None
    i420: Callable[[Size], bool] = lambda size: False  # whether composites of this size are wanted as I420


def fixed(
    segmenter: Segmenter,
    look: LookSettings,
    background: Background,
    regions: Callable[[], Regions | None] = lambda: None,
    plate: Callable[[], Plate | None] = lambda: None,
    i420: Callable[[Size], bool] = lambda size: False,
) -> Parts:
    """Give parts that never change."""
    return Parts(lambda: segmenter, lambda: look, lambda: background, regions=regions, plate=plate, i420=i420)


def mattes(
    frames: Iterable[Frame],
    segmenter: Segmenter,
    look: LookSettings,
    stats: Stats,
    regions: Callable[[], Regions | None] = lambda: None,
    plate: Callable[[], Plate | None] = lambda: None,
) -> Iterator[Cutout]:
    """Give every frame, as the camera made it, with its refined matte, in order, without drops."""
    unframed = LookSettings()

    def cut(some: Iterable[Frame]) -> Iterator[Cutout]:
        return kept(cut_out(some, lambda: segmenter, stats), lambda: look, stats)

    return smooth(framed(frames, lambda: unframed, cut, stats, regions, plate), lambda: look, stats)


def framed_cutouts(frames: Iterable[Frame], parts: Parts, stats: Stats) -> Iterator[Cutout]:
    """Give frames, framed as the look says, with the network's mattes."""

    def cut(some: Iterable[Frame]) -> Iterator[Cutout]:
        cutouts = cut_out(some, parts.segmenter, stats, lambda: parts.look().motion_gate)
        return kept(cutouts, parts.look, stats)

    return framed(frames, parts.look, cut, stats, parts.regions, parts.plate)


def in_order(frames: Iterable[Frame], parts: Parts, stats: Stats) -> Iterator[Composite]:
    """Give every frame's composite, in order, without drops or threads; the same input gives the same output."""
    return composite(
        smooth(framed_cutouts(frames, parts, stats), parts.look, stats), parts.background, parts.look, stats, parts.i420
    )


@contextmanager
def live(frames: Iterable[Frame], parts: Parts, stop: threading.Event, stats: Stats) -> Iterator[Iterator[Composite]]:
    """Give the newest composites while capture and inference run on threads of their own; late frames are dropped."""
    with (
        latest(frames, stop, "capture") as newest,
        latest(framed_cutouts(thinned(newest, parts.every), parts, stats), stop, "inference") as cutouts,
    ):
        refined = smooth(cutouts, parts.look, stats)
        yield composite(
            refined if parts.seen is None else _told(refined, parts.seen),
            parts.background,
            parts.look,
            stats,
            parts.i420,
        )


def _told(cutouts: Iterable[Cutout], seen: Callable[[Cutout], None]) -> Iterator[Cutout]:
    for cutout in cutouts:
        seen(cutout)
        yield cutout
