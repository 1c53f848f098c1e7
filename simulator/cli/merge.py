"""`parley merge`: shards of a sweep into one folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.terminal import say
from simulator.experiments.merging import merge
from simulator.experiments.store import StoreError
from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults

app = typer.Typer(rich_markup_mode=None)


@app.command()
def together(
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.", show_default=False)],
    shards: Annotated[
        list[Path], typer.Argument(metavar="SHARD...", help="The folders of all shards.", show_default=False)
    ],
) -> None:
    """Join the shards of a sweep into the folder that a single machine would have made.

    Every shard must be finished, and all must be named. The shards are left as they are.
    """
    try:
        points = merge(target, shards)
    except StoreError as error:
        raise ScenarioFaults([Fault(str(target), 0, 0, "", str(error))]) from None
    except OSError as error:
        raise ParleyError(f"{target}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    say(f"{target}: {points:,} points of {len(shards)} shards")
