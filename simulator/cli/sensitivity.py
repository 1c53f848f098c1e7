"""`parley sensitivity`: what moves an outcome of a sweep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.arguments import TableOrJson
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.experiments.results import opened_results
from simulator.experiments.sensitivity import HALF, sensitivity, sensitivity_sheet
from simulator.views.report import json_line

app = typer.Typer(rich_markup_mode=None)

OutcomeOption = Annotated[
    str,
    typer.Option("--outcome", metavar="NAME", help="A number of each point: agreement, payoff.russia, durability.5y."),
]


@app.command()
def moves(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A sweep's folder.", show_default=False)],
    outcome: OutcomeOption = "agreement",
    at: Annotated[float, typer.Option("--level", metavar="X", help="Say where the outcome crosses this.")] = HALF,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Say what moves an outcome of a sweep, and where it crosses a level.

    For each thing that varied: what the outcome is at its lowest and highest value, and on the way. Of a saltelli
    design also Sobol' indices: the share of the variance that each is behind, alone and with others.
    """
    with opened_results(folder) as results:
        found = sensitivity(results, results.outcome(outcome), at)
        if form is TableOrJson.json:
            write(json_line({**results.about(), **found.to_json()}, ascii_only=ascii_only()))
        else:
            write(sheet_text(sensitivity_sheet(results, found)))
