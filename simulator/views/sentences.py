"""What a run came to, in sentences with their numbers: the same in the app and on the command line.

Intervals stand beside every share: of a probability the 95% interval of the simulation itself, of a quantity the
span of the middle 90% of the draws that agreed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from simulator.scenario.divisions import expanded
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.summary import Summary

YEARS = 5.0
_POINT = 0.01
_MENTIONED = 0.05  # of all draws: less than this is not worth a place in a sentence


def sentences(summary: Summary, scenario: Scenario, baseline: Summary | None = None) -> tuple[str, ...]:
    """The findings of a run, the most important first.

    Args:
        summary: of the run.
        scenario: what was played, for its names.
        baseline: of the run before any change, with the same draws; without it nothing is compared.

    Returns:
        How often they agree, who is in the way, who keeps what, how long it holds, when they sign, which red lines
        leave nothing; those of which there is nothing to say are left out.
    """
    found = (
        agreement(summary, baseline),
        blockers(summary, scenario, baseline),
        land(summary, scenario, baseline),
        durability(summary, baseline),
        timing(summary, scenario),
        red_lines(summary, scenario),
    )
    return tuple(sentence for sentence in found if sentence)


def agreement(summary: Summary, baseline: Summary | None = None) -> str:
    """How often they agree, and how that changed."""
    part = summary.agreement
    text = f"Agreement in {percent(part.share)} of draws" + ("" if part.exact else f" ({interval(part)})")
    if baseline is None:
        return f"{text}."
    return f"{text}, {change(part.share, baseline.agreement.share)}."


def blockers(summary: Summary, scenario: Scenario, baseline: Summary | None = None) -> str:
    """Who is in the way in the draws without a deal."""
    if summary.agreed == summary.draws:
        return "Nobody is in the way: every draw agrees."
    order = _by_share(summary.blocked)
    idle = summary.blocked["nobody"].share
    if not order:
        missed = "time runs out" if by_the_clock(scenario) else "is not made"
        return f"Nobody is in the way: in {percent(idle)} of draws a deal is there and {missed}."
    (first, share), rest = order[0], order[1:]
    text = f"{_name(scenario, first)} is most often in the way ({percent(share)})"
    if rest and rest[0][1] >= _MENTIONED:
        text += f", then {_name(scenario, rest[0][0])} ({percent(rest[0][1])})"
    if idle >= _MENTIONED:
        text += f"; time alone in {percent(idle)}" if by_the_clock(scenario) else f"; nobody in {percent(idle)}"
    before = _by_share(baseline.blocked) if baseline is not None else []
    if before and before[0][0] != first:
        text += f"; in the baseline {_name(scenario, before[0][0])}"
    return f"{text}."


def by_the_clock(scenario: Scenario) -> bool:
    """Whether all who bargain come down with time alone, so that a deal that was there was missed for want of time."""
    protocol = scenario.protocol
    return all(scenario.actors[name].strategy.kind == "concession" for name in (*protocol.table, *protocol.consent.of))


def land(summary: Summary, scenario: Scenario, baseline: Summary | None = None) -> str:
    """What the first claimant keeps under the deals; empty where there is no land or no deal."""
    kept = summary.sketches.get("retained")
    if kept is None or not kept.count or scenario.territory is None:
        return ""
    who = _name(scenario, scenario.territory.claimants[0])
    low, middle, high = (kept.quantile(share) for share in (0.05, 0.5, 0.95))
    text = f"{who} keeps {span(low, high, 1)} of land (median {percent(middle, 1)}"
    if baseline is not None and (before := baseline.sketches["retained"]).count:
        return f"{text}, {change(middle, before.quantile(0.5), 1)})."
    return f"{text}); it holds {percent(summary.sketches['held.start'].mean, 1)} now."


def durability(summary: Summary, baseline: Summary | None = None) -> str:
    """How likely a deal is to hold for five years; empty without deals."""
    key = f"survival.{YEARS:g}"
    holds = summary.sketches.get(key)
    if holds is None or not holds.count:
        return ""
    low, high = holds.quantile(0.05), holds.quantile(0.95)
    text = f"A deal lasts {YEARS:g} years with {percent(holds.mean)} chance{_in_brackets(span(low, high))}"
    if baseline is not None and baseline.sketches[key].count:
        return f"{text}, {change(holds.mean, baseline.sketches[key].mean)}."
    return f"{text}."


def timing(summary: Summary, scenario: Scenario) -> str:
    """When the deals are signed; empty without deals."""
    if not summary.agreed:
        return ""
    first, middle, last = (round(summary.round_quantile(share)) for share in (0.05, 0.5, 0.95))
    return f"Half of the deals are signed by {scenario.clock.round} {middle} (90% between {first} and {last})."


def red_lines(summary: Summary, scenario: Scenario) -> str:
    """The issue on which red lines leave nothing most often; empty where that is rare."""
    counts = [int(count) for count in summary.shut_by]
    most = max(range(len(counts)), key=lambda k: counts[k], default=None)
    if most is None or counts[most] < _MENTIONED * summary.draws:
        return ""
    share = percent(counts[most] / summary.draws)
    issue = issue_name(scenario, summary.names.issues[most])
    return f"Red lines on {issue} leave nothing to agree on in {share} of draws."


def percent(share: float, decimals: int = 0) -> str:
    """A share as people write it: `31%`, `0.4%`, `<0.1%`; `unknown` for NaN."""
    if math.isnan(share):
        return "unknown"
    return f"{_figure(share, decimals)}%"


def interval(part: Proportion) -> str:
    """The 95% interval of a share of draws: `30–32`."""
    low, high = part.interval
    # A narrow interval needs a decimal more, or both its ends would be the point itself.
    decimals = 1 if high - low < 2 * _POINT and part.count not in (0, part.of) and not part.exact else 0
    return span(low, high, decimals).removesuffix("%")


def span(low: float, high: float, decimals: int = 0) -> str:
    """Two ends of a range of shares: `18.6–19.4%`, one figure where they are the same."""
    first, last = _figure(low, decimals), _figure(high, decimals)
    return f"{first}%" if first == last else f"{first}–{last}%"


def _in_brackets(spread: str) -> str:
    """A span after what it is the span of; nothing where all values are one."""
    return f" ({spread})" if "–" in spread else ""


def change(now: float, before: float, decimals: int = 0) -> str:
    """How a share differs from the baseline's, in points: `4 points above the baseline`."""
    if math.isnan(now) or math.isnan(before):
        return "in the baseline there is none"
    points = (now - before) / _POINT
    if decimals == 0 and abs(points) < 0.95:
        decimals = 1
    figure = f"{abs(points):.{decimals}f}"
    if float(figure) == 0:
        return "as in the baseline"
    word = "point" if float(figure) == 1 else "points"
    return f"{figure} {word} {'above' if points > 0 else 'below'} the baseline"


def _figure(share: float, decimals: int) -> str:
    points = share / _POINT
    if decimals == 0 and 0 < points < 1:
        return f"{points:.1f}" if points >= 0.05 else "<0.1"
    if decimals == 0 and 99 < points < 100:
        return f"{points:.1f}" if points < 99.95 else ">99.9"
    return f"{points:.{decimals}f}"


def _by_share(parts: Mapping[str, Proportion]) -> list[tuple[str, float]]:
    """Actors in the way, most often first; nobody is none."""
    found = [(name, part.share) for name, part in parts.items() if part.count and name != "nobody"]
    return sorted(found, key=lambda item: -item[1])


def _name(scenario: Scenario, actor: str) -> str:
    return scenario.actors[actor].name if actor in scenario.actors else actor


def issue_name(scenario: Scenario, issue: str) -> str:
    """What people call an issue or a region."""
    issues = expanded(scenario).issues
    if issue in issues:
        return issues[issue].name
    if scenario.territory is not None and issue in scenario.territory.regions:
        return scenario.territory.regions[issue].name
    return issue
