"""Define what travels between the parts: frames, mattes, cutouts, composites, and the protocols of the parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""(H, W, 3) uint8 BGR, C-contiguous; read-only inside a Frame. Where it is said: (H, W, 4) BGRA, straight alpha."""

Matte = NDArray[np.float32]
"""(H, W) float32 alpha in [0, 1]; 1 = person."""

EdgeColours = NDArray[np.float32]
"""(rows, columns, 8) float32, nodes spread evenly over the frame: BGR of the person there, BGR of the room, both in [0, 255], mean
alpha around, and mean alpha close by: where that is 0 or 1, all of the matte is."""

State = Any
"""What a step wants to remember until the next frame: always an argument and a result. None = the beginning."""

Size = tuple[int, int]
"""(width, height) in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Hold one picture of a source.

    image: (H, W, 3) uint8 BGR, read-only. index: counts up from 0; a gap is a dropped frame.
    captured_at: seconds; `time.monotonic()` when a live source took it, the presentation time in an in-order file.
    """

    image: Image
    index: int
    captured_at: float


@dataclass(frozen=True, slots=True, eq=False)
class Cutout:
    """Hold a frame with the matte OF that frame, at the network's size first, at the frame's size once refined.

    edges: what is known of the colours along the edge of exactly this matte; whoever changes the matte leaves them out.
    seen: the frame's picture as the network saw it, see `Segmenter.look`.
    """

    frame: Frame
    matte: Matte
    edges: EdgeColours | None = None
    seen: Image | None = None


class AlphaRows(Protocol):
    """Give a matte at the frame's size row by row, so that the whole of it need never be in memory."""

    def fill(self, since: int, out: Matte) -> None:
        """Fill `out`, (n, W) float32, with alpha in [0, 1] of the rows from `since` on."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Composite:
    """Hold a finished picture: the only type a gate accepts, so a raw Frame can never reach a sink.

    image: (H, W, 3) BGR, or (H, W, 4) BGRA with straight alpha for a transparent background.
    """

    image: Image
    index: int
    captured_at: float


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Say what a source really gives (what was granted, not what was asked).

    size: (width, height) after rotation. fps: frames per second; for a file its average rate. frames: how many, None if
    endless or unknown. live: a device or stream that cannot wait; its frames carry `time.monotonic()`. audio: a file whose sound
    belongs to these frames. time_base: the unit of a file's timestamps in seconds. note: one line for people.
    device: a camera's own name, by which it is found again after it was unplugged; "" = no camera.
    """

    name: str
    size: Size
    fps: Fraction
    frames: int | None = None
    live: bool = False
    audio: Path | None = None
    time_base: Fraction | None = None
    note: str = ""
    device: str = ""


class Source(Protocol):
    """Give frames. Opened by its constructor; read and closed by one thread.

    Iterating raises SourceError when the source fails; it ends when the source ends. `close` may be called twice, from any
    thread, and makes a running iteration end soon. After a truncated file's last good frame the iteration ends and
    `trouble` says in one sentence what was lost ("" = nothing).
    """

    info: SourceInfo
    trouble: str

    def __iter__(self) -> Iterator[Frame]: ...

    def close(self) -> None: ...


class Segmenter(Protocol):
    """Give a matte for a picture. Called by one thread, once per frame; raises ModelError when the network fails."""

    name: str

    def look(self, image: Image) -> Image:
        """Give the picture as the network sees it, at the network's size: (h, w, 3) uint8 BGR; the picture itself where none does."""
        ...

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give (matte at the network's size, state for the next frame). image: (H, W, 3) uint8 BGR; seen: what `look` gave of it."""
        ...

    def close(self) -> None: ...


class Background(Protocol):
    """Give the picture behind the person. Called by the delivery thread, once per frame; raises BackgroundError.

    `transparent` is True for the one background that has no picture: the composite is then BGRA. `follows`: its picture is made of
    the frame and its matte; the others look at no more than the frame's size and time, so theirs is known before the network has run.
    While a device renders whole frames the inference thread calls it, never both at once.
    """

    transparent: bool
    follows: bool

    def render(self, cutout: Cutout) -> Image:
        """Give (H, W, 3) uint8 BGR at the frame's size; never written to by the caller. cutout.matte: frame size."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class SoftBackground(Background, Protocol):
    """Be a background whose pictures are so soft that a small one says all."""

    def render_small(self, cutout: Cutout) -> Image:
        """Give (h, w, 3) uint8 BGR, to be enlarged linearly to what `render` gives."""
        ...


class Sink(Protocol):
    """Take finished pictures. Opened by its constructor; `send` and `close` are called by one thread.

    size: (width, height) it takes, None = any size. alpha: it can store BGRA. fps: the rate a live feeder keeps, None = as they come.
    i420: True = it shows I420, so that pictures of its size may come as `I420Composite`; False = it needs every pixel's BGR; None = either.
    `send` raises SinkError when a picture cannot be stored; the text names the sink. `close` may be called twice; a file sink
    that was closed without error gives the whole file its final name, `discard` leaves nothing behind.
    """

    name: str
    size: Size | None
    alpha: bool
    fps: float | None
    i420: bool | None

    def send(self, composite: Composite) -> None: ...

    def close(self) -> None: ...

    def discard(self) -> None: ...
