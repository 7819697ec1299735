"""Say what this machine's CPU multiplies 8-bit numbers with, next to fp32."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np

CPU_FLAGS = Path("/proc/cpuinfo")  # of Linux
# Instructions that sum products of 8-bit numbers in 32 bits: x86's VNNI in its forms, and the dot product of 64-bit Arm.
DOT_FLAGS = frozenset({"avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"})
DOT_LEVELS = frozenset({"AVX512_ICL", "AVX512_SPR", "ASIMDDP"})  # as NumPy names what it finds
# x86 without them sums pairs of products in 16 bits, for which weights of 7 bits are small enough.
PAIR_FLAGS = frozenset({"avx2"})
PAIR_LEVELS = frozenset({"AVX2", "X86_V3"})


def has_dot_products(flags: Path = CPU_FLAGS) -> bool:
    """Tell whether int8 is much faster than fp32: about twice and a half with VNNI or Arm's dot product."""
    return _has(flags, DOT_FLAGS, DOT_LEVELS)


def int8_pays(flags: Path = CPU_FLAGS) -> bool:
    """Tell whether int8 with weights of 7 bits is faster than fp32: with dot products, and about 1.8 times with AVX2 alone."""
    return _has(flags, DOT_FLAGS | PAIR_FLAGS, DOT_LEVELS | PAIR_LEVELS)


def _has(flags: Path, names: frozenset[str], levels: frozenset[str]) -> bool:
    """Look for one of these: Linux knows every flag; elsewhere NumPy knows some, and one it does not know counts as missing."""
    try:
        return not names.isdisjoint(flags.read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        if (platform.system(), platform.machine()) == (
            "Darwin",
            "arm64",
        ):  # each has Arm's dot product; not every NumPy tells
            return True
        found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
        return not levels.isdisjoint(found)
