"""Compile every kernel into the user's cache folder: what the running livebg has a process of its own do at the first start."""

from __future__ import annotations

import os

from livebg.kernels.readiness import mark, prepare_all

if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)  # the placeholder goes to callers meanwhile
    prepare_all()
    mark()
