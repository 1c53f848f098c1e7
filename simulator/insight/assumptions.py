"""How much of the answer rests on assumptions: all assumed numbers move across their ranges, together.

A crossed design: each of J points draws every assumed number once, each of m draws draws all the rest once (sourced
ranges, the fortunes of war), and every point is played with every draw, so that points differ in nothing but what is
assumed (common random numbers). With Y the agreement (0 or 1) of point j and draw k, the two-way analysis of variance
splits its spread without bias:

    Y_jk = p + a_j + b_k + e_jk,     Var a = (MS_a - MS_e) / m,    Var b = (MS_b - MS_e) / J,    Var e = MS_e

`a` is what assumptions do alone (the closed first-order index of the group, Sobol 1993; Saltelli et al. 2010), `e` what
they do together with the rest, `b` what would be left if every assumption were known to be right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.compiling.compile import compile_sampled
from simulator.compiling.sampling import Sampler, normal_quantile
from simulator.engine.play import play
from simulator.game import Bools, Floats
from simulator.running import Cancelled
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter, parameters

POINTS, DRAWS = 128, 128
AT_ONCE = 4096  # plays in a game
RESAMPLES = 200
BY_CHANCE = 0.05  # that one of all numbers that do nothing is called a mover
MOST_MOVERS = 5
_OF_A_TABLE = ", chance of a red line"


@dataclass(frozen=True)
class Share:
    """A part of the spread of the answer, 0..1, with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Mover:
    """An assumed number that moves the answer.

    Attributes:
        path: of the number, or of a red line that is drawn from a table.
        label: its name for people.
        correlation: of its rank with the rank of the chance of agreement, -1..1.
    """

    path: str
    label: str
    correlation: float


@dataclass(frozen=True)
class Resting:
    """How much of the answer rests on assumptions.

    Attributes:
        points: how many sets of assumed numbers were tried.
        draws: how many draws of all else each was played with.
        agreement: the chance of agreement over all, 0..1.
        low, middle, high: the chance of agreement over the points: the middle 90% and the median, without the noise of
            the simulation itself.
        alone: the part of the spread that assumptions account for alone; None where every play ended alike.
        together: that which they account for only together with the rest.
        rest: that which would be left without them: sourced ranges and the fortunes of war.
        moved: the assumed numbers that have a range, and red lines drawn from an assumed table.
        still: how many assumed numbers have no range, and so stand still.
        movers: those that move the chance of agreement most, the first most.
    """

    points: int
    draws: int
    agreement: float
    low: float
    middle: float
    high: float
    alone: Share | None
    together: Share | None
    rest: Share | None
    moved: tuple[str, ...]
    still: int
    movers: tuple[Mover, ...]


class _Crossed(Sampler):
    """Points times draws, the draws of the first point first."""

    def __init__(self, seed: int, points: range, draws: int, assumed: frozenset[str], size: int) -> None:
        super().__init__(seed, 0, len(points) * draws)
        self._base, self._points, self._each, self._assumed = Sampler(seed, 0, size), points, draws, assumed

    def uniform(self, path: str, rows: int | None = None) -> Floats:
        """Uniforms of a path: one a point if it is assumed, otherwise one a draw."""
        base = self._base.uniform(path, rows)
        if path in self._assumed:
            found: Floats = np.repeat(base[..., self._points.start : self._points.stop], self._each, axis=-1)
            return found
        return np.concatenate([base[..., : self._each]] * len(self._points), axis=-1)


def assumed_draws(found: tuple[Parameter, ...]) -> dict[str, str]:
    """The path and the label of what is drawn from an assumed range or an assumed table of red lines."""
    ranged = {
        each.path: each.label
        for each in found
        if _assumed(each) and each.low is not None and each.high is not None and each.low < each.high
    }
    tables: dict[str, list[Parameter]] = {}
    for each in found:
        line, dot, _ = each.path.rpartition(".")
        if dot and line.endswith(".red_line"):
            tables.setdefault(line, []).append(each)
    lines = {line: f"{each[0].label.partition(_OF_A_TABLE)[0]}, red line" for line, each in tables.items()}
    return ranged | {line: lines[line] for line, each in tables.items() if all(map(_assumed, each))}


def _assumed(parameter: Parameter) -> bool:
    return parameter.evidence and not parameter.sourced


