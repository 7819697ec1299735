"""Choose the background that the settings ask for."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from livebg.assets import asset, asset_names
from livebg.backgrounds.blur import BlurredRoom
from livebg.backgrounds.stills import Picture, Slideshow, Transparent, colour
from livebg.backgrounds.video import VideoLoop, is_video
from livebg.errors import BackgroundError
from livebg.pictures import read_picture
from livebg.settings import Fit, LookSettings
from livebg.types import Background

USUAL_BLUR = 0.5
BLURS = ("blur", "bokeh")
VIDEO_SUFFIXES = (".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm")

__all__ = ["background_names", "open_background"]


def background_names() -> list[str]:
    """Give the names of the bundled backgrounds, sorted."""
    return asset_names("backgrounds", (".jpg",))


def open_background(look: LookSettings) -> Background:
    """Open what `look.background` says: the caller closes it. Raises BackgroundError.

    In this order: `transparent`, `blur` or `blur:0..1`, the same of `bokeh`, a bundled name, an existing file or folder, `#rrggbb`. A file
    that is called like one of the others is written with its folder, such as `./blur`.
    """
    text = look.background.strip()
    if text == "transparent":
        return Transparent()
    kind = text.partition(":")[0]
    if kind in BLURS:
        return BlurredRoom(_strength(text, kind), disc=kind == "bokeh")
    if text in background_names():
        return _open_file(asset(f"backgrounds/{text}.jpg"), look.fit)
    path = os.path.expanduser(text)
    if text and os.path.exists(path):  # unlike Path.exists, False for text that can be no path
        return Slideshow(Path(path), look.fit) if os.path.isdir(path) else _open_file(Path(path), look.fit)
    if text.startswith("#"):
        return colour(text)
    raise BackgroundError(_unknown(text))


def _strength(text: str, kind: str) -> float:
    """Give the strength of "blur" or "blur:X", or the like of another kind."""
    if text == kind:
        return USUAL_BLUR
    try:
        strength = float(text.removeprefix(f"{kind}:"))
    except ValueError:
        strength = -1.0
    if not 0.0 <= strength <= 1.0:
        raise BackgroundError(
            f"{text} is not a blur; expected {kind}:0 (least) to {kind}:1 (strongest), such as {kind}:0.5"
        )
    return strength


def _open_file(path: Path, fit: Fit) -> Background:
    """Open a picture or a video, whichever the file turns out to be."""
    if is_video(path):
        return VideoLoop(path, fit)
    if path.suffix.lower() in VIDEO_SUFFIXES:
        raise BackgroundError(
            f"{path} has no pictures to play; expected a whole video with pictures, or a still picture"
        )
    return Picture(read_picture(path, BackgroundError), fit)


def _unknown(text: str) -> str:
    """Say that there is no such background, what is nearest, and what there is."""
    names = background_names()
    near = difflib.get_close_matches(text.lower(), [*names, *BLURS, "transparent"], n=1)
    guess = f", did you mean {near[0]}?" if near else ";"
    return (
        f"there is no background {text!r}{guess} expected a picture, a video or a folder of pictures that exists, a bundled name "
        f"({', '.join(names)}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent"
    )
