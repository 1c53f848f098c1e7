"""What a reader of a run should be told before believing it."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary
from simulator.views.sentences import by_the_clock, issue_name, percent

FEW = 100
"""Deals below which what is said of them rests on few."""


def cautions(summary: Summary, scenario: Scenario) -> tuple[str, ...]:
    """Why a result may say little: no zone, red lines that leave nothing, no deal or hardly any, nothing to bargain."""
    return tuple(_cautions(summary, scenario))


def _cautions(summary: Summary, scenario: Scenario) -> Iterator[str]:
    if not summary.agreed:
        yield _nothing_agreed(summary, scenario)
    elif summary.rounds[0] == summary.draws and summary.names.deadline > 1:
        yield f"every draw signs in {scenario.clock.round} 0: no party asks for more than the first offer gives it"
    elif summary.agreed < FEW:
        yield (
            f"only {summary.agreed} of {summary.draws:,} draws agreed, and what is said of the deals rests on them; "
            "more --draws make it firmer"
        )


def _nothing_agreed(summary: Summary, scenario: Scenario) -> str:
    shut = int(summary.shut_by.sum())
    if shut == summary.draws:
        names = summary.names.issues
        order = sorted((k for k in range(len(names)) if summary.shut_by[k]), key=lambda k: -int(summary.shut_by[k]))
        issues = ", ".join(
            f"{issue_name(scenario, names[k])} in {percent(int(summary.shut_by[k]) / shut)}" for k in order
        )
        return f"red lines leave nothing to agree on in any draw: {issues}"
    if not summary.ripe.any():
        return "there is no zone of agreement in any draw: no deal is better than none for all who must agree"
    most = percent(float(summary.ripeness.max()))
    rounds = summary.names.deadline
    end = f"the {rounds} rounds end" if rounds > 1 else "the only round ends"
    where = "clock.deadline, strategy.tempo" if by_the_clock(scenario) else "clock.deadline, strategy"
    return (
        f"no draw agreed, though at best {most} of draws had a deal that is better than none for all who must agree: "
        f"{end} before the parties have given way ({where})"
    )
