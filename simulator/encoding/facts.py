"""The facts of cases, as a file states them: parties, dates, shares, positions, and what came of it.

Everything but a case's id, its parties, its day and whether it ended in agreement may be missing, and keys that are
not known here are passed over: the mapping says what it assumes where a case is silent.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from simulator.scenario.dossiers import is_day, no_day
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.numbers import Bounds
from simulator.scenario.origins import Origin, Problem
from simulator.scenario.schema_faults import validated
from simulator.scenario.text import parse, read_bytes

CaseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", max_length=48)]
Text = Annotated[str, BeforeValidator(lambda given: str(given) if isinstance(given, int | float) else given)]
Share = Annotated[float, Bounds(0, 1, "share")]


class FactPart(BaseModel):
    """A part of a facts file: what is not known here is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, allow_inf_nan=False)


def _with_value(given: Any) -> Any:
    """A bare number stands for an estimate of it."""
    return {"v": given} if isinstance(given, int | float) and not isinstance(given, bool) else given


class Measured(FactPart):
    """A number with how sure it is and where it was found."""

    v: float | None = None
    conf: Literal["file", "memory", "est"] = "est"
    src: str | None = None
    note: Text | None = None


Measure = Annotated[Measured | None, BeforeValidator(_with_value)]


class Side(FactPart):
    """One of the two parties."""

    name: Annotated[str, StringConstraints(min_length=1)]
    cow: tuple[int, ...] = ()
    patron: Text | None = None


class Parties(FactPart):
    """Both."""

    A: Side
    B: Side


class Dates(FactPart):
    """Days of the war and of the talks; the last two are known only afterwards."""

    war_start: str | None = None
    talks_start: str
    talks_end_or_agreement: str | None = None
    in_force: str | None = None


class ReferenceArea(FactPart):
    """The area of which shares are given."""

    name: Text | None = None
    km2: Measure = None


class Land(FactPart):
    """Who held, asked for and was offered how much of an area."""

    reference_area: ReferenceArea = ReferenceArea()
    share_of_a: dict[str, Measure] = Field(default_factory=dict, alias="share_of_A")


class StatedIssue(FactPart):
    """What both stated on a matter, and what came of it."""

    issue: Text
    A: Text | None = None
    B: Text | None = None
    result: Text | None = None
    index_a: Measure = Field(default=None, alias="index_A")


class Capabilities(FactPart):
    """Material capabilities in the year of the talks."""

    year: int | None = None
    A_cinc: float | None = None
    B_cinc: float | None = None
    A_share: Share | None = None
    conf: Literal["file", "memory", "est"] = "est"
    src: str | None = None
    note: Text | None = None


class Durability(FactPart):
    """How long it held, known only afterwards."""

    applies: bool = True
    relapsed: bool | None = None
    relapse_date: str | None = None
    years: float | None = None
    years_censored: float | None = None
    censored_at: str | None = None
    event: Text | None = None


class Case(FactPart):
    """One negotiation whose outcome is known."""

    id: CaseId
    title: Text
    kind: Text = "interstate"
    parties: Parties
    mediators: tuple[Text, ...] = ()
    dates: Dates
    months_at_war_before_talks: Annotated[float, Bounds(0, 2000, "months")] | None = None
    months_negotiating: Annotated[float, Bounds(0, 2000, "months")] | None = None
    outcome: Text | None = None
    agreement_reached: bool | None = None
    territory: Land | None = None
    issues: tuple[StatedIssue, ...] = ()
    capabilities: Capabilities | None = None
    momentum_a: Measure = Field(default=None, alias="momentum_A")
    third_party_pressure: Measure = None
    guarantees: dict[str, Any] | None = None
    durability: Durability | None = None
    source_disagreement: Text | None = None
    notes: Text | None = None

    def share(self, name: str) -> float | None:
        """A share of A's, 0..1; None where the case does not say."""
        found = self.measured_share(name)
        return None if found is None else found.v

    def measured_share(self, name: str) -> Measured | None:
        """The same with where it was found."""
        return None if self.territory is None else self.territory.share_of_a.get(name)

    def without(self, names: Collection[str]) -> Case:
        """The case with some of its shares of land hidden."""
        if self.territory is None:
            return self
        shares = {name: share for name, share in self.territory.share_of_a.items() if name not in names}
        return self.model_copy(update={"territory": self.territory.model_copy(update={"share_of_a": shares})})

    def guaranteed(self, name: str) -> str | None:
        """What the case says of a guarantee, as text; None for none."""
        found = (self.guarantees or {}).get(name)
        return str(found) if found else None

    @property
    def months_at_war(self) -> float:
        """Months of war before the talks, 0 where there was none."""
        if self.months_at_war_before_talks is not None:
            return self.months_at_war_before_talks
        start, talks = self.dates.war_start, self.dates.talks_start
        if start is None:
            return 0.0
        days = (datetime.date.fromisoformat(talks) - datetime.date.fromisoformat(start)).days
        return max(days, 0) / 30.44

    @property
    def fighting(self) -> bool:
        """Whether there was war when the talks began."""
        return self.dates.war_start is not None or self.months_at_war > 0


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
    from simulator.scenario.wording import suggestion

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
