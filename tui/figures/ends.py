"""How it ends: named outcomes, and who is in the way."""

from __future__ import annotations

from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.summary import Summary
from simulator.views.sentences import by_the_clock, percent
from tui.canvas import Bar, BarsSpec, Role
from tui.figures.answer import Answer
from tui.figures.labels import distinct

OUTCOMES, IN_THE_WAY = "outcomes", "in the way"
NOBODY, MISSED = "nobody: time runs out", "nobody: a deal is missed"


def views(scenario: Scenario) -> tuple[str, ...]:
    """What can be counted."""
    return (OUTCOMES, IN_THE_WAY)


def drawing(answer: Answer, view: str) -> BarsSpec:
    """The bars of a view; all draws count."""
    return _in_the_way(answer) if view == IN_THE_WAY else _outcomes(answer)


def _outcomes(answer: Answer) -> BarsSpec:
    titles = {name: outcome.title or name.replace("_", " ") for name, outcome in answer.scenario.outcomes.items()}
    titles |= {"other_deal": "another deal" if titles else "a deal", "no_deal": "no deal"}
    parts, before = answer.summary.outcomes, answer.before.outcomes if answer.before else {}
    if not parts["other_deal"].count and answer.scenario.outcomes and not _count(before.get("other_deal")):
        parts.pop("other_deal")
    labels = distinct([titles[name] for name in parts])
    bars = [
        _bar(label, part, before.get(name), _outcome_role(name))
        for label, (name, part) in zip(labels, parts.items(), strict=True)
    ]
    most = max(parts, key=lambda name: parts[name].count)
    return BarsSpec(f"Outcomes: most often {titles[most]}, {percent(parts[most].share)}", tuple(bars))


def _outcome_role(name: str) -> Role:
    return "muted" if name == "no_deal" else "third"


def _in_the_way(answer: Answer) -> BarsSpec:
    summary = answer.summary
    before = answer.before.blocked if answer.before else {}
    parts = {name: part for name, part in summary.blocked.items() if _matters(summary, name, before.get(name), part)}
    nobody = NOBODY if by_the_clock(answer.scenario) else MISSED
    bars = [
        _bar(nobody if name == "nobody" else answer.name(name), part, before.get(name), _role(answer, name))
        for name, part in parts.items()
    ]
    without = percent(1 - summary.agreement.share)
    return BarsSpec(f"In the way, of the {without} of draws without a deal", tuple(bars))


def _matters(summary: Summary, name: str, before: Proportion | None, part: Proportion) -> bool:
    return name in (*summary.names.consent, "nobody") or bool(part.count or _count(before))


def _count(part: Proportion | None) -> int:
    return part.count if part is not None else 0


def _role(answer: Answer, name: str) -> Role:
    claimants = answer.scenario.territory.claimants if answer.scenario.territory else ()
    roles: tuple[Role, Role] = ("first", "second")
    return roles[claimants.index(name)] if name in claimants else "muted" if name == "nobody" else "fourth"


def _bar(label: str, part: Proportion, before: Proportion | None, role: Role) -> Bar:
    low, high = part.interval
    return Bar(label, part.share, low, high, baseline=before.share if before is not None else None, role=role)
