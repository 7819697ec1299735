"""Call everything in the picture the person: pass-through, the one way in which the room can be shown."""

from __future__ import annotations

import numpy as np

from livebg.types import Image, Matte, State


class Everything:
    """Give a matte of ones, so that the composite is the camera's picture. Used only while a person asks for pass-through."""

    name = "everything"

    def look(self, image: Image) -> Image:
        """Give the picture itself: it is looked at as it is."""
        return image

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        """Give (ones at a sixteenth of the picture's size, state)."""
        height, width = image.shape[:2]
        return np.ones((max(1, height // 16), max(1, width // 16)), np.float32), state

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""
