"""Check the change from the stages to a device that renders whole frames, and back: who renders each frame, and what is said."""

from __future__ import annotations

import re
import threading
import time

import numpy as np
import pytest

from livebg.errors import ModelError
from livebg.gate import Gate
from livebg.pipeline import Parts, in_order
from livebg.plate import Plate
from livebg.realtime import abandoned
from livebg.regions import Regions
from livebg.renderers import CpuRenderer
from livebg.room import room, room_blocks, scene
from livebg.session import Openers, Session
from livebg.settings import LookSettings, Settings
from livebg.stats import Stats
from livebg.types import Frame
from livebg.whole_frames import WholeFrames, checked_picture
from tests.fakes import SIZE, ExactSegmenter, PlainBackground, Recorder, SceneSource, wait_until

LIMIT_S = 60
LOOK = LookSettings(motion_gate=False)


def by_name(renderer, image, backdrop, look):
    """Measure as the test says: each fake has what it takes in its name."""
    return float(renderer.name.split()[0]), renderer.render(image, backdrop, look, None)[0]


class Fake(CpuRenderer):
    """Render as the CPU does, in as many milliseconds as it says; `broken(call)` may raise, block, or give another picture."""

    def __init__(self, takes_ms=1, broken=lambda call: None):
        super().__init__(ExactSegmenter())
        self.name, self._broken = f"{takes_ms} ms", broken
        self.states, self.threads, self.closed, self.calls = [], set(), False, 0

    def render(self, image, backdrop, look, state):
        self.calls += 1
        self.states.append(state)
        self.threads.add(threading.current_thread())
        other = self._broken(self.calls)
        picture, matte, state = super().render(image, backdrop, look, state)
        return (picture if other is None else other), matte, state

    def close(self):
        self.closed = True
        super().close()


def made(device, cpu=None, opens=lambda: None, limit_s=20.0):
    def opener():
        opens()
        return device

    cpu = cpu or ExactSegmenter()
    return WholeFrames(cpu, lambda size, stop: opener, lambda: Fake(5), by_name, frame_limit_s=limit_s)


def frame(index):
    image, _ = scene(index)
    return Frame(image, index, index / 30)


def run(segmenter, count, *, look=LOOK, background=None, stats=None, since=0, **more):
    """Give composites of the scene in order."""
    parts = Parts(lambda: segmenter, lambda: look, lambda: background or PlainBackground(), **more)
    return list(in_order(map(frame, range(since, since + count)), parts, stats or Stats()))


def until_ready(segmenter, **more):
    """Render until what was made ready has been looked at."""
    end = time.monotonic() + LIMIT_S
    run(segmenter, 1, **more)
    while segmenter._task is not None:
        assert time.monotonic() < end
        run(segmenter, 1, **more)


def said(stats):
    return [(step.name, step.reason) for step in stats.steps()]


def test_the_stages_serve_until_the_device_is_ready_which_then_does_whole_frames_on_its_own_thread():
    go = threading.Event()
    cpu, device = ExactSegmenter(), Fake()

    def prepare(size, stop):
        assert size == SIZE and go.wait(LIMIT_S)
        return lambda: device

    segmenter, stats = WholeFrames(cpu, prepare, lambda: Fake(5), by_name), Stats()
    run(segmenter, 3, stats=stats)
    assert (cpu.calls, device.calls, said(stats)) == (3, 0, [])
    go.set()
    until_ready(segmenter)
    before, rendered = cpu.calls, device.calls
    out = run(segmenter, 5, stats=stats)
    assert (cpu.calls, device.calls) == (before, rendered + 5)
    expected = run(ExactSegmenter(), 5)
    for got, wanted in zip(out, expected, strict=True):
        assert (got.index, got.captured_at) == (wanted.index, wanted.captured_at)
        np.testing.assert_array_equal(got.image, wanted.image)
    assert len(device.threads) == 1 and device.threads != {threading.current_thread()}
    segmenter.close()
    assert device.closed and cpu.closed


