"""Check that the settings' text opens the right background, and that everything else is refused in words."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from livebg.backgrounds import background_names, open_background
from livebg.errors import BackgroundError
from livebg.settings import LookSettings
from livebg.types import Cutout, Frame


def cutout(size: tuple[int, int] = (64, 36), level: int = 0, at: float = 0.0) -> Cutout:
    width, height = size
    return Cutout(Frame(np.full((height, width, 3), level, np.uint8), 0, at), np.zeros((height, width), np.float32))


def rendered(text: str, **look: object) -> np.ndarray:
    """Open a background, render one frame of it and close it twice."""
    background = open_background(LookSettings(background=text, **look))
    assert not background.transparent
    picture = background.render(cutout())
    assert picture.shape == (36, 64, 3) and picture.dtype == np.uint8
    background.close()
    background.close()
    return picture


def refusal(text: str) -> str:
    with pytest.raises(BackgroundError) as raised:
        open_background(LookSettings(background=text))
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_bundled_names_open_and_differ():
    names = background_names()
    assert names == ["living-room", "reading-corner", "study"]
    pictures = [rendered(name).astype(int) for name in names]
    assert all(np.abs(pictures[i] - pictures[j]).mean() > 10 for i in range(3) for j in range(i))


def test_a_colour_opens():
    assert (rendered("#0000ff") == (255, 0, 0)).all()


def test_blur_shows_the_room_of_the_frame_itself():
    for text in ("blur", "blur:0", "blur:1", " blur:0.25 "):
        background = open_background(LookSettings(background=text))
        assert [int(background.render(cutout(level=level)).max()) for level in (10, 200)] == [10, 200]


def test_a_plain_blur_is_half_strong():
    frame = np.random.default_rng(0).integers(0, 256, (90, 160, 3), dtype=np.uint8)
    scene = Cutout(Frame(frame, 0, 0.0), np.zeros((90, 160), np.float32))
    plain, half, full = (
        open_background(LookSettings(background=t)).render(scene) for t in ("blur", "blur:0.5", "blur:1")
    )
    assert (plain == half).all() and (plain != full).any()


def test_transparent_is_the_one_without_a_picture():
    assert open_background(LookSettings(background="transparent")).transparent


def test_a_picture_a_video_and_a_folder_open_and_fit(tmp_path: Path):
    picture = np.zeros((30, 90, 3), np.uint8)
    picture[:, 30:60] = 255
    assert cv2.imwrite(str(tmp_path / "wide.png"), picture)
    with av.open(str(tmp_path / "odd:name.mkv"), "w") as container:
        stream = container.add_stream("ffv1", rate=5)
        stream.width, stream.height, stream.pix_fmt = 90, 30, "bgr0"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(format="bgr0")))
        container.mux(stream.encode())
    (tmp_path / "album").mkdir()
    assert cv2.imwrite(str(tmp_path / "album" / "1.png"), picture)
    for name in ("wide.png", "odd:name.mkv", "album"):
        assert (rendered(str(tmp_path / name), fit="contain")[0] == 0).all(), name
        assert (rendered(str(tmp_path / name), fit="stretch")[0, 32] == 255).all(), name


def test_a_file_called_like_a_name_needs_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert cv2.imwrite("study.png", np.full((9, 16, 3), 7, np.uint8))
    Path("study.png").rename("study")
    assert (rendered("./study") == 7).all()
    assert not (rendered("study") == 7).all()


def test_a_mistyped_name_suggests_the_nearest():
    assert "did you mean living-room?" in refusal("livingroom")
    assert "did you mean transparent?" in refusal("Transparant")
    assert "did you mean" not in refusal("xyzzy")


@pytest.mark.parametrize("text", ["", "xyzzy", "/nowhere/at/all.jpg", "a" * 5000, "nul\0byte", "~nobody-here/x.png"])
def test_what_does_not_exist_is_refused_with_all_that_could_be_said(text: str):
    said = refusal(text)
    for word in ("there is no background", *background_names(), "#rrggbb", "blur:0..1", "transparent", "folder"):
        assert word in said


@pytest.mark.parametrize("text", ["blur:", "blur:2", "blur:-0.1", "blur:nan", "blur:strong", "blur:inf"])
def test_a_blur_out_of_range_is_refused(text: str):
    assert f"{text} is not a blur; expected blur:0" in refusal(text)


def test_a_wrong_colour_is_refused():
    assert "expected #rrggbb" in refusal("#12")


@pytest.mark.parametrize("name", ["broken.jpg", "broken.mp4", "notes.txt", "noname"])
def test_a_file_that_is_neither_picture_nor_video_is_named(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(b"this is a letter, not a picture\n" * 50)
    assert name in refusal(str(path))


def test_an_empty_folder_is_named(tmp_path: Path):
    assert str(tmp_path) in refusal(str(tmp_path))
