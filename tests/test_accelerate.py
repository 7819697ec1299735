"""Check the change from the CPU to something faster and back: who serves each frame, what is refused, and who is closed."""

from __future__ import annotations

import threading
import time

import cv2
import numpy as np
import pytest

from livebg.accelerate import AcceleratedSegmenter, Choices, open_accelerated
from livebg.errors import ModelError
from livebg.gate import Gate
from livebg.realtime import abandoned
from livebg.room import room, room_blocks, scene
from livebg.segmenters.onnx import OnnxSegmenter
from livebg.session import Openers, Session
from livebg.settings import LookSettings, ModelSettings, Settings
from livebg.stats import Stats
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource, wait_until

LIMIT_S = 60


def by_name(segmenter, image):
    """Measure as the test says: each fake has what it takes in its name."""
    return float(segmenter.name.split()[0]), segmenter.segment(image, None)[0]


class Fake(ExactSegmenter):
    def __init__(self, takes_ms, broken=lambda call: None):
        super().__init__(broken)
        self.name = f"{takes_ms} ms"
        self.states, self.threads = [], set()

    def segment(self, image, state, seen=None):
        self.states.append(state)
        self.threads.add(threading.current_thread())
        matte, _ = super().segment(image, state)
        return matte, len(self.states)


def made(cpu, devices, tmp_path, network=lambda frame: frame, measure=by_name):
    """Give a segmenter whose devices are ready at once."""
    openers = {name: (lambda device=device: device) for name, device in devices.items()}
    return AcceleratedSegmenter(cpu, network, lambda size, stop: openers, Choices(tmp_path / "c.json"), "key", measure)


def until_chosen(segmenter):
    """Segment until what was made ready has been looked at; give the last matte and state."""
    state, end = None, time.monotonic() + LIMIT_S
    while True:
        matte, state = segmenter.segment(scene(0)[0], state)
        if segmenter._task is None:
            return matte, state
        assert time.monotonic() < end


def test_the_cpu_serves_until_the_fastest_device_takes_over(tmp_path):
    go = threading.Event()
    cpu, slow, fast = Fake(5), Fake(3), Fake(1)
    openers = {"slow": lambda: slow, "fast": lambda: fast}

    def prepare(size, stop):
        assert go.wait(LIMIT_S)
        return openers

    segmenter = AcceleratedSegmenter(cpu, lambda size: size, prepare, Choices(tmp_path / "c.json"), "key", by_name)
    for _ in range(3):
        segmenter.segment(scene(0)[0], None)
    assert (cpu.calls, slow.calls, fast.calls, segmenter.runs_on) == (3, 0, 0, "cpu")
    go.set()
    matte, _ = until_chosen(segmenter)
    np.testing.assert_array_equal(matte, scene(0)[1])
    assert segmenter.runs_on == "fast"
    assert (slow.closed, fast.closed) == (True, False)
    assert len(fast.threads) == 1 and fast.threads != {threading.current_thread()}  # a device has one thread
    segmenter.close()
    assert fast.closed and cpu.closed


def test_no_device_meets_the_memory_of_another(tmp_path):
    cpu, device = Fake(5), Fake(1)
    segmenter = made(cpu, {"gpu": device}, tmp_path)
    _, state = until_chosen(segmenter)
    for _ in range(2):
        _, state = segmenter.segment(scene(0)[0], state)
    assert device.states[-3:] == [None, len(device.states) - 2, len(device.states) - 1]
    segmenter.close()


def test_a_device_that_fails_is_left_and_the_cpu_does_the_same_frame(tmp_path, caplog):
    def breaks(call):
        if call > 4:
            raise RuntimeError("the GPU fell off the bus")

    cpu, device = Fake(5), Fake(1, breaks)
    segmenter = made(cpu, {"gpu": device}, tmp_path)
    until_chosen(segmenter)
    for index in range(6):
        image, exact = scene(index)
        matte, _ = segmenter.segment(image, None)
        np.testing.assert_array_equal(matte, exact)
    assert (segmenter.runs_on, device.closed) == ("cpu", True)
    assert device.calls == 5
    assert "gpu failed (the GPU fell off the bus); livebg goes on with the CPU" in caplog.text
    segmenter.close()


@pytest.mark.parametrize(
    ("matte", "words"),
    [
        (np.ones(SIZE[::-1], np.float32), "differs from the CPU's by 0."),
        (np.full(SIZE[::-1], np.nan, np.float32), "alpha from nan"),
        (np.ones((4, 4), np.float32), "differs from the CPU's by 0."),
    ],
)
def test_a_device_whose_matte_is_not_the_cpus_is_refused(matte, words, tmp_path, caplog):
    cpu, device = Fake(5), Fake(1, lambda call: matte)
    segmenter = made(cpu, {"gpu": device}, tmp_path)
    np.testing.assert_array_equal(until_chosen(segmenter)[0], scene(0)[1])
    assert (segmenter.runs_on, device.closed) == ("cpu", True)
    assert words in caplog.text
    segmenter.close()


