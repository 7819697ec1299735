"""Muon: an optimiser that makes every update of a weight matrix orthogonal."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from train.precision import training_dtype

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # coefficients of the quintic iteration, from the authors
ITERATIONS = 5


def orthogonalise(update: Tensor) -> Tensor:
    """Give the matrix (rows, columns) with all singular values brought near 1, by Newton-Schulz iterations; bf16 is precise enough."""
    a, b, c = NEWTON_SCHULZ
    x = update.to(training_dtype(update.device.type))
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    x = x / (x.norm() + 1e-7)
    for _ in range(ITERATIONS):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Step along the orthogonalised momentum of convolution weights (Jordan et al. 2024), each taken as a matrix.

    A weight (outputs, inputs, h, w) is the matrix (outputs, inputs * h * w). What is no matrix, and a network's first and last layers,
    belong to another optimiser. torch.optim.Muon takes two-dimensional parameters only.
    """

    def __init__(self, parameters: Iterable[nn.Parameter], lr: float, momentum: float = 0.95) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Update all parameters that have a gradient."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(parameter)
                state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                ahead = parameter.grad.lerp(state["momentum"], group["momentum"])  # Nesterov
                update = orthogonalise(ahead.flatten(1)).view_as(parameter)
                # A tall matrix has fewer directions than rows: its rows would get shorter steps.
                scale = max(1.0, parameter.shape[0] / parameter[0].numel()) ** 0.5
                parameter.add_(update, alpha=-group["lr"] * scale)
