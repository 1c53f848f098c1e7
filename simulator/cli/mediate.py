"""`parley mediate`: the best deal that a mediator could propose."""

from __future__ import annotations

import enum
from typing import Annotated, get_args

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.assess import proposed
from simulator.cli.plays import Seed, set_by
from simulator.cli.ranked import Quiet, last
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.insight.mediation import Aim, Mediated, mediate
from simulator.insight.table import PROPOSAL, Table
from simulator.scenario.schema import Scenario
from simulator.views.insight_report import asked_about, terms_to_json
from simulator.views.packages import term_text
from simulator.views.report import json_line
from simulator.views.sentences import issue_name, percent
from simulator.views.tables import Section, Sheet, about, shortened

app = typer.Typer(rich_markup_mode=None)

DRAWS = 512


class Wanted(enum.StrEnum):
    """What is to be likely."""

    sign = "sign"
    last = "last"


@app.command()
def propose(
    scenario: ScenarioArgument,
    aim: Annotated[
        Wanted,
        typer.Option(
            "--aim", help="What to make likely: that all sign, or that they do and it still holds after 5 years."
        ),
    ] = Wanted.sign,
    terms: Annotated[
        list[str] | None,
        typer.Option(
            "--term", metavar="ISSUE=VALUE", help="A term that stays as it is; can be repeated.", show_default=False
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=1, max=1024, help="In how many draws packages are weighed.")
    ] = DRAWS,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
    quiet: Quiet = False,
) -> None:
    """Search for the deal that a mediator could propose: the one that all sign at once in most draws.

    Everybody compares a package with no deal, in the first round. It is a search from several starts, not a proof.
    """
    found = loaded(scenario, settings)
    kept = proposed(scenario, found, None, terms) if terms else found
    table = Table(kept.scenario, draws, seed)
    start = table.named(PROPOSAL) if terms else table.as_it_is
    locked = kept.tree["deals"][PROPOSAL]["terms"] if terms else ()
    parts = {part for part in table.issues if part.partition(".")[0] in locked}
    wanted: Aim = next(one for one in get_args(Aim) if one == aim.value)
    answer = last(mediate(table, wanted, start=start, locked=parts), "a deal to propose", quiet=quiet)
    if form is TableOrJson.json:
        about_it = {**asked_about(found.scenario, seed, found.overrides), "draws": table.game.draws, "aim": aim.value}
        package = terms_to_json(found.scenario, answer.terms)
        write(json_line({**about_it, "probability": answer.chance, "terms": package}, ascii_only=ascii_only()))
        return
    write(sheet_text(_sheet(found.scenario, answer, aim, table, (seed, set_by(found.overrides)))))


def _sheet(scenario: Scenario, found: Mediated, aim: Wanted, table: Table, run: tuple[int, tuple[str, ...]]) -> Sheet:
    view = table.assess(found.terms)
    what = "All would sign at once" if aim is Wanted.sign else "Signed at once and still holding after 5 years"
    sections = (
        Section((), ((what, f"in {percent(found.chance)} of draws"),)),
        Section(
            ("The package",),
            tuple(
                (shortened(issue_name(scenario, name)), term_text(scenario, name, float(position)))
                for name, position in zip(table.issues, found.terms, strict=True)
            ),
        ),
        Section(
            ("Who would sign it",),
            tuple(
                (shortened(scenario.actors[name].name), percent(view.accepts(name).share))
                for name, seen in view.actors.items()
                if seen.needed
            ),
            right=(1,),
        ),
    )
    note = (
        "In the first round, on these draws: another seed finds another package of about the same worth. "
        "As held: the line as it is held now. `parley assess` with --term weighs any package in more draws."
    )
    return Sheet(
        f"{scenario.title}: a deal to propose", about(scenario, table.game.draws, run[0], run[1], None), sections, note
    )
