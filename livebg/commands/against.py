"""Measure a frame's CPU time beside MediaPipe's selfie model in the plain recipe, frame by frame in one run."""

from __future__ import annotations

import json
import platform
import time
from collections import deque
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

from livebg.backgrounds import open_background
from livebg.commands.clip import clip_pictures, device_name, play
from livebg.compose import as_i420
from livebg.errors import ModelError, UsageError
from livebg.pipeline import fixed, in_order
from livebg.segmenters import cpu_path, open_segmenter
from livebg.settings import Settings
from livebg.stats import Stats
from livebg.types import Cutout, Frame, Image, Size

WARM_UP = 20  # frames that are run and not counted, at the most
NOISE_LEVELS, STILL_FRAMES = 2.0, 4
PICTURE = "study"  # the bundled background that both put behind the person


@dataclass(frozen=True)
class Case:
    """Say what is measured. size: (width, height) of the frames; threads: of the network and of OpenCV, for both sides. gated: the network
    may rest while nothing moves. still: one frame of the clip over and over, with a camera's noise, in place of the clip.
    """

    name: str
    size: Size = (1280, 720)
    threads: int = 1
    background: str = PICTURE
    gated: bool = False
    still: bool = False


CASES = (
    Case("720p, picture"),
    Case("720p, picture, motion gate", gated=True),
    Case("720p, picture, motion gate, sitting still", gated=True, still=True),
    Case("720p, blur", background="blur"),
    Case("720p, picture, 4 threads", threads=4),
    Case("1080p, picture", size=(1920, 1080)),
)


