"""Named outcomes: conditions on deals, from words to ends of intervals."""

from __future__ import annotations

import re

from simulator.compiling.issues import issue_names
from simulator.game import Condition, NamedOutcome
from simulator.scenario.schema import Scenario

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
COMPARISON = re.compile(rf"^\s*(>=|<=|>|<|==?)\s*({_NUMBER})\s*$")
INTERVAL = re.compile(rf"^\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*$")


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
    return interval(subject, when)  # type: ignore[arg-type]  # checked on loading


def interval(subject: int, when: str | float) -> Condition:
    """`>= 0.15`, `< 3`, `0.1 .. 0.2` or a number, as a condition on a subject.

    Raises:
        ValueError: the text is none of these.
    """
    if not isinstance(when, str):
        return Condition(subject, float(when), float(when))
    if between := INTERVAL.match(when):
        return Condition(subject, float(between[1]), float(between[2]))
    found = COMPARISON.match(when)
    if found is None:
        raise ValueError(when)
    sign, end = found[1], float(found[2])
    if sign in (">", ">="):
        return Condition(subject, low=end, low_open=sign == ">")
    if sign in ("<", "<="):
        return Condition(subject, high=end, high_open=sign == "<")
    return Condition(subject, end, end)
