"""Check that every frame of a video comes in order, upright, in its colours, at its time, with real files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from livebg.errors import SourceError
from livebg.sources.decoding import moves, open_file
from livebg.sources.video import VideoSource
from livebg.types import Frame, Image

SIZE = (64, 48)
LEVELS = [20 * i for i in range(1, 11)]  # frame i of a clip is grey 20 * (i + 1)


def grey(level: int, size: tuple[int, int] = SIZE) -> Image:
    return np.full((size[1], size[0], 3), level, np.uint8)


def write(
    path: Path,
    images: Sequence[Image],
    *,
    codec: str = "ffv1",
    pix_fmt: str = "bgr0",
    times: Sequence[int] | None = None,
    tick: Fraction = Fraction(1, 10),
    tracks: int = 0,
    matrix: list[int] | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a video. times: in ticks; tracks: of sound; matrix: the display matrix, nine whole numbers."""
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=10, options={"crf": "8", "bf": "0"} if codec == "libx264" else {})
        stream.height, stream.width = images[0].shape[:2]
        stream.pix_fmt = pix_fmt
        stream.codec_context.time_base = tick
        stream.codec_context.gop_size = 4
        if matrix is not None:
            stream.set_display_matrix(matrix)
        sounds = [container.add_stream("aac", rate=8000, layout="mono") for _ in range(tracks)]
        for time, image in zip(times or range(len(images)), images, strict=True):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = time, tick
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        for sound in sounds:
            samples = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), format="fltp", layout="mono")
            samples.rate, samples.pts = 8000, 0
            container.mux(sound.encode(samples))
            container.mux(sound.encode(None))
    return path


def source(path: Path) -> VideoSource:
    return VideoSource(open_file(path))


def read(path: Path) -> tuple[VideoSource, list[Frame]]:
    opened = source(path)
    frames = list(opened)
    opened.close()
    return opened, frames


def levels(frames: Sequence[Frame]) -> list[int]:
    return [round(float(frame.image.mean()) / 20) * 20 for frame in frames]


def still_open(path: Path) -> int:
    """Count this process's descriptors of a file."""
    links = [os.path.join("/proc/self/fd", name) for name in os.listdir("/proc/self/fd")]
    return sum(os.path.realpath(link) == str(path) for link in links if os.path.lexists(link))


needs_proc = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="this system does not list open files")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write(tmp_path / "clip.mkv", [grey(level) for level in LEVELS])


def test_every_frame_comes_in_order_and_exact(tmp_path: Path):
    images = [np.random.default_rng(i).integers(0, 256, (48, 64, 3), dtype=np.uint8) for i in range(5)]
    opened, frames = read(write(tmp_path / "a.mkv", images))
    assert [frame.index for frame in frames] == list(range(5))
    assert [frame.captured_at for frame in frames] == [i / 10 for i in range(5)]
    for frame, image in zip(frames, images, strict=True):
        np.testing.assert_array_equal(frame.image, image)
    assert opened.trouble == ""


def test_frames_are_read_only_and_their_own(clip: Path):
    _, frames = read(clip)
    assert all(frame.image.flags.c_contiguous and not frame.image.flags.writeable for frame in frames)
    assert not any(np.shares_memory(a.image, b.image) for a, b in pairwise(frames))
    assert levels(frames) == LEVELS


def test_info_says_what_is_there(tmp_path: Path):
    path = write(tmp_path / "a.mp4", [grey(50)] * 7, codec="libx264", pix_fmt="yuv420p", tracks=2)
    info = read(path)[0].info
    assert (info.name, info.size, info.fps, info.frames) == (str(path), SIZE, Fraction(10), 7)
    assert (info.live, info.audio, info.time_base) == (False, path, Fraction(1, 10240))


def test_a_silent_video_has_no_audio(clip: Path):
    info = read(clip)[0].info
    assert (info.audio, info.frames) == (None, None)  # Matroska does not count its frames


def test_a_variable_rate_is_kept_to_the_tick(tmp_path: Path):
    times = [0, 40, 80, 160, 170, 333]
    path = write(tmp_path / "vfr.mkv", [grey(level) for level in LEVELS[:6]], times=times, tick=Fraction(1, 1000))
    assert [frame.captured_at for frame in read(path)[1]] == [time / 1000 for time in times]


