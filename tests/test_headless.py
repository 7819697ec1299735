"""`livebg run` obeys `livebg ctl`: what others see while it is paused, steered, and after that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from livebg.commands.headless import Headless
from livebg.errors import BackgroundError, ControlError, UsageError
from livebg.gate import Gate
from livebg.library import Library
from livebg.remote import Place, ask
from livebg.session import Openers
from livebg.settings import CameraSettings
from livebg.stats import Stats
from livebg.steering import handler
from livebg.types import Source
from tests.fakes import SIZE, Recorder, SceneSource, wait_until
from tests.test_app import SCENE, corner, wished
from tests.windows import use_own_folders

LIMIT_S = 60.0


def test_it_is_paused_and_steered_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use_own_folders(tmp_path, monkeypatch)
    cameras: list[SceneSource] = []

    def open_scene(camera: CameraSettings) -> Source:
        cameras.append(SceneSource())
        return cameras[-1]

    sink, stats = Recorder(), Stats()
    openers = Openers(open_scene, SCENE.segmenter, SCENE.background)
    gate = Gate([sink], size=SIZE, max_age_s=1.0, delivered=stats.delivered)
    with gate, Headless(wished(), gate, stats, None, "recorder", openers) as running:
        handle = handler(running, Library())
        sink.wait_for(lambda seen: corner(sink) == 0x20, LIMIT_S)
        status = handle("status", "")
        assert (status["state"], status["background"], status["virtual_camera"]) == ("live", "#202020", "recorder")
        assert handle("background", "#404040")["background"] == "#404040"
        sink.wait_for(lambda seen: corner(sink) == 0x40, LIMIT_S)

        assert handle("pause", "")["state"] == "paused"
        count = len(sink.seen) + 1  # one picture may be on its way
        assert cameras[0].closed.wait(LIMIT_S)
        assert handle("background", "#606060")["state"] == "paused"
        sink.wait_for(lambda seen: len(seen) > count + 5, LIMIT_S)
        assert all(item.index < 0 for item in sink.seen[count:])

        handle("resume", "")
        sink.wait_for(lambda seen: corner(sink) == 0x60, LIMIT_S)
        with pytest.raises(BackgroundError, match=r"there is no /no/such\.png"):
            handle("background", "/no/such.png")
        with pytest.raises(UsageError, match="without a window"):
            handle("show", "")
        assert handle("status", "")["background"] == "#606060"
    assert (running.error, len(cameras)) == (None, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM ends a program at once there")
def test_the_command_listens_and_ends_when_told(tmp_path: Path):
    (tmp_path / "run").mkdir(mode=0o700)
    place = Place(tmp_path / "run" / "livebg")
    command = [
        sys.executable,
        "-m",
        "livebg",
        "run",
        "--source",
        "pattern",
        "--background",
        "#204060",
        "--sink",
        "null",
    ]
    with subprocess.Popen(command, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "run")}) as program:
        try:
            wait_until(lambda: state(place) == "live")
            assert ask("pause", place=place)["state"] == "paused"
            assert ask("background", "#102030", place=place)["background"] == "#102030"
            ask("resume", place=place)
            wait_until(lambda: state(place) == "live")
            program.send_signal(signal.SIGTERM)
            assert program.wait(LIMIT_S) == 0
        finally:
            program.kill()
    assert state(place) == ""


def state(place: Place) -> str:
    """Give the state of the livebg that listens there, "" = none does."""
    try:
        return str(ask("status", place=place)["state"])
    except ControlError:
        return ""
