"""What `flip` and `tornado` share: their options, and a search that tells how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Protocol, TypeVar

import typer

from simulator.cli.steps import Steps
from simulator.scenario.faults import Fault, ScenarioFaults, nearest
from simulator.scenario.parameters import Parameter

FewDraws = Annotated[
    int,
    typer.Option("--draws", metavar="N", min=1, max=10**6, help="How many draws decide; each is played many times."),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="PATH", help="Look at this number only; can be repeated.", show_default=False),
]
Top = Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many rows the table shows.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]


class Found(Protocol):
    """What a search has found so far."""

    @property
    def done(self) -> int: ...  # noqa: D102

    @property
    def of(self) -> int: ...  # noqa: D102


Any_ = TypeVar("Any_", bound=Found)


def last(search: Iterable[Any_], title: str, *, quiet: bool) -> Any_:
    """The last thing that a search finds; on a terminal it tells how far it is."""
    steps = Steps(shown=not quiet)
    found: Any_ | None = None
    try:
        for found in search:
            steps(found.done, found.of, title)
    finally:
        steps.clear()
    assert found is not None
    return found


def check(only: Sequence[str] | None, asked: Iterable[Parameter]) -> None:
    """Refuse paths that are not asked.

    Raises:
        ScenarioFaults: one for each such path.
    """
    paths = [parameter.path for parameter in asked]
    faults = []
    for path in only or ():
        if path not in paths:
            hint = nearest(path, paths)
            does = f"did you mean {hint}" if hint else "`parley params` lists the numbers with a range"
            faults.append(Fault(f"--only {path}", 0, 0, "", f"is none of the numbers that are looked at; {does}"))
    if faults:
        raise ScenarioFaults(faults)
