"""Keep memory from growing with every thread and session that comes and goes, and the search for garbage from stopping the picture."""

from __future__ import annotations

import ctypes
import gc
import sys

_M_ARENA_MAX = -8  # from glibc's malloc.h
MOST_HEAPS = 2


def share_heaps() -> None:
    """Let threads share two heaps, where the C library is glibc; elsewhere do nothing. To be called before there are any threads.

    Each thread would have a heap of its own, and each keeps what was freed in it: sessions begun anew after faults would scatter
    pictures over more and more of them.
    """
    if not sys.platform.startswith("linux"):
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if set_option is not None:
        set_option(_M_ARENA_MAX, MOST_HEAPS)


def give_back() -> None:
    """Give freed memory back to the system, where the C library is glibc; elsewhere do nothing. Takes some milliseconds.

    After a session much is free, but lies between what is kept, and the next session does not always fit in there.
    """
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def spare_the_collector() -> None:
    """Leave what start-up has made out of garbage collection; to be called once, when pictures come. What nobody holds is still freed.

    `livebg run` has 124,000 objects by then; walking through them stops every thread for 22 to 35 ms (Intel Xeon), a frame's time.
    """
    gc.freeze()
