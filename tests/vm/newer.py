"""Let callers come and go at a virtual camera whose driver tells who streams, and note what the webcam did; runs inside the machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from livebg.errors import ControlError
from livebg.loopbacks import ability, driver_version, holders
from livebg.remote import ask
from tests.real.desktop import wait_until
from tests.vm.guest import RUN
from tests.vm.reader import OUT, PATIENCE_S, Reader, is_composite, noted
from tests.vm.webcam import VIRTUAL, WEBCAM, room_picture

HELD_S = 8.0  # how long a program has the device open without taking pictures
COMMAND = [word for word in RUN if word != "--no-only-when-watched"]


def webcam_open() -> bool:
    """Tell whether livebg has the webcam open, so that its light is on."""
    return bool(holders(WEBCAM))


def status() -> dict[str, object]:
    """Ask livebg how it goes, again where it is too slow to answer in time: nothing is fast here."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask("status")
        except ControlError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def start() -> subprocess.Popen[bytes]:
    """Start livebg, and wait until others see its camera."""
    with (OUT / "said").open("ab") as said:
        app = subprocess.Popen([*COMMAND, "virtual-camera"], stdout=said, stderr=said)
    wait_until(lambda: bool((can := ability(VIRTUAL)) and can.readable), "no virtual camera", PATIENCE_S)
    wait_until(lambda: status()["state"] == "idle", "it is not idle", PATIENCE_S)
    return app


def call(room: object, facts: dict[str, object]) -> None:
    """Be a caller, and leave."""
    began = time.monotonic()
    reader = Reader(room)  # type: ignore[arg-type]
    seen = reader.until("a composite", is_composite)
    facts["first_composite_s"] = round(seen[-1].at_s - began, 2)
    facts["first_card_s"] = round(reader.seen[0].at_s - began, 2)
    wait_until(lambda: bool(status()["watched_by"]), "nobody is named", PATIENCE_S)
    facts["watched_by"], facts["reader"] = status()["watched_by"], os.getpid()
    reader.until("more composites", is_composite, 20)
    reader.close()
    facts["raw"] = sum(item.kind == "raw" for item in reader.seen)
    wait_until(lambda: not webcam_open(), "the webcam stays open", PATIENCE_S)
    facts["after"] = status()["watched_by"]


def main() -> None:
    """Do every step; the first that fails ends it."""
    room = room_picture()
    app = start()
    try:
        with noted("looked_at") as facts:
            facts["version"] = driver_version()
            device = os.open(VIRTUAL, os.O_RDWR | os.O_NONBLOCK)
            began, opened, named = time.monotonic(), False, ""
            while time.monotonic() - began < HELD_S:
                opened, named = opened or webcam_open(), named or str(status()["watched_by"])
                time.sleep(0.2)
            os.close(device)
            facts["opened"], facts["watched_by"] = opened, named
        with noted("call") as facts:
            call(room, facts)
        with noted("end") as facts:
            app.send_signal(signal.SIGTERM)
            facts["code"] = app.wait(PATIENCE_S)
        with noted("restart") as facts:
            app = start()
            call(room, facts)
            app.send_signal(signal.SIGTERM)
            facts["code"] = app.wait(PATIENCE_S)
    finally:
        app.kill()


if __name__ == "__main__":
    sys.exit(main())
