"""Keep the app's virtual camera open: what may change meanwhile, and when it may be opened anew."""

from __future__ import annotations

from typing import TypedDict

from livebg.errors import SinkError
from livebg.settings import OutputSettings, Pacing, Settings, parse_size
from livebg.sinks import check_reopening
from livebg.types import Sink, Size
from livebg.wishes import Desk, Wish


class Manner(TypedDict):
    """Hold what may change while sinks are open; see `livebg.gate.Gate.use`."""

    max_age_s: float
    pacing: Pacing


def manner(output: OutputSettings) -> Manner:
    """Give how sinks are fed."""
    return {"max_age_s": output.max_age_ms / 1000, "pacing": output.pacing}


def card_size(settings: Settings) -> Size:
    """Give the virtual camera's (width, height)."""
    asked = settings.output.output_size
    return parse_size(settings.camera.camera_size if asked == "auto" else asked)


def moves(desk: Desk, begun: Wish, output: Sink | None) -> bool:
    """Tell whether the virtual camera is to be opened anew, and may be; where it stays as it is, the state says why.

    begun: the wish that it was opened for. output: what it is, None = there was none to open.
    """
    wish, state = desk.wish(), desk.state()
    if output is None or not wish.needs_another_gate(begun):
        if state.output and state.output_problem:
            desk.tell(output_problem="")
        return wish.needs_another_gate(begun)
    if wish.settings.output.device != begun.settings.output.device or wish.outputs != begun.outputs:
        return True
    try:
        if state.watched_by:  # a reader keeps the size that it began with
            users = ", ".join(state.watched_by)
            raise SinkError(f"another size or rate is used once {users} no longer watches")
        check_reopening(output)
    except SinkError as error:
        if state.output_problem != str(error):
            desk.tell(output_problem=str(error))
        return False
    return True
