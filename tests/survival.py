"""Break the running program from outside, its settings, its sleep and its end, and count what a caller of its HTTP stream was shown.

The program plays the room and the person whose matte is known, with a network that knows the matte. `python -m tests.survival` prints
the outcomes as JSON.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from livebg.room import PERSON, ROOM_SIZE, room, room_blocks, scene
from livebg.segmenters.onnx import METADATA_KEY
from livebg.sinks import open_file_sink
from livebg.sinks.mjpeg import own_token
from livebg.trials import Outcome
from livebg.types import Composite, Image, SourceInfo

BACKGROUNDS = ("study", "blur:0.5")
FRAMES, FPS = 88, 30  # of the scene; it comes back to where it began
LIMIT_S, SLEEP_S, ON_ITS_WAY_S = 60.0, 1.5, 0.2
NEAR = 40  # levels that a JPEG may move the person's colour
DARK = 75  # levels that the card's corner does not reach


def write_scene(path: Path) -> None:
    """Write the moving person before the room as a video, to the bit."""
    sink = open_file_sink(path, SourceInfo("scene", ROOM_SIZE, Fraction(FPS)), alpha=False)
    for index in range(FRAMES):
        sink.send(Composite(scene(index)[0], index, index / FPS))
    sink.close()


def write_network(path: Path) -> None:
    """Write a network that knows the matte: the person is the only thing of its colour."""
    colour = np.array(PERSON[::-1], np.float32).reshape(1, 3, 1, 1) / 255
    nodes = [
        helper.make_node("Sub", ["src", "colour"], ["difference"]),
        helper.make_node("Abs", ["difference"], ["distance"]),
        helper.make_node("ReduceMax", ["distance", "channels"], ["furthest"], keepdims=1),
        helper.make_node("Less", ["furthest", "near"], ["same"]),
        helper.make_node("Cast", ["same"], ["pha"], to=TensorProto.FLOAT),
    ]
    graph = helper.make_graph(
        nodes,
        "exact",
        [helper.make_tensor_value_info("src", TensorProto.FLOAT, [1, 3, "H", "W"])],
        [helper.make_tensor_value_info("pha", TensorProto.FLOAT, [1, 1, "H", "W"])],
        [
            numpy_helper.from_array(colour, "colour"),
            numpy_helper.from_array(np.array(0.02, np.float32), "near"),
            numpy_helper.from_array(np.array([1], np.int64), "channels"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    card = {
        "name": "exact", "description": "the person's colour", "parameters": 0, "area_px": ROOM_SIZE[0] * ROOM_SIZE[1], "multiple": 16,
        "mean": [0, 0, 0], "std": [1, 1, 1],
    }  # fmt: skip
    helper.set_model_props(model, {METADATA_KEY: json.dumps(card)})
    onnx.save(model, str(path))


def kind_of(image: Image) -> str:
    """Tell what a picture is: "composite" with the person in it, "card", or "other"."""
    person = (np.abs(image.astype(int) - PERSON).max(axis=2) <= NEAR).mean()
    if person > 0.05:
        return "composite"
    return "card" if int(image[:16].max()) < DARK else "other"


@dataclass(frozen=True)
class Shown:
    """Hold one picture as a caller gets it: when, what it is, and how many blocks of the room it shows."""

    at: float
    kind: str
    blocks: int


class Caller:
    """Watch the stream as a program does, and remember what it saw."""

    def __init__(self, port: int, background: str) -> None:
        self._contrast = 0.5 if background.startswith("blur") else 0.05
        until = time.monotonic() + LIMIT_S
        while True:
            try:
                self._connection = socket.create_connection(("127.0.0.1", port), timeout=LIMIT_S)
                break
            except ConnectionRefusedError:
                assert time.monotonic() < until, "livebg never listened"
                time.sleep(0.02)
        self._connection.sendall(f"GET /?token={own_token()} HTTP/1.1\r\n\r\n".encode())
        self._file = self._connection.makefile("rb")
        self.seen: list[Shown] = []

    def look(self) -> bool:
        """Take one picture; False when there are no more."""
        length = 0
        while line := self._file.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            if line == b"\r\n" and length:
                data, at = self._file.read(length), time.monotonic()
                if len(data) < length:  # killed in the middle of a picture
                    return False
                image = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)
                self.seen.append(Shown(at, kind_of(image), room_blocks(image, room(), contrast=self._contrast)))
                return True
        return False

    def until(self, fits: Callable[[list[Shown]], bool]) -> None:
        """Look until what was seen is as wanted."""
        ends = time.monotonic() + LIMIT_S
        while not fits(self.seen):
            assert self.look(), f"it ended after {[shown.kind for shown in self.seen][-5:]}"
            assert time.monotonic() < ends, f"not seen: {[shown.kind for shown in self.seen][-5:]}"

    def composites(self, count: int) -> None:
        """Look until so many composites have come in a row from now on."""
        begin = len(self.seen)
        self.until(lambda seen: len(seen) >= begin + count and all(s.kind == "composite" for s in seen[-count:]))

    def to_the_end(self) -> None:
        """Look until there are no more."""
        with suppress(ConnectionError):
            while self.look():
                continue

    def close(self) -> None:
        """Leave."""
        self._file.close()
        self._connection.close()


@contextmanager
def running(folder: Path, background: str) -> Iterator[tuple[subprocess.Popen[str], Caller, Path]]:
    """Run livebg on the scene into the stream, with a settings file of its own, and a caller who watches."""
    scene_file, network = folder / "scene.mkv", folder / "exact.onnx"
    if not scene_file.exists():
        write_scene(scene_file)
        write_network(network)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings, size = folder / "settings.toml", f"{ROOM_SIZE[0]}x{ROOM_SIZE[1]}"
    settings.write_text(f'[look]\nbackground = "{background}"\n[output]\noutput_size = "{size}"\nmjpeg_port = {port}\n')
    command = [sys.executable, "-m", "livebg", "run", "--source", str(scene_file), "--loop", "--model", str(network)]
    with subprocess.Popen(
        [*command, "--sink", "mjpeg", "--settings", settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as app:
        caller = None
        try:
            caller = Caller(port, background)
            yield app, caller, settings
        finally:
            if caller is not None:
                caller.close()
            app.kill()
            app.communicate(timeout=LIMIT_S)


def _outcome(fault: str, background: str, seen: list[Shown], recovery_s: float | None, since: float = 0.0) -> Outcome:
    """Sum up what a caller saw. since: gaps before are no fault of the program's, as it was asleep."""
    gaps = [later.at - earlier.at for earlier, later in pairwise(seen) if earlier.at >= since]
    return Outcome(
        fault=fault,
        background=background,
        pictures=len(seen),
        cards=sum(shown.kind == "card" for shown in seen),
        room_blocks=sum(shown.blocks for shown in seen),
        gap_ms=max(gaps, default=0.0) * 1000,
        recovery_ms=None if recovery_s is None else recovery_s * 1000,
    )


