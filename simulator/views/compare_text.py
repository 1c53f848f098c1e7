"""Variants side by side in words: the headline numbers of each, and what differs from the first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.insight.assessment import LASTING
from simulator.insight.pairs import Differences, Pairs
from simulator.insight.side_by_side import Against, SideBySide
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.summary import Summary
from simulator.views.sentences import interval, percent, span

_RARE = 0.005  # of all draws in every variant: such outcomes are not shown
_POINT = 0.01


@dataclass(frozen=True)
class Cell:
    """One number of one variant.

    Attributes:
        text: the number with its interval or span.
        change: how it differs from the first's, with a sign; empty for the first.
        clear: whether that is more than the noise of the simulation; None where it is not known.
    """

    text: str
    change: str = ""
    clear: bool | None = None

    @property
    def whole(self) -> str:
        """Number and change; `=` before a change that may be noise."""
        if not self.change:
            return self.text
        sign = {True: "", False: "≈", None: ""}[self.clear]
        return f"{self.text}  {sign}{self.change}"


@dataclass(frozen=True)
class Line:
    """One number of all variants."""

    label: str
    cells: tuple[Cell, ...]


def lines(found: SideBySide) -> tuple[Line, ...]:
    """The headline numbers of all variants, the most important first."""
    scenario = found.runs[0].scenario
    return (
        _agreement(found),
        *_blocked(scenario, found),
        *_land(scenario, found),
        *_lasting(scenario, found),
        *_round(scenario, found),
        *_outcomes(scenario, found),
        *_payoffs(scenario, found),
    )


def _summaries(found: SideBySide) -> list[Summary]:
    return [run.summary for run in found.runs]


def _share(part: Proportion, first: bool, pairs: Pairs | None) -> Cell:
    text = percent(part.share) if part.exact else f"{percent(part.share)} ({interval(part)})"
    if first or pairs is None:
        return Cell(text)
    return Cell(text, _points(pairs.difference), _clear(*pairs.interval))


def _clear(low: float, high: float) -> bool | None:
    return None if math.isnan(low) else not low <= 0 <= high


def _points(change: float) -> str:
    text = f"{change / _POINT:+.1f}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def _shares(label: str, parts: list[Proportion], pairs: list[Pairs | None]) -> Line:
    cells = (_share(part, n == 0, pairs[n - 1] if n else None) for n, part in enumerate(parts))
    return Line(label, tuple(cells))


def _agreement(found: SideBySide) -> Line:
    pairs: list[Pairs | None] = [one.comparison.agreement for one in found.against]
    return _shares("Agreement", [summary.agreement for summary in _summaries(found)], pairs)


def _blocked(scenario: Scenario, found: SideBySide) -> Iterator[Line]:
    for name in (*found.runs[0].summary.names.consent, "nobody"):
        parts = [summary.blocked.get(name, summary.part(0)) for summary in _summaries(found)]
        if any(part.count for part in parts):
            who = "time runs out" if name == "nobody" else f"{_name(scenario, name)} in the way"
            yield _shares(who[:1].upper() + who[1:], parts, [one.blocked.get(name) for one in found.against])


def _outcomes(scenario: Scenario, found: SideBySide) -> Iterator[Line]:
    titles = {name: outcome.title or name.replace("_", " ") for name, outcome in scenario.outcomes.items()}
    for name in scenario.outcomes:
        parts = [summary.outcomes.get(name, summary.part(0)) for summary in _summaries(found)]
        if any(part.share >= _RARE for part in parts):
            yield _shares(titles[name], parts, [one.comparison.outcomes.get(name) for one in found.against])


def _land(scenario: Scenario, found: SideBySide) -> Iterator[Line]:
    if scenario.territory is None:
        return
    sketches = [summary.sketches["retained"] for summary in _summaries(found)]
    texts = [
        span(sketch.quantile(0.05), sketch.quantile(0.95), 1) if sketch.count else "no deal" for sketch in sketches
    ]
    first = _name(scenario, scenario.territory.claimants[0])
    yield _quantities(f"Land {first} keeps", texts, found, "retained", _POINT)


def _lasting(scenario: Scenario, found: SideBySide) -> Iterator[Line]:
    if "aftermath" not in scenario.model_fields_set:
        return
    sketches = [summary.sketches[f"survival.{LASTING}"] for summary in _summaries(found)]
    texts = [percent(sketch.mean) if sketch.count else "no deal" for sketch in sketches]
    cells = [Cell(texts[0])]
    cells += [_changed(text, one.lasts, _POINT) for text, one in zip(texts[1:], found.against, strict=True)]
    yield Line(f"A deal lasts {LASTING} years", tuple(cells))


def _round(scenario: Scenario, found: SideBySide) -> Iterator[Line]:
    texts = [
        f"{summary.round_quantile(0.5):.0f} ({summary.round_quantile(0.05):.0f}–{summary.round_quantile(0.95):.0f})"
        if summary.agreed
        else "no deal"
        for summary in _summaries(found)
    ]
    yield _quantities(f"{scenario.clock.round.capitalize()} of signing", texts, found, "round", 1.0)


def _payoffs(scenario: Scenario, found: SideBySide) -> Iterator[Line]:
    for name in found.runs[0].summary.names.consent:
        texts = [f"{summary.means[f'payoff.{name}'].mean:.3f}" for summary in _summaries(found)]
        yield _quantities(f"{_name(scenario, name)}: payoff", texts, found, f"payoff.{name}", 1e-3)


def _quantities(label: str, texts: list[str], found: SideBySide, key: str, unit: float) -> Line:
    cells = [Cell(texts[0])]
    for text, one in zip(texts[1:], found.against, strict=True):
        differences = one.comparison.quantities.get(key)
        cells.append(Cell(text) if differences is None else _changed(text, differences, unit))
    return Line(label, tuple(cells))


def _changed(text: str, differences: Differences, unit: float) -> Cell:
    """A number with its mean difference, in the draws in which both variants have it, in some unit."""
    if not differences.count:
        return Cell(text)
    mean = differences.mean.mean
    written = f"{mean / unit:+.1f}" if unit != 1e-3 else f"{mean:+.3f}"
    if float(written) == 0:  # too small to be told
        return Cell(text, "0", False)
    return Cell(text, written.replace("-", "−"), _clear(*differences.interval))


def title(found: SideBySide, names: tuple[str, ...]) -> str:
    """The finding in a sentence: which variant agrees most, and whether that is more than noise."""
    if not found.against:
        return f"{names[0]}: agreement in {percent(found.runs[0].summary.agreement.share)} of draws"
    best = max(range(len(found.against)), key=lambda n: abs(found.against[n].comparison.agreement.difference))
    pairs = found.against[best].comparison.agreement
    low, high = pairs.interval
    if low <= 0 <= high:
        return "No variant agrees more or less often than the baseline, beyond noise"
    more = "more" if pairs.difference > 0 else "less"
    return (
        f"{names[best + 1]} agrees {_points(abs(pairs.difference)).lstrip('+')} points {more} often than the baseline"
    )


def against_text(one: Against) -> str:
    """How often a variant agrees more or less than the first, with the interval."""
    pairs = one.comparison.agreement
    low, high = pairs.interval
    return f"{_points(pairs.difference)} points ({_points(low)} to {_points(high)})"


def _name(scenario: Scenario, actor: str) -> str:
    return scenario.actors[actor].name if actor in scenario.actors else actor
