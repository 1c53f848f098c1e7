"""The map: what is held now, and what the deals leave."""

from __future__ import annotations

import math

from simulator.scenario.schema import Scenario, Territory
from simulator.summaries.summary import Summary
from simulator.views.sentences import percent
from tui.canvas import MapRegion, TerritorySpec
from tui.figures.answer import Answer
from tui.figures.pair import Drawing, Pair

BOTH, NOW, BEFORE = "before and after", "held now", "deals of the baseline"
NO_LAND = "no land"


def views(scenario: Scenario) -> tuple[str, ...]:
    """What the map can show."""
    return (BOTH, NOW, BEFORE, *_by_title(scenario)) if scenario.territory else (NO_LAND,)


def _by_title(scenario: Scenario) -> dict[str, str]:
    """The named outcomes by what they are called, each a view of its own."""
    return {outcome.title or name.replace("_", " "): name for name, outcome in scenario.outcomes.items()}


def drawing(answer: Answer, view: str) -> Drawing:
    """The map of a view."""
    territory = answer.scenario.territory
    if territory is None:
        return TerritorySpec("No land is bargained over here", (), (), "", "")
    if view in _by_title(answer.scenario):
        return _of_outcome(answer, territory, view)
    if view == NOW:
        return _held(answer, territory)
    if view == BEFORE:
        return _deals(answer, territory, answer.before or answer.summary, "In the baseline")
    return Pair(_held(answer, territory), _deals(answer, territory, answer.summary, "Under the deals"))


def _held(answer: Answer, territory: Territory) -> TerritorySpec:
    shares = {name: region.held.value for name, region in territory.regions.items()}
    total = _by_area(territory, shares)
    first = answer.name(territory.claimants[0])
    return of_shares(answer.scenario, territory, f"{first} holds {percent(total, 1)} now", shares)


def _deals(answer: Answer, territory: Territory, summary: Summary, where: str) -> TerritorySpec:
    """The median of each region's share over the deals."""
    sketches = (summary.sketches.get(f"terms.{name}") for name in territory.regions)
    shares = {
        name: sketch.quantile(0.5) if sketch is not None and sketch.count else math.nan
        for name, sketch in zip(territory.regions, sketches, strict=True)
    }
    first = answer.name(territory.claimants[0])
    if not summary.agreed:
        return of_shares(answer.scenario, territory, f"{where} nobody keeps anything: there is none", shares)
    kept = summary.sketches["retained"].quantile(0.5) if "retained" in summary.sketches else math.nan
    return of_shares(answer.scenario, territory, f"{where} {first} keeps {percent(kept, 1)}", shares)


def _of_outcome(answer: Answer, territory: Territory, view: str) -> TerritorySpec:
    """The mean of each region's share over the deals of a named outcome."""
    name = _by_title(answer.scenario)[view]
    part = answer.summary.outcomes[name]
    shares = {region: answer.summary.means[f"land.{name}.{region}"].mean for region in territory.regions}
    first = answer.name(territory.claimants[0])
    if not part.count:
        return of_shares(answer.scenario, territory, f"No draw ends so: {view}", shares)
    kept = percent(_by_area(territory, shares), 1)
    return of_shares(answer.scenario, territory, f"{first} keeps {kept}: {view} ({percent(part.share)})", shares)


def _by_area(territory: Territory, shares: dict[str, float]) -> float:
    area = {name: region.area_km2.value for name, region in territory.regions.items()}
    return sum(area[name] * shares[name] for name in area) / sum(area.values())


def of_shares(scenario: Scenario, territory: Territory, title: str, shares: dict[str, float]) -> TerritorySpec:
    """A map, or without one drawn by hand a strip of equal cells for each region."""
    symbols = {region: symbol for symbol, region in territory.legend.items()}
    if territory.map is None or not symbols:
        symbols = {region: chr(ord("a") + n) for n, region in enumerate(territory.regions)}
        rows = tuple(symbol * 12 for symbol in symbols.values())
    else:
        rows = tuple(territory.map.rstrip("\n").split("\n"))
    regions = tuple(MapRegion(symbol, territory.regions[name].name, shares[name]) for name, symbol in symbols.items())
    first, second = territory.claimants
    return TerritorySpec(title, rows, regions, scenario.actors[first].name, scenario.actors[second].name)
