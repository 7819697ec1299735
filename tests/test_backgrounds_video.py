"""Check that a video background shows the right frame at every time, with real files."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from livebg.backgrounds.video import VideoLoop, is_video
from livebg.errors import BackgroundError
from livebg.types import Cutout, Frame

SIZE = (64, 48)


def write_video(
    path: Path, levels: Sequence[int], *, times: Sequence[int] | None = None, fps: int = 10, codec: str = "mpeg4"
) -> Path:
    """Write grey frames of the given levels; times: presentation times in frames, for a variable rate."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=fps)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "rgb8" if codec == "gif" else "yuv420p"
        stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.gop_size = 5
        for time, level in zip(times or range(len(levels)), levels, strict=True):
            frame = av.VideoFrame.from_ndarray(np.full((SIZE[1], SIZE[0], 3), level, np.uint8), format="bgr24")
            frame = frame.reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = time, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def cutout(at: float) -> Cutout:
    return Cutout(Frame(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), 0, at), np.zeros((SIZE[1], SIZE[0]), np.float32))


def shown(loop: VideoLoop, times: Sequence[float], step: int = 20) -> list[int]:
    """Give which frame is shown at each time, read from its grey level."""
    return [round(float(loop.render(cutout(at)).mean()) / step) for at in times]


LEVELS = [20 * i for i in range(1, 11)]  # ten frames, 0.1 s each: frame i has level 20 * i, i from 1


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_video(tmp_path / "clip.mp4", LEVELS)


def test_frames_are_shown_by_their_time_and_the_loop_begins_again(clip: Path):
    loop = VideoLoop(clip, "cover")
    assert shown(loop, [7.0 + i / 10 + 0.05 for i in range(25)]) == [i % 10 + 1 for i in range(25)]
    loop.close()
    loop.close()


def test_a_slow_run_skips_and_a_fast_run_repeats(clip: Path):
    assert shown(VideoLoop(clip, "cover"), [0.05, 0.35, 0.95, 1.25]) == [1, 4, 10, 3]
    assert shown(VideoLoop(clip, "cover"), [0.05, 0.08, 0.11, 0.16, 0.17]) == [1, 1, 1, 2, 2]


def test_what_is_shown_depends_on_the_time_only_even_many_rounds_later(clip: Path):
    assert shown(VideoLoop(clip, "cover"), [0.05, 1.25, 1000.65, 1000.75]) == [1, 3, 7, 8]
    assert shown(VideoLoop(clip, "cover"), [0.05, 1000.65]) == [1, 7]


def test_time_that_runs_backwards_begins_anew_or_goes_back(clip: Path):
    assert shown(VideoLoop(clip, "cover"), [5.05, 5.65, 5.25, 1.0, 1.25]) == [1, 7, 3, 1, 3]


def test_the_same_array_is_given_while_the_same_frame_is_shown(clip: Path):
    loop = VideoLoop(clip, "cover")
    first = loop.render(cutout(0.0))
    assert loop.render(cutout(0.02)) is first and not first.flags.writeable
    later = loop.render(cutout(0.15))
    assert later is not first and not np.shares_memory(later, first)


def test_a_long_jump_lands_on_the_same_frame_as_playing_there(tmp_path: Path):
    path = write_video(tmp_path / "long.mp4", [2 * i for i in range(1, 121)])
    played = VideoLoop(path, "cover")
    on_the_way = shown(played, [i / 10 + 0.05 for i in range(108)], step=2)
    jumped = VideoLoop(path, "cover")
    times = [0.05, 9.05, 10.75, 0.05 + 12 + 8.0]
    assert shown(jumped, times, step=2) == [on_the_way[0], on_the_way[90], on_the_way[107], on_the_way[80]]
    assert on_the_way[90] in (90, 91, 92)


def test_a_variable_rate_is_kept(tmp_path: Path):
    path = write_video(tmp_path / "vfr.mkv", [40, 80, 120, 160], times=[0, 1, 6, 8], codec="ffv1")
    assert shown(VideoLoop(path, "cover"), [0.05, 0.15, 0.55, 0.65, 0.75, 0.85], step=40) == [1, 2, 2, 3, 3, 4]


def test_times_that_do_not_begin_at_zero_are_counted_from_the_first_frame(tmp_path: Path):
    path = write_video(tmp_path / "late.mkv", LEVELS, times=range(50, 60), codec="ffv1")
    assert shown(VideoLoop(path, "cover"), [i / 10 + 0.05 for i in range(12)]) == [*range(1, 11), 1, 2]


