"""Check that the settings' one word opens the right source, live or in order, with real files."""

from __future__ import annotations

import shutil
import time
from itertools import islice
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from livebg.assets import asset
from livebg.errors import SourceError
from livebg.settings import CameraSettings
from livebg.sources import is_picture, open_source
from livebg.types import Source


def opened(source: str | Path, *, paced: bool = False, **settings: Any) -> Source:
    return open_source(CameraSettings(source=str(source), **settings), paced=paced)


def write_video(path: Path, count: int, *, codec: str = "ffv1", pix_fmt: str = "bgr0") -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, pix_fmt
        for index in range(count):
            image = np.full((48, 64, 3), index * 60, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    return path


def write_picture(path: Path, level: int = 90) -> Path:
    assert cv2.imwrite(str(path), np.full((12, 20, 3), level, np.uint8))
    return path


def test_a_video(tmp_path: Path):
    source = opened(write_video(tmp_path / "a.mkv", 4))
    assert [(frame.index, frame.captured_at) for frame in source] == [(0, 0.0), (1, 0.1), (2, 0.2), (3, 0.3)]
    assert (source.info.live, source.info.size) == (False, (64, 48))
    source.close()


def test_a_video_played(tmp_path: Path):
    before = time.monotonic()
    source = opened(write_video(tmp_path / "a.mkv", 3), paced=True)
    frames = list(source)
    assert source.info.live
    assert [frame.index for frame in frames] == sorted({frame.index for frame in frames})
    assert frames[0].index == 0 and frames[-1].index <= 2
    assert before <= frames[0].captured_at <= frames[-1].captured_at <= time.monotonic()
    source.close()


def test_a_video_over_and_over(tmp_path: Path):
    source = opened(write_video(tmp_path / "a.mkv", 3), loop=True)
    frames = list(islice(source, 8))
    assert [frame.index for frame in frames] == list(range(8))
    assert [int(frame.image[0, 0, 0]) for frame in frames] == [0, 60, 120, 0, 60, 120, 0, 60]
    assert [frame.captured_at for frame in frames] == pytest.approx([index / 10 for index in range(8)])
    source.close()


def test_a_picture_is_one_frame_in_order_and_stays_when_played(tmp_path: Path):
    path = write_picture(tmp_path / "a.png")
    assert [frame.image.shape for frame in opened(path)] == [(12, 20, 3)]
    played = opened(path, paced=True, camera_fps=240)
    frames = list(islice(played, 3))
    assert frames[0].index < frames[1].index < frames[2].index
    assert all((frame.image == 90).all() for frame in frames)
    assert (played.info.live, played.info.frames) == (True, None)
    played.close()


def test_a_folder_of_pictures(tmp_path: Path):
    for number in (1, 2, 10):
        write_picture(tmp_path / f"{number}.png", number)
    source = opened(tmp_path, camera_fps=25)
    assert [(frame.captured_at, int(frame.image[0, 0, 0])) for frame in source] == [(0.0, 1), (0.04, 2), (0.08, 10)]
    assert [frame.index for frame in islice(opened(tmp_path, loop=True), 5)] == [0, 1, 2, 3, 4]


def test_the_demo_clip():
    source = opened("demo")
    assert (source.info.size, source.info.frames) == ((960, 540), 240)
    assert next(iter(source)).image.shape == (540, 960, 3)
    source.close()


def test_the_pattern_in_order_ends_and_played_does_not():
    source = opened("pattern", camera_size="64x48", camera_fps=25)
    assert (source.info.frames, source.info.size, len(list(source))) == (250, (64, 48), 250)
    played = opened("pattern", paced=True, camera_size="64x48", camera_fps=240)
    assert (played.info.frames, played.info.live) == (None, True)
    frames = list(islice(played, 3))
    assert frames[0].index < frames[1].index < frames[2].index
    played.close()


def test_a_file_wins_over_a_camera_and_a_word_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name in ("0", "auto", "pattern"):
        shutil.copy(write_picture(tmp_path / "a.png"), tmp_path / name)
    assert opened("0").info.size == opened("auto").info.size == (20, 12)
    assert opened("./pattern").info.size == (20, 12)
    assert opened("pattern", camera_size="64x48").info.size == (64, 48)


def test_home_and_file_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    write_picture(tmp_path / "my room.png")
    assert opened("~/my room.png").info.size == (20, 12)
    assert opened(f"file://{tmp_path}/my%20room.png").info.size == (20, 12)


# ---- what a file is ----


def test_names_and_contents_tell_pictures_from_videos(tmp_path: Path):
    jpeg, video = write_picture(tmp_path / "a.jpg"), write_video(tmp_path / "a.mkv", 3)
    moving = write_video(tmp_path / "moving.gif", 3, codec="gif", pix_fmt="rgb8")
    still = write_video(tmp_path / "still.gif", 1, codec="gif", pix_fmt="rgb8")
    short = write_video(tmp_path / "one frame.mkv", 1)
    assert [is_picture(path) for path in (jpeg, video, moving, still, short)] == [True, False, False, True, False]
    assert is_picture(jpeg.rename(tmp_path / "no suffix"))
    assert is_picture(write_picture(tmp_path / "b.png").rename(tmp_path / "b.mp4"))
    assert not is_picture(video.rename(tmp_path / "video.png"))
    assert not is_picture(tmp_path / "gone.mkv")


@pytest.mark.parametrize(("name", "frames"), [("video.png", 3), ("moving.gif", 3), ("still.gif", 1), ("noname", 3)])
def test_wrongly_named_files_open_as_what_they_are(tmp_path: Path, name: str, frames: int):
    gif = name.endswith(".gif")
    made = write_video(
        tmp_path / ("a.gif" if gif else "a.mkv"),
        frames,
        codec="gif" if gif else "ffv1",
        pix_fmt="rgb8" if gif else "bgr0",
    )
    source = opened(made.rename(tmp_path / name))
    assert len(list(source)) == frames
    source.close()


# ---- refused ----


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("gone.mp4", "there is no file gone.mp4; expected a video, a picture, a folder of pictures, or a camera"),
        ("no/such/thing", "there is no file no/such/thing"),
        ("a camera that nobody has v1.5", "there is no camera, file or folder 'a camera that nobody has v1.5'"),
        ("9999", "there is no camera, file or folder '9999'"),
        ("", "there is no camera, file or folder ''"),
        ("x" * 5000, "there is no camera"),
        ("folder", "folder holds no pictures"),
        ("text.mp4", "text.mp4 is not a video"),
        ("text.png", "text.png is not a picture"),
        ("empty.mkv", "empty.mkv is empty"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, words: str
):
    monkeypatch.chdir(tmp_path)
    for name in ("text.mp4", "text.png"):
        Path(name).write_text("this is neither\n" * 20)
    Path("empty.mkv").touch()
    Path("folder").mkdir()
    with pytest.raises(SourceError) as refused:
        opened(source, paced=True)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_absent_camera_is_said_with_what_to_do():
    if any(Path("/dev").glob("video*")):
        pytest.skip("this machine has video devices")
    with pytest.raises(SourceError, match=r"no camera was found.*livebg cameras.*livebg demo"):
        opened("auto", paced=True)


def test_the_demo_is_one_of_the_assets():
    assert asset("demo/person.mp4").is_file()
