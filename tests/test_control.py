"""Only the same user reaches a running livebg, which answers whatever it is sent and goes on."""

from __future__ import annotations

import json
import os
import random
import socket
import stat
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from livebg.cli import main
from livebg.control import ControlServer, parse_request
from livebg.errors import ControlError, LivebgError, SettingsError, UsageError
from livebg.remote import LONGEST_LINE, Place, already_running, ask

Asked = list[tuple[str, str]]


@pytest.fixture(params=[False, True], ids=["socket", "loopback"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return Place(tmp_path / "runtime", loopback=request.param)


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def server(place: Place, asked: Asked) -> Iterator[ControlServer]:
    def handle(command: str, value: str) -> Mapping[str, object]:
        asked.append((command, value))
        if value == "none":
            raise SettingsError("there is no preset 'none'")
        if value == "bug":
            raise ZeroDivisionError
        return {"state": "protected"} if command == "status" else {}

    with ControlServer(handle, place) as server:
        yield server


def connect(place: Place) -> tuple[socket.socket, str]:
    if place.loopback:
        where = json.loads(place.path.read_text())
        return socket.create_connection(("127.0.0.1", where["port"]), 5), where["token"]
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(5)
    connection.connect(str(place.path))
    return connection, ""


def raw(place: Place, data: bytes) -> bytes:
    """Send bytes, end, and give all that comes back."""
    connection, _ = connect(place)
    with connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(4096), b""))
        except (BrokenPipeError, ConnectionError):
            return b""


@pytest.mark.usefixtures("server")
def test_a_question_reaches_the_app_and_the_answer_comes_back(place: Place, asked: Asked):
    assert ask("status", place=place) == {"state": "protected"}
    assert ask("background", "Bãi biển", place=place) == {}
    assert asked == [("status", ""), ("background", "Bãi biển")]


@pytest.mark.usefixtures("server")
def test_errors_reach_the_one_who_asked_and_the_server_lives_on(place: Place):
    with pytest.raises(ControlError, match="there is no preset 'none'"):
        ask("preset", "none", place=place)
    with pytest.raises(ControlError, match="could not do that: ZeroDivisionError"):
        ask("preset", "bug", place=place)
    assert already_running(place)


@pytest.mark.usefixtures("server")
def test_nobody_else_can_open_it(place: Place):
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o600


def test_a_token_is_needed_where_there_is_no_socket(tmp_path: Path, asked: Asked):
    place = Place(tmp_path / "runtime", loopback=True)

    def handle(command: str, value: str) -> Mapping[str, object]:
        asked.append((command, value))
        return {}

    with ControlServer(handle, place):
        for token in ("", "x", None, 7, ["a"], "\udc80"):
            line = json.dumps({"command": "pause", "token": token}).encode() + b"\n"
            assert json.loads(raw(place, line)) == {
                "ok": False, "error": "the token is wrong; it is in the file that names the port",
            }  # fmt: skip
    assert asked == []


@pytest.mark.usefixtures("server")
def test_a_second_livebg_is_refused_and_the_first_goes_on(place: Place):
    with pytest.raises(ControlError, match="livebg runs already"), ControlServer(lambda c, v: {}, place):
        pytest.fail("two at once")
    assert ask("status", place=place) == {"state": "protected"}


def test_nothing_is_left_and_what_a_killed_one_left_is_no_hindrance(place: Place):
    assert not already_running(place)
    with ControlServer(lambda c, v: {}, place):
        assert already_running(place)
    assert not place.path.exists() and not already_running(place)
    place.path.write_text("left over")
    assert not already_running(place)
    with ControlServer(lambda c, v: {}, place):
        assert already_running(place)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(ControlError, match="cannot make the folder"),
        ControlServer(lambda c, v: {}, Place(tmp_path / "file" / "x")),
    ):
        pytest.fail("entered")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs Unix links")
def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "runtime").symlink_to(tmp_path / "elsewhere")
    with (
        pytest.raises(ControlError, match="belongs to somebody else"),
        ControlServer(lambda c, v: {}, Place(tmp_path / "runtime")),
    ):
        pytest.fail("entered")


def test_noise_is_refused_without_harm(server: ControlServer, place: Place, asked: Asked):
    """Send 300 lines of noise, of broken and of nearly right requests: each gets a refusal or nothing, none reaches the app."""
    rng = random.Random(4)
    good = b'{"command": "pause"}'
    for number in range(300):
        if number % 3 == 0:
            data = rng.randbytes(rng.randrange(0, 200))
        elif number % 3 == 1:
            data = bytearray(good)
            for _ in range(rng.randrange(1, 4)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        else:
            data = json.dumps({"command": rng.choice([None, 1, [], {}, "", "quit", "pause"]), "value": "x"}).encode()
        answer = raw(place, bytes(data) + b"\n" * rng.randrange(2))
        assert answer == b"" or json.loads(answer)["ok"] is False or asked.pop()[0] in {"pause", "status", "show"}
    assert asked == []
    assert ask("status", place=place) == {"state": "protected"}


@pytest.mark.usefixtures("server")
def test_endless_lines_and_silent_clients_hold_up_nobody(place: Place):
    silent = [connect(place)[0] for _ in range(8)]
    silent[0].sendall(b'{"comm')
    assert json.loads(raw(place, b"x" * LONGEST_LINE))["ok"] is False
    assert already_running(place)
    for connection in silent:
        connection.close()
    assert already_running(place)


@pytest.mark.usefixtures("server")
def test_a_silent_client_is_sent_away(place: Place):
    connection, _ = connect(place)
    with connection:
        assert connection.recv(1) == b""  # within its own timeout of 5 s


@pytest.mark.usefixtures("server")
def test_several_at_once_are_all_answered(place: Place, asked: Asked):
    threads = [threading.Thread(target=lambda: ask("status", place=place)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert asked == [("status", "")] * 8


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is another one elsewhere")
def test_without_a_login_session_the_folder_is_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with ControlServer(lambda command, value: {}):
        assert stat.S_IMODE((tmp_path / "state/livebg/run/control.sock").stat().st_mode) == 0o600
        assert already_running()


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"[" * 3000, b'{"command": "fly"}', b'{"command": "pause", "value": "x"}', b'{"command": "preset"}',
     b'{"command": "background", "value": 3}'],
)  # fmt: skip
def test_wrong_requests_are_told_what_was_expected(line: bytes):
    with pytest.raises(UsageError, match=r"expected|takes"):
        parse_request(line, "")


def test_ctl_prints_the_answer_and_fails_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert main(["ctl", "pause"]) == 1
    assert "livebg does not run; start it first" in capsys.readouterr().err

    def handle(command: str, value: str) -> Mapping[str, object]:
        if value:
            raise LivebgError(f"no {value}")
        return {"state": "paused", "camera": "demo"}

    with ControlServer(handle):
        assert main(["ctl", "status"]) == 0
        assert capsys.readouterr().out == "state: paused\ncamera: demo\n"
        assert main(["ctl", "status", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"state": "paused", "camera": "demo"}
        assert main(["ctl", "background", "beach"]) == 1
        assert capsys.readouterr().err == "livebg: no beach\n"
        monkeypatch.chdir(tmp_path)
        (tmp_path / "b.png").touch()
        assert main(["ctl", "background", "b.png"]) == 1
        assert capsys.readouterr().err == f"livebg: no {tmp_path / 'b.png'}\n"
    assert main(["ctl", "background"]) == 2
    assert main(["ctl", "pause", "x"]) == 2
