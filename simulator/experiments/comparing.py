"""Variants side by side: each run's summary, and how every other differs from the first, draw by draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.experiments.wording import change
from simulator.insight.pairs import Comparison, Differences, Pairs
from simulator.insight.side_by_side import SideBySide, side_by_side
from simulator.running import Run
from simulator.scenario.schema import Scenario
from simulator.views.report import findings, inputs_sha256, parley_version
from simulator.views.tables import Section, Sheet, actor_name, shares, shortened

_PAYOFF = "payoff."
_RARE = 0.005  # of all draws in every variant: such outcomes are not shown


@dataclass(frozen=True)
class Compared:
    """Runs with the same draws.

    Attributes:
        runs: one for each scenario, the first being what the others are compared with.
        comparisons: of every run but the first, with the first.
    """

    runs: tuple[Run, ...]
    comparisons: tuple[Comparison, ...]


def compared(
    scenarios: Sequence[Scenario], draws: int, seed: int, progress: Callable[[int], None] | None = None
) -> Compared:
    """Play scenarios with the same random numbers, some blocks of each at a time.

    Args:
        scenarios: at least one.
        draws: of each.
        seed: of all.
        progress: called with the draws done so far, of all scenarios together.
    """
    found: SideBySide | None = None
    for found in side_by_side(scenarios, draws, seed):
        if progress is not None:
            progress(found.done * len(scenarios))
    assert found is not None
    return Compared(found.runs, tuple(one.comparison for one in found.against))


def comparison_to_json(found: Compared, settings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The object of `parley compare --format json`; `settings` is what was set in each scenario, by path."""
    first = found.runs[0]
    return {
        "draws": first.summary.draws,
        "seed": first.seed,
        "version": parley_version(),
        "scenarios": [
            {
                "scenario": run.scenario.id,
                "title": run.scenario.title,
                "as_of": run.scenario.as_of,
                "inputs_sha256": inputs_sha256(run.scenario),
                "set": dict(given),
                **findings(run.summary, ("agreement", "round", "retained", "payoff", "outcomes", "durability")),
            }
            for run, given in zip(found.runs, settings, strict=True)
        ],
        "changes": [_comparison(one) for one in found.comparisons],
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    """What a variant changes, each with its paired interval."""
    return {
        "agreement": _pairs(one.agreement),
        "outcomes": {name: _pairs(pairs) for name, pairs in one.outcomes.items()},
        "payoff": {
            name.removeprefix(_PAYOFF): _differences(found)
            for name, found in one.quantities.items()
            if name.startswith(_PAYOFF)
        },
        **{name: _differences(found) for name, found in one.quantities.items() if not name.startswith(_PAYOFF)},
    }


def _pairs(pairs: Pairs) -> dict[str, float]:
    low, high = pairs.interval
    return {"change": pairs.difference, "low": low, "high": high}


def _differences(found: Differences) -> dict[str, float | int | None]:
    low, high = found.interval
    told = {"change": found.mean.mean, "low": low, "high": high}
    return {"draws": found.count, **{name: None if math.isnan(x) else float(x) for name, x in told.items()}}


def comparison_sheet(found: Compared, settings: tuple[str, ...]) -> Sheet:
    """What `parley compare` shows."""
    first = found.runs[0]
    lines = [f"{len(found.runs)} variants of {first.summary.draws:,} draws each, seed {first.seed}"]
    if settings:
        lines.append(f"set: {', '.join(settings)}")
    heading = ("Agreement", "in draws", "against the first")
    rows = []
    for n, run in enumerate(found.runs):
        differs = _points(found.comparisons[n - 1].agreement) if n else ""
        rows.append((shortened(run.scenario.title), shares(run.summary.agreement), differs))
    sections = [Section(heading, tuple(rows))]
    for run, one in zip(found.runs[1:], found.comparisons, strict=True):
        more = tuple(_changes(run.scenario, one))
        if more:
            sections.append(Section((shortened(run.scenario.title), "changes by"), more))
    note = (
        "Brackets: 95% intervals of the differences, draw by draw, which all variants share. Deals are compared in the "
        "draws in which both sign one."
    )
    return Sheet(f"{first.scenario.title}, compared", tuple(lines), tuple(sections), note)


def _points(pairs: Pairs) -> str:
    return change("agreement", pairs.difference, *pairs.interval)


def _changes(scenario: Scenario, one: Comparison) -> Iterator[tuple[str, str]]:
    """What a variant changes besides how often they agree."""
    titles = {name: outcome.title or name.replace("_", " ") for name, outcome in scenario.outcomes.items()}
    titles |= {"other_deal": "Another deal", "no_deal": "No deal"}
    for name, pairs in one.outcomes.items():
        of = pairs.both + pairs.first + pairs.second + pairs.neither
        if name != "no_deal" and max(pairs.both + pairs.first, pairs.both + pairs.second) >= _RARE * of:
            yield shortened(titles.get(name, name)), _points(pairs)
    for name, found in one.quantities.items():
        if not found.count:
            continue
        if name == "retained":
            yield "Land kept under a deal", change("retained", found.mean.mean, *found.interval)
        elif name == "round":
            yield f"{scenario.clock.round.capitalize()} of signing", change("round", found.mean.mean, *found.interval)
        else:
            actor = name.removeprefix(_PAYOFF)
            yield f"{actor_name(scenario, actor)}: payoff", change(name, found.mean.mean, *found.interval)
