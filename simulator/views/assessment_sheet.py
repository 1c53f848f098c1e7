"""The assessment of a deal as a sheet for people."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.insight.assessment import ActorView, Assessment
from simulator.scenario.parameters import Counts
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.views.sentences import issue_name, percent
from simulator.views.tables import (
    Section,
    Sheet,
    about,
    actor_name,
    durability,
    land_kept,
    shares,
    shortened,
    utilities,
)

_WISHES = 3  # issues told of an actor, besides its red lines
_FELT = 0.0005  # utility: what falls short by less is not worth telling


def assessment_sheet(
    scenario: Scenario,
    found: Assessment,
    seed: int,
    *,
    settings: tuple[str, ...] = (),
    rests_on: Counts | None = None,
) -> Sheet:
    """What `parley assess` shows; `settings` and `rests_on` as in `run_sheet`."""
    heading = ("If it were offered now", "accepts", "beyond no deal", "must agree")
    short = ("Furthest from what each states",)
    sections = (
        Section((), tuple(_findings(scenario, found))),
        Section(heading, tuple(_views(scenario, found)), right=(1, 2, 3)),
        Section(short, tuple(_wishes(scenario, found))),
    )
    told = about(scenario, found.draws, seed, settings, rests_on)
    note = (
        "Ranges: of accepting, the simulation's own 95% interval; of gains in utility, the middle 90% of draws. "
        "In brackets: draws in which a red line is crossed, or else the mean utility that is missing."
    )
    title = f"{scenario.deals[found.deal].title} ({found.deal})"
    return Sheet(title, (scenario.title, *told), sections, note)


def _findings(scenario: Scenario, found: Assessment) -> Iterator[tuple[str, str]]:
    yield "Signed at once", f"{shares(found.agreement)} of draws ({percent(found.agreement.share)})"
    if found.retained is not None and found.retained.count:
        yield land_kept(scenario, found.retained)
    if "aftermath" in scenario.model_fields_set:
        yield "It would hold", durability(found.holds)
    if (source := scenario.deals[found.deal].source) is not None:
        yield "Source", source


def _views(scenario: Scenario, found: Assessment) -> Iterator[tuple[str, ...]]:
    """What each makes of the deal, those whose yes is needed first."""
    for name in sorted(found.actors, key=lambda name: found.actors[name].needed == 0):
        view = found.actors[name]
        yield (
            actor_name(scenario, name),
            shares(found.accepts(name)),
            utilities(view.margin),
            _needed(view, found.draws),
        )


def _needed(view: ActorView, draws: int) -> str:
    """Whether an actor's yes is needed."""
    if view.needed in (0, draws):
        return "yes" if view.needed else "no"
    return f"in {percent(view.needed / draws)}"


def _wishes(scenario: Scenario, found: Assessment) -> Iterator[tuple[str, str]]:
    """For each actor the issues beyond its red lines, then those on which the deal leaves most to be wished."""
    for name, view in found.actors.items():
        beyond = sorted(view.crossed, key=lambda issue: -view.crossed[issue])
        said = [f"{_issue(scenario, k)} (red line in {_of_draws(view.crossed[k], found.draws)})" for k in beyond]
        short = sorted(view.missing, key=lambda issue: -view.missing[issue].mean)
        wishes = [k for k in short if k not in view.crossed and view.missing[k].mean > _FELT][:_WISHES]
        said += [f"{_issue(scenario, k)} ({view.missing[k].mean:.3f})" for k in wishes]
        if said:
            yield actor_name(scenario, name), ", ".join(said)


def _issue(scenario: Scenario, issue: str) -> str:
    return shortened(issue_name(scenario, issue))


def _of_draws(count: int, draws: int) -> str:
    return "all draws" if count == draws else shares(Proportion(count, draws))
