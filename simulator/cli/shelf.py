"""`parley list`: the scenarios there are."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.arguments import TableOrJson
from simulator.cli.terminal import bold, columns, say, write, write_json
from simulator.scenario.library import Library

app = typer.Typer(rich_markup_mode=None)


@app.command()
def shelf(
    form: Annotated[TableOrJson, typer.Option("--format", help="How to print it.")] = TableOrJson.table,
) -> None:
    """List the scenarios of the library and your own."""
    library = Library()
    entries = library.entries()
    if form is TableOrJson.json:
        keys = ("id", "title", "as_of", "owner", "folder", "extends")
        write_json([{**{key: getattr(entry, key) for key in keys}, "path": str(entry.path)} for entry in entries])
        return
    heading = ("ID", "AS OF", "TITLE", "FOLDER")
    rows = [
        (entry.id, entry.as_of or "-", entry.title, "yours" if entry.owner == "user" else entry.folder or "-")
        for entry in entries
    ]
    first, *rest = columns([heading, *rows])
    write(bold(first))
    for line in rest:
        write(line)
    if all(entry.owner == "library" for entry in entries):
        say(f"Your own scenarios go into {library.user}")
