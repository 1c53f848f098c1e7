"""`parley sweep`: one question, asked at many points."""

from __future__ import annotations

import enum
import shlex
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from simulator.cli.arguments import OwnStrategies, Settings, TableOrJson, loaded, overrides, scenario_ids
from simulator.cli.own_strategies import register_own
from simulator.cli.progress import Progress, duration
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, say, write
from simulator.experiments.estimate import Estimate, estimated
from simulator.experiments.executors import Choice, choice, cores, opened
from simulator.experiments.own_strategies import with_strategies
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.reading import inline_experiment, is_experiment, read_experiment
from simulator.experiments.results import opened_results
from simulator.experiments.store import StoreError
from simulator.experiments.sweep_sheet import sweep_sheet, sweep_to_json
from simulator.experiments.sweeping import Tally, sweep
from simulator.running import known_strategies
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.loading import STANDARD_INPUT
from simulator.views.report import json_line

app = typer.Typer(rich_markup_mode=None)

_FEW = 2  # tasks that are not worth starting processes for


class _Design(enum.StrEnum):
    grid = "grid"
    one_at_a_time = "one_at_a_time"
    latin_hypercube = "latin_hypercube"
    sobol = "sobol"
    saltelli = "saltelli"


class _Keep(enum.StrEnum):
    points = "points"
    draws = "draws"


@app.command()
def many(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="An experiment file; or a scenario, with --vary.",
            show_default=False,
            autocompletion=scenario_ids,
        ),
    ],
    vary: Annotated[
        list[str] | None,
        typer.Option(
            "--vary",
            metavar="PATH=VALUES",
            help="What varies: LOW:HIGH:STEPS, LOW:HIGH, A,B,C, or range; can be repeated.",
            show_default=False,
        ),
    ] = None,
    design: Annotated[
        _Design | None, typer.Option("--design", help="Which points; grid by default.", show_default=False)
    ] = None,
    points: Annotated[
        int | None, typer.Option("--points", metavar="N", min=1, help="Of sobol and latin_hypercube: how many points.")
    ] = None,
    samples: Annotated[
        int | None, typer.Option("--samples", metavar="N", min=1, help="Of saltelli: N times (axes + 2) points.")
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option("--draws", metavar="N", min=1, help="Draws a point; 200 where the file says nothing."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", min=0, help="Where the random numbers start, in every point.")
    ] = None,
    settings: Settings = None,
    keep: Annotated[
        _Keep | None,
        typer.Option("--keep", help="A row a point, or also the draws; points by default.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FOLDER", help="Where results go; NAME.sweep by default."),
    ] = None,
    executor: Annotated[
        str | None,
        typer.Option(
            "--executor",
            metavar="WHO",
            help="here, processes, processes:N, dask:ADDRESS, or MODULE:NAME; processes by default.",
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option("--shard", metavar="I/N", help="Only every N-th task, from the I-th; `parley merge` joins them."),
    ] = None,
    strategies: OwnStrategies = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first point that fails.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many points, how long and how many bytes; play nothing else.")
    ] = False,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
    quiet: Annotated[bool, typer.Option("--quiet", help="Neither progress nor words.")] = False,
) -> None:
    """Play a scenario at many points and keep what comes of each.

    The same command goes on with what was interrupted. Every point has the same random numbers, so that points
    differ only in what was set.
    """
    register_own(strategies)
    changes = {"draws": draws, "seed": seed, "keep": None if keep is None else keep.value}
    given = {key: value for key, value in changes.items() if value is not None}
    shape = {"kind": None if design is None else design.value, "points": points, "samples": samples}
    plan = _plan(target, vary, {key: value for key, value in shape.items() if value is not None}, given, settings)
    plan = with_strategies(plan, strategies or [])
    part, chosen = _shard(shard), None if executor is None else choice(executor)
    folder = out or Path(f"{Path(target).stem if target != STANDARD_INPUT else plan.data['id']}.sweep")
    workers = 1 if chosen is not None and chosen.kind == "here" else cores()
    if dry_run:
        _foresee(estimated(plan, chosen.workers if chosen and chosen.kind == "processes" else workers), folder, form)
        return
    _make(plan, folder, chosen, part, fail_fast=fail_fast, quiet=quiet)
    with opened_results(folder) as results:
        if form is TableOrJson.json:
            write(json_line(sweep_to_json(results), ascii_only=ascii_only()))
        else:
            write(sheet_text(sweep_sheet(results)))


