"""Check the fused renderer's own work on a GPU of arrays: what goes up when, whose state is whose; on a real GPU, its picture."""

from __future__ import annotations

import importlib.util
import shutil
from fractions import Fraction

import numpy as np
import pytest

from export.fused import clip_at, export_fused
from export.onnx_model import export_onnx
from livebg.backgrounds import open_background
from livebg.backgrounds.stills import colour
from livebg.errors import ModelError
from livebg.gate import Gate
from livebg.pipeline import Parts, in_order
from livebg.renderers import CpuRenderer
from livebg.room import room, scene
from livebg.segmenters.device_memory import CudaBindingsMemory
from livebg.segmenters.devices import prepare_fused
from livebg.segmenters.engine_build import build_engine
from livebg.segmenters.fused import FusedRenderer, find_fused, fused_folder, fused_name
from livebg.segmenters.onnx import OnnxSegmenter, open_session
from livebg.segmenters.tensorrt import kept_engine
from livebg.session import Openers, Session
from livebg.settings import LookSettings, Settings
from livebg.stats import Stats
from livebg.types import Frame, SourceInfo
from livebg.whole_frames import WholeFrames
from tests.array_gpu import ArrayEngine, ArrayMemory, DriverEngine
from tests.fake_cuda import FakeDriver
from tests.fakes import Recorder, SceneSource
from tests.small_network import write_weights