class PlainPeer:
    """Be the plain recipe around a MediaPipe selfie model: stretch, network, stretch, blend, convert; all linear, all in OpenCV.

    Raises ModelError when the file or the runtime cannot be used.
    """

    def __init__(self, path: Path, *, threads: int) -> None:
        if not path.is_file():
            raise ModelError(
                f"there is no peer model {path}; give MediaPipe's selfie model with --peer-model FILE.tflite"
            )
        try:
            from ai_edge_litert.interpreter import Interpreter
        except ImportError as error:
            raise ModelError("the peer needs the package ai-edge-litert; install livebg's extra: peers") from error
        try:
            self._network = Interpreter(str(path), num_threads=threads)
            self._network.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"{path} cannot be loaded: it is corrupt or no TensorFlow Lite model") from error
        self._input, self._output = self._network.get_input_details()[0], self._network.get_output_details()[0]
        taken, given = self._input["shape"], self._output["shape"]
        if len(taken) != 4 or taken[3] != 3 or len(given) != 4 or given[3] != 1:
            raise ModelError(
                f"{path} is no MediaPipe selfie model: it maps {list(taken)} to {list(given)}, "
                "expected one RGB picture (1, H, W, 3) and one matte (1, H, W, 1)"
            )

    def frame(self, image: Image, backdrop: Image) -> Image:
        """Give the composite as I420, (H * 3 / 2, W) uint8. image, backdrop: (H, W, 3) uint8 BGR of one size."""
        height, width = (int(side) for side in self._input["shape"][1:3])
        small = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
        src = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)[None].astype(np.float32) / 255
        self._network.set_tensor(self._input["index"], src)
        self._network.invoke()
        alpha = self._network.get_tensor(self._output["index"])[0, :, :, 0]
        matte = cv2.resize(alpha, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
        blended = cv2.blendLinear(image, backdrop, matte, 1 - matte)
        return np.asarray(cv2.cvtColor(blended, cv2.COLOR_BGR2YUV_I420), dtype=np.uint8)


def _backdrop(image: Image) -> Image:
    """Give the picture that the peer puts behind the person."""
    settings = Settings().look.model_copy(update={"background": PICTURE})
    with closing(open_background(settings)) as background:
        return background.render(Cutout(Frame(image, 0, 0.0), np.zeros(image.shape[:2], np.float32)))


def _noisy(image: Image) -> list[Image]:
    """Give a picture a few times over, each with a webcam's noise."""
    rng = np.random.default_rng(0)
    noise = rng.normal(0, NOISE_LEVELS, (STILL_FRAMES, *image.shape)).round()
    return [np.clip(image + one, 0, 255).astype(np.uint8) for one in noise]


def _with(settings: Settings, case: Case) -> Settings:
    return settings.model_copy(
        update={
            "model": settings.model.model_copy(update={"threads": case.threads}),
            "look": settings.look.model_copy(update={"background": case.background, "motion_gate": case.gated}),
        }
    )


def _measured(settings: Settings, case: Case, peer_model: Path, frames: int) -> dict[str, Any]:
    """Run both sides in turns over the demo clip, and give the median CPU time of a whole frame of each.

    Each side gets a copy of the frame just before its turn: a camera's frame has just been written, so it is in the cache. The median
    leaves out frames in which the system was busy with something else.
    """
    images = clip_pictures(case.size)
    if case.still:
        images = _noisy(images[0])
    backdrop = _backdrop(images[0])
    cv2.setNumThreads(case.threads)
    ours_s: list[float] = []
    peer_s: list[float] = []
    warm_up = min(WARM_UP, frames)
    with ExitStack() as stack:
        peer = PlainPeer(peer_model, threads=case.threads)
        background = stack.enter_context(closing(open_background(settings.look)))
        segmenter = stack.enter_context(closing(open_segmenter(settings.model)))
        fresh: deque[Image] = deque()
        shown = (replace(frame, image=fresh.popleft()) for frame in play(images, warm_up + frames))
        pipeline = in_order(shown, fixed(segmenter, settings.look, background, i420=lambda size: True), Stats())
        for number, image in enumerate(frame.image for frame in play(images, warm_up + frames)):
            fresh.append(image.copy())
            began = time.process_time()
            as_i420(next(pipeline), case.size)  # what a virtual camera of this size does
            between = time.process_time()
            again = image.copy()
            resumed = time.process_time()
            peer.frame(again, backdrop)
            ended = time.process_time()
            if number >= warm_up:
                ours_s.append(between - began)
                peer_s.append(ended - resumed)
    return {
        "case": case.name,
        "size": f"{case.size[0]}x{case.size[1]}",
        "threads": case.threads,
        "background": case.background,
        "motion_gate": case.gated,
        "frames": frames,
        "cpu_ms_per_frame": median(ours_s) * 1000,
        "peer_cpu_ms_per_frame": median(peer_s) * 1000,
        "ratio_cpu_per_frame": median(ours_s) / median(peer_s),
    }


def bench_against(settings: Settings, *, peer: str, peer_model: Path | None, frames: int, as_json: bool) -> int:
    """Print what a whole frame costs beside the peer; gives the exit code. Raises UsageError and ModelError.

    A whole frame is everything from the captured picture to I420. Both sides take turns frame by frame, so that whatever else the
    machine does meets both; CPU time is that of all threads.
    """
    if peer_model is None:
        raise UsageError(f"--against {peer} needs the peer's model; give it with --peer-model FILE.tflite")
    if frames < 1:
        raise UsageError(f"--frames must be at least 1, got {frames}")
    rows = [_measured(_with(settings, case), case, peer_model, frames) for case in CASES]
    report = {
        "model": settings.model.model,
        "ratio_cpu_per_frame": rows[0]["ratio_cpu_per_frame"],
        "ratio_cpu_per_frame_gated": rows[1]["ratio_cpu_per_frame"],
        "cpu_ms_per_frame": rows[0]["cpu_ms_per_frame"],
        "peer_cpu_ms_per_frame": rows[0]["peer_cpu_ms_per_frame"],
        "model_file": cpu_path(settings.model).name,
        "peer": f"{peer_model.name}, plain recipe, LiteRT {version('ai-edge-litert')}",
        "device": device_name(),
        "system": platform.platform(),
        "rows": rows,
    }
    print(json.dumps(report, indent=2) if as_json else _table(report))
    return 0


def _table(report: dict[str, Any]) -> str:
    """Lay the report out for people."""
    lines = [
        f"{report['device']}; {report['model_file']} against {report['peer']}; CPU ms of a whole frame, on all threads",
        f"{'case':<44}{'livebg':>8}{'peer':>8}{'ratio':>8}",
    ]
    lines += [
        f"{row['case']:<44}{row['cpu_ms_per_frame']:>8.2f}{row['peer_cpu_ms_per_frame']:>8.2f}{row['ratio_cpu_per_frame']:>8.2f}"
        for row in report["rows"]
    ]
    return "\n".join(lines)
