"""Check what is said where no GPU can be opened; on a GPU, that what goes up comes down again."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.errors import ModelError
from livebg.segmenters.device_memory import CudaBindingsMemory, DeviceMemory, open_device
from tests.fake_cuda import FakeDriver


def device() -> DeviceMemory | None:
    try:
        return open_device()
    except ModelError:
        return None


def test_without_a_gpu_each_way_says_why():
    found = device()
    if found is not None:
        found.close()
        pytest.skip("there is a GPU")
    with pytest.raises(
        ModelError, match=r"no GPU can be opened: .*cuda-bindings|driver.*; pycuda cannot be used"
    ) as told:
        open_device()
    assert "\n" not in str(told.value)


def test_a_driver_that_is_too_old_is_named_with_what_it_knows_and_what_is_expected(monkeypatch):
    FakeDriver(version=12040).install(monkeypatch)
    with pytest.raises(ModelError, match=r"driver is too old: it knows CUDA 12\.4; install one that knows CUDA 13"):
        CudaBindingsMemory()


def test_a_driver_without_a_gpu_is_named_in_its_own_word(monkeypatch):
    FakeDriver(devices=0).install(monkeypatch)
    with pytest.raises(ModelError, match="the GPU refused cuInit: CUDA_ERROR_NO_DEVICE"):
        CudaBindingsMemory()


def test_a_gpu_out_of_memory_is_named_and_all_is_given_back(monkeypatch):
    driver = FakeDriver(most_bytes=1000)
    driver.install(monkeypatch)
    memory = CudaBindingsMemory()
    assert (memory.name, memory.architecture) == ("fake GPU", "sm_89")
    memory.allocate(600)
    memory.pinned((10, 10), np.dtype(np.uint8))
    with pytest.raises(ModelError, match="the GPU refused cuMemAlloc: CUDA_ERROR_OUT_OF_MEMORY"):
        memory.allocate(600)
    memory.close()
    assert driver.held == []
    memory.close()


def test_what_is_recorded_is_not_done_and_is_done_again_at_each_replay(monkeypatch):
    driver = FakeDriver()
    driver.install(monkeypatch)
    memory = CudaBindingsMemory()
    sent, back = (memory.pinned((4,), np.dtype(np.float32)) for _ in range(2))
    address = memory.allocate(16)

    def there_and_back():
        memory.upload(address, sent)
        memory.download(back, address)

    replay = memory.captured(there_and_back)
    sent[...], back[...] = 1, 0
    memory.synchronize()
    assert not back.any()
    for value in (2, 3):
        sent[...] = value
        replay()
        memory.synchronize()
        assert (back == value).all()
    with pytest.raises(ModelError, match="CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED"):
        memory.captured(memory.synchronize)
    assert driver.recording is None  # the stream is usable again
    memory.close()
    assert driver.held == []


@pytest.mark.gpu
def test_what_goes_up_comes_down_again():
    memory = device()
    if memory is None:
        pytest.skip("no GPU")
    try:
        sent, back = memory.pinned((3, 5), np.dtype(np.float32)), memory.pinned((3, 5), np.dtype(np.float32))
        sent[...] = np.arange(15).reshape(3, 5)
        one, other = memory.allocate(sent.nbytes), memory.allocate(sent.nbytes)
        memory.upload(one, sent)
        memory.copy(other, one, sent.nbytes)
        memory.download(back, other)
        memory.synchronize()
        np.testing.assert_array_equal(back, sent)
        memory.clear(other, sent.nbytes)
        memory.download(back, other)
        memory.synchronize()
        assert not back.any()

        def there_and_back():
            memory.upload(one, sent)
            memory.download(back, one)

        replay = memory.captured(there_and_back)
        sent[...] = 7
        replay()
        memory.synchronize()
        assert (back == 7).all()
    finally:
        memory.close()
