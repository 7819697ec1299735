"""Be the window: a large preview, who can see what, backgrounds and controls; it never waits for anything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from livebg.app import App
from livebg.gui.actions import Actions
from livebg.gui.choosers import Finder
from livebg.gui.drops import Drops
from livebg.gui.first_run import FirstRun
from livebg.gui.hotkey import Hotkey, pause_hint
from livebg.gui.keeper import Keeper
from livebg.gui.note import Note
from livebg.gui.pages import Pages
from livebg.gui.preview import Preview
from livebg.gui.remembered import Remembered
from livebg.gui.shield import OutputBar, ShieldBar
from livebg.gui.side import Side
from livebg.gui.texts import advice_title
from livebg.library import Library
from livebg.settings import Settings
from livebg.settings_file import SettingsFile
from livebg.wishes import AppState

if TYPE_CHECKING:
    from livebg.choices import Choices

LOOK_MS = 100  # how often the state is looked at while the window is open
HIDDEN_MS = 500
FILE_MS = 1000  # how often the settings file is looked at
SIDE_WIDTH = 456
SIZE, FRAME = QSize(1320, 700), QSize(12, 48)  # of the window at first, and what the desktop draws around it


class Window(QWidget):
    """Show an app that somebody else enters and leaves. `quitting`: the user wants to end livebg; `told(state)`: a new state.

    painted: emitted once, after the first paint. file: None keeps no settings, as in a demo.
    """

    quitting = pyqtSignal()
    told = pyqtSignal(object)
    painted = pyqtSignal()

    def __init__(self, app: App, library: Library, file: SettingsFile | None, remembered: Remembered) -> None:
        super().__init__()
        self._app, self.remembered = app, remembered
        self._state: AppState | None = None
        self._first_paint_due, self.in_tray = True, False
        self._said = ""  # the app's problem in the note
        self._views = (False, 0.0)  # matte, share of before
        self.setWindowTitle("livebg")
        self.preview = Preview(app)
        self.shield, self.output = ShieldBar(), OutputBar()
        self.pause, self.through = QPushButton(self.tr("&Pause")), QPushButton(self.tr("Pass-&through"))
        self.finder = Finder(self)
        self.side = Side(app.state().settings, library)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.side)
        self.first_run: FirstRun | None = None
        self.beside = Pages(app, self.change, lambda on: self._view(before=float(on)), self)
        self.note = Note()
        self._keeper = Keeper(app, file, self.note.say)
        self.hotkey = Hotkey(remembered, self)
        self.actions_menu = Actions(self)
        Drops(self, self.side.gallery, self.preview)
        self._lay_out()
        self._connect()
        self._timer, self._file_timer = QTimer(self), QTimer(self)
        self._timer.timeout.connect(self.look)
        self._file_timer.timeout.connect(self._keeper.look)
        self._file_timer.timeout.connect(self._show_figures)
        self._timer.start(LOOK_MS)
        self._file_timer.start(FILE_MS)
        screen = self.screen()
        self.resize(SIZE if screen is None else SIZE.boundedTo(screen.availableSize() - FRAME))
        if not remembered.geometry.isEmpty():
            self.restoreGeometry(remembered.geometry)
        if not remembered.met:
            self._begin_first_run()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()  # no control looks pressed before a key is
        self.look()

    def _lay_out(self) -> None:
        self.pause.setCheckable(True)
        self.pause.setToolTip(pause_hint(""))
        self.through.setCheckable(True)
        self.through.setObjectName("danger")
        self.through.setToolTip(self.tr("Show others your real room (Ctrl+Shift+T)"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.pause)
        buttons.addStretch()  # what shows the room is not where a hand in a hurry lands
        buttons.addWidget(self.through)
        buttons.addWidget(self.actions_menu.button)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.note)
        left.addWidget(self.preview, 100)
        left.addWidget(self.shield)
        left.addWidget(self.output)
        left.addStretch()
        left.addLayout(buttons)
        self.pages.setFixedWidth(SIDE_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(18)
        row.addLayout(left, 1)
        row.addWidget(self.pages)
        parts = (
            self.output.copy,
            self.output.again,
            self.output.more,
            self.pause,
            self.through,
            self.actions_menu.button,
        )
        for one, other in pairwise(parts):
            self.setTabOrder(one, other)

    def _connect(self) -> None:
        self.pause.clicked.connect(self.set_paused)
        self.through.clicked.connect(self._app.pass_through)
        self.output.retry.connect(self._app.retry_output)
        self.output.doctor.connect(self.beside.examine)
        self.side.changed.connect(self.change)
        self.side.failed.connect(self.note.say)
        self.side.choosers.look.connect(self.finder.look)
        self.side.camera_controls.clicked.connect(self.beside.set_camera)
        self.side.panel.matte_view.connect(lambda on: self._view(matte=on))
        self.side.panel.before_after.connect(lambda share: self._view(before=max(0.0, share)))
        self.finder.found.connect(self._take_choices)
        self.painted.connect(self._start)

    def change(self, settings: Settings) -> None:
        """Use other settings, and keep them in the file once they have proved usable."""
        self.note.say("")
        self._said, self._state = "", None  # the same may go wrong again, at once
        self._app.apply(settings)
        self.look()

    def set_background(self, value: str) -> None:
        """Use another background."""
        settings = self._app.state().settings
        self.change(settings.model_copy(update={"look": settings.look.model_copy(update={"background": value})}))

    def _view(self, *, matte: bool | None = None, before: float | None = None) -> None:
        """Look at the picture in another way; others see no difference."""
        self._views = (self._views[0] if matte is None else matte, self._views[1] if before is None else before)
        self._app.view(matte=self._views[0], before=self._views[1])

    def set_paused(self, paused: bool) -> None:
        """Pause or go on."""
        if paused:
            self._app.pause()
        else:
            self._app.resume()
        self.look()

    def toggle_pause(self) -> None:
        """Pause, or go on after a pause."""
        self.set_paused(not self._app.paused())

    def raise_up(self) -> None:
        """Come to the front, out of the tray if need be."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def look(self) -> None:
        """Show the app's state if it is another one."""
        state = self._app.state()
        if state != self._state:
            self._state = state
            self._show(state)
        self._keeper.save(state)  # last, so that a file that cannot be written is not said in vain

    def _show(self, state: AppState) -> None:
        self.preview.set_state(state)
        self.shield.set_state(state)
        self.output.set_state(state)
        self.output.setVisible(self.first_run is None)
        self.pause.setChecked(state.phase == "paused")
        self.pause.setText(self.tr("&Go on") if state.phase == "paused" else self.tr("&Pause"))
        self.through.setChecked(state.passing)
        # Wished while there is nothing to show, it would show the room at a moment that nobody chose.
        self.through.setEnabled(state.passing or state.phase != "demo")
        self.side.set_state(state)
        if self.first_run is not None:
            self.first_run.set_state(state)
        if not state.busy:
            self._say_problem(state)
        self.told.emit(state)

    def _say_problem(self, state: AppState) -> None:
        """Say what is wrong now, once; that the camera is gone is said below the picture."""
        problem = state.stood_in if state.phase in ("demo", "lost") else state.problem
        if problem == self._said:
            return
        if problem or self.note.said == self._said:  # what others have said stays
            self.note.say(problem)
        self._said = problem

    def _show_figures(self) -> None:
        look = self._app.state().settings.look
        self.preview.set_advice("" if look.auto_frame else advice_title(self._app.advice(), mirrored=look.mirror))
        summary = self._app.summary() if self.side.figures.isVisible() else None
        if summary is not None:
            self.side.figures.update_figures(summary)

    def _start(self) -> None:
        """Begin what is heavy, now that the window is there."""
        self.finder.look()
        self.side.gallery.start()
        self._keeper.begin()

    def _take_choices(self, choices: Choices) -> None:
        self.side.choosers.set_choices(choices)
        if self.first_run is not None:
            self.first_run.choosers.set_choices(choices)

    def _begin_first_run(self) -> None:
        self.first_run = FirstRun(self._app.state().settings, self.side.gallery)
        self.first_run.changed.connect(self.change)
        self.first_run.retry.connect(self._app.retry_output)
        self.first_run.failed.connect(self.note.say)
        self.first_run.output.doctor.connect(self.beside.examine)
        self.first_run.choosers.look.connect(self.finder.look)
        self.first_run.finished.connect(self._end_first_run)
        self.pages.addWidget(self.first_run)
        self.pages.setCurrentWidget(self.first_run)

    def _end_first_run(self) -> None:
        if self.first_run is None:
            return
        page, self.first_run = self.first_run, None
        self.remembered.met = True
        self.side.take_gallery()
        self.pages.setCurrentWidget(self.side)
        self.pages.removeWidget(page)
        page.deleteLater()
        self.output.setVisible(True)

    def stop(self) -> None:
        """End the window's own threads, before the app is left."""
        self.painted.disconnect()  # a window that was closed at once has not been painted yet
        self._timer.stop()
        self._file_timer.stop()
        self.remembered.geometry = self.saveGeometry()
        self.side.gallery.stop()
        self.beside.stop()
        self.finder.stop()
        self._keeper.save(self._app.state())

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """Begin what is heavy once the first paint is on the screen."""
        super().paintEvent(event)
        if self._first_paint_due:
            self._first_paint_due = False
            QTimer.singleShot(0, self.painted.emit)

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        """Look often."""
        super().showEvent(event)
        self._timer.setInterval(LOOK_MS)

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802
        """Look seldom."""
        super().hideEvent(event)
        self._timer.setInterval(HIDDEN_MS)

    def changeEvent(self, event: QEvent | None) -> None:  # noqa: N802
        """Let the camera go while the window is minimized and nobody watches."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.WindowStateChange:
            self.preview.tell()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """Go to the tray if that was chosen, else end livebg."""
        if event is not None:
            event.accept()
        if not (self.in_tray and self.remembered.close_to_tray):
            self.quitting.emit()