def outlive(folder: Path, background: str) -> tuple[list[Outcome], dict[str, object]]:
    """Do everything to one program after the other; gives what was seen, and facts that are no figures."""
    outcomes, facts = [], dict[str, object]()
    with running(folder, background) as (app, caller, settings):
        caller.look()
        facts["first"] = caller.seen[0].kind
        caller.composites(5)
        facts["room_at_start"] = sum(shown.blocks for shown in caller.seen)

        start = len(caller.seen)
        settings.write_bytes(b"\xff[[ this is no TOML")
        written = time.monotonic()
        caller.composites(FPS * 2)
        first = next(shown.at for shown in caller.seen[start:] if shown.kind == "composite" and shown.at > written)
        outcomes.append(_outcome("settings corrupted", background, caller.seen[start:], first - written))

        start = len(caller.seen)
        app.send_signal(signal.SIGSTOP)  # as a computer that is put to sleep: the clock jumps
        time.sleep(SLEEP_S)
        woken = time.monotonic()
        app.send_signal(signal.SIGCONT)
        caller.until(lambda seen: seen[-1].at > woken + ON_ITS_WAY_S)  # what was on its way before it slept
        caller.composites(3)
        first = next(shown.at for shown in caller.seen if shown.kind == "composite" and shown.at > woken + ON_ITS_WAY_S)
        outcomes.append(_outcome("sleep", background, caller.seen[start:], first - woken, woken))

        start = len(caller.seen)
        app.send_signal(signal.SIGTERM)
        caller.to_the_end()
        facts["code"], facts["last"] = app.wait(LIMIT_S), caller.seen[-1].kind
        outcomes.append(_outcome("SIGTERM", background, caller.seen[start:], None))
        facts["kinds"] = sorted({shown.kind for shown in caller.seen})

    with running(folder, background) as (app, caller, _):
        caller.composites(5)
        start = len(caller.seen)
        app.kill()
        caller.to_the_end()
        app.wait(LIMIT_S)
        killed = caller.seen[start:]
    restarted = time.monotonic()
    with running(folder, background) as (_, caller, _):
        caller.look()
        facts["first_again"], again = caller.seen[0].kind, caller.seen[0].at - restarted
        caller.composites(5)
    outcomes.append(_outcome("SIGKILL", background, [*killed, *caller.seen], again, restarted))
    return outcomes, facts


def main() -> None:
    """Print what a caller saw."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [outcome for background in BACKGROUNDS for outcome in outlive(Path(folder), background)[0]]
    print(json.dumps([asdict(outcome) for outcome in outcomes], indent=2))


if __name__ == "__main__":
    main()
