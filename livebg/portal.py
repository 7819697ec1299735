"""Hold one key of the whole desktop: its portal gives it, by org.freedesktop.portal.GlobalShortcuts (Linux)."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Literal

from jeepney import DBusAddress, DBusErrorResponse, HeaderFields, Message, MessageType, new_method_call
from jeepney.bus import get_bus
from jeepney.io.blocking import DBusConnection, prep_socket
from jeepney.wrappers import unwrap_msg

from livebg.desktop import APP_ID
from livebg.errors import HotkeyError

log = logging.getLogger(__name__)

KEY_ID = "pause"
WISHED = "CTRL+ALT+p"  # in the words of the desktops' "shortcuts" specification; the desktop or the user may choose another one
ANSWER_S = 30.0  # the bus may have to start the portal first
LOOK_S = 0.25  # how soon a wait sees `stop`
CANCELLED = 1  # what the portal answers when the user says no

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = DBusAddress(PATH, PORTAL, "org.freedesktop.portal.GlobalShortcuts")
REGISTRY = DBusAddress(PATH, PORTAL, "org.freedesktop.host.portal.Registry")
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
REASONS: dict[str, Literal["nameless", "lost"]] = {  # all others: there is no such interface
    "org.freedesktop.portal.Error.NotAllowed": "nameless",  # portals from 1.21 on, for programs without a menu entry
    "org.freedesktop.DBus.Error.NoReply": "lost",
}


def hold_key(stop: threading.Event, description: str, told: Callable[[str], None], pressed: Callable[[], None]) -> None:
    """Bind the key and wait for it until `stop`; blocks, and calls back on the caller's thread.

    description: what the key does, for the desktop to show. told(trigger): the key is bound, in the desktop's words, "" = it does
    not say. pressed(): it was pressed. Where the user has agreed once, the desktop binds it again without a question. When the
    portal ends it is asked once more. Raises HotkeyError.
    """
    for last in (False, True):
        try:
            with _connect() as bus:
                _hold(_Line(bus, stop), description, told, pressed)
        except _StoppedError:
            return
        except HotkeyError as error:
            if last or error.reason != "lost":
                raise
            log.warning("%s; asking once more", error)


class _StoppedError(Exception):
    """Report that nobody waits any more."""


def _connect() -> AbstractContextManager[DBusConnection]:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={runtime}/bus" if runtime else "")
    if not address:
        raise HotkeyError("absent", "there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)")
    try:
        bus: AbstractContextManager[DBusConnection] = DBusConnection(prep_socket(get_bus(address)))
    except (OSError, RuntimeError, ValueError) as error:  # refused, an address of another kind, no address
        raise HotkeyError("absent", f"the session bus {address} does not answer: {error}") from error
    return bus


def _hold(line: _Line, description: str, told: Callable[[str], None], pressed: Callable[[], None]) -> None:
    try:
        line.call(REGISTRY, "Register", "sa{sv}", (APP_ID, {}))
    except DBusErrorResponse as error:  # portals before 1.20 have no registry and need none
        log.info("the portal knows no programs by name: %s", error)
    token = ("s", f"livebg_{secrets.token_hex(8)}")
    session = line.request("CreateSession", "a{sv}", ({"session_handle_token": token},))["session_handle"][1]
    key = (KEY_ID, {"description": ("s", description), "preferred_trigger": ("s", WISHED)})
    bound = line.request("BindShortcuts", "oa(sa{sv})sa{sv}", (session, [key], "", {}))
    told(_trigger(bound.get("shortcuts", ("", []))[1]))
    for member, body in line.signals():
        if body[:1] != (session,) and member != "Closed":
            continue
        if member == "Activated" and body[1] == KEY_ID:
            pressed()
        elif member == "ShortcutsChanged":
            told(_trigger(body[1]))
        elif member == "Closed":
            raise HotkeyError("lost", "the desktop has ended the session of the key")


def _trigger(shortcuts: list[tuple[str, dict[str, tuple[str, Any]]]]) -> str:
    """Give the desktop's words for our key, "" = none."""
    described = dict(shortcuts).get(KEY_ID, {}).get("trigger_description", ("s", ""))
    return str(described[1])


