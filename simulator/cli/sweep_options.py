"""The options of `parley sweep`."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.arguments import TableOrJson, scenario_ids


class Designs(enum.StrEnum):
    """Designs that need no file."""

    grid = "grid"
    one_at_a_time = "one_at_a_time"
    latin_hypercube = "latin_hypercube"
    sobol = "sobol"
    saltelli = "saltelli"


class Kept(enum.StrEnum):
    """What is kept of a point."""

    points = "points"
    draws = "draws"


Target = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="An experiment file; or a scenario, with --vary.",
        show_default=False,
        autocompletion=scenario_ids,
    ),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH=VALUES",
        help="What varies: LOW:HIGH:STEPS, LOW:HIGH, A,B,C, or range; can be repeated.",
        show_default=False,
    ),
]
DesignOption = Annotated[
    Designs | None, typer.Option("--design", help="Which points; grid by default.", show_default=False)
]
Points = Annotated[
    int | None, typer.Option("--points", metavar="N", min=1, help="Of sobol and latin_hypercube: how many points.")
]
Samples = Annotated[
    int | None, typer.Option("--samples", metavar="N", min=1, help="Of saltelli: N times (axes + 2) points.")
]
DrawsOption = Annotated[
    int | None,
    typer.Option("--draws", metavar="N", min=1, help="Draws a point; 200 where the file says nothing."),
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", min=0, help="Where the random numbers start, in every point.")
]
Keep = Annotated[
    Kept | None,
    typer.Option("--keep", help="A row a point, or also the draws; points by default.", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FOLDER", help="Where results go; NAME.sweep by default."),
]
ExecutorOption = Annotated[
    str | None,
    typer.Option(
        "--executor",
        metavar="WHO",
        help="here, processes, processes:N, dask:ADDRESS, or MODULE:NAME; processes by default.",
    ),
]
ShardOption = Annotated[
    str | None,
    typer.Option("--shard", metavar="I/N", help="Only every N-th task, from the I-th; `parley merge` joins them."),
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first point that fails.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say how many points, how long and how many bytes; play nothing else.")
]
Form = Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Neither progress nor words.")]
