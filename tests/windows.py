"""Build a window for tests: its own folders, a scene or the demo clip, and a sink that keeps what others would see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from livebg.gui.main import build
from livebg.gui.window import Window
from livebg.session import Openers
from livebg.settings import Settings
from livebg.settings_file import SettingsFile
from tests.fakes import Recorder

LIMIT_MS = 120_000
FOLDERS = ("DATA_HOME", "STATE_HOME", "CACHE_HOME", "CONFIG_HOME", "RUNTIME_DIR")


def use_own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep everything that livebg remembers under `tmp_path`."""
    for name in FOLDERS:
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}", str(folder))


@contextmanager
def opened(
    qtbot: QtBot,
    tmp_path: Path,
    settings: Settings,
    openers: Openers | None,
    *,
    file: SettingsFile | None = None,
    met: bool = True,
    sink: Recorder | None = None,
) -> Iterator[tuple[Window, Recorder]]:
    """Show a window; give it with the sink behind its app."""
    sink = sink or Recorder(fps=30)
    remembered = tmp_path / "window.ini"
    if met:
        remembered.write_text("[General]\nmet=true\n", encoding="utf-8")
    with ExitStack() as life:
        window = build(settings, file, life, remembered, openers, lambda settings, size: sink)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        yield window, sink
        window.hide()


def wait_for(qtbot: QtBot, sink: Recorder, condition: object) -> None:
    """Run Qt until the pictures that a sink has seen meet a condition."""
    assert callable(condition)
    qtbot.waitUntil(lambda: bool(sink.seen) and bool(condition(sink.seen)), timeout=LIMIT_MS)
