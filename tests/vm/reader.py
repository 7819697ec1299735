"""Read the virtual camera as any program does, keep what each picture was, and write down what a step found."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from livebg.types import Image
from tests.vm.webcam import CAMERA, SIZE, clock_ms, near

OUT = Path("/run/out")
GREEN = (0, 192, 0)  # '#00c000' in BGR
BAR = CAMERA[0] // 8
ROW = 120  # of the webcam's picture: below the clock that the driver writes into it
PATIENCE_S = 300.0  # nothing is fast here


@dataclass(frozen=True)
class Seen:
    """Say what one picture was. kind: "composite", "card", or "raw" when it had the room. level: of the person's side, 0 to 255.

    clock_ms: what the driver's clock in it says, None = it cannot be read.
    """

    at_s: float
    size: tuple[int, int]
    kind: str
    level: float
    clock_ms: int | None
    image: Image


class Reader:
    """Read the virtual camera as any program does, on a thread, and keep what each picture was."""

    def __init__(self, room: Image) -> None:
        self.seen: list[Seen] = []
        self._room, self._stop = room, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        camera = cv2.VideoCapture(10, cv2.CAP_V4L2)
        while not self._stop.is_set():
            ok, image = camera.read()
            if ok:
                self.seen.append(self._judged(time.monotonic(), np.asarray(image, np.uint8)))
        camera.release()

    def _judged(self, at_s: float, image: Image) -> Seen:
        top = (SIZE[1] - CAMERA[1]) // 2
        view = image[top : top + CAMERA[1]]
        hidden = (slice(ROW, -10), slice(5 * BAR, 7 * BAR))  # two coloured bars, away from the person's edge
        raw = near(view[hidden], self._room[hidden]) > 0.1
        green = near(view[hidden], np.array(GREEN, np.uint8)) > 0.9
        level = float(view[ROW:-10, 10 : 2 * BAR].mean())
        size = (image.shape[1], image.shape[0])
        return Seen(at_s, size, "raw" if raw else "composite" if green else "card", level, clock_ms(view), image)

    def until(self, what: str, fits: Callable[[Seen], bool], count: int = 1) -> list[Seen]:
        """Wait for so many new pictures that fit; gives all that came meanwhile."""
        begin = len(self.seen)
        ends = time.monotonic() + PATIENCE_S
        while sum(map(fits, self.seen[begin:])) < count:
            if time.monotonic() > ends:
                if self.seen:
                    cv2.imwrite(str(OUT / "last.png"), self.seen[-1].image)
                raise TimeoutError(f"{what} did not come; seen so far: {self.told()}")
            time.sleep(0.2)
        return self.seen[begin:]

    def close(self) -> None:
        """Close the camera."""
        self._stop.set()
        self._thread.join(PATIENCE_S)

    def told(self) -> dict[str, int]:
        """Count what was seen by its kind."""
        return Counter(item.kind for item in self.seen)


@contextmanager
def noted(name: str) -> Iterator[dict[str, object]]:
    """Write what a step found into a file of its name, once it is over; a step that fails writes why."""
    facts: dict[str, object] = {}
    began = time.monotonic()
    try:
        yield facts
    except Exception as error:
        facts["failed"] = repr(error)
        raise
    finally:
        facts["took_s"] = round(time.monotonic() - began, 1)
        (OUT / f"{name}.json").write_text(json.dumps(facts))
        print(name, facts, flush=True)


def is_composite(seen: Seen) -> bool:
    """Tell whether a picture had the person before the background."""
    return seen.kind == "composite"


def is_card(seen: Seen) -> bool:
    """Tell whether a picture was the card."""
    return seen.kind == "card"
