"""`parley seat`: a seat at the table, line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, loaded
from simulator.cli.plays import Seed
from simulator.cli.terminal import say, write
from simulator.seat.debrief import THOUSAND
from simulator.seat.lines import Lines
from simulator.seat.seat import Seat

app = typer.Typer(rich_markup_mode=None)


@app.command()
def seat(
    scenario: ScenarioArgument,
    chairs: Annotated[
        list[str], typer.Option("--as", metavar="ACTOR", help="Whose chair you take; twice for two people.")
    ],
    seed: Seed = 0,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=1, max=10**6, help="How often the engine plays your chair.")
    ] = THOUSAND,
    settings: Settings = None,
) -> None:
    """Take a seat at the table against simulated parties, line by line.

    `help` lists what you can say.

    The same seed gives the same world. Commands are read from standard input, so a file of them can be replayed.
    """
    one = loaded(scenario, settings)
    if scenario == "-":
        say("a seat reads its commands from standard input; name the scenario by its file or id")
        raise typer.Exit(2)
    for line in Lines(Seat(one.scenario, chairs, seed), draws).run(_commands()):
        write(line)
        sys.stdout.flush()


def _commands() -> Iterator[str]:
    """What is typed, a line at a time."""
    while True:
        if sys.stdin.isatty():
            print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()