def resting(
    loaded: LoadedScenario,
    seed: int = 0,
    points: int = POINTS,
    draws: int = DRAWS,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Resting:
    """How much of a scenario's answer rests on assumptions.

    Args:
        loaded: the scenario, with what was set in it; a number that was set is fixed.
        seed: of the draws.
        points: how many sets of assumed numbers are tried, at least 2.
        draws: how many draws of all else each is played with, at least 2.
        progress: called with the plays done and all there are.
        cancelled: asked between games.

    Raises:
        Cancelled: `cancelled` said so.
        ValueError: fewer than 2 points or draws.
    """
    if min(points, draws) < 2:
        raise ValueError(f"points and draws must be at least 2, got {points} and {draws}")
    known = parameters(loaded)
    moved = assumed_draws(known)
    agreed = crossed(loaded, frozenset(moved), seed, points, draws, progress, cancelled)
    found = agreed.astype(np.float64)
    p, spread = float(found.mean()), parts(found)
    low, middle, high = np.quantile(_without_noise(found), (0.05, 0.5, 0.95))
    shares = _shares(found, seed) if spread.sum() > 0 else (None, None, None)
    return Resting(
        points=points,
        draws=draws,
        agreement=p,
        low=float(low),
        middle=float(middle),
        high=float(high),
        alone=shares[0],
        together=shares[1],
        rest=shares[2],
        moved=tuple(moved),
        still=sum(map(_assumed, known)) - sum(each.path in moved for each in known),
        movers=_movers(found.mean(axis=1), moved, seed),
    )


def crossed(
    loaded: LoadedScenario,
    assumed: frozenset[str],
    seed: int,
    points: int,
    draws: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Bools:
    """Whether each point agrees in each draw, (points, draws).

    Raises:
        Cancelled: `cancelled` said so.
    """
    found = np.zeros((points, draws), dtype=np.bool_)
    each = max(AT_ONCE // draws, 1)
    for start in range(0, points, each):
        if cancelled is not None and cancelled():
            raise Cancelled
        some = range(start, min(start + each, points))
        sampler = _Crossed(seed, some, draws, assumed, max(points, draws))
        outcomes = play(compile_sampled(loaded.scenario, sampler))
        found[some.start : some.stop] = outcomes.agreed.reshape(len(some), draws)
        if progress is not None:
            progress(some.stop * draws, points * draws)
    return found


def parts(found: Floats) -> Floats:
    """Variances (3,) of a table (J, m): of its rows alone, of the two together, of its columns alone; 0 or more."""
    rows, columns = found.shape
    mean, by_row, by_column = found.mean(), found.mean(axis=1), found.mean(axis=0)
    rest = found - by_row[:, None] - by_column[None, :] + mean
    together = float((rest**2).sum()) / ((rows - 1) * (columns - 1))
    alone = float(by_row.var(ddof=1)) - together / columns
    others = float(by_column.var(ddof=1)) - together / rows
    return np.maximum(np.array([alone, together, others]), 0.0)


def _without_noise(found: Floats) -> Floats:
    """The chance of agreement at each point (J,), drawn together by what the simulation's own noise adds."""
    by_row = found.mean(axis=1)
    alone, together, _ = parts(found)
    noise = together / found.shape[1]
    kept = np.sqrt(alone / (alone + noise)) if alone + noise > 0 else 0.0
    moved: Floats = np.clip(by_row.mean() + (by_row - by_row.mean()) * kept, 0.0, 1.0)
    return moved


def _shares(found: Floats, seed: int) -> tuple[Share, Share, Share]:
    """The three parts as shares, with intervals from a bootstrap of rows and columns (Owen 2007)."""
    chance = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(0x5EA7,))))
    rows, columns = found.shape
    value, resampled = parts(found), []
    for _ in range(RESAMPLES):
        again = found[chance.integers(0, rows, rows)][:, chance.integers(0, columns, columns)]
        split = parts(again)
        if split.sum() > 0:
            resampled.append(split / split.sum())
    low, high = np.quantile(np.array(resampled), (0.025, 0.975), axis=0)
    here = value / value.sum()
    first, second, third = (
        Share(float(here[n]), float(min(low[n], here[n])), float(max(high[n], here[n]))) for n in range(3)
    )
    return first, second, third


def _movers(by_point: Floats, moved: dict[str, str], seed: int) -> tuple[Mover, ...]:
    """The assumed numbers whose rank goes with the rank of the chance of agreement, the strongest first."""
    if not by_point.std() or not moved or len(by_point) < 4:
        return ()
    base, ranks = Sampler(seed, 0, len(by_point)), _ranks(by_point)
    found = [
        Mover(path, label, float(np.corrcoef(_ranks(base.uniform(path)), ranks)[0, 1])) for path, label in moved.items()
    ]
    # one test a number: the bound is for all of them together (Bonferroni), with Fisher's normal approximation
    bound = np.tanh(float(normal_quantile(np.array(1 - BY_CHANCE / 2 / len(moved)))[0]) / np.sqrt(len(by_point) - 3))
    notable = [mover for mover in found if abs(mover.correlation) >= bound]
    return tuple(sorted(notable, key=lambda mover: -abs(mover.correlation))[:MOST_MOVERS])


def _ranks(values: Floats) -> Floats:
    """Ranks, those of equals their mean."""
    _, where, count = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    ranks: Floats = (ends - (count - 1) / 2)[where]
    return ranks
