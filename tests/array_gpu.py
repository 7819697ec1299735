"""Be a GPU made of arrays, for tests of what livebg itself does around one."""

from __future__ import annotations

import numpy as np

from livebg.errors import ModelError
from livebg.segmenters.onnx import open_session, read_model
from livebg.segmenters.tensorrt import Tensor, input_shapes


class ArrayMemory:
    """Be a GPU whose memory is arrays. What is begun is done at `synchronize`, so that reading too early is seen."""

    name, architecture, stream = "arrays", "sm_00", 7

    def __init__(self, most_bytes=1 << 30):
        self.blocks, self.begun, self.closed, self.left = {}, [], False, most_bytes

    def allocate(self, size_bytes):
        self.left -= size_bytes
        if self.left < 0:
            raise ModelError("the GPU refused cuMemAlloc: CUDA_ERROR_OUT_OF_MEMORY")
        address = 4096 * (len(self.blocks) + 1)
        self.blocks[address] = np.zeros(size_bytes, np.uint8)
        return address

    def pinned(self, shape, kind):
        return np.full(shape, np.nan, kind)

    def upload(self, address, source):
        self.begun.append(lambda: np.copyto(self.blocks[address], source.view(np.uint8).ravel()))

    def download(self, target, address):
        self.begun.append(lambda: np.copyto(target, self.blocks[address].view(target.dtype).reshape(target.shape)))

    def copy(self, target, source, size_bytes):
        self.begun.append(lambda: np.copyto(self.blocks[target], self.blocks[source]))

    def clear(self, address, size_bytes):
        self.begun.append(lambda: self.blocks[address].fill(0))

    def synchronize(self):
        for step in self.begun:
            step()
        self.begun = []

    def close(self):
        self.closed = True


class ArrayEngine:
    """Run an ONNX file as an engine does: on addresses, later."""

    def __init__(self, path, size, memory):
        self.session, self.memory = open_session(path), memory
        shapes = input_shapes(read_model(path).card, size)
        outputs = self.session.run(None, {name: np.zeros(shape, np.float32) for name, shape in shapes.items()})
        shapes |= {e.name: array.shape for e, array in zip(self.session.get_outputs(), outputs, strict=True)}
        self.tensors = {name: Tensor(shape, np.dtype(np.float32)) for name, shape in shapes.items()}

    def run(self, addresses, stream):
        assert stream == self.memory.stream

        def view(name):
            return self.memory.blocks[addresses[name]].view(np.float32).reshape(self.tensors[name].shape)

        def step():
            outputs = self.session.run(None, {e.name: view(e.name) for e in self.session.get_inputs()})
            for entry, array in zip(self.session.get_outputs(), outputs, strict=True):
                np.copyto(view(entry.name), array)

        self.memory.begun.append(step)

    def close(self):
        assert not self.memory.closed, "an engine must go before the memory it stands on"
