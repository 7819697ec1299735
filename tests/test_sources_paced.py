"""Check when frames are played and which are skipped, with a clock that the test turns, and how a source is repeated."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

from livebg.errors import SourceError
from livebg.sources.paced import PacedSource
from livebg.sources.repeated import RepeatedSource
from livebg.types import Frame, Image, SourceInfo

IMAGE: Image = np.zeros((2, 2, 3), np.uint8)


class Recording:
    """Be a file: frames at given times. cost(index) is called before each frame, as decoding takes its time."""

    def __init__(
        self, times: list[float], cost: Callable[[int], None] = lambda index: None, trouble: str = "", fps: int = 10
    ) -> None:
        self.info = SourceInfo(
            "recording", (2, 2), Fraction(fps), frames=len(times), audio=Path("sound"), time_base=Fraction(1, 90_000)
        )
        self.trouble = ""
        self.closed = 0
        self._times, self._cost, self._at_end = times, cost, trouble

    def __iter__(self) -> Iterator[Frame]:
        for index, at_s in enumerate(self._times):
            self._cost(index)
            yield Frame(IMAGE, index, at_s)
        self.trouble = self._at_end

    def close(self) -> None:
        self.closed += 1


class Clock:
    """Be the time: it passes only where the test says so, or where somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        return False

    def take(self, seconds: float) -> None:
        self.now += seconds


def regular(count: int, start_s: float = 0.0) -> list[float]:
    return [start_s + index / 10 for index in range(count)]


def played(recording: Recording, clock: Clock, after: Callable[[Frame], None] = lambda frame: None) -> list[Frame]:
    """Play to the end; `after` is what the reader does with each frame."""
    frames = []
    for frame in PacedSource(recording, clock, clock.wait):
        frames.append(frame)
        after(frame)
    return frames


def times(frames: list[Frame]) -> list[float]:
    return [round(frame.captured_at - 1000, 6) for frame in frames]


@pytest.mark.parametrize("start_s", [0.0, 1.4, -0.3, 36_000.0])
def test_frames_come_when_they_are_due_from_the_first_one_on(start_s: float):
    frames = played(Recording(regular(5, start_s)), Clock())
    assert times(frames) == [0, 0.1, 0.2, 0.3, 0.4]
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4]


def test_a_variable_rate_is_played_as_it_is():
    assert times(played(Recording([0, 0.1, 0.5, 0.55, 2.0]), Clock())) == [0, 0.1, 0.5, 0.55, 2.0]


def test_the_time_that_decoding_takes_is_not_added():
    clock = Clock()
    frames = played(Recording(regular(5), lambda index: clock.take(0.07)), clock)
    assert np.diff(times(frames)).round(6).tolist() == [0.1] * 4
    assert clock.waits == pytest.approx([0.03] * 4)


def test_a_late_reader_misses_frames_and_does_not_lag():
    clock = Clock()
    frames = played(Recording(regular(10)), clock, lambda frame: clock.take(0.45 if frame.index == 2 else 0.0))
    assert [frame.index for frame in frames] == [0, 1, 2, 6, 7, 8, 9]
    assert times(frames) == [0, 0.1, 0.2, 0.65, 0.7, 0.8, 0.9]


def test_a_little_late_is_not_skipped():
    clock = Clock()
    frames = played(Recording(regular(6)), clock, lambda frame: clock.take(0.19 if frame.index == 2 else 0.0))
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4, 5]
    assert times(frames) == [0, 0.1, 0.2, 0.39, 0.4, 0.5]


def test_a_reader_that_was_away_goes_on_where_it_was():
    clock = Clock()
    frames = played(Recording(regular(6)), clock, lambda frame: clock.take(60.0 if frame.index == 2 else 0.0))
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4, 5]
    assert times(frames) == [0, 0.1, 0.2, 60.2, 60.3, 60.4]


def test_decoding_slower_than_the_video_still_gives_most_frames():
    clock = Clock()
    frames = played(Recording(regular(60), lambda index: clock.take(0.2)), clock)
    assert len(frames) >= 30
    assert max(second.index - first.index for first, second in pairwise(frames)) <= 2
    assert max(second.captured_at - first.captured_at for first, second in pairwise(frames)) <= 0.41


