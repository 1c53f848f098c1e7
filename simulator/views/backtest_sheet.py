"""A backtest for people, and as JSON: every score with its interval, and who does better said plainly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from simulator.backtest.backtest import FORECASTERS, Backtest, Case
from simulator.backtest.reliability import Bin
from simulator.backtest.tally import Mean, Tally, verdict
from simulator.views.question_report import chance
from simulator.views.tables import Section, Sheet

CALLED = {"engine": "engine", "line": "line frozen", "positions": "mean position", "coin": "coin"}
_BAR = 30
_NOTE = (
    "Scores are 0 at best. An interval is the 95% bootstrap over cases; the cases were chosen, not sampled, so it says "
    "how little so few decide and not how the engine would do on others. The line frozen and the mean of the stated "
    "positions, weighted by strength and weight, speak of land alone; the coin is weighted by the library's own rate "
    "of agreement, the case itself left out, and speaks of land not at all."
)


def backtest_sheet(found: Backtest, name: str) -> Sheet:
    """What `parley backtest` shows; `name` is what was scored."""
    agreed = sum(case.truth.agreed for case in found.cases)
    about = [
        f"{name}: {len(found.cases)} cases, {agreed} of them ended in agreement; {found.draws:,} draws each, "
        f"seed {found.seed}",
    ]
    if found.passed:
        about.append(f"not scored, for want of `happened.agreed`: {', '.join(found.passed)}")
    sections = [_cases(found), *_scores(found), _reliability(found.bins)]
    return Sheet("The library against what happened", tuple(about), tuple(sections), _NOTE)


def _cases(found: Backtest) -> Section:
    rows = [
        (
            case.id,
            "agreed" if case.truth.agreed else "no deal",
            _percent(case.forecasts["engine"].agreement),
            _percent(case.truth.retained),
            _span(case.forecasts["engine"].retained, 100),
            _number(case.truth.months),
            _span(case.forecasts["engine"].months, 1),
            _lasted(case),
            _percent(_holds(case)),
        )
        for case in found.cases
    ]
    heading = ("Case", "came", "engine", "kept", "engine %", "months", "engine", "held", "engine")
    return Section(heading, tuple(rows), right=(2, 3, 4, 5, 6, 7, 8))


def _lasted(case: Case) -> str:
    if case.truth.years is None:
        return "-"
    return f"{case.truth.years:.1f}{'+' if case.truth.censored else ''} y"


def _holds(case: Case) -> float | None:
    """The engine's chance that a deal holds for as long as this one did."""
    holds = case.forecasts["engine"].holds
    return None if case.truth.years is None or holds is None else holds(case.truth.years)


def _scores(found: Backtest) -> Iterator[Section]:
    rows = [
        (one.measure, f"{one.means['engine'].cases}", *(_mean(one.means.get(name)) for name in FORECASTERS))
        for one in found.tallies
    ]
    yield Section(("Mean score", "cases", *(CALLED[name] for name in FORECASTERS)), tuple(rows), right=(1,))
    rows = [
        (one.measure, CALLED[name], _mean(ahead), verdict(ahead))
        for one in found.tallies
        for name, ahead in one.ahead.items()
        if ahead.cases
    ]
    yield Section(("How far behind the engine", "", "", ""), tuple(rows))


def _reliability(bins: tuple[Bin, ...]) -> Section:
    """The reliability diagram: a row a bin, `o` where cases came about, `|` where their chances lay."""
    rows = []
    for one in bins:
        low, high = one.came.interval
        row = [" "] * (_BAR + 1)
        if one.mean is not None:
            for cell in range(round(low * _BAR), round(high * _BAR) + 1):
                row[cell] = "-"
            row[round(one.came.share * _BAR)] = "o"
            row[round(one.mean * _BAR)] = "|" if row[round(one.mean * _BAR)] != "o" else "0"
        said = "-" if one.mean is None else f"{one.mean:.0%}"
        rows.append((f"{one.low:.0%} to {one.high:.0%}", said, f"{one.came.count} of {one.came.of}", "".join(row)))
    heading = ("Chance of agreement", "mean", "agreed", "0%: | said, o came, - 95% interval, 0 both :100%")
    return Section(heading, tuple(rows), right=(1, 2))


def _mean(mean: Mean | None) -> str:
    if mean is None or mean.cases == 0:
        return "-"
    return f"{mean.value:.3f} [{mean.low:.3f}, {mean.high:.3f}]"


def _percent(share: float | None) -> str:
    return "-" if share is None or math.isnan(share) else f"{share:.0%}" if share > 0.1 else f"{share:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _span(sample: Any, times: float) -> str:
    if len(sample) == 0:
        return "-"
    low, high = np.quantile(sample, [0.05, 0.95]) * times
    return f"{low:.0f} to {high:.0f}"


def backtest_json(found: Backtest, version: str) -> dict[str, Any]:
    """The whole backtest as plain data; what is not known is null."""
    return {
        "version": version,
        "draws": found.draws,
        "seed": found.seed,
        "cases": [_case_json(case, n, found.tallies) for n, case in enumerate(found.cases)],
        "not_scored": list(found.passed),
        "scores": {
            one.measure: {
                "better": "near " + f"{one.aim:g}" if one.better == "level" else "less",
                **{name: _mean_json(mean) for name, mean in one.means.items()},
                "behind_the_engine": {
                    name: {**_mean_json(ahead), "verdict": verdict(ahead)} for name, ahead in one.ahead.items()
                },
            }
            for one in found.tallies
        },
        "reliability": [
            {
                "from": one.low,
                "to": one.high,
                "cases": one.came.of,
                "mean": one.mean,
                "agreement": chance(one.came) if one.came.of else None,
            }
            for one in found.bins
        ],
    }


def _mean_json(mean: Mean) -> dict[str, float | int | None]:
    return {
        "mean": _known(mean.value),
        "low": _known(mean.low),
        "high": _known(mean.high),
        "cases": mean.cases,
    }


def _case_json(case: Case, n: int, tallies: tuple[Tally, ...]) -> dict[str, Any]:
    engine = case.forecasts["engine"]
    return {
        "scenario": case.id,
        "title": case.title,
        "happened": {
            "agreed": case.truth.agreed,
            "retained": case.truth.retained,
            "months": case.truth.months,
            "years_held": case.truth.years,
            "censored": case.truth.censored if case.truth.years is not None else None,
        },
        "agreement": {name: said.agreement for name, said in case.forecasts.items()},
        "retained": {name: _sample_json(said.retained) for name, said in case.forecasts.items()},
        "months": {name: _sample_json(said.months) for name, said in case.forecasts.items()},
        "durability": None
        if engine.holds is None
        else {f"{years}y": {"mean": _known(engine.holds(years))} for years in (1, 2, 5, 10)},
        "scores": {
            one.measure: {name: _known(float(values[n])) for name, values in one.by_case.items()} for one in tallies
        },
    }


def _sample_json(sample: Any) -> dict[str, float] | None:
    if len(sample) == 0:
        return None
    p05, p25, p50, p75, p95 = (float(q) for q in np.quantile(sample, [0.05, 0.25, 0.5, 0.75, 0.95]))
    return {"mean": float(sample.mean()), "p05": p05, "p25": p25, "p50": p50, "p75": p75, "p95": p95}


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
