"""`parley compare`: variants of a scenario side by side, draw by draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from simulator.cli.arguments import OwnStrategies, Settings, TableOrJson, overrides, scenario_ids
from simulator.cli.own_strategies import register_own
from simulator.cli.plays import Draws, Seed, loaded_all, set_by
from simulator.cli.progress import Progress
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, say, write
from simulator.experiments.comparing import compared, comparison_sheet, comparison_to_json
from simulator.running import known_strategies
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.overrides import setting
from simulator.views.report import json_line

app = typer.Typer(rich_markup_mode=None)


@app.command()
def side_by_side(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="A B ...",
            help="Files, library ids, or - for standard input; the first is what the others are compared with.",
            show_default=False,
            autocompletion=scenario_ids,
        ),
    ],
    variants: Annotated[
        list[str] | None,
        typer.Option(
            "--variant",
            metavar="{PATH: VALUE, ...}",
            help="One more variant: the first scenario with these values on top; can be repeated.",
            show_default=False,
        ),
    ] = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    settings: Settings = None,
    strategies: OwnStrategies = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Compare variants of a scenario with the first, with intervals of the differences.

    All have the same random numbers, so that a difference is known better than what differs: the intervals are of
    the differences in each draw. --set holds for all of them.
    """
    if len(scenarios) + len(variants or ()) < 2:
        raise ScenarioFaults([Fault(scenarios[0], 0, 0, "", "is alone; name at least two to compare")])
    register_own(strategies)
    found = [*loaded_all(scenarios, settings), *_variants(scenarios[0], settings, variants or ())]
    for one in found:
        known_strategies(one.scenario)
    progress = Progress("comparing", draws * len(found), shown=not quiet)
    try:
        comparison = compared([one.scenario for one in found], draws, seed, progress)
    finally:
        progress.clear()
    if form is TableOrJson.json:
        given = [one.overrides for one in found]
        write(json_line(comparison_to_json(comparison, given), ascii_only=ascii_only()))
    else:
        write(sheet_text(comparison_sheet(comparison, set_by(found[0].overrides))))
    if not quiet and len({run.scenario.id for run in comparison.runs}) < len(found):
        say("some of them have the same id; they are told apart by their place")


def _variants(first: str, settings: Sequence[str] | None, variants: Sequence[str]) -> list[LoadedScenario]:
    """The first scenario with the values of each variant on top."""
    found: list[LoadedScenario] = []
    for text in variants:
        _, values = setting(f"variant={text}")
        if not isinstance(values, dict):
            message = "must be values by path; write for example --variant '{clock.deadline: 26}'"
            raise ScenarioFaults([Fault(f"--variant {text[:40]}", 0, 0, "", message)])
        found.append(load(first, overrides={**overrides(settings), **values}))
    return found