def test_time_that_jumps_back_does_not_stop_the_playing():
    frames = played(Recording([*regular(3, 50.0), *regular(3)]), Clock())
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4, 5]
    assert times(frames)[3:] == pytest.approx([0.2, 0.3, 0.4])


def test_info_says_that_it_is_live_and_leaves_the_sound_out():
    recording = Recording(regular(3))
    info = PacedSource(recording).info
    assert (info.live, info.audio, info.time_base, info.frames) == (True, None, None, 3)
    assert recording.info.audio is not None


def test_trouble_is_passed_on():
    source = PacedSource(Recording([0.0], trouble="the end is missing"))
    assert source.trouble == ""
    assert len(list(source)) == 1
    assert source.trouble == "the end is missing"


def test_closing_ends_a_wait_at_once_and_closes_the_source():
    recording = Recording([0.0, 3600.0])
    source = PacedSource(recording)
    first = threading.Event()
    seen: list[Frame] = []

    def read() -> None:
        for frame in source:
            seen.append(frame)
            first.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert first.wait(60)
    source.close()
    reader.join(10)
    assert not reader.is_alive()
    assert len(seen) == 1
    assert recording.closed == 1


def test_stamps_are_monotonic_time():
    before = time.monotonic()
    frames = list(PacedSource(Recording([0.0, 0.001, 0.002])))
    assert before <= frames[0].captured_at < frames[1].captured_at < frames[2].captured_at <= time.monotonic()


def test_a_closed_source_gives_no_more_frames():
    source = PacedSource(Recording(regular(5)), clock := Clock(), clock.wait)
    frames = iter(source)
    next(frames)
    source.close()
    assert list(frames) == []


# ---- over and over ----


def rounds(*recordings: Recording) -> Callable[[], Recording]:
    waiting = list(recordings)
    return lambda: waiting.pop(0)


def test_index_and_time_go_on_from_round_to_round():
    source = RepeatedSource(lambda: Recording([5.0, 5.1, 5.25]))
    frames = list(islice(source, 8))
    assert [frame.index for frame in frames] == list(range(8))
    assert [frame.captured_at for frame in frames] == pytest.approx([5, 5.1, 5.25, 5.35, 5.45, 5.6, 5.7, 5.8])
    assert (source.info.frames, source.info.audio) == (None, None)


def test_the_first_round_keeps_its_times_exactly():
    exact = [index / 3 for index in range(4)]
    assert [frame.captured_at for frame in islice(RepeatedSource(lambda: Recording(exact)), 4)] == exact


def test_each_round_is_closed_before_the_next_begins():
    first, second, third = Recording([0.0, 0.1]), Recording([0.0, 0.1]), Recording([0.0])
    source = RepeatedSource(rounds(first, second, third))
    frames = iter(source)
    for _ in range(3):
        next(frames)
    assert (first.closed, second.closed) == (1, 0)
    source.close()
    assert list(frames) == []
    assert (second.closed, third.closed) == (1, 0)


def test_a_file_that_is_gone_in_a_later_round_is_reported():
    def gone() -> Recording:
        if opened:
            raise SourceError("clip.mp4 is gone")
        opened.append(True)
        return Recording([0.0])

    opened: list[bool] = []
    frames = iter(RepeatedSource(gone))
    next(frames)
    with pytest.raises(SourceError, match=r"clip\.mp4 is gone"):
        next(frames)


def test_nothing_is_not_repeated_for_ever():
    assert list(RepeatedSource(lambda: Recording([]))) == []


def test_trouble_of_a_round_is_kept():
    source = RepeatedSource(rounds(Recording([0.0], trouble="damaged"), Recording([0.0])))
    list(islice(source, 2))
    assert source.trouble == "damaged"


def test_repeated_and_paced():
    clock = Clock()
    source = PacedSource(RepeatedSource(lambda: Recording(regular(3))), clock, clock.wait)
    frames = list(islice(source, 7))
    assert [frame.index for frame in frames] == list(range(7))
    assert times(frames) == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
