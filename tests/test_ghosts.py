"""Check that faint parts apart from people go, softly, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.ghosts import FAINT, SURE, without_ghosts


def matte_with(alpha: float, *, side: int = 24, apart: int = 16) -> np.ndarray:
    """Give a person of alpha 0.9 and, so many pixels to the right of them, a square of another alpha, both with a soft rim."""
    matte = np.zeros((160, 288), np.float32)
    matte[40:, 40:160] = 0.9
    matte[40:, 160:164] = 0.3
    left = 164 + apart
    matte[100 : 100 + side, left : left + side] = alpha
    matte[96:100, left : left + side] = alpha / 8
    return matte


def test_a_faint_part_goes_with_its_rim_and_the_person_keeps_theirs():
    given = without_ghosts(matte := matte_with(FAINT - 0.05))
    assert not given[:, 176:].any()
    np.testing.assert_array_equal(given[:, :168], matte[:, :168])


def test_a_part_that_is_sure_stays_and_nothing_is_copied():
    matte = matte_with(SURE + 0.05)
    assert without_ghosts(matte) is matte
    alone = matte_with(0.0)
    assert without_ghosts(alone) is alone
    nobody = np.zeros((96, 160), np.float32)
    assert without_ghosts(nobody) is nobody


def test_in_between_it_fades_so_that_it_does_not_blink():
    seen = [float(without_ghosts(matte_with(alpha))[112, 192]) for alpha in np.linspace(FAINT, SURE, 21)]
    assert seen[0] == pytest.approx(0, abs=1e-6) and seen[-1] == pytest.approx(SURE)
    assert (np.diff(seen) > 0).all() and np.diff(seen).max() < 0.08


def test_a_large_faint_part_may_be_a_person():
    matte = matte_with(0.3, side=60)
    assert without_ghosts(matte) is matte


def test_a_faint_arm_that_hangs_together_with_a_person_stays():
    matte = matte_with(0.3, apart=0)
    assert without_ghosts(matte) is matte


def test_what_all_but_touches_a_person_is_theirs():
    """Such as the far glass of their glasses."""
    matte = matte_with(0.3, apart=4)
    assert without_ghosts(matte) is matte


def test_all_may_be_faint():
    """A network that is sure of nobody: the largest part stays."""
    matte = np.zeros((96, 160), np.float32)
    matte[10:60, 10:60], matte[80:90, 120:130] = 0.3, 0.28
    given = without_ghosts(matte)
    assert not given[76:, 116:].any()
    np.testing.assert_array_equal(given[:70], matte[:70])


def test_a_matte_of_any_size_is_taken():
    """Sizes are multiples of 32 with our networks; a user's own may have another."""
    matte = np.zeros((99, 163), np.float32)
    matte[10:60, 10:60], matte[90:, 150:] = 1, 0.3
    given = without_ghosts(matte)
    assert not given[88:, 146:].any()
    np.testing.assert_array_equal(given[:80], matte[:80])
