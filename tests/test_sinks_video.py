"""Check written videos by reading them back: pixels, colours, times, and that nothing unfinished gets a name."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from livebg.errors import SinkError, UsageError
from livebg.sinks import open_file_sink
from livebg.types import Composite, SourceInfo

RNG = np.random.default_rng(5)
COLOURS = [(0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255), (0, 0, 0), (40, 220, 60), (128, 128, 128)]


def info(size: tuple[int, int] = (64, 48), fps: Fraction = Fraction(30), **more) -> SourceInfo:
    return SourceInfo("test", size, fps, **more)


def noise(size: tuple[int, int] = (64, 48), channels: int = 3) -> np.ndarray:
    return RNG.integers(0, 256, (size[1], size[0], channels), dtype=np.uint8)


def write(path: Path, images, times, about: SourceInfo, *, alpha: bool = False, codec: str | None = None) -> str:
    sink = open_file_sink(path, about, alpha=alpha, codec=codec)
    for index, (image, time_s) in enumerate(zip(images, times, strict=True)):
        image.flags.writeable = False
        sink.send(Composite(image, index, time_s))
    sink.close()
    return sink.note


def read(path: Path, form: str = "bgr24") -> tuple[list[np.ndarray], list[float]]:
    with av.open(str(path)) as file:
        frames = list(file.decode(video=0))
        return [frame.to_ndarray(format=form) for frame in frames], [float(f.pts * f.time_base) for f in frames]


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".m4v", ".mkv"])
def test_h264_has_the_colours_of_bt709_and_says_so(tmp_path: Path, suffix: str):
    path = tmp_path / f"colours{suffix}"
    write(path, [np.full((48, 64, 3), c, np.uint8) for c in COLOURS], [i / 30 for i in range(7)], info(), codec="h264")
    with av.open(str(path)) as file:
        context = file.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        planes = [frame.to_ndarray() for frame in file.decode(video=0)]
    assert len(planes) == len(COLOURS)
    for plane, colour in zip(planes, COLOURS, strict=True):
        b, g, r = (value / 255 for value in colour)
        y = 0.2126 * r + 0.7152 * g + 0.0722 * b
        expected = 16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748
        got = plane[:48].mean(), plane[48:60].mean(), plane[60:].mean()
        np.testing.assert_allclose(got, expected, atol=1.5)


@pytest.mark.parametrize(("size", "stored"), [((63, 47), (64, 48)), ((1, 1), (2, 2)), ((64, 47), (64, 48))])
def test_h264_pads_odd_sizes_by_repeating_the_edge_and_says_so(tmp_path: Path, size, stored):
    path = tmp_path / "odd.mp4"
    ramp = np.full((size[1], size[0], 3), 60, np.uint8)
    ramp[:, -1] = ramp[-1] = 180
    note = write(path, [ramp], [0.0], info(size))
    assert note == f"padded to {stored[0]}x{stored[1]}: H.264 needs even sizes"
    (image,), _ = read(path)
    assert image.shape == (stored[1], stored[0], 3)
    np.testing.assert_allclose(image[-1, -1], [180] * 3, atol=6)


def test_an_even_size_is_not_padded(tmp_path: Path):
    assert write(tmp_path / "even.mp4", [noise()], [0.0], info()) == ""


@pytest.mark.parametrize("size", [(64, 48), (63, 47), (1, 1), (5, 200)])
@pytest.mark.parametrize("suffix", [".mkv", ".avi"])
def test_ffv1_keeps_every_pixel_of_every_size(tmp_path: Path, size, suffix: str):
    path, images = tmp_path / f"exact{suffix}", [noise(size) for _ in range(4)]
    assert write(path, images, [i / 30 for i in range(4)], info(size)) == ""
    stored, _ = read(path)
    np.testing.assert_array_equal(stored, images)


def test_ffv1_keeps_transparency_and_takes_an_opaque_picture_among_transparent_ones(tmp_path: Path):
    path, images = tmp_path / "free.mkv", [noise(channels=4), noise(channels=4), noise()]
    write(path, images, [0.0, 0.1, 0.2], info(), alpha=True)
    stored, _ = read(path, "bgra")
    np.testing.assert_array_equal(stored[:2], images[:2])
    np.testing.assert_array_equal(stored[2][:, :, :3], images[2])
    assert (stored[2][:, :, 3] == 255).all()


VARIABLE = [0, 3000, 9000, 9500, 20000, 21000]  # in 1/90000 s


@pytest.mark.parametrize("start", [0, 45_000], ids=["from zero", "from half a second"])
@pytest.mark.parametrize(("suffix", "limit_s"), [(".mp4", 1e-9), (".mov", 1e-9), (".mkv", 0.00051)])
def test_variable_times_are_kept(tmp_path: Path, suffix: str, limit_s: float, start: int):
    path, unit = tmp_path / f"vfr{suffix}", Fraction(1, 90_000)
    times = [float((start + ticks) * unit) for ticks in VARIABLE]
    write(path, [noise() for _ in times], times, info(time_base=unit), codec="h264")
    np.testing.assert_allclose(read(path)[1], times, atol=limit_s)


def test_the_length_of_the_last_picture_is_what_the_average_rate_leaves(tmp_path: Path):
    path, unit, total = tmp_path / "last.mp4", Fraction(1, 90_000), 28_000
    rate = Fraction(len(VARIABLE)) / (total * unit)
    write(
        path, [noise() for _ in VARIABLE], [float(t * unit) for t in VARIABLE], info(fps=rate, time_base=unit, frames=6)
    )
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert stream.duration * stream.time_base == total * unit
        assert stream.average_rate == rate


def test_without_a_known_count_the_last_picture_lasts_as_long_as_others(tmp_path: Path):
    path = tmp_path / "last.mp4"
    write(path, [noise() for _ in range(5)], [i / 25 for i in range(5)], info(fps=Fraction(25)))
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert (stream.duration * stream.time_base, stream.average_rate) == (Fraction(1, 5), 25)


@pytest.mark.parametrize("fps", [Fraction(0), Fraction(1, 10**9), Fraction(10**9 + 7, 10**7)])
def test_an_odd_average_rate_costs_no_picture(tmp_path: Path, fps: Fraction):
    path = tmp_path / "rate.mp4"
    write(path, [noise() for _ in range(3)], [0.0, 0.04, 0.08], info(fps=fps))
    np.testing.assert_allclose(read(path)[1], [0, 0.04, 0.08], atol=1e-5)


@pytest.mark.parametrize("unit", [Fraction(1001, 30_000), Fraction(1, 16_000), Fraction(1, 10**9), None])
def test_any_unit_of_time_is_kept(tmp_path: Path, unit: Fraction | None):
    path = tmp_path / "unit.mp4"
    times = [float(Fraction(1001, 30_000) * i) for i in (0, 1, 2, 5)]
    write(path, [noise() for _ in times], times, info(fps=Fraction(30_000, 1001), time_base=unit))
    np.testing.assert_allclose(read(path)[1], times, atol=float(unit or Fraction(1, 90_000)) / 2)


@pytest.mark.parametrize("about", [info(live=True), info(), info(time_base=Fraction(1, 1000))])
@pytest.mark.parametrize("start", [5_000.25, -3.0])
def test_a_clock_that_does_not_begin_at_a_video_s_beginning_is_moved_to_zero(tmp_path: Path, about, start: float):
    path = tmp_path / "live.mp4"
    write(path, [noise() for _ in range(3)], [start, start + 0.04, start + 0.24], about)
    np.testing.assert_allclose(read(path)[1], [0, 0.04, 0.24], atol=1e-5)


def test_times_strictly_increase_even_when_the_clock_stands_still(tmp_path: Path):
    path = tmp_path / "still.mp4"
    write(path, [noise() for _ in range(4)], [0.0, 0.0, 0.0, 0.1], info(time_base=Fraction(1, 100)))
    np.testing.assert_allclose(read(path)[1], [0, 0.01, 0.02, 0.1], atol=1e-9)


def test_avi_counts_pictures(tmp_path: Path):
    path = tmp_path / "count.avi"
    write(path, [noise() for _ in range(4)], [7.0, 7.031, 7.2, 7.2333], info(time_base=Fraction(1, 1000)))
    np.testing.assert_allclose(read(path)[1], [0, 1 / 30, 6 / 30, 7 / 30], atol=1e-9)


def test_a_picture_of_another_size_is_letterboxed_into_the_first_ones(tmp_path: Path):
    path = tmp_path / "sizes.mkv"
    write(path, [noise((64, 48)), np.full((48, 32, 3), 200, np.uint8)], [0.0, 0.1], info())
    first, second = read(path)[0]
    assert first.shape == second.shape == (48, 64, 3)
    assert (second[:, 16:48] == 200).all()
    assert not second[:, :16].any() and not second[:, 48:].any()


def test_the_name_is_given_at_the_end_and_the_old_file_stays_until_then(tmp_path: Path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"the old one")
    sink = open_file_sink(path, info(), alpha=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".clip.partial.mp4", "clip.mp4"]
    sink.send(Composite(noise(), 0, 0.0))
    sink.send(Composite(noise(), 1, 0.1))
    assert path.read_bytes() == b"the old one"
    sink.close()
    assert [p.name for p in tmp_path.iterdir()] == ["clip.mp4"]
    assert len(read(path)[0]) == 2
    sink.close()
    sink.discard()
    assert len(read(path)[0]) == 2


@pytest.mark.parametrize("pictures", [0, 1, 3])
def test_discard_leaves_only_what_was_there_before(tmp_path: Path, pictures: int):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"the old one")
    sink = open_file_sink(path, info(), alpha=False)
    for index in range(pictures):
        sink.send(Composite(noise(), index, index / 30))
    sink.discard()
    sink.discard()
    sink.close()
    assert [p.name for p in tmp_path.iterdir()] == ["clip.mp4"]
    assert path.read_bytes() == b"the old one"
    with pytest.raises(SinkError, match=r"clip\.mp4 is closed"):
        sink.send(Composite(noise(), 9, 9.0))


def test_no_pictures_leave_no_file(tmp_path: Path):
    open_file_sink(tmp_path / "none.mp4", info(), alpha=False).close()
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_meanwhile_is_said_and_nothing_is_left(tmp_path: Path):
    path = tmp_path / "clip.mkv"
    sink = open_file_sink(path, info(), alpha=False)
    sink.send(Composite(noise(), 0, 0.0))
    path.mkdir()
    with pytest.raises(SinkError, match=r"cannot write .*clip\.mkv: .*; try another folder"):
        sink.close()
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_no_disk_takes_is_refused_at_once(tmp_path: Path):
    with pytest.raises(SinkError, match=r"cannot write .*: File name too long; choose"):
        open_file_sink(tmp_path / ("x" * 300 + ".mp4"), info(), alpha=False)


def test_a_link_is_followed(tmp_path: Path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.mkv"
    link.symlink_to(tmp_path / "there" / "real.mkv")
    write(link, [noise()], [0.0], info())
    assert link.is_symlink()
    assert len(read(tmp_path / "there" / "real.mkv")[0]) == 1


def test_a_missing_folder_is_refused_at_once(tmp_path: Path):
    with pytest.raises(SinkError, match=r"nowhere does not exist; create it first"):
        open_file_sink(tmp_path / "nowhere" / "clip.mp4", info(), alpha=False)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc, a folder where nobody may write")
@pytest.mark.parametrize("name", ["clip.mp4", "picture.png"])
def test_an_unwritable_folder_is_refused_at_once(name: str):
    with pytest.raises(SinkError, match=rf"cannot write /proc/{name}: .*; choose a folder that you may write to"):
        open_file_sink(Path("/proc") / name, info(), alpha=False)


def test_a_size_that_h264_cannot_hold_fails_in_one_sentence_and_leaves_nothing(tmp_path: Path):
    sink = open_file_sink(tmp_path / "wide.mp4", info(), alpha=False)
    with pytest.raises(
        SinkError, match=r"cannot store 20000x2 pictures as H\.264 .* FFV1 \(a \.mkv file\) takes any size"
    ):
        sink.send(Composite(np.zeros((2, 20_000, 3), np.uint8), 0, 0.0))
    assert list(tmp_path.iterdir()) == []


def test_transparency_that_comes_unasked_is_refused(tmp_path: Path):
    sink = open_file_sink(tmp_path / "clip.mp4", info(), alpha=False)
    with pytest.raises(SinkError, match="cannot store transparency"):
        sink.send(Composite(noise(channels=4), 0, 0.0))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "codec", "alpha", "text"),
    [
        ("a.mp4", None, True, r"H\.264 in \.mp4 cannot store transparency; give \.mkv"),
        ("a.mkv", "h264", True, r"H\.264 in \.mkv cannot store transparency"),
        ("a.mp4", "ffv1", False, r"\.mp4 files hold no FFV1 here; give one that does: \.mkv, \.avi"),
        ("a.avi", "h264", False, r"\.avi files hold no H\.264 here"),
        ("a.mp4", "vp9", False, r"unknown codec vp9; expected h264 or ffv1"),
    ],
)
def test_impossible_wishes_are_refused_before_anything_is_written(tmp_path: Path, name, codec, alpha, text):
    with pytest.raises(UsageError, match=text):
        open_file_sink(tmp_path / name, info(), alpha=alpha, codec=codec)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "codec", "stored"),
    [("a.mkv", None, "ffv1"), ("a.avi", None, "ffv1"), ("a.mp4", None, "h264"), ("a.MKV", "h264", "h264")],
)
def test_the_codec_follows_the_suffix_or_the_wish(tmp_path: Path, name: str, codec: str | None, stored: str):
    write(tmp_path / name, [noise()], [0.0], info(), codec=codec)
    with av.open(str(tmp_path / name)) as file:
        assert file.streams.video[0].codec_context.name == stored
