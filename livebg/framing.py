"""Frame the picture as a camera operator would: zoom, pan, tilt, mirror, and follow head and shoulders. Pure functions."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np

from livebg.settings import LookSettings
from livebg.types import Image, Matte, Size

MOST_ZOOM = 2.5  # of auto-framing: beyond it a webcam's picture is soft
SHOULDERS_SHARE = 0.55  # of the view's width
HEAD_ROOM = 0.12  # of the view's height, above the head
UPPER_SHARE = 0.4  # of a person's height: the head decides where the middle is, not an arm on the desk
WIDEST = 98.0  # percentile of the widths of a person's rows
LEAST_PERSON = 0.01  # of the frame: a smaller part is nobody to follow
DEAD_ZONE = 0.06  # of the view's width: who leans a little does not move the camera
DEAD_ZOOM = 1.15
SETTLE_S = 0.5  # the view needs about twice this long to arrive
FORGET_S = 3.0  # nobody seen for so long: back to the whole picture
DOUBT_SHARE, DOUBT_S = (
    0.6,
    2.0,
)  # so little of the shoulders seen for so long: somebody went away from the camera, look at the whole again
LONGEST_STEP_S = 0.2  # a gap in time is no reason to jump


class View(NamedTuple):
    """Say which part of a frame is seen: its middle, as shares of width and height, and how much it is enlarged."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0


class Aim(NamedTuple):
    """Say how a frame was made of the camera's picture: see `look_at`."""

    view: View = View()
    rotate_deg: float = 0.0
    mirror: bool = False


class Person(NamedTuple):
    """Hold where somebody is, as shares of the whole frame: middle of the head, its top, and the width of the shoulders.

    whole: the view does not cut them off below; where it does, the shoulders may be wider than what is seen.
    """

    x: float
    top: float
    width: float
    whole: bool


class Following(NamedTuple):
    """Remember auto-framing. view: shown now; aim: where it goes; pace: of view, per second; width: of the shoulders, as far as is
    known, a share of the frame; unseen_s: since a person was seen; doubt_s: since so much of the shoulders was seen.
    """

    view: View
    aim: View
    pace: View
    width: float
    at_s: float
    unseen_s: float
    doubt_s: float


def inside(view: View, size: Size, rotate_deg: float) -> View:
    """Give the nearest view that shows nothing beyond the frame, however it is turned. size: (width, height) px."""
    cos, sin = math.cos(math.radians(rotate_deg)), abs(math.sin(math.radians(rotate_deg)))
    aspect = size[0] / size[1]
    across, down = cos + sin / aspect, cos + sin * aspect  # of the turned view, in shares of the frame, at zoom 1
    zoom = max(view.zoom, across, down)
    aside, above = across / zoom / 2, down / zoom / 2
    return View(min(max(view.x, aside), 1 - aside), min(max(view.y, above), 1 - above), zoom)


def look_at(image: Image, view: View, rotate_deg: float, mirror: bool) -> Image:
    """Give what a view shows of a picture (H, W, 3) uint8, at the picture's size; the picture itself when that is all of it."""
    height, width = image.shape[:2]
    view = inside(view, (width, height), rotate_deg)
    if view.zoom == 1.0:
        return np.asarray(cv2.flip(image, 1), dtype=np.uint8) if mirror else image
    matrix = cv2.getRotationMatrix2D((view.x * (width - 1), view.y * (height - 1)), rotate_deg, view.zoom)
    matrix[:, 2] += np.array([(0.5 - view.x) * (width - 1), (0.5 - view.y) * (height - 1)])
    if mirror:
        matrix[0] = -matrix[0]
        matrix[0, 2] += width - 1
    seen = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, dtype=np.uint8)


