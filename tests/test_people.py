"""Check who is kept of several people who come, go, cross and touch."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.errors import SettingsError
from livebg.people import FORGET_S, Chosen, keep_one
from livebg.pipeline import fixed, framed_cutouts
from livebg.settings import LookSettings, checked
from livebg.stats import Stats
from livebg.types import Frame, Image, Matte, State
from tests.fakes import PlainBackground

WIDTH, HEIGHT = 160, 90
STEP_S = 1 / 30


def people(*where: tuple[float, float, float]) -> Matte:
    """Draw people with soft edges: (x, y, radius) of each, px."""
    matte = np.zeros((HEIGHT, WIDTH), np.float32)
    for x, y, radius in where:
        cv2.ellipse(matte, (round(x), round(y)), (round(radius), round(1.5 * radius)), 0, 0, 360, 1.0, -1)
    return np.clip(cv2.GaussianBlur(matte, (5, 5), 0), 0, 1, dtype=np.float32)


def kept(matte: Matte, x: float, y: float) -> bool:
    return bool(matte[round(y), round(x)] > 0.9)


class Watching:
    """Keep one of several people through frames in turn."""

    def __init__(self, rule: str = "left") -> None:
        self.rule, self.at_s = rule, 0.0
        self.past: Chosen | None = None

    def see(self, *where: tuple[float, float, float], after_s: float = STEP_S) -> Matte:
        self.at_s += after_s
        matte, self.past = keep_one(people(*where), self.rule, self.at_s, self.past)
        return matte


@pytest.mark.parametrize(("rule", "shown"), [("left", 0), ("middle", 1), ("right", 2), ("largest", 2)])
def test_one_is_chosen_by_the_rule(rule: str, shown: int):
    where = [(25, 45, 12), (75, 45, 10), (130, 45, 16)]
    matte = Watching(rule).see(*where)
    assert [kept(matte, x, y) for x, y, _ in where] == [place == shown for place in range(3)]


def test_the_chosen_one_stays_chosen_when_another_fits_the_rule_better():
    watching = Watching("largest")
    watching.see((40, 45, 14))
    matte = watching.see((40, 45, 14), (120, 45, 20))
    assert kept(matte, 40, 45)
    assert not kept(matte, 120, 45)
    for step in range(60):  # they walk to the other side of the picture
        matte = watching.see((40 + step / 2, 45, 14), (120, 45 if step < 30 else 10, 20))
    assert kept(matte, 69, 45)


def test_when_the_chosen_one_leaves_those_who_stay_are_not_shown():
    watching = Watching()
    watching.see((30, 45, 14), (120, 45, 14))
    for _ in range(300):
        assert watching.see((120, 45, 14)).max() == 0
    matte = watching.see((60, 45, 14), (120, 45, 14))
    assert kept(matte, 60, 45), "who comes is them again"
    assert not kept(matte, 120, 45)


def test_a_short_blink_of_the_network_shows_nobody_else():
    watching = Watching()
    watching.see((30, 45, 14), (120, 45, 14))
    assert watching.see().max() == 0
    assert watching.see((120, 45, 14)).max() == 0
    assert kept(watching.see((30, 45, 14), (120, 45, 14)), 30, 45)


def test_an_empty_room_forgets_who_was_another():
    watching = Watching()
    watching.see((30, 45, 14), (120, 45, 14))
    watching.see(after_s=FORGET_S + 1)
    assert kept(watching.see((120, 45, 14)), 120, 45)


def test_people_who_touched_are_told_apart_again():
    watching = Watching()
    for x in (60, 55, 50, 45):
        watching.see((30, 45, 14), (x + 30, 45, 14))
    together = watching.see((30, 45, 14), (52, 45, 14))
    assert kept(together, 30, 45)
    assert kept(together, 52, 45), "people who touch are one part"
    apart = watching.see((30, 45, 14), (75, 45, 14))
    assert kept(apart, 30, 45)
    assert not kept(apart, 75, 45)


def test_a_small_part_goes_with_who_is_near():
    watching = Watching()
    matte = watching.see((30, 45, 14), (120, 45, 14), (50, 30, 3), (100, 30, 3), (75, 10, 3))
    assert kept(matte, 50, 30), "a hand of the chosen one"
    assert not kept(matte, 100, 30), "a hand of the other one"
    assert not kept(matte, 75, 10), "nobody's"


def test_another_rule_chooses_anew():
    watching = Watching("left")
    watching.see((30, 45, 14), (120, 45, 14))
    watching.rule = "right"
    assert kept(watching.see((30, 45, 14), (120, 45, 14)), 120, 45)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_the_matte_only_loses(seed: int):
    rng = np.random.default_rng(seed)
    past: Chosen | None = None
    for turn in range(4):
        matte = cv2.GaussianBlur(rng.random((HEIGHT, WIDTH), np.float32), (0, 0), 1 + 4 * rng.random())
        matte = np.clip((matte - 0.5) * 6 + 0.5, 0, 1).astype(np.float32)
        before = matte.copy()
        out, past = keep_one(matte, "largest", turn * STEP_S, past)
        assert (out.shape, out.dtype) == (matte.shape, np.float32)
        assert np.isin(out, [0]).sum() + (out == matte).sum() >= out.size
        np.testing.assert_array_equal(matte, before)


def test_one_person_alone_stays_as_they_are():
    matte = people((80, 45, 20))
    out, _ = keep_one(matte, "middle", 0.0, None)
    np.testing.assert_array_equal(out, matte)


def test_nobody_is_nobody():
    out, past = keep_one(np.zeros((HEIGHT, WIDTH), np.float32), "left", 0.0, None)
    assert out.max() == 0
    assert past is None


def test_mattes_of_another_size_begin_anew():
    _, past = keep_one(people((30, 45, 14)), "left", 0.0, None)
    out, _ = keep_one(np.ones((20, 20), np.float32), "left", 0.1, past)
    assert out.min() == 1


class Drawn:
    """Be a network whose matte is the picture itself."""

    name = "drawn"

    def look(self, image: Image) -> Image:
        """See all of it."""
        return image

    def segment(self, image: Image, state: State, seen: Image | None = None) -> tuple[Matte, State]:
        return image[..., 0].astype(np.float32) / 255, state

    def close(self) -> None:
        """Hold nothing."""


def test_the_pipeline_keeps_who_the_look_asks_for():
    both = np.repeat((people((40, 45, 14), (120, 45, 20)) * 255).astype(np.uint8)[..., None], 3, 2)

    def shown(look: LookSettings) -> Matte:
        parts = fixed(Drawn(), look, PlainBackground())
        (cutout,) = framed_cutouts([Frame(both, 0, 0.0)], parts, Stats())
        return cutout.matte

    alone, all_of_them = shown(LookSettings(people="left")), shown(LookSettings())
    assert (kept(alone, 40, 45), kept(alone, 120, 45)) == (True, False)
    assert (kept(all_of_them, 40, 45), kept(all_of_them, 120, 45)) == (True, True)


def test_an_unknown_rule_is_refused_by_name():
    with pytest.raises(SettingsError, match=r"look\.people: got 'me'"):
        checked({"look": {"people": "me"}}, "a test")
