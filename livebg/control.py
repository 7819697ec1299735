"""Let other programs of the same user steer a running livebg: one line of JSON asks, one line of JSON answers."""

from __future__ import annotations

import hmac
import json
import logging
import os
import secrets
import selectors
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from livebg.errors import ControlError, LivebgError, UsageError
from livebg.realtime import POLL_S, Task
from livebg.remote import COMMANDS, LONGEST_LINE, MOST_CLIENTS, PATIENCE_S, Place

log = logging.getLogger(__name__)

Handler = Callable[[str, str], Mapping[str, object]]


def parse_request(line: bytes, token: str) -> tuple[str, str]:
    """Give (command, value) of a line; token: the secret that it must hold, "" = none. Raises UsageError."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError('expected one line of JSON such as {"command": "pause"}') from error
    if not isinstance(request, dict):
        raise UsageError('expected a JSON object such as {"command": "pause"}')
    if token and not hmac.compare_digest(str(request.get("token")).encode(errors="replace"), token.encode()):
        raise UsageError("the token is wrong; it is in the file that names the port")
    command, value = request.get("command"), request.get("value", "")
    if not isinstance(command, str) or command not in COMMANDS:
        raise UsageError(f"unknown command; expected one of {', '.join(COMMANDS)}")
    if not isinstance(value, str) or bool(value) != COMMANDS[command]:
        raise UsageError(f"{command} takes {'a' if COMMANDS[command] else 'no'} value, got {value!r}"[:200])
    return command, value


class ControlServer:
    """Answer requests on a thread of its own for as long as a `with` block lasts; at most one per user.

    handle: called on that thread with (command, value); gives what is answered; a LivebgError that it raises becomes the
    answer's text. Entering raises ControlError when another livebg runs already, or nobody could be kept out of the socket.
    """

    def __init__(self, handle: Handler, place: Place | None = None) -> None:
        self._handle, self._place, self._token = handle, place or Place(), ""
        self._life = ExitStack()

    def __enter__(self) -> ControlServer:
        _private_folder(self._place.folder)
        with ExitStack() as life:
            life.callback(os.close, _locked(self._place.folder / "control.lock"))
            listener = life.enter_context(self._listener())
            life.callback(self._place.path.unlink, missing_ok=True)
            life.enter_context(Task(lambda stop: self._serve(listener, stop), "control"))
            self._life = life.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._life.close()

    def _listener(self) -> socket.socket:
        """Give a listening socket that only this user can reach. Raises ControlError."""
        path = self._place.path
        try:
            path.unlink(missing_ok=True)  # left by a livebg that was killed: the lock says that none runs
            if self._place.loopback:
                listener = socket.create_server(("127.0.0.1", 0), backlog=MOST_CLIENTS)
                self._token = secrets.token_hex(16)
                with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                    json.dump({"port": listener.getsockname()[1], "token": self._token}, file)
            else:
                listener = socket.socket(socket.AF_UNIX)
                listener.bind(str(path))  # nobody else passes the folder before the next line
                path.chmod(0o600)
                listener.listen(MOST_CLIENTS)
        except OSError as error:
            raise ControlError(f"cannot listen for `livebg ctl` at {path}: {error.strerror or error}") from error
        return listener

    def _serve(self, listener: socket.socket, stop: threading.Event) -> None:
        """Take whole lines from up to 16 clients at once; whoever is slow or talks too much is sent away."""
        listener.setblocking(False)
        with selectors.DefaultSelector() as waiting:
            waiting.register(listener, selectors.EVENT_READ)
            try:
                while not stop.is_set():
                    for key, _ in waiting.select(POLL_S):
                        if key.fileobj is listener:
                            _welcome(listener, waiting)
                        elif self._answered(key.data):
                            waiting.unregister(key.fileobj)
                            key.data.connection.close()
                    _dismiss(waiting, lambda client: client.until < time.monotonic())
            finally:
                _dismiss(waiting, lambda client: True)

    def _answered(self, client: _Client) -> bool:
        """Read what a client sends; answer when its line is whole. Tells whether it is done."""
        try:
            data = client.connection.recv(LONGEST_LINE)
        except OSError:  # it has gone
            return True
        client.line += data
        if b"\n" not in client.line and data and len(client.line) < LONGEST_LINE:
            return False
        line, newline, _ = client.line.partition(b"\n")
        answer = self._answer(line) if newline and len(line) < LONGEST_LINE else _refusal("the line has no end")
        try:
            client.connection.sendall(json.dumps(answer, default=str).encode() + b"\n")
        except OSError as error:
            log.info("a client of the control socket left before its answer: %s", error)
        return True

    def _answer(self, line: bytes) -> Mapping[str, object]:
        try:
            command, value = parse_request(line, self._token)
            return {"ok": True, **self._handle(command, value)}
        except LivebgError as error:
            return _refusal(str(error))
        except Exception as error:  # one request must not end the thread
            log.warning("the control command failed: %r", error)
            return _refusal(f"livebg could not do that: {type(error).__name__}")


@dataclass
class _Client:
    connection: socket.socket
    until: float
    line: bytes = b""


def _refusal(text: str) -> Mapping[str, object]:
    return {"ok": False, "error": text}


def _welcome(listener: socket.socket, waiting: selectors.BaseSelector) -> None:
    try:
        connection, _ = listener.accept()
    except OSError:  # it has gone already
        return
    if len(waiting.get_map()) > MOST_CLIENTS or not _same_user(connection):
        connection.close()
        return
    connection.settimeout(PATIENCE_S)
    waiting.register(connection, selectors.EVENT_READ, _Client(connection, time.monotonic() + PATIENCE_S))


def _dismiss(waiting: selectors.BaseSelector, unwanted: Callable[[_Client], bool]) -> None:
    for key in [key for key in waiting.get_map().values() if isinstance(key.data, _Client) and unwanted(key.data)]:
        waiting.unregister(key.fileobj)
        key.data.connection.close()


def _same_user(connection: socket.socket) -> bool:
    """Ask the kernel who is at the other end, where it tells (Linux); elsewhere folder, mode and token have decided."""
    if sys.platform != "linux" or connection.family != socket.AF_UNIX:
        return True
    _, user, _ = memoryview(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)).cast("i").tolist()
    return bool(user == os.getuid())


def _private_folder(folder: Path) -> None:
    """Make the folder, for its owner only. Raises ControlError when it is somebody else's or a link."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
        if sys.platform != "win32" and (state.st_uid != os.getuid() or not stat.S_ISDIR(state.st_mode)):
            raise ControlError(f"the folder {folder} belongs to somebody else; `livebg ctl` stays off")
        folder.chmod(0o700)
    except OSError as error:
        raise ControlError(f"cannot make the folder {folder} for `livebg ctl`: {error.strerror or error}") from error


def _locked(path: Path) -> int:
    """Give a descriptor that holds the lock of the one running livebg. Raises ControlError when there is one."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ControlError(f"cannot write {path} for `livebg ctl`: {error.strerror or error}") from error
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise ControlError("livebg runs already; use its window, or `livebg ctl`") from error
    return descriptor