def test_a_device_may_see_another_size_than_the_cpus_file(tmp_path):
    half = cv2.resize(scene(0)[1], (SIZE[0] // 2, SIZE[1] // 2), interpolation=cv2.INTER_AREA)
    segmenter = made(Fake(5), {"gpu": Fake(1, lambda call: half)}, tmp_path)
    assert until_chosen(segmenter)[0].shape == half.shape
    assert segmenter.runs_on == "gpu"
    segmenter.close()


def test_a_device_that_turns_bad_later_never_shows_its_matte(tmp_path):
    bad = np.full(SIZE[::-1], np.nan, np.float32)
    device = Fake(1, lambda call: bad if call > 2 else None)
    segmenter = made(Fake(5), {"gpu": device}, tmp_path)
    until_chosen(segmenter)
    for _ in range(3):
        np.testing.assert_array_equal(segmenter.segment(scene(0)[0], None)[0], scene(0)[1])
    assert segmenter.runs_on == "cpu"
    segmenter.close()


def test_the_choice_is_remembered_and_the_others_are_not_opened_again(tmp_path):
    for attempt in range(2):
        slow, fast = Fake(3), Fake(1)
        segmenter = made(Fake(5), {"slow": slow, "fast": fast}, tmp_path)
        until_chosen(segmenter)
        assert segmenter.runs_on == "fast"
        assert slow.calls == (1 if attempt == 0 else 0)
        segmenter.close()
    (tmp_path / "c.json").write_text("[broken")
    segmenter = made(Fake(1), {"gpu": Fake(2)}, tmp_path)
    until_chosen(segmenter)
    assert segmenter.runs_on == "cpu"
    segmenter.close()


def test_a_frame_of_another_shape_is_made_ready_anew(tmp_path):
    sizes = []

    def prepare(size, stop):
        sizes.append(size)
        return {}

    segmenter = AcceleratedSegmenter(Fake(1), lambda f: f, prepare, Choices(tmp_path / "c.json"), "key", by_name)
    for size in (SIZE, SIZE, (64, 48)):
        segmenter.segment(room(size), None)
    segmenter.close()
    assert sizes == [SIZE, (64, 48)]


def test_what_cannot_be_made_ready_is_told_and_the_cpu_goes_on(tmp_path, caplog):
    def prepare(size, stop):
        raise ModelError("no GPU can be opened")

    segmenter = AcceleratedSegmenter(Fake(1), lambda f: f, prepare, Choices(tmp_path / "c.json"), "key", by_name)
    np.testing.assert_array_equal(until_chosen(segmenter)[0], scene(0)[1])
    assert "nothing faster than the CPU is used: no GPU can be opened" in caplog.text
    segmenter.close()


def test_live_a_failing_device_leaves_no_gap_and_no_room(tmp_path):
    """The gate never passes anything raw, and pictures go on within its limit of a second."""

    def breaks(call):
        if call > 20:
            raise RuntimeError("device lost")

    device, sink, stats = Fake(1, breaks), Recorder(), Stats()
    segmenter = made(Fake(5), {"gpu": device}, tmp_path)
    openers = Openers(lambda camera: SceneSource(), lambda model: segmenter, lambda look: PlainBackground())
    with (
        Gate([sink], size=SIZE, max_age_s=1.0, delivered=stats.delivered) as gate,
        # Without the motion gate: the device is asked for every frame.
        Session(Settings(look=LookSettings(motion_gate=False)), gate, stats, openers),
    ):
        sink.wait_for(lambda seen: device.closed and seen[-1].index > 60)
    assert segmenter.runs_on == "cpu"
    assert sum(room_blocks(composite.image, room()) for composite in sink.seen) == 0


def test_live_a_device_that_hangs_is_left_counted_and_shows_no_room(tmp_path):
    wakes = threading.Event()

    def hangs(call):
        if call > 20:
            assert wakes.wait(LIMIT_S)

    device, cpu, sink, stats = Fake(1, hangs), Fake(5), Recorder(), Stats()
    segmenter = made(cpu, {"gpu": device}, tmp_path)
    openers = Openers(lambda camera: SceneSource(), lambda model: segmenter, lambda look: PlainBackground())
    try:
        with (
            Gate([sink], size=SIZE, max_age_s=1.0, delivered=stats.delivered) as gate,
            Session(Settings(look=LookSettings(motion_gate=False)), gate, stats, openers),
        ):
            sink.wait_for(lambda seen: device.calls > 20 and cpu.calls > 10 and segmenter.runs_on == "cpu")
            after = len(sink.seen)
            sink.wait_for(lambda seen: len(seen) > after + 10)
            assert (abandoned(), device.closed) == (1, False)
        assert sum(room_blocks(composite.image, room()) for composite in sink.seen) == 0
    finally:
        wakes.set()
    wait_until(lambda: device.closed and not abandoned())  # when the driver comes back, what it holds is freed


def test_the_setting_chooses_and_the_default_is_the_plain_cpu(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    plain = open_accelerated(ModelSettings(model="balanced", precision="fp32"))
    assert isinstance(plain, OnnxSegmenter)
    plain.close()
    segmenter = open_accelerated(ModelSettings(model="balanced", precision="fp32", accelerator="auto"))
    assert segmenter.name == "balanced"
    assert segmenter.segment(room(), None)[0].dtype == np.float32
    segmenter.close()
