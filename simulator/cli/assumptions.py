"""`parley assumptions`: how far the answer moves when every assumed number moves across its range."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.progress import Progress
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.insight.assumptions import DRAWS, POINTS, resting
from simulator.views.question_report import resting_to_json
from simulator.views.report import json_line
from simulator.views.resting_sheet import resting_sheet

app = typer.Typer(rich_markup_mode=None)


@app.command()
def assumptions(
    scenario: ScenarioArgument,
    points: Annotated[
        int, typer.Option("--points", metavar="N", min=2, max=100_000, help="Sets of assumed numbers to try.")
    ] = POINTS,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=2, max=100_000, help="Draws of all else, for each of them.")
    ] = DRAWS,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Say how much of the answer rests on assumptions.

    All assumed numbers move across their ranges together, with the same draws of everything else each time.
    """
    one = loaded(scenario, settings)
    progress = Progress(one.scenario.id, points * draws)
    try:
        found = resting(one, seed, points, draws, progress=lambda done, _: progress(done))
    finally:
        progress.clear()
    if form is TableOrJson.json:
        write(json_line(resting_to_json(one.scenario, found, seed, one.overrides), ascii_only=ascii_only()))
    else:
        write(sheet_text(resting_sheet(one.scenario, found, seed, set_by(one.overrides))))
