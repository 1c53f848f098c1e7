"""`parley frontier`: what both sides could get at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.insight.frontier import DRAWS, Frontier, frontier
from simulator.scenario.divisions import expanded
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.schema import Scenario
from simulator.views.insight_report import frontier_to_json
from simulator.views.packages import term_text
from simulator.views.report import json_line
from simulator.views.sentences import issue_name
from simulator.views.tables import Section, Sheet, about, actor_name, shortened

app = typer.Typer(rich_markup_mode=None)
_SHOWN = 7  # packages along the frontier


@app.command()
def best(
    scenario: ScenarioArgument,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=1, max=1024, help="How many draws worth is averaged over.")
    ] = DRAWS,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Show what packages are worth to both sides, and beyond which none gives both more.

    Worth is what signing gives in the first round, on average over the draws, in utility from 0 to 1. Within red lines
    is what nobody who must agree refuses outright in at least half of the draws.
    """
    found = loaded(scenario, settings)
    curve = frontier(found.scenario, seed, draws)
    if curve is None:
        raise ScenarioFaults(
            [
                Fault(
                    scenario,
                    0,
                    0,
                    "",
                    "has no two sides, or divides a pie; a frontier needs two who must agree on issues of their own",
                )
            ]
        )
    if form is TableOrJson.json:
        write(json_line(frontier_to_json(found.scenario, curve, seed, found.overrides), ascii_only=ascii_only()))
        return
    write(sheet_text(_sheet(found.scenario, curve, seed, set_by(found.overrides))))


def _sheet(scenario: Scenario, curve: Frontier, seed: int, settings: tuple[str, ...]) -> Sheet:
    first, second = (actor_name(scenario, side) for side in curve.sides)
    heading = ("Worth on average", first, second)
    sections = [
        Section(heading, tuple(_rows(scenario, curve)), right=(1, 2)),
        Section(("Within red lines", first, second), tuple(_along(curve)), right=(1, 2)),
    ]
    if (best_one := curve.best) is not None:
        terms = zip((*_regions(scenario), *expanded(scenario).issues), curve.packages[best_one], strict=True)
        rows = tuple((shortened(issue_name(scenario, k)), term_text(scenario, k, float(x))) for k, x in terms)
        sections.append(Section(("The package that leaves the side that gains less the most",), rows))
    note = (
        "Worth: what signing gives in the first round, in utility from 0 to 1, on average over the draws; "
        "no deal with the middle 90% of draws. As held: the line as it is held now."
    )
    return Sheet(scenario.title, about(scenario, curve.draws, seed, settings, None), tuple(sections), note)


def _regions(scenario: Scenario) -> tuple[str, ...]:
    return tuple(scenario.territory.regions) if scenario.territory else ()


def _rows(scenario: Scenario, curve: Frontier) -> Iterator[tuple[str, ...]]:
    low_high = [f"{low:.3f} to {high:.3f}" for low, high in curve.spread]
    yield "No deal", *low_high
    for point in curve.deals:
        yield shortened(scenario.deals[point.name].title), *(f"{worth:.3f}" for worth in point.worth)
    if len(curve.outcomes):
        yield f"The {len(curve.outcomes)} simulated deals", *(f"{worth:.3f}" for worth in curve.outcomes.mean(axis=0))


def _along(curve: Frontier) -> Iterator[tuple[str, ...]]:
    if not len(curve.inside):
        yield "nothing", "", ""
        return
    count = len(curve.inside)
    picked = sorted({round(n * (count - 1) / (_SHOWN - 1)) for n in range(_SHOWN)})
    for place in picked:
        gains = curve.inside[place] - curve.reservation
        beyond = "beyond no deal for both" if (gains >= 0).all() else ""
        yield (beyond or "-", *(f"{worth:.3f}" for worth in curve.inside[place]))
