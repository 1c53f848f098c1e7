"""How long a deal holds, and what that makes it worth to sign, straight from the arrays of a Game.

Written from docs/model.md (section 4) without the engine, so that each can be held against the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.game import Floats, Game
from simulator.testing.worth import utility

_REACH = 30.0  # e^-30 of the discounted future lies before the first node
_STEP = 0.2


def hazard_and_shift(game: Game, terms: Floats) -> tuple[Floats, Floats]:
    """Hazard factor as the parties see it, and factor on shifts, of packages (K, N), (N,) each. Only choices count."""
    hazard, shift = game.aftermath.hazard.copy(), game.aftermath.shift_factor.copy()
    for ratio in game.aftermath.ratios:
        holds = np.ones(game.draws, dtype=np.bool_)
        for k, options in zip(ratio.issues, ratio.options, strict=True):
            holds &= np.isin(terms[k].astype(int), options)
        hazard = np.where(holds, hazard * ratio.ratio, hazard)
        shift = np.where(holds, shift * ratio.shift, shift)
    return hazard, shift


def holding(game: Game, actor: int, hazard: Floats) -> Floats:
    """The part of an actor's discounted future in which a deal of a hazard factor (N,) still holds, q (N,).

    The trapezoid rule in the logarithm of time, where the integrand has no corner and dies out on both sides: exact
    to 1e-9 for every shape that the format allows.
    """
    after = game.aftermath
    if not after.commitment:
        return np.ones(game.draws)
    if after.certain:
        return np.where(hazard == 0, 1.0, 1 - game.patience[actor] ** after.scale)
    step = _STEP / max(1.0, float(after.shape.max()))
    log_time = np.arange(-_REACH, 4.0, step)[:, None]  # of time in units of 1 / rho
    weight = step * np.exp(log_time - np.exp(log_time))
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        rho = -np.log(game.patience[actor])
        survives = np.exp(-hazard * np.exp(after.shape * (log_time - np.log(rho * after.scale))))
    survives = np.where(rho == np.inf, 1.0, np.where(rho == 0, 0.0, survives))
    return np.where(hazard == 0, 1.0, np.minimum((weight * survives).sum(axis=0), 1.0))


@dataclass(frozen=True)
class HazardClass:
    """All packages that have the same options on the choices that enter the hazard.

    Attributes:
        options: choice -> option.
        q: by actor, the part of its future in which such a deal still holds, (N,).
        factor: (N,) on every actor's shift.
    """

    options: dict[int, int]
    q: dict[int, Floats]
    factor: Floats


def hazard_classes(game: Game, actors: Sequence[int]) -> tuple[HazardClass, ...]:
    """Every combination of options of the choices that enter the hazard; one without options where none does."""
    choices = sorted({k for ratio in game.aftermath.ratios for k in ratio.issues})
    found = []
    for options in product(*(range(len(game.issues[k].options)) for k in choices)):
        terms = np.zeros((len(game.issues), game.draws))
        terms[choices] = np.array(options, dtype=float)[:, None]
        hazard, factor = hazard_and_shift(game, terms)
        q = {i: holding(game, i, hazard) for i in actors}
        found.append(HazardClass(dict(zip(choices, options, strict=True)), q, factor))
    return tuple(found)


def signing(game: Game, actor: int, terms: Floats, reservation: Floats, shift: Floats) -> Floats:
    """What signing packages (K, N) is worth to an actor, V (N,), from its value of no deal and its shift, (N,) each."""
    hazard, factor = hazard_and_shift(game, terms)
    q = holding(game, actor, hazard)
    return q * utility(game, terms)[actor] + (1 - q) * (reservation + shift * factor)
