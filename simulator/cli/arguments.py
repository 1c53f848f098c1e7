"""Arguments and options that several commands share."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from simulator.scenario.loading import LoadedScenario


def scenario_ids(incomplete: str) -> Iterator[str]:
    """Library ids that begin as typed, for the shell's completion."""
    from simulator.scenario.library import Library

    return (name for name in Library().names() if name.startswith(incomplete))


ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A file, - for standard input, or a library id.",
        show_default=False,
        autocompletion=scenario_ids,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Set a value by its path, as `parley params` lists them; can be repeated.",
        show_default=False,
    ),
]

OwnStrategies = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy",
        metavar="NAME=MODULE:CLASS",
        help="A strategy of your own, for `strategy: {kind: own, own: NAME}`; can be repeated.",
        show_default=False,
    ),
]


class TableOrJson(enum.StrEnum):
    """How data is printed."""

    table = "table"
    json = "json"


def overrides(settings: Sequence[str] | None) -> dict[str, Any]:
    """The values of `--set`, by path; of two for one path, the later.

    Raises:
        ScenarioFaults: all that are not of the form PATH=VALUE.
    """
    from simulator.scenario.faults import Fault, ScenarioFaults
    from simulator.scenario.overrides import setting

    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for text in settings or ():
        try:
            path, value = setting(text)
            found[path] = value
        except ScenarioFaults as error:
            faults.extend(error.faults)
    if faults:
        raise ScenarioFaults(faults)
    return found


def loaded(scenario: str, settings: Sequence[str] | None) -> LoadedScenario:
    """The scenario that an argument names, with what `--set` says.

    Raises:
        ScenarioFaults: all that is wrong with either.
    """
    from simulator.scenario.loading import load

    return load(scenario, overrides=overrides(settings))