class _Line:
    """Talk to the portal, and to it alone: what other programs send is not heard. All methods raise _StoppedError and HotkeyError."""

    def __init__(self, bus: DBusConnection, stop: threading.Event) -> None:
        self._bus, self._stop, self._owner = bus, stop, ""
        self._signals: deque[Message] = deque()
        for rule in (
            f"type='signal',sender='{PORTAL}',path_namespace='{PATH}'",
            f"type='signal',sender='{BUS.bus_name}',member='NameOwnerChanged',arg0='{PORTAL}'",
        ):
            self.call(BUS, "AddMatch", "s", (rule,))
        try:
            self.call(BUS, "StartServiceByName", "su", (PORTAL, 0))
            self._owner = self.call(BUS, "GetNameOwner", "s", (PORTAL,))[0]
        except DBusErrorResponse as error:
            raise HotkeyError("absent", f"this desktop has no portal: {error}") from error

    def call(self, address: DBusAddress, method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
        """Call a method and give what it answers. May raise DBusErrorResponse."""
        message = new_method_call(address, method, signature, body)
        serial = next(self._bus.outgoing_serial)
        try:
            self._bus.send(message, serial=serial)
        except OSError as error:
            raise HotkeyError("lost", f"the session bus is gone: {error}") from error
        for arrived in self._arriving(ANSWER_S):
            if arrived.header.fields.get(HeaderFields.reply_serial) == serial:
                answer: tuple[Any, ...] = unwrap_msg(arrived)
                return answer
            self._signals.append(arrived)
        raise HotkeyError("lost", f"the portal gave no answer to {method} for {ANSWER_S:.0f} s")

    def request(self, method: str, signature: str, body: tuple[Any, ...]) -> dict[str, tuple[str, Any]]:
        """Ask what the user may have to decide, and give the results; waits as long as the user does."""
        options = {**body[-1], "handle_token": ("s", f"livebg_{secrets.token_hex(8)}")}
        try:
            (handle,) = self.call(SHORTCUTS, method, signature, (*body[:-1], options))
        except DBusErrorResponse as error:
            raise HotkeyError(
                REASONS.get(str(error.name), "absent"), f"the portal refuses {method}: {error}"
            ) from error
        for member, answer in self.signals(handle):
            if member == "Response":
                response, results = answer
                if response == CANCELLED:
                    raise HotkeyError("refused", f"the user said no to {method}")
                if response:
                    raise HotkeyError("lost", f"the portal could not carry out {method}: response {response}")
                given: dict[str, tuple[str, Any]] = results
                return given
        raise _StoppedError

    def signals(self, path: str = "") -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield (name, body) of the portal's signals from an object, "" = any, until `stop`."""
        while True:
            message = self._signals.popleft() if self._signals else next(self._arriving())
            fields = message.header.fields
            if message.header.message_type != MessageType.signal:
                continue
            if fields[HeaderFields.member] == "NameOwnerChanged" and fields.get(HeaderFields.sender) == BUS.bus_name:
                if message.body[2] != self._owner:
                    raise HotkeyError("lost", "the desktop's portal has ended")
            elif fields.get(HeaderFields.sender) == self._owner and path in ("", fields[HeaderFields.path]):
                yield fields[HeaderFields.member], message.body

    def _arriving(self, limit_s: float | None = None) -> Iterator[Message]:
        """Yield messages as they come, for so long; None = for ever."""
        until = None if limit_s is None else time.monotonic() + limit_s
        while until is None or time.monotonic() < until:
            if self._stop.is_set():
                raise _StoppedError
            try:
                yield self._bus.receive(timeout=LOOK_S)
            except TimeoutError:
                continue
            except OSError as error:
                raise HotkeyError("lost", f"the session bus is gone: {error}") from error
