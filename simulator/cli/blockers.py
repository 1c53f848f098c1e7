"""`parley blockers`: who is in the way, by how much, and on which issues."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.insight.gap import Gaps, gaps
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.views.gap_text import gap_sentences, gaps_title, missing_issues, order, shut_issues
from simulator.views.insight_report import asked_about
from simulator.views.question_report import chance
from simulator.views.report import json_line
from simulator.views.sentences import percent
from simulator.views.tables import Section, Sheet, about, actor_name, shares

app = typer.Typer(rich_markup_mode=None)
DRAWS = 1024


@app.command()
def blocking(
    scenario: ScenarioArgument,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=1, max=10**7, help="How often to play.")] = DRAWS,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Say who is in the way of a deal, by how much, and on which issues.

    In the draws without a deal, at the last round: whose red lines leave nothing, on which issue; otherwise how far the
    best offer that suits the others is from what no deal is worth to the actor in the way.
    """
    found = loaded(scenario, settings)
    told = gaps(found.scenario, draws, seed)
    if form is TableOrJson.json:
        answer = {**asked_about(found.scenario, seed, found.overrides), **gaps_to_json(told)}
        write(json_line(answer, ascii_only=ascii_only()))
        return
    write(sheet_text(_sheet(found.scenario, told, seed, set_by(found.overrides))))


def gaps_to_json(found: Gaps) -> dict[str, object]:
    """What is in the object besides what was asked about."""
    return {
        "draws": found.draws,
        "agreement": chance(Proportion(found.agreed, found.draws)),
        "blocked_by": {
            **{name: found.share(name).share for name in order(found)},
            "nobody": found.idle / found.draws,
        },
        "actors": {
            name: {
                "shut": {issue: part.share for issue, part in shut_issues(found.actors[name]).items()},
                "gap": found.actors[name].gap.spread() if found.actors[name].gap.count else None,
                "short": missing_issues(found.actors[name]),
            }
            for name in order(found)
        },
    }


def _sheet(scenario: Scenario, found: Gaps, seed: int, settings: tuple[str, ...]) -> Sheet:
    rows = [(actor_name(scenario, name), f"{shares(found.share(name))} of draws") for name in order(found)]
    rows.append(("Nobody but time", f"{percent(found.idle / found.draws)} of draws"))
    rows.append(("Agreement", f"{percent(found.agreed / found.draws)} of draws"))
    sections = [Section(("In the way",), tuple(rows))]
    sections += [
        Section((actor_name(scenario, name),), tuple((line,) for line in gap_sentences(scenario, found, name)))
        for name in order(found)
    ]
    note = "Gaps in utility from 0 to 1, with the middle 90% of draws; at the last round."
    return Sheet(gaps_title(scenario, found), about(scenario, found.draws, seed, settings, None), tuple(sections), note)
