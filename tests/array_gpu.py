"""Be a GPU made of arrays, for tests of what livebg itself does around one."""

from __future__ import annotations

import ctypes

import numpy as np

from livebg.errors import ModelError
from livebg.segmenters.onnx import open_session, read_model
from livebg.segmenters.tensorrt import Tensor, input_shapes


class ArrayMemory:
    """Be a GPU whose memory is arrays. What is begun is done at `synchronize`, so that reading too early is seen."""

    name, architecture, stream = "arrays", "sm_00", 7

    def __init__(self, most_bytes=1 << 30):
        self.blocks, self.begun, self.closed, self.left = {}, [], False, most_bytes
        self.uploads, self.captures = [], 0

    def allocate(self, size_bytes):
        self.left -= size_bytes
        if self.left < 0:
            raise ModelError("the GPU refused cuMemAlloc: CUDA_ERROR_OUT_OF_MEMORY")
        address = 4096 * (len(self.blocks) + 1)
        self.blocks[address] = np.zeros(size_bytes, np.uint8)
        return address

    def pinned(self, shape, kind):
        return np.full(shape, np.nan if np.issubdtype(kind, np.floating) else 99, kind)

    def upload(self, address, source):
        self.uploads.append(address)
        self.begun.append(lambda: np.copyto(self.blocks[address], source.view(np.uint8).ravel()))

    def download(self, target, address):
        self.begun.append(lambda: np.copyto(target, self.blocks[address].view(target.dtype).reshape(target.shape)))

    def copy(self, target, source, size_bytes):
        self.begun.append(lambda: np.copyto(self.blocks[target], self.blocks[source]))

    def clear(self, address, size_bytes):
        self.begun.append(lambda: self.blocks[address].fill(0))

    def captured(self, work):
        self.captures += 1
        before, self.begun = self.begun, []
        work()
        recorded, self.begun = self.begun, before
        return lambda: self.begun.extend(recorded)

    def synchronize(self):
        for step in self.begun:
            step()
        self.begun = []

    def close(self):
        self.closed = True


KINDS = {"tensor(float)": np.float32, "tensor(float16)": np.float16, "tensor(uint8)": np.uint8}


class ArrayEngine:
    """Run an ONNX file as an engine does: on addresses, later. shapes: of its inputs."""

    def __init__(self, model, shapes, memory):
        self.session, self.memory = open_session(model), memory
        entries = self.session.get_inputs()
        zeros = {entry.name: np.zeros(shapes[entry.name], KINDS[entry.type]) for entry in entries}
        outputs = zip(self.session.get_outputs(), self.session.run(None, zeros), strict=True)
        arrays = zeros | {entry.name: array for entry, array in outputs}
        self.tensors = {name: Tensor(array.shape, array.dtype) for name, array in arrays.items()}

    @classmethod
    def of_network(cls, path, size, memory):
        return cls(path, input_shapes(read_model(path).card, size), memory)

    def capturable(self, stream):
        return True

    def run(self, addresses, stream):
        assert stream == self.memory.stream

        def view(name):
            tensor = self.tensors[name]
            return self.at(addresses[name], tensor.size_bytes).view(tensor.kind).reshape(tensor.shape)

        def step():
            outputs = self.session.run(None, {e.name: view(e.name) for e in self.session.get_inputs()})
            for entry, array in zip(self.session.get_outputs(), outputs, strict=True):
                np.copyto(view(entry.name), array)

        self.begin(step)

    def at(self, address, size_bytes):
        return self.memory.blocks[address]

    def begin(self, step):
        self.memory.begun.append(step)

    def close(self):
        assert not self.memory.closed, "an engine must go before the memory it stands on"


class DriverEngine(ArrayEngine):
    """Run on the addresses and the stream of a `FakeDriver`."""

    driver = None

    def at(self, address, size_bytes):
        return np.frombuffer((ctypes.c_ubyte * size_bytes).from_address(address), np.uint8)

    def begin(self, step):
        self.driver._begin(step)

    def close(self):
        assert "context" in self.driver.held, "an engine must go before the memory it stands on"
