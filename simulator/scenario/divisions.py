"""Divisions: one pie among several, which bargaining and results treat as a share for each.

A share's id is that of the division and of the actor, `pie.a`; no other id has a dot.
"""

from __future__ import annotations

from simulator.scenario.numbers import Number
from simulator.scenario.schema import Deal, Issue, Position, Scenario

WHOLE = Number(value=1.0)


def divisions(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Every division and the ids of its shares, in the order of `among`."""
    return {
        name: tuple(f"{name}.{actor}" for actor in issue.among)
        for name, issue in scenario.issues.items()
        if issue.kind == "division"
    }


def expanded(scenario: Scenario) -> Scenario:
    """The scenario with a level for each share of a division in its place; itself where nothing is divided."""
    found = divisions(scenario)
    if not found:
        return scenario
    issues: dict[str, Issue] = {}
    for name, issue in scenario.issues.items():
        issues |= {part: _share(scenario, issue, part) for part in found[name]} if name in found else {name: issue}
    actors = {
        name: actor.model_copy(update={"positions": _positions(name, actor.positions, found)})
        for name, actor in scenario.actors.items()
    }
    deals = {name: _expanded_deal(deal, found) for name, deal in scenario.deals.items()}
    return scenario.model_copy(update={"issues": issues, "actors": actors, "deals": deals})


def _share(scenario: Scenario, issue: Issue, part: str) -> Issue:
    """One actor's share, as a level of its own."""
    actor = scenario.actors[part.partition(".")[2]]
    name = f"{issue.name}: {actor.name}"
    return issue.model_copy(update={"name": name, "kind": "level", "among": (), "unit": issue.unit or "share"})


def _positions(actor: str, given: dict[str, Position], found: dict[str, tuple[str, ...]]) -> dict[str, Position]:
    """A position on a division is one on the actor's own share: more of it, all of it where nothing is stated."""
    changed: dict[str, Position] = {}
    for subject, position in given.items():
        if subject not in found:
            changed[subject] = position
            continue
        states = position.states if position.states is not None or position.table else WHOLE
        changed[f"{subject}.{actor}"] = position.model_copy(update={"states": states, "prefers": "more"})
    return changed


def _expanded_deal(deal: Deal, found: dict[str, tuple[str, ...]]) -> Deal:
    terms = {name: value for name, value in deal.terms.items() if name not in found}
    for name in found.keys() & deal.terms.keys():
        shares = deal.terms[name]
        assert isinstance(shares, dict)
        terms |= {part: shares.get(part.partition(".")[2], Number(value=0.0)) for part in found[name]}
    return deal.model_copy(update={"terms": terms})
