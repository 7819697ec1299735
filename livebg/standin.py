"""Let blur and the usual network stand in for a background or network that failed, while the user's choice stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from livebg.settings import ModelSettings, Settings

What = Literal["background", "model"]
STAND_INS: dict[What, str] = {"background": "blur", "model": ModelSettings().model}


class StandIns:
    """Remember what failed, until something else is chosen or the file is another one. One thread."""

    def __init__(self) -> None:
        self._failed: dict[What, tuple[str, tuple[int, int]]] = {}  # the choice, and its file's stamp when it failed

    def failed(self, what: What, choice: str) -> bool:
        """Note that a choice failed; False when nothing can stand in for it, as it is the stand-in itself or has failed before."""
        if choice == STAND_INS[what] or self._failed.get(what, ("",))[0] == choice:
            return False
        self._failed[what] = choice, _stamp(choice)
        return True

    def used(self) -> bool:
        """Tell whether something stands in."""
        return bool(self._failed)

    def usable(self, settings: Settings) -> Settings:
        """Give the settings with stand-ins for what failed; what was chosen in its place is believed."""
        look, model = settings.look, settings.model
        self._believe_others("background", look.background)
        self._believe_others("model", model.model)
        if "background" in self._failed:
            look = look.model_copy(update={"background": STAND_INS["background"]})
        if "model" in self._failed:
            model = model.model_copy(update={"model": STAND_INS["model"]})
        return settings.model_copy(update={"look": look, "model": model})

    def _believe_others(self, what: What, choice: str) -> None:
        if what in self._failed and self._failed[what][0] != choice:
            del self._failed[what]

    def renewed(self) -> bool:
        """Forget what failed when its file has changed since; tells whether something was forgotten."""
        changed = [what for what, (choice, stamp) in self._failed.items() if _stamp(choice) != stamp]
        for what in changed:
            del self._failed[what]
        return bool(changed)


def _stamp(choice: str) -> tuple[int, int]:
    """Give time and size of a file, zeros where there is none."""
    try:
        seen = Path(choice).expanduser().stat()
    except OSError:
        return 0, 0
    return seen.st_mtime_ns, seen.st_size
