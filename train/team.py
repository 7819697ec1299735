"""Join the processes of a distributed run, or work alone."""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel


@dataclass(frozen=True)
class Team:
    """Say who this process is among those that `torchrun` started; alone, rank 0 of 1."""

    rank: int
    size: int
    device: torch.device

    @classmethod
    def join(cls) -> Team:
        """Meet the others as torchrun's environment says: NCCL on GPUs, one each, Gloo on CPUs."""
        size = int(os.environ.get("WORLD_SIZE", "1"))
        on_gpu = torch.cuda.is_available()
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0"))) if on_gpu else torch.device("cpu")
        if size > 1:
            distributed.init_process_group("nccl" if on_gpu else "gloo")
        return cls(int(os.environ.get("RANK", "0")), size, device)

    @property
    def leads(self) -> bool:
        """Say whether this process keeps the files."""
        return self.rank == 0

    def wrap(self, network: nn.Module) -> nn.Module:
        """Give the network whose gradients are averaged over the team."""
        if self.size == 1:
            return network
        return DistributedDataParallel(network, [self.device.index] if self.device.type == "cuda" else None)

    def leave(self) -> None:
        """Part in good order: no process ends while another still waits for it."""
        if self.size > 1:
            distributed.barrier()
            distributed.destroy_process_group()
