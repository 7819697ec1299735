"""Say whether this machine's CPU has instructions that multiply int8 much faster than fp32."""

from __future__ import annotations

from pathlib import Path

import numpy as np

CPU_FLAGS = Path("/proc/cpuinfo")  # of Linux
# x86's VNNI in its forms, and the dot product of 64-bit Arm.
FAST_FLAGS = frozenset({"avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"})
FAST_LEVELS = frozenset({"AVX512_ICL", "AVX512_SPR", "ASIMDDP"})  # as NumPy names what it finds


def multiplies_int8_fast(flags: Path = CPU_FLAGS) -> bool:
    """Tell whether int8 pays: Linux knows every flag; elsewhere NumPy knows some, and one it does not know counts as missing."""
    try:
        return not FAST_FLAGS.isdisjoint(flags.read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
        return not FAST_LEVELS.isdisjoint(found)
