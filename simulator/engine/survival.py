"""How long a deal holds. docs/model.md, sections 4 and 10."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.engine.ground import ALL
from simulator.game import Aftermath, Bools, Floats, Game, Ints


def survival(aftermath: Aftermath, hazard: Floats, rounds: Floats | float) -> Floats:
    """Chance that a deal with a hazard factor (N,) still holds after so many rounds: Weibull, proportional hazards.

    A life that is certain lasts `scale` rounds, or for ever where the hazard is 0.
    """
    if aftermath.certain:
        lasts = (rounds < aftermath.scale) | (hazard == 0)
        return np.where(np.isnan(hazard), np.nan, lasts.astype(np.float64))
    found: Floats = np.exp(-hazard * (rounds / aftermath.scale) ** aftermath.shape)
    return found


def ratio_holds(game: Game, which: int, options: Mapping[int, Floats | float]) -> Bools | bool:
    """Whether a ratio's condition holds for positions of choice issues, (N,) or one; all its issues must agree."""
    ratio = game.aftermath.ratios[which]
    holds: Bools | bool = True
    for issue, chosen in zip(ratio.issues, ratio.options, strict=True):
        position = options[issue]
        holds = holds & (np.isin(position, chosen) if np.ndim(position) else float(position) in chosen)
    return holds


def hazard_and_shift(
    game: Game, options: Mapping[int, Floats | float], draws: Ints | slice = ALL
) -> tuple[Floats, Floats]:
    """Hazard and shift factor (n,), in some draws, of deals with positions, (n,) or one, on choices that matter."""
    hazard, shift = game.aftermath.hazard[draws], game.aftermath.shift_factor[draws]
    for which, ratio in enumerate(game.aftermath.ratios):
        holds = ratio_holds(game, which, options)
        if np.ndim(holds):
            hazard = np.where(holds, hazard * ratio.ratio[draws], hazard)
            shift = np.where(holds, shift * ratio.shift[draws], shift)
        elif holds:
            hazard, shift = hazard * ratio.ratio[draws], shift * ratio.shift[draws]
    return hazard, shift
