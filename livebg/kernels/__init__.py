"""Compile inner loops over pixels to machine code when they are first called, and keep it in the user's cache folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from types import FunctionType
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

import numpy as np
import platformdirs
from numpy.typing import NDArray

from livebg.types import Image, Matte

P = ParamSpec("P")
R = TypeVar("R")
Indices = NDArray[np.int64]

__all__ = ["Indices", "Kernel", "Spread", "cache_folder", "flat", "kernel", "piece", "spread"]
PIECE = "part_of_kernels"


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


def _pieces(function: Callable[..., Any]) -> dict[str, FunctionType]:
    """Give the pieces that a function's module knows, by name."""
    return {name: value for name, value in function.__globals__.items() if hasattr(value, PIECE)}


def _with_pieces(function: Callable[..., Any], how: dict[str, Any]) -> dict[str, Any]:
    """Give the names of a function's module; in them the compiler takes pieces into kernels, and into one another."""
    import numba

    names = dict(function.__globals__)
    for name, value in _pieces(function).items():
        own = names if value.__globals__ is function.__globals__ else _with_pieces(value, how)
        names[name] = numba.njit(inline="always", **how)(FunctionType(value.__code__, own, name))
    return names


class Kernel(Generic[P]):
    """Be a function of loops that runs as machine code, without Python's lock. Results go into arguments marked "!".

    It is compiled for one signature at its first call, which takes seconds, and from then on loaded from the cache, also in
    later runs. Arguments are C-contiguous arrays of exactly these types: the caller sees to that.
    """

    def __init__(self, function: Callable[P, None], signature: str, allocates: bool) -> None:
        self.function, self._signature, self._allocates = function, signature, allocates
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

        how: dict[str, Any] = {"nogil": True, "fastmath": True, "error_model": "numpy", "_nrt": self._allocates}
        function = FunctionType(self.function.__code__, _with_pieces(self.function, how), self.function.__name__)
        # numba's cache looks at the kernel's own file only.
        changed = {os.stat(value.__code__.co_filename).st_mtime_ns for value in _pieces(self.function).values()}
        function.__qualname__ += "".join(f"_{when:x}" for when in sorted(changed))
        compiled: Callable[..., None] = numba.njit(_types(self._signature), cache=folder is not None, **how)(function)
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


def kernel(signature: str, *, allocates: bool = True) -> Callable[[Callable[P, None]], Kernel[P]]:
    """Make a function of loops over pixels a `Kernel`; see `_types` for the signature.

    allocates: it makes arrays of its own; one that does not is faster where it takes many slices, as these are not counted.
    """
    return lambda function: Kernel(function, signature, allocates)


def piece(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function of loops that kernels call: it becomes part of their machine code, and is cached with it."""
    setattr(function, PIECE, True)
    return function
