"""A run and an assessment as tables for people: intervals before point values."""

from __future__ import annotations

import math
from collections.abc import Iterable

from simulator.insight.assessment import ActorView, Assessment
from simulator.running import Run
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Sketch
from simulator.summaries.summary import Summary


def percent(share: float) -> str:
    """A share in words: 31%, or - where there is none."""
    return (
        "-" if math.isnan(share) else f"{100 * share:.0f}%" if share >= 0.0995 or share == 0 else f"{100 * share:.1f}%"
    )


def interval(part: Proportion) -> str:
    """The simulation's own 95% interval."""
    low, high = part.interval
    return f"{100 * low:.1f}-{100 * high:.1f}%"


def spread(sketch: Sketch, digits: int = 1, scale: float = 100.0, unit: str = "%") -> str:
    """90% of the draws, and the median."""
    if not sketch.count:
        return "-"
    low, middle, high = (scale * sketch.quantile(p) for p in (0.05, 0.5, 0.95))
    return f"{low:.{digits}f}-{high:.{digits}f}{unit}, median {middle:.{digits}f}{unit}"


def columns(rows: Iterable[tuple[str, ...]], indent: str = "  ") -> str:
    """Rows of text under each other, columns aligned."""
    table = list(rows)
    widths = [max(len(row[c]) for row in table if c < len(row)) for c in range(max(map(len, table), default=0))]
    lines = (indent + "  ".join(cell.ljust(widths[c]) for c, cell in enumerate(row)).rstrip() for row in table)
    return "\n".join(lines)


def run_table(run: Run) -> str:
    """What `parley run` prints for people."""
    summary, scenario = run.summary, run.scenario
    agreement = summary.agreement
    parts = [
        f"{scenario.title}  ({scenario.id}, as of {scenario.as_of})",
        f"{summary.draws} draws, seed {run.seed}",
        "",
        f"Agreement    {interval(agreement)}  ({percent(agreement.share)})",
    ]
    if summary.agreed:
        low, middle, high = (summary.round_quantile(p) for p in (0.05, 0.5, 0.95))
        parts.append(f"Signed       {scenario.clock.round} {low:.0f}-{high:.0f}, median {middle:.0f}")
        if "retained" in summary.sketches and scenario.territory:
            first = scenario.actors[scenario.territory.claimants[0]].name
            parts.append(f"Retained     {spread(summary.sketches['retained'])} of the area, by {first}")
        holds = ", ".join(f"{y} y {_band(summary.sketches[f'survival.{y}'])}" for y in (1, 5, 10))
        parts.append(f"Holds        {holds}")
    parts += ["", "Without a deal, in the way:", columns(_blocked(summary, scenario))]
    parts += ["", "Outcomes:", columns(_outcomes(summary, scenario))]
    if summary.agreed:
        parts += ["", "Terms of the deals:", columns(_terms(summary, scenario))]
        parts += ["", "Worth of signing against no deal (means):", columns(_worth(summary, scenario))]
    return "\n".join(parts) + "\n"


def _band(sketch: Sketch) -> str:
    low, high = (100 * sketch.quantile(p) for p in (0.05, 0.95))
    return f"{low:.0f}-{high:.0f}%"


def actor_name(scenario: Scenario, actor: str) -> str:
    """An actor's name, or the word itself for `nobody`."""
    return scenario.actors[actor].name if actor in scenario.actors else actor


def _blocked(summary: Summary, scenario: Scenario) -> list[tuple[str, ...]]:
    shown = [(n, p) for n, p in summary.blocked.items() if p.count or n in summary.names.consent]
    return [(actor_name(scenario, name), interval(part)) for name, part in shown] or [("-",)]


def _outcomes(summary: Summary, scenario: Scenario) -> list[tuple[str, ...]]:
    titles = {name: outcome.title or name for name, outcome in scenario.outcomes.items()}
    titles |= {"other_deal": "another deal", "no_deal": "no deal"}
    return [(titles[name], interval(part)) for name, part in summary.outcomes.items()]


def _terms(summary: Summary, scenario: Scenario) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, options in zip(summary.names.issues, summary.names.options, strict=True):
        if options:
            labels = scenario.issues[name].labels
            shares = sorted(zip(summary.options[name], options, strict=True), key=lambda pair: -pair[0])
            text = ", ".join(f"{labels.get(o, o)} {percent(n / summary.agreed)}" for n, o in shares if n)
            rows.append((scenario.issues[name].name, text))
        elif name in scenario.issues:
            text = spread(summary.sketches[f"terms.{name}"], 2, 1.0, "")
            rows.append((scenario.issues[name].name, f"{text} {scenario.issues[name].unit}".rstrip()))
        elif scenario.territory:
            rows.append((scenario.territory.regions[name].name, spread(summary.sketches[f"terms.{name}"])))
    return rows


def _worth(summary: Summary, scenario: Scenario) -> list[tuple[str, ...]]:
    means = summary.means
    return [
        (scenario.actors[a].name, f"{means[f'value.{a}'].mean:.3f}", f"{means[f'reservation.{a}'].mean:.3f}")
        for a in summary.names.actors
    ]


def assessment_table(scenario: Scenario, found: Assessment) -> str:
    """What `parley assess` prints for people."""
    deal = scenario.deals[found.deal]
    parts = [
        f"{deal.title}  ({found.deal}) in {scenario.id}, {found.draws} draws",
        "",
        f"Signed at once by all who must agree: {interval(found.agreement)}",
    ]
    if found.retained is not None:
        parts.append(f"Area kept by {scenario.actors[_first(scenario)].name}: {spread(found.retained)}")
    parts.append("Holds        " + ", ".join(f"{y} y {_band(sketch)}" for y, sketch in found.holds.items()))
    rows: list[tuple[str, ...]] = [("", "accepts", "deal - no deal, 90% of draws", "must agree", "furthest off on")]
    for name, view in found.actors.items():
        rows.append(
            (
                scenario.actors[name].name,
                interval(found.accepts(name)),
                spread(view.margin, 3, 1.0, ""),
                "yes"
                if view.needed == found.draws
                else f"in {percent(view.needed / found.draws)}"
                if view.needed
                else "no",
                _furthest(scenario, view, found.draws),
            )
        )
    return "\n".join([*parts, "", columns(rows)]) + "\n"


def _first(scenario: Scenario) -> str:
    assert scenario.territory is not None
    return scenario.territory.claimants[0]


def issue_name(scenario: Scenario, issue: str) -> str:
    """The name of an issue or a region."""
    if issue in scenario.issues:
        return scenario.issues[issue].name
    assert scenario.territory is not None
    return scenario.territory.regions[issue].name


def _furthest(scenario: Scenario, view: ActorView, draws: int) -> str:
    """Issues beyond a red line first, then those on which the deal leaves most to be wished."""
    lines = [f"{issue_name(scenario, k)} (red line in {percent(n / draws)})" for k, n in view.crossed.items()]
    short = sorted(view.missing.items(), key=lambda pair: -pair[1].mean)
    wishes = [f"{issue_name(scenario, k)} (-{mean.mean:.3f})" for k, mean in short if mean.mean > 0.0005]
    return ", ".join([*lines, *(w for w in wishes if w.split(" (")[0] not in " ".join(lines))][:3]) or "-"
