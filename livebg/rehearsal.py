"""Rehearse before a call: keep ten seconds in memory, run them through several models and settings, and pick the best."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import cv2
import numpy as np

from livebg.errors import SourceError
from livebg.pipeline import mattes
from livebg.session import Openers
from livebg.settings import Settings
from livebg.stages import composite
from livebg.stats import Stats
from livebg.types import Composite, Cutout, Frame, Image, Matte, Size, Source

SECONDS = 10.0
TAKE_QUALITY, SHOWN_QUALITY = 95, 85  # of JPEG: 10 s of 720p are 60 MB instead of 830
SHOWN: Size = (480, 270)
STILL_LEVELS = 4  # grey levels: what changes less counts as still
NEAR_PX = 2  # how far a contour may lie from an edge of the picture, at 640 pixels of width
WARM_UP = 2  # frames whose cost does not count: kernels are compiled on the first
BUDGET = 0.6  # of the time between two frames: the rest belongs to the call
FLICKER_FLOOR = 0.5  # x1000: differences below are not seen


@dataclass(frozen=True)
class Take:
    """Hold recorded frames as JPEG with the seconds at which they were captured; never written to a disk."""

    pictures: tuple[bytes, ...]
    times: tuple[float, ...]

    @property
    def fps(self) -> float:
        """Give the frames per second at which it was recorded."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])

    def frames(self) -> Iterator[Frame]:
        """Give the frames as they were captured."""
        for index, (picture, when) in enumerate(zip(self.pictures, self.times, strict=True)):
            yield Frame(_decoded(picture), index, when)


@dataclass(frozen=True)
class Candidate:
    """Name settings to try. model: as in the settings. variant: "as set", "steadier" or "closer edges"."""

    model: str
    variant: str
    settings: Settings


@dataclass(frozen=True)
class Scores:
    """Score a candidate. flicker: mean change of alpha where the picture is still, x1000, 0 = none. edge: share of the contour that lies on
    an edge of the picture, percent, 100 = all. cpu_ms: CPU milliseconds a frame.
    """

    flicker: float
    edge: float
    cpu_ms: float


@dataclass(frozen=True)
class Trial:
    """Hold a candidate's scores and its composites, 480x270 at most, as JPEG."""

    candidate: Candidate
    scores: Scores
    pictures: tuple[bytes, ...]


def record(source: Source, stop: threading.Event, progress: Callable[[float], None], seconds: float = SECONDS) -> Take:
    """Keep `seconds` of a live source, or a file's first ones, in memory; the caller closes the source.

    progress: told the share done, 0 to 1. Raises SourceError when the source fails or gives fewer than two pictures.
    """
    pictures: list[bytes] = []
    times: list[float] = []
    for frame in source:
        if stop.is_set() or (times and frame.captured_at - times[0] >= seconds):
            break
        pictures.append(_encoded(frame.image, TAKE_QUALITY))
        times.append(frame.captured_at)
        progress(min(1.0, (frame.captured_at - times[0]) / seconds))
    if len(times) < 2 or times[-1] <= times[0]:
        raise SourceError("the rehearsal got no moving picture; expected at least two frames from the camera")
    return Take(tuple(pictures), tuple(times))


def candidates(settings: Settings, models: Sequence[str]) -> list[Candidate]:
    """Give what is worth trying: every model with the look as it is, then the present model steadier and with closer edges."""
    present = settings.model.model
    tried = [
        Candidate(
            name, "as set", settings.model_copy(update={"model": settings.model.model_copy(update={"model": name})})
        )
        for name in sorted({present, *models}, key=lambda name: (name != present, name))
    ]
    for variant, change in (("steadier", {"smoothing": 0.9}), ("closer edges", {"edges": 1.0})):
        look = settings.look.model_copy(update=change)
        if look != settings.look:
            tried.append(Candidate(present, variant, settings.model_copy(update={"look": look})))
    return tried


def rehearse(take: Take, candidate: Candidate, stop: threading.Event, openers: Openers | None = None) -> Trial | None:
    """Run a take through one candidate; None when `stop` was set. Raises LivebgError when its model or background cannot be used."""
    openers = openers or Openers()
    settings, meter, pictures = candidate.settings, _Meter(), list[bytes]()
    # One thread: only this one's time counts, whatever else livebg does meanwhile.
    clock = time.thread_time if settings.model.threads == 1 else time.process_time
    aside = _Aside(clock)
    with (
        closing(openers.background(settings.look)) as background,
        closing(openers.segmenter(settings.model)) as segmenter,
    ):
        cutouts = mattes(aside.drawn(take.frames()), segmenter, settings.look, Stats())
        began = clock()
        for shown in composite(aside.watched(cutouts, meter), lambda: background, lambda: settings.look, Stats()):
            if stop.is_set():
                return None
            with aside:
                pictures.append(_shown(shown))
            if len(pictures) == WARM_UP:
                began, aside.seconds = clock(), 0.0
        cost = clock() - began - aside.seconds
    return Trial(
        candidate,
        meter.scores(cost * 1000 / (len(pictures) - WARM_UP if len(pictures) > WARM_UP else len(pictures))),
        tuple(pictures),
    )