def test_state_goes_from_frame_to_frame_and_never_to_the_stages():
    cpu, device = ExactSegmenter(), Fake()
    segmenter = made(device, cpu)
    until_ready(segmenter)
    device.states.clear()
    run(segmenter, 3)
    assert device.states[0] is None and None not in device.states[1:]
    segmenter.close()


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"look": LookSettings(grow_px=2.0)}, "grow_px"),
        ({"look": LookSettings(feather_px=2.0, despill=0.5)}, "feather_px and despill"),
        ({"look": LookSettings(light_match=0.5)}, "light_match"),
        ({"look": LookSettings(people="largest")}, "people"),
        ({"regions": lambda: Regions(np.full((9, 16), 128, np.uint8))}, "regions"),
        ({"plate": lambda: Plate(room())}, "plate"),
        ({"background": "blur"}, "blur"),
        ({"background": "transparent"}, "a transparent background"),
    ],
)
def test_what_the_graph_lacks_is_done_by_the_stages_for_as_long_as_it_is_asked_and_is_said(more, missing):
    cpu, device, stats = ExactSegmenter(), Fake(), Stats()
    segmenter = made(device, cpu)
    until_ready(segmenter)
    run(segmenter, 2, stats=stats)
    rendered = device.calls
    if isinstance(more.get("background"), str):
        background = PlainBackground()
        background.follows, background.transparent = more["background"] == "blur", more["background"] == "transparent"
        more = {"background": background}
    before = cpu.calls
    run(segmenter, 3, stats=stats, **more)
    assert (device.calls, cpu.calls, device.closed) == (rendered, before + 3, False)
    run(segmenter, 2, stats=stats)
    assert device.calls == rendered + 2
    assert said(stats)[-2:] == [
        ("stages on the CPU", f"the fused graph is without {missing}"),
        ("whole frames on the GPU", "the fused graph is ready"),
    ]
    segmenter.close()


def test_nothing_is_built_for_a_look_that_the_graph_lacks():
    sizes = []
    segmenter = WholeFrames(ExactSegmenter(), lambda size, stop: sizes.append(size), lambda: Fake(5), by_name)
    run(segmenter, 2, look=LookSettings(grow_px=2.0))
    segmenter.close()
    assert sizes == []


def raising(call):
    if call > 4:
        raise RuntimeError("the GPU fell off the bus")


def gives(picture):
    return lambda call: picture if call > 4 else None


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (raising, "the GPU fell off the bus"),
        (gives(np.zeros((4, 4, 3), np.uint8)), r"a picture of shape \(4, 4, 3\)"),
        (gives(room()), "is not the background where nobody is"),  # the raw room
    ],
)
def test_a_device_that_fails_is_left_and_the_stages_do_the_same_frame(broken, words, caplog):
    cpu, device, stats = ExactSegmenter(), Fake(1, broken), Stats()
    segmenter = made(device, cpu)
    until_ready(segmenter)
    out = run(segmenter, 8, stats=stats)
    expected = run(ExactSegmenter(), 8)
    assert [item.index for item in out] == list(range(8))
    for got, wanted in zip(out, expected, strict=True):
        assert room_blocks(got.image, room()) == 0
        assert np.abs(got.image.astype(int) - wanted.image).mean() < 1
    assert device.closed and cpu.calls > 0
    assert said(stats)[-1] == ("stages on the CPU", "the GPU failed")
    assert caplog.text.count("whole frames on the GPU failed") == 1
    assert re.search(words, caplog.text)
    before = cpu.calls
    run(segmenter, 2)
    assert cpu.calls == before + 2  # it is not tried again
    segmenter.close()


@pytest.mark.parametrize(
    ("device", "words"),
    [
        (Fake(9), "takes 9.0 ms there, and 5.0 ms on the CPU"),
        (Fake(1, lambda call: room()), "differs from the CPU's by"),
        (Fake(1, lambda call: room((8, 8))), "differs from the CPU's by 255"),
    ],
)
def test_a_device_that_is_slower_or_gives_another_picture_is_not_taken(device, words, caplog):
    cpu = ExactSegmenter()
    segmenter = made(device, cpu)
    until_ready(segmenter)
    before = cpu.calls
    run(segmenter, 2)
    assert cpu.calls == before + 2 and device.closed
    assert words in caplog.text
    segmenter.close()


def test_what_cannot_be_made_ready_is_no_news(caplog):
    def prepare(size, stop):
        raise ModelError("there is no fused graph x")

    caplog.set_level("INFO")
    segmenter, stats = WholeFrames(ExactSegmenter(), prepare, lambda: Fake(5), by_name), Stats()
    until_ready(segmenter, stats=stats)
    assert "whole frames stay on the CPU: there is no fused graph x" in caplog.text
    assert said(stats) == [] and not [record for record in caplog.records if record.levelname == "WARNING"]
    segmenter.close()


