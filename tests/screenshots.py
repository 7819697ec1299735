"""Take the docs' pictures of the window, each in a process of its own, on any display.

`xvfb-run -a -s "-screen 0 2200x1500x24" python -m tests.screenshots docs/window`. The demo clip is the camera, and what would be the
virtual camera only takes pictures: a machine without either gives the same ones.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QApplication, QWidget

from livebg.errors import SourceError
from livebg.gui.controls_page import ControlsPage
from livebg.gui.main import build, prepare
from livebg.gui.theme import use_theme
from livebg.gui.window import Window
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, Settings
from livebg.sources import open_source
from livebg.types import Frame, Source
from tests.camera_driver import Driver, Showing, camera_at
from tests.fakes import Recorder
from tests.windows import FOLDERS

LIMIT_S, SETTLE_S = 120.0, 2.0


def settle(seconds: float = SETTLE_S) -> None:
    """Run Qt for a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def wait(condition: Callable[[], bool]) -> None:
    """Run Qt until a condition is met; fails when it is not in time."""
    until = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < until, "the window never came to what is to be shown"
        settle(0.05)


class Unplugged:
    """Play a source's first frames, and be gone."""

    trouble = ""

    def __init__(self, source: Source) -> None:
        self._source, self.info = source, replace(source.info, device="HD Webcam", name="camera 0 (HD Webcam)")

    def __iter__(self) -> Iterator[Frame]:
        for frame in self._source:
            if frame.index > 6:
                raise SourceError("camera 0 (HD Webcam) gave no picture for 2 s; is it plugged in?")
            yield frame

    def close(self) -> None:
        self._source.close()


def lost() -> Openers:
    """Open a camera that is unplugged at once, and none after it."""
    opened: list[Unplugged] = []

    def source(camera: CameraSettings) -> Source:
        if opened:
            raise SourceError("camera HD Webcam is not there; try: livebg cameras")
        opened.append(Unplugged(open_source(DEMO.camera, paced=True)))
        return opened[0]

    return Openers(source=source)


def advanced(window: Window) -> QWidget:
    window.side.setCurrentIndex(2)
    return window


def camera(window: Window) -> QWidget:
    window.side.setCurrentIndex(1)
    return window


def passing(window: Window) -> QWidget:
    window.through.click()
    wait(lambda: window._app.state().phase == "passing")
    return window


def gone(window: Window) -> QWidget:
    wait(lambda: window._app.state().phase == "lost")
    return window


def doctor(window: Window) -> QWidget:
    window.beside.examine()
    page = window.beside._doctor
    assert page is not None
    settle(20)
    return page


def regions(window: Window) -> QWidget:
    window.beside.paint()
    page = window.beside._regions
    assert page is not None
    settle(4)
    for brush, stroke in (("HIDE", [(285, y) for y in range(20, 170, 10)]), ("KEEP", [(20, 120), (60, 150)])):
        from livebg.gui import canvas

        page.canvas.brush, page.canvas.brush_px = getattr(canvas, brush), 40
        page.canvas.go_to(QPoint(*stroke[0]))
        for point in stroke[1:]:
            page.canvas.paint_at(QPoint(*point))
    return page


def plate(window: Window) -> QWidget:
    window.beside.keep_empty_room()
    page = window.beside._plate
    assert page is not None
    return page


def controls(window: Window) -> QWidget:
    page = ControlsPage(Showing(), window, lambda source: camera_at(Path(os.environ["XDG_DATA_HOME"])).path, Driver())
    window.beside._controls = page  # ends with the window
    page.begin()
    wait(lambda: bool(page.rows))
    return page


def plain(window: Window) -> QWidget:
    return window


@dataclass(frozen=True)
class Shot:
    """Say how one picture is taken. show: brings the window to it, and gives what is grabbed."""

    show: Callable[[Window], QWidget] = plain
    dark: bool = False
    language: str = "en"
    scale: float = 1.0
    met: bool = True  # not the first start
    openers: Callable[[], Openers] | None = None


DEMO = Settings(camera=CameraSettings(source="demo", loop=True), look=LookSettings(background="study"))
SHOTS = {
    "main": Shot(),
    "main-150-percent": Shot(scale=1.5),
    "advanced": Shot(advanced),
    "camera": Shot(camera),
    "first-run": Shot(met=False),
    "camera-lost": Shot(gone, openers=lost),
    "pass-through-dark": Shot(passing, dark=True),
    "vietnamese-dark": Shot(advanced, dark=True, language="vi"),
    "doctor": Shot(doctor),
    "regions": Shot(regions),
    "plate": Shot(plate),
    "controls": Shot(controls),
}


def take(name: str, to: Path) -> None:
    """Take one picture."""
    shot = SHOTS[name]
    with tempfile.TemporaryDirectory() as home, ExitStack() as life:
        for folder in FOLDERS:
            if folder != "CACHE_HOME":  # with the compiled kernels
                (Path(home) / folder).mkdir(mode=0o700)
                os.environ[f"XDG_{folder}"] = str(Path(home) / folder)
        remembered = Path(home) / "window.ini"
        if shot.met:
            remembered.write_text("[General]\nmet=true\n", encoding="utf-8")
        qt = prepare(shot.language)
        use_theme(qt, dark=shot.dark)
        sink = Recorder(fps=30, size=(1280, 720))
        sink.name = "virtual camera livebg"
        openers = shot.openers() if shot.openers else None
        window = build(DEMO, None, life, remembered, openers, lambda settings, size: sink)
        window.show()
        wait(lambda: window._app.state().phase in ("live", "demo", "lost"))
        if shot.openers is None:
            wait(lambda: window.preview.picture() is not None)
        settle()
        widget = shot.show(window)
        settle()
        assert widget.grab().save(str(to)), f"cannot write {to}"
        window.hide()


def main() -> None:
    """Take all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SHOTS))
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if len(args.names) == 1:
        take(args.names[0], args.folder / f"{args.names[0]}.png")
        return
    for name in args.names or SHOTS:
        environment = os.environ | {"QT_SCALE_FACTOR": str(SHOTS[name].scale)}
        subprocess.run([sys.executable, "-m", "tests.screenshots", str(args.folder), name], env=environment, check=True)


if __name__ == "__main__":
    main()
