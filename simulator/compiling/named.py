"""Named outcomes: conditions on deals, from words to ends of intervals."""

from __future__ import annotations

from dataclasses import astuple

from simulator.compiling.issues import issue_names
from simulator.game import Condition, NamedOutcome
from simulator.scenario.conditions import interval
from simulator.scenario.schema import Scenario


def make_named_outcomes(scenario: Scenario) -> tuple[NamedOutcome, ...]:
    """The scenario's names for kinds of deals, in its order."""
    return tuple(
        NamedOutcome(name, tuple(_condition(scenario, quantity, when) for quantity, when in given.when.items()))
        for name, given in scenario.outcomes.items()
    )


def _condition(scenario: Scenario, quantity: str, when: str | float | tuple[str, ...]) -> Condition:
    names = issue_names(scenario)
    subject = names.index(quantity) if quantity in names else quantity
    if quantity in scenario.issues and scenario.issues[quantity].kind == "choice":
        options = (when,) if isinstance(when, str) else when
        assert isinstance(options, tuple)
        chosen = tuple(scenario.issues[quantity].options.index(option) for option in options)
        return Condition(subject, options=chosen)  # type: ignore[arg-type]  # checked on loading
    assert not isinstance(when, tuple)
    return Condition(subject, *astuple(interval(when)))  # type: ignore[arg-type]  # checked on loading
