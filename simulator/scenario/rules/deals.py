"""Named deals, named outcomes, and what follows a deal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.scenario.conditions import interval
from simulator.scenario.faults import quoted
from simulator.scenario.numbers import Number
from simulator.scenario.origins import Problem
from simulator.scenario.plain import Path
from simulator.scenario.rules.bargaining import inside, option
from simulator.scenario.rules.naming import bargained, choices, regions, unknown
from simulator.scenario.schema import Scenario
from simulator.scenario.wording import got

QUANTITIES = ("retained", "round")
"""What a condition can be on besides issues and regions."""


def terms(scenario: Scenario) -> Iterator[Problem]:
    """The terms of a deal are on issues and regions, and of their kind."""
    for name, deal in scenario.deals.items():
        for subject, value in deal.terms.items():
            path: Path = ("deals", name, "terms", subject)
            issue = scenario.issues.get(subject)
            if isinstance(value, dict) and (issue is None or issue.kind != "division"):
                yield Problem(path, "only a division takes a share for each actor, got some; write one value")
            elif isinstance(value, dict):
                assert issue is not None
                yield from _shares(path, value, issue.among)
            elif subject in regions(scenario):
                yield from inside(path, value, 0, 1, held=True)
            elif issue is None:
                yield unknown(path, subject, "issue or region", bargained(scenario), at_key=True)
            elif issue.kind == "division":
                yield Problem(
                    path,
                    f"a division takes a share for each actor, got one value; write {{{issue.among[0]}: 0.5, ...}}",
                )
            elif issue.kind == "choice":
                yield from option(path, value, issue.options)
            else:
                yield from inside(path, value, *issue.range)


def _shares(path: Path, shares: Mapping[str, Number], among: tuple[str, ...]) -> Iterator[Problem]:
    """Shares are those of actors who have any, and add up to no more than all."""
    for name in shares:
        if name not in among:
            yield unknown((*path, name), name, "actor", among, at_key=True)
    total = sum(share.ends[1] for share in shares.values())
    if total > 1 + 1e-9:
        yield Problem(path, f"the shares add up to at most 1, got {total:g}; make them smaller")


def outcomes(scenario: Scenario) -> Iterator[Problem]:
    """The conditions of an outcome are on issues, regions, what is retained and the round, and can be read."""
    for name, outcome in scenario.outcomes.items():
        for subject, condition in outcome.when.items():
            path: Path = ("outcomes", name, "when", subject)
            if subject in choices(scenario):
                yield from _among(path, condition, choices(scenario)[subject])
            elif subject in scenario.issues and scenario.issues[subject].kind == "division":
                part = f"{subject}.{scenario.issues[subject].among[0]}" if scenario.issues[subject].among else subject
                yield Problem(path, f"a division is tested by its shares, got the whole; write {part}", at_key=True)
            elif subject in bargained(scenario) or subject in QUANTITIES:
                yield from _comparison(path, condition)
            else:
                yield unknown(path, subject, "issue or region", [*bargained(scenario), *QUANTITIES], at_key=True)


def _comparison(path: Path, condition: str | float | tuple[str, ...]) -> Iterator[Problem]:
    example = 'write something like ">= 0.15", "< 10" or "0.1 .. 0.3"'
    try:
        if isinstance(condition, tuple):
            raise ValueError("only a choice has a list of options")
        interval(condition)
    except ValueError as error:
        yield Problem(path, f"{error}, got {got(condition)}; {example}")


def _among(path: Path, condition: str | float | tuple[str, ...], known: tuple[str, ...]) -> Iterator[Problem]:
    """One option, or a list of some."""
    if isinstance(condition, str):
        yield from option(path, condition, known)
    elif not isinstance(condition, tuple):
        yield from option(path, Number(value=condition), known)
    elif not condition:
        yield Problem(path, "needs at least one option, got an empty list; add one")
    else:
        for n, name in enumerate(condition):
            yield from option((*path, n), name, known)


def hazard_ratios(scenario: Scenario) -> Iterator[Problem]:
    """The condition of a hazard ratio is on choices and their options."""
    for name, ratio in scenario.aftermath.ratios.items():
        path: Path = ("aftermath", "ratios", name, "when")
        if isinstance(ratio.when, dict):
            if not ratio.when:
                yield Problem(path, "needs a condition, got an empty mapping; name a choice and its options")
            yield from _on_choices(scenario, path, ratio.when)


def precedents(scenario: Scenario) -> Iterator[Problem]:
    """What recognises a gain is an option of a choice; what was held before is a region's."""
    for name, actor in scenario.actors.items():
        if actor.precedent is None:
            continue
        path: Path = ("actors", name, "precedent")
        yield from _on_choices(scenario, (*path, "recognised"), actor.precedent.recognised)
        for region in actor.precedent.since:
            if region not in regions(scenario):
                yield unknown((*path, "since", region), region, "region", regions(scenario), at_key=True)


def _on_choices(scenario: Scenario, path: Path, conditions: Mapping[str, str | tuple[str, ...]]) -> Iterator[Problem]:
    known = choices(scenario)
    for subject, condition in conditions.items():
        if subject in known:
            yield from _among((*path, subject), condition, known[subject])
        elif subject in bargained(scenario):
            message = f"a condition here is on a choice, got {quoted(subject)}, which is none; leave it out"
            yield Problem((*path, subject), message, at_key=True)
        else:
            yield unknown((*path, subject), subject, "choice", known, at_key=True)


def outside_options(scenario: Scenario) -> Iterator[Problem]:
    """Where there is no war, what no deal is worth is said for everyone."""
    if scenario.war is not None:
        return
    for name, actor in scenario.actors.items():
        if actor.outside_option is None:
            message = "without `war` every actor needs an `outside_option`, got none; add one, or `war: {}`"
            yield Problem(("actors", name), message)


def costs(scenario: Scenario) -> Iterator[Problem]:
    """A list of costs has an entry."""
    for name, actor in scenario.actors.items():
        if actor.cost == ():
            yield Problem(("actors", name, "cost"), "needs at least one cost, got an empty list; write a number")
