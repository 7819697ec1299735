"""Check what is said where no GPU can be opened; on a GPU, that what goes up comes down again."""

from __future__ import annotations

import numpy as np
import pytest

from livebg.errors import ModelError
from livebg.segmenters.device_memory import DeviceMemory, open_device


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
    finally:
        memory.close()
