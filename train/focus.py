"""Show a network more often the pictures that it does badly on: most of what is left to learn is in few of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train.data import Pair
from train.metrics import iou
from train.presets import Preset
from train.quick import mattes_of
from train.state import State
from train.team import Team

MOST = 5.0  # a loss counts as at most so many times the mean: beyond that the label is as likely to be wrong as the network


def draw_weights(losses: Sequence[float], focus: float) -> NDArray[np.float64]:
    """Give how likely each picture of a set is to be drawn: (N,) float64 that sum to 1.

    losses: of each picture, 0 = perfect. focus: 0 draws all alike; at 1 a picture with the mean loss is drawn twice as often as a
    perfect one. Importance sampling after Katharopoulos and Fleuret 2018, without their reweighting: the hard pictures are meant
    to count for more.
    """
    loss = np.asarray(losses, dtype=np.float64)
    mean = loss.mean()
    relative = np.minimum(loss / mean, MOST) if mean > 0 else np.zeros_like(loss)
    weights = 1 + focus * relative
    return np.asarray(weights / weights.sum())


def find_focus(
    preset: Preset, sets: Sequence[Sequence[Pair]], state: State, team: Team, folder: Path
) -> dict[int, NDArray[np.float64]]:
    """Give how likely each photograph is to be drawn, by the places of their sets in the preset.

    Labels that networks made are no exception: where this one differs from several that agree, it is rather wrong itself. The losses
    are found once by every process and kept in `folder`, so that a resumed run draws the same samples.
    """
    kept, found = folder / f"focus-{team.rank}.npz", {}
    places = [place for place, pairs in enumerate(sets) if preset.focus > 0 and not any(pair.cut_out for pair in pairs)]
    if places and not kept.exists():
        for place in places:
            pairs = mattes_of(state.ema.module, sets[place], preset.area_px, team.device)
            found[str(place)] = np.array([1 - iou(matte, truth) for matte, truth in pairs])
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(kept, **found)
    if not places:
        return {}
    with np.load(kept) as losses:
        return {place: draw_weights(losses[str(place)], preset.focus) for place in places}
