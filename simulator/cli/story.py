"""`parley story`: one draw, round by round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.plays import Seed, set_by
from simulator.cli.terminal import ascii_only, bold, glossary, width, write
from simulator.insight.story import Story, story
from simulator.scenario.loading import LoadedScenario
from simulator.views.insight_report import story_to_json
from simulator.views.report import json_line
from simulator.views.story_text import ending, passages
from simulator.views.tables import about

app = typer.Typer(rich_markup_mode=None)


@app.command()
def told(
    scenario: ScenarioArgument,
    draw: Annotated[
        int, typer.Option("--draw", metavar="N", min=0, max=10**9, help="Which draw of the run, from 0.")
    ] = 0,
    seed: Seed = 0,
    settings: Settings = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="Words, or an object on a line.")] = TableOrJson.table,
) -> None:
    """Tell one draw as a story: who offers what, who answers what and why.

    What the front and the levers did stands beside it. It is the draw of that number in `parley run` with the same
    seed and settings. After an actor's first offer only what it changes is told.
    """
    found = loaded(scenario, settings)
    tale = story(found.scenario, draw, seed)
    if form is TableOrJson.json:
        write(json_line(story_to_json(found.scenario, tale, found.overrides), ascii_only=ascii_only()))
        return
    write("\n".join(_lines(found, tale)))


def _lines(found: LoadedScenario, tale: Story) -> Iterator[str]:
    scenario = found.scenario
    yield bold(f"{scenario.title}, draw {tale.draw}")
    played, *rest = about(scenario, tale.draw + 1, tale.seed, set_by(found.overrides), None)
    yield played.split(":")[0] + f": draw {tale.draw} of seed {tale.seed}"
    yield from rest
    for passage in passages(scenario, tale):
        yield ""
        yield bold(passage.heading)
        for line in passage.lines:
            yield from glossary([("", line)], indent="")
    yield ""
    yield from glossary([("", ending(scenario, tale))], indent="")[: width()]
