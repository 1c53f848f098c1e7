"""`parley open`: the app on one scenario; or, without a terminal or with --plain, the same answers as text."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, overrides
from simulator.cli.opening import Plain, Symbols, Theme, open_app

app = typer.Typer(rich_markup_mode=None)


@app.command(name="open")
def open_scenario(
    scenario: ScenarioArgument,
    draws: Annotated[
        int | None, typer.Option("--draws", metavar="N", min=1, max=10**9, help="Of the full run.", show_default=False)
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", min=0, show_default=False)] = None,
    settings: Settings = None,
    theme: Theme = None,
    symbols: Symbols = None,
    plain: Plain = False,
) -> None:
    """Open the app on a scenario; without a terminal, say the same answers as text."""
    open_app(scenario, overrides(settings), draws=draws, seed=seed, theme=theme, symbols=symbols, plain=plain)
