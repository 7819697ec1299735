"""Hold what is wished of livebg and how it goes: the one thing that the window's thread and the worker share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from livebg.settings import OutputSettings, Settings

if TYPE_CHECKING:  # NumPy and OpenCV come with the worker: a window must not wait for them
    from livebg.gate import Gate
    from livebg.types import SourceInfo

Phase = Literal["starting", "compiling", "live", "passing", "paused", "lost", "demo", "failed", "ended", "idle"]
CARDS = {
    "starting": "starting",
    "compiling": "getting ready",
    "switching": "one moment",
    "paused": "be right back",
    "idle": "one moment",
    "lost": "camera lost, one moment",
    "demo": "no camera yet",
    "failed": "something went wrong: see livebg",
}
_ANY = Settings()


def _camera(output: OutputSettings) -> tuple[str, str, int]:
    """Give what a virtual camera is opened with; everything else may change while it is open."""
    return output.device, output.output_size, output.output_fps


@dataclass(frozen=True)
class AppState:
    """Say how it goes. phase: what is on show. settings: those wished, in use unless `busy`.

    card: what others see in place of a picture, "" = the picture. passing: pass-through is wished. source: what is open, None =
    nothing. output: the virtual camera's name; "" = there is none, and `output_problem` says why; with both it is there, but not yet
    as it is wished. problem: the last thing that failed, "" = nothing. stood_in: what failed and has something else in its place
    now, "" = nothing. watched_by: names the programs that watch, as far as the system tells.
    """

    phase: Phase
    settings: Settings
    card: str = ""
    passing: bool = False
    source: SourceInfo | None = None
    output: str = ""
    output_problem: str = ""
    busy: bool = False
    problem: str = ""
    stood_in: str = ""
    watched_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """Say what livebg shall do. outputs: goes up when the virtual camera is to be opened anew."""

    settings: Settings
    paused: bool = False
    passing: bool = False
    outputs: int = 0

    def needs_another_gate(self, other: Wish) -> bool:
        """Tell whether the virtual camera must be opened anew to go from one to the other."""
        return self.outputs != other.outputs or _camera(self.settings.output) != _camera(other.settings.output)

    def needs_another_session(self, other: Wish) -> bool:
        """Tell whether the camera must be opened anew, or closed."""
        return (
            replace(self, settings=_ANY) != replace(other, settings=_ANY)
            or self.settings.camera != other.settings.camera
        )


class Desk:
    """Pass wishes one way and the state the other; any thread, never for long."""

    def __init__(self, settings: Settings) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._wish = Wish(settings)
        self._state = AppState("starting", settings, card=CARDS["starting"], busy=True)
        self._gate: Gate | None = None
        self._held = ""  # the card that the gate holds

    def wish(self) -> Wish:
        """Give what is wished now."""
        with self._lock:
            return self._wish

    def change(self, change: Callable[[Wish], Wish], card: str = "") -> None:
        """Wish something else. card: held before the sinks from now on, as the camera takes its time to open and close."""
        with self._lock:
            before, self._wish = self._wish, change(self._wish)
            if self._wish != before and card:
                self._hold(card)
        self._changed.set()

    def state(self) -> AppState:
        """Give how it goes now."""
        with self._lock:
            state, wish, gate = self._state, self._wish, self._gate
        card = gate.shield_text() if gate is not None else state.card
        phase: Phase = "starting" if card and state.phase in ("live", "passing") else state.phase
        broken = gate.errors() if gate is not None and state.output else []
        if broken:
            state = replace(state, output="", output_problem=str(broken[0]))
        busy = state.busy or wish.settings != state.settings
        return replace(state, phase=phase, card=card, passing=wish.passing, busy=busy, settings=wish.settings)

    # The worker's side.

    def tell(self, **changes: Any) -> None:
        """Change fields of the state."""
        with self._lock:
            self._state = replace(self._state, **changes)

    def in_use(self) -> Settings:
        """Give the settings last told to be in use."""
        with self._lock:
            return self._state.settings

    def take_back(self, wish: Wish, settings: Settings, problem: str) -> None:
        """Put good settings in the place of those that failed, unless others are wished by now."""
        with self._lock:
            self._state = replace(self._state, problem=problem)
            if self._wish.settings is wish.settings:
                self._wish = replace(self._wish, settings=settings)

    def use_gate(self, gate: Gate) -> None:
        """Name the gate that holds the card from now on; it begins with one."""
        with self._lock:
            self._gate, self._held = gate, ""
            self._hold(CARDS["switching"])

    def hold(self, wish: Wish, card: str) -> bool:
        """Hold a card, "" = let pictures pass, and tell so; do nothing when another session is wished by now."""
        with self._lock:
            same = not self._wish.needs_another_session(wish)
            if same:
                self._hold(card)
            return same

    def _hold(self, card: str) -> None:
        if self._gate is not None and card != self._held:
            self._held = card
            self._gate.hold(card)

    def wait(self, timeout_s: float) -> None:
        """Sleep until something is wished, at most this long."""
        self._changed.wait(timeout_s)
        self._changed.clear()
