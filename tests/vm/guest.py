"""Run livebg between two real drivers and print what was measured as JSON; runs as root inside the machine that boot.sh starts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] = "2"  # how long a reader waits for a writer that is gone

import cv2
import numpy as np

from livebg.compose import placeholder
from livebg.loopbacks import holders

MODULES = Path("/run/modules")
CAMERA, OTHERS, OURS = "/dev/video0", "/dev/video9", "/dev/video10"
SIZE, FPS = (320, 240), 10
GREEN = (0, 192, 0)  # '#00c000' in BGR
NEAR = 12  # levels that I420 and its rounding may move a colour
PATIENCE_S = 400.0  # software emulation is slow
LIVEBG = [sys.executable, "-m", "livebg"]
RUN = [
    "run", "--source", "vivid", "--model", "balanced-int8", "--camera-size", "320x240", "--camera-fps", str(FPS),
    "--camera-format", "YUYV", "--output-fps", str(FPS),
]  # fmt: skip


def say(text: str) -> None:
    print(f"[{time.monotonic():6.1f} s] {text}", file=sys.stderr, flush=True)


def sh(*command: str) -> None:
    """Run a command that must work."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def control(text: str) -> None:
    """Set a control of the webcam, such as "brightness=128"."""
    sh("v4l2-ctl", "-d", CAMERA, "-c", text)


def load_loopback() -> None:
    """Load the virtual camera's driver anew: another program's device first, then ours."""
    if Path("/sys/module/v4l2loopback").exists():
        sh("rmmod", "v4l2loopback")
    sh(
        "insmod",
        str(MODULES / "v4l2loopback.ko"),
        "video_nr=9,10",
        "exclusive_caps=1,1",
        "card_label=OBS Virtual Camera,livebg",
    )


