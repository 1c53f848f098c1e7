"""`parley flip`: what would take the chance of agreement across one half."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.ranked import FewDraws, Only, Quiet, Top, check, last
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.insight.flip import DRAWS, Flips, asked_of, flips
from simulator.scenario.schema import Scenario
from simulator.views.flip_text import flip_text, flips_title
from simulator.views.question_report import flips_to_json
from simulator.views.report import json_line
from simulator.views.sentences import percent
from simulator.views.tables import Section, Sheet, about, shares, shortened

app = typer.Typer(rich_markup_mode=None)


@app.command()
def over(
    scenario: ScenarioArgument,
    draws: FewDraws = DRAWS,
    seed: Seed = 0,
    settings: Settings = None,
    only: Only = None,
    top: Top = 15,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
    quiet: Quiet = False,
) -> None:
    """Say for each number what smallest change of it alone takes the chance of agreement across one half.

    Every value is played on the same draws. A number is moved over its slider, as the app shows it, and set in every
    draw; of a choice the other options are tried. Essentials are looked at first.
    """
    found = loaded(scenario, settings)
    check(only, asked_of(found))
    answer = last(flips(found, draws, seed, only=only), "what would flip it", quiet=quiet)
    if form is TableOrJson.json:
        write(json_line(flips_to_json(found.scenario, answer, seed, found.overrides), ascii_only=ascii_only()))
        return
    write(sheet_text(_sheet(found.scenario, answer, draws, seed, set_by(found.overrides), top)))


def _sheet(scenario: Scenario, found: Flips, draws: int, seed: int, settings: tuple[str, ...], top: int) -> Sheet:
    sections = [Section((), (("Agreement", f"{shares(found.baseline)} of draws ({percent(found.baseline.share)})"),))]
    rows = [
        (shortened(flip.parameter.label), flip_text(flip), percent(flip.chance.share) if flip.chance else "")
        for flip in found.flipping[:top]
    ]
    if rows:
        sections.append(
            Section(("The smallest change first", "from and to", "agreement then"), tuple(rows), right=(2,))
        )
    others = [flip for flip in found.found if flip.value is None]
    left = [(shortened(flip.parameter.label), flip_text(flip)) for flip in others[: max(top - len(rows), 3)]]
    if left:
        heading = (f"{len(others)} that do not flip it, the strongest first", "agreement over its slider")
        sections.append(Section(heading, tuple(left)))
    note = (
        "Each number alone, set in every draw, the rest as it is; the same draws for every value. "
        "Beyond its range: beyond what the scenario itself states for it."
    )
    return Sheet(
        flips_title(found), (scenario.title, *about(scenario, draws, seed, settings, None)), tuple(sections), note
    )
