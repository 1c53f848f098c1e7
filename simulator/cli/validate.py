"""`parley validate`: all that is wrong with scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.arguments import scenario_ids
from simulator.cli.terminal import say, write
from simulator.scenario.dossiers import read_dossier
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import STANDARD_INPUT, load, located
from simulator.scenario.text import header, read_bytes

app = typer.Typer(rich_markup_mode=None)


@app.command()
def validate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Scenario files, library ids, experiments, dossiers, or - for standard input.",
            show_default=False,
            autocompletion=scenario_ids,
        ),
    ],
) -> None:
    """Say all that is wrong with scenario files.

    Faults go to standard error as FILE:LINE:COLUMN: where: what; `FILE: ok` to standard output for what is valid.
    Exits with 0 if all are, with 2 otherwise.
    """
    library = Library()
    valid = True
    for file in files:
        try:
            _read(file, library)
        except ScenarioFaults as error:
            say(str(error))
            valid = False
        else:
            write(f"{file}: ok")
    if not valid:
        raise typer.Exit(2)


def _read(file: str, library: Library) -> None:
    """Read a scenario, a dossier or an experiment; its faults are raised."""
    if file != STANDARD_INPUT:
        path = located(file, library)
        kind = _kind(path)
        if kind == "dossier":
            read_dossier(path)
            return
        if kind == "experiment":
            from simulator.experiments.reading import read_experiment  # loads numpy, which nothing else here does

            read_experiment(str(path))
            return
    load(file, library=library)


def _kind(path: Path) -> str:
    """`dossier` or `experiment`, if the file says that it is one."""
    kinds = ("dossier", "experiment")
    return next(iter(header(read_bytes(path), str(path), kinds)), "")