def test_times_are_those_of_the_files_own_clock_which_its_sound_has_too(tmp_path: Path):
    path = write(tmp_path / "late.mkv", [grey(50)] * 3, times=[15, 16, 17])
    assert [frame.captured_at for frame in read(path)[1]] == [1.5, 1.6, 1.7]


def test_a_raw_stream_without_times_gets_them_from_its_rate(tmp_path: Path):
    path = write(tmp_path / "raw.h264", [grey(50)] * 4, codec="libx264", pix_fmt="yuv420p")
    opened, frames = read(path)
    np.testing.assert_allclose([frame.captured_at for frame in frames], np.arange(4) / float(opened.info.fps))


@pytest.mark.parametrize(
    ("codec", "pix_fmt"),
    [
        ("libx264", "yuv420p"),
        ("libx264", "yuvj420p"),
        ("libx264", "yuv420p10le"),
        ("libx264", "yuv444p"),
        ("ffv1", "gray"),
        ("ffv1", "gray16le"),
        ("ffv1", "yuva420p"),
    ],
)
def test_pixel_formats(tmp_path: Path, codec: str, pix_fmt: str):
    path = write(tmp_path / "a.mkv", [grey(level) for level in LEVELS], codec=codec, pix_fmt=pix_fmt)
    assert levels(read(path)[1]) == LEVELS


@pytest.mark.parametrize(("space", "number"), [(Colorspace.ITU709, 1), (Colorspace.ITU601, 6)])
@pytest.mark.parametrize("span", [ColorRange.MPEG, ColorRange.JPEG])
def test_a_file_keeps_its_colours(tmp_path: Path, space: Colorspace, number: int, span: ColorRange):
    path = tmp_path / "colours.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.colorspace, stream.codec_context.color_range = number, span
        frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), (60, 220, 40), np.uint8), format="bgr24")
        coded = frame.reformat(format="yuv420p", dst_colorspace=space, dst_color_range=span)
        container.mux(stream.encode(coded))
        container.mux(stream.encode(None))
    _, frames = read(path)
    np.testing.assert_allclose(frames[0].image, np.broadcast_to((60, 220, 40), (48, 64, 3)), atol=3)


def test_transparency_is_laid_on_white(tmp_path: Path):
    path = tmp_path / "clear.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=10)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "bgra"
        image = np.zeros((48, 64, 4), np.uint8)
        image[:, 32:] = (10, 20, 30, 255)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgra")))
        container.mux(stream.encode(None))
    picture = read(path)[1][0].image
    assert (picture[:, :32] == 255).all()
    assert (picture[:, 32:] == (10, 20, 30)).all()


ONE = 1 << 16
# Which way the stored picture's x and y point: (a, b) and (c, d) of the display matrix.
TURNS = {
    "upright": ((1, 0, 0, 1), lambda stored: stored),
    "quarter turn clockwise": ((0, 1, -1, 0), lambda stored: np.rot90(stored, -1)),
    "upside down": ((-1, 0, 0, -1), lambda stored: np.rot90(stored, 2)),
    "quarter turn anticlockwise": ((0, -1, 1, 0), lambda stored: np.rot90(stored, 1)),
    "mirrored": ((-1, 0, 0, 1), np.fliplr),
    "mirrored upside down": ((1, 0, 0, -1), np.flipud),
    "mirrored and turned": ((0, 1, 1, 0), lambda stored: stored.swapaxes(0, 1)),
}


@pytest.mark.parametrize("turn", TURNS)
def test_rotated_and_mirrored_videos_come_upright(tmp_path: Path, turn: str):
    (a, b, c, d), upright = TURNS[turn]
    stored = np.zeros((48, 64, 3), np.uint8)
    stored[:24, :32], stored[:24, 32:], stored[24:, :32] = 250, 160, 80
    matrix = [a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30]
    path = write(tmp_path / "phone.mp4", [stored] * 2, codec="libx264", pix_fmt="yuv420p", matrix=matrix)
    opened, frames = read(path)
    expected = np.ascontiguousarray(upright(stored))
    assert opened.info.size == (expected.shape[1], expected.shape[0])
    assert frames[1].image.flags.c_contiguous
    assert np.abs(frames[1].image.astype(int) - expected).mean() < 3


