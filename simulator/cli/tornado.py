"""`parley tornado`: what moves the chance of agreement, one uncertain number at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.ranked import FewDraws, Only, Quiet, Top, check, last
from simulator.cli.sheets import sheet_text
from simulator.cli.terminal import ascii_only, write
from simulator.insight.tornado import DRAWS, Tornado, asked_of, tornado
from simulator.scenario.schema import Scenario
from simulator.views.flip_text import points, tornado_title, value_text
from simulator.views.question_report import tornado_to_json
from simulator.views.report import json_line
from simulator.views.sentences import percent
from simulator.views.tables import Section, Sheet, about, shares, shortened

app = typer.Typer(rich_markup_mode=None)


@app.command()
def one_at_a_time(
    scenario: ScenarioArgument,
    draws: FewDraws = DRAWS,
    seed: Seed = 0,
    settings: Settings = None,
    only: Only = None,
    top: Top = 20,
    form: Annotated[TableOrJson, typer.Option("--format", help="A table, or an object on a line.")] = TableOrJson.table,
    quiet: Quiet = False,
) -> None:
    """Move each uncertain number to either end of its range, all else as it is, and rank what that does.

    The same draws are played at every end, so that what differs is the number. The chance of a lever is moved from 0
    to 1. Numbers do not act alone: two that do little by themselves may do much together.
    """
    found = loaded(scenario, settings)
    check(only, asked_of(found))
    answer = last(tornado(found, draws, seed, only=only), "what moves it", quiet=quiet)
    if form is TableOrJson.json:
        write(json_line(tornado_to_json(found.scenario, answer, seed, found.overrides), ascii_only=ascii_only()))
        return
    write(sheet_text(_sheet(found.scenario, answer, draws, seed, set_by(found.overrides), top)))


def _sheet(scenario: Scenario, found: Tornado, draws: int, seed: int, settings: tuple[str, ...], top: int) -> Sheet:
    now = Section((), (("Agreement", f"{shares(found.baseline)} of draws ({percent(found.baseline.share)})"),))
    heading = ("The largest effect first", "set to", "points", "95% interval", "")
    effects = Section(heading, tuple(_rows(found, top)), right=(1, 2))
    note = (
        "Points: how the chance of agreement changes. The interval is that of the simulation, over the same draws; "
        "what it contains 0 in is no more than noise."
    )
    return Sheet(
        tornado_title(found), (scenario.title, *about(scenario, draws, seed, settings, None)), (now, effects), note
    )


def _rows(found: Tornado, top: int) -> Iterator[tuple[str, ...]]:
    for effect in found.effects[:top]:
        name = shortened(effect.parameter.label)
        for end in effect.ends:
            noise = "" if end.clear else "noise"
            yield name, value_text(end.value), points(end.change), f"{points(end.low)} to {points(end.high)}", noise
            name = ""
