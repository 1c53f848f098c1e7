"""`parley backtest`: the library's past cases, or others, against what happened."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.arguments import TableOrJson, scenario_ids
from simulator.cli.plays import Seed
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, say, width, write
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.report import json_line, parley_version

if TYPE_CHECKING:
    from simulator.scenario.schema import Scenario

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backtest(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO]...",
            help="Files or library ids; all of the library that says what happened by default.",
            show_default=False,
            autocompletion=scenario_ids,
        ),
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            metavar="FILE",
            help="Score the cases of a facts file instead, encoded by the mapping of `parley encode`.",
            show_default=False,
        ),
    ] = None,
    hide: Annotated[
        list[str] | None,
        typer.Option(
            "--hide",
            metavar="SHARE",
            help="Hide a share of land in the facts (`offered`, say) from the mapping; with --cases, can be repeated.",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=1, max=10**6, help="How often to play each case.")
    ] = 2000,
    seed: Seed = 0,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or one JSON object.")] = TableOrJson.table,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Score the engine on cases whose outcome is known, beside baselines.

    The engine never sees what happened. The baselines are the line of contact frozen, the weighted mean of what the
    parties state, and a coin weighted by the library's own rate of agreement, each case left out of its own.
    """
    from simulator.backtest.backtest import backtest as play_all
    from simulator.backtest.forecasts import truth_of
    from simulator.views.backtest_sheet import backtest_json, backtest_sheet

    chosen, name = _chosen(scenarios or [], cases, hide or [])
    known = {one.id: truth for one in history() if (truth := truth_of(one)) is not None}
    progress = _Progress(len(chosen), shown=not quiet)
    try:
        found = play_all(chosen, known, draws, seed, progress)
    finally:
        progress.clear()
    if not found.cases:
        say(f"{name}: no case says whether there was an agreement; write `happened.agreed` (`agreement_reached`)")
        raise typer.Exit(2)
    if form is TableOrJson.json:
        write(json_line(backtest_json(found, parley_version()), ascii_only=ascii_only()))
    else:
        write(sheet_text(backtest_sheet(found, name)))


@cache
def history() -> tuple[Scenario, ...]:
    """The shipped scenarios that say what happened, without the variants of others."""
    library = Library()
    shipped = [entry.path for entry in library.entries() if entry.owner == "library" and not entry.extends]
    whole = [load(path, library=library).scenario for path in shipped]
    return tuple(one for one in whole if one.happened is not None and one.happened.agreed is not None)


def _chosen(names: list[str], cases: Path | None, hide: list[str]) -> tuple[list[Scenario], str]:
    """What is to be scored, and what to call it."""
    if cases is None:
        if hide:
            raise typer.BadParameter("only facts have shares to hide; give --cases FILE too", param_hint="--hide")
        if not names:
            return list(history()), "library"
        return [load(name).scenario for name in names], "asked for"
    from simulator.encoding.encode import encode
    from simulator.encoding.facts_file import chosen, read_facts

    facts = read_facts(cases)
    title = f"{cases} without {', '.join(hide)}" if hide else str(cases)
    return [encode(case.without(hide), facts.sources).scenario for case in chosen(facts, names)], title


class _Progress:
    """A line on a terminal's standard error that says which case is played."""

    def __init__(self, cases: int, *, shown: bool) -> None:
        self._cases, self._done = cases, 0
        self._shown = shown and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, name: str) -> None:
        """Tell which case is next."""
        self._done += 1
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{f'case {self._done} of {self._cases}: {name}'[: width() - 1]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
