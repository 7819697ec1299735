"""Take livebg from the real webcam driver to the real virtual camera, and write down what a reader saw; runs inside the machine."""

from __future__ import annotations

import fcntl
import io
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from livebg.cli import main as livebg
from livebg.loopbacks import ability
from livebg.settings import CameraSettings
from livebg.sources import open_source
from livebg.types import Image
from tests.real.desktop import wait_until

OUT = Path("/run/out")
WEBCAM, VIRTUAL = "/dev/video0", "/dev/video10"
FPS = 10
CAMERA, SIZE = (
    (320, 180),
    (320, 240),
)  # the nearest that the webcam has to what it is asked for, and the virtual camera's
GREEN = (0, 192, 0)  # '#00c000' in BGR
NEAR = 12  # levels that I420 twice and its rounding may move a colour
BAR = CAMERA[0] // 8
ROW = 120  # of the webcam's picture: below the clock that the driver writes into it
PATIENCE_S = 300.0  # nothing is fast here
_QUERYCTRL, _G_CTRL, _S_CTRL, _NEXT = 0xC0445624, 0xC008561B, 0xC008561C, 0x80000000
RUN = [
    sys.executable, "-m", "livebg", "run", "--background", "#00c000", "--camera-size", "320x240", "--camera-fps", str(FPS),
    "--output-size", "320x240", "--output-fps", str(FPS), "--model", str(OUT / "left.onnx"), "--max-age-ms", "10000",
    "--no-hold-rate", "--no-only-when-watched", "--source", "vivid", "--sink",
]  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Say what one picture was. kind: "composite", "card", or "raw" when it had the room. level: of the person's side, 0 to 255."""

    at_s: float
    size: tuple[int, int]
    kind: str
    level: float
    image: Image


def controls(device: int) -> dict[str, int]:
    """Give the ids of a webcam's controls by their names."""
    found, asked = dict[str, int](), _NEXT
    while True:
        answer = bytearray(struct.pack("=II32s7i", asked, 0, b"", *(0,) * 7))
        try:
            fcntl.ioctl(device, _QUERYCTRL, answer)
        except OSError:  # there is no other one
            return found
        number, _, name = struct.unpack_from("=II32s", answer)
        found[name.split(b"\0")[0].decode()] = number
        asked = number | _NEXT


def turn(name: str, value: int) -> float:
    """Set one of the webcam's controls; gives when."""
    device = os.open(WEBCAM, os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.ioctl(device, _S_CTRL, struct.pack("=Ii", controls(device)[name], value))
        return time.monotonic()
    finally:
        os.close(device)


def value(name: str) -> int:
    """Read one of the webcam's controls."""
    device, answer = os.open(WEBCAM, os.O_RDWR | os.O_NONBLOCK), bytearray(8)
    try:
        struct.pack_into("=I", answer, 0, controls(device)[name])
        fcntl.ioctl(device, _G_CTRL, answer)
        return int(struct.unpack_from("=i", answer, 4)[0])
    finally:
        os.close(device)


def near(image: Image, wanted: Image) -> float:
    """Give the share of pixels that have the wanted colours."""
    return float((np.abs(image.astype(np.int16) - wanted.astype(np.int16)) <= NEAR).all(axis=-1).mean())


def room_picture() -> Image:
    """Give what the webcam shows: (H, W, 3) uint8 BGR."""
    camera = cv2.VideoCapture(0, cv2.CAP_V4L2)
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, CAMERA[0])
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, CAMERA[1])
    ok, image = camera.read()
    camera.release()
    assert ok and image.shape == (CAMERA[1], CAMERA[0], 3), "the webcam shows nothing"
    return np.asarray(image, np.uint8)


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
                self.seen.append(self._judged(np.asarray(image, np.uint8)))
        camera.release()

    def _judged(self, image: Image) -> Seen:
        top = (SIZE[1] - CAMERA[1]) // 2
        view = image[top : top + CAMERA[1]]
        hidden = (slice(ROW, -10), slice(5 * BAR, 7 * BAR))  # two coloured bars, away from the person's edge
        raw = near(view[hidden], self._room[hidden]) > 0.1
        green = near(view[hidden], np.array(GREEN, np.uint8)) > 0.9
        level = float(view[ROW:-10, 10 : 2 * BAR].mean())
        size = (image.shape[1], image.shape[0])
        return Seen(time.monotonic(), size, "raw" if raw else "composite" if green else "card", level, image)

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


