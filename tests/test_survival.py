"""Send signals to a running livebg, break its settings file, kill it, and look at what a caller gets over the HTTP stream."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.sinks.mjpeg import own_token
from tests.fakes import slack

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

GREEN = (0, 192, 0)
GAP_S, BACK_S = 0.1, 2.0  # the goals
LIMIT_S = 60.0


@dataclass
class Shown:
    """Hold one picture as a caller gets it. kind: "card", "green" (a composite) or "other"."""

    at: float
    kind: str


def kind_of(image: np.ndarray) -> str:
    """Tell what a picture is by its upper corners, where the clip's person never is."""
    corners = np.concatenate([image[:24, :24].reshape(-1, 3), image[:24, -24:].reshape(-1, 3)]).astype(int)
    if np.abs(corners - GREEN).max() < 30:
        return "green"
    return "card" if corners.max() < 75 and np.ptp(corners, axis=0).max() < 12 else "other"


class Caller:
    """Watch the stream as a program does, and remember what it saw."""

    def __init__(self, port: int) -> None:
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
                data = self._file.read(length)
                if len(data) < length:  # killed in the middle of a picture
                    return False
                image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
                self.seen.append(Shown(time.monotonic(), kind_of(image)))
                return True
        return False

    def until(self, kind: str, count: int) -> None:
        """Look until so many pictures of a kind have come in a row."""
        ends = time.monotonic() + LIMIT_S
        while [shown.kind for shown in self.seen[-count:]] != [kind] * count:
            assert self.look(), f"it ended after {[shown.kind for shown in self.seen][-5:]}"
            assert time.monotonic() < ends

    def widest_gap_s(self, start: int = 0) -> float:
        return max(b.at - a.at for a, b in zip(self.seen[start:], self.seen[start + 1 :], strict=False))

    def close(self) -> None:
        self._file.close()
        self._connection.close()


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], Caller, Path]]:
    """Run livebg on the demo clip into the stream, with a settings file of its own, and a caller who watches."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = folder / "settings.toml"
    settings.write_text(f'[look]\nbackground = "#00c000"\n[output]\noutput_size = "320x180"\nmjpeg_port = {port}\n')
    command = [sys.executable, "-m", "livebg", "run", "--source", "demo", "--loop", "--sink", "mjpeg"]
    with subprocess.Popen([*command, "--settings", settings], stderr=subprocess.PIPE, text=True) as app:
        caller = None
        try:
            caller = Caller(port)
            yield app, caller, settings
        finally:
            if caller is not None:
                caller.close()
            app.kill()
            app.communicate(timeout=LIMIT_S)


def test_settings_broken_while_running_sleep_and_the_end(tmp_path: Path):
    with running(tmp_path) as (app, caller, settings):
        caller.look()
        assert caller.seen[0].kind == "card", "the placeholder comes first"
        caller.until("green", 5)
        assert caller.widest_gap_s() < slack() * GAP_S

        settings.write_bytes(b"\xff[[ this is no TOML")
        start = len(caller.seen)
        caller.until("green", 30)
        assert caller.widest_gap_s(start) < slack() * GAP_S

        app.send_signal(signal.SIGSTOP)  # as a computer that is put to sleep: the clock jumps
        time.sleep(1.5)
        app.send_signal(signal.SIGCONT)
        woken = time.monotonic()
        while caller.seen[-1].at < woken + 0.2:  # what was on its way before it slept
            assert caller.look()
        caller.until("green", 3)
        assert caller.seen[-3].at - woken < slack() * BACK_S

        app.send_signal(signal.SIGTERM)
        while caller.look():
            continue
        assert app.wait(LIMIT_S) == 0
    kinds = [shown.kind for shown in caller.seen]
    assert set(kinds) == {"card", "green"}, "never anything else"
    assert kinds[-1] == "card", "the placeholder comes last"


def test_killed_it_shows_nothing_more_and_the_placeholder_is_back_after_a_restart(tmp_path: Path):
    with running(tmp_path) as (app, caller, _):
        caller.until("green", 5)
        app.kill()
        app.wait(LIMIT_S)
        with suppress(ConnectionError):
            while caller.look():
                continue
    assert {shown.kind for shown in caller.seen} <= {"card", "green"}
    restarted = time.monotonic()
    with running(tmp_path) as (_, caller, _):
        caller.look()
        assert caller.seen[0].kind == "card"
        assert caller.seen[0].at - restarted < slack() * BACK_S
