"""What `run` and `assess` share: how many draws, from which seed, and what is played."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from simulator.cli.arguments import overrides
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.loading import STANDARD_INPUT, LoadedScenario, load

Draws = Annotated[
    int,
    typer.Option("--draws", metavar="N", min=1, max=10**9, help="How often to play, each time with other numbers."),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="Where the random numbers start; the same gives the same.")
]


def loaded_all(targets: Sequence[str], settings: Sequence[str] | None) -> list[LoadedScenario]:
    """The scenarios that arguments name, each with what `--set` says.

    Raises:
        ScenarioFaults: all that is wrong with any of them.
    """
    values = overrides(settings)
    found: list[LoadedScenario] = []
    faults: list[Fault] = []
    if list(targets).count(STANDARD_INPUT) > 1:
        faults.append(Fault(STANDARD_INPUT, 0, 0, "", "standard input can be read only once; name it once"))
        targets = [target for target in targets if target != STANDARD_INPUT]
    for target in targets:
        try:
            found.append(load(target, overrides=values))
        except ScenarioFaults as error:
            faults += [_of(target, fault) if len(targets) > 1 else fault for fault in error.faults]
    if faults:
        raise ScenarioFaults(faults)
    return found


def _of(target: str, fault: Fault) -> Fault:
    """A fault of a setting, said of the scenario in which it is one."""
    return dataclasses.replace(fault, file=f"{target}: {fault.file}") if fault.file.startswith("--set") else fault


def set_by(settings: Mapping[str, object]) -> tuple[str, ...]:
    """What was set, as `PATH=VALUE`."""
    return tuple(f"{path}={value}" for path, value in settings.items())
