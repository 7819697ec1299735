"""Check the metrics: values worked out by hand, the definition followed literally, and a worse matte never scores better."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from train.metrics import (
    average,
    boundary_f,
    conn,
    dtssd,
    flicker,
    grad,
    iou,
    just_left,
    mad,
    miou,
    mse,
    score_picture,
    still_picture,
    still_truth,
    summarise,
    trail,
)


def squares(size: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """Give a square of 40x40 and its upper half."""
    truth, half = np.zeros((size, size), np.float32), np.zeros((size, size), np.float32)
    truth[20:60, 20:60], half[20:40, 20:60] = 1, 1
    return half, truth


def test_miou_is_the_mean_of_person_and_background():
    half, truth = squares()
    assert miou(half, truth) == pytest.approx((800 / 1600 + 8400 / 9200) / 2)
    assert miou(truth, truth) == miou(truth * 0, truth * 0) == miou(truth * 0 + 1, truth * 0 + 1) == 1
    assert miou(1 - truth, truth) == 0


def steepness_by_definition(matte: np.ndarray) -> np.ndarray:
    """Follow the evaluation code of Rhemann et al. tap by tap: a filter of 11x11 for sigma 1.4."""

    def bell(x: float) -> float:
        return float(np.exp(-(x**2) / (2 * 1.4**2)) / (1.4 * np.sqrt(2 * np.pi)))

    reach = int(np.ceil(1.4 * np.sqrt(-2 * np.log(np.sqrt(2 * np.pi) * 1.4 * 0.01))))
    taps = range(-reach, reach + 1)
    kernel = np.array([[bell(i) * -j * bell(j) / 1.4**2 for j in taps] for i in taps])
    kernel /= np.sqrt((kernel**2).sum())
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(matte, reach, mode="reflect"), kernel.shape)
    along_x, along_y = ((windows * k).sum(axis=(2, 3)) for k in (kernel, kernel.T))
    return np.hypot(along_x, along_y)


def test_grad_follows_its_definition():
    rng = np.random.default_rng(1)
    matte, truth = (cv2.GaussianBlur(rng.random((30, 40), np.float32), (0, 0), 2) for _ in range(2))
    expected = np.square(steepness_by_definition(matte) - steepness_by_definition(truth)).sum()
    assert grad(matte, truth) == pytest.approx(expected, rel=1e-4)


def test_grad_sees_edges_only():
    _, truth = squares()
    assert grad(truth, truth) == pytest.approx(0, abs=1e-6)
    assert grad(np.full_like(truth, 0.2), np.full_like(truth, 0.9)) == pytest.approx(0, abs=1e-6)
    assert grad(truth * 0.5, truth) == pytest.approx(grad(truth * 0, truth) / 4, rel=1e-5)


def test_conn_counts_what_is_not_joined_to_the_person():
    _, truth = squares()
    island, hole, faint, both = (truth.copy() for _ in range(4))
    island[80:83, 80:83] = 1  # 9 pixels where the person is not
    hole[30:32, 30:32] = 0.5  # 4 pixels of the person, half gone
    faint[30:32, 30:32] = 0.9  # less than 0.15 above the connected level: forgiven
    both[80:83, 80:83] = 1
    assert conn(truth, truth) == 0
    assert conn(island, truth) == pytest.approx(9)
    assert conn(hole, truth) == pytest.approx(2)
    assert conn(faint, truth) == 0
    assert conn(both, both) == 0
    assert conn(truth * 0, truth) == pytest.approx(1600)
    assert conn(truth * 0, truth * 0) == 0


def test_dtssd_compares_changes_not_levels():
    still, moved = np.zeros((8, 8), np.float32), np.zeros((8, 8), np.float32)
    moved[:4, :4] = 0.5
    assert dtssd(moved, still, still, still) == pytest.approx(np.sqrt(0.25 * 0.5**2))
    assert dtssd(moved, still, moved, still) == 0
    assert dtssd(still + 0.3, still + 0.3, still, still) == 0  # wrong, but steadily so


def test_flicker_counts_only_what_should_stand_still():
    before, after = np.zeros((10, 10), np.float32), np.zeros((10, 10), np.float32)
    truth = before.copy()
    truth[:, :5] = 1
    after[:, :5], after[:, 5] = 1, 0.4
    still = still_truth(truth, before)
    assert np.count_nonzero(still) == 50
    assert flicker(after, before, still) == pytest.approx(10 * 0.4 / 50)
    assert flicker(truth, before, still) == 0
    assert flicker(after, before, np.zeros_like(still)) == 0


def test_a_trail_is_alpha_where_the_person_has_just_left():
    truths = [np.zeros((10, 20), np.float32) for _ in range(5)]
    for step, truth in enumerate(truths):
        truth[:, step : step + 4] = 1
    left = just_left(truths[4], truths[1:4])
    assert np.count_nonzero(left) == 30  # columns 1 to 3: column 0 was left four frames ago
    late = np.maximum(truths[4], 0.5 * truths[3])
    assert trail(late, left) == pytest.approx(0.5 / 3)
    assert trail(truths[4], left) == 0
    assert trail(late, just_left(truths[0], [])) == 0


def test_noise_is_still_and_motion_is_not():
    rng = np.random.default_rng(2)
    before = np.full((40, 60, 3), 100, np.uint8)
    image = (before + rng.integers(-3, 4, before.shape)).astype(np.uint8)
    image[:, :20] += 40
    still = still_picture(image, before)
    assert still[:, 25:].all()
    assert not still[:, :18].any()


def test_scores_have_the_published_scaling():
    half, truth = squares()
    scores = score_picture(half, truth)
    assert scores["iou"] == pytest.approx(50)
    assert scores["mad"] == pytest.approx(80)
    assert scores["mse"] == pytest.approx(80)
    assert scores["conn"] == pytest.approx(0.8)
    assert scores["grad"] == pytest.approx(grad(half, truth) / 1000)
    assert scores["boundary_f"] == pytest.approx(100 * boundary_f(half, truth))
    assert scores["miou"] == pytest.approx(100 * miou(half, truth))


def test_a_summary_is_the_mean_of_its_pictures():
    half, truth = squares()
    summary = summarise([(half, truth), (truth, truth)])
    assert list(summary) == ["iou", "boundary_f", "mad", "mse", "pictures"]
    assert (summary["iou"], summary["mad"], summary["pictures"]) == (pytest.approx(75), pytest.approx(40), 2)
    assert np.isnan(summarise([])["iou"])
    assert average([{"a": 1.0}, {"a": 3.0, "b": 5.0}]) == {"a": 2, "b": 5}


@pytest.mark.parametrize(
    ("metric", "better"), [(iou, 1), (miou, 1), (boundary_f, 1), (mad, -1), (mse, -1), (grad, -1), (conn, -1)]
)
@pytest.mark.parametrize("harm", ["shift", "fade", "islands"])
def test_a_worse_matte_never_scores_better(metric, better, harm):
    truth = np.zeros((120, 160), np.float32)
    cv2.circle(truth, (80, 60), 40, 1.0, -1)
    truth = cv2.GaussianBlur(truth, (0, 0), 2)
    scores = []
    for much in range(4):
        matte = truth.copy()
        if harm == "shift":
            matte = np.roll(truth, 4 * much, axis=1)
        elif harm == "fade":
            matte[:, 60:] *= 1 - 0.3 * much
        else:
            for number in range(much):
                matte[4:14, 10 + 40 * number : 20 + 40 * number] = 1
        scores.append(better * metric(matte, truth))
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_a_restless_matte_scores_worse_in_time():
    rng = np.random.default_rng(3)
    truth = np.zeros((50, 50), np.float32)
    still = still_truth(truth, truth)
    steady, restless = (np.abs(rng.normal(0, s, (2, 50, 50))).astype(np.float32) for s in (0.02, 0.1))
    assert dtssd(restless[0], restless[1], truth, truth) > 3 * dtssd(steady[0], steady[1], truth, truth)
    assert flicker(restless[0], restless[1], still) > 3 * flicker(steady[0], steady[1], still)
