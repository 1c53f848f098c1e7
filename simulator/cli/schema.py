"""`parley schema`: the JSON Schema of the format."""

from __future__ import annotations

import typer

from simulator.cli.terminal import write_json
from simulator.scenario.json_schema import json_schema

app = typer.Typer(rich_markup_mode=None)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the scenario format.

    Editors with a YAML language server complete and check scenarios by it: save it to a file, and begin a scenario
    with `# yaml-language-server: $schema=FILE`.
    """
    write_json(json_schema())
