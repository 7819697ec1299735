"""Check that the screen is captured where there is one, and that its absence is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import numpy as np
import pytest

from livebg.errors import SourceError
from livebg.sources.screen import ScreenSource


@pytest.mark.skipif(os.name != "posix" or not os.path.isdir("/proc"), reason="only X11 can be told to be absent")
@pytest.mark.parametrize("display", [None, ":998"])
def test_no_display_is_one_sentence(monkeypatch: pytest.MonkeyPatch, display: str | None):
    monkeypatch.delenv("DISPLAY", raising=False)
    if display is not None:
        monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(
        SourceError, match=r"cannot capture the screen: .*; run livebg inside a desktop session"
    ) as refused:
        ScreenSource(30)
    assert "\n" not in str(refused.value)


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the number of a real X server without a screen of glass: 320x200, all white."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "320x200x24", "-nolisten", "tcp", "-noreset", "-wr"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as running:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            running.wait()
            pytest.skip("Xvfb does not start here")
        monkeypatch.setenv("DISPLAY", f":{number}")
        yield f":{number}"
        running.terminate()


def test_the_screen_is_captured(display: str):
    before = time.monotonic()
    source = ScreenSource(60)
    assert (source.info.size, source.info.fps, source.info.live) == ((320, 200), Fraction(60), True)
    frames = list(islice(source, 3))
    assert [frame.image.shape for frame in frames] == [(200, 320, 3)] * 3
    assert all(frame.image.flags.c_contiguous and not frame.image.flags.writeable for frame in frames)
    assert all((frame.image == 255).all() and frame.image.dtype == np.uint8 for frame in frames)
    assert 0 == frames[0].index < frames[1].index < frames[2].index
    assert before <= frames[0].captured_at < frames[1].captured_at < frames[2].captured_at <= time.monotonic()
    source.close()


def test_closing_from_another_thread_ends_it_at_once(display: str):
    source = ScreenSource(1)  # a second between two pictures, which closing must not wait for
    begun = threading.Event()
    count: list[int] = []

    def read() -> None:
        for frame in source:
            count.append(frame.index)
            begun.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert begun.wait(60)
    source.close()
    source.close()
    reader.join(10)
    assert not reader.is_alive()
    assert count == [0]
