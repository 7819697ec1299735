"""Check shards: what is packed comes back, each process reads its own, and damage is named."""

from __future__ import annotations

import tarfile

import cv2
import numpy as np
import pytest

from livebg.errors import DataError
from train.__main__ import main
from train.data import Pair
from train.sets import pairs_of
from train.shards import read_shards, shard_files, write_shards


def pairs(count: int) -> list[Pair]:
    made = []
    for number in range(count):
        matte = np.zeros((40, 60), np.uint8)
        cv2.circle(matte, (30, 20), 5 + number % 10, 255, -1)
        made.append(Pair(f"picture.{number}", cv2.merge([matte // 2 + 40] * 3), matte))
    return made


def all_of(folder, **more) -> dict[str, Pair]:
    return {pair.name: pair for held in (True, False) for pair in read_shards(folder, validation=held, **more)}


def test_what_is_packed_comes_back(tmp_path):
    assert write_shards(pairs(25), tmp_path, 10) == 25
    assert [path.name for path in shard_files(tmp_path)] == ["000000.tar", "000001.tar", "000002.tar"]
    found = all_of(tmp_path)
    assert set(found) == {f"picture_{number}" for number in range(25)}
    for number, pair in enumerate(pairs(25)):
        np.testing.assert_array_equal(found[f"picture_{number}"].matte, pair.matte)
        assert np.abs(found[f"picture_{number}"].image.astype(int) - pair.image).mean() < 3
    assert not list(tmp_path.glob("*.partial"))


def test_processes_read_different_shards_and_all_of_them_together(tmp_path):
    write_shards(pairs(40), tmp_path, 10)
    first, second = (set(all_of(tmp_path, rank=rank, size=2)) for rank in (0, 1))
    assert not first & second
    assert len(first | second) == 40
    with pytest.raises(DataError, match="4 shards for 5 processes"):
        all_of(tmp_path, rank=0, size=5)


def test_a_set_is_packed_by_command_and_used_as_a_set(tmp_path, capsys):
    for pair in pairs(12):
        for kind, picture in (("images", pair.image), ("mattes", pair.matte)):
            (tmp_path / "people" / kind).mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(tmp_path / "people" / kind / f"{pair.name}.png"), picture)
    arguments = ["shards", "people", "--data", str(tmp_path), "--output", str(tmp_path / "packed"), "--per-shard", "5"]
    assert main(arguments) == 0
    assert "12 pairs in 3 shards" in capsys.readouterr().out
    assert sum(len(pairs_of([tmp_path], "packed", validation=held)) for held in (True, False)) == 12


@pytest.mark.parametrize("fault", ["cut off", "not a picture", "no matte"])
def test_a_damaged_shard_is_named(tmp_path, fault):
    write_shards(pairs(10), tmp_path, 10)
    path = tmp_path / "000000.tar"
    if fault == "cut off":
        path.write_bytes(path.read_bytes()[:3000])
    else:
        with tarfile.open(path, "w") as tar:
            for name in ("a.jpg", "a.png")[: 1 if fault == "no matte" else 2]:
                (tmp_path / name).write_bytes(b"no picture")
                tar.add(tmp_path / name, name)
    with pytest.raises(DataError, match=r"000000\.tar is damaged"):
        all_of(tmp_path)


def test_cut_out_people_are_refused(tmp_path):
    with pytest.raises(DataError, match="cut-out person"):
        write_shards([Pair("a", pairs(1)[0].image, pairs(1)[0].matte, cut_out=True)], tmp_path, 10)
