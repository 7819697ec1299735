"""Have all kernels compiled before the first picture, in another process: compiling holds Python's lock for half a second at a time."""

from __future__ import annotations

import hashlib
import importlib
import logging
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from livebg import kernels
from livebg.kernels import Kernel, cache_folder

log = logging.getLogger(__name__)
LOOK_S = 0.05
MOST_S = 180.0  # on a slow and busy machine; from then on they are compiled when they are called


def all_kernels() -> Iterator[Kernel[...]]:
    """Give every kernel of the package."""
    for found in pkgutil.iter_modules(kernels.__path__):
        if found.name != "__main__":
            module = importlib.import_module(f"{kernels.__name__}.{found.name}")
            yield from (value for value in vars(module).values() if isinstance(value, Kernel))


def prepare_all(going_on: Callable[[], bool] = lambda: True) -> None:
    """Compile all kernels, or load them from the cache, in this process, as long as `going_on`."""
    for kernel in all_kernels():
        if not going_on():
            return
        kernel.prepare()


def _marker() -> Path | None:
    """Give the file that is there when the cache holds all kernels of this version; None where there is no cache."""
    folder = cache_folder()
    if folder is None:
        return None
    sources = sorted(Path(kernels.__path__[0]).glob("*.py"))
    what = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sources]
    key = hashlib.sha256("\n".join([sys.version, version("numba"), *what]).encode()).hexdigest()
    return folder / f"ready-{key[:16]}"


def mark() -> None:
    """Note that the cache holds all kernels."""
    marker = _marker()
    if marker is not None:
        marker.touch()


def ready() -> bool:
    """Tell whether no kernel has to be compiled any more, without loading one."""
    marker = _marker()
    # Where nothing can be cached, another process cannot help.
    return marker is None or marker.exists() or all(kernel.loaded for kernel in all_kernels())


def make_ready(going_on: Callable[[], bool]) -> None:
    """Wait until another process has compiled all kernels, as long as `going_on`; when that fails, each is compiled at its first call."""
    log.info("compiling for this computer, once; it takes about 15 s")
    with subprocess.Popen(
        [sys.executable, "-m", kernels.__name__], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as compiling:
        for _ in range(round(MOST_S / LOOK_S)):
            try:
                compiling.wait(LOOK_S)
            except subprocess.TimeoutExpired:
                if going_on():
                    continue
            break
        compiling.kill()
    if compiling.returncode != 0 and going_on():
        log.warning(
            "compiling in a process of its own failed (%s); the first pictures will take longer", compiling.returncode
        )
