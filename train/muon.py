"""Muon: an optimiser that makes every update of a weight matrix orthogonal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor, nn

from train.precision import training_dtype

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # coefficients of the quintic iteration, from the authors
ITERATIONS = 5


def orthogonalise(updates: Tensor) -> Tensor:
    """Give matrices (..., rows, columns) with all singular values brought near 1, by Newton-Schulz iterations; bf16 is precise enough."""
    a, b, c = NEWTON_SCHULZ
    x = updates.to(training_dtype(updates.device.type))
    tall = x.shape[-2] > x.shape[-1]
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(ITERATIONS):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Step along the orthogonalised momentum of convolution weights (Jordan et al. 2024), each taken as a matrix.

    A weight (outputs, inputs, h, w) is the matrix (outputs, inputs * h * w). What is no matrix, and a network's first and last layers,
    belong to another optimiser. torch.optim.Muon takes two-dimensional parameters only.
    """

    def __init__(self, parameters: Iterable[nn.Parameter], lr: float, momentum: float = 0.95) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Update all parameters that have a gradient; those of one shape together, which a GPU is faster at."""
        for group in self.param_groups:
            alike = defaultdict[torch.Size, list[nn.Parameter]](list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    alike[parameter.shape].append(parameter)
            for shape, parameters in alike.items():
                self._step_together(shape, parameters, group["lr"], group["momentum"])

    def _step_together(self, shape: torch.Size, parameters: list[nn.Parameter], lr: float, momentum: float) -> None:
        """Update parameters of one shape."""
        ahead = []
        for parameter in parameters:
            state = self.state[parameter]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(parameter)
            state["momentum"].lerp_(parameter.grad, 1 - momentum)
            ahead.append(parameter.grad.lerp(state["momentum"], momentum).flatten(1))  # Nesterov
        # A tall matrix has fewer directions than rows: its rows would get shorter steps.
        scale = max(1.0, shape[0] / shape[1:].numel()) ** 0.5
        for parameter, update in zip(parameters, orthogonalise(torch.stack(ahead)), strict=True):
            parameter.add_(update.view(shape), alpha=-lr * scale)
