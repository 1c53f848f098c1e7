"""`parley discover`: where in a sweep a result is frequent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.arguments import TableOrJson
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, say, write
from simulator.experiments.discovery import Discovery, discovered, discovery_sheet, settings_of
from simulator.experiments.results import Results, opened_results
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.variants import VariantError, save_variant
from simulator.views.report import json_line

app = typer.Typer(rich_markup_mode=None)


@app.command()
def where(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A sweep's folder.", show_default=False)],
    condition: Annotated[
        str, typer.Option("--where", metavar="SQL", help="What is looked for, as a condition on a point.")
    ] = '"agreement.probability" > 0.5',
    density: Annotated[
        float, typer.Option("--density", metavar="SHARE", min=0, max=1, help="Share of its points that must meet it.")
    ] = 0.8,
    save: Annotated[
        str | None,
        typer.Option(
            "--save", metavar="NAME", help="Save the box as a variant that the app opens.", show_default=False
        ),
    ] = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Say where among a sweep's points a result is frequent: a box of ranges, with how much of it that covers.

    Of the boxes dense enough the one that covers most is told, and the way to denser and smaller ones.
    """
    with opened_results(folder) as results:
        found = discovered(results, condition, density)
        if form is TableOrJson.json:
            write(json_line({**results.about(), **found.to_json()}, ascii_only=ascii_only()))
        else:
            write(sheet_text(discovery_sheet(results, found)))
        if save is not None:
            _save(results, found, save)


def _save(results: Results, found: Discovery, name: str) -> None:
    """Write the box as a variant of the sweep's scenario."""
    library, data = Library(), results.plan.data
    loaded = load(data["base"], library=library)
    settings = {**data["set"], **settings_of(results, loaded.scenario, found.box)}
    try:
        path = save_variant(loaded, settings, name, f"{loaded.scenario.title}: {found.wanted}"[:200], library)
    except VariantError as refusal:
        raise ScenarioFaults([Fault(f"--save {name}", 0, 0, "", str(refusal))]) from None
    say(f"saved as {path}; `parley` opens it, `parley run {name}` plays it")
