"""Turn frames into composites: three lazy generators without a thread, a device or a window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from livebg.compose import (
    I420Composite,
    cut_free,
    edge_light,
    over,
    over_cleanly,
    over_cleanly_i420,
    soft_i420,
    to_i420,
)
from livebg.errors import BackgroundError, ModelError
from livebg.framing import Aim, Following, aim_of, framing_asked, reframe
from livebg.ghosts import without_ghosts
from livebg.lighting import Gains, light_gains, matched, matched_edges
from livebg.mattes import Refined, moved, refine_edges, seen_motion
from livebg.people import Chosen, keep_one
from livebg.plate import Fitted, Plate, with_plate
from livebg.regions import Limits, Regions, limited
from livebg.renderers import Finished, Rendered
from livebg.settings import LookSettings
from livebg.spill import find_spill
from livebg.stats import Stats
from livebg.types import (
    AlphaRows,
    Background,
    Composite,
    Cutout,
    EdgeColours,
    Frame,
    Image,
    Matte,
    Segmenter,
    Size,
    SoftBackground,
    State,
)

LIGHT_FRAMES = 15  # over which a person's light follows that of the background
PLATE_FITS = {True: "it fits again", False: "the camera or the light has moved"}
MOST_RESTS = 15  # frames in a row, half a second, for which the network may rest

Rendering = Callable[[Segmenter, Frame, State], tuple[Rendered, State] | None]
"""Give a frame that is finished and the state for the next one; None when the stages are to do it. Called by the inference thread."""


def checked_matte(matte: Matte, model: str) -> Matte:
    """Give the matte back if it is one; raises ModelError if it is not 2-D, float32 and within [0, 1]."""
    if matte.ndim != 2 or matte.dtype != np.float32 or matte.size == 0:
        raise ModelError(
            f"the model {model} gave a matte of shape {matte.shape} and type {matte.dtype}; expected (H, W) float32"
        )
    low, high = float(matte.min()), float(matte.max())
    if not (-1e-3 <= low and high <= 1 + 1e-3):  # False for NaN too
        raise ModelError(f"the model {model} gave alpha from {low} to {high}; expected 0 to 1")
    return matte


def thinned(frames: Iterable[Frame], every: Callable[[], int]) -> Iterator[Frame]:
    """Give only every so many-th frame, by its index; `every` is asked for each frame."""
    last: int | None = None
    for frame in frames:
        if last is None or not 0 <= frame.index - last < every():
            last = frame.index
            yield frame


def cut_out(
    frames: Iterable[Frame],
    segmenter: Callable[[], Segmenter],
    stats: Stats,
    gated: Callable[[], bool] = lambda: False,
    rendered: Rendering = lambda segmenter, frame, state: None,
) -> Iterator[Cutout]:
    """Give each frame its matte, at the network's size, without ghosts. `segmenter` is asked for every frame, so it can be swapped.

    gated: says for each frame whether the network may rest while nothing moves; then the last matte is also that of the new frame. What is
    compared is the last picture that the network ran on, so that slow motion adds up, and it rests for at most MOST_RESTS frames. rendered:
    may finish a frame in place of all this and of what follows. Raises ModelError when the network fails or gives what is no matte.
    """
    state: State = None
    last: Segmenter | None = None
    shown: Cutout | None = None
    grey: Image | None = None  # of the last frame that the network saw; None while the gate is off
    rests = 0
    for frame in frames:
        current = segmenter()
        if current is not last:  # another network cannot use this one's memory
            state, last, shown = None, current, None
        before, grey = grey, None
        whole = rendered(current, frame, state)
        if whole is not None:
            done, state = whole
            shown = None
            yield done
            continue
        seen: Image | None = None
        if gated():
            with stats.measure("motion"):
                seen = current.look(frame.image)
                grey = seen_motion(seen, frame.image.shape[1])
                still = before is not None and not moved(grey, before)
            if still and shown is not None and rests < MOST_RESTS:
                grey, rests = before, rests + 1
                yield Cutout(frame, shown.matte, seen=seen)
                continue
        rests = 0
        with stats.measure("segment"):
            seen = current.look(frame.image) if seen is None else seen
            matte, state = current.segment(frame.image, state, seen)
            shown = Cutout(frame, without_ghosts(checked_matte(matte, current.name)), seen=seen)
        yield shown


def kept(cutouts: Iterable[Cutout], look: Callable[[], LookSettings], stats: Stats) -> Iterator[Cutout]:
    """Leave only the people that the look asks for. The mattes are at the network's size."""
    past: Chosen | None = None
    for cutout in cutouts:
        rule = look().people
        if rule == "all":
            past = None
            yield cutout
            continue
        with stats.measure("people"):
            matte, past = keep_one(cutout.matte, rule, cutout.frame.captured_at, past)
        yield Cutout(cutout.frame, matte, seen=cutout.seen)


