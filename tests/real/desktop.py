"""Give tests a desktop of their own: a session bus, PipeWire, and if asked the portal and a screen; nothing of the user's is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

INSTALL = "needs {}: install it with tests/real/install.sh"
LIMIT_S = 120.0  # of a busy machine; it costs nothing when all is well


def need(*programs: str) -> None:
    """Skip a test where a program is missing, with the command that brings it."""
    for program in programs:
        if shutil.which(program) is None and not Path(program).exists():
            pytest.skip(INSTALL.format(program))


def wait_until(condition: Callable[[], bool], what: str, limit_s: float = LIMIT_S) -> None:
    """Wait for a condition; fails with `what` when it is not met in time."""
    ends = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < ends, what
        time.sleep(0.05)


class Desktop:
    """Run the programs of a desktop in a folder of its own. environment: what a program needs to be on it."""

    def __init__(self, folder: Path) -> None:
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CURRENT_DESKTOP": "GNOME",
        }
        self._folder, self._life = folder, ExitStack()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program in the background; it ends with the desktop. Its output is in a file of its name."""
        name = Path(command[0]).name
        output = self._life.enter_context((self._folder / f"{name}.log").open("ab"))
        process = subprocess.Popen(
            command, env=self.environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
        self._running[name] = process
        self._life.callback(lambda: (process.kill(), process.wait()))
        return process

    def stop(self, name: str) -> None:
        """End a program that was started."""
        process = self._running.pop(name)
        process.terminate()
        process.wait(LIMIT_S)

    def start_sound_and_video(self) -> None:
        """Start PipeWire and its session manager, or start them again."""
        self.start("pipewire")
        wait_until((self.runtime / "pipewire-0").exists, "PipeWire did not start")
        self.start("wireplumber")
        wait_until(lambda: "WirePlumber" in self.ask("pw-cli", "ls", "Client"), "WirePlumber did not start")

    def ask(self, *command: str) -> str:
        """Give what a program prints on this desktop."""
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        ).stdout

    def close(self) -> None:
        """End everything, the last first."""
        self._life.close()

    def start_screen(self) -> None:
        """Start an X server that nobody sees."""
        self.start("Xvfb", "-displayfd", "1", "-screen", "0", "1400x700x24", "-nolisten", "tcp")
        log = self._folder / "Xvfb.log"
        wait_until(lambda: log.read_text().strip().isdigit(), "the screen did not start")
        self.environment["DISPLAY"] = f":{log.read_text().strip()}"

    def allow_cameras(self) -> None:
        """Give every program the portal's permission for cameras, as a user does who is asked."""
        store = "org.freedesktop.impl.portal.PermissionStore"
        grant = (
            "gdbus", "call", "--session", "--dest", store, "--object-path", "/org/freedesktop/impl/portal/PermissionStore",
            "--method", f"{store}.SetPermission", "devices", "true", "camera", "", "['yes']",
        )  # fmt: skip
        wait_until(lambda: self.ask(*grant).startswith("()"), "the permission was not granted")


@contextmanager
def desktop(folder: Path, *, screen: bool = False) -> Iterator[Desktop]:
    """Give a desktop with a session bus and PipeWire; with a screen and the permission for cameras, too."""
    need("dbus-daemon", "pipewire", "wireplumber", "pw-cli", "pw-dump", "gst-launch-1.0")
    if screen:
        need("Xvfb", "gdbus", "/usr/libexec/xdg-desktop-portal", "/usr/libexec/xdg-permission-store")
    made = Desktop(folder)
    try:
        if screen:
            made.start_screen()  # first: what the bus starts by itself needs it
        bus = made.runtime / "bus"
        made.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
        made.start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={bus}")
        wait_until(bus.exists, "the session bus did not start")
        if screen:
            made.allow_cameras()
        made.start_sound_and_video()
        yield made
    finally:
        made.close()
