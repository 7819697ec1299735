from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.errors import DataError
from tests.synth_avatar import write_avatar
from train.__main__ import main
from train.synth.avatar import avatar_files
from train.synth.layers import read_clip, read_layers, read_sequences, read_still, still_files
from train.synth.poses import LIVELY
from train.synth.raster import Raster
from train.synth.render import Item, avatar_of, interleaved, item_path
from train.synth.store import write_picture


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    (root / "avatars").mkdir()
    write_avatar(root / "avatars" / "Group_F_1_Casual.npz", wig=True)
    write_avatar(root / "avatars" / "Group_M_2_Busi.npz")
    return root


@pytest.fixture(scope="module")
def rendered(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        Raster().context.release()
    except DataError as error:
        pytest.skip(f"no off-screen OpenGL here: {error}")
    output = tmp_path_factory.mktemp("out")
    assert main(["render", "--data", str(data), "--output", str(output), "--stills", "2", "--sequences", "1"]) == 0
    return output


def workers_of(pid: int) -> list[Path]:
    """Give the folders in /proc of the processes that a renderer has started to draw with."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        Path(f"/proc/{child}") for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_stills_hold_a_person_with_soft_alpha(rendered: Path):
    stills = list(read_layers(rendered))
    assert len(stills) == 2
    assert {still.identity for still in stills} == {"Group_F_1", "Group_M_2"}
    for still in stills:
        assert still.person.dtype == np.uint8 and still.person.shape in ((288, 512, 4), (288, 384, 4))
        alpha = still.person[:, :, 3]
        assert 0.02 < (alpha > 127).mean() < 0.98
        assert len(np.unique(alpha)) > 5
        assert still.person[alpha > 200][:, :3].mean() > 10
        assert still.identity in still.name
        if still.behind is not None:
            assert still.behind.shape == still.person.shape


def test_a_sequence_moves(rendered: Path):
    (clip,) = read_sequences(rendered)
    assert clip.frames.shape == (20, 288, 512, 4) and clip.fps == 10
    steps = np.abs(np.diff(clip.frames[:, :, :, 3].astype(int), axis=0)).mean((1, 2))
    assert (steps > 0).all() and steps.max() < 20


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the worker in /proc")
def test_it_goes_on_when_a_worker_dies(data: Path, rendered: Path, tmp_path: Path):
    command = [sys.executable, "-m", "train", "render", "--data", str(data), "--output", str(tmp_path)]
    with subprocess.Popen([*command, "--stills", "12", "--sequences", "0"], stderr=subprocess.PIPE, text=True) as run:
        while run.poll() is None and not list(tmp_path.glob("stills/*.json")):
            time.sleep(0.05)
        for worker in workers_of(run.pid):
            os.kill(int(worker.name), signal.SIGKILL)
        _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    assert "died" in said
    assert len(still_files(tmp_path)) == 12


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the worker in /proc")
def test_no_worker_outlives_what_started_it(data: Path, rendered: Path, tmp_path: Path):
    command = [sys.executable, "-m", "train", "render", "--data", str(data), "--output", str(tmp_path)]
    with subprocess.Popen([*command, "--stills", "500", "--sequences", "0"], stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not list(tmp_path.glob("stills/*.json")):
            time.sleep(0.05)
        workers = workers_of(run.pid)
        run.kill()
    assert workers
    deadline = time.monotonic() + 60
    while any(worker.exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [worker for worker in workers if worker.exists()]


def test_it_goes_on_where_it_stopped_and_draws_the_same_again(
    rendered: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    path = still_files(rendered)[1]
    before, untouched = read_still(path), still_files(rendered)[0].stat().st_mtime_ns
    for kind in (path, path.with_suffix(".webp")):
        kind.unlink()
    assert main(["render", "--data", str(data), "--output", str(rendered), "--stills", "2", "--sequences", "1"]) == 0
    assert "1 items rendered, the others were there" in capsys.readouterr().out
    assert np.array_equal(read_still(path).person, before.person)
    assert still_files(rendered)[0].stat().st_mtime_ns == untouched
    assert not list(rendered.rglob(".*"))


def test_a_stop_half_way_leaves_stills_and_sequences():
    items = interleaved(100, 10, 0)
    assert len(items) == 110
    assert sum(not item.still for item in items[:55]) == 5
    assert [item.number for item in items if item.still] == list(range(100))


def test_every_avatar_has_its_turn(data: Path):
    avatars = avatar_files(data / "avatars")
    for first in range(0, 10, 2):
        assert {avatar_of(Item(True, number, 3), avatars) for number in (first, first + 1)} == set(avatars)
    assert item_path(Item(True, 12, 3), avatars, Path("out")).name.startswith("00012-Group_")


def test_a_set_to_evaluate_with_shows_only_people_who_are_held_out(
    rendered: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("train.synth.render.held_out", lambda identity: identity == "Group_M_2")
    arguments = ["render", "--data", str(data), "--output", str(tmp_path), "--stills", "4", "--sequences", "0"]
    assert main([*arguments, "--held-out", "--lively", "1"]) == 0
    made = [json.loads(path.read_text()) for path in (tmp_path / "stills").glob("*.json")]
    assert [about["identity"] for about in made] == ["Group_M_2"] * 2
    assert any(arm in LIVELY for about in made for arm in about["arms"])


def test_people_are_drawn_from_head_to_foot_where_asked_and_the_others_stay_what_they_are(
    rendered: Path, data: Path, tmp_path: Path
):
    arguments = ["render", "--data", str(data), "--stills", "2", "--sequences", "0"]
    assert main([*arguments, "--output", str(tmp_path / "whole"), "--whole", "1"]) == 0
    for path in still_files(tmp_path / "whole"):
        about, alpha = json.loads(path.read_text()), read_still(path).person[:, :, 3]
        assert about["framing"] == "whole" and not about["chair"]
        rows = np.flatnonzero((alpha > 127).any(axis=1))
        columns = np.flatnonzero((alpha > 127).any(axis=0))
        assert rows[-1] - rows[0] > 1.2 * (columns[-1] - columns[0])  # somebody who stands, whose feet are seen
        assert rows[-1] < alpha.shape[0] - 1
    assert main([*arguments, "--output", str(tmp_path / "none"), "--whole", "0"]) == 0
    for path, again in zip(still_files(rendered), still_files(tmp_path / "none"), strict=True):
        assert np.array_equal(read_still(path).person, read_still(again).person)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--stills", "-1"], "--stills -1 is too small"),
        (["--workers", "0"], "--workers 0 is too small"),
        (["--lively", "1.5"], "--lively 1.5 is no share"),
        (["--whole", "-0.1"], "--whole -0.1 is no share"),
    ],
)
def test_silly_numbers_are_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
):
    assert main(["render", "--data", str(data), "--output", str(tmp_path), *arguments]) == 1
    assert says in capsys.readouterr().err


def test_no_avatars_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["render", "--data", str(tmp_path), "--output", str(tmp_path / "out")]) == 1
    assert "no avatars in" in capsys.readouterr().err


def picture(folder: Path, name: str) -> np.ndarray:
    made = np.zeros((36, 64, 4), np.uint8)
    made[10:30, 20:40] = (10, 20, 30, 255)
    made[9, 20:40] = (10, 20, 30, 77)
    folder.mkdir(parents=True, exist_ok=True)
    write_picture(folder / name, made)
    return made


def test_a_picture_is_read_as_it_was_written(tmp_path: Path):
    made = picture(tmp_path / "stills", "a.webp")
    (tmp_path / "stills" / "a.json").write_text(json.dumps({"identity": "Group_F_1"}))
    (still,) = read_layers(tmp_path)
    assert np.array_equal(still.person, made)
    assert still.behind is None


def test_broken_layers_are_named(tmp_path: Path):
    with pytest.raises(DataError, match="python -m train render"):
        next(read_layers(tmp_path))
    picture(tmp_path / "stills", "a.webp")
    (tmp_path / "stills" / "a.json").write_text("{")
    with pytest.raises(DataError, match=r"a\.json"):
        next(read_layers(tmp_path))
    (tmp_path / "stills" / "a.json").write_text(json.dumps({"identity": "Group_F_1"}))
    (tmp_path / "stills" / "a.webp").write_bytes(b"RIFF")
    with pytest.raises(DataError, match=r"a\.webp"):
        next(read_layers(tmp_path))


def test_a_sequence_with_frames_of_two_sizes_is_refused(tmp_path: Path):
    folder = tmp_path / "sequences" / "00000-Group_F_1-Casual"
    picture(folder, "000.webp")
    cv2.imwrite(str(folder / "001.webp"), np.zeros((20, 20, 4), np.uint8) + 255)
    (folder / "clip.json").write_text(json.dumps({"identity": "Group_F_1", "fps": 10}))
    with pytest.raises(DataError, match=r"different sizes|picture with alpha"):
        read_clip(folder)
