"""Cross checks: what a scenario says in one place must agree with what it says in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.scenario.origins import Problem
from simulator.scenario.rules import bargaining, deals, history, levers, naming, positions, talks
from simulator.scenario.schema import Scenario
from simulator.scenario.sources import date_problems

Rule = Callable[[Scenario], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    date_problems,
    # names
    naming.actors,
    naming.ids,
    naming.repetitions,
    naming.own_backer,
    naming.first_at_table,
    naming.votes,
    # who speaks, and how
    talks.recognition,
    talks.mediator,
    talks.own_strategies,
    talks.two_parties,
    talks.turns,
    talks.lottery,
    # issues and land
    bargaining.options,
    bargaining.kinds,
    bargaining.ranges,
    bargaining.divisions,
    bargaining.standing,
    bargaining.combinations,
    bargaining.cells,
    bargaining.legend,
    # actors
    deals.costs,
    deals.outside_options,
    positions.subjects,
    positions.stated,
    positions.red_lines,
    positions.contradictions,
    positions.worths,
    positions.tables,
    positions.shapes,
    # what third parties do, what is on the table, what follows
    levers.targets,
    levers.changes,
    levers.triggers,
    levers.named_deals,
    levers.after_signature,
    deals.terms,
    deals.outcomes,
    deals.hazard_ratios,
    deals.precedents,
    history.history,
)


def problems(scenario: Scenario) -> list[Problem]:
    """Everything in which a scenario contradicts itself.

    Args:
        scenario: valid by the schema.
    """
    return [problem for rule in RULES for problem in rule(scenario)]