def _plan(
    target: str, vary: list[str] | None, shape: dict[str, Any], given: dict[str, Any], settings: list[str] | None
) -> Plan:
    """The plan of an experiment file, or of a scenario and options."""
    if is_experiment(target):
        options = [*(["--vary"] if vary else []), *(f"--{'design' if key == 'kind' else key}" for key in shape)]
        if options:
            message = "is for a scenario; write it into the experiment file"
            raise ScenarioFaults([Fault(option, 0, 0, "", message) for option in options])
        plan, found = read_experiment(target, given, overrides(settings))
        known_strategies(found.scenario)
        return plan
    found = loaded(target, settings)
    known_strategies(found.scenario)
    return inline_experiment(found, target, vary or [], {"kind": "grid", **shape}, given)


def _shard(text: str | None) -> Shard:
    if text is None:
        return Shard()
    number, slash, of = text.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        message = "must be I/N with I from 1 to N; write for example --shard 3/8"
        raise ScenarioFaults([Fault(f"--shard {text[:40]}", 0, 0, "", message)])
    return Shard(int(number), int(of))


def _make(plan: Plan, folder: Path, chosen: Choice | None, shard: Shard, *, fail_fast: bool, quiet: bool) -> None:
    """Play what is missing, tell how far it is, and how to go on after an interrupt."""
    who = chosen or (Choice("here") if plan.tasks <= _FEW else choice("processes"))
    progress: Progress | None = None
    last: Tally | None = None

    def tell(tally: Tally) -> None:
        nonlocal progress, last
        if progress is None:
            before = tally.done - tally.played
            if before and not quiet:
                say(f"{folder}: {before:,} of {tally.of:,} points are there already")
            progress = Progress(str(folder), tally.of, shown=not quiet, unit="points", before=before, start=start)
        last = tally
        progress(tally.done)

    start = time.monotonic()
    try:
        last = sweep(plan, folder, lambda: opened(who), shard=shard, fail_fast=fail_fast, progress=tell)
    except StoreError as error:
        raise ScenarioFaults([Fault(str(folder), 0, 0, "", str(error))]) from None
    except KeyboardInterrupt:
        if progress is not None:
            progress.clear()
        done = f"{last.done:,} of {last.of:,} points are" if last else "what was done is"
        say(f"\ninterrupted; {done} safe in {folder}, and this goes on from there:")
        say(f"  {shlex.join(['parley', *sys.argv[1:]])}")
        raise
    finally:
        if progress is not None:
            progress.clear()
    if last.failed and not quiet:
        say(f"{folder}: {last.failed:,} of {last.of:,} points failed; their rows say why: select * from failures")


def _foresee(found: Estimate, folder: Path, form: TableOrJson) -> None:
    """Say what a sweep would take."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(place).free
    if form is TableOrJson.json:
        write(json_line({**found.to_json(), "free_bytes": free}))
    else:
        kept = f"{found.bytes / 1e6:,.1f} MB, of {free / 1e6:,.0f} MB free in {place.name or place}"
        write(f"points   {found.points:,} of {found.draws:,} draws each, in {found.tasks:,} tasks")
        write(f"time     about {duration(found.seconds)} on {found.workers} cores, after {found.measured} points")
        write(f"disk     about {kept}")
    if found.bytes > free:
        say(f"there is not enough room for it: {found.bytes / 1e6:,.1f} MB are needed; take another folder with --out")
        raise typer.Exit(1)
