"""Open the rehearsal beside the window, and lend it the camera while it records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QWidget

from livebg.app import App
from livebg.gui.rehearsal import RehearsalPage
from livebg.settings import CameraSettings, Settings
from livebg.wishes import AppState

if TYPE_CHECKING:
    from livebg.types import Source


def open_rehearsal(app: App, use: Callable[[Settings], None], parent: QWidget | None) -> RehearsalPage:
    """Show the rehearsal in a window of its own and give it; the caller stops it in the end. use: told the settings that were picked."""
    page = RehearsalPage(_with_source(app.state()), _open_source, parent)
    page.setWindowFlag(Qt.WindowType.Window)
    page.setWindowTitle(QCoreApplication.translate("Rehearsal", "Rehearsal"))
    page.resize(700, 680)
    lent = False

    def lend() -> None:
        nonlocal lent
        page.set_settings(_with_source(app.state()))
        lent = app.state().phase != "paused"
        if lent:
            app.pause()

    def take_back() -> None:
        if lent:
            app.resume()

    def pick(picked: Settings) -> None:
        now = app.state().settings  # the background may be another one by now
        matte = {"smoothing": picked.look.smoothing, "edges": picked.look.edges}
        use(now.model_copy(update={"model": picked.model, "look": now.look.model_copy(update=matte)}))

    page.camera_needed.connect(lend)
    page.camera_free.connect(take_back)
    page.picked.connect(pick)
    page.finished.connect(page.close)
    page.show()
    page.setFocus()
    return page


def _with_source(state: AppState) -> Settings:
    """Give the settings to rehearse with: the demo clip where the window shows it for want of a camera."""
    if state.phase != "demo":
        return state.settings
    return state.settings.model_copy(update={"camera": CameraSettings(source="demo", loop=True)})


def _open_source(settings: Settings) -> Source:
    """Open the camera as a session does; called on the rehearsal's thread."""
    from livebg.session import Openers

    return Openers().source(settings.camera)
