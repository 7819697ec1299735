"""Make finished pictures of whole frames: the protocol, the CPU's stages behind it, and what a fused graph lacks of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from livebg.compose import edge_light, over_cleanly
from livebg.mattes import refine, refine_edges
from livebg.settings import LookSettings
from livebg.types import Cutout, Frame, Image, Matte, Segmenter, State

PLAIN_LOOK = {"people": "all", "grow_px": 0.0, "feather_px": 0.0, "despill": 0.0, "light_match": 0.0}


class Renderer(Protocol):
    """Give the finished picture of a frame, in one go. Made, called and closed by one thread; raises ModelError when it fails."""

    name: str

    def render(self, image: Image, backdrop: Image, look: LookSettings, state: State) -> tuple[Image, Matte, State]:
        """Give (the composite, the network's matte at its own size, state for the next frame).

        image, backdrop: (H, W, 3) uint8 BGR, and so is the composite. Of the look only what no `lacking` names is looked at.
        """
        ...

    def close(self) -> None:
        """Let go of everything. May be called twice."""
        ...


@runtime_checkable
class Finisher(Protocol):
    """Be a segmenter that may render whole frames itself; see also `livebg.types.Segmenter`. Called by the inference thread.

    said: what renders frames now, and why, for people; empty = nothing to say.
    """

    said: tuple[str, str]

    def ready(self, image: Image, look: LookSettings, missing: str, backdrop: Callable[[], Image]) -> bool:
        """Tell whether `render` can be asked for this frame; begins to make that so.

        missing: what of the picture that is asked for no fused graph can do, "" = nothing.
        """
        ...

    def render(
        self, image: Image, backdrop: Image, look: LookSettings, state: State
    ) -> tuple[Image, Matte, State] | None:
        """Give what `Renderer.render` gives, None when it fails: then the stages are to do this frame and those that follow."""
        ...


class CpuRenderer:
    """Render with the stages of the CPU, without those that a fused graph lacks: what such a graph is held to. See `Renderer`."""

    def __init__(self, segmenter: Segmenter) -> None:
        """Own the segmenter."""
        self.name, self._segmenter = segmenter.name, segmenter

    def render(self, image: Image, backdrop: Image, look: LookSettings, state: State) -> tuple[Image, Matte, State]:
        """See `Renderer.render`."""
        memory, past = state if state is not None else (None, None)
        seen = self._segmenter.look(image)
        small, memory = self._segmenter.segment(image, memory, seen)
        refined, past = refine_edges(small, image, look, past, seen)
        light, strengths = edge_light(backdrop, refined.edges), (look.edge_cleanup, look.light_wrap)
        picture = over_cleanly(image, backdrop, refined.alpha, refined.edges, light, *strengths)
        return picture, small, (memory, past)

    def close(self) -> None:
        """See `Renderer.close`."""
        self._segmenter.close()


def lacking(look: LookSettings) -> list[str]:
    """Name what of a look a fused graph cannot do."""
    return [name for name, plain in PLAIN_LOOK.items() if getattr(look, name) != plain]


class Rendered(Cutout):
    """Be a cutout that is finished already: `picture` is its composite, (H, W, 3) uint8 BGR.

    Whoever changes the matte makes another cutout, which the stages then finish.
    """

    __slots__ = ("picture",)
    picture: Image

    def __init__(self, frame: Frame, matte: Matte, picture: Image) -> None:
        for name, value in (("frame", frame), ("matte", matte), ("edges", None), ("seen", None), ("picture", picture)):
            object.__setattr__(self, name, value)


class Finished(Cutout):
    """Be a finished cutout whose matte at the frame's size is only made for those that ask for it; it does not know the frames before."""

    __slots__ = ("look", "picture", "small")
    look: LookSettings
    picture: Image
    small: Matte

    def __init__(self, done: Rendered, look: LookSettings) -> None:
        kept = {
            "frame": done.frame,
            "edges": None,
            "seen": None,
            "picture": done.picture,
            "small": done.matte,
            "look": look,
        }
        for name, value in kept.items():
            object.__setattr__(self, name, value)

    @property
    def matte(self) -> Matte:
        """Give the matte at the frame's size."""
        return refine(self.small, self.frame.image, self.look, None)[0]
