"""Write a run's curves: CSV files, and TensorBoard scalars with sample mattes."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


class Journal:
    """Keep log.csv, scores.csv and the TensorBoard events of one run folder."""

    def __init__(self, folder: Path) -> None:
        from torch.utils.tensorboard import SummaryWriter  # slow to import

        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.board = folder, SummaryWriter(str(folder))

    def losses(self, step: int, means: dict[str, float], rate: float, speed: float) -> None:
        """Note the mean losses since the last call, the learning rate, and samples per second."""
        row = {"step": step, "rate": rate, "samples_per_s": speed, **means}
        self._row("log.csv", row)
        for name, value in row.items():
            if name != "step":
                self.board.add_scalar(f"train/{name}", value, step)

    def scores(self, step: int, scores: dict[str, dict[str, float]]) -> None:
        """Note the quick scores of every checked set."""
        for name, score in scores.items():
            self._row("scores.csv", {"step": step, "set": name, **score})
            for metric, value in score.items():
                self.board.add_scalar(f"{name}/{metric}", value, step)

    def mattes(self, step: int, src: Tensor, logits: Tensor, pha: Tensor) -> None:
        """Show eight samples: picture, matte, truth."""
        if src.dim() == 5:  # a sequence is shown frame after frame
            src, logits, pha = (x.flatten(0, 1) for x in (src, logits, pha))
        alpha, truth = (x[:8].float().cpu().expand(-1, 3, -1, -1) for x in (logits.sigmoid(), pha))
        rows = torch.cat((src[:8].cpu(), alpha, truth), dim=2)
        self.board.add_image("samples", torch.cat(tuple(rows), dim=2), step)

    def _row(self, name: str, row: dict[str, Any]) -> None:
        path = self.folder / name
        fresh = not path.exists()
        with path.open("a", newline="") as file:
            writer = csv.DictWriter(file, row)
            if fresh:
                writer.writeheader()
            writer.writerow({k: f"{v:.6g}" if isinstance(v, float) else v for k, v in row.items()})

    def close(self) -> None:
        """Close the files."""
        self.board.close()
