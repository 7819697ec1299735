"""Show the picture to programs on this computer over HTTP, as a stream of JPEGs behind a token."""

from __future__ import annotations

import hmac
import logging
import os
import secrets
import socket
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import cv2
import platformdirs

from livebg.compose import letterbox
from livebg.errors import SinkError
from livebg.types import Composite, Image, Size

log = logging.getLogger(__name__)
HOST = "127.0.0.1"  # never a network's address
MOST_CLIENTS = 8
MOST_REQUEST = 8192  # bytes that a request may have
REQUEST_S = 5.0  # how long a client may take to ask
STUCK_S = 30.0  # how long a client may take no picture before its place is given away
CLOSE_S = 0.2  # how long the last picture may take to leave
BUFFER = 1 << 20  # bytes: a whole picture leaves in one step
QUALITY = 85
BOUNDARY = "livebg-picture"
STREAM = (
    "HTTP/1.1 200 OK\r\n"
    f"Content-Type: multipart/x-mixed-replace; boundary={BOUNDARY}\r\n"
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
).encode()


def token_path() -> Path:
    """Give the place of the token, which stays the same so that an address can be kept in OBS."""
    return Path(platformdirs.user_state_dir("livebg", appauthor=False)) / "token"


def own_token(path: Path | None = None) -> str:
    """Give this user's token; made at the first use, readable by this user only. Raises SinkError."""
    path = path or token_path()
    try:
        if path.exists() and (kept := path.read_text(encoding="ascii").strip()):
            return kept
        path.parent.mkdir(parents=True, exist_ok=True)
        token = secrets.token_urlsafe(16)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(token)
    except (OSError, UnicodeDecodeError) as error:
        raise SinkError(
            f"the token of the HTTP stream cannot be kept in {path}: {error}; is the folder yours?"
        ) from error
    return token


class _Client:
    """Be one program that watches: asked once, then given pictures; what it does not take in time it misses."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        self.connection, self.since = connection, time.monotonic()
        self.request, self.waiting = bytearray(), bytearray()
        self.watching = self.over = False

    def ask(self, token: str) -> None:
        """Read what has come of its request, and answer once it is whole."""
        try:
            part = self.connection.recv(MOST_REQUEST)
        except BlockingIOError:
            self.over = time.monotonic() - self.since > REQUEST_S
            return
        self.request += part
        if b"\r\n\r\n" in self.request:
            refusal = refused(bytes(self.request), token)
            self.waiting += (
                f"HTTP/1.1 {refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode() if refusal else STREAM
            )
            self.watching = not refusal
            self.over = bool(refusal) and self.flush()
        else:
            self.over = not part or len(self.request) > MOST_REQUEST

    def show(self, part: bytes) -> None:
        """Give it a picture, or none while an older one is still on its way."""
        if self.flush():
            self.since = time.monotonic()
            self.waiting += part
            self.flush()
        else:
            self.over = time.monotonic() - self.since > STUCK_S

    def flush(self) -> bool:
        """Send what waits, without waiting for the client; tells whether all of it has left."""
        if self.waiting:
            try:
                del self.waiting[: self.connection.send(self.waiting)]
            except BlockingIOError:
                return False
        return not self.waiting


def refused(request: bytes, token: str) -> str:
    """Give the status that refuses a request, "" when it asks for the stream and has the token."""
    method, _, rest = request.split(b"\r\n", 1)[0].decode("latin-1").partition(" ")
    target = rest.partition(" ")[0]
    try:
        asked = urlsplit(target)
    except ValueError:
        return "400 Bad Request"
    if method != "GET":
        return "405 Method Not Allowed"
    given = parse_qs(asked.query).get("token", [""])[0]
    if not hmac.compare_digest(given.encode(), token.encode()):
        return "403 Forbidden"
    return "" if asked.path == "/" else "404 Not Found"


class MjpegStream:
    """Show the picture to who knows the address. Has no thread: each `send` looks for clients and serves them; never waits.

    url: the whole address, with the token. The constructor raises SinkError when the port is taken.
    """

    alpha = False
    i420: bool | None = False

    def __init__(self, asked: Size, fps: float, port: int, token: str) -> None:
        """asked: (width, height); other pictures are letterboxed. port: 0 = any free one."""
        self.size: Size | None = asked
        self.fps: float | None = fps
        self._size, self._token, self._clients = asked, token, list[_Client]()
        self._server: socket.socket | None = None
        try:
            self._server = socket.create_server((HOST, port))
        except OSError as error:
            raise SinkError(
                f"cannot listen on port {port}: {error.strerror}; is livebg running already? Choose another: --mjpeg-port 0"
            ) from error
        self._server.setblocking(False)
        port = self._server.getsockname()[1]
        self.name = f"HTTP stream on {HOST}:{port}"  # without the token: names are logged
        self.url = f"http://{HOST}:{port}/?token={token}"
        self.note = f"open {self.url}"

    def send(self, composite: Composite) -> None:
        """Serve everybody who watches. Raises SinkError once it is closed, and for a transparent picture."""
        if self._server is None:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        if composite.image.shape[2] != 3:
            raise SinkError(f"{self.name} cannot show transparency; choose another background")
        self._welcome(self._server)
        part = b""
        for client in self._clients:
            try:
                if client.watching:
                    part = part or _part(letterbox(composite.image, self._size))
                    client.show(part)
                elif not client.over:
                    client.ask(self._token)
            except OSError:  # it has left
                client.over = True
        for client in [client for client in self._clients if client.over]:
            client.connection.close()
            self._clients.remove(client)

    def _welcome(self, server: socket.socket) -> None:
        while len(self._clients) < MOST_CLIENTS:
            try:
                connection, _ = server.accept()
            except OSError:  # nobody, or somebody who left again
                return
            self._clients.append(_Client(connection))

    def watchers(self) -> list[str]:
        """Name who watches; may be called by any thread."""
        count = sum(client.watching for client in list(self._clients))
        return [f"{count} over HTTP"] if count else []

    def close(self) -> None:
        """Let the last picture leave and close every connection."""
        server, self._server = self._server, None
        for client in self._clients:
            try:
                client.connection.settimeout(CLOSE_S)
                client.connection.sendall(client.waiting)
            except OSError as error:
                log.info("a client of the stream missed the last picture: %s", error)
            client.connection.close()
        self._clients.clear()
        if server is not None:
            server.close()

    def discard(self) -> None:
        """Close every connection: it keeps nothing."""
        self.close()


def _part(image: Image) -> bytes:
    """Give a picture as one part of the stream. image: (H, W, 3) uint8 BGR."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise SinkError("a picture could not be turned into a JPEG")
    picture = data.tobytes()
    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
    return head.encode() + picture + b"\r\n"
