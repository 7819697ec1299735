"""Check that threads share heaps and that freed memory goes back, in processes of their own."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from livebg.heaps import MOST_HEAPS

# malloc_info tells of every heap that there is; all threads are alive at once, so that none can take over another's.
COUNT = """
import ctypes, sys, tempfile, threading
from livebg.heaps import share_heaps
if sys.argv[1] == "shared":
    share_heaps()
together, kept = threading.Barrier(6), []
def work():
    kept.append(bytearray(50_000))
    together.wait(120)
    kept.append(bytearray(50_000))
threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
c = ctypes.CDLL(None)
c.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(c.fopen(told.name.encode(), b"w"))
    assert c.malloc_info(0, file) == 0
    c.fclose(file)
    print(told.read().count(b"<heap nr="))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has a heap per thread")
def test_threads_share_heaps_and_would_not_without():
    counts = [
        int(subprocess.run([sys.executable, "-c", COUNT, how], capture_output=True, check=True, timeout=240).stdout)
        for how in ("shared", "not")
    ]
    assert counts[0] <= MOST_HEAPS < counts[1]


# Small pieces come from the heap; the last one keeps the rest from going back by itself.
FREED = """
from pathlib import Path
from livebg.heaps import give_back
pieces = [bytes(60_000) for _ in range(2000)]
del pieces[:-1]
def resident():
    return 4096 * int(Path("/proc/self/statm").read_text().split()[1])
held = resident()
give_back()
print(held - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives back what lies between")
def test_freed_memory_goes_back_to_the_system():
    done = subprocess.run([sys.executable, "-c", FREED], capture_output=True, check=True, timeout=240)
    assert int(done.stdout) > 80_000_000


# Walking through many objects takes a while, through none of them no time: counted here is what is walked through.
SPARED = """
import gc, weakref
from livebg.heaps import spare_the_collector
class Node: pass
kept, lone = [Node() for _ in range(50_000)], Node()
gone = weakref.ref(lone)
before = len(gc.get_objects())
spare_the_collector()
print(before, len(gc.get_objects()), gone() is None)
del lone
print(gone() is None)
"""


def test_what_start_up_made_is_not_searched_for_garbage_and_still_freed():
    done = subprocess.run([sys.executable, "-c", SPARED], capture_output=True, text=True, check=True, timeout=240)
    before, after, gone, freed = done.stdout.split()
    assert int(before) > 50_000 > 1000 > int(after)
    assert (gone, freed) == ("False", "True")
