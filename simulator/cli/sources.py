"""`parley sources`: what a scenario cites, what that says, and which numbers rest on it."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, TableOrJson, loaded
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import write, write_json
from simulator.views.source_list import cited_sources, sources_sheet

app = typer.Typer(rich_markup_mode=None)


@app.command()
def sources(
    scenario: ScenarioArgument,
    form: Annotated[TableOrJson, typer.Option("--format", help="How to print it.")] = TableOrJson.table,
) -> None:
    """List the sources of a scenario: what each says, how sure it is, and which numbers rest on it."""
    one = loaded(scenario, None)
    if form is TableOrJson.table:
        write(sheet_text(sources_sheet(one)))
        return
    write_json(
        [
            {
                **{key: value for key, value in dataclasses.asdict(source.citation).items() if key != "fact"},
                "facts": [dict(zip(("id", "text", "confidence"), fact, strict=True)) for fact in source.facts],
                "rests": list(source.rests),
            }
            for source in cited_sources(one)
        ]
    )
