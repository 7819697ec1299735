"""Run the commands as a user does: real files in, real files out, one sentence when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from livebg.assets import asset
from livebg.cli import build_parser, main

GREEN = "#00c000"


def clip_frames(count: int, size: tuple[int, int]) -> list[np.ndarray]:
    """Give the first frames of the bundled clip at `size`."""
    with av.open(str(asset("demo/person.mp4"))) as container:
        frames = (frame.to_ndarray(format="bgr24") for frame in container.decode(video=0))
        return [cv2.resize(frame, size) for _, frame in zip(range(count), frames, strict=False)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory) -> Path:
    """Write a short H.264 clip of the demo person with variable frame times and a sound track."""
    path = tmp_path_factory.mktemp("clip") / "me.mp4"
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=25, width=320, height=180, pix_fmt="yuv420p")
        video.codec_context.time_base = video.time_base = Fraction(1, 1000)
        audio = out.add_stream("aac", rate=48_000, layout="mono")
        times = [0, 40, 80, 160, 180, 260, 300, 400, 420, 500]
        for image, time_ms in zip(clip_frames(10, (320, 180)), times, strict=True):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = time_ms, Fraction(1, 1000)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 26_000), np.float32), format="fltp", layout="mono")
        sound.rate, sound.pts = 48_000, 0
        out.mux(audio.encode(sound))
        out.mux(audio.encode(None))
    return path


@pytest.fixture
def picture(tmp_path) -> Path:
    path = tmp_path / "me.png"
    cv2.imwrite(str(path), clip_frames(1, (480, 270))[0])
    return path


def read(path: Path) -> tuple[list[np.ndarray], list[float], int]:
    """Give the pictures, times in seconds, and number of sound tracks of a video."""
    with av.open(str(path)) as container:
        tracks = len(container.streams.audio)
        frames = list(container.decode(video=0))
        return [f.to_ndarray(format="bgr24") for f in frames], [float(f.pts * f.time_base) for f in frames], tracks


def test_render_keeps_frames_times_and_sound_and_replaces_the_room(clip, tmp_path, capsys):
    out = tmp_path / "out.mp4"
    assert main(["render", str(clip), str(out), "--background", GREEN]) == 0
    before, after = read(clip), read(out)
    assert len(after[0]) == len(before[0]) == 10
    np.testing.assert_allclose(np.diff(after[1]), np.diff(before[1]), atol=1e-3)
    assert after[2] == 1
    corner = np.array([picture[:30, :30].mean(axis=(0, 1)) for picture in after[0]])
    np.testing.assert_allclose(corner, np.tile((0, 192, 0), (10, 1)), atol=14)
    middle = (slice(110, 170), slice(140, 180))
    assert np.abs(after[0][5][middle].astype(int) - before[0][5][middle]).mean() < 8
    assert "10 frames of 320x180" in capsys.readouterr().out


def test_render_of_a_picture_gives_a_picture_of_its_size(picture, tmp_path):
    assert main(["render", str(picture), str(tmp_path / "out.png"), "--background", "blur:1"]) == 0
    assert cv2.imread(str(tmp_path / "out.png")).shape == (270, 480, 3)


def test_a_transparent_background_is_kept_in_png_and_refused_for_mp4(picture, clip, tmp_path, capsys):
    assert main(["render", str(picture), str(tmp_path / "out.png"), "--background", "transparent"]) == 0
    out = cv2.imread(str(tmp_path / "out.png"), cv2.IMREAD_UNCHANGED)
    assert out.shape == (270, 480, 4)
    assert (out[:, :, 3] == 0).mean() > 0.3
    assert main(["render", str(clip), str(tmp_path / "out.mp4"), "--background", "transparent"]) == 2
    assert "transparen" in capsys.readouterr().err
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (319, 241), (7680, 4320)])
def test_pictures_of_extreme_sizes_are_handled(tmp_path, size):
    cv2.imwrite(str(tmp_path / "in.png"), np.full((size[1], size[0], 3), 120, np.uint8))
    assert main(["render", str(tmp_path / "in.png"), str(tmp_path / "out.png"), "--background", GREEN]) == 0
    assert cv2.imread(str(tmp_path / "out.png")).shape == (size[1], size[0], 3)


@pytest.mark.parametrize("kind", ["rgba", "grey", "16 bit"])
def test_pictures_of_other_depths_are_handled(tmp_path, kind):
    image = clip_frames(1, (320, 180))[0]
    image = {
        "rgba": lambda: cv2.cvtColor(image, cv2.COLOR_BGR2BGRA),
        "grey": lambda: cv2.cvtColor(image, cv2.COLOR_BGR2GRAY),
        "16 bit": lambda: image.astype(np.uint16) * 257,
    }[kind]()
    cv2.imwrite(str(tmp_path / "in.png"), image)
    assert main(["matte", str(tmp_path / "in.png"), "--output", str(tmp_path / "out")]) == 0
    matte = cv2.imread(str(tmp_path / "out/in.png"), cv2.IMREAD_UNCHANGED)
    assert matte.shape == (180, 320)
    assert matte[110:170, 140:180].mean() > 200
    assert matte[:30, :30].mean() < 30


def test_matte_writes_one_png_per_frame_at_the_inputs_size(clip, picture, tmp_path, capsys):
    assert main(["matte", str(clip), str(picture), "--output", str(tmp_path / "out")]) == 0
    assert cv2.imread(str(tmp_path / "out/me.png"), cv2.IMREAD_UNCHANGED).shape == (270, 480)
    files = sorted((tmp_path / "out/me").iterdir())
    assert [file.name for file in files] == [f"{number:05d}.png" for number in range(10)]
    assert cv2.imread(str(files[3]), cv2.IMREAD_UNCHANGED).shape == (180, 320)


def test_two_inputs_that_would_write_to_one_place_are_refused_before_anything_runs(picture, tmp_path, capsys):
    other = tmp_path / "me.jpg"
    other.write_bytes(picture.read_bytes())
    assert main(["matte", str(picture), str(other), "--output", str(tmp_path / "out")]) == 2
    assert "would both write to" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_is_separate_pictures_or_with_sequence_one_video(tmp_path):
    folder = tmp_path / "walk"
    folder.mkdir()
    for number, image in zip((1, 2, 10), clip_frames(3, (320, 180)), strict=True):
        cv2.imwrite(str(folder / f"{number}.png"), image)
    assert main(["matte", str(folder), "--output", str(tmp_path / "apart")]) == 0
    assert sorted(file.name for file in (tmp_path / "apart").iterdir()) == ["1.png", "10.png", "2.png"]
    assert main(["matte", "--sequence", str(folder), "--output", str(tmp_path / "video")]) == 0
    assert sorted(file.name for file in (tmp_path / "video/walk").iterdir()) == ["00000.png", "00001.png", "00002.png"]
    first = [cv2.imread(str(tmp_path / name), 0) for name in ("apart/1.png", "video/walk/00000.png")]
    np.testing.assert_array_equal(*first)
    last = [cv2.imread(str(tmp_path / name), 0).astype(int) for name in ("apart/10.png", "video/walk/00002.png")]
    assert 0 < np.abs(last[0] - last[1]).mean() < 3  # smoothed in natural order


def test_raw_is_the_networks_own_matte(picture, tmp_path):
    for name, flags in (("raw", ["--raw"]), ("refined", [])):
        assert main(["matte", str(picture), "--output", str(tmp_path / name), *flags]) == 0
    raw, refined = (cv2.imread(str(tmp_path / name / "me.png"), 0).astype(int) for name in ("raw", "refined"))
    assert 0 < np.abs(raw - refined).mean() < 12


def test_run_from_a_file_gives_figures_as_json(clip, capsys):
    code = main(["run", "--source", str(clip), "--background", "blur", "--sink", "null", "--json"])
    said = capsys.readouterr()
    figures = json.loads(said.out)
    assert code == 0
    assert "320x180 at" in said.err
    assert figures["frames"] + figures["dropped"] <= 10
    assert figures["frames"] >= 1
    assert set(figures["stages"]) == {"motion", "segment", "refine", "background", "composite"}


def test_run_records_to_a_file_until_its_time_is_up(clip, tmp_path, capsys):
    out = tmp_path / "live.mkv"
    flags = ["--background", GREEN, "--sink", str(out), "--duration", "1", "--loop"]
    assert main(["run", "--source", str(clip), *flags]) == 0
    pictures, times, _ = read(out)
    assert len(pictures) >= 2
    assert all(np.diff(times) > 0)
    assert pictures[0].shape == (180, 320, 3)
    assert "fps" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_live_run_cleanly(tmp_path, number):
    out = tmp_path / "live.mkv"
    arguments = ["run", "--source", "demo", "--loop", "--background", GREEN, "--sink", str(out)]
    with subprocess.Popen(
        [sys.executable, "-m", "livebg", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        assert "Ctrl-C ends it" in run.stderr.readline()
        assert run.poll() is None
        run.send_signal(number)
        try:
            figures, errors = run.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            run.kill()  # else leaving the block would wait for it
            raise
    assert run.returncode == 0, errors
    assert "latency p50/p95/p99" in figures
    assert "Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_window_names_the_headless_command(no_display, capsys):
    assert main([]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "no display" in error and "livebg run" in error


@pytest.mark.parametrize("display", [None, ":4321"])
def test_demo_without_a_display_renders_the_bundled_clip(display, no_display, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if display:  # one that does not answer is named, or what Qt lacks to ask it
        monkeypatch.setenv("DISPLAY", display)
    assert main(["demo"]) == 0
    pictures, times, _ = read(tmp_path / "livebg-demo.mp4")
    assert len(pictures) == 240
    assert times[-1] == pytest.approx(239 / 25, abs=1e-3)
    said = capsys.readouterr()
    assert "livebg-demo.mp4" in said.out
    assert ("to run without a window: livebg run" in said.err) == bool(display)


def test_bench_gives_every_stage_and_names_device_and_model(capsys):
    assert main(["bench", "--size", "320x180", "--frames", "5", "--no-motion-gate", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["frames"] == 5
    assert report["model"] and report["device"] and report["threads"]
    assert 0 < report["latency_ms_p50"] <= report["latency_ms_p95"] <= report["latency_ms_p99"]
    assert report["first_frame_ms"] > 0 and report["opening_ms"] > 0
    assert report["peak_memory_mb"] is None or report["peak_memory_mb"] > 20
    assert all(stage["frames"] == 5 and stage["ms_p50"] > 0 for stage in report["stages"].values())


def test_models_and_cameras_are_listed_for_people_and_programs(capsys):
    assert main(["models"]) == 0
    assert "quality" in capsys.readouterr().out
    assert main(["models", "--json"]) == 0
    assert "quality" in [model["name"] for model in json.loads(capsys.readouterr().out)]
    assert main(["cameras", "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


# ---- bad input: one sentence, the right exit code, nothing left behind ----


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["render", "gone.mp4", "out.mp4"], 1, "gone.mp4"),
        (["render", "text.mp4", "out.mp4"], 1, "text.mp4"),
        (["render", "empty.mp4", "out.mp4"], 1, "empty.mp4"),
        (["render", "me.png", "me.png"], 2, "input itself"),
        (["render", "me.png", "out.xyz"], 2, ".xyz"),
        (["render", "me.png", "no/such/folder/out.png"], 1, "no/such/folder"),
        (["render", "me.png", "out.png", "--background", "nothing-like-this"], 1, "nothing-like-this"),
        (["render", "me.png", "out.png", "--background", "#12"], 1, "#12"),
        (["render", "me.png", "out.png", "--background", "text.mp4"], 1, "text.mp4"),
        (["render", "me.png", "out.png", "--model", "no-such-model"], 1, "no-such-model"),
        (["render", "me.png", "out.png", "--model", "broken.onnx"], 1, "broken.onnx"),
        (["render", "me.png", "out.png", "--smoothing", "7"], 2, "smoothing"),
        (["render", "me.png", "out.png", "--settings", "gone.toml"], 2, "gone.toml"),
        (["render", "me.png", "out.png", "--settings", "bad.toml"], 2, "bad.toml"),
        (["render", "me.png", "out.png", "--settings", "unknown.toml"], 2, "sparkle"),
        (["matte", "gone.png", "--output", "out"], 1, "gone.png"),
        (["matte", "broken.png", "--output", "out"], 1, "broken.png"),
        (["matte", "nothing", "--output", "out"], 1, "nothing"),
        (["matte", "me.png", "--output", "me.png"], 1, "me.png"),
        (["run", "--source", "no such camera", "--sink", "null"], 1, "no such camera"),
        (["run", "--source", "99", "--sink", "null"], 1, "99"),
        (["run", "--source", "demo", "--sink", "no/such/folder/x.mp4"], 1, "no/such/folder"),
        (["bench", "--size", "big"], 2, "big"),
        (["bench", "--frames", "0"], 2, "--frames"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, monkeypatch, capfd, arguments, code, words):
    monkeypatch.chdir(tmp_path)
    cv2.imwrite("me.png", clip_frames(1, (64, 36))[0])
    Path("text.mp4").write_text("this is no video")
    Path("empty.mp4").touch()
    Path("broken.onnx").write_bytes(b"\x08\x07onnx")
    Path("broken.png").write_bytes(Path("me.png").read_bytes()[:60])
    Path("bad.toml").write_text("[look\n")
    Path("unknown.toml").write_text("[look]\nsparkle = 3\n")
    Path("nothing").mkdir()
    before = files_below(tmp_path)
    assert main(arguments) == code
    error = capfd.readouterr().err
    assert words in error
    lines = [line for line in error.splitlines() if line.startswith("livebg: ")]
    assert len(lines) == 1
    assert "Traceback" not in error
    assert files_below(tmp_path) - before <= {"out"}


@pytest.mark.parametrize("arguments", [["fly"], ["render"], ["render", "a", "b", "--fit", "squash"], ["matte", "a"]])
def test_a_wrong_command_line_is_usage(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: livebg" in capsys.readouterr().err


def test_output_that_nobody_reads_to_its_end_is_no_fault():
    """As with `livebg models | true`: nothing is printed about it."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as unread:
        command = [sys.executable, "-m", "livebg", "models"]
        done = subprocess.run(command, stdout=unread, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_settings_file_may_stand_before_or_after_the_command():
    parser = build_parser()
    assert parser.parse_args(["--settings", "a.toml"]).settings == Path("a.toml")
    assert parser.parse_args(["--settings", "a.toml", "run"]).settings == Path("a.toml")
    assert parser.parse_args(["run", "--settings", "a.toml"]).settings == Path("a.toml")
    assert parser.parse_args(["run"]).settings is None


def test_no_virtual_camera_driver_is_said_with_the_command_that_mends_it(capsys):
    if any(Path("/dev").glob("video*")):
        pytest.skip("this machine has video devices")
    assert main(["run", "--source", "demo", "--duration", "1"]) == 1
    assert "v4l2loopback" in capsys.readouterr().err


def test_an_unwritable_folder_is_refused(picture, tmp_path, capsys):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "locked").mkdir(mode=0o500)
    assert main(["render", str(picture), str(tmp_path / "locked/out.png"), "--background", GREEN]) == 1
    assert "locked" in capsys.readouterr().err


def test_help_names_every_setting_with_its_default(capsys):
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    for words in (
        "--camera-size",
        "--smoothing",
        "(from 0.0 to 1.0); default: 0.6",
        "--no-loop",
        "{cover,contain,stretch,tile}",
    ):
        assert words in text
