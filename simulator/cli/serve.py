"""`parley serve`: the app in a browser on this machine."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from simulator.cli.arguments import scenario_ids
from simulator.cli.terminal import say, write

app = typer.Typer(rich_markup_mode=None)


@app.command()
def serve(
    scenario: Annotated[
        str | None,
        typer.Argument(
            metavar="[SCENARIO]",
            help="What pages open; the library by default.",
            show_default=False,
            autocompletion=scenario_ids,
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1024, max=65535, help="Where it listens.")] = 8000,
) -> None:
    """Serve the app to a browser on this machine, on 127.0.0.1 only; ctrl+c ends it.

    Every page is an app of its own, with your settings and your scenarios. Nothing is loaded from elsewhere, and other
    sites' pages are refused. Whoever can open pages on this machine can use it.
    """
    if scenario is not None:
        from simulator.scenario.loading import load

        load(scenario)
    try:
        from simulator.cli.local_server import HOST, LocalServer
    except ModuleNotFoundError:
        say("parley serve needs textual-serve: pip install 'parley-negotiation[serve]'")
        raise typer.Exit(1) from None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            say(f"port {port} is taken; choose another with --port")
            raise typer.Exit(1) from None
    LocalServer(port, ["open", scenario] if scenario else [], _started).serve()


def _started(address: str) -> None:
    import sys

    write(address)
    sys.stdout.flush()
    say("open it in a browser on this machine; ctrl+c ends it")
