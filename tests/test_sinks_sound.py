"""Check that a source's sound arrives beside the new pictures: complete, unchanged where it can be, and in step."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from livebg.sinks import open_file_sink
from livebg.types import Composite, SourceInfo

FPS = 10
CLICK_S = 0.7  # when the sound of every source begins to be loud


def source(
    path: Path, tracks, *, pictures: int = 20, late_s: float = 0.0, fps: int = FPS, end_s: int = 2, begins_s: int = 0
) -> Path:
    """Write a video with sound: silence, then from CLICK_S on a tone, to `end_s`. tracks: (codec, language) each."""
    rate = 48_000
    with av.open(str(path), "w") as file:
        video = file.add_stream("mpeg4", rate=fps, width=32, height=32, pix_fmt="yuv420p")
        sounds = []
        for codec, language in tracks:
            sounds.append(file.add_stream(codec, rate=rate, layout="stereo"))
            sounds[-1].metadata["language"] = language
        file.start_encoding()
        packets = []
        for index in range(pictures):
            frame = av.VideoFrame.from_ndarray(np.full((32, 32, 3), index, np.uint8), format="bgr24")
            frame.pts, frame.time_base = index, Fraction(1, fps)
            packets += video.encode(frame)
        packets += video.encode(None)
        time_s = np.arange(round(rate * (end_s - late_s))) / rate + late_s
        for number, stream in enumerate(sounds):
            tone = (np.sin(2 * np.pi * 440 * (number + 1) * time_s) * 9000 * (time_s >= CLICK_S)).astype(np.int16)
            for at in range(0, len(tone), 1000):
                piece = np.repeat(tone[at : at + 1000], 2)[None]
                frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="stereo")
                frame.sample_rate, frame.pts, frame.time_base = rate, at + round(late_s * rate), Fraction(1, rate)
                packets += stream.encode(frame)
            packets += stream.encode(None)
        for packet in sorted(packets, key=lambda packet: packet.dts * packet.time_base):
            shift = round(begins_s / packet.time_base)
            packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
            file.mux(packet)
    return path


def rendered(source_path: Path, output: Path, *, pictures: int | None = None, start_s: float = 0.0) -> str:
    """Write the source's pictures (all, or the first ones) to the output as a sink does, and give its note."""
    with av.open(str(source_path)) as file:
        about = SourceInfo(
            "test", (32, 32), Fraction(FPS), audio=source_path, time_base=file.streams.video[0].time_base
        )
        sink = open_file_sink(output, about, alpha=False)
        for index, frame in enumerate(file.decode(video=0)):
            if pictures is None or index < pictures:
                sink.send(Composite(frame.to_ndarray(format="bgr24"), index, start_s + float(frame.time)))
    sink.close()
    return sink.note


def payloads(path: Path, track: int) -> list[tuple[float, bytes]]:
    with av.open(str(path)) as file:
        return [
            (float(packet.pts * packet.time_base), bytes(packet))
            for packet in file.demux(audio=track)
            if packet.dts is not None and not packet.is_discard
        ]


def heard(path: Path, track: int = 0) -> tuple[float, float]:
    """Give when the tone begins and when the sound ends, in seconds."""
    with av.open(str(path)) as file:
        stream = file.streams.audio[track]
        frames = list(file.decode(stream))
        resampler = av.AudioResampler(format="fltp", layout="mono")
        first_s = frames[0].time
        samples = np.concatenate([out.to_ndarray()[0] for frame in frames for out in resampler.resample(frame)])
        loud = int(np.argmax(np.abs(samples) > 0.1))
        return first_s + loud / stream.rate, first_s + len(samples) / stream.rate


def times(path: Path) -> list[float]:
    with av.open(str(path)) as file:
        return [frame.time for frame in file.decode(video=0)]


def codecs(path: Path) -> list[str]:
    with av.open(str(path)) as file:
        return [stream.codec_context.codec.canonical_name for stream in file.streams.audio]


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_every_track_is_copied_byte_for_byte_with_its_times_and_language(tmp_path: Path, suffix: str):
    path = source(tmp_path / "in.mp4", [("aac", "eng"), ("aac", "ita")])
    assert rendered(path, tmp_path / f"out{suffix}") == ""
    with av.open(str(tmp_path / f"out{suffix}")) as file:
        assert [stream.language for stream in file.streams.audio] == ["eng", "ita"]
        assert file.streams.video[0].start_time == 0
    for track in (0, 1):
        before, after = payloads(path, track), payloads(tmp_path / f"out{suffix}", track)
        assert [data for _, data in after] == [data for _, data in before]
        np.testing.assert_allclose([t for t, _ in after], [t for t, _ in before], atol=0.0006)


def test_matroska_keeps_the_warm_up_of_an_encoder_that_it_can_skip_itself(tmp_path: Path):
    path = source(tmp_path / "in.mkv", [("aac", "eng")])
    rendered(path, tmp_path / "out.mkv")
    assert payloads(path, 0)[0][0] < 0
    assert payloads(tmp_path / "out.mkv", 0) == payloads(path, 0)


