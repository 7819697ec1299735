"""Be a desktop's portal on a bus of the test's own: a real service that dbus-daemon starts, with keys that a test can press."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS = DBusAddress(PATH, interface="org.freedesktop.portal.GlobalShortcuts")
REGISTRY = "org.freedesktop.host.portal.Registry"
TEST = DBusAddress(PATH, NAME, "test.Portal")  # what a test asks of it
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={sockets}</listen><servicedir>{folder}</servicedir>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
SERVICE = "[D-BUS Service]\nName={name}\nExec={python} {file} {kind}\n"


@contextmanager
def running_bus(folder: Path, kind: str) -> Iterator[str]:
    """Run a bus that starts such a portal when it is asked for; give its address. kind: see `Portal`, "" = there is none."""
    folder.mkdir()
    if kind:
        service = SERVICE.format(name=NAME, python=sys.executable, file=Path(__file__), kind=kind)
        (folder / f"{NAME}.service").write_text(service, encoding="utf-8")
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(sockets=tempfile.gettempdir(), folder=folder), encoding="utf-8")
    daemon = shutil.which("dbus-daemon")
    assert daemon is not None
    command = [daemon, f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


class Desk:
    """Be whoever sits at the desktop: press the key, look at what was asked, end the portal."""

    def __init__(self, bus: DBusConnection) -> None:
        self._bus = bus

    def press(self) -> None:
        """Press the key."""
        self._ask("Press")

    def change(self, trigger: str) -> None:
        """Choose another key."""
        self._ask("Change", "s", (trigger,))

    def heard(self) -> list[str]:
        """Give what the portal was asked since it started."""
        answer: list[str] = self._ask("Heard")[0]
        return answer

    def die(self) -> None:
        """End the portal without a word."""
        self._bus.send(new_method_call(TEST, "Die"))

    def _ask(self, method: str, signature: str | None = None, body: tuple[object, ...] = ()) -> tuple[list[str], ...]:
        reply = self._bus.send_and_get_reply(new_method_call(TEST, method, signature, body), timeout=60)
        return unwrap_msg(reply)  # type: ignore[no-any-return]


@contextmanager
def sitting_at(address: str) -> Iterator[Desk]:
    """Give the `Desk` of a bus."""
    with open_dbus_connection(address, auth_timeout=60) as bus:
        yield Desk(bus)


class Portal:
    """Answer as a portal does.

    kind: agrees, refuses (the user says no), waits (the user does nothing), old (no keys to give), strict (only for programs that it
    knows by name, and it knows none), fragile (ends when a key is asked for).
    """

    def __init__(self, bus: DBusConnection, kind: str) -> None:
        self._bus, self._kind = bus, kind
        self._heard: list[str] = []
        self._session, self._client = "", ""

    def serve(self) -> None:
        """Answer until the bus ends."""
        while True:
            message = self._bus.receive()
            if message.header.message_type == MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        fields, body = message.header.fields, message.body
        interface, method = fields[HeaderFields.interface], fields[HeaderFields.member]
        absent = (self._kind == "old" and interface == SHORTCUTS.interface) or (
            interface == REGISTRY and self._kind in ("old", "strict")
        )
        if absent:
            return self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("no such",)))
        match method:
            case "Register":
                self._heard.append(f"app {body[0]}")
                self._bus.send(new_method_return(message))
            case "CreateSession" if self._kind == "strict":
                name = "org.freedesktop.portal.Error.NotAllowed"
                self._bus.send(new_error(message, name, "s", ("An app id is required",)))
            case "CreateSession":
                self._client = fields[HeaderFields.sender]
                place = self._client[1:].replace(".", "_")
                self._session = f"{PATH}/session/{place}/{body[0]['session_handle_token'][1]}"
                self._respond(message, body[0], 0, {"session_handle": ("s", self._session)})
            case "BindShortcuts" if self._kind == "fragile":
                os._exit(1)
            case "BindShortcuts":
                assert body[0] == self._session
                ((key, wish),) = body[1]
                self._heard.append(f"bind {key}: {wish['description'][1]}, {wish['preferred_trigger'][1]}")
                bound = {"shortcuts": ("a(sa{sv})", [self._shortcut("Ctrl+Alt+P")])}
                self._respond(message, body[3], 1 if self._kind == "refuses" else 0, bound)
            case "Press":
                arguments = (self._session, "pause", 1, {})
                self._bus.send(self._to_client(new_signal(SHORTCUTS, "Activated", "osta{sv}", arguments)))
                self._bus.send(new_method_return(message))
            case "Change":
                arguments = (self._session, [self._shortcut(body[0])])  # type: ignore[assignment]
                self._bus.send(self._to_client(new_signal(SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", arguments)))
                self._bus.send(new_method_return(message))
            case "Heard":
                self._bus.send(new_method_return(message, "as", (self._heard,)))
            case "Die":
                os._exit(1)
        return None

    def _shortcut(self, trigger: str) -> tuple[str, dict[str, tuple[str, str]]]:
        return "pause", {"trigger_description": ("s", trigger)}

    def _respond(self, message: Message, options: dict[str, tuple[str, str]], response: int, results: object) -> None:
        """Answer with the request's handle, and then by its signal, as if the user had decided."""
        client = message.header.fields[HeaderFields.sender]
        handle = f"{PATH}/request/{client[1:].replace('.', '_')}/{options['handle_token'][1]}"
        self._bus.send(new_method_return(message, "o", (handle,)))
        if self._kind == "waits" and message.header.fields[HeaderFields.member] == "BindShortcuts":
            return
        request = DBusAddress(handle, interface="org.freedesktop.portal.Request")
        self._client = client
        self._bus.send(self._to_client(new_signal(request, "Response", "ua{sv}", (response, results))))

    def _to_client(self, signal: Message) -> Message:
        signal.header.fields[HeaderFields.destination] = self._client
        return signal


if __name__ == "__main__":
    with open_dbus_connection() as connection:
        connection.send(message_bus.RequestName(NAME))  # no wait for the answer: calls come with it
        try:
            Portal(connection, sys.argv[1]).serve()
        except ConnectionResetError:
            sys.exit(0)
