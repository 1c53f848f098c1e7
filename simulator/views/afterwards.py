"""What really happened beside what the engine said, a row each: for scenarios that tell their end."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.happened import Happened
from simulator.scenario.schema import Scenario
from simulator.summaries.sketch import Sketch
from simulator.summaries.summary import YEARS, Summary
from simulator.views.sentences import issue_name, percent

HEADING = ("What happened", "(no draw has seen it)", "the engine said")


def afterwards(scenario: Scenario, summary: Summary | None = None) -> list[tuple[str, str, str]]:
    """Rows of what happened: about what, what came of it, and what the engine said of it.

    Args:
        scenario: the scenario.
        summary: of a run; without one the last column is empty.
    """
    told = scenario.happened
    return [] if told is None else [*_agreement(scenario, told, summary), *_matters(scenario, told, summary)]


def _agreement(scenario: Scenario, told: Happened, summary: Summary | None) -> Iterator[tuple[str, str, str]]:
    if told.agreed is not None:
        what = (told.outcome or ("agreement" if told.agreed else "no agreement")).replace("_", " ")
        said = "" if summary is None else f"an agreement in {percent(summary.agreement.share)} of draws"
        yield "How it ended", f"{what}{f', {told.signed}' if told.signed else ''}", said
    if told.round is not None:
        rounds = f"{told.round:.3g} {scenario.clock.round}{'s' * (told.round != 1)}"
        said = ""
        if summary is not None and summary.agreed:
            soon, late = (summary.round_quantile(share) for share in (0.05, 0.95))
            said = f"{scenario.clock.round} {soon:.0f} to {late:.0f}"
        yield "After", rounds, said
    if told.retained is not None and scenario.territory is not None:
        who = scenario.actors[scenario.territory.claimants[0]].name
        yield f"{who} kept", f"{percent(told.retained.value, 1)} of the land", _spread(summary, "retained", 100, "%")
    if told.held is not None:
        state = "held, and holds" if told.held.censored else "failed"
        yield f"The deal {state}", f"after {told.held.years:.3g} years", _holds(summary, told.held.years)
    if summary is not None:
        return  # the engine says nothing of what follows
    for name, known in told.measures.items():
        yield name.replace("_", " ").capitalize(), f"{known.value:g} {known.unit}".rstrip(), ""
    for event in told.events:
        yield event.date, event.event, ""


def _matters(scenario: Scenario, told: Happened, summary: Summary | None) -> Iterator[tuple[str, str, str]]:
    for name, words in told.terms.items():
        place = f" ({told.index[name].value:g})" if name in told.index else ""
        said = _spread(summary, f"terms.{name}", 1, "") if name in scenario.issues else ""
        yield issue_name(scenario, name) if name in scenario.issues else name, f"{words}{place}", said


def _spread(summary: Summary | None, name: str, times: float, unit: str) -> str:
    """The middle 90% of a quantity under the deals, and its median."""
    sketch: Sketch | None = None if summary is None else summary.sketches.get(name)
    if sketch is None or not sketch.count:
        return ""
    low, half, high = (f"{sketch.quantile(share) * times:.{0 if times > 1 else 2}f}" for share in (0.05, 0.5, 0.95))
    return f"{low} to {high}{unit}, median {half}{unit}" if low != high else f"{half}{unit}"


def _holds(summary: Summary | None, years: float) -> str:
    """The chance that a deal holds so long, at the nearest year at which it was read."""
    if summary is None or not summary.agreed:
        return ""
    nearest = min(YEARS, key=lambda year: abs(year - years))
    sketch = summary.sketches[f"survival.{nearest:g}"]
    return f"{percent(sketch.mean)} hold for {nearest:g} years"