def framed(
    frames: Iterable[Frame],
    look: Callable[[], LookSettings],
    cut: Callable[[Iterable[Frame]], Iterator[Cutout]],
    stats: Stats,
    regions: Callable[[], Regions | None] = lambda: None,
    plate: Callable[[], Plate | None] = lambda: None,
) -> Iterator[Cutout]:
    """Cut out each frame as the look frames it: before the network, so that it sees what is shown, at all its pixels.

    Auto-framing follows the matte of the frame before, so both happen in turn on one thread. regions, plate: of the camera's whole
    view, so they move with the framing.
    """
    last: Matte | None = None
    aim = Aim()
    limits: Limits | None = None
    fitted: Fitted | None = None

    def reframed() -> Iterator[Frame]:
        nonlocal aim
        past: Following | None = None
        for frame in frames:
            wanted = look()
            if not framing_asked(wanted):
                past, aim = None, Aim()
                yield frame
                continue
            with stats.measure("framing"):
                image, past = reframe(frame.image, wanted, last, frame.captured_at, past)
            aim = aim_of(wanted, past)
            yield Frame(image, frame.index, frame.captured_at)

    for cutout in cut(reframed()):
        painted, empty, matte = regions(), plate(), cutout.matte
        if empty is not None:
            fit = fitted is None or fitted.fits
            with stats.measure("plate"):
                matte, fitted = with_plate(matte, cutout.frame.image, empty, aim, fitted)
            if fitted.fits != fit:
                stats.stepped("empty room " + ("used" if fitted.fits else "not used"), PLATE_FITS[fitted.fits])
        if painted is not None:
            with stats.measure("regions"):
                matte, limits = limited(matte, painted, aim, limits)
        last = matte
        yield cutout if matte is cutout.matte else Cutout(cutout.frame, matte, seen=cutout.seen)


class FineCutout(Cutout):
    """Be a cutout whose matte at the frame's size is only made for those that ask for it."""

    __slots__ = ("refined",)
    refined: Refined

    def __init__(self, frame: Frame, refined: Refined, seen: Image | None) -> None:
        for name, value in (("frame", frame), ("edges", refined.edges), ("seen", seen), ("refined", refined)):
            object.__setattr__(self, name, value)

    @property
    def matte(self) -> Matte:
        """Give the matte at the frame's size."""
        return self.refined.matte


def smooth(cutouts: Iterable[Cutout], look: Callable[[], LookSettings], stats: Stats) -> Iterator[Cutout]:
    """Steady the mattes over time and bring them to the frame's size along its edges."""
    state: State = None
    for cutout in cutouts:
        if isinstance(cutout, Rendered):
            state = None
            yield Finished(cutout, look())
            continue
        with stats.measure("refine"):
            refined, state = refine_edges(cutout.matte, cutout.frame.image, look(), state, cutout.seen)
        yield FineCutout(cutout.frame, refined, cutout.seen)


