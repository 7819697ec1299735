"""Check the cameras of PipeWire as sources with the real daemon: how they are listed, what comes from them, and their loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

from livebg.__main__ import main
from livebg.errors import SourceError
from livebg.settings import CameraSettings
from livebg.sources import open_source
from tests.real.desktop import Desktop, desktop, wait_until

NEAR = 8  # levels that I420 and its rounding may move a colour
RED = (0, 0, 255)
SCENE = (
    "videotestsrc is-live=true pattern={pattern} ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 "
    "! identity drop-allocation=true ! pipewiresink sync=false async=false mode=provide "
    "stream-properties=p,media.class=Video/Source,media.role=Camera,node.name={name},node.description={name}"
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """Give a desktop that this process is on."""
    with desktop(tmp_path) as made:
        for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, made.environment[name])
        yield made


def start_camera(own: Desktop, name: str, pattern: str) -> None:
    """Be a camera of PipeWire that shows one colour."""
    own.start("gst-launch-1.0", "-q", *SCENE.format(name=name, pattern=pattern).split())
    wait_until(lambda: f'node.name": "{name}"' in own.ask("pw-dump"), "the camera is not listed")


def test_it_is_listed_read_at_the_size_asked_for_and_its_loss_is_said(own: Desktop, capsys: pytest.CaptureFixture[str]):
    start_camera(own, "other", "blue")  # which must not take the place of one that is lost
    start_camera(own, "laptop", "red")
    assert main(["cameras", "--json"]) == 0
    assert {"index": 1000, "name": "laptop", "path": "pipewire:laptop", "backend": "PIPEWIRE"} in json.loads(
        capsys.readouterr().out
    )
    with closing(open_source(CameraSettings(source="laptop", camera_size="320x240"), paced=True)) as source:
        frames = list(islice(source, 20))
    assert [frame.index for frame in frames] == list(range(20))
    assert all(later.captured_at > earlier.captured_at for earlier, later in pairwise(frames))
    image = frames[-1].image
    assert image.shape == (240, 320, 3) and image.flags.c_contiguous and not image.flags.writeable
    np.testing.assert_allclose(image[::40, ::40], np.broadcast_to(RED, (6, 8, 3)), atol=NEAR)

    # Another shape, whose rows GStreamer pads: the picture between bars.
    with closing(open_source(CameraSettings(source="auto", camera_size="642x360"), paced=True)) as source:
        image = next(iter(source)).image
    assert image.shape == (360, 642, 3)
    np.testing.assert_allclose(image[180, [20, 321, 620]], [(0, 0, 0), RED, (0, 0, 0)], atol=NEAR)

    source = open_source(CameraSettings(source="1000", camera_size="320x240"), paced=True)
    with closing(source):
        pictures = iter(source)
        next(pictures)
        own.stop("gst-launch-1.0")
        with pytest.raises(SourceError, match=r"camera 1000 \(laptop\) (gave no picture for|gives no more pictures)"):
            list(pictures)
