"""Take livebg from the real webcam driver to the real virtual camera, and write down what a reader saw; runs inside the machine."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise

import cv2
import numpy as np

from livebg.cli import main as livebg
from livebg.loopbacks import ability
from livebg.settings import CameraSettings
from livebg.sources import open_source
from livebg.types import Image
from tests.real.desktop import wait_until
from tests.vm.reader import BAR, OUT, PATIENCE_S, ROW, Reader, is_card, is_composite, noted
from tests.vm.webcam import CAMERA, SIZE, VIRTUAL, format_of, room_picture, turn, value

FPS = 10
FLASHES = 10
RUN = [
    sys.executable, "-m", "livebg", "run", "--background", "#00c000", "--camera-size", "320x240", "--camera-fps", str(FPS),
    "--output-size", "320x240", "--output-fps", str(FPS), "--model", str(OUT / "left.onnx"), "--max-age-ms", "10000",
    "--no-hold-rate", "--no-only-when-watched", "--source", "vivid", "--sink",
]  # fmt: skip


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
        facts["told"] = format_of(VIRTUAL)
        facts["edges"] = [last[10, SIZE[0] // 2].tolist(), last[-10, SIZE[0] // 2].tolist()]


def flash(reader: Reader) -> None:
    """Make the webcam darker and brighter, which tells when the driver drew which of its times; so each picture tells its own age."""
    with noted("latency") as facts:
        took_ms, zeros_s, wide_s = (
            [],
            [],
            [],
        )  # when the driver's clock was at zero, as each change tells, and how exactly
        begin = len(reader.seen)
        for number in range(FLASHES):
            before = reader.until("a composite", is_composite, 3)[-1]
            time.sleep(number / FLASHES / FPS)  # at another place between two pictures each time
            before_s, after_s = time.monotonic(), turn("Brightness", (60, 128)[number % 2])
            seen = reader.until(
                "the change", lambda item, old=before.level: is_composite(item) and abs(item.level - old) > 20
            )
            took_ms.append(round((seen[-1].at_s - before_s) * 1000))
            old = [item.clock_ms for item in [before, *seen[:-1]] if item.clock_ms is not None]
            assert seen[-1].clock_ms is not None, "the clock cannot be read"
            # The last old picture was drawn before the change, the first new one after it.
            latest_s, earliest_s = after_s - max(old) / 1000, before_s - seen[-1].clock_ms / 1000
            zeros_s.append((latest_s + earliest_s) / 2)
            wide_s.append(abs(latest_s - earliest_s) / 2)
        zero_s = float(np.median(zeros_s))
        unsure_s = float(np.median(wide_s) + np.median(np.abs(np.array(zeros_s) - zero_s)))
        facts["ms"], facts["unsure_ms"] = took_ms, round(unsure_s * 1000)
        clocks = [(item.at_s, item.clock_ms) for item in reader.seen[begin:] if is_composite(item)]
        facts["unread"] = sum(clock is None for _, clock in clocks)
        known = [(at_s, clock) for at_s, clock in clocks if clock is not None]
        facts["backwards"] = sum(later[1] < earlier[1] for earlier, later in pairwise(known))
        first = {clock: at_s for at_s, clock in reversed(known)}  # when each was seen first
        ages_ms = [(at_s - zero_s) * 1000 - clock for clock, at_s in first.items()]
        facts["pictures"] = len(first)
        facts["age_ms"] = [round(float(age)) for age in np.percentile(ages_ms, (5, 50, 95))]


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
