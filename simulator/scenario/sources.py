"""Where numbers come from: what a scenario cites, and whether it could have known it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from simulator.scenario.dossiers import Confidence, Dossiers, Fact, is_day, no_day
from simulator.scenario.faults import Fault, ScenarioFaults, nearest, quoted
from simulator.scenario.numbers import ASSUMPTION
from simulator.scenario.origins import Problem
from simulator.scenario.plain import Path
from simulator.scenario.schema import Scenario
from simulator.scenario.wording import suggestion
from simulator.scenario.written_source import WrittenSource

_LATER_ALLOWED = ("deals", "happened")  # to be assessed and compared with, never fed to the model
REGULARITY = "regularity"  # of a dossier that speaks of many wars together, and so brings no news of any one

SURENESS: dict[Confidence, str] = {
    "read": "read in a file or page",
    "known": "well known, not read again",
    "estimate": "our own estimate",
}
"""What each confidence means, in words."""


@dataclass(frozen=True)
class Citation:
    """What a source id stands for.

    Attributes:
        id: as cited, `id` or `id#fact`.
        date: the source's day, YYYY-MM-DD.
        confidence: of the fact if one is named, otherwise of the source.
        says: what the source says, if it was asked for.
        fact: the fact that is named.
    """

    id: str
    title: str
    date: str
    confidence: Confidence
    publisher: str | None = None
    says: str | None = None
    fact: Fact | None = None


class Sources:
    """What source ids stand for: sources written in the scenario come before dossiers."""

    def __init__(self, written: Mapping[str, WrittenSource], dossiers: Dossiers) -> None:
        self.written = written
        self.dossiers = dossiers

    def cite(self, name: str, whole: bool = False) -> Citation | None:
        """What `id` or `id#fact` stands for; None where nothing does, for `assumption` too.

        Args:
            name: the id as cited.
            whole: with what the source says; without, a dossier is read no further than its heading.

        Raises:
            ScenarioFaults: the dossier is not valid.
        """
        base, hash_sign, fact_name = name.partition("#")
        if (own := self.written.get(name)) is not None:
            return Citation(name, own.title, own.date, own.confidence, own.publisher, own.says)
        if hash_sign or whole:
            return self._whole(name, base, fact_name if hash_sign else None)
        heading = self.dossiers.heading(base)
        if heading is None:
            return None
        return Citation(name, heading.title, heading.date, heading.confidence, heading.publisher)

    def _whole(self, name: str, base: str, fact_name: str | None) -> Citation | None:
        if base not in self.dossiers:
            return None
        dossier = self.dossiers[base]
        fact = None if fact_name is None else dossier.fact(fact_name)
        if fact_name is not None and fact is None:
            return None
        confidence = fact.confidence if fact else dossier.confidence
        return Citation(name, dossier.title, dossier.date, confidence, dossier.publisher, dossier.says, fact)

    def names(self) -> list[str]:
        """Every id that can be cited."""
        return [*self.written, *self.dossiers]


def cited(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every source id that a scenario cites, with the path at which it does."""
    for name in type(scenario).model_fields:
        if name != "sources":
            yield from _cited((name,), getattr(scenario, name))


def _cited(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
        if isinstance(source := value.get("source"), str):
            yield (*path, "source"), source
    elif path[0] == "happened" and isinstance(value, dict) and isinstance(source := value.get("source"), str):
        yield (*path, "source"), source
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple | list) else ()
    for key, inside in entries:
        yield from _cited((*path, key), inside)


def citation_faults(scenario: Scenario, sources: Sources) -> tuple[list[Problem], list[Fault]]:
    """What is wrong with the sources that a scenario cites.

    Returns:
        Problems of the scenario, and faults of the dossiers themselves.
    """
    problems: list[Problem] = []
    faults: list[Fault] = []
    dated = is_day(scenario.as_of)
    verdicts: dict[str, str | Citation | None] = {}
    for path, name in cited(scenario):
        if name not in verdicts:
            try:
                verdicts[name] = _verdict(name, sources)
            except ScenarioFaults as error:
                faults.extend(error.faults)
                verdicts[name] = None
        found = verdicts[name]
        if isinstance(found, str):
            problems.append(Problem(path, found, once=True))
        elif found is not None and dated and path[0] not in _LATER_ALLOWED and _too_late(found, scenario, sources):
            message = (
                f"the source is dated {found.date}, after as_of {scenario.as_of}, got {quoted(name)}; "
                f"cite what was known by then, or write `{ASSUMPTION}`"
            )
            problems.append(Problem(path, message, once=True))
    return problems, faults


def _too_late(found: Citation, scenario: Scenario, sources: Sources) -> bool:
    """Whether a source brings what could not have been known on the scenario's day."""
    if found.date <= scenario.as_of:
        return False
    base = found.id.partition("#")[0]
    written = found.id in sources.written
    return written or sources.dossiers[base].kind != REGULARITY


def _verdict(name: str, sources: Sources) -> Citation | str | None:
    """What a source id stands for, what is wrong with it, or None for an assumption."""
    if name == ASSUMPTION:
        return None
    found = sources.cite(name)
    if found is not None:
        return found
    base, _, fact = name.partition("#")
    if base in sources.dossiers and fact:
        facts = [known.id for known in sources.dossiers[base].facts]
        return f"{base} has no such fact, got {quoted(fact)}; {suggestion(fact, facts, 'facts')}"
    hint = nearest(base, [*sources.names(), ASSUMPTION])
    does = (
        f"did you mean {hint}"
        if hint
        else f"add seeds/{base}.yaml or an entry under `sources`, or write `{ASSUMPTION}`"
    )
    return f"there is no such source, got {quoted(name)}; {does}"


def date_problems(scenario: Scenario) -> Iterator[Problem]:
    """Dates that are no days of the calendar."""
    if not is_day(scenario.as_of):
        yield Problem(("as_of",), no_day(scenario.as_of))
    for name, source in scenario.sources.items():
        if not is_day(source.date):
            yield Problem(("sources", name, "date"), no_day(source.date))