def backdrop_of(background: Background, cutout: Cutout) -> Image:
    """Give the picture behind a cutout. Raises BackgroundError when it has another size than the frame."""
    picture, expected = background.render(cutout), cutout.frame.image.shape
    if picture.shape != expected:
        raise BackgroundError(f"a background gave a picture of shape {picture.shape}; expected {expected}")
    return picture


class Lit:
    """Remember what follows from a backdrop alone: most stay the same for long."""

    def __init__(self) -> None:
        self._backdrop: Image | None = None
        self._light = np.empty((0, 0, 3), np.float32)
        self._i420: Image | None = None

    def of(self, backdrop: Image, edges: EdgeColours, i420: bool) -> tuple[Matte, Image | None]:
        """Give the light that it throws on an edge, and the backdrop as I420 if that is asked for and it has been here before."""
        seen = backdrop is self._backdrop
        if not seen:
            self._i420 = None
        elif i420 and self._i420 is None:
            self._i420 = to_i420(backdrop)
        if not seen or self._light.shape[:2] != edges.shape[:2]:
            self._backdrop, self._light = backdrop, edge_light(backdrop, edges)
        return self._light, self._i420


def blending(
    cutout: Cutout, image: Image, edges: EdgeColours, light: Matte, look: LookSettings
) -> tuple[Matte | AlphaRows, EdgeColours, Matte, float, float, Matte | None]:
    """Give what `over_cleanly` and `over_cleanly_i420` take beside pictures. edges: of the cutout, in the light of `image`."""
    spill = find_spill(image, edges, look.despill) if look.despill > 0 else None
    alpha = cutout.refined.rows if isinstance(cutout, FineCutout) else cutout.matte
    return alpha, edges, light, look.edge_cleanup, look.light_wrap, spill


def composite(
    cutouts: Iterable[Cutout],
    background: Callable[[], Background],
    look: Callable[[], LookSettings],
    stats: Stats,
    i420: Callable[[Size], bool] = lambda size: False,
) -> Iterator[Composite]:
    """Put each person on the background; BGRA with a transparent one. The matte is at the frame's size.

    i420: tells whether pictures of a (width, height), both even, are wanted as I420; they are then `I420Composite`s.
    """
    lit = Lit()
    gains: Gains | None = None
    for cutout in cutouts:
        current, frame, wanted = background(), cutout.frame, look()
        at, image = (frame.index, frame.captured_at), frame.image
        size = image.shape[1], image.shape[0]
        planar = not isinstance(cutout, Finished) and not current.transparent and i420(size)
        if isinstance(cutout, Finished):
            shown = Composite(cutout.picture, *at)
        elif current.transparent:
            with stats.measure("composite"):
                shown = Composite(cut_free(frame.image, cutout.matte), *at)
        elif planar and isinstance(current, SoftBackground) and wanted.light_match == 0 and cutout.edges is not None:
            with stats.measure("background"):
                small = current.render_small(cutout)
                behind: Image | None = soft_i420(small, size)
            with stats.measure("composite"):
                how = blending(cutout, image, cutout.edges, edge_light(small, cutout.edges), wanted)
                shown = I420Composite(over_cleanly_i420(image, None, *how, behind), *at)
        else:
            with stats.measure("background"):
                backdrop = backdrop_of(current, cutout)
            with stats.measure("composite"):
                edges = cutout.edges
                if wanted.light_match > 0:
                    now = light_gains(image, backdrop, cutout.matte)
                    gains = now if gains is None else np.asarray(gains + (now - gains) / LIGHT_FRAMES, dtype=np.float32)
                    image = matched(image, gains, wanted.light_match)
                    edges = None if edges is None else matched_edges(edges, gains, wanted.light_match)
                if edges is None:
                    shown = Composite(over(image, backdrop, cutout.matte), *at)
                else:
                    light, behind = lit.of(backdrop, edges, planar)
                    how = blending(cutout, image, edges, light, wanted)
                    shown = (
                        I420Composite(over_cleanly_i420(image, backdrop, *how, behind), *at)
                        if planar
                        else Composite(over_cleanly(image, backdrop, *how), *at)
                    )
        yield shown