def look(reader: Reader, room: Image) -> None:
    """Note size, rate and colours of what the reader sees."""
    with noted("picture") as facts:
        first = reader.until("a composite", is_composite)
        facts["first"] = first[0].kind
        seen = reader.until("the composites", is_composite, 5 * FPS)
        facts["sizes"] = sorted({item.size for item in seen})
        facts["fps"] = (len(seen) - 1) / (seen[-1].at_s - seen[0].at_s)
        last = [item for item in seen if is_composite(item)][-1].image
        cv2.imwrite(str(OUT / "composite.png"), last)
        bars = [BAR * index + BAR // 2 for index in range(8)]
        row = ROW + (SIZE[1] - CAMERA[1]) // 2
        facts["webcam"] = [room[ROW, at].tolist() for at in bars]
        facts["shown"] = [last[row, at].tolist() for at in bars]
        facts["edges"] = [last[10, SIZE[0] // 2].tolist(), last[-10, SIZE[0] // 2].tolist()]


def flash(reader: Reader) -> None:
    """Make the webcam darker and brighter, and note after how long the reader sees each."""
    with noted("latency") as facts:
        took_ms = []
        for value in (60, 128, 60, 128, 60, 128):
            before = reader.until("a composite", is_composite, 3)[-1].level
            at_s = turn("Brightness", value)
            seen = reader.until(
                "the change", lambda item, old=before: is_composite(item) and abs(item.level - old) > 20
            )
            took_ms.append(round((seen[-1].at_s - at_s) * 1000))
        facts["ms"] = took_ms


def stall(reader: Reader) -> None:
    """Let the webcam give nothing for a while."""
    with noted("stall"):
        turn("Percentage of Dropped Buffers", 100)
        reader.until("the card", is_card)
        turn("Percentage of Dropped Buffers", 0)
        reader.until("a composite after the stall", is_composite, FPS)


def unplug(reader: Reader) -> None:
    """Pull the webcam out. The driver brings it back when the last program has let go of it."""
    with noted("unplug"):
        turn("Disconnect", 1)
        reader.until("the card", is_card)
        reader.until("a composite of the webcam that is back", is_composite, FPS)


def ended(*arguments: str) -> dict[str, object]:
    """Run livebg to its end; gives its exit code and what it said last."""
    done = subprocess.run([*RUN, *arguments], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    return {
        "code": done.returncode,
        "said": done.stderr.strip().splitlines()[-1:],
        "traceback": "Traceback" in done.stderr,
    }


def control() -> None:
    """Set the webcam's own controls by livebg's command, and let livebg set them again when it opens the webcam."""

    def asked(*arguments: str) -> tuple[int, str, str]:
        out, said = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(said):
            code = livebg(["controls", "--source", "vivid", *arguments])
        return code, out.getvalue(), said.getvalue()

    names = ("Brightness", "Gain, Automatic", "Gain")
    with noted("controls") as facts:
        facts["listed"] = {entry["name"]: entry for entry in json.loads(asked("--json")[1])}
        facts["refused"] = [asked("--set", wish) for wish in ("gain=9", "brightness=256", "zap=1")]
        facts["code"] = asked("--set", "gain=9", "--set", "gain_automatic=off", "--set", "brightness=200")[0]
        facts["set"] = [value(name) for name in names]
        turn("Brightness", 90)
        open_source(CameraSettings(source="vivid", camera_size="320x240", camera_fps=FPS), paced=True).close()
        facts["opened"] = [value(name) for name in names]
        facts["reset_code"] = asked("--reset")[0]
        facts["reset"] = [value(name) for name in names[:2]]


def main() -> None:
    """Do every step; the first that fails ends it."""
    turn("OSD Text Mode", 1)  # the clock alone
    room = room_picture()
    command = [*RUN, "virtual-camera", "--json"]
    with (OUT / "said").open("w") as said, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as app:
        try:
            with noted("open"):
                wait_until(lambda: bool((can := ability(VIRTUAL)) and can.readable), "no virtual camera", PATIENCE_S)
            reader = Reader(room)
            look(reader, room)
            flash(reader)
            stall(reader)
            with noted("busy") as facts:
                facts.update(ended("null", "--duration", "1"))
            unplug(reader)
            reader.close()
            with noted("end") as facts:
                app.send_signal(signal.SIGTERM)
                figures, _ = app.communicate(timeout=PATIENCE_S)
                facts.update(code=app.returncode, figures=json.loads(figures), seen=len(reader.seen))
                facts["raw"] = sum(item.kind == "raw" for item in reader.seen)
        finally:
            app.kill()
    control()
    with noted("again") as facts:
        facts.update(ended("virtual-camera", "--duration", "1"))


if __name__ == "__main__":
    main()
