"""Who blocks, and on which issues, as bars."""

from __future__ import annotations

from simulator.insight.gap import Gaps
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.views.gap_text import missing_issues, order, shut_issues
from simulator.views.sentences import issue_name, percent
from tui.canvas import Bar, BarsSpec, Role


def _role(scenario: Scenario, name: str) -> Role:
    claimants = scenario.territory.claimants if scenario.territory else ()
    roles: tuple[Role, Role] = ("first", "second")
    return roles[claimants.index(name)] if name in claimants else "fourth"


def _bar(label: str, part: Proportion, role: Role) -> Bar:
    return Bar(label, part.share, *part.interval, role=role)


def who(scenario: Scenario, found: Gaps, selected: str | None) -> BarsSpec:
    """In what share of the draws each is in the way."""
    bars = [
        _bar(
            f"{'> ' if name == selected else ''}{scenario.actors[name].name}", found.share(name), _role(scenario, name)
        )
        for name in order(found)
    ]
    bars.append(_bar("nobody: time runs out", Proportion(found.idle, found.draws), "muted"))
    return BarsSpec(f"In the way, of the {percent(1 - found.agreed / found.draws)} without a deal", tuple(bars))


def lines(scenario: Scenario, found: Gaps, name: str | None) -> BarsSpec:
    """On which issues red lines leave nothing, in the draws in which an actor is in the way."""
    if name is None:
        return BarsSpec("Nobody is in the way", ())
    parts = shut_issues(found.actors[name])
    who_ = scenario.actors[name].name
    title = f"{who_}: red lines that leave nothing" if parts else f"{who_}: no red line leaves nothing"
    role = _role(scenario, name)
    return BarsSpec(title, tuple(_bar(issue_name(scenario, issue), part, role) for issue, part in parts.items()))


def short(scenario: Scenario, found: Gaps, name: str | None) -> BarsSpec:
    """Where the best offer falls short of an actor's best, where red lines leave something."""
    if name is None or not found.actors[name].gap.count:
        return BarsSpec("No offer falls short", ())
    blocking = found.actors[name]
    title = f"{scenario.actors[name].name}: {blocking.gap.quantile(0.5):.3f} short; utility missing by issue"
    bars = tuple(
        Bar(issue_name(scenario, issue), value, role=_role(scenario, name))
        for issue, value in missing_issues(blocking).items()
    )
    return BarsSpec(title, bars, unit="number", limit=None)
