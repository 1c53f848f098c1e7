"""`parley sweep`: one question, asked at many points."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import Any

import typer

from simulator.cli.arguments import OwnStrategies, Settings, TableOrJson, loaded, overrides
from simulator.cli.own_strategies import register_own
from simulator.cli.progress import Progress
from simulator.cli.sheets import sheet_text
from simulator.cli.sweep_options import (
    DesignOption,
    DrawsOption,
    DryRun,
    ExecutorOption,
    FailFast,
    Form,
    Keep,
    Out,
    Points,
    Quiet,
    Samples,
    Seed,
    ShardOption,
    Target,
    Vary,
)
from simulator.cli.terminal import ascii_only, say, write
from simulator.experiments.estimate import Estimate, estimate_rows, estimated, room_for, too_large
from simulator.experiments.executors import Choice, choice, fitting, opened
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


@app.command()
def many(
    target: Target,
    vary: Vary = None,
    design: DesignOption = None,
    points: Points = None,
    samples: Samples = None,
    draws: DrawsOption = None,
    seed: Seed = None,
    settings: Settings = None,
    keep: Keep = None,
    out: Out = None,
    executor: ExecutorOption = None,
    shard: ShardOption = None,
    strategies: OwnStrategies = None,
    fail_fast: FailFast = False,
    dry_run: DryRun = False,
    form: Form = TableOrJson.table,
    quiet: Quiet = False,
) -> None:
    """Play a scenario at many points and keep what comes of each.

    The same command goes on with what was interrupted. Every point has the same random numbers, so that points
    differ only in what was set.
    """
    register_own(strategies)
    given = _given(draws=draws, seed=seed, keep=None if keep is None else keep.value)
    shape = _given(kind=None if design is None else design.value, points=points, samples=samples)
    plan = with_strategies(_plan(target, vary, shape, given, settings), strategies or [])
    part, chosen = _shard(shard), None if executor is None else choice(executor)
    folder = out or Path(f"{Path(target).stem if target != STANDARD_INPUT else plan.data['id']}.sweep")
    if dry_run:
        _foresee(estimated(plan, (chosen or fitting(plan.tasks)).cores), folder, form)
        return
    _make(plan, folder, chosen, part, fail_fast=fail_fast, quiet=quiet)
    with opened_results(folder) as results:
        if form is TableOrJson.json:
            write(json_line(sweep_to_json(results), ascii_only=ascii_only()))
        else:
            write(sheet_text(sweep_sheet(results)))


def _given(**options: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


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
    who = chosen or fitting(plan.tasks)
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
    room = room_for(folder)
    if form is TableOrJson.json:
        write(json_line({**found.to_json(), "free_bytes": room.free}))
    else:
        for name, words in estimate_rows(found, room):
            write(f"{name:<9}{words}")
    if refusal := too_large(found, room):
        say(f"{refusal}; take another folder with --out")
        raise typer.Exit(1)
