"""Check network streams: live ones as they come, finite ones like files, over real sockets on this machine."""

from __future__ import annotations

import functools
import http.server
import itertools
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import av
import numpy as np
import pytest

from livebg.errors import SourceError
from livebg.settings import CameraSettings
from livebg.sources import open_source
from livebg.sources.decoding import open_url, public_name
from livebg.sources.stream import StreamSource

LEVELS = [20 * i for i in range(1, 11)] * 3  # long enough for FFmpeg to know what it is before it ends


def write(path: Path, codec: str = "libx264", pix_fmt: str = "yuv420p") -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            codec, rate=10, options={"crf": "8", "bf": "0", "g": "5"} if "264" in codec else {}
        )
        stream.width, stream.height, stream.pix_fmt = 64, 48, pix_fmt
        for level in LEVELS:
            image = np.full((48, 64, 3), level, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    return path


@contextmanager
def sending(send: Callable[[socket.socket], None]) -> Iterator[str]:
    """Give the address of a server that does `send` with its first caller."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            caller, _ = server.accept()
            with caller:
                send(caller)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            thread.join(10)
            assert not thread.is_alive()


def test_a_live_stream_comes_with_the_time_of_this_machine_and_ends_with_the_sender(tmp_path: Path):
    data = write(tmp_path / "a.ts").read_bytes()
    before = time.monotonic()
    with sending(lambda caller: caller.sendall(data)) as url:
        source = open_source(CameraSettings(source=url), paced=False)
        assert (source.info.live, source.info.size, source.info.frames, source.info.audio) == (
            True,
            (64, 48),
            None,
            None,
        )
        frames = list(source)
        source.close()
    assert [frame.index for frame in frames] == list(range(30))
    assert [round(float(frame.image.mean()) / 20) * 20 for frame in frames] == LEVELS
    stamps = [before, *(frame.captured_at for frame in frames), time.monotonic()]
    assert stamps == sorted(stamps)
    assert all(frame.image.flags.c_contiguous and not frame.image.flags.writeable for frame in frames)


def test_a_sender_that_falls_silent_is_an_error(tmp_path: Path):
    data, done = write(tmp_path / "a.ts").read_bytes(), threading.Event()

    def send(caller: socket.socket) -> None:
        caller.sendall(data)
        done.wait(10)

    with sending(send) as url:
        source = StreamSource(open_url(url, (10.0, 0.2)))
        with pytest.raises(SourceError, match=r"tcp://127.0.0.1:\d+ broke off: nothing came in time; is the sender"):
            list(source)
        source.close()
        done.set()


@pytest.mark.parametrize(("spoilt", "lost"), [([5], False), ([5, 6], True)])
def test_a_stream_whose_pictures_cannot_be_decoded_is_lost_by_its_age(tmp_path: Path, spoilt: list[int], lost: bool):
    data = bytearray(write(tmp_path / "a.mkv", "mjpeg", "yuvj420p").read_bytes())
    begins = [found.start() for found in re.finditer(b"\xff\xd8\xff", data)]
    assert len(begins) == len(LEVELS)
    for number in spoilt:
        length = data.index(b"\xff\xd9", begins[number]) - begins[number]
        data[begins[number] : begins[number] + length] = bytes(length)
    looks = itertools.count(step=2)  # two seconds pass between two looks at the clock
    indices = []
    with sending(lambda caller: caller.sendall(data)) as url:
        source = StreamSource(open_url(url), lambda: float(next(looks)))
        try:
            with pytest.raises(SourceError, match="gave no picture for 3 s") if lost else nullcontext():
                indices.extend(frame.index for frame in source)
        finally:
            source.close()
    assert indices == list(range(5 if lost else len(LEVELS) - 1))


def test_closing_ends_a_stream(tmp_path: Path):
    data, done = write(tmp_path / "a.ts").read_bytes(), threading.Event()

    def send(caller: socket.socket) -> None:
        caller.sendall(data)
        done.wait(10)

    with sending(send) as url:
        source = StreamSource(open_url(url, (10.0, 0.5)))
        frames = iter(source)
        next(frames)
        source.close()
        done.set()
        assert list(frames) == []
        source.close()


def test_closing_while_the_reader_waits_for_the_network_ends_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("livebg.sources.stream.CLOSE_WAIT_S", 0.01)
    data, more = write(tmp_path / "a.ts").read_bytes(), threading.Event()
    heard: list[bytes] = []

    def send(caller: socket.socket) -> None:
        caller.sendall(data)
        assert more.wait(60)
        caller.sendall(data)  # what the reader waits for
        caller.settimeout(10)
        heard.append(caller.recv(1))  # nothing: the other side has closed

    with sending(send) as url:
        source = StreamSource(open_url(url, (10.0, 5.0)))
        all_there = threading.Event()

        def read() -> None:
            for frame in source:
                if frame.index >= len(LEVELS) - 3:
                    all_there.set()

        reader = threading.Thread(target=read)
        reader.start()
        assert all_there.wait(60)
        source.close()  # comes back although the network is silent
        more.set()
        reader.join(10)
        assert not reader.is_alive()
    assert heard == [b""]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Give the address of a web server of a folder's files."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(10)


def test_a_finite_stream_is_a_video(tmp_path: Path):
    write(tmp_path / "a.mp4")
    with serving(tmp_path) as url:
        source = open_source(CameraSettings(source=f"{url}/a.mp4"), paced=False)
        frames = list(source)
        source.close()
    assert (source.info.live, source.info.frames, source.info.audio) == (False, 30, None)
    assert [frame.captured_at for frame in frames] == [index / 10 for index in range(30)]


def test_an_absent_page_or_server_is_one_sentence(tmp_path: Path):
    with (
        serving(tmp_path) as url,
        pytest.raises(SourceError, match=r"cannot open the stream http.*gone\.mp4: ") as refused,
    ):
        open_source(CameraSettings(source=f"{url}/gone.mp4"), paced=True)
    assert "404" in str(refused.value) and "\n" not in str(refused.value)
    with pytest.raises(SourceError, match=r"cannot open the stream http.*gone\.mp4: Connection refused"):
        open_source(CameraSettings(source=f"{url}/gone.mp4"), paced=True)
    with pytest.raises(SourceError, match="cannot open the stream nonsense"):
        open_source(CameraSettings(source="nonsense://127.0.0.1/x"), paced=True)


def test_a_password_is_never_shown():
    assert public_name("rtsp://me:secret@cam.local:554/live?x=1") == "rtsp://cam.local:554/live?x=1"
    assert public_name("udp://@239.0.0.1:1234") == "udp://239.0.0.1:1234"
    assert public_name("http://[broken") == "http://[broken"
    with pytest.raises(SourceError) as refused:
        open_source(CameraSettings(source="rtsp://me:secret@127.0.0.1:9/live"), paced=True)
    assert "secret" not in str(refused.value)