def test_a_gif_is_a_video(tmp_path: Path):
    path = write_video(tmp_path / "moving.gif", [0, 255, 0, 0], codec="gif")
    assert is_video(path)
    assert shown(VideoLoop(path, "cover"), [0.05, 0.15, 0.25, 0.35, 0.45, 0.55], step=255) == [0, 1, 0, 0, 0, 1]


def test_one_frame_lasts_for_ever(tmp_path: Path):
    loop = VideoLoop(write_video(tmp_path / "still.mp4", [100]), "cover")
    first = loop.render(cutout(0.0))
    assert loop.render(cutout(3.0)) is first
    assert loop.render(cutout(3000.0)) is first


def test_a_phone_clip_is_turned_upright(tmp_path: Path):
    path = tmp_path / "phone.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        picture = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
        picture[:, : SIZE[0] // 2] = 255  # the left half, which is up after a quarter turn clockwise
        container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode())
    data = bytearray(path.read_bytes())
    matrix = data.index(b"tkhd") + 4 + 40  # ISO 14496-12: after version, times, track, layer, volume
    data[matrix : matrix + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    turned = VideoLoop(path, "contain").render(cutout(0.0))
    # 48 wide and 64 high, in a frame of 64x48: 36 wide, with bars
    assert (turned[:, :12] == 0).all() and (turned[:, 52:] == 0).all()
    assert turned[4:20, 16:48].min() > 230 and turned[28:44, 16:48].max() < 25


def test_a_damaged_file_plays_up_to_the_fault_and_says_so_once(clip: Path, caplog: pytest.LogCaptureFixture):
    with av.open(str(clip)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        places = [(packet.pos, packet.size) for packet in packets]
    data = bytearray(clip.read_bytes())
    start, size = places[5]
    assert start is not None
    data[start : start + size] = b"\0" * size
    clip.write_bytes(data)
    frames = shown(VideoLoop(clip, "cover"), [i / 10 + 0.05 for i in range(15)])
    assert frames == [1, 2, 3, 4, 5] * 3
    (record,) = caplog.records
    assert "clip.mp4 is damaged, only its beginning is played" in record.getMessage()


def test_a_video_without_a_decoder_is_refused(tmp_path: Path):
    path = write_video(tmp_path / "alien.mkv", LEVELS, codec="ffv1")
    path.write_bytes(path.read_bytes().replace(b"V_FFV1", b"V_XYZ1").replace(b"FFV1", b"XYZ1"))
    with pytest.raises(BackgroundError, match=r"alien\.mkv has no frames that can be decoded; choose another"):
        VideoLoop(path, "cover")


def test_a_cut_off_file_plays_what_it_has(tmp_path: Path):
    path = write_video(tmp_path / "whole.mkv", LEVELS, codec="ffv1")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    frames = shown(VideoLoop(path, "cover"), [i / 10 + 0.05 for i in range(30)])
    assert frames[:4] == [1, 2, 3, 4]
    length = frames.index(1, 1)
    assert 4 <= length < 10
    assert frames == [i % length + 1 for i in range(30)]


def test_a_file_that_is_gone_is_named_when_the_loop_needs_it(clip: Path):
    loop = VideoLoop(clip, "cover")
    assert shown(loop, [0.05, 0.95]) == [1, 10]
    clip.unlink()
    with pytest.raises(BackgroundError, match=r"clip\.mp4 cannot be read"):
        loop.render(cutout(1.05))
    with pytest.raises(BackgroundError, match=r"clip\.mp4 is not open"):
        loop.render(cutout(1.1))
    loop.close()


def test_a_closed_video_gives_nothing(clip: Path):
    loop = VideoLoop(clip, "cover")
    loop.close()
    with pytest.raises(BackgroundError, match="is not open"):
        loop.render(cutout(0.0))


def test_a_video_with_nothing_to_decode_is_refused(tmp_path: Path, clip: Path):
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(b"")
    with pytest.raises(BackgroundError, match=r"empty\.mp4 cannot be read"):
        VideoLoop(empty, "cover")
    assert is_video(clip) and not is_video(empty)


def test_sound_text_and_folders_are_no_videos(tmp_path: Path):
    sound, text = tmp_path / "sound.wav", tmp_path / "notes.txt"
    with av.open(str(sound), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
    text.write_text("a letter\n" * 100)
    assert [is_video(path) for path in (sound, text, tmp_path)] == [False, False, False]
    with pytest.raises(BackgroundError, match="has no frames"):
        VideoLoop(sound, "cover")
