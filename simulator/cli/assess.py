"""`parley assess`: a given deal, and who would sign it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Draws, Seed, set_by
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, glossary, say, write
from simulator.insight.assessment import assess
from simulator.insight.table import PROPOSAL
from simulator.scenario.faults import Fault, ScenarioFaults, nearest
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.overrides import setting
from simulator.scenario.parameters import counts, parameters
from simulator.scenario.schema import Scenario
from simulator.scenario.variants import with_deal
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
    terms: Annotated[
        list[str] | None,
        typer.Option(
            "--term",
            metavar="ISSUE=VALUE",
            help="A term of a package of your own, on top of --deal if that is given; can be repeated.",
            show_default=False,
        ),
    ] = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Say who would sign a given deal, and who is how far off.

    The deal is put to everybody before the first round; what no deal is worth, and what is beyond a red line, is
    drawn as in `parley run`. Without --deal the scenario's deals are listed; with --term a package of your own is put
    together, in which all that is not named stays as it is without a deal.
    """
    found = loaded(scenario, settings)
    name = PROPOSAL if terms else _chosen(scenario, found.scenario, deal)
    if terms:
        found = proposed(scenario, found, deal, terms)
    assessment = assess(found.scenario, name, draws, seed)
    rests_on = counts(parameters(found))
    if form is TableOrJson.json:
        answer = assessment_to_json(found.scenario, assessment, seed, settings=found.overrides, rests_on=rests_on)
        write(json_line(answer, ascii_only=ascii_only()))
        return
    sheet = assessment_sheet(found.scenario, assessment, seed, settings=set_by(found.overrides), rests_on=rests_on)
    write(sheet_text(sheet))


def proposed(target: str, found: LoadedScenario, deal: str | None, terms: Sequence[str]) -> LoadedScenario:
    """The scenario with a package of the user's own among its deals."""
    begin = {}
    if deal is not None:
        name = _chosen(target, found.scenario, deal)
        begin = found.tree["deals"][name].get("terms", {})
    try:
        given = dict(map(setting, terms))
        return with_deal(found, PROPOSAL, "A proposal", {**begin, **given})
    except ScenarioFaults as error:
        raise ScenarioFaults(map(_of_a_term, error.faults)) from None


def _of_a_term(fault: Fault) -> Fault:
    """A fault of a term, said of the option it was given with."""
    if fault.file.startswith("--set"):
        example = fault.message.replace("PATH=VALUE", "ISSUE=VALUE").replace(
            "--set clock.deadline=26", "--term nato=not_now"
        )
        return dataclasses.replace(fault, file=fault.file.replace("--set", "--term", 1), message=example)
    where = fault.where.removeprefix(f"deals.{PROPOSAL}.terms.")
    return fault if where == fault.where else Fault(f"--term {where}", 0, 0, "", fault.message)


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
