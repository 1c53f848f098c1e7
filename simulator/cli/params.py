"""`parley params`: what can be adjusted in a scenario, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, TableOrJson, loaded
from simulator.cli.terminal import bold, columns, say, write, write_json
from simulator.scenario.parameters import Counts, Parameter, Value, counts, parameters

app = typer.Typer(rich_markup_mode=None)


@app.command()
def params(
    scenario: ScenarioArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILTER", help="Words that path or name must have.", show_default=False),
    ] = None,
    settings: Settings = None,
    sourced: Annotated[
        bool | None,
        typer.Option(
            "--sourced/--assumed", help="Only what names a source, or only what does not.", show_default=False
        ),
    ] = None,
    form: Annotated[TableOrJson, typer.Option("--format", help="How to print it.")] = TableOrJson.table,
) -> None:
    """List the numbers of a scenario that can be adjusted, and their sources.

    The last line counts what the scenario says about the world; the clock and the rules of play are not counted.
    """
    everything = parameters(loaded(scenario, settings))
    chosen = [parameter for parameter in everything if _wanted(parameter, words or (), sourced)]
    if form is TableOrJson.json:
        number = counts(everything)
        summary = {"sourced": number.sourced, "assumed": number.assumption, **asdict(number)}
        write_json({"counts": summary, "parameters": [asdict(parameter) for parameter in chosen]})
        return
    if chosen:
        heading = ("PATH", "VALUE", "RANGE", "UNIT", "SOURCE")
        first, *rest = columns([heading, *map(_row, chosen)], right=(1,))
        write(bold(first))
        for line in rest:
            write(line)
    else:
        say("nothing in this scenario matches")
    write(count_line(counts(everything)))


def count_line(number: Counts) -> str:
    """How much of a scenario rests on what, in a sentence."""
    rests = f"{number.read} read, {number.known} known, {number.estimate} estimated"
    return f"{number.total} values: {number.sourced} name a source ({rests}), {number.assumption} are assumptions"


def shown(value: Value) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value:.6g}"


def _wanted(parameter: Parameter, words: Sequence[str], sourced: bool | None) -> bool:
    text = f"{parameter.path} {parameter.label}".casefold()
    if sourced is not None and not (parameter.evidence and parameter.sourced == sourced):
        return False
    return all(word.casefold() in text for word in words)


def _row(parameter: Parameter) -> tuple[str, ...]:
    if parameter.low is not None and parameter.high is not None:
        reach = f"{parameter.low:.6g} to {parameter.high:.6g}"
    else:
        reach = " | ".join(map(shown, parameter.options))
    source = parameter.source or ("assumption" if parameter.evidence else "-")
    if parameter.sourced:
        source = f"{source} ({parameter.confidence})"
    elif not parameter.written:
        source = f"{source} (default)"
    return parameter.path, shown(parameter.value), reach or "-", parameter.unit or "-", source
