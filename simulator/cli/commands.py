"""The commands of `parley`, each in a module of its own that is imported when it is needed."""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("simulator.cli.open", "Open the app on a scenario; without a terminal, say the same answers as text."),
    "run": ("simulator.cli.run", "Play scenarios and print what came of it."),
    "assess": ("simulator.cli.assess", "Say who would sign a given deal, and who is how far off."),
    "sweep": ("simulator.cli.sweep", "Play a scenario at many points and keep what comes of each."),
    "merge": (
        "simulator.cli.merge",
        "Join the shards of a sweep into the folder that a single machine would have made.",
    ),
    "query": ("simulator.cli.query", "Ask a sweep's results in SQL."),
    "sensitivity": ("simulator.cli.sensitivity", "Say what moves an outcome of a sweep, and where it crosses a level."),
    "discover": (
        "simulator.cli.discover",
        "Say where among a sweep's points a result is frequent: a box of ranges, with how much of it that covers.",
    ),
    "compare": (
        "simulator.cli.compare",
        "Compare variants of a scenario with the first, with intervals of the differences.",
    ),
    "report": (
        "simulator.cli.report",
        "Write a sweep up: the question, the answer in words, plots, what it rests on, how to do it again.",
    ),
    "story": ("simulator.cli.story", "Tell one draw as a story: who offers what, who answers what and why."),
    "frontier": (
        "simulator.cli.frontier",
        "Show what packages are worth to both sides, and beyond which none gives both more.",
    ),
    "blockers": (
        "simulator.cli.blockers",
        "Say who is in the way of a deal, by how much, and on which issues.",
    ),
    "mediate": (
        "simulator.cli.mediate",
        "Search for the deal that a mediator could propose: the one that all sign at once in most draws.",
    ),
    "flip": (
        "simulator.cli.flip",
        "Say for each number what smallest change of it alone takes the chance of agreement across one half.",
    ),
    "tornado": (
        "simulator.cli.tornado",
        "Move each uncertain number to either end of its range, all else as it is, and rank what that does.",
    ),
    "check": (
        "simulator.cli.check",
        "Hold the engine's laws against a scenario, as it is and over the ranges of its parameters.",
    ),
    "validate": ("simulator.cli.validate", "Say all that is wrong with scenario files."),
    "list": ("simulator.cli.shelf", "List the scenarios of the library and your own."),
    "show": ("simulator.cli.show", "Show what a scenario says."),
    "params": ("simulator.cli.params", "List the numbers of a scenario that can be adjusted, and their sources."),
    "sources": (
        "simulator.cli.sources",
        "List the sources of a scenario: what each says, how sure it is, and which numbers rest on it.",
    ),
    "assumptions": ("simulator.cli.assumptions", "Say how much of the answer rests on assumptions."),
    "seat": ("simulator.cli.seat", "Take a seat at the table against simulated parties, line by line."),
    "new": ("simulator.cli.new", "Write a commented starter scenario."),
    "encode": ("simulator.cli.encode", "Write scenarios from the facts of past cases, by one mapping for all."),
    "backtest": ("simulator.cli.backtest", "Score the engine on cases whose outcome is known, beside baselines."),
    "serve": ("simulator.cli.serve", "Serve the app to a browser on this machine, on 127.0.0.1 only; ctrl+c ends it."),
    "doctor": (
        "simulator.cli.doctor",
        "Say what this terminal can show, which settings are in force, and what to do.",
    ),
    "schema": ("simulator.cli.schema", "Print the JSON Schema of the scenario format."),
}
"""Name of a command: the module that has its `app`, and what it does (the first line of its help)."""


class _LazyCommands(TyperGroup):
    """A group whose commands are imported one by one, when one is called; help needs none of them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One command, imported; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module = importlib.import_module(COMMANDS[cmd_name][0])
            self.commands[cmd_name] = typer.main.get_command(module.app)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called; a misspelt one is answered with the nearest."""
        from simulator.scenario.faults import nearest

        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = nearest(args[0], COMMANDS)
            does = f"Did you mean {hint}?" if hint else "`parley --help` lists them."
            ctx.fail(f"There is no command {args[0]!r}. {does}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The table of commands in help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])


app = typer.Typer(
    cls=_LazyCommands,
    invoke_without_command=True,
    rich_markup_mode=None,  # rich would take as long to import as all else together
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"parley {version('parley-negotiation')}")
        except PackageNotFoundError:
            typer.echo("parley 0 (a checkout that is not installed)")
        raise typer.Exit


@app.callback()
def parley(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="The library as text instead of the app. The default without a terminal.")
    ] = False,
) -> None:
    """Parley simulates ceasefire negotiations. Without a command it opens the app on the library.

    A SCENARIO is a file, - for standard input, or the name of one in the library. Exit codes: 0 done, 1 failed,
    2 the input is wrong, 130 interrupted.
    """
    if context.invoked_subcommand is None:
        from simulator.cli.opening import open_app

        open_app(plain=plain)
