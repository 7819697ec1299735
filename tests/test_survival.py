"""Send signals to a running livebg, break its settings file, kill it, and look at what a caller gets over the HTTP stream."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import cv2
import numpy as np
import pytest

from livebg.compose import placeholder
from livebg.room import ROOM_SIZE, room, room_blocks, scene
from livebg.trials import Outcome
from tests.fakes import slack
from tests.survival import BACKGROUNDS, kind_of, outlive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

GAP_MS, BACK_MS = 100.0, 2000.0  # the goals
Found = tuple[Mapping[str, Outcome], Mapping[str, object]]


@pytest.fixture(scope="module", params=BACKGROUNDS)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    outcomes, facts = outlive(tmp_path_factory.mktemp("survival"), request.param)
    return {outcome.fault: outcome for outcome in outcomes}, facts


def test_the_placeholder_comes_first_and_last_and_nothing_but_composites_between(found: Found):
    _, facts = found
    assert (facts["first"], facts["last"], facts["first_again"]) == ("card", "card", "card")
    assert facts["kinds"] == ["card", "composite"]
    assert facts["code"] == 0


def test_no_block_of_the_room_was_ever_shown(found: Found):
    outcomes, facts = found
    assert set(outcomes) == {"settings corrupted", "sleep", "SIGTERM", "SIGKILL"}
    assert facts["room_at_start"] == 0
    assert [outcome for outcome in outcomes.values() if outcome.room_blocks] == []


def test_settings_that_are_garbage_change_nothing(found: Found):
    outcome = found[0]["settings corrupted"]
    assert outcome.cards == 0
    assert outcome.gap_ms < slack() * GAP_MS


def test_after_sleep_the_picture_is_back_in_time_and_the_end_has_no_gap(found: Found):
    outcomes, _ = found
    back_ms = outcomes["sleep"].recovery_ms
    assert back_ms is not None and back_ms < slack() * BACK_MS
    assert outcomes["sleep"].gap_ms < slack() * GAP_MS
    assert outcomes["SIGTERM"].gap_ms < slack() * GAP_MS


def test_after_a_kill_the_placeholder_is_back_in_time(found: Found):
    back_ms = found[0]["SIGKILL"].recovery_ms
    assert back_ms is not None and back_ms < slack() * BACK_MS


@pytest.mark.parametrize("contrast", [0.05, 0.5])
def test_a_raw_picture_would_be_seen_through_the_stream(contrast: float):
    raw = scene(0)[0]
    jpeg = cv2.imdecode(cv2.imencode(".jpg", raw, [cv2.IMWRITE_JPEG_QUALITY, 85])[1], cv2.IMREAD_COLOR)
    assert room_blocks(np.asarray(jpeg, np.uint8), room(), contrast=contrast) > 300
    assert kind_of(raw) == "composite", "so the blocks alone tell"
    assert kind_of(placeholder(ROOM_SIZE, "one moment")) == "card"
    assert kind_of(room()) == "other"