def best(trials: Sequence[Trial], fps: float) -> Trial:
    """Give the trial to use at `fps`.

    Of those that leave 40 % of a frame's time to the call: the one with the least sum of flicker and missed edges, each against the best of
    them; when none is fast enough, the fastest.
    """
    fitting = [trial for trial in trials if trial.scores.cpu_ms <= BUDGET * 1000 / fps]
    if not fitting:
        return min(trials, key=lambda trial: trial.scores.cpu_ms)
    flicker = min(trial.scores.flicker for trial in fitting) + FLICKER_FLOOR
    missed = min(100 - trial.scores.edge for trial in fitting) + 1

    def badness(trial: Trial) -> tuple[float, float]:
        ratio = (trial.scores.flicker + FLICKER_FLOOR) / flicker + (101 - trial.scores.edge) / missed
        return round(ratio, 2), trial.scores.cpu_ms

    return min(fitting, key=badness)


@dataclass
class _Aside:
    """Count the time that is spent on watching, so that it can be taken off a candidate's cost."""

    clock: Callable[[], float]
    seconds: float = 0.0
    _began: float = field(default=0.0, init=False)

    def __enter__(self) -> None:
        self._began = self.clock()

    def __exit__(self, *_: object) -> None:
        self.seconds += self.clock() - self._began

    def drawn(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        while True:
            with self:
                frame = next(frames, None)
            if frame is None:
                return
            yield frame

    def watched(self, cutouts: Iterable[Cutout], meter: _Meter) -> Iterator[Cutout]:
        for cutout in cutouts:
            with self:
                meter.add(cutout)
            yield cutout


class _Meter:
    """Sum what the scores need over the frames of one trial, on pictures 640 pixels wide."""

    def __init__(self) -> None:
        self._before: tuple[Image, Matte] | None = None
        self._flicker: list[float] = []
        self._edges: list[float] = []

    def add(self, cutout: Cutout) -> None:
        height, width = cutout.matte.shape
        size = (640, max(1, round(640 * height / width)))
        grey = np.asarray(cv2.cvtColor(cutout.frame.image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        matte = np.asarray(cv2.resize(cutout.matte, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
        if self._before is not None:
            still = (
                cv2.blur(cv2.absdiff(grey, self._before[0]), (5, 5)) <= STILL_LEVELS
            )  # a camera's noise is no change
            self._flicker.append(float(np.abs(matte - self._before[1])[still].mean()) if still.any() else 0.0)
        self._before = (grey, matte)
        self._edges.append(edge_share(grey, matte))

    def scores(self, cpu_ms: float) -> Scores:
        flicker = float(np.mean(self._flicker)) * 1000 if self._flicker else 0.0
        return Scores(flicker, float(np.mean(self._edges)) * 100, cpu_ms)


def edge_share(grey: Image, matte: Matte) -> float:
    """Give the share of the matte's contour that has an edge of the picture within 2 pixels, 0 to 1; 0 when there is no contour.

    grey: (H, W) uint8. matte: (H, W) float32. Edges are Canny's (1986).
    """
    inside = (matte > 0.5).astype(np.uint8)
    contour = inside != cv2.erode(inside, np.ones((3, 3), np.uint8), borderValue=1)
    if not contour.any():
        return 0.0
    edges = cv2.Canny(cv2.GaussianBlur(grey, (5, 5), 0), 20, 60)
    near = cv2.dilate(edges, np.ones((2 * NEAR_PX + 1, 2 * NEAR_PX + 1), np.uint8))
    return float((near[contour] > 0).mean())


def _shown(shown: Composite) -> bytes:
    """Give a composite small and as JPEG; transparent ones on grey."""
    image = shown.image
    if image.shape[2] == 4:
        alpha = image[:, :, 3:].astype(np.float32) / 255
        image = np.asarray(image[:, :, :3] * alpha + 128 * (1 - alpha), dtype=np.uint8)
    scale = min(1.0, SHOWN[0] / image.shape[1], SHOWN[1] / image.shape[0])
    return _encoded(
        np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8), SHOWN_QUALITY
    )


def _encoded(image: Image, quality: int) -> bytes:
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise SourceError(f"the rehearsal could not keep a picture of shape {image.shape}")
    return data.tobytes()


def _decoded(picture: bytes) -> Image:
    image = np.asarray(cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)
    image.flags.writeable = False
    return image
