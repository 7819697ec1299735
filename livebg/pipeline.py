"""Join the stages: in order for files, live on threads for cameras."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from livebg.plate import Plate
from livebg.realtime import latest
from livebg.regions import Regions
from livebg.renderers import Finisher, Rendered, lacking
from livebg.settings import LookSettings
from livebg.stages import backdrop_of, composite, cut_out, framed, kept, smooth, thinned
from livebg.stats import Stats
from livebg.types import Background, Composite, Cutout, Frame, Image, Matte, Segmenter, Size, State

NO_MATTE = np.empty((0, 0), np.float32)  # for backgrounds that look at none


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
        rendered = partial(render_whole, parts, stats)
        cutouts = cut_out(some, parts.segmenter, stats, lambda: parts.look().motion_gate, rendered)
        return kept(cutouts, parts.look, stats)

    return framed(frames, parts.look, cut, stats, parts.regions, parts.plate)


def render_whole(
    parts: Parts, stats: Stats, segmenter: Segmenter, frame: Frame, state: State
) -> tuple[Rendered, State] | None:
    """Have a segmenter that can do so render the whole frame. See `livebg.stages.Rendering`."""
    if not isinstance(segmenter, Finisher):
        return None
    background, look = parts.background(), parts.look()

    def backdrop() -> Image:
        return backdrop_of(background, Cutout(frame, NO_MATTE))

    before = segmenter.said
    done: tuple[Image, Matte, State] | None = None
    if segmenter.ready(frame.image, look, _missing(parts, background, look), backdrop):
        with stats.measure("render"):
            done = segmenter.render(frame.image, backdrop(), look, state)
    if segmenter.said != before:
        stats.stepped(*segmenter.said)
    return None if done is None else (Rendered(frame, done[1], done[0]), done[2])


def _missing(parts: Parts, background: Background, look: LookSettings) -> str:
    """Name what is asked for that a fused graph cannot do, "" when it can do all."""
    asked = {
        "blur": background.follows,
        "a transparent background": background.transparent,
        "regions": parts.regions() is not None,
        "plate": parts.plate() is not None,
    }
    return " and ".join([name for name, is_asked in asked.items() if is_asked] + lacking(look))


class _InTurn:
    """Be a background that two threads call, each in its turn. See `livebg.types.Background`."""

    def __init__(self, inner: Background, turn: threading.Lock) -> None:
        self._inner, self._turn = inner, turn
        self.transparent, self.follows = inner.transparent, inner.follows

    def render(self, cutout: Cutout) -> Image:
        with self._turn:
            return self._inner.render(cutout)

    def close(self) -> None:
        self._inner.close()


def in_order(frames: Iterable[Frame], parts: Parts, stats: Stats) -> Iterator[Composite]:
    """Give every frame's composite, in order, without drops or threads; the same input gives the same output."""
    return composite(
        smooth(framed_cutouts(frames, parts, stats), parts.look, stats), parts.background, parts.look, stats, parts.i420
    )


@contextmanager
def live(frames: Iterable[Frame], parts: Parts, stop: threading.Event, stats: Stats) -> Iterator[Iterator[Composite]]:
    """Give the newest composites while capture and inference run on threads of their own; late frames are dropped."""
    turn = threading.Lock()
    background = parts.background
    parts = replace(parts, background=lambda: _InTurn(background(), turn))
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