def near(image: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Tell where a picture has the wanted colours: (H, W) bool."""
    return (np.abs(image.astype(np.int16) - wanted.astype(np.int16)) <= NEAR).all(axis=2)


def kind_of(image: np.ndarray) -> str:
    """Tell the card and a composite on green from everything else."""
    if image.shape != (SIZE[1], SIZE[0], 3):
        return "shape"
    if near(image, placeholder(SIZE, "")).mean() > 0.9:
        return "card"
    return "green" if near(image, np.array(GREEN, np.uint8)).mean() > 0.5 else "other"


class Caller:
    """Read the virtual camera as another program does, and keep what kind every picture was and when it came."""

    def __init__(self, app: subprocess.Popen[str]) -> None:
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends and app.poll() is None:
            self.reader = cv2.VideoCapture(10, cv2.CAP_V4L2)
            if self.reader.isOpened() and self.reader.get(cv2.CAP_PROP_FRAME_WIDTH) > 0:
                break
            self.reader.release()
            time.sleep(1.0)
        else:
            said = Path("/tmp/messages").read_text()
            raise RuntimeError(f"{OURS} never became a camera; livebg's exit code is {app.poll()}: {said}")
        self.kinds: list[str] = []
        self.at: list[float] = []
        self.image = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)

    def look(self) -> bool:
        """Take one picture; False when none came."""
        good, image = self.reader.read()
        if good:
            self.image = image
            self.kinds.append(kind_of(image))
            self.at.append(time.monotonic())
        return bool(good)

    def until(self, wanted: Callable[[], bool], what: str) -> float:
        """Look until a condition is met; gives how long that took, in seconds."""
        began = time.monotonic()
        while not wanted():
            if not self.look() or time.monotonic() - began > PATIENCE_S:
                raise RuntimeError(f"{what} did not come; seen last: {self.kinds[-5:]}")
        return time.monotonic() - began

    def until_row(self, kind: str, count: int = 3) -> float:
        """Look until so many pictures in a row were of a kind."""
        start = len(self.kinds)
        return self.until(lambda: self.kinds[start:][-count:] == [kind] * count, kind)


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], Callable[[], str]]]:
    """Run livebg for as long as the block lasts; gives it, and what reads its messages so far."""
    messages = Path("/tmp/messages")
    with messages.open("w") as to, subprocess.Popen([*LIVEBG, *RUN, *arguments], stderr=to, text=True) as app:
        try:
            yield app, messages.read_text
        finally:
            app.kill()


def livebg(*arguments: str) -> dict[str, object]:
    """Run livebg to its end; gives its exit code, output and messages."""
    done = subprocess.run([*LIVEBG, *arguments], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr.strip()}


def camera_is_open(by: int) -> bool:
    return any(holder.pid == by for holder in holders(CAMERA))


def through() -> dict[str, object]:
    """Watch one run: closed until a caller comes, the card, composites, a stalled and an unplugged webcam, the end."""
    load_loopback()
    figures: dict[str, object] = {}
    with running("--background", "#00c000") as (app, messages):
        caller = Caller(app)
        figures["camera_open_before_call"] = camera_is_open(app.pid)
        figures["first_green_s"] = caller.until_row("green", 1)
        figures["first_kind"] = caller.kinds[0]
        figures["camera_open_in_call"] = camera_is_open(app.pid)
        say("composites come")
        start = len(caller.at)
        caller.until(lambda: len(caller.at) >= start + 8 * FPS, "pictures")
        steps = np.diff(caller.at[start:])
        figures["fps"], figures["longest_gap_s"] = float(1 / steps.mean()), float(steps.max())
        green = caller.image[near(caller.image, np.array(GREEN, np.uint8))]
        figures["colour"], figures["share"] = np.median(green, axis=0).tolist(), len(green) / (SIZE[0] * SIZE[1])
        figures["others_device_open"] = [str(holder) for holder in holders(OTHERS)]

        control("percentage_of_dropped_buffers=100")
        figures["stall_to_card_s"] = caller.until_row("card")
        control("percentage_of_dropped_buffers=0")
        figures["stall_end_to_green_s"] = caller.until_row("green")
        say("a stalled webcam came back")
        control("disconnect=1")
        figures["unplug_to_card_s"] = caller.until_row("card")
        figures["replug_to_green_s"] = caller.until_row("green")
        say("an unplugged webcam came back")

        app.send_signal(signal.SIGTERM)
        while caller.look():
            continue
        figures["exit_code"] = app.wait(PATIENCE_S)
        caller.reader.release()
        figures["last_kind"], figures["kinds"] = caller.kinds[-1], sorted(set(caller.kinds))
        figures["messages"] = messages()
    return figures


def latency() -> dict[str, object]:
    """Change the webcam's brightness and wait until the virtual camera shows it; then leave, so that the webcam closes."""
    load_loopback()
    took = []
    with running("--background", "blur:0") as (app, messages):
        caller = Caller(app)
        caller.until(lambda: caller.kinds[-3:] == ["other"] * 3, "the room")
        for level in (255, 40, 255, 40, 255):
            before = caller.image.mean()
            began = time.monotonic()
            control(f"brightness={level}")
            set_at = (began + time.monotonic()) / 2
            caller.until(lambda before=before: abs(caller.image.mean() - before) > 20, "another brightness")
            took.append(time.monotonic() - set_at)
            caller.until(lambda: len(caller.at) % FPS == 0, "pictures")
        control("brightness=128")
        caller.reader.release()
        ends = time.monotonic() + PATIENCE_S
        while camera_is_open(app.pid) and time.monotonic() < ends:
            time.sleep(0.1)
        closed = not camera_is_open(app.pid)
        app.send_signal(signal.SIGTERM)
        app.wait(PATIENCE_S)
        return {"latency_s": took, "camera_closed_after_call": closed, "messages": messages()}


def busy() -> dict[str, object]:
    """Start livebg while another program reads the webcam."""
    stream = ["v4l2-ctl", "-d", CAMERA, "--stream-mmap", "--stream-count=0"]
    with subprocess.Popen(stream, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:
        try:
            while not any(holder.pid == other.pid for holder in holders(CAMERA)):
                time.sleep(0.1)
            time.sleep(1.0)  # it has opened the device; now it sets the stream up
            return livebg(*RUN, "--sink", "null", "--duration", "1")
        finally:
            other.terminate()


def main() -> None:
    """Print every figure; a part that fails gives its error in place of figures."""
    sh("insmod", str(MODULES / "vivid.ko"), "n_devs=1", "node_types=0x1", "num_inputs=1", "input_types=0")
    parts: dict[str, Callable[[], object]] = {
        "through": through,
        "again": lambda: livebg(*RUN, "--duration", "1"),
        "doctor_after": lambda: livebg("doctor", "--json"),
        "latency": latency,
        "busy": busy,
        "cameras": lambda: livebg("cameras", "--json"),
    }
    figures: dict[str, object] = {}
    for name, part in parts.items():
        say(name)
        try:
            figures[name] = part()
        except Exception as error:  # the next part must still run
            figures[name] = {"failed": repr(error)}
        say(json.dumps(figures[name]))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
