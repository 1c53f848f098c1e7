"""How long a deal holds, and what that makes it worth when it is signed. docs/model.md, sections 4 and 10."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.game import Aftermath, Bools, Floats, Game, Ints

LOWEST, HIGHEST = -16.0, 3.3  # of log s: what lies beyond counts for less than 1e-7 and 1e-11
ALL = slice(None)


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


class Holding:
    """q: the part of an actor's discounted future in which a deal still holds.

    q = integral of rho e^(-rho s) S(s) ds with rho = -ln(patience), by the trapezoid rule in log s at rho = 1 (what is
    integrated falls doubly exponentially, so a coarse step will do: Trefethen and Weideman 2014): off by less than 1e-7
    for shapes from 0.25 to 10. The nodes of a draw lie so that its cumulative hazard doubles every few of them: the
    chance to have failed by then, z, becomes z (2 - z) without another exponential.
    """

    def __init__(self, game: Game) -> None:
        """Weights of the nodes in every draw, and the hazard at the first of them for every actor at factor 1."""
        self._commitment, self._certain = game.aftermath.commitment, game.aftermath.certain
        if not self._commitment:
            return
        if self._certain:
            self._lasting = 1 - game.patience**game.aftermath.scale  # (A, N)
            return
        shape = game.aftermath.shape
        fold = 3 * 2.0 ** np.maximum(-np.ceil(np.log2(shape)), 0.0)  # (N,): nodes until the hazard has doubled
        self._fold = np.where(shape > 1, 2.0, fold).astype(np.int64)
        self._grids = [(fold, _weights(shape, self._fold == fold, fold)) for fold in np.unique(self._fold).tolist()]
        with np.errstate(divide="ignore"):
            rho = np.abs(np.log(game.patience))
            start = np.exp(LOWEST * shape)
            self._unit = start * (1 / (rho * game.aftermath.scale)) ** shape  # (A, N); inf where patience is 1

    def of(self, actor: int, draws: Ints, hazard: Floats) -> Floats:
        """Q of one actor for deals with these hazard factors, (L,), in these draws, (L,)."""
        if not self._commitment:
            return np.ones(len(draws))
        if self._certain:
            return np.where(hazard == 0, 1.0, self._lasting[actor, draws])
        with np.errstate(invalid="ignore"):  # no hazard, and a patience without end
            strain = -hazard * self._unit[actor, draws]
        total = np.zeros(len(draws))
        for fold, weights in self._grids:
            some = ALL if len(self._grids) == 1 else self._fold[draws] == fold
            total[some] = _integral(weights, fold, draws[some], strain[some])
        return np.where(hazard == 0, 1.0, total)


def _weights(shape: Floats, draws: Bools, fold: int) -> Floats:
    """Weights (nodes, N) of log s = LOWEST, then a `fold` of a doubling of s^shape each, in some draws (N,).

    The first one stands for all that lies before it; they add to 1.
    """
    step = np.log(2) / (fold * shape)
    last = np.ceil((HIGHEST - LOWEST) / step)
    nodes = fold * np.ceil((last[draws].max() + 1) / fold)
    found = np.empty((int(nodes), len(shape)))
    time, longer, total = np.full(len(shape), np.exp(LOWEST)), np.exp(step), np.zeros(len(shape))
    for n, weight in enumerate(found):  # one by one, so that nodes that other draws need change no bit
        np.exp(-time, out=weight)
        weight *= time
        if n == 0:
            weight /= 1 - 1 / longer
        weight[last < n] = 0.0
        total += weight
        time *= longer
    found /= total
    return found


def _integral(weights: Floats, fold: int, draws: Ints, strain: Floats) -> Floats:
    """1 less the sum over nodes (n, N) of weight times chance to have failed, in some draws, (L,).

    `strain` (L,) is the log of the chance to hold until the first node.
    """
    failed = np.expm1(strain * 2.0 ** (np.arange(fold)[:, None] / fold))  # (fold, L): less than nothing
    total, part = np.zeros(failed.shape), np.empty(failed.shape)
    everywhere = np.array_equal(draws, np.arange(weights.shape[1]))
    for n in range(0, len(weights), fold):
        weight = weights[n : n + fold]
        np.multiply(weight if everywhere else weight.take(draws, axis=1, out=part, mode="clip"), failed, out=part)
        total += part
        np.add(failed, 2.0, out=part)
        failed *= part
    found = 1 + total[0]
    for rest in total[1:]:
        found += rest
    return found
