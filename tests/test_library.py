"""The library keeps copies, names and order on disk, and survives whatever happens to its folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.assets import asset
from livebg.errors import BackgroundError
from livebg.library import INDEX, Library
from livebg.thumbnails import SIZE, cache_path, thumbnail, thumbnail_file


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def beach(tmp_path: Path) -> Path:
    path = tmp_path / "My beach_2.png"
    cv2.imwrite(str(path), np.full((40, 60, 3), (200, 150, 20), np.uint8))
    return path


def test_bundled_backgrounds_are_there_from_the_start(library: Library):
    assert [(i.value, i.name, i.own) for i in library.items()] == [
        ("living-room", "Living room", False), ("reading-corner", "Reading corner", False), ("study", "Study", False),
    ]  # fmt: skip
    assert not library.folder.exists()


def test_an_added_picture_is_a_copy_that_outlives_its_original(library: Library, beach: Path):
    item = library.add(beach)
    data = beach.read_bytes()
    beach.unlink()
    again = Library(library.folder)
    assert again.items()[0] == item
    assert (item.name, item.kind, item.own, item.missing) == ("My beach 2", "picture", True, False)
    assert Path(item.value).read_bytes() == data and Path(item.value).parent == library.folder


def test_adding_twice_gives_one_item_and_two_of_one_name_give_two(library: Library, beach: Path, tmp_path: Path):
    first = library.add(beach)
    assert library.add(beach) == first
    other = tmp_path / "other" / beach.name
    other.parent.mkdir()
    cv2.imwrite(str(other), np.zeros((40, 60, 3), np.uint8))
    second = library.add(other)
    assert second.value != first.value
    assert [i.value for i in library.items() if i.own] == [second.value, first.value]


def test_folders_stay_where_they_are_and_are_never_deleted(library: Library, beach: Path, tmp_path: Path):
    folder = tmp_path / "slides"
    folder.mkdir()
    shutil.copy(beach, folder / "1.png")
    item = library.add(folder)
    assert (item.value, item.kind) == (str(folder), "folder")
    library.remove(item.value)
    assert (folder / "1.png").exists()
    assert not any(i.own for i in library.items())


def test_videos_and_gifs_are_told_from_pictures(library: Library, tmp_path: Path):
    gif = tmp_path / "a.gif"
    gif.write_bytes(b"GIF89a")
    assert library.add(asset("demo/person.mp4")).kind == "video"
    assert library.add(gif).kind == "video"


def test_pasted_bytes_become_a_file(library: Library):
    item = library.add_bytes(b"data", "Pasted picture", ".png")
    assert (item.name, Path(item.value).name, Path(item.value).read_bytes()) == (
        "Pasted picture", "Pasted-picture.png", b"data",
    )  # fmt: skip


def test_the_last_used_comes_first(library: Library, beach: Path):
    own = library.add(beach)
    library.used("study")
    assert [i.value for i in library.items()][:2] == ["study", own.value]
    library.used(own.value)
    assert [i.value for i in Library(library.folder).items()][:2] == [own.value, "study"]
    library.used("#123456")  # not of the library
    assert "#123456" not in (library.folder / INDEX).read_text()


def test_a_background_is_found_by_its_name(library: Library, beach: Path):
    item = library.add(beach)
    assert library.find("my BEACH 2") == item.value
    assert (library.find("Living Room"), library.find("study"), library.find("#102030")) == (
        "living-room",
        "study",
        "#102030",
    )


def test_rename_keeps_the_value_and_remove_deletes_the_copy(library: Library, beach: Path):
    item = library.add(beach)
    assert library.rename(item.value, "  Sea\n view ").name == "Sea view"
    assert Library(library.folder).items()[0].name == "Sea view"
    with pytest.raises(BackgroundError, match="cannot be empty"):
        library.rename(item.value, " \t")
    with pytest.raises(BackgroundError, match="study is not one of your own"):
        library.rename("study", "x")
    library.remove(item.value)
    assert not Path(item.value).exists() and beach.exists()
    with pytest.raises(BackgroundError, match="not one of your own"):
        library.remove(item.value)


def test_a_file_that_was_taken_away_is_shown_as_missing_and_can_be_removed(library: Library, beach: Path):
    item = library.add(beach)
    Path(item.value).unlink()
    assert library.items()[0].missing
    with pytest.raises(BackgroundError, match="not there any more"):
        cache_path(item.value)
    library.remove(item.value)
    assert len(library.items()) == 3


@pytest.mark.parametrize(
    "index",
    ["", "{", "[]", "null", "[" * 100_000, '{"backgrounds": [{"name": 1}]}', '{"backgrounds": [{"name": "a", "path": "../x"}]}',
     '{"backgrounds": [], "used": {"study": "soon"}}', '{"backgrounds": [{"name": "a", "path": ""}]}'],
)  # fmt: skip
def test_a_broken_index_is_kept_aside_and_the_files_are_found_again(library: Library, beach: Path, index: str):
    item = library.add(beach)
    (library.folder / INDEX).write_text(index)
    again = Library(library.folder)
    assert "could not be read" in again.problem
    assert [i.value for i in again.items() if i.own] == [item.value]
    assert (library.folder / f"{INDEX}.broken").read_text() == index
    again.used("study")
    assert Library(library.folder).problem == ""
    assert json.loads((library.folder / INDEX).read_text())["used"].keys() == {"study"}


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path, beach: Path):
    (tmp_path / "blocked").write_text("a file where the folder should be")
    library = Library(tmp_path / "blocked" / "library")
    for change in (
        lambda: library.add(beach), lambda: library.add(tmp_path), lambda: library.used("study"),
        lambda: library.add_bytes(b"x", "x", ".png"),
    ):  # fmt: skip
        with pytest.raises(BackgroundError, match="cannot"):
            change()
    assert [i.value for i in library.items()] == ["living-room", "reading-corner", "study"]


def test_what_is_not_there_is_not_added(library: Library, tmp_path: Path):
    with pytest.raises(BackgroundError, match=r"cannot add .*none\.png.* No such file"):
        library.add(tmp_path / "none.png")


def test_a_thumbnail_is_made_once_and_anew_when_the_file_changes(beach: Path, tmp_path: Path):
    cache = tmp_path / "cache"
    first = thumbnail_file(str(beach), cache)
    picture = cv2.imread(str(first))
    assert (picture.shape[1], picture.shape[0]) == SIZE
    assert np.abs(picture.astype(int) - (200, 150, 20)).max() <= 3
    made = first.stat().st_mtime_ns
    assert thumbnail_file(str(beach), cache).stat().st_mtime_ns == made
    cv2.imwrite(str(beach), np.zeros((10, 10, 3), np.uint8))
    assert thumbnail_file(str(beach), cache) != first


@pytest.mark.parametrize("value", ["study", "blur", "blur:1", "#204060", "transparent"])
def test_every_kind_has_a_thumbnail(value: str, tmp_path: Path):
    assert thumbnail(value).shape == (SIZE[1], SIZE[0], 3)
    assert thumbnail_file(value, tmp_path).exists()


def test_more_blur_is_seen_in_the_thumbnail():
    def detail(value: str) -> float:
        return float(cv2.Laplacian(thumbnail(value), cv2.CV_64F).var())

    assert detail("blur:0.9") < detail("blur:0.2") * 0.8


def test_a_video_and_a_folder_show_their_first_picture(beach: Path, tmp_path: Path):
    folder = tmp_path / "slides"
    folder.mkdir()
    shutil.copy(beach, folder / "1.png")
    assert np.array_equal(thumbnail(str(folder)), thumbnail(str(beach)))
    assert thumbnail(str(asset("demo/person.mp4"))).std() > 20


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_has_no_thumbnail(content: bytes, tmp_path: Path):
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(BackgroundError):
        thumbnail_file(str(tmp_path / "bad.png"), tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_video_without_frames_has_no_thumbnail(tmp_path: Path):
    video = tmp_path / "cut.mp4"
    video.write_bytes(asset("demo/person.mp4").read_bytes()[:3000])
    with pytest.raises(BackgroundError, match=r"cut\.mp4"):
        thumbnail_file(str(video), tmp_path / "cache")
