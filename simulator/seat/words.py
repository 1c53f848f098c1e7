"""Issues and their values in words."""

from __future__ import annotations

from simulator.game import Issue
from simulator.scenario.schema import Scenario
from simulator.views.sentences import issue_name


def issue_title(scenario: Scenario, name: str) -> str:
    """What people call an issue, a region, or a share of a division."""
    base, dot, whose = name.partition(".")
    if dot and base in scenario.issues:
        who = scenario.actors[whose].name if whose in scenario.actors else whose
        return f"{scenario.issues[base].name}, {who}"
    return issue_name(scenario, name)


def value_text(scenario: Scenario, issue: Issue, place: float) -> str:
    """A position on an issue: `62%`, `0.3 share lifted`, `No recognition`."""
    if not issue.divisible:
        option = issue.options[int(place)]
        written = scenario.issues.get(issue.name)
        return (written.labels.get(option) if written else None) or option.replace("_", " ")
    if issue.kind == "share" and scenario.territory is not None:
        first = scenario.territory.claimants[0]
        return f"{scenario.actors[first].name} {100 * place:.1f}%"
    if issue.name.partition(".")[1]:
        return f"{100 * place:.1f}%"
    unit = scenario.issues[issue.name].unit
    return f"{place:.3g}{f' {unit}' if unit else ''}"