def find_person(matte: Matte, view: View) -> Person | None:
    """Measure the largest person; None when there is nobody. matte: (h, w) float32 of what `view` shows, level and not mirrored."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((matte > 0.5).astype(np.uint8), connectivity=4)
    if count < 2:
        return None
    height, width = matte.shape
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    if stats[largest, cv2.CC_STAT_AREA] < LEAST_PERSON * matte.size:
        return None
    top, tall = int(stats[largest, cv2.CC_STAT_TOP]), int(stats[largest, cv2.CC_STAT_HEIGHT])
    rows = labels[top : top + tall] == largest
    upper = rows[: max(1, round(UPPER_SHARE * tall))].sum(axis=0)
    middle = float(upper @ np.arange(width) / upper.sum() + 0.5) / width
    widths = width - np.argmax(rows, axis=1) - np.argmax(rows[:, ::-1], axis=1)
    beyond = top + tall == height and view.y + 0.5 / view.zoom < 1 - 1 / height
    return Person(
        view.x + (middle - 0.5) / view.zoom,
        view.y + (top / height - 0.5) / view.zoom,
        float(np.percentile(widths, WIDEST)) / width / view.zoom,
        not beyond,
    )


def wanted_view(person: Person) -> View:
    """Give the view that frames head and shoulders of a person; it may reach beyond the frame."""
    zoom = min(max(SHOULDERS_SHARE / person.width, 1.0), MOST_ZOOM)
    return View(person.x, person.top + (0.5 - HEAD_ROOM) / zoom, zoom)


def follow(past: Following | None, person: Person | None, at_s: float, size: Size) -> Following:
    """Move the view smoothly towards a person: not at all for little, and without a start or stop that is felt.

    A critically damped spring (as in Kirmse, Game Programming Gems 4, 2004) on middle and zoom. at_s: the frame's time. size:
    (width, height) px of the frame.
    """
    if past is None:
        past = Following(View(), View(), View(0.0, 0.0, 0.0), 0.0, at_s, 0.0, 0.0)
    step_s = min(max(at_s - past.at_s, 0.0), LONGEST_STEP_S)
    aim, width, unseen_s, doubt_s = past.aim, past.width, past.unseen_s + step_s, 0.0
    if person is not None:
        # A head that fills the view must not count as shoulders: that would draw the view nearer and nearer.
        width, unseen_s = person.width if person.whole else max(person.width, width), 0.0
        doubt_s = past.doubt_s + step_s if person.width < DOUBT_SHARE * width else 0.0
        wanted = inside(wanted_view(person._replace(width=width)), size, 0.0)
        aim = wanted if _far(wanted, aim) else aim
    if unseen_s > FORGET_S or doubt_s > DOUBT_S:
        aim = View()
    moved = [_spring(now, to, pace, step_s) for now, to, pace in zip(past.view, aim, past.pace, strict=True)]
    view, pace = View(*(value for value, _ in moved)), View(*(speed for _, speed in moved))
    return Following(inside(view, size, 0.0), aim, pace, width, at_s, unseen_s, doubt_s)


def _far(wanted: View, aim: View) -> bool:
    """Tell whether a wish is worth a movement."""
    apart = math.hypot(wanted.x - aim.x, wanted.y - aim.y) * aim.zoom
    return apart > DEAD_ZONE or max(wanted.zoom / aim.zoom, aim.zoom / wanted.zoom) > DEAD_ZOOM


def _spring(now: float, to: float, pace: float, step_s: float) -> tuple[float, float]:
    """Give value and pace after `step_s` of a critically damped spring."""
    stiff = 2 / SETTLE_S
    decay = math.exp(-stiff * step_s)
    pull = pace + stiff * (now - to)
    return to + (now - to + pull * step_s) * decay, (pace - stiff * pull * step_s) * decay


def framing_asked(look: LookSettings) -> bool:
    """Tell whether a look asks for any framing at all."""
    return look.auto_frame or look.mirror or look.zoom > 1 or look.rotate_deg != 0


def aim_of(look: LookSettings, past: Following | None) -> Aim:
    """Say how a look frames the picture; past: what `reframe` gave with it."""
    view = past.view if past is not None else View(0.5 + look.pan_x / 2, 0.5 + look.pan_y / 2, look.zoom)
    return Aim(view, look.rotate_deg, look.mirror)


def reframe(
    image: Image, look: LookSettings, seen: Matte | None, at_s: float, past: Following | None
) -> tuple[Image, Following | None]:
    """Give the picture as the look frames it, at its own size, and what to pass in with the next frame.

    image: (H, W, 3) uint8 BGR. seen: (h, w) float32, the matte of the last picture that this function gave. at_s: the frame's time.
    """
    height, width = image.shape[:2]
    if not look.auto_frame:
        return look_at(image, *aim_of(look, None)), None
    person = None
    if seen is not None and past is not None:
        person = find_person(np.ascontiguousarray(seen[:, ::-1]) if look.mirror else seen, past.view)
    past = follow(past, person, at_s, (width, height))
    return look_at(image, *aim_of(look, past)), past
