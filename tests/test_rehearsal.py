"""A rehearsal tells steady from flickering, on the edge from beside it, and cheap from dear."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from itertools import islice

import cv2
import numpy as np
import pytest

from livebg.errors import ModelError, SourceError
from livebg.rehearsal import SHOWN, Candidate, Scores, Take, Trial, best, candidates, edge_share, record, rehearse
from livebg.session import Openers
from livebg.settings import CameraSettings, LookSettings, ModelSettings, Settings
from livebg.sources import open_source
from livebg.types import Matte
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, SceneSource, lost_camera, scene

STUDY = Settings(look=LookSettings(background="study", edges=0.5), model=ModelSettings(model="balanced"))


@pytest.fixture(scope="module")
def take() -> Take:
    with closing(open_source(CameraSettings(source="demo"), paced=False)) as source:
        return record(source, threading.Event(), lambda share: None, seconds=0.35)


def test_a_recording_keeps_frames_and_times_in_memory(take: Take):
    assert take.fps == pytest.approx(30, rel=0.2)
    assert 8 <= len(take.pictures) <= 12
    with closing(open_source(CameraSettings(source="demo"), paced=False)) as source:
        for kept, frame in zip(take.frames(), islice(source, 3), strict=False):
            assert kept.captured_at == frame.captured_at
            assert np.abs(kept.image.astype(int) - frame.image).mean() < 2.5


def test_progress_is_told_and_stop_is_heard():
    told: list[float] = []
    stop = threading.Event()

    def progress(share: float) -> None:
        told.append(share)
        if len(told) == 5:
            stop.set()

    source = SceneSource()
    take = record(source, stop, progress, seconds=60)
    assert len(take.pictures) == 5 and told == sorted(told) and told[-1] <= 1


def test_a_lost_camera_and_a_still_one_are_refused():
    with pytest.raises(SourceError, match="gave no picture for 2 s"):
        record(SceneSource(lost_camera), threading.Event(), lambda share: None)
    with pytest.raises(SourceError, match="at least two frames"):
        record(SceneSource(frames=1), threading.Event(), lambda share: None)


def test_every_model_and_two_variants_are_tried():
    tried = candidates(STUDY, ["balanced", "balanced-int8", "quality"])
    assert [(c.model, c.variant) for c in tried] == [
        ("balanced", "as set"), ("balanced-int8", "as set"), ("quality", "as set"), ("balanced", "steadier"), ("balanced", "closer edges"),
    ]  # fmt: skip
    assert [c.settings.model.model for c in tried] == [c.model for c in tried]
    assert all(c.settings.look.background == "study" for c in tried)
    assert tried[3].settings.look.smoothing > STUDY.look.smoothing and tried[4].settings.look.edges > STUDY.look.edges


def test_the_real_models_run_on_it(take: Take):
    tried = [rehearse(take, c, threading.Event()) for c in candidates(STUDY, ["balanced", "quality"])[:2]]
    assert all(trial is not None for trial in tried)
    small, large = (trial for trial in tried if trial is not None)
    for trial in (small, large):
        assert trial.scores.cpu_ms > 0
        assert len(trial.pictures) == len(take.pictures)
        assert 0 <= trial.scores.flicker < 20 and 40 < trial.scores.edge <= 100
        picture = cv2.imdecode(np.frombuffer(trial.pictures[0], np.uint8), cv2.IMREAD_COLOR)
        assert (picture.shape[1], picture.shape[0]) == SHOWN
        assert picture[:40, 200:280].mean() < 120, "the study's dark wall, not the clip's bright room"


def scene_take() -> Take:
    return record(SceneSource(frames=20), threading.Event(), lambda share: None)


def scored(segmenter: ExactSegmenter) -> Scores:
    openers = Openers(segmenter=lambda settings: segmenter, background=lambda look: PlainBackground())
    plain = Settings(look=LookSettings(smoothing=0, edges=0))
    trial = rehearse(scene_take(), Candidate("exact", "as set", plain), threading.Event(), openers)
    assert trial is not None and segmenter.closed
    return trial.scores


class Loose(ExactSegmenter):
    """Know the person's colour roughly, as JPEG leaves it."""

    def __init__(self, flicker: bool = False) -> None:
        super().__init__(self._matte)
        self._flicker = flicker

    def _matte(self, call: int) -> Matte:
        matte = scene(call - 1)[1]
        return np.zeros_like(matte) if self._flicker and call % 2 else matte


def test_flicker_and_missed_edges_are_seen():
    exact, flickering = scored(Loose()), scored(Loose(flicker=True))
    assert exact.flicker < 5 < 100 < flickering.flicker
    assert exact.edge > 90


def test_a_contour_beside_the_edge_counts_less():
    grey = np.full((90, 160), 60, np.uint8)
    grey[20:70, 50:110] = 200
    on = (grey > 100).astype(np.float32)
    assert edge_share(grey, on) > 0.95
    assert edge_share(grey, np.roll(on, 6, axis=(0, 1))) < 0.3
    assert edge_share(grey, np.zeros_like(on)) == edge_share(grey, np.ones_like(on)) == 0.0


def trial(flicker: float, edge: float, cpu_ms: float) -> Trial:
    return Trial(Candidate("m", "as set", Settings()), Scores(flicker, edge, cpu_ms), ())


def test_the_best_is_the_best_looking_one_that_is_fast_enough():
    poor, good, slow = trial(4, 60, 5), trial(1, 85, 12), trial(0.5, 95, 40)
    assert best([poor, good, slow], fps=30) is good
    assert best([poor, good, slow], fps=10) is slow
    assert best([poor, good, slow], fps=240) is poor, "none is fast enough: the fastest"
    assert best([good, cheap := trial(1, 85, 6)], fps=30) is cheap, "alike: the cheaper"
    assert best([trial(0, 0, 1), good], fps=30) is good, "an empty matte does not flicker, but misses every edge"


def test_stop_ends_a_trial_and_errors_come_through(take: Take):
    stop = threading.Event()
    stop.set()
    assert rehearse(take, candidates(STUDY, [])[0], stop) is None
    missing = replace(
        candidates(STUDY, [])[0], settings=STUDY.model_copy(update={"model": ModelSettings(model="none")})
    )
    with pytest.raises(ModelError, match="none"):
        rehearse(take, missing, threading.Event())


def test_transparent_ones_are_shown_on_grey(take: Take):
    settings = STUDY.model_copy(update={"look": LookSettings(background="transparent")})
    tried = rehearse(take, Candidate("balanced", "as set", settings), threading.Event())
    assert tried is not None
    picture = cv2.imdecode(np.frombuffer(tried.pictures[0], np.uint8), cv2.IMREAD_COLOR)
    assert abs(int(picture[5, 5].mean()) - 128) <= 2


def test_the_size_of_the_scene_does_not_matter():
    assert SIZE[0] < SHOWN[0]
    openers = Openers(segmenter=lambda settings: Loose(), background=lambda look: PlainBackground())
    tried = rehearse(scene_take(), Candidate("exact", "as set", Settings()), threading.Event(), openers)
    assert tried is not None
    picture = cv2.imdecode(np.frombuffer(tried.pictures[0], np.uint8), cv2.IMREAD_COLOR)
    assert (picture.shape[1], picture.shape[0]) == SIZE
