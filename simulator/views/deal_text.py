"""A package on the table in sentences: who signs it, and what keeps whoever does not."""

from __future__ import annotations

from simulator.insight.assessment import LASTING, ActorView, Assessment
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.views.sentences import interval, issue_name, percent, span

_RARE = 0.02  # of the draws: a red line crossed in fewer is not what keeps an actor
_TOLD = 2


def deal_sentences(scenario: Scenario, found: Assessment) -> tuple[str, ...]:
    """How often it is signed and lasts, who refuses most often and why, and what land it leaves."""
    share = found.agreement
    first = f"All sign at once in {percent(share.share)} of draws ({interval(share)})"
    if "aftermath" in scenario.model_fields_set:
        first += f"; in {percent(found.lasts.mean)} it also holds for {LASTING} years"
    sentences = [f"{first}."]
    refusing = [name for name, view in found.actors.items() if view.needed and view.accepts < found.draws]
    refusing.sort(key=lambda name: found.actors[name].accepts)
    sentences += [_refusal(scenario, found, name) for name in refusing[:_TOLD]]
    if found.retained is not None and found.retained.count and scenario.territory is not None:
        low, high = found.retained.quantile(0.05), found.retained.quantile(0.95)
        sentences.append(
            f"{scenario.actors[scenario.territory.claimants[0]].name} keeps {span(low, high, 1)} of the land."
        )
    return tuple(sentences)


def _refusal(scenario: Scenario, found: Assessment, name: str) -> str:
    """Who refuses, in what share of the draws, and on which issue."""
    view = found.actors[name]
    text = f"{scenario.actors[name].name} refuses in {percent(1 - view.accepts / found.draws)} of draws"
    reasons = []
    barred = {issue: Proportion(count, found.draws) for issue, count in view.crossed.items()}
    worst = max(barred, key=lambda issue: barred[issue].count, default=None)
    if worst is not None and barred[worst].share >= _RARE:
        reasons.append(f"a red line on {issue_name(scenario, worst)} in {percent(barred[worst].share)}")
    short = view.reservation.mean - view.value.mean
    if short > 0:
        reasons.append(f"on average {short:.3f} short of no deal")
    wish = _wish(view)
    if wish is not None:
        reasons.append(f"furthest off on {issue_name(scenario, wish)}")
    return f"{text}: {', '.join(reasons)}." if reasons else f"{text}."


def _wish(view: ActorView) -> str | None:
    """The issue on which most utility is missing, other than those beyond a red line."""
    missing = {issue: mean.mean for issue, mean in view.missing.items() if issue not in view.crossed}
    worst = max(missing, key=lambda issue: missing[issue], default=None)
    return worst if worst is not None and missing[worst] > 5e-4 else None


def view_text(found: Assessment, name: str) -> str:
    """What an actor makes of it, short: how often it accepts, and what that gives it beyond no deal."""
    view = found.actors[name]
    low, high = (f"{view.margin.quantile(share):+.3f}" for share in (0.05, 0.95))
    return f"{percent(view.accepts / found.draws)} yes  {low} to {high}".replace("-", "−")
