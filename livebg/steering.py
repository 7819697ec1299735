"""Carry out what `livebg ctl` asks of a running livebg, with or without a window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from livebg.errors import UsageError
from livebg.library import Library
from livebg.presets import load_presets
from livebg.settings import LookSettings

if TYPE_CHECKING:  # numpy comes with it, which would delay the window's first paint
    from livebg.stats import Summary


class Steered(Protocol):
    """Be a livebg that can be steered; called on the control thread, which has 2 s for an answer."""

    def look(self) -> LookSettings:
        """Give the look that is wished."""

    def pause(self) -> None:
        """Show the "be right back" card at once and close the camera."""

    def resume(self) -> None:
        """Open the camera again."""

    def use(self, look: LookSettings) -> bool:
        """Use another look; tells whether it can be used. May raise LivebgError with the reason."""

    def show(self) -> None:
        """Bring the window to the front. Raises UsageError where there is none."""

    def status(self) -> Mapping[str, object]:
        """Say how it goes, as plain values."""


def handler(steered: Steered, library: Library) -> Callable[[str, str], Mapping[str, object]]:
    """Give what a `ControlServer` calls with (command, value). It raises LivebgError for what cannot be done."""

    def handle(command: str, value: str) -> Mapping[str, object]:
        match command:
            case "pause":
                steered.pause()
            case "resume":
                steered.resume()
            case "background":
                _use(steered, steered.look().model_copy(update={"background": library.find(value)}), value)
            case "preset":
                looks = load_presets().looks
                if value not in looks:
                    raise UsageError(f"there is no preset {value!r}; expected one of: {', '.join(looks) or '(none)'}")
                _use(steered, looks[value], value)
            case "show":
                steered.show()
        return steered.status()

    return handle


def _use(steered: Steered, look: LookSettings, name: str) -> None:
    if not steered.use(look):
        raise UsageError(f"{name!r} cannot be used; livebg goes on with {steered.look().background}")


def figures(summary: Summary | None) -> Mapping[str, object]:
    """Give what a status says about the picture's cost, nothing before the first picture."""
    if summary is None or summary.frames == 0:
        return {}
    step = f"{summary.steps[-1].name} ({summary.steps[-1].reason})" if summary.steps else "as set"
    return {"fps": round(summary.fps, 1), "cpu_ms_per_frame": round(summary.cpu_ms_per_frame, 1), "picture": step}
