"""`parley` without a command: the app. The one place that imports `tui`."""

from __future__ import annotations

import sys

import typer

from simulator.cli.terminal import say


def open_app() -> None:
    """Open the app on the library, and return when the user leaves it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("the app needs a terminal; `parley --help` lists the commands that do without")
        raise typer.Exit(2)
    from tui.app import main

    raise typer.Exit(main())
