"""`parley assess`: a given deal, and who would sign it."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Draws, Seed, set_by
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, glossary, say, write
from simulator.insight.assessment import assess
from simulator.scenario.faults import Fault, ScenarioFaults, nearest
from simulator.scenario.parameters import counts, parameters
from simulator.scenario.schema import Scenario
from simulator.views.assessment_sheet import assessment_sheet
from simulator.views.report import assessment_to_json, json_line

app = typer.Typer(rich_markup_mode=None)


@app.command()
def given(
    scenario: ScenarioArgument,
    deal: Annotated[
        str | None,
        typer.Option("--deal", metavar="NAME", help="One of the scenario's deals.", show_default=False),
    ] = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Say who would sign a given deal, and who is how far off.

    The deal is put to everybody before the first round; what no deal is worth, and what is beyond a red line, is
    drawn as in `parley run`. Without --deal the scenario's deals are listed.
    """
    found = loaded(scenario, settings)
    name = _chosen(scenario, found.scenario, deal)
    assessment = assess(found.scenario, name, draws, seed)
    rests_on = counts(parameters(found))
    if form is TableOrJson.json:
        answer = assessment_to_json(found.scenario, assessment, seed, settings=found.overrides, rests_on=rests_on)
        write(json_line(answer, ascii_only=ascii_only()))
        return
    sheet = assessment_sheet(found.scenario, assessment, seed, settings=set_by(found.overrides), rests_on=rests_on)
    write(sheet_text(sheet))


def _chosen(target: str, scenario: Scenario, deal: str | None) -> str:
    """The name of a deal that the scenario has; otherwise what to do is said."""
    if not scenario.deals:
        raise ScenarioFaults([Fault(target, 0, 0, "", "has no deals to assess; write some under `deals`")])
    if deal is None:
        say(f"{target} has these deals; name one with --deal")
        say("\n".join(glossary((name, written.title) for name, written in scenario.deals.items())))
        raise typer.Exit(2)
    if deal not in scenario.deals:
        begun = [name for name in scenario.deals if name.startswith(deal)]
        hint = begun[0] if len(begun) == 1 else nearest(deal, scenario.deals)
        does = f"did you mean {hint}" if hint else f"there are {', '.join(scenario.deals)}"
        raise ScenarioFaults([Fault(f"--deal {deal}", 0, 0, "", f"{scenario.id} has no such deal; {does}")])
    return deal
