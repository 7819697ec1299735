"""Check the HTTP stream with real clients: OpenCV, a plain socket, one that is slow, and those without the token."""

from __future__ import annotations

import os
import socket
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.errors import SinkError
from livebg.gate import Gate
from livebg.sinks import mjpeg
from livebg.sinks.mjpeg import MOST_CLIENTS, MjpegStream, own_token, refused
from livebg.types import Composite

SIZE = (160, 96)
TOKEN = "right-token"
COLOUR = (40, 200, 90)


LIMIT_S = 30.0


def picture(colour: tuple[int, int, int] = COLOUR, size: tuple[int, int] = SIZE, index: int = 1) -> Composite:
    return Composite(np.full((size[1], size[0], 3), colour, np.uint8), index, float("inf"))


@contextmanager
def running(sink: MjpegStream) -> Iterator[Gate]:
    """Feed a stream as the app does."""
    with Gate([sink], size=SIZE, max_age_s=1.0, delivered=lambda index, latency_s: None) as gate:
        gate.show(picture())
        yield gate


def stream(fps: float = 60.0) -> MjpegStream:
    return MjpegStream(SIZE, fps, 0, TOKEN)


def port_of(sink: MjpegStream) -> int:
    return int(sink.url.split(":")[2].split("/")[0])


def connected(sink: MjpegStream, request: str = "") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port_of(sink)), timeout=60)
    client.sendall(request.encode())
    return client


def answer(sink: MjpegStream, request: str) -> bytes:
    """Give all that a client is told until the stream closes the connection."""
    with connected(sink, request) as client:
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_a_player_shows_the_composites_in_their_colours():
    sink = stream()
    with running(sink), closing(sink):
        player = cv2.VideoCapture(sink.url)
        for _ in range(3):
            ok, image = player.read()
            assert ok
        player.release()
    assert image.shape == (96, 160, 3)
    np.testing.assert_allclose(np.median(image, axis=(0, 1)), COLOUR, atol=3)


def test_other_sizes_are_letterboxed():
    sink = stream()
    with running(sink) as gate:
        gate.show(picture(size=(80, 96)))
        player = cv2.VideoCapture(sink.url)
        image = [player.read()[1] for _ in range(5)][-1]
        player.release()
    assert image.shape == (96, 160, 3)
    assert image[:, :30].max() < 20
    np.testing.assert_allclose(np.median(image[:, 50:110], axis=(0, 1)), COLOUR, atol=3)


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("GET / HTTP/1.1", b"403 Forbidden"),
        ("GET /?token=wrong HTTP/1.1", b"403 Forbidden"),
        ("GET /?token=%ff HTTP/1.1", b"403 Forbidden"),
        ("GET /other?token=right-token HTTP/1.1", b"404 Not Found"),
        ("POST /?token=right-token HTTP/1.1", b"405 Method Not Allowed"),
        ("GET http://[ HTTP/1.1", b"400 Bad Request"),
        ("\x00\xff", b"405 Method Not Allowed"),
    ],
)
def test_whoever_has_no_token_gets_no_picture(request_line: str, status: bytes):
    sink = stream()
    with running(sink):
        told = answer(sink, f"{request_line}\r\nHost: x\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 " + status)
    assert b"image/jpeg" not in told


def test_the_token_is_asked_whole():
    assert refused(b"GET /?token=right-token HTTP/1.1\r\n\r\n", TOKEN) == ""
    for part in ("", "right", "right-token2", "RIGHT-TOKEN"):
        assert refused(f"GET /?token={part} HTTP/1.1\r\n\r\n".encode(), TOKEN) == "403 Forbidden"


def test_an_endless_request_and_a_silent_client_are_let_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mjpeg, "REQUEST_S", 0.1)
    sink = stream()
    with running(sink):
        assert answer(sink, "") == b""
        with connected(sink) as client, pytest.raises(ConnectionError):
            while True:
                client.sendall(b"x" * 4096)


def test_a_client_that_takes_nothing_holds_up_nobody_and_loses_its_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mjpeg, "STUCK_S", 0.2)
    noise = np.random.default_rng(1).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    sink = MjpegStream((1280, 720), 100.0, 0, TOKEN)
    with running(sink) as gate, connected(sink, f"GET /?token={TOKEN} HTTP/1.1\r\n\r\n") as stuck:
        gate.show(Composite(noise, 2, float("inf")))
        player = cv2.VideoCapture(sink.url)
        assert all(player.read()[0] for _ in range(20))
        player.release()
        until = time.monotonic() + LIMIT_S
        while sink.watchers() and time.monotonic() < until:
            time.sleep(0.01)
        assert sink.watchers() == []
        with suppress(ConnectionError):  # what was on its way still comes, and then the end
            while stuck.recv(1 << 20):
                continue


def test_more_clients_than_places_wait_for_one_and_nothing_is_left_open():
    sink = stream()
    ask = f"GET /?token={TOKEN} HTTP/1.1\r\n\r\n"
    with running(sink):
        clients = [connected(sink, ask) for _ in range(MOST_CLIENTS)]
        assert all(client.recv(12) == b"HTTP/1.1 200" for client in clients)
        with connected(sink, ask) as late:
            clients.pop().close()
            assert late.recv(12) == b"HTTP/1.1 200"
        for client in clients:
            client.close()


def test_the_last_picture_is_the_card_and_then_the_connection_ends():
    sink = stream()
    with running(sink):
        client = connected(sink, f"GET /?token={TOKEN} HTTP/1.1\r\n\r\n")
        start = client.recv(4096)
    with client:
        rest = start + b"".join(iter(lambda: client.recv(65536), b""))
    last = rest.rsplit(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n")
    image = cv2.imdecode(np.frombuffer(last, np.uint8), cv2.IMREAD_COLOR)
    assert np.median(image, axis=(0, 1)).max() < 70, "the card is dark"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port_of(sink)), timeout=5)
    with pytest.raises(SinkError, match="is closed"):
        sink.send(picture())


def test_only_this_computer_is_listened_to_and_the_name_has_no_token():
    with closing(stream()) as sink:
        assert sink.url.startswith("http://127.0.0.1:")
        assert TOKEN not in sink.name
        with pytest.raises(SinkError, match="cannot show transparency"):
            sink.send(Composite(np.zeros((4, 4, 4), np.uint8), 0, 0.0))


def test_a_port_that_is_taken_is_said():
    with closing(stream()) as first, pytest.raises(SinkError, match=r"cannot listen on port \d+: .*--mjpeg-port 0"):
        MjpegStream(SIZE, 30, port_of(first), TOKEN)


def test_the_token_is_made_once_for_this_user_only(tmp_path: Path):
    path = tmp_path / "new" / "token"
    token = own_token(path)
    assert len(token) >= 20
    assert own_token(path) == token
    if sys.platform != "win32":
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    path.write_text("")
    assert own_token(path) != token
    (tmp_path / "file").touch()
    with pytest.raises(SinkError, match="cannot be kept"):
        own_token(tmp_path / "file" / "token")


def test_many_clients_come_and_go():
    sink = stream(200.0)
    before = threading.active_count()
    with running(sink):
        for _ in range(50):
            with connected(sink, f"GET /?token={TOKEN} HTTP/1.1\r\n\r\n") as client:
                assert client.recv(12) == b"HTTP/1.1 200"
    assert threading.active_count() == before
