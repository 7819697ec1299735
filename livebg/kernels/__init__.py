"""Compile inner loops over pixels to machine code when they are first called, and keep it in the user's cache folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Generic, NamedTuple, ParamSpec

import numpy as np
import platformdirs
from numpy.typing import NDArray

from livebg.types import Image, Matte

P = ParamSpec("P")
Indices = NDArray[np.int64]

__all__ = ["Indices", "Kernel", "Spread", "cache_folder", "flat", "kernel", "spread"]


def cache_folder() -> Path | None:
    """Give the folder for compiled code; None where nothing can be written, and code is compiled anew in every run."""
    folder = Path(platformdirs.user_cache_dir("livebg", appauthor=False)) / "kernels"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _types(signature: str) -> Any:
    """Turn "u8x3 f32x2! f32" into numba's argument types. x3: dimensions, C-contiguous. !: the kernel writes to it."""
    from numba import types

    scalars = {"u8": types.uint8, "i32": types.int32, "i64": types.int64, "f32": types.float32, "bool": types.boolean}

    def one(word: str) -> Any:
        scalar, dimensions = word.rstrip("!").partition("x")[::2]
        if not dimensions:
            return scalars[scalar]
        return types.Array(scalars[scalar], int(dimensions), "C", readonly=not word.endswith("!"))

    return types.void(*map(one, signature.split()))


class Kernel(Generic[P]):
    """Be a function of loops that runs as machine code, without Python's lock. Results go into arguments marked "!".

    It is compiled for one signature at its first call, which takes seconds, and from then on loaded from the cache, also in
    later runs. Arguments are C-contiguous arrays of exactly these types: the caller sees to that.
    """

    def __init__(self, function: Callable[P, None], signature: str) -> None:
        self.function, self._signature = function, signature
        self.__doc__ = function.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self._compiled(*args, **kwargs)

    def prepare(self) -> None:
        """Compile it, or load it from the cache, before it is called."""
        _ = self._compiled

    @property
    def loaded(self) -> bool:
        """Tell whether it can be called at once."""
        return "_compiled" in vars(self)

    @cached_property
    def _compiled(self) -> Callable[..., None]:
        folder = cache_folder()
        if folder is not None:
            os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
        import numba  # here, so that commands that draw no picture do not wait for it

        compiled: Callable[..., None] = numba.njit(
            _types(self._signature), nogil=True, fastmath=True, error_model="numpy", cache=folder is not None
        )(self.function)
        return compiled


class Spread(NamedTuple):
    """Say how pixels lie among nodes that are spread evenly over them.

    cells: (width,) int64, the node before each pixel. part: (width,) float32 in [0, 1], how far it is on the way to the next one.
    first: (nodes + 1,) int64, the first pixel of each cell; the last is the width.
    """

    cells: Indices
    part: Matte
    first: Indices


@cache
def spread(width: int, nodes: int) -> Spread:
    """Tell how so many pixels lie among so many nodes."""
    at = np.maximum(0, (np.arange(width) + 0.5) * nodes / width - 0.5)
    cells = np.minimum(at.astype(np.int64), nodes - 1)
    tables = Spread(cells, np.minimum(1, at - cells).astype(np.float32), np.searchsorted(cells, np.arange(nodes + 1)))
    for table in tables:
        table.setflags(write=False)  # they are shared
    return tables


def flat(image: Image) -> Image:
    """Give a picture as (H, W * 3) uint8, C-contiguous, which is what kernels take."""
    return np.ascontiguousarray(image).reshape(image.shape[0], -1)


def kernel(signature: str) -> Callable[[Callable[P, None]], Kernel[P]]:
    """Make a function of loops over pixels a `Kernel`; see `_types` for the signature."""
    return lambda function: Kernel(function, signature)
