"""Hold what is true of every test: two OpenCV threads, and no thread left behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import cv2
import platformdirs
import pytest

from livebg.kernels import Kernel, blending, guide, mattes

# Compiled once for all tests, also for those that have folders of their own: it takes half a minute.
os.environ.setdefault("NUMBA_CACHE_DIR", platformdirs.user_cache_dir("livebg", appauthor=False) + "/kernels")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first widget of any test
LEFT_LIMIT_S = 5.0  # how long a thread that was told to stop may take to do so


@pytest.fixture(scope="session", autouse=True)
def _two_opencv_threads() -> None:
    cv2.setNumThreads(2)


@pytest.fixture(scope="session", autouse=True)
def _kernels() -> None:
    """Compile every kernel before the first test, so that no test's limit has to hold the half minute that it takes once."""
    for part in (blending, guide, mattes):
        for kernel in vars(part).values():
            if isinstance(kernel, Kernel):
                kernel.prepare()


@pytest.fixture(scope="session", autouse=True)
def _own_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the log of tests out of the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test after which a thread of livebg, or any that would keep the program alive, goes on running."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + LEFT_LIMIT_S
    left = [t for t in threading.enumerate() if t not in before and (not t.daemon or t.name.startswith("livebg"))]
    for thread in left:
        thread.join(max(0.0, until - time.monotonic()))
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"threads still running {LEFT_LIMIT_S:.0f} s after the test: {', '.join(alive)}", pytrace=False)
