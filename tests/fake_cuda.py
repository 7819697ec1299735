"""Be NVIDIA's driver as cuda-bindings gives it, on the computer's own memory, so that what is asked of a driver can be seen."""

from __future__ import annotations

import ctypes
import enum
import sys
import types


class Code(enum.IntEnum):
    CUDA_SUCCESS = 0
    CUDA_ERROR_OUT_OF_MEMORY = 2
    CUDA_ERROR_NO_DEVICE = 100
    CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED = 900


OK = Code.CUDA_SUCCESS
KINDS = types.SimpleNamespace(
    CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR=75, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR=76
)


class FakeDriver(types.ModuleType):
    """What is begun on the stream is done at `cuStreamSynchronize`, or recorded while it is captured."""

    CUdevice_attribute = KINDS
    CUstream_flags = types.SimpleNamespace(CU_STREAM_NON_BLOCKING=1)
    CUstreamCaptureMode = types.SimpleNamespace(CU_STREAM_CAPTURE_MODE_THREAD_LOCAL=1)

    def __init__(self, version=13000, most_bytes=1 << 30, devices=1):
        super().__init__("cuda.bindings.driver")
        self.version, self.left, self.devices = version, most_bytes, devices
        self.kept, self.held, self.begun, self.recording = {}, [], [], None
        self.graphs = {}

    def install(self, monkeypatch):
        bindings = types.ModuleType("cuda.bindings")
        bindings.driver = self
        for name, module in (("cuda", types.ModuleType("cuda")), ("cuda.bindings", bindings)):
            monkeypatch.setitem(sys.modules, name, module)

    def _begin(self, step):
        (self.begun if self.recording is None else self.recording).append(step)
        return (OK,)

    def _hold(self, what):
        self.held.append(what)
        return OK, what

    def _release(self, what):
        self.held.remove(what)
        return (OK,)

    def _allocated(self, kind, size_bytes):
        if size_bytes > self.left:
            return Code.CUDA_ERROR_OUT_OF_MEMORY, 0
        self.left -= size_bytes
        block = ctypes.create_string_buffer(size_bytes)
        address = ctypes.addressof(block)
        self.kept[address] = block
        self.held.append((kind, address))
        return OK, address

    def cuInit(self, flags):  # noqa: N802
        return (OK if self.devices else Code.CUDA_ERROR_NO_DEVICE,)

    def cuDriverGetVersion(self):  # noqa: N802
        return OK, self.version

    def cuDeviceGet(self, number):  # noqa: N802
        return OK, number

    def cuDeviceGetName(self, length, device):  # noqa: N802
        return OK, b"fake GPU\0\0"

    def cuDeviceGetAttribute(self, kind, device):  # noqa: N802
        return OK, {75: 8, 76: 9}[kind]

    def cuDevicePrimaryCtxRetain(self, device):  # noqa: N802
        return self._hold("context")

    def cuDevicePrimaryCtxRelease(self, device):  # noqa: N802
        return self._release("context")

    def cuCtxSetCurrent(self, context):  # noqa: N802
        return (OK,)

    def cuStreamCreate(self, flags):  # noqa: N802
        return self._hold(7)

    def cuStreamDestroy(self, stream):  # noqa: N802
        return self._release(stream)

    def cuMemAlloc(self, size_bytes):  # noqa: N802
        return self._allocated("device", size_bytes)

    def cuMemFree(self, address):  # noqa: N802
        return self._release(("device", address))

    def cuMemHostAlloc(self, size_bytes, flags):  # noqa: N802
        return self._allocated("pinned", size_bytes)

    def cuMemFreeHost(self, address):  # noqa: N802
        return self._release(("pinned", address))

    def _copy(self, target, source, size_bytes, stream):
        return self._begin(lambda: ctypes.memmove(target, source, size_bytes))

    cuMemcpyHtoDAsync = cuMemcpyDtoHAsync = cuMemcpyDtoDAsync = _copy  # noqa: N815

    def cuMemsetD8Async(self, address, value, size_bytes, stream):  # noqa: N802
        return self._begin(lambda: ctypes.memset(address, value, size_bytes))

    def cuStreamSynchronize(self, stream):  # noqa: N802
        if self.recording is not None:
            return (Code.CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED,)
        for step in self.begun:
            step()
        self.begun = []
        return (OK,)

    def cuStreamBeginCapture(self, stream, mode):  # noqa: N802
        self.recording = []
        return (OK,)

    def cuStreamEndCapture(self, stream):  # noqa: N802
        recorded, self.recording = self.recording, None
        self.held.append(("graph", id(recorded)))
        self.graphs[id(recorded)] = recorded
        return OK, id(recorded)

    def cuGraphInstantiate(self, graph, flags):  # noqa: N802
        return self._hold(("replay", graph))

    def cuGraphLaunch(self, replay, stream):  # noqa: N802
        self.begun.extend(self.graphs[replay[1]])
        return (OK,)

    def cuGraphExecDestroy(self, replay):  # noqa: N802
        return self._release(replay)

    def cuGraphDestroy(self, graph):  # noqa: N802
        return self._release(("graph", graph))
