"""The library against what happened: every case forecast, every forecast scored, three baselines beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.backtest.coin import coin
from simulator.backtest.forecasts import HORIZONS, Forecast, Told, Truth, told
from simulator.backtest.reliability import Bin, reliability
from simulator.backtest.scores import brier, covered, crps, log_score, survival_log_score
from simulator.backtest.tally import Tally, tally
from simulator.scenario.schema import Scenario

FORECASTERS = ("engine", "line", "positions", "coin")
"""The engine; the line of contact frozen; the weighted mean of stated positions; a coin of the library's own rate."""

ROUNDING = 0.005
"""Half of the last digit to which shares of land are known: an interval is taken to cover what lies this near to it."""


@dataclass(frozen=True)
class Case:
    """A case with all forecasts of it.

    Attributes:
        id, title: of the scenario.
        truth: what came of it.
        forecasts: by `FORECASTERS`.
    """

    id: str
    title: str
    truth: Truth
    forecasts: Mapping[str, Forecast]


@dataclass(frozen=True)
class Backtest:
    """What came of a backtest.

    Attributes:
        cases: in the order in which they were given.
        passed: scenarios that say nothing of what came of them.
        tallies: one a measure.
        bins: of the engine's chances of agreement.
        draws, seed: of every case.
    """

    cases: tuple[Case, ...]
    passed: tuple[str, ...]
    tallies: tuple[Tally, ...]
    bins: tuple[Bin, ...]
    draws: int
    seed: int


def backtest(
    scenarios: Iterable[Scenario],
    library: Mapping[str, Truth],
    draws: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
) -> Backtest:
    """Forecast and score.

    Args:
        scenarios: the cases; those that do not say whether there was an agreement are passed by.
        library: what came of the library's cases, by id: what the coin is weighted by, each case left out of its own.
        draws: of every case, at least 1.
        seed: from 0; the same gives the same.
        progress: told the id of each case before it is played.
    """
    cases: list[Case] = []
    passed: list[str] = []
    for scenario in scenarios:
        if progress is not None:
            progress(scenario.id)
        found = told(scenario, draws, seed)
        if found is None:
            passed.append(scenario.id)
        else:
            cases.append(_with_coin(found, library))
    chances = [case.forecasts["engine"].agreement or 0.0 for case in cases]
    return Backtest(
        cases=tuple(cases),
        passed=tuple(passed),
        tallies=tuple(_tallies(cases, seed)) if cases else (),
        bins=tuple(reliability(chances, [case.truth.agreed for case in cases])),
        draws=draws,
        seed=seed,
    )


def _with_coin(found: Told, library: Mapping[str, Truth]) -> Case:
    others = [truth for name, truth in library.items() if name != found.id]
    forecasts = {"engine": found.engine, "line": found.line, "positions": found.positions, "coin": coin(others)}
    return Case(found.id, found.title, found.truth, forecasts)


def _tallies(cases: Sequence[Case], seed: int) -> Iterable[Tally]:
    def measured(score: Callable[[Forecast, Truth], float]) -> dict[str, list[float]]:
        return {name: [score(case.forecasts[name], case.truth) for case in cases] for name in FORECASTERS}

    def only_engine(score: Callable[[Forecast, Truth], float]) -> dict[str, list[float]]:
        return {"engine": measured(score)["engine"]}

    yield tally("agreement: Brier score", measured(_agreement(brier)), seed)
    yield tally("agreement: log score", measured(_agreement(log_score)), seed)
    yield tally("retained share: CRPS", measured(_retained), seed)
    yield tally("retained share: in the 50% interval", only_engine(_covers(0.5)), seed, aim=0.5)
    yield tally("retained share: in the 90% interval", only_engine(_covers(0.9)), seed, aim=0.9)
    yield tally("months to agreement: CRPS", measured(_months), seed)
    yield tally("years it held: log score", measured(_held_log), seed)
    for years in HORIZONS:
        yield tally(f"held {years:g} years: Brier score", measured(_held(years)), seed)


def _agreement(score: Callable[[float, bool], float]) -> Callable[[Forecast, Truth], float]:
    def scored(said: Forecast, truth: Truth) -> float:
        return math.nan if said.agreement is None else score(said.agreement, truth.agreed)

    return scored


def _retained(said: Forecast, truth: Truth) -> float:
    return math.nan if truth.retained is None else crps(said.retained, truth.retained)


def _covers(level: float) -> Callable[[Forecast, Truth], float]:
    def scored(said: Forecast, truth: Truth) -> float:
        if truth.retained is None or len(said.retained) == 0:
            return math.nan
        return float(covered(said.retained, truth.retained, level, ROUNDING))

    return scored


def _months(said: Forecast, truth: Truth) -> float:
    return math.nan if truth.months is None else crps(said.months, truth.months)


def _held_log(said: Forecast, truth: Truth) -> float:
    if truth.years is None or said.holds is None:
        return math.nan
    return survival_log_score(said.holds(truth.years), said.holds(truth.years + 1), truth.censored)


def _held(years: float) -> Callable[[Forecast, Truth], float]:
    """A deal that was watched for less time than that, and still held, tells nothing of it."""

    def scored(said: Forecast, truth: Truth) -> float:
        if truth.years is None or said.holds is None or (truth.censored and truth.years < years):
            return math.nan
        return brier(said.holds(years), truth.years >= years)

    return scored
