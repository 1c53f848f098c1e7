"""Packages in words: one value for every issue, as people write it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulator.scenario.divisions import expanded
from simulator.scenario.schema import Scenario
from simulator.views.sentences import issue_name, percent

_FELT = 5e-4  # of the range: what moves by less has not moved


def term_text(scenario: Scenario, issue: str, position: float) -> str:
    """A position: a share as a percentage, an option by its label, a level as a number; NaN is the share held now."""
    if math.isnan(position):
        return "as held"
    known = expanded(scenario).issues.get(issue)
    if known is None:
        return percent(position, 1)
    if known.kind == "choice":
        option = known.options[round(position)]
        return known.labels.get(option, option.replace("_", " "))
    return level_text(position, known.range)


def level_text(position: float, ends: tuple[float, float]) -> str:
    """A level in as many decimals as its range asks for."""
    decimals = max(0, 2 - math.floor(math.log10(ends[1] - ends[0])))
    text = f"{position:,.{decimals}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def moved(scenario: Scenario, before: Mapping[str, float], now: Mapping[str, float]) -> tuple[str, ...]:
    """The issues on which two packages differ so that it shows, in words: `Donetsk oblast 62% to 65%`."""
    found = []
    for issue, position in now.items():
        was = before.get(issue, math.nan)
        if abs(position - was) > _FELT * _range(scenario, issue):
            texts = term_text(scenario, issue, was), term_text(scenario, issue, position)
            if texts[0] != texts[1]:
                found.append(f"{issue_name(scenario, issue)}: {texts[0]} → {texts[1]}")
    return tuple(found)


def whole(scenario: Scenario, terms: Mapping[str, float], keeps: float) -> tuple[str, ...]:
    """A package in words: the land in all, then every other issue."""
    found = []
    if scenario.territory is not None and not math.isnan(keeps):
        first = scenario.actors[scenario.territory.claimants[0]].name
        found.append(f"{first} keeps {percent(keeps, 1)} of the land")
    others = [issue for issue in terms if issue in expanded(scenario).issues]
    return (*found, *(f"{issue_name(scenario, one)}: {term_text(scenario, one, terms[one])}" for one in others))


def written(scenario: Scenario, terms: Mapping[str, float]) -> dict[str, Any]:
    """A package as a scenario file, or `--term`, has it; land as it is held now is left out."""
    issues = expanded(scenario).issues
    found: dict[str, Any] = {}
    for name, position in terms.items():
        if math.isnan(position):
            continue
        value: Any = float(position)
        if name in issues and issues[name].kind == "choice":
            value = issues[name].options[round(position)]
        division, dot, actor = name.partition(".")
        if dot:
            found.setdefault(division, {})[actor] = value
        else:
            found[name] = value
    return found


def _range(scenario: Scenario, issue: str) -> float:
    known = expanded(scenario).issues.get(issue)
    return 1.0 if known is None or known.kind == "choice" else known.range[1] - known.range[0]