def test_frames_of_another_size_are_made_ready_anew_and_the_old_device_is_left():
    sizes, devices = [], [Fake(), Fake()]

    def prepare(size, stop):
        sizes.append(size)
        return lambda: devices[len(sizes) - 1]

    segmenter = WholeFrames(ExactSegmenter(), prepare, lambda: Fake(5), by_name)
    until_ready(segmenter)
    small = Parts(lambda: segmenter, lambda: LOOK, PlainBackground)
    end = time.monotonic() + LIMIT_S
    while True:
        list(in_order([Frame(scene(0, (96, 64))[0], 0, 0.0)], small, Stats()))
        assert devices[0].closed and time.monotonic() < end
        if segmenter._task is None:
            break
    assert sizes == [SIZE, (96, 64)]
    segmenter.close()
    assert devices[1].closed


def test_ending_while_the_engine_is_built_opens_nothing():
    begun, device = threading.Event(), Fake()

    def prepare(size, stop):
        begun.set()
        assert stop.wait(LIMIT_S)
        raise ModelError("the build of the engine was ended")

    segmenter = WholeFrames(ExactSegmenter(), prepare, lambda: Fake(5), by_name)
    run(segmenter, 1)
    assert begun.wait(LIMIT_S)
    segmenter.close()
    assert device.calls == 0


def test_a_device_that_is_not_asked_for_any_more_is_closed():
    device = Fake()
    segmenter = made(device)
    run(segmenter, 1)
    assert segmenter._task.done.wait(LIMIT_S)
    segmenter.close()
    assert device.closed


def test_auto_framing_follows_the_devices_matte():
    device = Fake()
    segmenter = made(device)
    until_ready(segmenter)
    follows = LookSettings(auto_frame=True, motion_gate=False)
    got = run(segmenter, 40, look=follows)
    wanted = run(ExactSegmenter(), 40, look=follows)
    assert device.calls >= 40
    np.testing.assert_array_equal(got[-1].image, wanted[-1].image)
    assert (got[-1].image != run(segmenter, 40)[-1].image).any()
    segmenter.close()


def live(device, sink, condition, seen=None, limit_s=20.0):
    """Run a session whose device is ready at once, until what the sink saw meets a condition; gives the segmenter and the figures."""
    segmenter, stats = made(device, limit_s=limit_s), Stats()
    openers = Openers(lambda camera: SceneSource(), lambda model: segmenter, lambda look: PlainBackground())
    with (
        Gate([sink], size=SIZE, max_age_s=1.0, delivered=stats.delivered) as gate,
        Session(Settings(look=LOOK), gate, stats, openers, seen),
    ):
        sink.wait_for(condition)
    return segmenter, stats


def test_live_the_device_takes_over_and_a_failure_leaves_no_gap_and_no_room():
    def breaks(call):
        if call > 30:
            raise RuntimeError("device lost")

    device, sink, mattes = Fake(1, breaks), Recorder(), []
    _, stats = live(
        device,
        sink,
        lambda seen: device.closed and seen[-1].index > 90,
        lambda cutout: mattes.append(cutout.matte.shape),
    )
    assert device.calls > 30
    assert set(mattes) == {SIZE[::-1]}  # the window is given mattes at the frame's size by both
    assert [name for name, _ in said(stats)] == ["whole frames on the GPU", "stages on the CPU"]
    assert sum(room_blocks(composite.image, room()) for composite in sink.seen) == 0


def test_live_a_device_that_hangs_is_left_within_a_second_counted_and_shows_no_room():
    wakes = threading.Event()

    def hangs(call):
        if call > 30:
            assert wakes.wait(LIMIT_S)

    device, sink = Fake(1, hangs), Recorder()
    try:
        _, stats = live(device, sink, lambda seen: device.calls > 30 and seen[-1].index > 120, limit_s=0.5)
        assert (abandoned(), device.closed) == (1, False)
        assert said(stats)[-1] == ("stages on the CPU", "the GPU failed")
        assert sum(room_blocks(composite.image, room()) for composite in sink.seen) == 0
    finally:
        wakes.set()
    wait_until(lambda: device.closed and not abandoned())  # when the driver comes back, what it holds is freed


def test_a_picture_that_is_the_background_where_nobody_is_is_let_through():
    image, matte = scene(0)
    behind = np.full_like(image, 130)
    composite = np.where(matte[..., None] > 0, image, behind)
    small = matte[::4, ::4].copy()
    assert checked_picture(composite, small, behind, "m") is composite
    with pytest.raises(ModelError, match="not the background where nobody is"):
        checked_picture(image, small, behind, "m")
    with pytest.raises(ModelError, match="type float32"):
        checked_picture(composite.astype(np.float32), small, behind, "m")
    everywhere = np.ones_like(small)
    assert checked_picture(image, everywhere, behind, "m") is image  # nowhere is nobody