SIZE = (768, 448)
LOOK = LookSettings()
needs_rtx = pytest.mark.skipif(importlib.util.find_spec("tensorrt_rtx") is None, reason="tensorrt_rtx is not installed")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Give the ONNX file of a small network, with its fused graph beside it."""
    folder = tmp_path_factory.mktemp("fused")
    weights = write_weights(folder / "small.safetensors")
    export_onnx(weights, folder / "small.onnx", "small", "a test")
    export_fused(weights, folder / fused_name("small", SIZE), SIZE)
    return folder / "small.onnx"


@pytest.fixture
def graph(model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return find_fused(model, SIZE)


def on_arrays(graph, memory):
    return FusedRenderer(ArrayEngine(graph.data, graph.shapes, memory), graph, memory)


def picture(index):
    return scene(index, SIZE)[0]


def backdrop(level):
    return np.full((SIZE[1], SIZE[0], 3), level, np.uint8)


def test_pictures_are_those_of_the_cpu_with_state_and_through_cuda_graphs(graph, model):
    memory = ArrayMemory()
    fused, cpu = on_arrays(graph, memory), CpuRenderer(OnnxSegmenter(model, threads=1))
    state = expected_state = None
    kept, behind = [], backdrop(90)
    for index in range(8):
        if index == 5:  # after a change of scene
            state = expected_state = None
        image = picture(index)
        composite, matte, state = fused.render(image, behind, LOOK, state)
        expected, small, expected_state = cpu.render(image, behind, LOOK, expected_state)
        assert np.quantile(np.abs(composite.astype(int) - expected), 0.999) <= 2
        np.testing.assert_allclose(matte, small, atol=0.02)
        kept.append((composite, composite.copy(), matte, matte.copy()))
    assert memory.captures == 2  # one for each set of buffers
    for composite, as_given, matte, matte_as_given in kept:  # no buffer that is used again
        np.testing.assert_array_equal(composite, as_given)
        np.testing.assert_array_equal(matte, matte_as_given)
    fused.close()
    assert memory.closed
    cpu.close()


def test_through_cuda_bindings_pictures_are_those_of_the_cpu_and_all_is_given_back(graph, model, monkeypatch):
    driver = FakeDriver()
    driver.install(monkeypatch)
    memory = CudaBindingsMemory()
    engine = DriverEngine(graph.data, graph.shapes, memory)
    engine.driver = driver
    fused, cpu = FusedRenderer(engine, graph, memory), CpuRenderer(OnnxSegmenter(model, threads=1))
    state = expected_state = None
    for index in range(7):
        composite, _, state = fused.render(picture(index), behind := backdrop(90 + index), LOOK, state)
        expected, _, expected_state = cpu.render(picture(index), behind, LOOK, expected_state)
        assert np.quantile(np.abs(composite.astype(int) - expected), 0.999) <= 2
    assert len(driver.graphs) == 2
    fused.close()
    assert driver.held == []


def test_smoothing_remembers_from_one_set_of_buffers_to_the_other_and_forgets_when_asked(graph):
    fused = on_arrays(graph, ArrayMemory())
    image, still = picture(0), LookSettings(smoothing=1.0)
    dim = np.clip(image.astype(int) + 3, 0, 255).astype(
        np.uint8
    )  # nearly the same picture: smoothing holds on to the past
    states = [None]
    mattes = []
    for shown in (image, dim, dim, dim):
        composite, _, state = fused.render(shown, backdrop(0), still, states[-1])
        states.append(state)
        mattes.append(composite)
    alone, _, _ = fused.render(dim, backdrop(0), still, None)
    stale, _, _ = fused.render(dim, backdrop(0), still, states[1])
    assert (mattes[3] != alone).any()
    np.testing.assert_array_equal(stale, alone)  # a state that is not the newest one is no state
    fused.close()


def test_background_and_look_go_up_only_when_they_change(graph):
    memory = ArrayMemory()
    fused = on_arrays(graph, memory)
    places = {name: fused._sets[0].addresses[name] for name in ("background", "look")}
    grey, white = backdrop(90), backdrop(255)
    shown = []
    for behind, look in ((grey, LOOK), (grey, LOOK), (grey, LookSettings(smoothing=0.1)), (white, LOOK), (white, LOOK)):
        shown.append(fused.render(picture(0), behind, look, None)[0])
    assert memory.uploads.count(places["background"]) == 2
    assert memory.uploads.count(places["look"]) == 3
    corners = [int(composite[0, 0, 0]) for composite in shown]
    assert corners[:3] == corners[:1] * 3 and corners[3] == corners[4] != corners[0]
    fused.close()


def test_what_cannot_be_recorded_is_begun_piece_by_piece(graph, model, caplog):
    class Refuses(ArrayMemory):
        def captured(self, work):
            raise ModelError("the GPU refused cuStreamEndCapture: CUDA_ERROR_STREAM_CAPTURE_INVALIDATED")

    caplog.set_level("INFO")
    fused, cpu = on_arrays(graph, Refuses()), CpuRenderer(OnnxSegmenter(model, threads=1))
    behind = backdrop(90)
    for _ in range(6):
        composite, _, _ = fused.render(picture(3), behind, LOOK, None)
    assert np.quantile(np.abs(composite.astype(int) - cpu.render(picture(3), behind, LOOK, None)[0]), 0.999) <= 2
    assert caplog.text.count("no CUDA graph can be made") == 2
    fused.close()


def test_a_frame_or_background_of_another_size_is_refused(graph):
    fused = on_arrays(graph, ArrayMemory())
    with pytest.raises(ModelError, match=r"was given \(64, 96, 3\); expected \(448, 768, 3\)"):
        fused.render(room((96, 64)), backdrop(0), LOOK, None)
    with pytest.raises(ModelError, match="was given"):
        fused.render(picture(0), room((96, 64)), LOOK, None)
    fused.close()


def test_an_engine_of_another_graph_and_a_gpu_out_of_memory_are_let_go(graph):
    memory = ArrayMemory(most_bytes=100_000)
    with pytest.raises(ModelError, match="OUT_OF_MEMORY"):
        on_arrays(graph, memory)
    assert memory.closed
    memory = ArrayMemory()
    other = graph._replace(shapes={**graph.shapes, "frame": (720, 1280, 3)})
    with pytest.raises(ModelError, match=r"the engine's frame is \(448, 768, 3\), expected \(720, 1280, 3\)"):
        FusedRenderer(ArrayEngine(graph.data, graph.shapes, memory), other, memory)
    assert memory.closed


def test_the_graph_is_found_in_the_users_folder_before_the_models(model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    fused_folder().mkdir(parents=True)
    own = fused_folder() / fused_name("small", SIZE)
    own.write_bytes(b"no graph")
    with pytest.raises(ModelError, match=rf"{own} cannot be read as a fused graph"):
        find_fused(model, SIZE)
    own.unlink()
    assert find_fused(model, SIZE).shapes["frame"] == (448, 768, 3)


def test_a_graph_that_is_not_there_says_what_to_run(model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(
        ModelError, match=r"python -m export fused small --size 1280x720 --output .*small-fused-1280x720"
    ):
        find_fused(model, (1280, 720))


def test_a_graph_of_other_weights_or_of_another_size_is_refused(model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    other = tmp_path / "small.onnx"
    export_onnx(write_weights(tmp_path / "small.safetensors", seed=4), other, "small", "a test")
    for name in (fused_name("small", SIZE), fused_name("small", (640, 480))):
        shutil.copy(model.with_name(fused_name("small", SIZE)), tmp_path / name)
    with pytest.raises(ModelError, match="was made of other weights than"):
        find_fused(other, SIZE)
    with pytest.raises(ModelError, match="is for frames of 768x448; expected 640x480"):
        find_fused(other, (640, 480))


def test_a_network_is_no_fused_graph(model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    fused_folder().mkdir(parents=True)
    shutil.copy(model, fused_folder() / fused_name("small", SIZE))
    with pytest.raises(ModelError, match="does not say what it is made of"):
        find_fused(model, SIZE)


def whole(graph, model):
    """Give a segmenter that renders whole frames in ONNX Runtime, through all that a GPU's take their way through."""
    return WholeFrames(
        OnnxSegmenter(model, threads=1),
        lambda size, stop: lambda: on_arrays(graph, ArrayMemory()),
        lambda: CpuRenderer(OnnxSegmenter(model, threads=1)),
        lambda renderer, *sample: (
            isinstance(renderer, CpuRenderer),
            renderer.render(*sample, None)[0],
        ),  # always faster
        frame_limit_s=60.0,
    )


