"""`parley assumptions`: how far the answer moves when every assumed number moves across its range."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.progress import Progress
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import write, write_json
from simulator.insight.assumptions import DRAWS, POINTS, resting
from simulator.views.report import parley_version
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
    form: Annotated[TableOrJson, typer.Option("--format", help="How to print it.")] = TableOrJson.table,
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
        about = {"scenario": one.scenario.id, "seed": seed, "version": parley_version(), "set": dict(one.overrides)}
        write_json({**about, **dataclasses.asdict(found)})
    else:
        write(sheet_text(resting_sheet(one.scenario, found, seed, set_by(one.overrides))))
