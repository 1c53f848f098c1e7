"""What it makes a deal worth that it may not hold. docs/model.md, section 4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from simulator.engine.ground import ALL
from simulator.engine.survival import ratio_holds
from simulator.game import Bools, Floats, Game, Ints

IN_CACHE = 2**14  # numbers of an array that stays in a processor's cache with a few more of its kind
LOWEST, HIGHEST = -16.0, 3.3  # of log s: what lies beyond counts for less than 1e-7 and 1e-11


class Holding:
    """q: the part of an actor's discounted future in which a deal still holds.

    q = integral of rho e^(-rho s) S(s) ds with rho = -ln(patience), by the trapezoid rule in log s at rho = 1 (what is
    integrated falls doubly exponentially, so a coarse step will do: Trefethen and Weideman 2014): off by less than 1e-7
    for shapes from 0.25 to 10. The nodes of a draw lie so that its cumulative hazard doubles every few of them: the
    chance to have failed by then, z, becomes z (2 - z) without another exponential.
    """

    def __init__(self, game: Game) -> None:
        """Weights of the nodes in every draw, and the hazard at the first of them for every actor at factor 1."""
        self._game = game
        self._known: dict[tuple[int, int], Floats] = {}  # by actor and way, see `_row`
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

    def way(self, options: Mapping[int, Floats | float]) -> Ints | int:
        """How deals with these positions, (n,) or one, on choices that matter hold: a bit for each ratio."""
        found: Ints | int = 0
        for which in range(len(self._game.aftermath.ratios)):
            holds = ratio_holds(self._game, which, options)
            found = found | (np.asarray(holds, dtype=np.int64) << which if np.ndim(holds) else int(holds) << which)
        return found

    def hazard(self, way: int) -> Floats:
        """The hazard factor of deals that hold in one way, (N,)."""
        hazard = self._game.aftermath.hazard
        for which, ratio in enumerate(self._game.aftermath.ratios):
            hazard = hazard * ratio.ratio if way >> which & 1 else hazard
        return hazard

    def in_way(self, actors: Sequence[int], ways: Ints | int, draws: Ints) -> Floats:
        """Q (P, L) of some actors for deals that hold in some ways, (L,) or one for all, in these draws, (L,)."""
        found = np.ones((len(actors), len(draws)))
        if not self._commitment:
            return found
        for way in [ways] if isinstance(ways, int) else np.nonzero(np.bincount(ways))[0].tolist():
            some = ALL if isinstance(ways, int) else np.nonzero(ways == way)[0]
            here = draws[some]
            for i, q in zip(actors, found, strict=True):
                q[some] = self._row(i, way).take(here)
            missing = np.any(np.isnan(found[:, some]), axis=0)
            if missing.any():
                self._work_out(actors, way, here[missing])
                for i, q in zip(actors, found, strict=True):
                    q[some] = self._row(i, way).take(here)
        return found

    def _row(self, actor: int, way: int) -> Floats:
        """Q of one actor in one way, (N,), NaN where it was not asked for yet."""
        if (actor, way) not in self._known:
            self._known[actor, way] = np.full(self._game.draws, np.nan)
        return self._known[actor, way]

    def _work_out(self, actors: Sequence[int], way: int, draws: Ints) -> None:
        """Fill in what some actors' rows lack in these draws, (L,), of which some may be the same."""
        asked = np.zeros(self._game.draws, dtype=np.bool_)
        asked[draws] = True
        new = np.nonzero(asked)[0]
        for i, q in zip(actors, self.of(actors, new, self.hazard(way)[new]), strict=True):
            self._row(i, way)[new] = q

    def of(self, actors: Sequence[int], draws: Ints, hazard: Floats) -> Floats:
        """Q (P, L) of some actors for deals with these hazard factors, (L,), in these draws, (L,)."""
        if not self._commitment:
            return np.ones((len(actors), len(draws)))
        if self._certain:
            return np.where(hazard == 0, 1.0, self._lasting[list(actors)].take(draws, axis=1))
        found = np.empty((len(actors), len(draws)))
        for fold, weights in self._grids:
            some = np.arange(len(draws)) if len(self._grids) == 1 else np.nonzero(self._fold[draws] == fold)[0]
            step = max(1, IN_CACHE // len(actors))
            for part in (some[at : at + step] for at in range(0, len(some), step)):
                with np.errstate(invalid="ignore"):  # no hazard, and a patience without end
                    strain = -hazard[part] * self._unit[list(actors)].take(draws[part], axis=1)
                found[:, part] = _integral(weights, fold, draws[part], strain)
        return np.where(hazard == 0, 1.0, found)


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
    """1 less the sum over nodes (n, N) of weight times chance to have failed, in some draws, (P, L).

    `strain` (P, L) is the log of the chance to hold until the first node.
    """
    failed = np.expm1(strain * 2.0 ** (np.arange(fold)[:, None, None] / fold))  # (fold, P, L): less than nothing
    total, part = np.zeros(failed.shape), np.empty(failed.shape)
    everywhere = np.array_equal(draws, np.arange(weights.shape[1]))
    for n in range(0, len(weights), fold):
        weight = weights[n : n + fold] if everywhere else weights[n : n + fold].take(draws, axis=1)
        np.multiply(weight[:, None], failed, out=part)
        total += part
        np.add(failed, 2.0, out=part)
        failed *= part
    found: Floats = 1 + total[0]
    for rest in total[1:]:
        found += rest
    return found
