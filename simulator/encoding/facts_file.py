"""A facts file: some cases and what their sources' short names stand for, or one case alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from simulator.encoding.facts import Case, FactPart, Text
from simulator.scenario.dossiers import is_day, no_day
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.origins import Origin, Problem
from simulator.scenario.schema_faults import validated
from simulator.scenario.text import parse, read_bytes
from simulator.scenario.wording import suggestion


class FactsFile(FactPart):
    """Some cases, and what their sources' short names stand for."""

    as_of: str | None = None
    sources: dict[str, Text] = Field(default_factory=dict)
    cases: tuple[Case, ...] = Field(min_length=1, max_length=500)


@dataclass(frozen=True)
class Facts:
    """What a facts file says.

    Attributes:
        name: the file, as it stands in messages.
        sources: short name -> what it stands for.
        cases: in the order of the file.
    """

    name: str
    sources: Mapping[str, str]
    cases: tuple[Case, ...]

    def case(self, name: str) -> Case | None:
        """The case of that id, `_` and `-` counting as the same."""
        return next((case for case in self.cases if case.id.replace("_", "-") == name.replace("_", "-")), None)


def read_facts(path: Path) -> Facts:
    """The cases in a file: under `cases`, or one case at the top.

    Raises:
        ScenarioFaults: all that is wrong with it.
    """
    document = parse(read_bytes(path), str(path))
    tree: dict[str, Any] = _without_nulls(document.data)
    alone = "cases" not in tree and "parties" in tree
    found, problems = validated(FactsFile, {"cases": [tree]} if alone else tree)
    if found is not None:
        problems = [*_problems(found)]
    if problems or found is None:
        if alone:
            problems = [_at_the_top(problem) for problem in problems]
        raise ScenarioFaults(Origin((document,)).faults(problems))
    return Facts(str(path), found.sources, found.cases)


def _without_nulls(given: Any) -> Any:
    """The same tree without what is written as `null`: a key that is not there."""
    if isinstance(given, dict):
        return {key: _without_nulls(value) for key, value in given.items() if value is not None}
    return [_without_nulls(value) for value in given] if isinstance(given, list) else given


def _at_the_top(problem: Problem) -> Problem:
    """The same problem of a file that is a case itself."""
    return Problem(problem.path[2:], problem.message, problem.at_key, problem.kind, problem.once, problem.missing)


def _problems(file: FactsFile) -> list[Problem]:
    found: list[Problem] = []
    seen: set[str] = set()
    for n, case in enumerate(file.cases):
        at = ("cases", n)
        if case.id in seen:
            found.append(Problem((*at, "id"), f"is the id of an earlier case too, got {case.id}; rename one"))
        seen.add(case.id)
        for key, day in case.dates.model_dump().items():
            if day is not None and not is_day(day):
                found.append(Problem((*at, "dates", key), no_day(day)))
        for key, share in (case.territory.share_of_a if case.territory else {}).items():
            if share is not None and share.v is not None and not 0 <= share.v <= 1:
                message = f"a share is from 0 to 1, got {share.v:g}; write it so"
                found.append(Problem((*at, "territory", "share_of_A", key), message))
        for key, given, least in (
            ("momentum_A", case.momentum_a, -1.0),
            ("third_party_pressure", case.third_party_pressure, 0.0),
        ):
            if given is not None and given.v is not None and not least <= given.v <= 1:
                found.append(Problem((*at, key), f"is from {least:g} to 1, got {given.v:g}; write it so"))
    return found


def chosen(facts: Facts, names: list[str]) -> tuple[Case, ...]:
    """The cases that are asked for; all of them where none is.

    Raises:
        ScenarioFaults: there is no case of a name.
    """
    if not names:
        return facts.cases
    faults = [
        Fault(facts.name, 0, 0, "", f"there is no such case, got {name}; {suggestion(name, ids, 'cases')}")
        for ids in [[case.id for case in facts.cases]]
        for name in names
        if facts.case(name) is None
    ]
    if faults:
        raise ScenarioFaults(faults)
    return tuple(case for name in names if (case := facts.case(name)) is not None)
