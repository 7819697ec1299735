"""Check Muon: every step is orthogonal, in bf16 and in fp32, and the number format is one that the device multiplies."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from train import muon
from train.muon import Muon, orthogonalise
from train.precision import training_dtype


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
@pytest.mark.parametrize("shape", [(12, 40), (40, 12), (16, 16)])
def test_the_singular_values_of_an_update_come_near_1(monkeypatch, dtype, shape):
    monkeypatch.setattr(muon, "training_dtype", lambda device: dtype)
    update = torch.randn(shape, generator=torch.Generator().manual_seed(1)) * 1e-3
    result = orthogonalise(update)
    assert result.shape == shape and result.dtype == torch.float32
    values = torch.linalg.svdvals(result)
    assert 0.6 < values.min() and values.max() < 1.3


def test_a_step_follows_the_gradient_whatever_its_size():
    weight = nn.Parameter(torch.zeros(8, 4, 3, 3))
    optimiser = Muon([weight], lr=0.1)
    weight.grad = 1e-6 * torch.randn(weight.shape, generator=torch.Generator().manual_seed(2))
    optimiser.step()
    assert (weight * weight.grad).sum() < 0
    assert 0.05 < torch.linalg.matrix_norm(weight.flatten(1), 2) < 0.15


@pytest.mark.parametrize(
    ("features", "dtype"),
    [
        ({"avx512_f": True, "avx512_bf16": False, "amx_bf16": False}, torch.float32),
        ({"avx512_f": True, "avx512_bf16": True, "amx_bf16": False}, torch.bfloat16),
        ({}, torch.float32),
    ],
)
def test_bf16_is_for_devices_that_multiply_it(monkeypatch, features, dtype):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: features)
    training_dtype.cache_clear()
    assert training_dtype("cpu") == dtype
    assert training_dtype("cuda") == torch.bfloat16
    training_dtype.cache_clear()