def test_a_frame_of_another_size_comes_at_its_own_size(tmp_path: Path):
    parts = []
    for name, size, times in (("a.ts", (64, 48), range(4)), ("b.ts", (96, 64), range(4, 8))):
        path = write(
            tmp_path / name,
            [grey(100, size)] * 4,
            codec="libx264",
            pix_fmt="yuv420p",
            times=times,
            options={"muxdelay": "0"},
        )
        parts.append(path.read_bytes())
    (tmp_path / "both.ts").write_bytes(b"".join(parts))
    opened, frames = read(tmp_path / "both.ts")
    assert opened.info.size == (64, 48)
    assert [frame.image.shape for frame in frames] == [(48, 64, 3)] * 4 + [(64, 96, 3)] * 4


def test_a_file_cut_by_an_edit_list_counts_what_is_shown(tmp_path: Path):
    whole = write(tmp_path / "whole.mp4", [grey(level) for level in LEVELS], codec="libx264", pix_fmt="yuv420p")
    with (
        av.open(str(whole)) as old,
        av.open(str(tmp_path / "cut.mp4"), "w", options={"avoid_negative_ts": "disabled"}) as new,
    ):
        stream = old.streams.video[0]
        copy = new.add_stream_from_template(stream)
        for packet in old.demux(stream):
            if packet.dts is not None:
                packet.pts, packet.dts = packet.pts - 3 * 1024, packet.dts - 3 * 1024
                packet.stream = copy
                new.mux(packet)
    opened, frames = read(tmp_path / "cut.mp4")
    assert opened.info.frames == len(frames) == 7
    assert levels(frames) == LEVELS[3:]
    assert opened.trouble == ""


def test_an_animation_is_a_video_and_a_picture_is_none(tmp_path: Path):
    moving = write(tmp_path / "moving.gif", [grey(0), grey(255), grey(0)], codec="gif", pix_fmt="rgb8")
    still = write(tmp_path / "still.gif", [grey(255)], codec="gif", pix_fmt="rgb8")
    assert [moves(moving), moves(still), moves(tmp_path / "gone"), moves(tmp_path)] == [True, False, False, False]
    assert [frame.image.mean() > 128 for frame in read(moving)[1]] == [False, True, False]


# ---- damaged files ----


def noisy() -> list[Image]:
    """Give frames that take much room, so that a cut falls among them."""
    return [np.random.default_rng(i).integers(0, 256, (48, 64, 3), dtype=np.uint8) for i in range(20)]


KINDS = {
    "a.mp4": {"codec": "libx264", "pix_fmt": "yuv420p", "options": {"movflags": "faststart"}},
    "a.mov": {"codec": "mjpeg", "pix_fmt": "yuvj420p", "options": {"movflags": "faststart"}},
    "a.mkv": {"codec": "ffv1", "pix_fmt": "bgr0"},
    "with sound.mkv": {"codec": "ffv1", "pix_fmt": "bgr0", "tracks": 1},
    "a.avi": {"codec": "mpeg4", "pix_fmt": "yuv420p"},
    "fragments.mp4": {"codec": "libx264", "pix_fmt": "yuv420p", "options": {"movflags": "frag_keyframe+empty_moov"}},
}


@pytest.mark.parametrize("name", KINDS)
def test_a_cut_off_file_gives_what_could_be_read_and_says_so(tmp_path: Path, name: str):
    path = write(tmp_path / name, noisy(), **KINDS[name])
    whole, before = read(path)
    assert (len(before), whole.trouble) == (20, "")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    opened, frames = read(path)
    assert 5 <= len(frames) < 15
    assert [frame.index for frame in frames] == list(range(len(frames)))
    np.testing.assert_array_equal(frames[3].image, before[3].image)
    assert str(path) in opened.trouble
    assert f"{len(frames)} " in opened.trouble
    assert "damaged" in opened.trouble and "\n" not in opened.trouble


