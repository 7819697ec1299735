from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from livebg.errors import DataError
from tests.synth_avatar import SKIN, joints, limbs, write_avatar
from train.synth.avatar import avatar_files, read_avatar
from train.synth.hair import WIG_POINTS, sampled, scalp, wig_hair
from train.synth.wardrobe import garment_mask


def test_an_avatar_stands_in_its_bind_pose_in_metres(tmp_path: Path):
    avatar = read_avatar(write_avatar(tmp_path / "Group_F_1_Casual.npz", wig=True))
    assert (avatar.identity, avatar.outfit) == ("Group_F_1", "Casual")
    expected = np.concatenate([part.position for _, part, _ in limbs()])
    assert np.allclose(avatar.body.position, expected, atol=1e-4)
    assert np.allclose(avatar.body.weights.sum(1), 1)
    for name, (_, place) in joints().items():
        assert np.allclose(avatar.skeleton.place(name), place, atol=1e-5)
    assert avatar.wig is not None and len(avatar.wig.position) == 63
    moved, by = avatar.morphs["MouthOpen"]
    assert moved.tolist() == [0, 1, 2]
    assert np.allclose(by, [0, -0.01 / 0.9, 0], atol=1e-4)


def test_normals_point_out_of_the_body(tmp_path: Path):
    body = read_avatar(write_avatar(tmp_path / "Group_F_1_Casual.npz")).body
    torso = np.abs(body.position[:, 1] - 1.2) < 0.01
    assert (np.einsum("vc,vc->v", body.normal[torso], body.position[torso] * [1, 0, 1]) > 0).all()


def test_skin_cloth_and_hair_are_told_apart(tmp_path: Path):
    avatar = read_avatar(write_avatar(tmp_path / "Group_F_1_Casual.npz"))
    part = np.concatenate([np.full(len(solid.position), column) for _, solid, column in limbs()])
    mask = garment_mask(avatar)
    assert (mask[:, 150:230] > 0).any() and not (mask[:, :120] > 0).any()
    covered = scalp(avatar)
    assert covered[part == 2].any() and not covered[part != 2].any()
    own = sampled(avatar.texture, avatar.body.uv)[part == 0]
    assert np.allclose(own, (np.array(SKIN) / 255) ** 2.2, atol=0.02)


def test_strands_run_down_the_wig(tmp_path: Path):
    avatar = read_avatar(write_avatar(tmp_path / "Group_F_1_Casual.npz", wig=True))
    assert avatar.wig is not None
    hair = wig_hair(np.random.default_rng(0), avatar.wig)
    assert hair.points.shape[1:] == (WIG_POINTS, 3)
    falls = hair.points[:, 0, 1] - hair.points[:, -1, 1]
    assert (falls > 0).mean() > 0.95
    assert np.abs(hair.points[:, 0, 2] + 0.06).max() < 0.02
    again = wig_hair(np.random.default_rng(0), avatar.wig)
    assert np.array_equal(hair.points, again.points)


def _without(path: Path, name: str) -> None:
    with np.load(path) as file:
        data = {key: file[key] for key in file.files if key != name}
    np.savez(path, **data)


def _changed(path: Path, name: str, value: np.ndarray) -> None:
    with np.load(path) as file:
        data = {key: file[key] for key in file.files}
    np.savez(path, **(data | {name: value}))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:2000]), "cannot read"),
        (lambda path: _without(path, "body/uv"), "body/uv"),
        (lambda path: _changed(path, "body/triangles", np.array([[0, 1, 60000]], np.uint16)), "vertices or joints"),
        (lambda path: _changed(path, "node/name", np.array(["x"] * len(joints()))), "no joint Hips"),
        (lambda path: _changed(path, "node/parent", np.zeros(len(joints()), np.int16)), "circle"),
        (lambda path: _changed(path, "body/texture", np.zeros(20, np.uint8)), "texture"),
        (lambda path: _changed(path, "body/position", np.full((8, 3), np.nan, np.float32)), ""),
    ],
    ids=["cut", "no uv", "indices", "joints", "circle", "texture", "nan"],
)
def test_a_damaged_avatar_is_named(tmp_path: Path, spoil, says: str):
    path = write_avatar(tmp_path / "Group_F_1_Casual.npz")
    spoil(path)
    with pytest.raises(DataError, match=path.name) as caught:
        read_avatar(path)
    assert says in str(caught.value)


def test_a_folder_without_avatars_is_refused(tmp_path: Path):
    (tmp_path / "notes.npz").write_bytes(b"")
    with pytest.raises(DataError, match="no avatars in"):
        avatar_files(tmp_path)