@pytest.mark.parametrize(
    ("container", "codec", "suffix", "stored"),
    [
        (".mkv", "libopus", ".mov", "aac"),
        (".mov", "pcm_mulaw", ".mp4", "aac"),
        (".mov", "pcm_mulaw", ".mkv", "aac"),
        (".mkv", "libopus", ".avi", "pcm_s16le"),
        (".mkv", "libopus", ".mp4", "opus"),
        (".avi", "pcm_s16le", ".mov", "pcm_s16le"),
        (".avi", "pcm_s16le", ".mp4", "aac"),
        (".mkv", "flac", ".mkv", "flac"),
        (".mkv", "libmp3lame", ".avi", "mp3"),
    ],
)
def test_sound_that_a_container_refuses_is_encoded_again_and_stays_in_step(
    tmp_path: Path, container: str, codec: str, suffix: str, stored: str
):
    path = source(tmp_path / f"in{container}", [(codec, "eng")])
    assert rendered(path, tmp_path / f"out{suffix}") == ""
    assert codecs(tmp_path / f"out{suffix}") == [stored]
    begins_s, ends_s = heard(tmp_path / f"out{suffix}")
    assert begins_s == pytest.approx(heard(path)[0], abs=0.03)
    assert 1.995 < ends_s < 2.06
    np.testing.assert_allclose(times(tmp_path / f"out{suffix}"), times(path), atol=0.0006)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("codec", ["aac", "pcm_mulaw"], ids=["copied", "encoded"])
def test_sound_that_begins_later_than_the_pictures_still_does(tmp_path: Path, codec: str, suffix: str):
    path = source(tmp_path / "in.mov", [(codec, "eng")], late_s=0.5)
    assert rendered(path, tmp_path / f"out{suffix}") == ""
    assert heard(tmp_path / f"out{suffix}")[0] == pytest.approx(CLICK_S, abs=0.03)


def test_avi_says_that_it_cannot_begin_sound_later(tmp_path: Path):
    path = source(tmp_path / "in.mp4", [("aac", "eng")], late_s=0.5)
    assert rendered(path, tmp_path / "out.avi") == (
        "AVI begins sound and pictures together, these do not; give .mkv to keep them in step"
    )


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("codec", ["aac", "pcm_mulaw"], ids=["copied", "encoded"])
def test_sound_stops_with_the_pictures_when_these_stop_early(tmp_path: Path, codec: str, suffix: str):
    path = source(tmp_path / "in.mov", [(codec, "eng"), (codec, "deu")])
    rendered(path, tmp_path / f"out{suffix}", pictures=11)
    for track in (0, 1):
        assert heard(tmp_path / f"out{suffix}", track)[1] == pytest.approx(1.1, abs=0.06)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_sound_longer_than_the_pictures_is_kept(tmp_path: Path, suffix: str):
    path = source(tmp_path / "in.mp4", [("aac", "eng")], pictures=9)
    rendered(path, tmp_path / f"out{suffix}")
    assert heard(tmp_path / f"out{suffix}")[1] == pytest.approx(2.0, abs=0.06)


def test_sound_lies_beside_its_pictures_in_the_file(tmp_path: Path):
    """The muxer sorts what comes within 10 s by itself, so this file is longer."""
    path = source(tmp_path / "in.mkv", [("libopus", "eng")], pictures=30, fps=1, end_s=30)
    rendered(path, tmp_path / "out.mkv")
    apart_s, last_s = 0.0, {"video": 0.0, "audio": 0.0}
    with av.open(str(tmp_path / "out.mkv")) as file:
        for packet in file.demux():
            if packet.dts is not None:
                last_s[packet.stream.type] = float(packet.dts * packet.time_base)
                apart_s = max(apart_s, abs(last_s["video"] - last_s["audio"]))
    assert last_s["audio"] > 29
    assert apart_s < 2


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("codec", ["mp2", "libopus"])
def test_a_recorded_broadcast_is_moved_to_zero_with_its_sound(tmp_path: Path, codec: str, suffix: str):
    path = source(tmp_path / "in.ts", [(codec, "eng")], begins_s=5000)
    rendered(path, tmp_path / f"out{suffix}")
    assert times(tmp_path / f"out{suffix}")[0] == 0
    begins_s, ends_s = heard(tmp_path / f"out{suffix}")
    assert begins_s == pytest.approx(CLICK_S, abs=0.03)
    assert ends_s == pytest.approx(2.0, abs=0.06)


def test_sound_before_a_moved_beginning_is_left_out(tmp_path: Path):
    """Pretend that the pictures begin at 100 s, so that all sound lies long before them: none is played at a wrong time."""
    path = source(tmp_path / "in.mp4", [("aac", "eng")])
    rendered(path, tmp_path / "out.mkv", start_s=100.0)
    with av.open(str(tmp_path / "out.mkv")) as file:
        assert [packet for packet in file.demux(audio=0) if packet.dts is not None] == []


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".avi"])
def test_a_source_without_sound_gives_a_video_without(tmp_path: Path, suffix: str):
    path = source(tmp_path / "in.mp4", [])
    assert rendered(path, tmp_path / f"out{suffix}") == ""
    assert codecs(tmp_path / f"out{suffix}") == []


def test_sound_that_cannot_be_read_costs_no_picture_and_is_said(tmp_path: Path):
    broken = tmp_path / "in.mp4"
    broken.write_bytes(b"not a video")
    sink = open_file_sink(tmp_path / "out.mp4", SourceInfo("test", (32, 32), Fraction(FPS), audio=broken), alpha=False)
    for index in range(3):
        sink.send(Composite(np.zeros((32, 32, 3), np.uint8), index, index / FPS))
    sink.close()
    assert sink.note == f"the sound of {broken} is left out: Invalid data found when processing input"
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert len(list(file.decode(video=0))) == 3


def test_a_file_that_breaks_off_keeps_the_sound_it_has(tmp_path: Path):
    whole = source(tmp_path / "in.mkv", [("flac", "eng")])
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])
    rendered(cut, tmp_path / "out.mkv")
    with av.open(str(tmp_path / "out.mkv")) as file:
        pictures = len(list(file.decode(video=0)))
    assert 5 < pictures < 20
    assert heard(tmp_path / "out.mkv")[1] == pytest.approx(pictures / FPS, abs=0.25)
