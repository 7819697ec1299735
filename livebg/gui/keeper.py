"""Keep what the user changes in the settings file, and take over what they edit there."""

from __future__ import annotations

from collections.abc import Callable

from livebg.app import App
from livebg.errors import LivebgError
from livebg.settings_file import SettingsFile
from livebg.wishes import AppState


class Keeper:
    """Hold an app and a settings file together; file: None keeps nothing. say: told what cannot be read or written, "" = nothing."""

    def __init__(self, app: App, file: SettingsFile | None, say: Callable[[str], None]) -> None:
        self._app, self._file, self._say = app, file, say
        self._saved = app.state().settings  # what the file holds

    def begin(self) -> None:
        """Say what was wrong with the file at the start."""
        if self._file is not None and self._file.problem:
            self._say(self._file.problem)

    def save(self, state: AppState) -> None:
        """Write settings that are in use and not in the file yet."""
        if self._file is None or state.busy or state.settings == self._saved:
            return
        since, self._saved = self._saved, state.settings
        try:
            self._file.save(state.settings, since)
        except LivebgError as error:
            self._say(str(error))

    def look(self) -> None:
        """Use what was edited; a file that cannot be used changes nothing."""
        if self._file is None:
            return
        before = self._file.problem
        settings = self._file.poll()
        if settings is not None:
            self._saved = settings
            self._app.apply(settings)
        if self._file.problem != before:
            self._say(self._file.problem)