def clip():
    return [Frame(image, index, index / 30) for index, image in enumerate(clip_at(SIZE))]


def apart(got, wanted):
    return np.quantile(np.abs(got.image.astype(int) - wanted.image), 0.999)


def test_in_order_the_clip_through_the_fused_graph_is_the_clip_through_the_stages(graph, model):
    segmenter, cpu, stats = whole(graph, model), OnnxSegmenter(model, threads=1), Stats()
    look, frames = LookSettings(motion_gate=False), clip()

    def run(segmenter, background, some):
        return list(in_order(some, Parts(lambda: segmenter, lambda: look, lambda: background), stats))

    blue = colour("#3050a0")
    while not stats.steps():
        run(segmenter, blue, frames[:1])
    began = stats.summary().stages
    for background in (blue, open_background(LookSettings(background="study"))):
        got = run(segmenter, background, frames[:10])
        rendered = stats.summary().stages
        assert rendered["refine"].frames == began["refine"].frames  # the stages did none of these
        expected = run(cpu, background, frames[:10])
        began = stats.summary().stages
        assert [item.index for item in got] == list(range(10))
        assert max(map(apart, got, expected)) <= 2
    assert rendered["render"].frames >= 20
    segmenter.close()


def test_live_each_frame_of_the_clip_through_the_fused_graph_is_that_of_the_stages(graph, model):
    look = LookSettings(
        smoothing=0.0, motion_gate=False, background="study"
    )  # without a past, frames that were dropped change nothing
    frames, cpu, sink, stats = clip(), OnnxSegmenter(model, threads=1), Recorder(fps=None, size=SIZE), Stats()
    segmenter, background = whole(graph, model), open_background(look)
    expected = list(in_order(frames, Parts(lambda: cpu, lambda: look, lambda: background), Stats()))
    source = SceneSource(lambda index: frames[index % len(frames)].image.copy(), fps=15)
    source.info = SourceInfo("clip", SIZE, Fraction(15), live=True)
    openers = Openers(lambda camera: source, lambda asked: segmenter)
    with (
        Gate([sink], size=SIZE, max_age_s=30.0, delivered=stats.delivered) as gate,
        Session(Settings(look=look), gate, stats, openers),
    ):
        sink.wait_for(lambda seen: "render" in (found := stats.summary().stages) and found["render"].frames > 8)
    assert [step.name for step in stats.steps()] == ["whole frames on the GPU"]
    pictures = [shown for shown in sink.seen if shown.index > 0]  # the card comes before them
    assert len({shown.index for shown in pictures}) > 8
    assert max(apart(shown, expected[shown.index % len(frames)]) for shown in pictures) <= 2


@needs_rtx
def test_the_engine_is_really_built_and_kept_by_the_graphs_own_bytes(graph, tmp_path):
    def engine(data):
        return kept_engine("small", data, graph.shapes, "tensorrt_rtx", "sm_89", lambda phase, share: True, tmp_path)

    first = engine(graph.data)
    path = tmp_path / "small-tensorrt_rtx-any.engine"
    written_at = path.stat().st_mtime_ns
    assert engine(graph.data) == first and path.stat().st_mtime_ns == written_at
    path.write_bytes(first[:1000])
    again = engine(graph.data)  # its bytes differ a little from build to build
    assert abs(len(again) - len(first)) < 0.1 * len(first) and path.read_bytes() == again


@needs_rtx
def test_the_engine_takes_the_inputs_that_the_runner_gives_it(graph):
    assert set(graph.shapes) == {"frame", "background", "look", "state"}
    assert build_engine("tensorrt_rtx", graph.data, graph.shapes, lambda phase, share: True)
    assert [entry.name for entry in open_session(graph.data).get_outputs()] == ["composite", "matte", "next_state"]


@pytest.mark.gpu
def test_on_a_gpu_pictures_are_near_the_cpus(graph, model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    try:
        opened = prepare_fused(model, SIZE, lambda: True)
    except ModelError as reason:
        pytest.skip(str(reason))
    fused, cpu, behind = opened(), CpuRenderer(OnnxSegmenter(model, threads=1)), backdrop(90)
    state = expected_state = None
    try:
        for index in range(8):
            composite, _, state = fused.render(picture(index), behind, LOOK, state)
            expected, _, expected_state = cpu.render(picture(index), behind, LOOK, expected_state)
            assert np.quantile(np.abs(composite.astype(int) - expected), 0.999) <= 4
    finally:
        fused.close()
