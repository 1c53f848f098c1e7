"""How long a deal holds, and what that makes it worth when it is signed. docs/model.md, sections 4 and 10."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.game import Aftermath, Bools, Floats, Game, Ints

NODES = 32
ROOT = 6  # of the substitution s = v^ROOT / rho
REACH = 36.0 ** (1 / ROOT)  # in v: e^(-36) of the weight lies beyond
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


def hazard_and_shift(game: Game, options: Mapping[int, Floats | float]) -> tuple[Floats, Floats]:
    """Hazard factor (N,) and shift factor (N,) of deals with these positions, (N,) or one, on choices that matter."""
    hazard, shift = game.aftermath.hazard, game.aftermath.shift_factor
    for which, ratio in enumerate(game.aftermath.ratios):
        holds = ratio_holds(game, which, options)
        if np.ndim(holds):
            hazard = np.where(holds, hazard * ratio.ratio, hazard)
            shift = np.where(holds, shift * ratio.shift, shift)
        elif holds:
            hazard, shift = hazard * ratio.ratio, shift * ratio.shift
    return hazard, shift


def _rooted() -> tuple[Floats, Floats]:
    """Times, at rho = 1, and weights for shapes up to 1: Gauss-Legendre after s = v^ROOT, which takes out the root."""
    v, weight = np.polynomial.legendre.leggauss(NODES)
    v, weight = (v + 1) * REACH / 2, weight * REACH / 2
    return v**ROOT, weight * ROOT * v ** (ROOT - 1) * np.exp(-(v**ROOT))


def _logarithmic(steepest: float) -> tuple[Floats, Floats]:
    """The same for shapes up to `steepest`, above 1: the trapezoid rule in log s, fine enough for the fall of S."""
    step = 0.2 / steepest
    logs = np.arange(-20.0, 3.6, step)
    time: Floats = np.exp(logs)
    return time, step * time * np.exp(-time)


class Holding:
    """q: the part of an actor's discounted future in which a deal still holds.

    q = integral of rho e^(-rho s) S(s) ds with rho = -ln(patience), by quadrature: off by less than 1e-7 for shapes
    from 0.25 to 10.
    """

    def __init__(self, game: Game) -> None:
        """Nodes and the hazard that each would see at factor 1, for every actor and draw."""
        self._commitment, self._certain = game.aftermath.commitment, game.aftermath.certain
        if not self._commitment:
            return
        self._lasting = 1 - game.patience**game.aftermath.scale  # (A, N): q of a life that is certain
        if self._certain:
            return
        shape = game.aftermath.shape
        self._grids: list[tuple[float, Floats, Floats]] = []  # kind, weight (nodes,), node (nodes, N)
        with np.errstate(divide="ignore"):
            self._kind = np.maximum(np.ceil(np.log2(shape)), 0.0)  # (N,): which grid a draw needs, by its shape alone
            for kind in np.unique(self._kind).tolist():
                time, weight = _rooted() if kind == 0 else _logarithmic(2.0**kind)
                self._grids.append((kind, weight, np.exp(np.log(time)[:, None] * shape)))  # node: s^shape, rho = 1
            rho = np.abs(np.log(game.patience))
            self._unit = (1 / (rho * game.aftermath.scale)) ** game.aftermath.shape  # (A, N); inf where patience is 1

    def of(self, actor: int, draws: Ints, hazard: Floats) -> Floats:
        """Q of one actor for deals with these hazard factors, (L,), in these draws, (L,)."""
        if not self._commitment:
            return np.ones(len(draws))
        if self._certain:
            return np.where(hazard == 0, 1.0, self._lasting[actor, draws])
        with np.errstate(invalid="ignore"):  # no hazard, and a patience without end
            strain = -hazard * self._unit[actor, draws]
        total = np.zeros(len(draws))
        for kind, weights, nodes in self._grids:
            some = ALL if len(self._grids) == 1 else self._kind[draws] == kind
            total[some] = _quadrature(weights, nodes, draws[some], strain[some])
        return np.where(hazard == 0, 1.0, total)


def _quadrature(weights: Floats, nodes: Floats, draws: Ints, strain: Floats) -> Floats:
    """The sum over nodes (n, N) of weight (n,) times the exponential of strain times node, in some draws, (L,)."""
    total = np.zeros(len(draws))
    for weight, node in zip(weights, nodes, strict=True):
        part = node.take(draws)
        part *= strain
        np.exp(part, out=part)
        part *= weight
        total += part
    return total
