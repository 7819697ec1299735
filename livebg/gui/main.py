"""Join window, tray and remote control around one app, and run Qt until the user quits."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon

from livebg.app import App
from livebg.control import ControlServer
from livebg.desktop import APP_ID
from livebg.errors import ControlError
from livebg.gui.hotkey import key_sentence, pause_hint
from livebg.gui.remembered import Remembered
from livebg.gui.texts import install_translations
from livebg.gui.theme import load_icon, use_theme
from livebg.gui.tray import Tray
from livebg.gui.window import Window
from livebg.library import Library
from livebg.realtime import POLL_S
from livebg.settings import LookSettings, OutputSettings, Settings
from livebg.settings_file import SettingsFile
from livebg.steering import figures, handler
from livebg.wishes import AppState

if TYPE_CHECKING:
    from livebg.session import Openers
    from livebg.types import Sink, Size

ANSWER_S = 1.5  # whoever asks waits 2 s
SIGNAL_MS = 200  # Python sees Ctrl-C only when it runs


class Remote(QObject):
    """Be what `livebg ctl` steers (see `Steered`): an app and its window. `wanted`: raise the window. Called on the control thread."""

    wanted = pyqtSignal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.pause, self.resume, self.show = app.pause, app.resume, self.wanted.emit

    def look(self) -> LookSettings:
        """Give the look that is wished."""
        return self._app.state().settings.look

    def use(self, look: LookSettings) -> bool:
        """Ask for a look and wait until it is in use; tells whether it was not taken back."""
        settings = self._app.state().settings
        self._app.apply(settings.model_copy(update={"look": look}))
        until = time.monotonic() + ANSWER_S
        while self._app.state().busy and time.monotonic() < until:
            time.sleep(POLL_S)
        state = self._app.state()
        return state.busy or state.settings.look == look

    def status(self) -> Mapping[str, object]:
        """Say how it goes."""
        state = self._app.state()
        return {
            "state": state.phase,
            "background": state.settings.look.background,
            "virtual_camera": state.output or state.output_problem,
            "watched_by": ", ".join(state.watched_by),
            **figures(self._app.summary()),
            "problem": state.problem,
        }


def run_window(settings: Settings, file: SettingsFile | None, *, language: str | None = None) -> int:
    """Show the window until the user quits; gives the exit code. file: where changes are kept, None = nowhere."""
    qt = prepare(language)
    with ExitStack() as life:
        window = build(settings, file, life)
        window.told.connect(_spare_the_collector)
        window.show()
        _quit_on_signals(qt, life)
        return qt.exec()


def _spare_the_collector(state: AppState) -> None:
    """Leave what start-up has made (155,000 objects) out of garbage collection: a full one took 115 to 457 ms; every thread waits."""
    if state.phase in ("live", "demo") and not gc.get_freeze_count():
        gc.freeze()


def prepare(language: str | None = None) -> QApplication:
    """Give Qt, ready for the first widget: its language (None = the desktop's), look and icon."""
    qt = QApplication.instance()
    qt = qt if isinstance(qt, QApplication) else QApplication(sys.argv[:1])
    qt.setApplicationName("livebg")
    qt.setDesktopFileName(APP_ID)
    qt.setQuitOnLastWindowClosed(False)
    install_translations(qt, language)
    use_theme(qt)
    qt.setWindowIcon(load_icon())
    return qt


def build(
    settings: Settings,
    file: SettingsFile | None,
    life: ExitStack,
    remembered: Path | None = None,
    openers: Openers | None = None,
    output: Callable[[OutputSettings, Size], Sink] | None = None,
) -> Window:
    """Give a window around an app that starts with the first paint; everything ends with `life`.

    remembered: the window's own file, None = the user's. openers, output: see `App`.
    """
    # The app starts after the first paint, so that loading does not delay it; the feeders reach the preview through a signal.
    bell = _Bell()
    app = App(settings, openers, output, bell.ring.emit)
    library = Library()
    window = Window(app, library, file, Remembered(remembered))
    bell.setParent(window)
    bell.ring.connect(window.preview.take)
    remote = Remote(app)
    remote.wanted.connect(window.raise_up)
    window.painted.connect(lambda: life.enter_context(app))
    window.quitting.connect(window.hide)
    window.quitting.connect(QApplication.quit)
    life.callback(window.stop)
    try:
        life.enter_context(ControlServer(handler(remote, library)))
    except ControlError as error:
        window.note.say(str(error))
    _use_hotkey(window, life)
    if QSystemTrayIcon.isSystemTrayAvailable():
        _add_tray(window, library, life)
    return window


class _Bell(QObject):
    """Ring on a feeder's thread, be heard on the window's."""

    ring = pyqtSignal()


def _add_tray(window: Window, library: Library, life: ExitStack) -> None:
    tray = Tray(window.windowIcon() if not window.windowIcon().isNull() else load_icon(), library.items, window)
    tray.pause.connect(window.set_paused)
    tray.background.connect(window.set_background)
    tray.show.connect(window.raise_up)
    tray.quit.connect(window.quitting)
    window.told.connect(tray.set_state)
    window.in_tray = True
    window.actions_menu.offer_tray(window.remembered)
    life.callback(tray.close)


def _use_hotkey(window: Window, life: ExitStack) -> None:
    hotkey = window.hotkey

    def show() -> None:
        window.pause.setToolTip(pause_hint(hotkey.trigger))
        if hotkey.phase in ("nameless", "refused", "lost"):
            window.note.say(key_sentence(hotkey.phase, ""))

    hotkey.changed.connect(show)
    hotkey.pressed.connect(window.toggle_pause)
    window.painted.connect(hotkey.restore)
    life.callback(hotkey.stop)


def _quit_on_signals(qt: QApplication, life: ExitStack) -> None:
    """End on Ctrl-C and SIGTERM as by the menu."""
    for number in (signal.SIGINT, signal.SIGTERM):
        life.callback(signal.signal, number, signal.signal(number, lambda *_: qt.quit()))
    waking = QTimer(qt)
    waking.timeout.connect(lambda: None)
    waking.start(SIGNAL_MS)
    life.callback(waking.stop)
