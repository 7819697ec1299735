"""Be a camera of PipeWire, which browsers list through the desktop's portal; no kernel driver is needed."""

from __future__ import annotations

import json
import logging
import os
import select
import shutil
import socket
import subprocess
import time

import numpy as np

from livebg.compose import as_i420, has_alpha
from livebg.errors import SinkError
from livebg.loopbacks import LABEL
from livebg.sinks.virtual_camera import camera_size
from livebg.types import Composite, Size

log = logging.getLogger(__name__)
LAUNCH = "gst-launch-1.0"
INSTALL = "sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire"
BEGIN_S = 1.0  # how long GStreamer may take to fail at the start
STUCK_S = 2.0  # how long it may take no bytes before it is started anew
AGAIN_S = 1.0  # between two starts
ASK_S = 2.0  # how long pw-dump may take


def pipeline(size: Size, fps: float) -> list[str]:
    """Give the command that takes I420 pictures from its standard input and is a camera of PipeWire.

    Without drop-allocation, GStreamer's PipeWire 0.3.65 crashes or gives nothing; a leaky queue keeps old pictures from waiting.
    """
    properties = f"p,media.class=Video/Source,media.role=Camera,node.name={LABEL},node.description={LABEL}"
    stages = (
        "fdsrc do-timestamp=true",
        f"rawvideoparse format=i420 width={size[0]} height={size[1]} framerate={round(fps * 1000)}/1000 colorimetry=bt601",
        "queue max-size-buffers=2 leaky=downstream",
        "identity drop-allocation=true",
        f"pipewiresink sync=false async=false mode=provide stream-properties={properties}",
    )
    return [LAUNCH, "-q", *" ! ".join(stages).split()]


def watching(dump: str, name: str = LABEL) -> list[str]:
    """Name the programs linked to a camera, from what `pw-dump` prints; [] where there is no such camera."""
    objects = [entry for entry in json.loads(dump or "[]") if isinstance(entry.get("info"), dict)]
    nodes = {entry["id"]: entry["info"].get("props") or {} for entry in objects if "Node" in entry["type"]}
    clients = {entry["id"]: entry["info"].get("props") or {} for entry in objects if "Client" in entry["type"]}
    found = []
    for entry in objects:
        if "Link" not in entry["type"]:
            continue
        source, reader = (nodes.get(entry["info"].get(f"{end}-node-id"), {}) for end in ("output", "input"))
        if source.get("node.name") == name:
            client = clients.get(reader.get("client.id"), {})
            program = client.get("application.process.binary") or reader.get("node.name") or "a program"
            pid = client.get("application.process.id")
            found.append(f"{program} (pid {pid})" if pid else str(program))
    return sorted(set(found))


class PipeWireCamera:
    """Be a camera of PipeWire, fed through GStreamer; when the daemon restarts, so does the camera.

    size: what it shows, `asked` rounded by `camera_size`; other pictures are letterboxed. The colours are BT.601, limited range, as
    with every camera. `send` drops a picture while the camera is being started anew. The constructor raises SinkError.
    """

    i420: bool | None = True
    alpha, name, note = False, f"PipeWire camera {LABEL}", ""

    def __init__(self, asked: Size, fps: float) -> None:
        self.size: Size | None = camera_size(asked)
        self.fps: float | None = fps
        self._size, self._fps = camera_size(asked), fps
        self._open, self._watching = True, list[str]()
        self._tries_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._daemon: socket.socket | None = None
        if shutil.which(LAUNCH) is None:
            raise SinkError(f"no PipeWire camera: {LAUNCH} is missing. Install it: {INSTALL}")
        self._start()
        assert self._process is not None
        try:
            self._process.wait(BEGIN_S)
        except subprocess.TimeoutExpired:
            return
        reason = self._end()
        raise SinkError(f"no PipeWire camera: {reason}. See what is missing: livebg doctor")

    def _start(self) -> None:
        """Start GStreamer, beside a connection that says nothing: it ends with the daemon, which GStreamer does not notice."""
        self._tries_at = time.monotonic() + AGAIN_S
        self._daemon = _connected()
        self._process = subprocess.Popen(
            pipeline(self._size, self._fps),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        assert self._process.stdin is not None
        os.set_blocking(self._process.stdin.fileno(), False)

    def _end(self) -> str:
        """End GStreamer and give what it said."""
        process, self._process = self._process, None
        daemon, self._daemon = self._daemon, None
        if daemon is not None:
            daemon.close()
        if process is None or process.stdin is None or process.stderr is None:
            return ""
        process.kill()
        process.stdin.close()
        lines = process.stderr.read().decode("utf-8", "replace").splitlines()
        process.stderr.close()
        process.wait()
        return next((line for line in lines if "ERROR" in line), "GStreamer ended without a word").strip()

    def send(self, composite: Composite) -> None:
        """Show one picture. Raises SinkError for what can never be shown; a daemon that is away is waited for."""
        if not self._open:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        if has_alpha(composite):
            raise SinkError(f"{self.name} cannot show transparency; choose another background")
        if self._process is None:
            if time.monotonic() < self._tries_at:
                return
            try:
                self._start()
            except SinkError:  # the daemon is still away
                return
        yuv = as_i420(composite, self._size)
        if self._daemon is not None and _ended(self._daemon):
            self._end()
            log.warning("%s is gone with PipeWire; trying again", self.name)
        elif not self._written(np.ascontiguousarray(yuv).data.cast("B")):
            log.warning("%s is gone: %s; trying again", self.name, self._end())

    def _written(self, picture: memoryview) -> bool:
        """Write a whole picture; False when GStreamer has ended or takes none any more."""
        assert self._process is not None and self._process.stdin is not None
        descriptor, until = self._process.stdin.fileno(), time.monotonic() + STUCK_S
        try:
            while picture:
                if not select.select([], [descriptor], [], max(0.0, until - time.monotonic()))[1]:
                    return False
                picture = picture[os.write(descriptor, picture) :]
        except BrokenPipeError:
            return False
        return True

    def watchers(self) -> list[str] | None:
        """Name the programs that take pictures; None without `pw-dump`. May be called by any thread.

        Where it does not answer in time, or not wholly, as may happen while PipeWire is busy, what it said last holds.
        """
        try:
            done = subprocess.run(["pw-dump"], capture_output=True, text=True, timeout=ASK_S, check=False)
            self._watching = watching(done.stdout) if done.returncode == 0 else []
        except OSError:
            return None
        except (subprocess.TimeoutExpired, ValueError) as trouble:
            log.info("pw-dump does not tell who watches: %s", trouble)
        return self._watching

    def close(self) -> None:
        """Take the camera away."""
        self._open = False
        self._end()

    def discard(self) -> None:
        """Take the camera away: it keeps nothing."""
        self.close()


def _connected() -> socket.socket:
    """Connect to the daemon. Raises SinkError where it does not run."""
    folder = os.environ.get("PIPEWIRE_RUNTIME_DIR") or os.environ.get("XDG_RUNTIME_DIR") or ""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(f"{folder}/pipewire-0")
    except OSError as error:
        connection.close()
        raise SinkError(
            "no PipeWire camera: PipeWire does not run. Start it: systemctl --user enable --now pipewire wireplumber"
        ) from error
    connection.setblocking(False)
    return connection


def _ended(connection: socket.socket) -> bool:
    """Tell whether the other side has closed a connection."""
    try:
        return connection.recv(4096) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
