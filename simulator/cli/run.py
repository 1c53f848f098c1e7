"""`parley run`: scenarios played without the app."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from simulator.cli.arguments import OwnStrategies, Settings, TableOrJson, scenario_ids
from simulator.cli.draws_file import DrawsTable, checked, draws_file
from simulator.cli.own_strategies import register_own
from simulator.cli.plays import Draws, Seed, loaded_all, set_by
from simulator.cli.progress import Progress
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, say, write
from simulator.outcomes import Outcomes
from simulator.running import Run, run
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import counts, parameters
from simulator.views.cautions import cautions
from simulator.views.report import inputs_sha256, json_line, parley_version, to_json
from simulator.views.tables import run_sheet

app = typer.Typer(rich_markup_mode=None)


@app.command()
def play(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO",
            help="Files, library ids, or - for standard input.",
            show_default=False,
            autocompletion=scenario_ids,
        ),
    ],
    draws: Draws = 10_000,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[
        TableOrJson, typer.Option("--format", help="A table a scenario, or an object on a line.")
    ] = TableOrJson.table,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the draws themselves, a row each, to FILE.parquet or FILE.csv.",
            show_default=False,
        ),
    ] = None,
    strategies: OwnStrategies = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Neither progress nor warnings.")] = False,
) -> None:
    """Play scenarios and print what came of it.

    All scenarios are read and checked before the first is played. The same scenario, settings, draws and seed give
    the same output; a run's first draws are those of a shorter run.
    """
    register_own(strategies)
    found = loaded_all(scenarios, settings)
    played = [one.scenario for one in found]
    about = {"version": parley_version(), "runs": [_about(one, draws, seed) for one in found]}
    target = checked(out, played) if out is not None else None
    with draws_file(target, played, about) if target is not None else contextlib.nullcontext() as table:
        for place, one in enumerate(found, start=1):
            name = one.scenario.id if len(found) == 1 else f"{one.scenario.id} ({place} of {len(found)})"
            progress = Progress(name, draws, shown=not quiet)
            try:
                finished = _played(one, draws, seed, progress, table, offers=form is TableOrJson.json)
            finally:
                progress.clear()
            if form is TableOrJson.table and place > 1:
                write("")
            _show(finished, one, form, quiet=quiet)
    if table is not None and not quiet:
        say(f"{out}: {table.count:,} draws written")


def _played(
    one: LoadedScenario, draws: int, seed: int, progress: Progress, table: DrawsTable | None, *, offers: bool
) -> Run:
    def keep(outcomes: Outcomes) -> None:
        if table is not None:
            table.add(one.scenario, seed, outcomes)

    return run(one.scenario, draws, seed, progress=progress, each=keep, offers=offers)


def _show(finished: Run, one: LoadedScenario, form: TableOrJson, *, quiet: bool) -> None:
    """What came of a run, and on standard error what to be told before believing it."""
    name, rests_on = finished.scenario.id, counts(parameters(one))
    if form is TableOrJson.json:
        found = to_json(finished, settings=one.overrides, rests_on=rests_on)
        write(json_line(found, ascii_only=ascii_only()))
    else:
        write(sheet_text(run_sheet(finished, settings=set_by(one.overrides), rests_on=rests_on)))
    sys.stdout.flush()
    if quiet:
        return
    for caution in cautions(finished.summary, finished.scenario):
        say(f"{name}: {caution}")
    if form is TableOrJson.json:
        say(f"{name}: {rests_on.assumption} of {rests_on.total} values are assumptions; `parley params` lists them")


def _about(one: LoadedScenario, draws: int, seed: int) -> dict[str, Any]:
    """What a file of draws says of one of its scenarios."""
    return {
        "scenario": one.scenario.id,
        "draws": draws,
        "seed": seed,
        "inputs_sha256": inputs_sha256(one.scenario),
        "set": dict(one.overrides),
    }
