"""Hold one GPU's memory and stream behind one narrow interface, through cuda-bindings or pycuda."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from livebg.errors import ModelError

LEAST_CUDA = 13000  # of the extra `rtx`: cuda-bindings and TensorRT for RTX are built for it


class DeviceMemory(Protocol):
    """Own a GPU's primary context, one stream, and what is allocated on it. Opened and used by one thread, the one that segments;
    closed by any, once it is no longer used.

    Every method raises ModelError when the GPU refuses, as when it is out of memory.
    """

    name: str
    architecture: str  # such as sm_89
    stream: int

    def allocate(self, size_bytes: int) -> int:
        """Give the address of new memory on the GPU, all zeros."""
        ...

    def pinned(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
        """Give a page-locked host array, which copies read and write while the CPU does other things."""
        ...

    def upload(self, address: int, source: NDArray[Any]) -> None:
        """Begin to copy a pinned array to the GPU."""
        ...

    def download(self, target: NDArray[Any], address: int) -> None:
        """Begin to copy from the GPU into a pinned array."""
        ...

    def copy(self, target: int, source: int, size_bytes: int) -> None:
        """Begin to copy on the GPU."""
        ...

    def clear(self, address: int, size_bytes: int) -> None:
        """Begin to fill with zeros."""
        ...

    def captured(self, work: Callable[[], None]) -> Callable[[], None]:
        """Record what `work` begins on the stream, without doing it, and give what begins all of it again at once: a CUDA graph.

        What `work` touches must stay where it is. Gives `work` itself where the library knows no CUDA graphs.
        """
        ...

    def synchronize(self) -> None:
        """Wait until all that was begun is done."""
        ...

    def close(self) -> None:
        """Free everything. May be called twice."""
        ...


def open_device() -> DeviceMemory:
    """Open the first GPU through what is installed. Raises ModelError with the reason of each way that failed."""
    reasons = []
    for way in (CudaBindingsMemory, PycudaMemory):
        try:
            return way()
        except ModelError as error:
            reasons.append(str(error))
    raise ModelError("no GPU can be opened: " + "; ".join(reasons))


class CudaBindingsMemory:
    """Reach the GPU through NVIDIA's cuda-bindings. See `DeviceMemory`."""

    def __init__(self) -> None:
        try:
            from cuda.bindings import driver
        except ImportError as error:
            raise ModelError(f"cuda-bindings cannot be imported ({error}); pip install 'livebg[rtx]'") from error
        self._driver, self._free = driver, list[Callable[[], object]]()
        self._ask(driver.cuInit, 0)
        knows = self._ask(driver.cuDriverGetVersion)  # 13020 is CUDA 13.2
        if knows < LEAST_CUDA:
            raise ModelError(
                f"the NVIDIA driver is too old: it knows CUDA {knows // 1000}.{knows % 1000 // 10}; install one that knows CUDA 13"
            )
        device = self._ask(driver.cuDeviceGet, 0)
        self.name = bytes(self._ask(driver.cuDeviceGetName, 128, device)).split(b"\0")[0].decode()
        kinds = driver.CUdevice_attribute
        major = self._ask(driver.cuDeviceGetAttribute, kinds.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device)
        minor = self._ask(driver.cuDeviceGetAttribute, kinds.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device)
        self.architecture = f"sm_{major}{minor}"
        self._context = self._ask(driver.cuDevicePrimaryCtxRetain, device)
        self._free.append(lambda: driver.cuDevicePrimaryCtxRelease(device))
        self._ask(driver.cuCtxSetCurrent, self._context)
        self._stream = self._ask(driver.cuStreamCreate, driver.CUstream_flags.CU_STREAM_NON_BLOCKING)
        self._free.append(lambda: driver.cuStreamDestroy(self._stream))
        self.stream = int(self._stream)

    def _ask(self, function: Callable[..., Any], *arguments: object) -> Any:
        """Call the driver and give what it gives. Raises ModelError with the driver's own word for what went wrong."""
        try:
            code, *given = function(*arguments)
        except RuntimeError as error:  # there is no driver to call
            raise ModelError("the NVIDIA driver cannot be reached; expected one that knows CUDA 13") from error
        if int(code) != 0:
            raise ModelError(f"the GPU refused {function.__name__}: {getattr(code, 'name', code)}")
        return given[0] if len(given) == 1 else given

    def allocate(self, size_bytes: int) -> int:
        address = int(self._ask(self._driver.cuMemAlloc, size_bytes))
        self._free.append(lambda: self._driver.cuMemFree(address))
        self.clear(address, size_bytes)
        return address

    def pinned(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
        size_bytes = int(np.prod(shape)) * kind.itemsize
        address = int(self._ask(self._driver.cuMemHostAlloc, size_bytes, 0))
        self._free.append(lambda: self._driver.cuMemFreeHost(address))
        memory = (ctypes.c_byte * size_bytes).from_address(address)
        return np.asarray(np.frombuffer(memoryview(memory).cast("B"), dtype=kind).reshape(shape))

    def upload(self, address: int, source: NDArray[Any]) -> None:
        self._ask(self._driver.cuMemcpyHtoDAsync, address, source.ctypes.data, source.nbytes, self._stream)

    def download(self, target: NDArray[Any], address: int) -> None:
        self._ask(self._driver.cuMemcpyDtoHAsync, target.ctypes.data, address, target.nbytes, self._stream)

    def copy(self, target: int, source: int, size_bytes: int) -> None:
        self._ask(self._driver.cuMemcpyDtoDAsync, target, source, size_bytes, self._stream)

    def clear(self, address: int, size_bytes: int) -> None:
        self._ask(self._driver.cuMemsetD8Async, address, 0, size_bytes, self._stream)

    def captured(self, work: Callable[[], None]) -> Callable[[], None]:
        driver = self._driver
        mode = driver.CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL
        self._ask(driver.cuStreamBeginCapture, self._stream, mode)
        try:
            work()
        finally:
            graph = self._ask(driver.cuStreamEndCapture, self._stream)
            self._free.append(lambda: driver.cuGraphDestroy(graph))
        replayed = self._ask(driver.cuGraphInstantiate, graph, 0)
        self._free.append(lambda: driver.cuGraphExecDestroy(replayed))
        return lambda: self._ask(driver.cuGraphLaunch, replayed, self._stream)

    def synchronize(self) -> None:
        self._ask(self._driver.cuStreamSynchronize, self._stream)

    def close(self) -> None:
        if self._free:
            self._driver.cuCtxSetCurrent(self._context)  # whoever closes need not be who opened
        while self._free:
            self._free.pop()()


class PycudaMemory:
    """Reach the GPU through pycuda, in the primary context that other libraries share. See `DeviceMemory`."""

    def __init__(self) -> None:
        try:
            from pycuda import driver

            # What pycuda.autoprimaryctx does, which does it for the first thread that imports it only.
            driver.init()
            device = driver.Device(0)
            self._context = device.retain_primary_context()
            self._context.push()
        except Exception as error:  # ImportError without pycuda or driver; pycuda's own kinds without a GPU
            raise ModelError(f"pycuda cannot be used ({error}); pip install 'livebg[tensorrt]'") from error
        self._driver, self._kept, self._owner = driver, list[Any](), threading.get_ident()
        self.name = device.name()
        self.architecture = "sm_{}{}".format(*device.compute_capability())
        self._stream = driver.Stream()
        self.stream = int(self._stream.handle)

    def _ask(self, function: Callable[..., Any], *arguments: object) -> Any:
        try:
            return function(*arguments)
        except self._driver.Error as error:
            raise ModelError(f"the GPU refused {function.__name__}: {error}") from error

    def allocate(self, size_bytes: int) -> int:
        memory = self._ask(self._driver.mem_alloc, size_bytes)
        self._kept.append(memory)
        self.clear(int(memory), size_bytes)
        return int(memory)

    def pinned(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
        return np.asarray(self._ask(self._driver.pagelocked_zeros, shape, kind))

    def upload(self, address: int, source: NDArray[Any]) -> None:
        self._ask(self._driver.memcpy_htod_async, address, source, self._stream)

    def download(self, target: NDArray[Any], address: int) -> None:
        self._ask(self._driver.memcpy_dtoh_async, target, address, self._stream)

    def copy(self, target: int, source: int, size_bytes: int) -> None:
        self._ask(self._driver.memcpy_dtod_async, target, source, size_bytes, self._stream)

    def clear(self, address: int, size_bytes: int) -> None:
        self._ask(self._driver.memset_d8_async, address, 0, size_bytes, self._stream)

    def captured(self, work: Callable[[], None]) -> Callable[[], None]:
        return work  # pycuda has no CUDA graphs

    def synchronize(self) -> None:
        self._ask(self._stream.synchronize)

    def close(self) -> None:
        if self._context is None:
            return
        context, self._context = self._context, None
        context.push()  # whoever closes need not be who opened
        while self._kept:
            self._kept.pop().free()
        context.pop()
        if threading.get_ident() == self._owner:
            context.pop()
