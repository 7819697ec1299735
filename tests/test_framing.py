"""Check framing on pictures whose every pixel is known, and auto-framing on people who lean, walk and leave."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.backgrounds import open_background
from livebg.framing import Following, Person, View, find_person, follow, inside, look_at, reframe, wanted_view
from livebg.pipeline import fixed, in_order
from livebg.settings import LookSettings
from livebg.stats import Stats
from livebg.types import Frame, Image, Matte, State

SIZE = (320, 180)


def slopes() -> np.ndarray:
    """Give a picture whose blue tells x and whose green tells y, as shares of 250."""
    y, x = np.mgrid[0:180, 0:320].astype(np.float32)
    return np.dstack([x / 319 * 250, y / 179 * 250, 0 * x]).round().astype(np.uint8)


def person(x: float, width: float, top: float) -> np.ndarray:
    """Give a matte (180, 320) of a block around x, as wide and as far down from `top` as said in shares of the frame."""
    matte = np.zeros((180, 320), np.float32)
    matte[round(top * 180) :, round((x - width / 2) * 320) : round((x + width / 2) * 320)] = 1
    return matte


def test_the_whole_view_is_the_same_picture():
    image = slopes()
    assert look_at(image, View(), 0.0, mirror=False) is image
    assert look_at(image, View(0.9, 0.1, 1.0), 0.0, mirror=False) is image  # there is nothing beyond


def test_zoom_and_pan_show_the_part_they_name():
    seen = look_at(slopes(), View(0.75, 0.25, 2.0), 0.0, mirror=False)
    assert seen.shape == (180, 320, 3)
    assert seen[0, 0, :2] == pytest.approx([125, 0], abs=2)
    assert seen[-1, -1, :2] == pytest.approx([250, 125], abs=2)


def test_mirroring_swaps_left_and_right_at_every_zoom():
    image = slopes()
    np.testing.assert_array_equal(look_at(image, View(), 0.0, mirror=True), image[:, ::-1])
    plain = look_at(image, View(0.3, 0.5, 1.5), 0.0, mirror=False)
    mirrored = look_at(image, View(0.3, 0.5, 1.5), 0.0, mirror=True)
    np.testing.assert_allclose(mirrored[:, ::-1].astype(int), plain.astype(int), atol=1)


@pytest.mark.parametrize("rotate_deg", [-45.0, -10.0, 3.0, 30.0])
@pytest.mark.parametrize("view", [View(), View(0.0, 1.0, 1.3), View(1.0, 0.0, 3.0)])
def test_a_turned_view_never_shows_what_is_beyond_the_frame(view, rotate_deg):
    edge = np.full((180, 320, 3), 100, np.uint8)
    edge[1:-1, 1:-1] = 200  # replicated borders would be wide stripes of 100
    seen = look_at(edge, view, rotate_deg, mirror=False)
    assert np.count_nonzero(seen < 150) < 0.02 * seen.size


def test_turning_is_counter_clockwise():
    image = np.zeros((180, 320, 3), np.uint8)
    image[:, 160:] = 255  # an upright edge in the middle
    seen = look_at(image, View(), 20.0, mirror=False)
    assert seen[5, 160].max() == 255  # its upper end leans to the left: the middle above is bright
    assert seen[-5, 160].max() == 0


@pytest.mark.parametrize("view", [View(-3, 9, 0.2), View(0.5, 0.5, 1), View(1, 1, 8)])
def test_a_view_is_kept_inside(view):
    kept = inside(view, SIZE, 0.0)
    assert kept.zoom >= 1
    for middle in (kept.x, kept.y):
        assert 0.5 / kept.zoom - 1e-9 <= middle <= 1 - 0.5 / kept.zoom + 1e-9
    assert inside(kept, SIZE, 0.0) == kept


def test_head_and_shoulders_get_their_share_and_room_above():
    wanted = wanted_view(find_person(person(0.3, 0.25, 0.4), View()))
    assert wanted.zoom == pytest.approx(0.55 / 0.25, rel=0.02)
    assert wanted.x == pytest.approx(0.3, abs=0.01)
    top = wanted.y - 0.5 / wanted.zoom
    assert (0.4 - top) * wanted.zoom == pytest.approx(0.12, abs=0.01)


def test_what_is_wanted_does_not_depend_on_the_view_it_was_seen_in():
    whole = person(0.4, 0.2, 0.5)
    view = View(0.45, 0.6, 1.5)
    zoomed = look_at(np.dstack([(whole * 255).astype(np.uint8)] * 3), view, 0.0, mirror=False)[:, :, 0] / np.float32(
        255
    )
    np.testing.assert_allclose(find_person(zoomed, view)[:3], find_person(whole, View())[:3], atol=0.02)


def test_the_largest_person_is_followed_and_a_speck_is_nobody():
    two = np.maximum(person(0.2, 0.1, 0.7), person(0.7, 0.3, 0.4))
    assert find_person(two, View()).x == pytest.approx(0.7, abs=0.01)
    speck = np.zeros((180, 320), np.float32)
    speck[90:95, 90:95] = 1
    assert find_person(speck, View()) is None
    assert find_person(np.zeros((180, 320), np.float32), View()) is None


class Bright:
    """Cut out what is bright."""

    name = "bright"

    def look(self, image: Image) -> Image:
        """See all of it."""
        return image

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        return np.ascontiguousarray(image[:, :, 0] > 128).astype(np.float32), None

    def close(self) -> None:
        """Hold nothing."""


def somebody(view: View) -> Person:
    """Give the person whom this view would frame."""
    return Person(view.x, view.y - 0.38 / view.zoom, 0.55 / view.zoom, whole=True)


def followed(wishes: list[View | None], past: Following | None = None, fps: float = 30) -> list[Following]:
    states = []
    start_s = past.at_s if past else 0.0
    for number, wish in enumerate(wishes, start=1):
        past = follow(past, somebody(wish) if wish else None, start_s + number / fps, SIZE)
        states.append(past)
    return states


def test_the_view_arrives_without_a_jump_or_an_overshoot():
    wish = View(0.6, 0.45, 2.0)
    views = [state.view for state in followed([wish] * 90)]
    zooms = np.array([1.0, *(view.zoom for view in views)])
    steps = np.diff(zooms)
    assert views[-1] == pytest.approx(wish, abs=0.01)
    assert steps.min() >= -1e-9
    assert zooms.max() <= 2.0 + 1e-6
    assert steps[0] < 0.25 * steps.max()  # it starts gently
    assert steps.max() < 0.08


def test_leaning_a_little_does_not_move_the_view_and_walking_does():
    settled = followed([View(0.5, 0.5, 2.0)] * 90)[-1]
    leaning = followed([View(0.5 + 0.02 * np.sin(i / 4), 0.5, 2.05) for i in range(60)], settled)
    assert {state.aim for state in leaning} == {settled.aim}
    walked = followed([View(0.7, 0.5, 2.0)] * 60, settled)
    assert walked[-1].view.x == pytest.approx(0.7, abs=0.02)


def test_a_head_that_fills_the_view_does_not_draw_it_nearer_and_is_looked_at_again():
    settled = followed([View(0.5, 0.5, 1.5)] * 90)[-1]
    head_alone = Person(0.5, 0.2, 0.2, whole=False)  # would be framed at 2.5
    zooms = []
    for _ in range(150):
        settled = follow(settled, head_alone, settled.at_s + 1 / 30, SIZE)
        zooms.append(settled.view.zoom)
    assert max(zooms) == pytest.approx(1.5, abs=0.01)
    assert zooms[30] == pytest.approx(1.5, abs=0.01)
    assert zooms[-1] == pytest.approx(1.0, abs=0.02)  # somebody may have gone away from the camera


def test_shoulders_below_the_view_are_noticed():
    figure = np.maximum(person(0.5, 0.2, 0.2), person(0.5, 0.6, 0.7))  # a head, and shoulders three times as wide
    assert find_person(figure, View()).whole
    picture = np.dstack([(figure * 255).astype(np.uint8)] * 3)
    seen = look_at(picture, View(0.5, 0.4, 2.0), 0.0, mirror=False)[:, :, 0] / np.float32(255)
    above = find_person(seen, View(0.5, 0.4, 2.0))
    assert not above.whole
    assert above.width == pytest.approx(0.2, abs=0.01)


def test_it_is_as_fast_at_every_frame_rate():
    wish = View(0.4, 0.5, 1.8)
    slow, fast = followed([wish] * 10, fps=15)[-1], followed([wish] * 37, fps=60)[-1]
    assert slow.view == pytest.approx(fast.view, abs=0.02)


def test_an_empty_chair_is_waited_for_and_then_the_whole_picture_comes_back():
    settled = followed([View(0.5, 0.5, 2.0)] * 90)[-1]
    states = followed([None] * 240, settled)
    assert states[60].view.zoom == pytest.approx(2.0, abs=0.05)
    assert states[-1].view.zoom == pytest.approx(1.0, abs=0.02)


def test_without_auto_framing_nothing_is_remembered():
    image = slopes()
    framed, past = reframe(image, LookSettings(), None, 0.0, None)
    assert framed is image
    assert past is None


@pytest.mark.parametrize("mirror", [False, True])
def test_the_pipeline_follows_a_person_and_matte_and_picture_stay_together(mirror):
    image = np.zeros((180, 320, 3), np.uint8)
    image[90:, 60:120] = 255  # a white person to the left; the fake network cuts out what is bright
    frames = [Frame(image, number, number / 30) for number in range(90)]
    look = LookSettings(auto_frame=True, mirror=mirror, smoothing=0, background="#101010")
    parts = fixed(Bright(), look, open_background(look))
    last = list(in_order(frames, parts, Stats()))[-1].image
    white = np.flatnonzero((last[170] > 128).all(axis=1))
    assert white.mean() == pytest.approx(160, abs=12)  # in the middle
    assert 0.4 * 320 < len(white) < 0.65 * 320  # and larger than 60 px
    assert last[:5].max() < 60
