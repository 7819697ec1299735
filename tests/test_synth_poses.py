from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.synth_avatar import write_avatar
from train.synth.avatar import Avatar, read_avatar
from train.synth.motion import KINDS, moving
from train.synth.poses import ACTIONS, Pose, blend, draw_pose, rotations
from train.synth.skeleton import Hand, apply, blended, euler, reach, skinned, turns
from train.synth.view import FRAMINGS, draw_view


@pytest.fixture
def avatar(tmp_path: Path) -> Avatar:
    return read_avatar(write_avatar(tmp_path / "Group_M_1_Busi.npz"))


def posed(avatar: Avatar, found: dict[str, np.ndarray], joint: str) -> np.ndarray:
    return apply(turns(avatar.skeleton, found)[avatar.skeleton.index(joint)], avatar.skeleton.place(joint))


def test_no_rotation_leaves_the_bind_pose(avatar: Avatar):
    matrices = blended(avatar.body, turns(avatar.skeleton, {}))
    place, normal = skinned(matrices, avatar.body.position, avatar.body.normal)
    assert np.allclose(place, avatar.body.position, atol=1e-5)
    assert np.allclose(normal, avatar.body.normal, atol=1e-4)


def test_turning_the_head_moves_the_eyes_and_not_the_hands(avatar: Avatar):
    found = {"Head": euler(0, 90, 0)}
    assert np.allclose(
        posed(avatar, found, "LeftEye"), [0.07, 1.68, 0.02], atol=1e-4
    )  # 7 cm ahead is now 7 cm to the left
    assert np.allclose(posed(avatar, found, "LeftHand"), avatar.skeleton.place("LeftHand"))


def test_nodding_forward_lowers_the_eyes(avatar: Avatar):
    assert posed(avatar, {"Head": euler(30, 0, 0)}, "LeftEye")[1] < 1.65


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_a_hand_reaches_its_place_as_it_should_be_held(avatar: Avatar, side: str):
    sign = 1.0 if side == "Left" else -1.0
    wrist = np.array([sign * 0.10, 1.20, 0.30])
    hand = Hand(wrist, np.array([sign, -1.0, 0]), np.array([0.0, 0.3, 1.0]), np.array([0.0, -1.0, 0.0]), 0.3)
    found = reach(avatar.skeleton, turns(avatar.skeleton, {}), side, hand)
    assert np.allclose(posed(avatar, found, f"{side}Hand"), wrist, atol=2e-3)
    elbow = posed(avatar, found, f"{side}ForeArm")
    assert np.linalg.norm(elbow - avatar.skeleton.place(f"{side}Arm")) == pytest.approx(0.26, abs=1e-3)
    assert np.linalg.norm(elbow - wrist) == pytest.approx(0.24, abs=1e-3)
    turn = turns(avatar.skeleton, found)[avatar.skeleton.index(f"{side}Hand"), :3, :3]
    ahead = turn @ np.array([sign, 0, 0])
    assert ahead @ np.array([0, 0.287, 0.958]) > 0.99
    assert (turn @ np.array([0, -1, 0]))[1] < -0.9  # the palm faces down


def test_a_place_too_far_is_reached_for_with_a_straight_arm(avatar: Avatar):
    hand = Hand(np.array([0.2, 1.48, 3.0]), np.array([0, -1.0, 0]), np.array([0, 0, 1.0]), np.array([0, -1.0, 0]), 0.0)
    found = reach(avatar.skeleton, turns(avatar.skeleton, {}), "Left", hand)
    assert posed(avatar, found, "LeftHand")[2] == pytest.approx(0.985 * 0.5, abs=5e-3)


@pytest.mark.parametrize("action", ACTIONS)
def test_no_action_tears_an_arm_off_or_twists_it_to_nothing(avatar: Avatar, action: str):
    pose = draw_pose(np.random.default_rng(1), standing=False, arms=(action, action))
    for turn in rotations(avatar, pose).values():
        assert np.allclose(turn @ turn.T, np.eye(3), atol=1e-4)
        assert np.linalg.det(turn) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("action", "axis", "least"),
    [("up", 1, 1.70), ("crown", 1, 1.60), ("wide", 0, 0.35), ("selfie", 2, 0.30), ("stop", 2, 0.25)],
)
def test_arms_off_the_body_reach_above_aside_and_ahead(avatar: Avatar, action: str, axis: int, least: float):
    found = rotations(avatar, Pose(arms=(action, action)))
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        assert posed(avatar, found, f"{side}Hand")[axis] * (sign if axis == 0 else 1.0) > least


def test_who_stands_sets_a_thigh_ahead_and_aside_and_bends_a_knee_back(avatar: Avatar):
    legs = np.array([[30, 0, 0], [0, 20, 40]], np.float32)
    found, down = rotations(avatar, Pose(("hang", "hang"), standing=True, legs=legs)), np.array([0, -1, 0])
    assert found["LeftUpLeg"] @ down == pytest.approx([0, -np.cos(np.pi / 6), 0.5], abs=1e-5)
    assert found["RightUpLeg"] @ down == pytest.approx([-np.sin(np.pi / 9), -np.cos(np.pi / 9), 0], abs=1e-5)
    assert (found["RightLeg"] @ down)[2] == pytest.approx(-np.sin(np.deg2rad(40)), abs=1e-5)


def test_the_same_seed_gives_the_same_pose():
    first, second, other = (draw_pose(np.random.default_rng(seed), standing=False) for seed in (5, 5, 6))
    assert first.arms == second.arms and first.face == second.face and np.array_equal(first.torso, second.torso)
    assert not np.array_equal(first.torso, other.torso)


def test_a_blend_begins_with_one_pose_and_ends_with_the_other():
    start = Pose(("desk", "desk"), torso=np.array([1.0, 2, 3]), face={"MouthOpen": 1.0})
    end = Pose(("desk", "desk"), torso=np.array([5.0, 6, 7]))
    assert blend(start, end, 0).torso.tolist() == [1, 2, 3]
    assert blend(start, end, 1).torso.tolist() == [5, 6, 7]
    assert blend(start, end, 0.25).face["MouthOpen"] == 0.75


@pytest.mark.parametrize("kind", KINDS)
def test_motion_is_smooth(avatar: Avatar, kind: str):
    at = moving(np.random.default_rng(3), kind, standing=False)
    places = np.array(
        [
            [posed(avatar, rotations(avatar, at(t)), f"{side}Hand") for side in ("Left", "Right")]
            for t in np.arange(0, 2, 0.02)
        ]
    )
    steps = np.linalg.norm(np.diff(places, axis=0), axis=2)
    assert steps.max() < 0.05  # 2.5 m/s
    assert np.ptp(places, axis=0).max() > 0.002


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_camera_sees_the_head_at_its_size(framing: str):
    _, least, most = FRAMINGS[framing]
    head = np.array([0.1, 1.6, 0.05])
    inside = 0
    for seed in range(60):
        view = draw_view(np.random.default_rng(seed), framing, head, 16 / 9)
        seen = [view.matrix @ [*(head + offset), 1.0] for offset in ([0, 0.12, 0], [0, -0.12, 0], [0, 0, 0])]
        top, low, middle = (point[:2] / point[3] for point in seen)
        share = np.linalg.norm((top - low) * [16 / 9, 1]) / 2
        assert least * 0.85 < share < most * 1.25
        inside += bool((np.abs(middle) < 1).all())
    assert inside > 50
