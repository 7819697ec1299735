"""What `livebg ctl` asks for is in use when it answers, and what cannot be used is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from livebg.app import App
from livebg.errors import LivebgError
from livebg.gui.main import Remote
from livebg.library import Library
from livebg.presets import save_preset
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from livebg.steering import handler
from tests.fakes import ExactSegmenter, Recorder, SceneSource
from tests.windows import use_own_folders

Handle = Callable[[str, str], Mapping[str, object]]
SETTINGS = Settings(camera=CameraSettings(source="scene"), look=LookSettings(background="#000000"))


@pytest.fixture
def sink() -> Recorder:
    return Recorder(fps=30)


@pytest.fixture
def handle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: Recorder) -> Iterator[Handle]:
    use_own_folders(tmp_path, monkeypatch)
    openers = Openers(source=lambda camera: SceneSource(), segmenter=lambda model: ExactSegmenter())
    with App(SETTINGS, openers, lambda settings, size: sink) as app:
        sink.wait_for(lambda seen: seen[-1].index > 0)
        yield handler(Remote(app), Library())


def test_a_background_is_seen_by_others(handle: Handle, sink: Recorder):
    assert handle("background", "#20a040")["background"] == "#20a040"
    sink.wait_for(lambda seen: np.abs(seen[-1].image[2, 2].astype(int) - (0x40, 0xA0, 0x20)).max() < 4)
    answer = handle("background", "Living room")
    assert answer["background"] == "living-room"
    assert (answer["watched_by"], answer["picture"]) == ("", "as set")


def test_what_cannot_be_used_is_refused_and_the_last_one_stays(handle: Handle):
    with pytest.raises(LivebgError, match=r"'/no/such\.png' cannot be used; livebg goes on with #000000"):
        handle("background", "/no/such.png")
    assert handle("status", "")["background"] == "#000000"


def test_a_preset_is_used_by_its_name(handle: Handle):
    save_preset("Calm", LookSettings(background="#123456", smoothing=0.25))
    assert handle("preset", "Calm")["background"] == "#123456"
    with pytest.raises(LivebgError, match=r"no preset 'x'; expected one of: Calm"):
        handle("preset", "x")


def test_pause_and_resume(handle: Handle, sink: Recorder):
    handle("pause", "")
    sink.wait_for(lambda seen: seen[-1].index == -1)
    handle("resume", "")
    sink.wait_for(lambda seen: seen[-1].index > 0)