def spoil(path: Path, number: int) -> None:
    """Overwrite one packet of a file with zeros."""
    with av.open(str(path)) as container:
        packet = next(islice(container.demux(video=0), number, None))
        begin, length = packet.pos, packet.size
    data = bytearray(path.read_bytes())
    begin = data.index(b"\xff\xd8", begin)  # Matroska's position is that of the block around it
    data[begin : begin + length] = bytes(length)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("name", "words"), [("a.avi", "only 19 of its 20 frames"), ("a.mkv", "19 frames could be read, 1 packet could not")]
)
def test_damage_in_the_middle_does_not_lose_what_follows(tmp_path: Path, name: str, words: str):
    path = write(tmp_path / name, noisy(), codec="mjpeg", pix_fmt="yuvj420p")
    _, before = read(path)
    spoil(path, 10)
    opened, frames = read(path)
    assert [frame.index for frame in frames] == list(range(19))
    assert [frame.captured_at for frame in frames] == [frame.captured_at for frame in before if frame.index != 10]
    np.testing.assert_array_equal(frames[-1].image, before[-1].image)
    assert words in opened.trouble


def test_a_reader_that_stops_early_sees_no_trouble(clip: Path):
    opened = source(clip)
    assert levels(list(islice(opened, 3))) == LEVELS[:3]
    opened.close()
    assert opened.trouble == ""


# ---- refused ----


def sound_only(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        samples = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
        samples.sample_rate = 8000
        container.mux(stream.encode(samples))
    return path


def no_frames(path: Path) -> Path:
    """Write a file whose header is whole and whose only frame is not."""
    write(path, noisy()[:1], codec="mjpeg", pix_fmt="yuvj420p")
    spoil(path, 0)
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path, "No such file"),
        (lambda path: path.mkdir() or path, "Is a directory"),
        (lambda path: path.touch() or path, "is empty"),
        (lambda path: path.write_text("this is text\n" * 50) and path, "not a video"),
        (lambda path: path.write_bytes(bytes(5000)) and path, "not a video"),
        (lambda path: sound_only(path.with_suffix(".wav")).rename(path), "no moving pictures"),
        (lambda path: no_frames(path.with_suffix(".avi")).rename(path), "no pictures"),
    ],
    ids=["missing", "folder", "empty", "text", "zeros", "sound", "no frames"],
)
def test_what_is_no_video_is_refused_in_one_sentence(tmp_path: Path, make, words: str):
    path = make(tmp_path / "bad.mp4")
    with pytest.raises(SourceError, match=r"bad\.mp4") as refused:
        source(path)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_text_file_is_no_film_of_a_terminal(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("a letter\n" * 100)
    with pytest.raises(SourceError, match="no moving pictures"):
        source(tmp_path / "notes.txt")


def test_an_unreadable_file_is_refused(clip: Path):
    clip.chmod(0)
    if os.access(clip, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(SourceError, match="Permission denied"):
        source(clip)


def test_a_title_in_an_unknown_script_is_no_obstacle(tmp_path: Path, clip: Path):
    data = clip.read_bytes()
    assert data.count(b"Lavf") >= 1  # the program's name, which is text as a title is
    clip.write_bytes(data.replace(b"Lavf", b"L\xff\xfe\xe9"))
    assert levels(read(clip)[1]) == LEVELS


def test_a_playlist_reaches_no_network(tmp_path: Path):
    (tmp_path / "list.m3u8").write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(SourceError, match=r"list\.m3u8"):
        source(tmp_path / "list.m3u8")


# ---- closing ----


@needs_proc
@pytest.mark.parametrize("make", [no_frames, sound_only])
def test_a_failed_opening_leaves_no_file_open(tmp_path: Path, make):
    path = make(tmp_path / ("bad.avi" if make is no_frames else "bad.wav"))
    with pytest.raises(SourceError):
        source(path)
    assert still_open(path) == 0


@needs_proc
def test_closing_closes_the_file_and_ends_the_iteration(clip: Path):
    opened = source(clip)
    frames: Iterator[Frame] = iter(opened)
    assert next(frames).index == 0
    assert still_open(clip) == 1
    opened.close()
    assert still_open(clip) == 0
    assert list(frames) == []
    opened.close()
    assert opened.trouble == ""


def test_names_that_ffmpeg_would_take_for_something_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clip: Path):
    monkeypatch.chdir(tmp_path)
    for name in ("data:a.mkv", "pipe:0", "img%03d.mkv", "夏 Sommer.mkv"):
        clip.rename(tmp_path / name)
        assert levels(read(Path(name))[1]) == LEVELS
        (tmp_path / name).rename(clip)
