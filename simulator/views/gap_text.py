"""Who blocks, by how much and on which issues, in words: the same in the app and on the command line."""

from __future__ import annotations

from simulator.insight.gap import Blocking, Gaps
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.views.sentences import interval, issue_name, percent

_TOLD = 3


def order(found: Gaps) -> tuple[str, ...]:
    """Those in the way, most often first."""
    return tuple(sorted(found.actors, key=lambda name: -found.actors[name].count))


def gaps_title(scenario: Scenario, found: Gaps) -> str:
    """The finding in a sentence."""
    names = order(found)
    if not names:
        return (
            "Nobody blocks: where there is no deal, time ran out" if found.idle else "Nobody blocks: every draw agrees"
        )
    share = found.share(names[0])
    return f"{scenario.actors[names[0]].name} blocks most often: in {percent(share.share)} of draws ({interval(share)})"


def shut_issues(blocking: Blocking) -> dict[str, Proportion]:
    """Issues on which red lines leave nothing, as shares of the draws in which the actor is in the way."""
    ranked = sorted(blocking.shut, key=lambda issue: -blocking.shut[issue])
    return {issue: Proportion(blocking.shut[issue], blocking.count) for issue in ranked}


def missing_issues(blocking: Blocking) -> dict[str, float]:
    """Mean utility that the best offer falls short of the actor's best, by issue, the largest first."""
    found = {issue: mean.mean for issue, mean in blocking.missing.items()}
    return {issue: found[issue] for issue in sorted(found, key=lambda issue: -found[issue]) if found[issue] > 5e-4}


def gap_sentences(scenario: Scenario, found: Gaps, name: str) -> tuple[str, ...]:
    """Why an actor is in the way: red lines first, then the size of the gap and where it lies."""
    blocking, who = found.actors[name], scenario.actors[name].name
    said = []
    shut = shut_issues(blocking)
    if shut:
        total = Proportion(sum(blocking.shut.values()), blocking.count)
        issues = ", ".join(f"{issue_name(scenario, issue)} {percent(part.share)}" for issue, part in shut.items())
        said.append(f"In {percent(total.share)} of its draws red lines leave nothing to agree on: {issues}.")
    if blocking.gap.count:
        low, middle, high = (blocking.gap.quantile(share) for share in (0.05, 0.5, 0.95))
        rest = "In the others the" if shut else "The"
        text = f"{rest} best offer is {middle:.3f} short of what no deal is worth to {who} ({low:.3f} to {high:.3f})"
        worst = [issue_name(scenario, issue) for issue in list(missing_issues(blocking))[:_TOLD]]
        said.append(f"{text}; furthest from its best on {', '.join(worst)}." if worst else f"{text}.")
    return tuple(said)
