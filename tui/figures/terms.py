"""What the deals say: land kept, and every issue, as distributions over the draws that agreed."""

from __future__ import annotations

from simulator.scenario.divisions import expanded
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.summary import Summary
from simulator.views.sentences import issue_name, percent, span
from tui.canvas import Bar, BarsSpec, HistogramSpec, Marker
from tui.figures.answer import Answer
from tui.figures.spread import columns

RETAINED = "retained"


def views(scenario: Scenario) -> tuple[str, ...]:
    """Land kept in all, then the issues, then the regions."""
    regions = tuple(scenario.territory.regions) if scenario.territory else ()
    return (*((RETAINED,) if regions else ()), *expanded(scenario).issues, *regions)


def drawing(answer: Answer, view: str) -> HistogramSpec | BarsSpec:
    """The distribution of one issue, or of the land kept."""
    if not answer.summary.agreed:
        return BarsSpec(f"{_title(answer, view)}: no draw agrees", ())
    issue = expanded(answer.scenario).issues.get(view)
    if issue is not None and issue.kind == "choice":
        return _options(answer, view)
    return _amounts(answer, view)


def _title(answer: Answer, view: str) -> str:
    territory = answer.scenario.territory
    if view == RETAINED and territory is not None:
        return f"Land {answer.name(territory.claimants[0])} keeps"
    return issue_name(answer.scenario, view)


def _options(answer: Answer, view: str) -> BarsSpec:
    issue, summary = expanded(answer.scenario).issues[view], answer.summary
    parts = {option: _option(summary, view, n) for n, option in enumerate(issue.options)}
    before = answer.before
    bars = tuple(
        Bar(
            issue.labels.get(option, option.replace("_", " ")),
            part.share,
            *part.interval,
            baseline=_option(before, view, n).share if before is not None and before.agreed else None,
            role="third" if option != issue.no_deal else "muted",
        )
        for n, (option, part) in enumerate(parts.items())
    )
    most = max(parts, key=lambda option: parts[option].count)
    label = issue.labels.get(most, most.replace("_", " "))
    return BarsSpec(f"{issue.name}: {percent(parts[most].share)} {label}", bars)


def _option(summary: Summary, view: str, n: int) -> Proportion:
    return Proportion(int(summary.options[view][n]), summary.agreed, summary.alike)


def _amounts(answer: Answer, view: str) -> HistogramSpec:
    """A share of land, or a level."""
    territory, issue = answer.scenario.territory, expanded(answer.scenario).issues.get(view)
    key = RETAINED if view == RETAINED else f"terms.{view}"
    sketch = answer.summary.sketches[key]
    before = answer.before.sketches[key] if answer.before is not None else None
    now = _now(answer, view)
    edges, shares, earlier = columns(sketch, before, () if now is None else (now,))
    low, middle, high = (sketch.quantile(share) for share in (0.05, 0.5, 0.95))
    land = issue is None
    shown = (
        f"{span(low, high, 1)}, median {percent(middle, 1)}" if land else f"{low:.2f}–{high:.2f}, median {middle:.2f}"
    )
    markers = (Marker(middle, "median"),) if now is None else (Marker(now, "now", "muted"), Marker(middle, "median"))
    return HistogramSpec(
        f"{_title(answer, view)}: {shown}",
        edges,
        shares,
        role="first" if land and territory is not None else "third",
        unit="percent" if land else "number",
        counts_unit="percent",
        baseline=earlier,
        baseline_label="baseline",
        markers=markers,
        x_label=issue.unit if issue is not None else "",
    )


def _now(answer: Answer, view: str) -> float | None:
    """How it stands while they fight."""
    territory, issue = answer.scenario.territory, expanded(answer.scenario).issues.get(view)
    if issue is not None:
        return None if isinstance(issue.no_deal, str) else issue.no_deal.value
    if view == RETAINED and "held.start" in answer.summary.sketches:
        return answer.summary.sketches["held.start"].mean
    if territory is not None and view in territory.regions:
        return territory.regions[view].held.value
    return None
