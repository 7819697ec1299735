"""Compile every kernel into the user's cache folder: what the running livebg has a process of its own do at the first start."""

from __future__ import annotations

from livebg.kernels.readiness import mark, prepare_all

if __name__ == "__main__":
    prepare_all()
    mark()
